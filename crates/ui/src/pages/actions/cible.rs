//! The shortest way to an index.

use super::ADRESSE;
use crate::adresse;
use crate::format::{compte, indice_precis, typo};
use crate::prelude::*;
use crate::texte;
use domaine::vocabulaire::{Effort, Exigence};
use uuid::Uuid;

/// An index aimed at.
#[derive(Clone, Debug, PartialEq)]
pub struct CibleVue {
    /// As it was typed.
    pub saisie: String,
    /// Why it is refused.
    pub erreur: Option<&'static str>,
    /// The index today, in hundredths.
    pub indice: u16,
    /// How to reach it; none when it is refused.
    pub etat: Option<EtatCible>,
}

/// How an index is reached.
#[derive(Clone, Debug, PartialEq)]
pub enum EtatCible {
    /// It is already.
    Atteinte,
    /// By these measures.
    Accessible(CheminVue),
    /// It cannot be, whatever is done of what remains.
    HorsDePortee {
        /// The index when all of it is done, in hundredths.
        maximum: u16,
        /// The declined measures: identifier, title.
        ecartees: Vec<(String, String)>,
    },
}

/// The shortest set of measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheminVue {
    /// Identifier, title, requirement, effort.
    pub mesures: Vec<(String, String, Exigence, Effort)>,
    /// The index then, in hundredths.
    pub indice: u16,
}

/// The indices one click away.
const PROPOSEES: [&str; 5] = ["1", "2", "3", "4", "5"];

/// How many declined measures are named.
const NOMMEES: usize = 8;

pub(super) fn cible<'a>(service: Uuid, vue: &'a CibleVue) -> impl Renderable + 'a {
    let page = adresse::service(service, ADRESSE);
    maud! {
        section aria-labelledby="viser" {
            h2 #viser { "Viser un indice" }
            form.mss-filtres action=(&page) method="get" {
                div.fr-input-group.fr-input-group--error[vue.erreur.is_some()] {
                    label.fr-label for="cible" { "Indice visé, jusqu’à 5" }
                    input #cible .fr-input name="cible" value=(vue.saisie) inputmode="decimal" maxlength="6"
                        autocomplete="off" aria-describedby=("cible-erreur")[vue.erreur.is_some()]
                        aria-invalid=("true")[vue.erreur.is_some()];
                    @if let Some(erreur) = vue.erreur {
                        p #cible-erreur .fr-message--error { span.fr-sr-only { "Erreur\u{a0}: " } (erreur) }
                    }
                }
                button.fr-btn.fr-btn--secondary { "Calculer" }
            }
            nav aria-label="Indices proposés" { ul.fr-btns-group { @for proposee in PROPOSEES {
                li { a.fr-btn.fr-btn--tertiary.fr-btn--sm href={ (&page) "?cible=" (proposee) }
                    aria-current=("true")[vue.saisie == proposee] {
                    span.fr-sr-only { "Viser " } (proposee)
                } }
            } } }
            @if let Some(etat) = &vue.etat { (reponse(service, vue, etat)) }
        }
    }
}

fn reponse<'a>(service: Uuid, vue: &'a CibleVue, etat: &'a EtatCible) -> impl Renderable + 'a {
    maud! {
        @match etat {
            EtatCible::Atteinte => {
                p { "L’indice est de " b.mss-num { (indice_precis(vue.indice)) } "\u{a0}: " (vue.saisie) " est déjà atteint." }
            }
            EtatCible::Accessible(chemin) => { (accessible(service, vue, chemin)) }
            EtatCible::HorsDePortee { maximum, ecartees } => {
                p {
                    "Un indice de " (vue.saisie) " est hors de portée\u{a0}: avec tout ce qui reste à faire, il serait de "
                    b.mss-num { (indice_precis(*maximum)) } ". "
                    (compte(ecartees.len(), "mesure écartée reste comptée", "mesures écartées restent comptées"))
                    " comme non faites. Pour aller plus haut, revenez sur certaines d’entre elles."
                }
                ul {
                    @for (id, titre) in ecartees.iter().take(NOMMEES) {
                        li { a href=(adresse::service(service, &format!("mesures/{id}"))) { %(typo(titre)) } " (" (id) ")" }
                    }
                    @if ecartees.len() > NOMMEES {
                        li { a href=(adresse::service(service, "mesures?onglet=ecartees")) { "Toutes les mesures écartées" } }
                    }
                }
            }
        }
    }
}

fn accessible<'a>(service: Uuid, vue: &'a CibleVue, chemin: &'a CheminVue) -> impl Renderable + 'a {
    let cible = adresse::requete(&[("cible", &vue.saisie)]);
    let mut simuler = format!("{}?{cible}", adresse::service(service, ADRESSE));
    for (id, ..) in &chemin.mesures {
        simuler.push_str("&m=");
        simuler.push_str(id);
    }
    simuler.push_str("#simulation");
    let nombre = chemin.mesures.len();
    maud! {
        p {
            "Pour atteindre " (vue.saisie) ", "
            b { (compte(nombre, "mesure suffit", "mesures suffisent")) }
            "\u{a0}: l’indice passe de " span.mss-num { (indice_precis(vue.indice)) } " à " span.mss-num { (indice_precis(chemin.indice)) }
            ". Aucun ensemble plus petit n’y mène\u{a0}; à nombre égal, c’est le moins d’effort."
        }
        details.mss-donnees open[nombre <= NOMMEES] {
            summary { "Les mesures du plus court chemin" }
            ul.mss-liste { @for (id, titre, exigence, effort) in &chemin.mesures {
                li.mss-ligne { div {
                    p.mss-ligne__titre { a href=(adresse::service(service, &format!("mesures/{id}"))) { %(typo(titre)) } }
                    p.mss-ligne__meta {
                        @match exigence {
                            Exigence::Indispensable => { b { "Indispensable" } }
                            Exigence::Recommandee => { span { "Recommandée" } }
                        }
                        span { (texte::effort(*effort)) }
                        span { (id) }
                    }
                } }
            } }
        }
        p.fr-text--sm { a href=(simuler) { "Simuler ces mesures" } }
    }
}
