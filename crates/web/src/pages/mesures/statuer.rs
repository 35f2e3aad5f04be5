//! What every form that answers about a measure shares: reading it, then where to go.
//!
//! Invariant: an answer is recorded by the use case alone; whatever it refuses because someone
//! answered meanwhile becomes the page that lets one choose, with nothing lost.

use application::Error;
use application::mesures::{self, Modifiee, Modifier, Reponse, Statuer};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domaine::vocabulaire::Statut;
use ui::pages::etat_des_lieux::Reponse as ReponseVue;
use uuid::Uuid;

use super::conflit;
use crate::{CheminLocal, Erreur, Formulaire, acteur::Acteur};

/// A button of a list of measures: `AUTH.1:fait:3`.
pub(crate) struct Bouton<'a> {
    pub(crate) mesure: &'a str,
    reponse: Reponse,
    version: i64,
    operation: Uuid,
}

impl<'a> Bouton<'a> {
    /// Reads the button that submitted a form.
    ///
    /// # Errors
    ///
    /// It is not one of ours.
    pub(crate) fn lire(formulaire: &'a Formulaire) -> Result<Self, Erreur> {
        let valeur = formulaire.texte("statut");
        let mut parts = valeur.splitn(3, ':');
        let (Some(mesure), Some(mot), Some(version)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(Erreur::Requete(StatusCode::BAD_REQUEST));
        };
        Ok(Self {
            mesure,
            reponse: lire(mot, "")?,
            version: version
                .parse()
                .map_err(|_| Erreur::Requete(StatusCode::BAD_REQUEST))?,
            // One form serves a whole list: each of its buttons is an operation of its own.
            operation: formulaire.operation_pour(valeur.as_bytes())?,
        })
    }

    /// What it asks for.
    pub(crate) fn commande(&self, service: Uuid) -> Statuer {
        Statuer {
            operation: self.operation,
            service,
            mesure: self.mesure.to_owned(),
            version: self.version,
            reponse: self.reponse.clone(),
        }
    }
}

/// Reads an answer; an empty word clears it.
///
/// # Errors
///
/// It is not one of the accepted words.
pub(crate) fn lire(mot: &str, motif: &str) -> Result<Reponse, Erreur> {
    if mot.is_empty() {
        return Ok(Reponse::Effacer);
    }
    if mot == Statut::NonFait.id() {
        let motif = motif.to_owned();
        return Ok(Reponse::Ecartee { motif });
    }
    match ReponseVue::depuis_id(mot) {
        Some(ReponseVue::Statut(Statut::Fait)) => Ok(Reponse::Fait),
        Some(ReponseVue::Statut(Statut::EnCours)) => Ok(Reponse::EnCours),
        Some(ReponseVue::Statut(Statut::ALancer)) => Ok(Reponse::ALancer),
        Some(ReponseVue::JeNeSaisPas) => Ok(Reponse::NeSaitPas),
        Some(ReponseVue::PlusTard) => Ok(Reponse::PlusTard),
        Some(ReponseVue::Statut(Statut::NonFait)) | None => {
            Err(Erreur::Requete(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// What recording gave.
pub(crate) enum Enregistrement {
    /// It is recorded.
    Fait(Modifiee),
    /// Someone gave the same field another value meanwhile: the page that lets one choose.
    Conflit(Response),
}

/// Records an answer.
///
/// # Errors
///
/// Any other refusal of the use case.
pub(crate) async fn enregistrer(
    acteur: &Acteur,
    commande: &Statuer,
    retour: &str,
) -> Result<Enregistrement, Erreur> {
    modifier(acteur, &commande.into(), retour).await
}

/// Records any change to a measure.
///
/// # Errors
///
/// As [`enregistrer`].
pub(crate) async fn modifier(
    acteur: &Acteur,
    commande: &Modifier,
    retour: &str,
) -> Result<Enregistrement, Erreur> {
    match mesures::modifier(&acteur.ctx, commande).await {
        Ok(modifiee) => Ok(Enregistrement::Fait(modifiee)),
        Err(Error::ConflitMesure(conflit)) => {
            let page = conflit::page(acteur, &conflit, retour).await?;
            Ok(Enregistrement::Conflit(page))
        }
        Err(erreur) => Err(erreur.into()),
    }
}

/// The page a form came from, when it is one of this service; the list otherwise.
pub(crate) fn retour(formulaire: &Formulaire, service: Uuid) -> String {
    let du_service = ui::adresse::service(service, "");
    CheminLocal::try_from(formulaire.texte("retour").to_owned())
        .ok()
        .map(String::from)
        .filter(|chemin| chemin.starts_with(&du_service))
        .unwrap_or_else(|| ui::adresse::service(service, "mesures"))
}

/// Back to that page, where the answer is said and its line is on screen; the operation says more
/// when there is more to say.
pub(crate) fn revenir(retour: &str, mesure: &str, operation: Option<Uuid>) -> Response {
    let operation = operation.map(|id| id.to_string()).unwrap_or_default();
    aller(retour, &[("vient", mesure), ("op", &operation)], mesure)
}

/// To that page, with these parameters and to that element.
pub(crate) fn aller(retour: &str, parametres: &[(&str, &str)], element: &str) -> Response {
    let chemin = retour.split('#').next().unwrap_or_default();
    let lien = if chemin.contains('?') { '&' } else { '?' };
    let requete = ui::adresse::requete(parametres);
    Redirect::to(&format!("{chemin}{lien}{requete}#{element}")).into_response()
}
