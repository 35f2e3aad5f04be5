//! The filter bar of the list.

use super::filtres::{EcheanceMesures, FiltresMesures, OngletMesures, TriMesures};
use super::liste::Mesures;
use crate::adresse;
use crate::composants::{Selection, chercher, selection};
use crate::prelude::*;
use crate::texte;
use domaine::suivi::Priorite;
use domaine::vocabulaire::{Categorie, Exigence, Porteur};

/// The bar; `fragment` is what its answer replaces.
pub(super) fn filtres<'a>(
    cadre: &'a Cadre<'_>,
    page: &'a Mesures,
    fragment: &'static str,
) -> impl Renderable + 'a {
    let f = &page.filtres;
    let categories = Categorie::TOUS.iter();
    let categories = categories.map(|c| (c.id(), texte::categorie(*c)));
    let categories = options("Catégorie", categories);
    let themes = page.themes.iter().map(|(id, t)| (id.as_str(), t.as_str()));
    let themes = options("Thème", themes);
    let exigences = [
        (Exigence::Indispensable.id(), "Indispensables"),
        (Exigence::Recommandee.id(), "Recommandées"),
    ];
    let exigences = options("Exigence", exigences);
    let porteurs = Porteur::TOUS.iter();
    let porteurs = porteurs.map(|p| (p.id(), texte::porteur(Some(*p))));
    let porteurs = options("Porteur", porteurs);
    let responsables = page
        .membres
        .iter()
        .map(|(id, nom)| (id.as_str(), nom.as_str()));
    let personne = [(FiltresMesures::PERSONNE, "À attribuer")].into_iter();
    let responsables = options("Responsable", personne.chain(responsables));
    let priorites = Priorite::TOUS.iter();
    let priorites = options("Priorité", priorites.map(|p| (p.id(), texte::priorite(*p))));
    let echeances = EcheanceMesures::TOUTES.map(|e| (e.id(), e.nom()));
    let echeances = options("Échéance", echeances);
    let autres =
        f.echeance.is_some() || f.priorite.is_some() || f.porteur.is_some() || !f.theme.is_empty();
    let tris = TriMesures::TOUS.map(|tri| (tri.id(), tri.nom()));
    maud! {
        form.mss-filtres action=(adresse::service(page.bande.service, "mesures")) method="get"
            role="search" aria-label="Filtrer les mesures" data-fragment=(fragment) {
            @if f.onglet != OngletMesures::default() { input type="hidden" name="onglet" value=(f.onglet.id()); }
            (chercher(cadre, "Chercher une mesure", "Mot, personne, n°", &f.q))
            (liste("categorie", "Catégorie", &categories, f.categorie.map_or("", Categorie::id)))
            (liste("exigence", "Exigence", &exigences, f.exigence.map_or("", Exigence::id)))
            (liste("responsable", "Responsable", &responsables, &f.responsable))
            (liste("tri", "Tri", &tris, f.tri.id()))
            button.fr-btn.fr-btn--tertiary { "Filtrer" }
            details.mss-donnees open[autres] {
                summary { "Plus de filtres" }
                div.mss-filtres {
                    (liste("echeance", "Échéance", &echeances, f.echeance.map_or("", EcheanceMesures::id)))
                    (liste("priorite", "Priorité", &priorites, f.priorite.map_or("", Priorite::id)))
                    (liste("theme", "Thème", &themes, &f.theme))
                    (liste("porteur", "Porteur", &porteurs, f.porteur.map_or("", Porteur::id)))
                }
            }
        }
    }
}

/// The values of a list, after the line that names it.
pub(super) fn options<'a>(
    nom: &'a str,
    valeurs: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Vec<(&'a str, &'a str)> {
    [("", nom)].into_iter().chain(valeurs).collect()
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
