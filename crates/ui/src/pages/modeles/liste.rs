//! The library: tabs by provenance, filters, one line per text.

use super::FiltresModeles;
use crate::composants::{
    Onglet, Pagination, Selection, badge, chercher, onglets, pagination, selection, vide,
};
use crate::format::compte;
use crate::gabarit::Ton;
use crate::prelude::*;
use crate::svg::{Icone, icone};
use crate::texte;
use domaine::complements::RoleComplement;
use domaine::specifiques::Provenance;
use domaine::vocabulaire::{Categorie, Effort};

/// Where a line comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrigineLigne {
    /// The person's own; the organisation it is shared with.
    Mien(Option<String>),
    /// A colleague's: their name, the organisation.
    Partage(String, String),
    /// The complementary measures: subject, role, effort.
    Complement(String, RoleComplement, Effort),
}

/// A text of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneModele {
    /// Where it leads.
    pub adresse: String,
    /// Its title.
    pub titre: String,
    /// Its category.
    pub categorie: Categorie,
    /// Where it comes from.
    pub origine: OrigineLigne,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modeles {
    /// What the person asked to see.
    pub filtres: FiltresModeles,
    /// Texts of every provenance, then of each, among what is looked for.
    pub comptes: [usize; 4],
    /// The lines of this page of the list.
    pub lignes: Vec<LigneModele>,
    /// The pages of the list.
    pub pagination: Pagination,
    /// The person's own deleted models that can be taken back: address, title.
    pub supprimes: Vec<(String, String)>,
}

/// Where the list is.
const ADRESSE: &str = "/modeles";

impl Vue for Modeles {
    fn titre(&self) -> String {
        "Modèles de mesures".to_owned()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Modeles)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page {
                div.mss-entete {
                    h1 { "Modèles de mesures" }
                    a.fr-btn href="/modeles/nouveau" { (icone(cadre, Icone::Plus)) "Nouveau modèle" }
                }
                p.mss-texte.fr-text--sm {
                    "Des textes prêts à ajouter aux mesures d’un service. Un modèle est personnel, ou partagé avec votre organisation."
                }
                (filtres_textes(cadre, ADRESSE, &self.filtres))
                div #liste {
                    (onglets_textes(ADRESSE, &self.filtres, self.comptes))
                    @if self.lignes.is_empty() { (rien(&self.filtres)) }
                    @else {
                        ul.mss-liste { @for ligne in &self.lignes { (ligne_texte(ligne)) } }
                        (pagination(&self.pagination))
                    }
                }
                @if !self.supprimes.is_empty() {
                    details.mss-donnees {
                        summary { (compte(self.supprimes.len(), "modèle supprimé", "modèles supprimés")) ", à reprendre pendant 30 jours" }
                        ul { @for (adresse, titre) in &self.supprimes { li { a href=(adresse) { (titre) } } } }
                    }
                }
            }
        }
    }
}

fn rien(filtres: &FiltresModeles) -> impl Renderable {
    let sans = FiltresModeles {
        provenance: filtres.provenance,
        ..FiltresModeles::default()
    };
    let tout = sans.adresse_sous(ADRESSE);
    maud! {
        @if filtres.actifs() {
            (vide("Aucun modèle ne correspond", maud_borrow! {
                p { "Essayez un autre mot, ou retirez un filtre." }
                a.fr-btn.fr-btn--tertiary href=(tout) { "Retirer les filtres" }
            }))
        } @else if filtres.provenance == Some(Provenance::Partages) {
            (vide("Personne n’a encore partagé de modèle avec vous", maud! {
                p { "Vous verrez ici ceux des personnes qui travaillent pour la même organisation que vous." }
            }))
        } @else {
            (vide("Vous n’avez pas encore de modèle", maud! {
                p { "Écrivez le premier, ou partez d’une mesure de la bibliothèque." }
                a.fr-btn.fr-btn--tertiary href="/modeles?provenance=bibliotheque" { "Ouvrir la bibliothèque" }
            }))
        }
    }
}

/// The filter bar of a list of texts at `adresse`. `provenance` is kept as it is.
pub(crate) fn filtres_textes<'a>(
    cadre: &'a Cadre<'_>,
    adresse: &'a str,
    filtres: &'a FiltresModeles,
) -> impl Renderable + 'a {
    let categories: Vec<_> = [("", "Catégorie")]
        .into_iter()
        .chain(
            Categorie::TOUS
                .iter()
                .map(|c| (c.id(), texte::categorie(*c))),
        )
        .collect();
    let roles: Vec<_> = [("", "Qui la réalise")]
        .into_iter()
        .chain(
            RoleComplement::TOUS
                .iter()
                .map(|r| (r.id(), texte::role_complement(*r))),
        )
        .collect();
    maud! {
        form.mss-filtres action=(adresse) method="get" role="search" aria-label="Filtrer les modèles" data-fragment="liste" {
            @if let Some(provenance) = filtres.provenance { input type="hidden" name="provenance" value=(provenance.id()); }
            (chercher(cadre, "Chercher un modèle", "Mot du titre ou du texte", &filtres.q))
            (selection(Selection { nom: "categorie", prefixe: "f-", libelle: "Catégorie", visible: false,
                options: &categories, valeur: filtres.categorie.map_or("", Categorie::id) }))
            (selection(Selection { nom: "role", prefixe: "f-", libelle: "Qui la réalise (bibliothèque)", visible: false,
                options: &roles, valeur: filtres.role.map_or("", RoleComplement::id) }))
            button.fr-btn.fr-btn--tertiary { "Filtrer" }
        }
    }
}

/// The tabs by provenance of a list of texts at `adresse`.
pub(crate) fn onglets_textes<'a>(
    adresse: &'a str,
    filtres: &'a FiltresModeles,
    comptes: [usize; 4],
) -> impl Renderable + 'a {
    let noms = [
        (None, "Tous"),
        (Some(Provenance::Miens), "Mes modèles"),
        (Some(Provenance::Partages), "Partagés avec moi"),
        (Some(Provenance::Bibliotheque), "Bibliothèque"),
    ];
    let rangee: Vec<_> = noms
        .into_iter()
        .zip(comptes)
        .map(|((provenance, nom), compte)| {
            let ailleurs = FiltresModeles {
                provenance,
                ..filtres.clone()
            };
            Onglet {
                nom,
                compte,
                adresse: ailleurs.adresse_sous(adresse),
                courant: filtres.provenance == provenance,
            }
        })
        .collect();
    maud! { (onglets("Modèles par provenance", &rangee)) }
}

/// A text: its title, its category, where it comes from.
pub(crate) fn ligne_texte(ligne: &LigneModele) -> impl Renderable {
    maud! {
        li.mss-ligne {
            div {
                p.mss-ligne__titre { a href=(ligne.adresse) { (ligne.titre) } }
                p.mss-ligne__meta {
                    span { (texte::categorie(ligne.categorie)) }
                    @match &ligne.origine {
                        OrigineLigne::Mien(None) => { span { "Personnel" } }
                        OrigineLigne::Mien(Some(organisation)) => { (badge(Some(Ton::Info), "Partagé")) span { (organisation) } }
                        OrigineLigne::Partage(auteur, organisation) => {
                            span { "De " (auteur) } span { (organisation) }
                        }
                        OrigineLigne::Complement(theme, role, effort) => {
                            span { (theme) } span { (texte::role_complement(*role)) } span { (texte::effort(*effort)) }
                        }
                    }
                }
            }
        }
    }
}
