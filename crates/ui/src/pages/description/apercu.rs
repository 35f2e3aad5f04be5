//! The effect of a change to the description of a described service, before it is saved.
//!
//! Invariant: everything that was typed goes on in the form, so that confirming, coming back and
//! giving up lose nothing.

use super::ServiceDecrit;
use crate::adresse;
use crate::composants::{Chiffre, alerte, badge, champs_caches, chiffres};
use crate::format::{compte, indice_precis, typo};
use crate::gabarit::{Bande, Ton};
use crate::prelude::*;
use crate::texte;
use domaine::ecarts::RisqueNomme;
use domaine::vocabulaire::{Champ, Exigence, NiveauSecurite, Porteur, Statut};

/// The field that carries the version whose effect was shown.
pub const VUE: &str = "vue";
/// What the button that leads back to the questions sends in `suite`.
pub const CORRIGER: &str = "corriger";

/// A list longer than this is folded.
const DEPLIEES: usize = 6;

/// What a change would do.
#[derive(Clone, Debug)]
pub struct ApercuDescription<'a> {
    /// The service; its version is the one the form was loaded at.
    pub service: ServiceDecrit,
    /// Version of the description the effect is worked out on.
    pub vue: i64,
    /// Address the form is sent to again.
    pub action: String,
    /// Everything this person sent: name, value.
    pub saisie: Vec<(String, String)>,
    /// The answers that change.
    pub reponses: Vec<ReponseChangee>,
    /// The level, when the answers raise it by themselves.
    pub niveau_releve: Option<NiveauSecurite>,
    /// The level before and after.
    pub niveau: (NiveauSecurite, NiveauSecurite),
    /// The index before and after, in hundredths.
    pub indice: (u16, u16),
    /// Measures that come in.
    pub ajoutees: Vec<MesureApercu>,
    /// Measures that leave.
    pub retirees: Vec<MesureApercu>,
    /// Measures that become indispensable.
    pub relevees: Vec<MesureApercu>,
    /// Measures that become recommended.
    pub abaissees: Vec<MesureApercu>,
    /// Measures that someone else carries, who before and after.
    pub porteurs: Vec<(MesureApercu, Option<Porteur>, Option<Porteur>)>,
    /// How many measures stay as they are.
    pub inchangees: usize,
    /// Risks that appear.
    pub risques_apparus: Vec<RisqueNomme<'a>>,
    /// Risks that do not concern the service any more.
    pub risques_disparus: Vec<RisqueNomme<'a>>,
    /// Risks that change, before and after.
    pub risques_changes: Vec<(RisqueNomme<'a>, RisqueNomme<'a>)>,
    /// Who answered other questions meanwhile, by name; their answers are kept.
    pub auteur: Option<String>,
}

/// An answer that changes, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReponseChangee {
    /// The question.
    pub champ: Champ,
    /// The answer in place; empty for none.
    pub avant: String,
    /// The new one; empty for none.
    pub apres: String,
}

/// A measure the change touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MesureApercu {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub titre: String,
    /// How strongly it will be asked, or was when it leaves.
    pub exigence: Option<Exigence>,
    /// What was said of it.
    pub statut: Option<Statut>,
}

impl ApercuDescription<'_> {
    /// What changes, in figures that lead to their list.
    fn chiffres(&self) -> Vec<Chiffre> {
        let chiffre = |nombre: usize, un: &str, plusieurs: &str, ou: &str| Chiffre {
            valeur: nombre.to_string(),
            libelle: if nombre < 2 { un } else { plusieurs }.to_owned(),
            adresse: (nombre > 0).then(|| format!("#{ou}")),
            alerte: false,
        };
        let deplacees = self.relevees.len() + self.abaissees.len();
        let risques =
            self.risques_apparus.len() + self.risques_disparus.len() + self.risques_changes.len();
        let ou = if self.relevees.is_empty() {
            "abaissees"
        } else {
            "relevees"
        };
        vec![
            chiffre(
                self.ajoutees.len(),
                "mesure ajoutée",
                "mesures ajoutées",
                "ajoutees",
            ),
            chiffre(
                self.retirees.len(),
                "mesure retirée",
                "mesures retirées",
                "retirees",
            ),
            chiffre(deplacees, "change d’exigence", "changent d’exigence", ou),
            chiffre(
                self.porteurs.len(),
                "change de porteur",
                "changent de porteur",
                "porteurs",
            ),
            Chiffre {
                adresse: None,
                ..chiffre(
                    self.inchangees,
                    "mesure inchangée",
                    "mesures inchangées",
                    "",
                )
            },
            chiffre(risques, "risque touché", "risques touchés", "risques"),
        ]
    }
}

