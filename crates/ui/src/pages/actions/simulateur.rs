//! What if these measures were done: the index and the risks, before and after.

use super::liste::BaisseVue;
use super::{ADRESSE, FORMULAIRE};
use crate::adresse;
use crate::composants::champs_caches;
use crate::format::{indice_precis, typo};
use crate::prelude::*;
use uuid::Uuid;

/// A simulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulateur {
    /// Last words of the address of the page it is on.
    pub page: &'static str,
    /// The index aimed at, kept from one simulation to the next; empty for none.
    pub cible: String,
    /// The measures supposed done.
    pub choisies: Vec<Choisie>,
    /// The index before and after, in hundredths, cut.
    pub indice: (u16, u16),
    /// The risks that fall.
    pub baisses: Vec<BaisseVue>,
    /// Whether this person may put them on the plan.
    pub modifiable: bool,
}

/// A measure supposed done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choisie {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub titre: String,
    /// Version of its row, 0 when it has none.
    pub version: i64,
    /// Whether nobody said anything of it yet.
    pub sans_statut: bool,
}

/// The question, for so many measures.
fn question(nombre: usize) -> String {
    const MOTS: [&str; 10] = [
        "", "", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf",
    ];
    match (nombre, MOTS.get(nombre)) {
        (0, _) => "Et si des mesures étaient faites ?".to_owned(),
        (1, _) => "Et si cette mesure était faite ?".to_owned(),
        (_, Some(mot)) => format!("Et si ces {mot} mesures étaient faites ?"),
        (n, None) => format!("Et si ces {n} mesures étaient faites ?"),
    }
}

/// The card of the simulator. The boxes are in the list beside it.
pub(crate) fn simulateur<'a>(
    cadre: &'a Cadre<'_>,
    service: Uuid,
    vue: &'a Simulateur,
) -> impl Renderable + 'a {
    let (avant, apres) = vue.indice;
    let titre = question(vue.choisies.len());
    let au_plan = vue.modifiable && vue.choisies.iter().any(|c| c.sans_statut);
    maud! {
        section #simulation .fr-card.mss-auto aria-labelledby="simuler" {
            h2 #simuler .fr-card__title { %(typo(&titre)) }
            @if vue.choisies.is_empty() {
                p data-annonce { "Cochez des mesures dans la liste, puis recalculez." }
            } @else {
                p.mss-grand.mss-grand--moyen data-annonce {
                    span.fr-sr-only { "Indice\u{a0}: " } (indice_precis(avant)) " → " (indice_precis(apres))
                }
                @if vue.baisses.is_empty() { p { "Aucun risque ne baisse." } }
                @else {
                    ul.fr-text--sm { @for risque in &vue.baisses {
                        li {
                            (risque.id) " " %(typo(&risque.titre)) "\u{a0}: vraisemblance "
                            b.mss-num { (risque.avant) " → " (risque.apres) }
                        }
                    } }
                }
                details.mss-donnees {
                    summary { "Les mesures supposées faites" }
                    ul { @for choisie in &vue.choisies { li { (choisie.id) " " %(typo(&choisie.titre)) } } }
                }
            }
            form #(FORMULAIRE) action=(adresse::service(service, vue.page)) method="get" data-fragment="simulation" {
                // Tells a choice of nothing from no choice yet.
                input type="hidden" name="simuler" value="1";
                @if !vue.cible.is_empty() { input type="hidden" name="cible" value=(vue.cible); }
                button #recalculer .fr-btn.fr-btn--secondary.fr-btn--sm { "Recalculer" }
            }
            @if au_plan {
                form action=(adresse::service(service, ADRESSE)) method="post" {
                    (champs_caches(cadre, None))
                    @for choisie in vue.choisies.iter().filter(|c| c.sans_statut) {
                        input type="hidden" name="m" value={ (choisie.id) ":" (choisie.version) };
                    }
                    button.fr-btn.fr-btn--sm.fr-btn--tertiary { "Les mettre au plan" }
                }
            }
            p.fr-text--xs {
                "Rien n’est enregistré par une simulation."
                @if au_plan { " Mettre au plan\u{a0}: les mesures à statuer passent «\u{a0}à lancer\u{a0}»." }
            }
        }
    }
}
