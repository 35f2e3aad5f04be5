//! What every form that answers about a measure shares: reading it, then where to go.
//!
//! Invariant: an answer is recorded by the use case alone; whatever it refuses because someone
//! answered meanwhile becomes the page that lets one choose, with nothing lost.

use application::Error;
use application::mesures::{ConflitMesure, Reponse, Statuer, mesure_du_service, statuer};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domaine::suivi::SuiviMesure;
use domaine::vocabulaire::Statut;
use ui::gabarit::SectionService;
use ui::pages::etat_des_lieux::Reponse as ReponseVue;
use ui::pages::mesures as vues;
use uuid::Uuid;

use super::lignes;
use crate::pages::bande::bande;
use crate::{CheminLocal, Erreur, Formulaire, acteur::Acteur};

const _: () = assert!(
    vues::MOTIF_MAX == application::mesures::MOTIF_MAX,
    "the field and the use case accept the same length"
);

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

/// Records an answer; `None` when it is recorded, else the page that lets one choose.
///
/// # Errors
///
/// Any other refusal of the use case.
pub(crate) async fn enregistrer(
    acteur: &Acteur,
    commande: &Statuer,
    retour: &str,
) -> Result<Option<Response>, Erreur> {
    let conflit = match statuer(&acteur.ctx, commande).await {
        Ok(_) => return Ok(None),
        Err(Error::ConflitMesure(conflit)) => conflit,
        Err(erreur) => return Err(erreur.into()),
    };
    let vue = vue_du_conflit(&conflit, retour)?;
    let page = acteur.page_avec(StatusCode::CONFLICT, &vue).await?;
    Ok(Some(page))
}

fn vue_du_conflit(
    conflit: &ConflitMesure,
    retour: &str,
) -> Result<vues::ConflitMesure<'static>, Erreur> {
    let service = &conflit.service;
    let mesure = mesure_du_service(service, &conflit.mesure)?;
    let (en_place, le_mien) = (&conflit.actuelle.suivi, &conflit.miennes);
    let dire = |suivi: &SuiviMesure| (lignes::reponse_du(suivi), suivi.motif.clone());
    Ok(vues::ConflitMesure {
        bande: bande(service, SectionService::Mesures),
        mesure: service.catalogue.mesure(mesure),
        auteur: conflit.auteur.clone(),
        quand: conflit.quand,
        en_place: dire(en_place),
        le_mien: dire(le_mien),
        version: conflit.actuelle.version,
        retour: retour.to_owned(),
    })
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

/// Back to that page, where the answer is said and its line is on screen.
pub(crate) fn revenir(retour: &str, mesure: &str) -> Response {
    let chemin = retour.split('#').next().unwrap_or_default();
    let lien = if chemin.contains('?') { '&' } else { '?' };
    let vient = ui::adresse::requete(&[("vient", mesure)]);
    Redirect::to(&format!("{chemin}{lien}{vient}#{mesure}")).into_response()
}