impl Vue for ApercuDescription<'_> {
    fn titre(&self) -> String {
        format!("{}, ce que change votre réponse", self.service.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        self.service.bande.as_ref()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page {
                h1 { "Ce que change votre réponse" }
                p.mss-texte { "Rien n’est encore enregistré. Voici l’effet sur la liste des mesures, l’indice et les risques." }
                @if let Some(releve) = self.niveau_releve {
                    (alerte(Ton::Alerte, "Le niveau de besoins monte", maud_borrow! {
                        p {
                            "Vos réponses demandent des besoins " b { (texte::niveau(releve)) }
                            ". Le niveau retenu, " (texte::niveau(self.niveau.0)) " jusqu’ici, est relevé en même temps."
                        }
                    }))
                }
                (chiffres("Effet sur la liste", &self.chiffres()))
                (faits(self))
                (mesures("ajoutees", "Mesures ajoutées", "Un statut donné auparavant compte de nouveau.", &self.ajoutees))
                (mesures("retirees", "Mesures retirées", "Leur statut est gardé : il reviendra avec elles.", &self.retirees))
                (mesures("relevees", "Mesures qui deviennent indispensables", "", &self.relevees))
                (mesures("abaissees", "Mesures qui deviennent recommandées", "", &self.abaissees))
                (porteurs(&self.porteurs))
                (risques(self))
                form action=(self.action) method="post" {
                    (champs_caches(cadre, Some(self.service.version)))
                    input type="hidden" name=(VUE) value=(self.vue);
                    @for (nom, valeur) in &self.saisie { input type="hidden" name=(nom) value=(valeur); }
                    div.mss-barre {
                        button.fr-btn { "Enregistrer ce changement" }
                        button.fr-btn.fr-btn--tertiary name="suite" value=(CORRIGER) { "Revenir à ma réponse" }
                        a.fr-btn.fr-btn--tertiary href=(adresse::service(self.service.id, "description")) { "Ne rien changer" }
                    }
                }
            }
        }
    }
}

/// The answers, the level and the index, before and after.
fn faits<'a>(page: &'a ApercuDescription<'_>) -> impl Renderable + 'a {
    // A list holds an item per line.
    let rien = |texte: &str| match texte {
        "" => "rien".to_owned(),
        _ => texte.replace('\n', ", "),
    };
    let (avant, apres) = page.indice;
    maud! {
        dl.mss-fiche {
            @for reponse in &page.reponses {
                dt { (texte::champ(reponse.champ)) }
                dd { (rien(&reponse.avant)) " → " b { (rien(&reponse.apres)) } }
            }
            dt { "Niveau de besoins" }
            dd {
                @if page.niveau.0 == page.niveau.1 { (texte::niveau_court(page.niveau.0)) ", inchangé" }
                @else { (texte::niveau_court(page.niveau.0)) " → " b { (texte::niveau_court(page.niveau.1)) } }
            }
            dt { "Indice cyber" }
            dd.mss-num {
                @if avant == apres { (indice_precis(avant)) ", inchangé" }
                @else { (indice_precis(avant)) " → " b { (indice_precis(apres)) } }
            }
            @if let Some(auteur) = &page.auteur {
                dt { "Réponses de " (auteur) }
                dd { "Des réponses enregistrées pendant ce temps sont gardées et comptées ici." }
            }
        }
    }
}

fn mesures<'a>(
    id: &'a str,
    titre: &'a str,
    aide: &'a str,
    mesures: &'a [MesureApercu],
) -> impl Renderable + 'a {
    let avec_statut = mesures.iter().any(|m| m.statut.is_some());
    maud! {
        @if !mesures.is_empty() {
            section aria-labelledby=(id) {
                h2 #(id) { (titre) " (" (mesures.len()) ")" }
                @if avec_statut && !aide.is_empty() { p.fr-text--sm { %(typo(aide)) } }
                (repliee(mesures.len(), maud! {
                    ul.mss-liste { @for mesure in mesures { (ligne(mesure, ())) } }
                }))
            }
        }
    }
}

