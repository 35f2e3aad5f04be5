//! The list: tabs with counts, filters, one form for all its buttons.

use super::filtres::{FiltresMesures, OngletMesures, TriMesures};
use crate::adresse;
use crate::composants::{
    Bascule, Onglet, Selection, badge, bascule_statut, champs_caches, chercher, onglets, selection,
    vide,
};
use crate::format::{compte, indice, typo};
use crate::gabarit::{Bande, Ton};
use crate::pages::etat_des_lieux::Reponse;
use crate::prelude::*;
use crate::texte;
use domaine::vocabulaire::{Categorie, Exigence, Porteur, Statut};
use uuid::Uuid;

/// A measure of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneMesure {
    /// Identifier of the measure.
    pub id: String,
    /// Its title.
    pub titre: String,
    /// How strongly it is asked.
    pub exigence: Exigence,
    /// Its category.
    pub categorie: Categorie,
    /// Who carries it.
    pub porteur: Option<Porteur>,
    /// How many risks of the service it weighs on.
    pub risques: usize,
    /// Where it stands.
    pub statut: Option<Statut>,
    /// Version of its row, 0 when it has none.
    pub version: i64,
}

/// How many measures each state holds, whatever the filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ComptesMesures {
    /// Without a status.
    pub a_statuer: usize,
    /// To be started.
    pub a_lancer: usize,
    /// Under way.
    pub en_cours: usize,
    /// Done.
    pub faites: usize,
    /// Declined.
    pub ecartees: usize,
}

impl ComptesMesures {
    /// How many measures a tab holds.
    #[must_use]
    pub const fn de(&self, onglet: OngletMesures) -> usize {
        let a_traiter = self.a_statuer + self.a_lancer + self.en_cours;
        match onglet {
            OngletMesures::ATraiter => a_traiter,
            OngletMesures::AStatuer => self.a_statuer,
            OngletMesures::ALancer => self.a_lancer,
            OngletMesures::EnCours => self.en_cours,
            OngletMesures::Faites => self.faites,
            OngletMesures::Ecartees => self.ecartees,
            OngletMesures::Toutes => a_traiter + self.faites + self.ecartees,
        }
    }
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mesures {
    /// Band of the service.
    pub bande: Bande,
    /// How many measures each state holds.
    pub comptes: ComptesMesures,
    /// What the person asked to see.
    pub filtres: FiltresMesures,
    /// Themes that can be filtered by: identifier, title.
    pub themes: Vec<(String, String)>,
    /// The lines.
    pub lignes: Vec<LigneMesure>,
    /// What the last click did (see [`annonce`]).
    pub annonce: Option<String>,
    /// Whether this person may change statuses.
    pub modifiable: bool,
}

/// What a click just did, and the index (hundredths) after it.
#[must_use]
pub fn annonce(mesure: &str, reponse: Option<Reponse>, apres: u16) -> String {
    let nom = Reponse::nom(reponse).to_lowercase();
    format!("{mesure}\u{a0}: {nom}. Indice {}.", indice(apres))
}

impl Vue for Mesures {
    fn titre(&self) -> String {
        format!("Mesures de {}", self.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let service = self.bande.service;
        let onglet = |onglet: OngletMesures| Onglet {
            nom: onglet.nom(),
            compte: self.comptes.de(onglet),
            adresse: FiltresMesures {
                onglet,
                ..self.filtres.clone()
            }
            .adresse(service),
            courant: onglet == self.filtres.onglet,
        };
        let rangee: Vec<_> = OngletMesures::TOUS.into_iter().map(onglet).collect();
        maud! {
            div.fr-container--fluid.mss-page {
                div.mss-entete {
                    h1 { "Mesures" }
                    @if self.comptes.a_statuer > 0 {
                        a.fr-btn.fr-btn--tertiary href=(adresse::service(service, "etat-des-lieux")) {
                            @if self.modifiable { "Répondre question par question" } @else { "Voir les questions" }
                        }
                    }
                }
                (filtres(cadre, self))
                div #mesures {
                    (onglets("Mesures par état", &rangee))
                    p.mss-annonce data-annonce { @if let Some(annonce) = &self.annonce { (annonce) } }
                    h2.fr-sr-only tabindex="-1" data-focus {
                        (self.filtres.onglet.nom()) ", " (compte(self.lignes.len(), "mesure", "mesures"))
                    }
                    @if self.lignes.is_empty() { (rien(self)) }
                    @else if self.modifiable {
                        form action=(adresse::service(service, "mesures")) method="post" data-fragment="bande mesures" {
                            (champs_caches(cadre, None))
                            input type="hidden" name="retour" value=(self.filtres.adresse(service));
                            ul.mss-liste { @for ligne in &self.lignes { (ligne_modifiable(self, ligne)) } }
                        }
                    }
                    @else { (liste_a_lire(service, self.filtres.clone(), &self.lignes)) }
                }
            }
        }
    }
}

fn rien(page: &Mesures) -> impl Renderable {
    let tout = FiltresMesures {
        onglet: page.filtres.onglet,
        tri: page.filtres.tri,
        ..FiltresMesures::default()
    };
    maud! {
        @if page.filtres.actifs() {
            (vide("Aucune mesure ne correspond", maud_borrow! {
                p { "Essayez un autre mot, ou retirez un filtre." }
                a.fr-btn.fr-btn--tertiary href=(tout.adresse(page.bande.service)) { "Retirer les filtres" }
            }))
        } @else {
            (vide("Rien dans cet onglet", maud! {
                p {
                    @match page.filtres.onglet {
                        OngletMesures::ATraiter => { "Toutes les mesures sont faites ou écartées." }
                        OngletMesures::AStatuer => { "Chaque mesure a une réponse." }
                        _ => { "Aucune mesure n’est dans cet état." }
                    }
                }
            }))
        }
    }
}

fn filtres<'a>(cadre: &'a Cadre<'_>, page: &'a Mesures) -> impl Renderable + 'a {
    let f = &page.filtres;
    let categories: Vec<_> = [("", "Catégorie")]
        .into_iter()
        .chain(
            Categorie::TOUS
                .iter()
                .map(|c| (c.id(), texte::categorie(*c))),
        )
        .collect();
    let themes: Vec<_> = [("", "Thème")]
        .into_iter()
        .chain(
            page.themes
                .iter()
                .map(|(id, titre)| (id.as_str(), titre.as_str())),
        )
        .collect();
    let exigences = [
        ("", "Exigence"),
        (Exigence::Indispensable.id(), "Indispensables"),
        (Exigence::Recommandee.id(), "Recommandées"),
    ];
    let porteurs: Vec<_> = [("", "Porteur")]
        .into_iter()
        .chain(
            Porteur::TOUS
                .iter()
                .map(|p| (p.id(), texte::porteur(Some(*p)))),
        )
        .collect();
    let tris = TriMesures::TOUS.map(|tri| (tri.id(), tri.nom()));
    maud! {
        form.mss-filtres action=(adresse::service(page.bande.service, "mesures")) method="get"
            role="search" aria-label="Filtrer les mesures" data-fragment="mesures" {
            @if f.onglet != OngletMesures::default() { input type="hidden" name="onglet" value=(f.onglet.id()); }
            (chercher(cadre, "Chercher une mesure", "Mot ou identifiant", &f.q))
            (liste("categorie", "Catégorie", &categories, f.categorie.map_or("", Categorie::id)))
            (liste("theme", "Thème", &themes, &f.theme))
            (liste("exigence", "Exigence", &exigences, f.exigence.map_or("", Exigence::id)))
            (liste("porteur", "Porteur", &porteurs, f.porteur.map_or("", Porteur::id)))
            (liste("tri", "Tri", &tris, f.tri.id()))
            button.fr-btn.fr-btn--tertiary { "Filtrer" }
        }
    }
}

