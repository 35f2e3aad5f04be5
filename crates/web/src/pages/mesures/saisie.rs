//! Reading the fields of a measure from a form: the plan, the answer, or the choices of a conflict.
//!
//! Invariant: a form says which fields it holds; one that says nothing holds the answer.

use std::collections::BTreeSet;

use application::mesures::Modifier;
use axum::http::StatusCode;
use domaine::EnumSet;
use domaine::suivi::{ChampMesure, Priorite, SuiviMesure};
use jiff::civil::Date;
use ui::pages::mesures::{CHOIX, Garder};
use uuid::Uuid;

use super::statuer;
use crate::{Erreur, Formulaire};

/// What a form asks to change.
pub(super) struct Saisie {
    pub(super) champs: EnumSet<ChampMesure>,
    pub(super) suivi: SuiviMesure,
    /// A deadline that is no date.
    pub(super) date_illisible: bool,
}

impl Saisie {
    /// Reads a form.
    ///
    /// # Errors
    ///
    /// A word or an account that is none of ours.
    pub(super) fn lire(formulaire: &Formulaire) -> Result<Self, Erreur> {
        let mut saisie = Self {
            champs: champs(formulaire)?,
            suivi: SuiviMesure::default(),
            date_illisible: false,
        };
        if saisie.champs.contains(ChampMesure::Reponse) {
            let (mot, motif) = (formulaire.texte("statut"), formulaire.texte("motif"));
            statuer::lire(mot, motif)?.poser(&mut saisie.suivi);
        }
        let suivi = &mut saisie.suivi;
        suivi.details = formulaire.texte("details").to_owned();
        suivi.priorite = match formulaire.texte("priorite") {
            "" => None,
            mot => Some(Priorite::depuis_id(mot).ok_or(Erreur::Requete(REFUS))?),
        };
        suivi.responsables = comptes(formulaire, "responsable")?;
        let echeance = formulaire.texte("echeance");
        suivi.echeance = date(echeance);
        saisie.date_illisible = suivi.echeance.is_none() && !echeance.trim().is_empty();
        saisie.choisir(formulaire)?;
        Ok(saisie)
    }

    /// What was chosen between two edits of the same field.
    fn choisir(&mut self, formulaire: &Formulaire) -> Result<(), Erreur> {
        for champ in self.champs {
            let choix = formulaire.texte(&format!("{CHOIX}{}", champ.id()));
            match (Garder::depuis_id(choix), champ) {
                (Some(Garder::Place), _) => {
                    self.champs.remove(champ);
                }
                (Some(Garder::Deux), ChampMesure::Details) => {
                    self.suivi.details = formulaire.texte("reuni").to_owned();
                }
                (Some(Garder::Deux), ChampMesure::Responsables) => {
                    let en_place = comptes(formulaire, "responsable-place")?;
                    self.suivi.responsables.extend(en_place);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The change it asks for.
    ///
    /// # Errors
    ///
    /// The form is not one of ours.
    pub(super) fn commande(
        &self,
        service: Uuid,
        mesure: &str,
        formulaire: &Formulaire,
    ) -> Result<Modifier, Erreur> {
        Ok(Modifier {
            operation: formulaire.operation()?,
            service,
            mesure: mesure.to_owned(),
            version: formulaire.version()?,
            champs: self.champs,
            saisie: self.suivi.clone(),
            stricte: false,
        })
    }
}

const REFUS: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

fn champs(formulaire: &Formulaire) -> Result<EnumSet<ChampMesure>, Erreur> {
    if !formulaire.contient("champ") {
        return Ok(ChampMesure::Reponse.into());
    }
    let champs = formulaire.valeurs("champ").map(ChampMesure::depuis_id);
    champs
        .collect::<Option<EnumSet<_>>>()
        .ok_or(Erreur::Requete(REFUS))
}

fn comptes(formulaire: &Formulaire, nom: &str) -> Result<BTreeSet<Uuid>, Erreur> {
    let comptes = formulaire.valeurs(nom).map(Uuid::parse_str);
    comptes
        .collect::<Result<_, _>>()
        .map_err(|_| Erreur::Requete(REFUS))
}

/// A day, as a date field sends it or as people write it: `2026-12-31`, `31/12/2026`.
pub(in crate::pages) fn date(saisie: &str) -> Option<Date> {
    let saisie = saisie.trim();
    let mut parts = saisie.split('/');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(jour), Some(mois), Some(annee), None) => {
            Date::new(annee.parse().ok()?, mois.parse().ok()?, jour.parse().ok()?).ok()
        }
        _ => saisie.parse().ok(),
    }
}
