//! What the panel adds: the links made by hand between a measure and risks; for a measure of one's
//! own, its text and its removal.

use super::mesure::{PageMesure, PropreVue, RisqueVue};
use crate::adresse;
use crate::composants::{Selection, champs_caches, selection};
use crate::pages::modeles::d_apres;
use crate::pages::specifiques::adresse_specifique;
use crate::prelude::*;

/// Where links are made and undone, and what both forms say.
fn du_lien<'a>(cadre: &'a Cadre<'_>, page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    maud! {
        (champs_caches(cadre, None))
        input type="hidden" name="mesure" value=(page.fiche.id);
        input type="hidden" name="retour" value=(page.adresse(page.fiche.id));
    }
}

/// Undoing a link made by hand.
pub(super) fn delier<'a>(
    cadre: &'a Cadre<'_>,
    page: &'a PageMesure<'_>,
    risque: &'a RisqueVue,
) -> impl Renderable + 'a {
    let action = adresse::service(page.liste.bande.service, "risques/liens");
    maud! {
        form action=(action) method="post" {
            (du_lien(cadre, page))
            input type="hidden" name="risque" value=(risque.id);
            button.fr-btn.fr-btn--sm.fr-btn--tertiary-no-outline name="geste" value="delier" {
                "Délier" span.fr-sr-only { " " (risque.id) }
            }
        }
    }
}

/// Choosing a risk it helps with: any risk for a measure of one's own, a risk of one's own
/// otherwise (the catalogue says the rest).
pub(super) fn lier<'a>(cadre: &'a Cadre<'_>, page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    let action = adresse::service(page.liste.bande.service, "risques/liens");
    let noms: Vec<_> = page
        .liables
        .iter()
        .map(|(id, titre)| (id.as_str(), format!("{id}\u{a0}: {titre}")))
        .collect();
    maud! {
        @if page.lie && !noms.is_empty() { section {
            details.mss-donnees {
                summary { @if page.propre.is_some() { "Dire sur quel risque elle pèse" } @else { "Lier à un risque propre au service" } }
                form action=(action) method="post" {
                    (du_lien(cadre, page))
                    @let options = options(&noms);
                    (selection(Selection {
                        nom: "risque", prefixe: "lier-", libelle: "Risque", visible: true,
                        options: &options, valeur: "",
                    }))
                    button.fr-btn.fr-btn--sm.fr-btn--secondary name="geste" value="lier" { "Lier" }
                }
            }
        } }
    }
}

fn options<'a>(noms: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    let noms = noms.iter().map(|(id, nom)| (*id, nom.as_str()));
    [("", "Choisir un risque")]
        .into_iter()
        .chain(noms)
        .collect()
}

/// Its text, what it came from, and what one may do with it.
pub(super) fn propre<'a>(
    cadre: &'a Cadre<'_>,
    page: &'a PageMesure<'_>,
    vue: &'a PropreVue,
) -> impl Renderable + 'a {
    let (service, id) = (page.liste.bande.service, page.fiche.id);
    maud! {
        section {
            h2 { "Mesure propre au service" }
            (d_apres(vue.source.as_ref()))
            p.fr-text--sm.mss-2 { "Elle compte dans la complétude et dans l’indice personnalisé, pas dans l’indice cyber." }
            div.mss-fin-ligne {
                @if page.liste.modifiable {
                    a.fr-btn.fr-btn--sm.fr-btn--tertiary href=(adresse_specifique(service, id, "texte")) { "Modifier le texte" }
                }
                form action=(adresse_specifique(service, id, "modele")) method="post" {
                    (champs_caches(cadre, None))
                    button.fr-btn.fr-btn--sm.fr-btn--tertiary { "En faire un modèle" }
                }
                @if page.liste.modifiable {
                    a.fr-btn.fr-btn--sm.fr-btn--tertiary-no-outline href=(adresse_specifique(service, id, "retirer")) { "Retirer du service" }
                }
            }
        }
    }
}