/// A list of the filter bar.
fn liste<'a>(
    nom: &'a str,
    libelle: &'a str,
    options: &'a [(&'a str, &'a str)],
    valeur: &'a str,
) -> impl Renderable + 'a {
    selection(Selection {
        nom,
        prefixe: "f-",
        libelle,
        visible: false,
        options,
        valeur,
    })
}

fn intitule<'a>(
    service: Uuid,
    filtres: &FiltresMesures,
    ligne: &'a LigneMesure,
    suite: impl Renderable + 'a,
) -> impl Renderable + 'a {
    let adresse = filtres.adresse_mesure(service, &ligne.id);
    maud! {
        div {
            p.mss-ligne__titre { a href=(adresse) { %(typo(&ligne.titre)) } }
            p.mss-ligne__meta {
                @match ligne.exigence {
                    Exigence::Indispensable => { b { "Indispensable" } }
                    Exigence::Recommandee => { span { "Recommandée" } }
                }
                span { (texte::categorie(ligne.categorie)) }
                span { (texte::porteur(ligne.porteur)) }
                @if ligne.risques > 0 { span { "Pèse sur " (compte(ligne.risques, "risque", "risques")) } }
                span { (ligne.id) }
                (suite)
            }
        }
    }
}

fn ligne_modifiable<'a>(page: &'a Mesures, ligne: &'a LigneMesure) -> impl Renderable + 'a {
    let service = page.bande.service;
    maud! {
        li #(ligne.id) .mss-ligne {
            (intitule(service, &page.filtres, ligne, ecarter(page, ligne)))
            div.mss-fin {
                (bascule_statut(Bascule {
                    mesure: &ligne.id, titre: &ligne.titre, statut: ligne.statut, version: ligne.version, grande: false,
                }))
            }
        }
    }
}

/// That a measure is declined, or the way to decline one that is not done.
fn ecarter<'a>(page: &'a Mesures, ligne: &'a LigneMesure) -> impl Renderable + 'a {
    let adresse = page.filtres.adresse_mesure(page.bande.service, &ligne.id);
    maud! {
        @match ligne.statut {
            Some(Statut::NonFait) => { (badge(None, "Écartée")) }
            Some(Statut::ALancer) => {
                a href={ (adresse) "#ecarter" } { "Écarter" span.fr-sr-only { " " (ligne.id) } }
            }
            _ => {}
        }
    }
}

/// The most pressing measures, with their state in words.
pub(crate) fn liste_simple<'a>(service: Uuid, lignes: &'a [LigneMesure]) -> impl Renderable + 'a {
    liste_a_lire(service, FiltresMesures::default(), lignes)
}

/// Measures to read, as filtered.
fn liste_a_lire<'a>(
    service: Uuid,
    filtres: FiltresMesures,
    lignes: &'a [LigneMesure],
) -> impl Renderable + 'a {
    maud! {
        ul.mss-liste { @for ligne in lignes {
            li.mss-ligne {
                (intitule(service, &filtres, ligne, ()))
                p.mss-fin { (badge(ton(ligne.statut), texte::statut(ligne.statut))) }
            }
        } }
    }
}

/// Colour of a state.
const fn ton(statut: Option<Statut>) -> Option<Ton> {
    match statut {
        Some(Statut::Fait) => Some(Ton::Succes),
        Some(Statut::EnCours) => Some(Ton::Info),
        Some(Statut::ALancer) => Some(Ton::Alerte),
        Some(Statut::NonFait) | None => None,
    }
}
