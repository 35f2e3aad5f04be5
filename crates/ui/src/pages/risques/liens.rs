//! Links made by hand between a risk and measures.

use super::fiche::{Fiche, MesureEtat, PageRisque};
use super::page_de_la_mesure;
use super::tableau::MesureNommee;
use crate::adresse;
use crate::composants::{Selection, champs_caches, selection};
use crate::prelude::*;
use crate::texte;

/// The measures linked by hand, and linking another.
pub(super) fn liens<'a>(
    cadre: &'a Cadre<'_>,
    page: &'a PageRisque<'_>,
    liees: &'a [MesureEtat],
    liables: &'a [MesureNommee],
) -> impl Renderable + 'a {
    let service = page.tableau.bande.service;
    let action = adresse::service(service, "risques/liens");
    let mut options = vec![("", "Choisir une mesure".to_owned())];
    options.extend(liables.iter().map(|m| {
        let nom = format!("{}\u{a0}: {}", m.id, m.titre);
        (m.id.as_str(), nom)
    }));
    maud! {
        @if !liees.is_empty() {
            h2.mss-h { "Mesures liées par votre équipe" }
            ul.mss-liste { @for etat in liees {
                li.mss-ligne {
                    div {
                        p.mss-ligne__titre {
                            a href=(page_de_la_mesure(service, &etat.mesure.id)) { (etat.mesure.titre) }
                        }
                        p.mss-ligne__meta { span { (etat.mesure.id) } b { (texte::statut(etat.statut)) } }
                    }
                    @if page.tableau.modifiable {
                        form.mss-fin action=(&action) method="post" {
                            (champs_caches(cadre, None))
                            input type="hidden" name="risque" value=(page.id());
                            input type="hidden" name="mesure" value=(etat.mesure.id);
                            button.fr-btn.fr-btn--sm.fr-btn--tertiary name="geste" value="delier" {
                                "Délier" span.fr-sr-only { " " (etat.mesure.id) }
                            }
                        }
                    }
                }
            } }
        }
        @if page.tableau.modifiable && !liables.is_empty() {
            details #lier .mss-donnees open[liees.is_empty() && matches!(page.fiche, Fiche::Propre(_))] {
                summary { "Lier une mesure" }
                form action=(&action) method="post" {
                    (champs_caches(cadre, None))
                    input type="hidden" name="risque" value=(page.id());
                    @let options = options.iter().map(|(v, nom)| (*v, nom.as_str())).collect::<Vec<_>>();
                    (selection(Selection {
                        nom: "mesure", prefixe: "", libelle: "Mesure qui pèse sur ce risque", visible: true,
                        options: &options, valeur: "",
                    }))
                    button.fr-btn.fr-btn--sm.fr-btn--secondary name="geste" value="lier" { "Lier" }
                }
            }
        }
    }
}
