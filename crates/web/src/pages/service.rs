//! A service itself: straight to what comes next on it.

use application::acces::ouvrir;
use application::services::resume;
use axum::{
    extract::{Path, State},
    response::Redirect,
};
use domaine::etapes::{ProchaineEtape, prochaine};
use uuid::Uuid;

use crate::{App, Erreur, visiteur::Personne};

pub(crate) async fn get(
    State(app): State<App>,
    personne: Personne,
    Path(id): Path<Uuid>,
) -> Result<Redirect, Erreur> {
    let service = ouvrir(&app.monde.pour(personne.compte), id).await?;
    let page = match prochaine(&resume(&service)) {
        ProchaineEtape::TerminerDescription => "description",
        ProchaineEtape::CommencerEtatDesLieux
        | ProchaineEtape::PoursuivreEtatDesLieux
        | ProchaineEtape::DemanderReponses => "etat-des-lieux",
        ProchaineEtape::FaireMesures | ProchaineEtape::Rien => "mesures",
    };
    Ok(Redirect::to(&ui::adresse::service(id, page)))
}
