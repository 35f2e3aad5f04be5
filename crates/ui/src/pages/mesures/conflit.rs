//! Two people gave the same field of a measure two different values: both are shown, what each
//! changed is marked, one is chosen or both are reunited.
//!
//! Invariant: nothing typed is lost: what is not chosen stays in the form until it is sent.

use super::choix::{CHOIX, Garder};
use super::plan::champ;
use crate::composants::{alerte, champs_caches};
use crate::format::{heure, jour, typo};
use crate::gabarit::{Bande, Ton};
use crate::prelude::*;
use domaine::fusion::texte::{Marque, ecarts};
use domaine::suivi::{ChampMesure, DETAILS_MAX};
use jiff::Timestamp;

/// A field both changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChampEnConflit {
    /// The field.
    pub champ: ChampMesure,
    /// What it was when this person's page was loaded, in words.
    pub depart: String,
    /// What is in place, in words.
    pub en_place: String,
    /// What this person sent, in words.
    pub le_mien: String,
    /// Both at once, when the field can hold both.
    pub reuni: Option<String>,
}

/// A field only one of them changed, already reconciled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regle {
    /// The field.
    pub champ: ChampMesure,
    /// The value kept, in words.
    pub valeur: String,
    /// Whether it is this person's.
    pub mienne: bool,
}

/// The page. Nothing of the second edit is saved until a choice is made.
#[derive(Clone, Debug)]
pub struct ConflitMesure<'a> {
    /// Band of the service.
    pub bande: Bande,
    /// Identifier of the measure.
    pub mesure: &'a str,
    /// Its title.
    pub titre: &'a str,
    /// Who saved first; `None` when their account is gone.
    pub auteur: Option<String>,
    /// When.
    pub quand: Timestamp,
    /// The fields both changed.
    pub conflits: Vec<ChampEnConflit>,
    /// The others.
    pub regles: Vec<Regle>,
    /// Version of the row in place.
    pub version: i64,
    /// What this person sent and changed, to be sent again with the choice: name, value.
    pub saisie: Vec<(&'static str, String)>,
    /// Where to go on from, whatever is chosen; an address of this site, checked by the caller.
    pub retour: String,
    /// Address the form is sent to.
    pub action: String,
}

impl Vue for ConflitMesure<'_> {
    fn titre(&self) -> String {
        format!("Deux réponses pour {}", self.mesure)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let auteur = self.auteur.as_deref().unwrap_or("Une autre personne");
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { "Deux personnes ont modifié cette mesure en même temps" }
                (alerte(Ton::Alerte, "Rien n’est perdu, il reste à choisir", maud! {
                    p {
                        (auteur) " a enregistré le " (jour(self.quand)) " à " (heure(self.quand))
                        ", après l’ouverture de votre page. Les deux réponses sont ci-dessous. Tant que vous n’avez pas choisi, la sienne reste en place et la vôtre n’est pas enregistrée."
                    }
                }))
                p { "Mesure " a href=(&self.action) { (self.mesure) ", " %(typo(self.titre)) } "." }
                form action=(&self.action) method="post" {
                    (champs_caches(cadre, Some(self.version)))
                    input type="hidden" name="retour" value=(&self.retour);
                    @for (nom, valeur) in &self.saisie { input type="hidden" name=(*nom) value=(valeur); }
                    @for conflit in &self.conflits { (choix(conflit, self.auteur.as_deref())) }
                    @if !self.regles.is_empty() { (regles(&self.regles, auteur)) }
                    ul.fr-btns-group {
                        li { button.fr-btn { "Enregistrer mon choix" } }
                        li { a.fr-btn.fr-btn--tertiary href=(&self.retour) { "Garder tout ce qui est en place" } }
                    }
                }
                p.fr-text--sm.mss-2 { "Votre choix sera inscrit au journal ; la réponse en place y est déjà." }
            } }
        }
    }
}

fn choix<'a>(conflit: &'a ChampEnConflit, auteur: Option<&'a str>) -> impl Renderable + 'a {
    let nom = conflit.champ.id();
    let en_place = auteur.map_or_else(
        || "La réponse en place".to_owned(),
        |auteur| format!("La réponse de {auteur}, en place"),
    );
    let version = move |choix: Garder, titre: &str, texte: &'a str| {
        let titre = titre.to_owned();
        maud! {
            div.mss-version.fr-radio-rich {
                (bouton(nom, choix, &titre))
                p.mss-libre {
                    // A word or two need no marks.
                    @if conflit.champ == ChampMesure::Details { (marque(&conflit.depart, texte)) } @else { (texte) }
                }
            }
        }
    };
    maud! {
        fieldset.fr-fieldset {
            legend.fr-fieldset__legend { "Que garder pour « " (champ(conflit.champ)) " » ?" }
            div.mss-versions {
                (version(Garder::Place, &en_place, &conflit.en_place))
                (version(Garder::Mien, "La vôtre", &conflit.le_mien))
            }
            @if let Some(reuni) = &conflit.reuni {
                @if conflit.champ == ChampMesure::Details {
                    div.mss-version.fr-radio-rich {
                        (bouton(nom, Garder::Deux, "Un texte qui réunit les deux, ci-dessous"))
                    }
                    div.fr-input-group {
                        label.fr-sr-only for="reuni" { "Texte qui réunit les deux" }
                        textarea #reuni .fr-input name="reuni" rows="5" maxlength=(DETAILS_MAX * 2) { "\n" (reuni) }
                    }
                } @else {
                    div.mss-version.fr-radio-rich {
                        (bouton(nom, Garder::Deux, "Les deux"))
                        p.mss-libre { (reuni) }
                    }
                }
            }
            @if !conflit.depart.is_empty() {
                details.mss-donnees {
                    summary { "Relire ce qu’il y avait au départ" }
                    p.mss-libre { (conflit.depart) }
                }
            }
        }
    }
}

fn bouton(nom: &'static str, choix: Garder, titre: &str) -> impl Renderable {
    let titre = titre.to_owned();
    maud! {
        div.fr-radio-group {
            input #{ (nom) "-" (choix.id()) } type="radio" name={ (CHOIX) (nom) } value=(choix.id())
                checked[choix == Garder::Mien];
            label.fr-label for={ (nom) "-" (choix.id()) } { (titre) }
        }
    }
}

/// A text with what it changed from the one it started from.
fn marque(depart: &str, texte: &str) -> impl Renderable {
    let morceaux = ecarts(depart, texte);
    maud! {
        @if morceaux.is_empty() { "Rien" }
        @for (marque, texte) in &morceaux {
            @match marque {
                Marque::Garde => { (texte) }
                Marque::Ajoute => { ins { (texte) } }
                Marque::Retire => { del { (texte) } }
            }
        }
    }
}

fn regles<'a>(regles: &'a [Regle], auteur: &'a str) -> impl Renderable + 'a {
    maud! {
        h2 { "Le reste est déjà réglé" }
        div.fr-table { table {
            caption.fr-sr-only { "Champs qu’une seule personne a changés" }
            thead { tr { th scope="col" { "Champ" } th scope="col" { "Valeur gardée" } th scope="col" { "Pourquoi" } } }
            tbody { @for regle in regles { tr {
                th scope="row" { (champ(regle.champ)) }
                td { @if regle.valeur.is_empty() { "Rien" } @else { (regle.valeur) } }
                td { @if regle.mienne { "Changé par vous seulement" } @else { "Changé par " (auteur) " seulement" } }
            } } }
        } }
    }
}
