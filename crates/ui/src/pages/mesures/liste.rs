//! The list: tabs with counts, filters, one form for all its buttons, one for the ticked measures.

use super::barre::filtres;
use super::filtres::{FiltresMesures, OngletMesures};
use super::ligne::{LigneMesure, ligne_modifiable, liste_a_lire};
use super::lot::{Bilan, LotVue, barre, bilan};
use crate::adresse;
use crate::composants::{Onglet, champs_caches, onglets, vide};
use crate::format::{compte, indice};
use crate::gabarit::{Bande, SUFFIXE};
use crate::pages::etat_des_lieux::Reponse;
use crate::pages::specifiques::adresse_ajouter;
use crate::prelude::*;
use crate::svg::{Icone, icone};

/// How many measures each state holds, within the filters, the tab aside.
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
#[derive(Clone, Debug, PartialEq)]
pub struct Mesures {
    /// Band of the service.
    pub bande: Bande,
    /// How many measures each state holds.
    pub comptes: ComptesMesures,
    /// What the person asked to see.
    pub filtres: FiltresMesures,
    /// Themes that can be filtered by: identifier, title.
    pub themes: Vec<(String, String)>,
    /// Who may be made responsible: account, name.
    pub membres: Vec<(String, String)>,
    /// The lines.
    pub lignes: Vec<LigneMesure>,
    /// What the last click did (see [`annonce`]).
    pub annonce: Option<String>,
    /// What the last change to a selection gave.
    pub bilan: Option<Bilan>,
    /// The bar of the ticked measures.
    pub lot: LotVue,
    /// Whether this person may change measures.
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
        maud! {
            div #volet .fr-container--fluid.mss-page data-titre={ (self.titre()) (SUFFIXE) } {
                div.mss-entete {
                    h1 { "Mesures" }
                    div.mss-barre {
                        a #exporter .fr-btn.fr-btn--tertiary href=(self.filtres.adresse_csv(service)) { "Exporter" span.fr-sr-only { " cette liste pour un tableur" } }
                        @if self.modifiable {
                            a.fr-btn.fr-btn--tertiary href=(adresse_ajouter(service)) { (icone(cadre, Icone::Plus)) "Mesure propre au service" }
                        }
                        @if self.comptes.a_statuer > 0 {
                            a.fr-btn.fr-btn--tertiary href=(adresse::service(service, "etat-des-lieux")) {
                                @if self.modifiable { "Répondre question par question" } @else { "Voir les questions" }
                            }
                        }
                    }
                }
                (colonne(cadre, self, None))
            }
        }
    }
}

/// The filters, the tabs and the lines; beside the panel of `ouverte` when there is one.
pub(super) fn colonne<'a>(
    cadre: &'a Cadre<'_>,
    page: &'a Mesures,
    ouverte: Option<&'a str>,
) -> impl Renderable + 'a {
    let service = page.bande.service;
    let onglet = |onglet: OngletMesures| Onglet {
        nom: onglet.nom(),
        compte: page.comptes.de(onglet),
        adresse: FiltresMesures {
            onglet,
            ..page.filtres.clone()
        }
        .adresse(service),
        courant: onglet == page.filtres.onglet,
    };
    let rangee: Vec<_> = OngletMesures::TOUS.into_iter().map(onglet).collect();
    let (retour, fragment, recherche) = match ouverte {
        Some(mesure) => (
            page.filtres.adresse_mesure(service, mesure),
            "bande volet",
            "volet",
        ),
        None => (
            page.filtres.adresse(service),
            "bande mesures",
            "exporter mesures",
        ),
    };
    maud! {
        (filtres(cadre, page, recherche))
        div #mesures {
            (onglets("Mesures par état", &rangee))
            h2.fr-sr-only tabindex="-1" data-focus=("")[ouverte.is_none()] {
                (page.filtres.onglet.nom()) ", " (compte(page.lignes.len(), "mesure", "mesures"))
            }
            @if ouverte.is_none() {
                p.mss-annonce data-annonce { @if let Some(annonce) = &page.annonce { (annonce) } }
            }
            @if page.modifiable {
                form action=(adresse::service(service, "mesures")) method="post" data-fragment=(fragment) {
                    (champs_caches(cadre, None))
                    input type="hidden" name="retour" value=(&retour);
                    @if let Some(gagne) = &page.bilan { (bilan(gagne)) }
                    @if page.lignes.is_empty() { (rien(page)) }
                    ul.mss-liste { @for ligne in &page.lignes {
                        (ligne_modifiable(page, ligne, ouverte == Some(&ligne.id)))
                    } }
                }
                (barre(cadre, page, &retour, fragment))
            }
            @else if page.lignes.is_empty() { (rien(page)) }
            @else { (liste_a_lire(service, page.filtres.clone(), &page.lignes, Some("volet"))) }
        }
    }
}

fn rien(page: &Mesures) -> impl Renderable {
    let tout = FiltresMesures {
        onglet: page.filtres.onglet,
        tri: page.filtres.tri,
        ..FiltresMesures::default()
    };
    let partout = FiltresMesures {
        onglet: OngletMesures::Toutes,
        ..page.filtres.clone()
    };
    let ailleurs = page.comptes.de(OngletMesures::Toutes);
    maud! {
        @if page.filtres.actifs() {
            (vide("Aucune mesure ne correspond", maud_borrow! {
                @if ailleurs > 0 {
                    p {
                        (compte(ailleurs, "mesure correspond", "mesures correspondent")) " dans les autres onglets. "
                        a href=(partout.adresse(page.bande.service)) { "Les voir" }
                    }
                }
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
