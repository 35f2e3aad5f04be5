//! How the product counts: level, index, durations. The figures come from the catalogue.

use crate::prelude::*;
use crate::svg::matrice_niveaux;
use crate::texte::duree;
use domaine::catalogue::Catalogue;
use domaine::indice::PALIERS;

/// The page on the method, for one catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Methode<'a> {
    /// The catalogue in use.
    pub catalogue: &'a Catalogue,
}

impl Vue for Methode<'_> {
    fn titre(&self) -> String {
        "La méthode".to_owned()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Methode)
    }

    fn contenu(&self, _: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { "La méthode" }
                p.fr-text--lead {
                    "Tout ce que le produit calcule se recalcule à la main. Cette page dit comment, avec le référentiel "
                    (self.catalogue.version()) " et ses " (self.catalogue.toutes().len()) " mesures."
                }
                h2 #niveau { "Le niveau de besoins" }
                p.mss-texte {
                    "Deux nombres le donnent. La " b { "criticité" } " va de 1 à 4 : la plus forte entre les données traitées "
                    "(leur nature et leur quantité) et la durée d’arrêt supportable (selon le public). L’" b { "exposition" }
                    " va de 1 à 3 : depuis où le service peut être atteint."
                }
                (matrice_niveaux(&self.catalogue.baremes, None))
                p.mss-texte { "Le niveau calculé est un minimum. Vous pouvez viser plus haut, jamais plus bas." }

                h2 #liste { "La liste des mesures" }
                p.mss-texte {
                    "Chaque mesure du référentiel est gardée, retirée, relevée ou abaissée selon vos réponses. "
                    "La page de chaque mesure dit quelles réponses l’ont amenée. "
                    "Une mesure " b { "indispensable" } " est attendue. Une mesure " b { "recommandée" } " renforce."
                }

                h2 #indice { "L’indice cyber" }
                p.mss-texte { "Il va de 0 à 5. Il se calcule pour chacune des quatre catégories, puis pour l’ensemble." }
                ol.mss-etapes {
                    li { p {
                        "Dans une catégorie, on compte à part les indispensables et les recommandées : une mesure faite vaut 1, "
                        "une mesure en cours vaut un demi, toute autre vaut 0. On divise par leur nombre."
                    } }
                    li { p {
                        "Taux de la catégorie = (0,6 + 0,4 × part des recommandées) × part des indispensables. "
                        "S’il n’y a que des indispensables ou que des recommandées, le taux est leur part."
                    } }
                    li { p { "Indice de la catégorie = 5 × taux. L’indice total est la moyenne des catégories, chacune comptant selon son nombre de mesures." } }
                }
                details.mss-donnees open {
                    summary { "Un exemple chiffré" }
                    div.mss-texte {
                        p {
                            "Une catégorie compte quatre indispensables (trois faites, une en cours) et deux recommandées (une faite, une non faite)."
                        }
                        ul {
                            li { "Part des indispensables : (3 + 0,5) ÷ 4 = 0,875." }
                            li { "Part des recommandées : 1 ÷ 2 = 0,5." }
                            li { "Taux : (0,6 + 0,4 × 0,5) × 0,875 = 0,70." }
                            li { "Indice de la catégorie : 5 × 0,70 = 3,5." }
                        }
                    }
                }
                p.mss-texte {
                    "À l’écran, l’indice est coupé à une décimale, jamais arrondi vers le haut. "
                    "L’" b { "indice personnalisé" } " suit la même formule en laissant de côté les mesures que vous écartez."
                }

                h2 #durees { "La durée d’homologation conseillée" }
                div.fr-table { table {
                    caption.fr-sr-only { "Durée d’homologation conseillée selon l’indice cyber" }
                    thead { tr { th scope="col" { "Indice cyber" } th scope="col" { "Durée au plus" } } }
                    tbody { @for (rang, palier) in PALIERS.iter().enumerate() { tr {
                        th scope="row" {
                            @if rang == 0 { "moins de 1" }
                            @else if rang == 4 { "de 4 à 5" }
                            @else { "de " (rang) " à moins de " (rang + 1) }
                        }
                        td {
                            @if palier.mois.is_none() { "aucune : l’homologation n’est pas possible" }
                            @else if palier.deconseille { (duree(palier.mois)) ", déconseillée, avec au moins une réserve" }
                            @else { (duree(palier.mois)) }
                        }
                    } } }
                } }
                p.mss-texte { "C’est un conseil. La durée est décidée par l’autorité d’homologation de votre organisation, jamais au-delà de trois ans." }
            } }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_worked_example_is_right() {
        let indispensables = (3.0 + 0.5) / 4.0;
        let recommandees = 1.0 / 2.0;
        let taux: f64 = (0.6 + 0.4 * recommandees) * indispensables;
        assert!((indispensables - 0.875).abs() < 1e-9);
        assert!((taux - 0.70).abs() < 1e-9);
        assert!((5.0 * taux - 3.5).abs() < 1e-9);
    }
}