/// A list, folded when it is long, so that the buttons stay near.
fn repliee<'a>(nombre: usize, liste: impl Renderable + 'a) -> impl Renderable + 'a {
    maud! {
        @if nombre > DEPLIEES {
            details.mss-donnees {
                summary { "Voir les " (compte(nombre, "mesure", "mesures")) }
                (liste)
            }
        } @else { (liste) }
    }
}

fn ligne<'a>(mesure: &'a MesureApercu, suite: impl Renderable + 'a) -> impl Renderable + 'a {
    maud! {
        li.mss-ligne {
            div {
                p.mss-ligne__titre { %(typo(&mesure.titre)) }
                p.mss-ligne__meta {
                    @match mesure.exigence {
                        Some(Exigence::Indispensable) => { b { "Indispensable" } }
                        Some(Exigence::Recommandee) => { span { "Recommandée" } }
                        None => {}
                    }
                    span { (mesure.id) }
                    (suite)
                }
            }
            @if let Some(statut) = mesure.statut {
                p.mss-fin { (badge(None, texte::statut(Some(statut)))) }
            }
        }
    }
}

fn porteurs<'a>(
    mesures: &'a [(MesureApercu, Option<Porteur>, Option<Porteur>)],
) -> impl Renderable + 'a {
    maud! {
        @if !mesures.is_empty() {
            section aria-labelledby="porteurs" {
                h2 #porteurs { "Mesures qui changent de porteur (" (mesures.len()) ")" }
                (repliee(mesures.len(), maud! {
                    ul.mss-liste { @for (mesure, avant, apres) in mesures {
                        (ligne(mesure, maud! { span { (texte::porteur(*avant)) " → " (texte::porteur(*apres)) } }))
                    } }
                }))
            }
        }
    }
}

fn risques<'a>(page: &'a ApercuDescription<'_>) -> impl Renderable + 'a {
    let total =
        page.risques_apparus.len() + page.risques_disparus.len() + page.risques_changes.len();
    maud! {
        @if total > 0 {
            section aria-labelledby="risques" {
                h2 #risques { "Risques touchés (" (total) ")" }
                ul {
                    @for risque in &page.risques_apparus {
                        li { b { (risque.id) } " apparaît\u{a0}: " %(typo(risque.titre_court)) " (" (mesure_du_risque(risque)) ")." }
                    }
                    @for risque in &page.risques_disparus {
                        li { b { (risque.id) } " ne concerne plus le service\u{a0}: " %(typo(risque.titre_court)) "." }
                    }
                    @for (avant, apres) in &page.risques_changes {
                        li { b { (apres.id) } " " %(typo(apres.titre_court)) "\u{a0}: " (ce_qui_change(avant, apres)) "." }
                    }
                }
            }
        }
    }
}

fn mesure_du_risque(risque: &RisqueNomme<'_>) -> String {
    let (_, courant, _) = risque.vraisemblances;
    format!("gravité {}, vraisemblance {courant}", risque.gravite)
}

/// The figures of a risk that move, in words.
fn ce_qui_change(avant: &RisqueNomme<'_>, apres: &RisqueNomme<'_>) -> String {
    let mut dits = Vec::new();
    let mut dire = |nom: &str, a: u8, b: u8| {
        if a != b {
            dits.push(format!("{nom} {a}\u{a0}→\u{a0}{b}"));
        }
    };
    let ((brut_a, a, cible_a), (brut_b, b, cible_b)) = (avant.vraisemblances, apres.vraisemblances);
    dire("gravité", avant.gravite, apres.gravite);
    dire("vraisemblance", a, b);
    dire("vraisemblance si rien n’est fait", brut_a, brut_b);
    dire("vraisemblance quand tout est fait", cible_a, cible_b);
    if dits.is_empty() {
        "ses objectifs changent".to_owned()
    } else {
        dits.join(", ")
    }
}
