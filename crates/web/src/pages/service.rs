//! A service itself: straight to what comes next on it.

use application::acces::ouvrir;
use application::services::resume;
use axum::response::Redirect;
use domaine::etapes::{ProchaineEtape, prochaine};
use uuid::Uuid;

use crate::{Erreur, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(acteur: Acteur, Chemin(id): Chemin<Uuid>) -> Result<Redirect, Erreur> {
    let service = ouvrir(&acteur.ctx, id).await?;
    let page = match prochaine(&resume(&service)) {
        ProchaineEtape::TerminerDescription => "description",
        ProchaineEtape::CommencerEtatDesLieux
        | ProchaineEtape::PoursuivreEtatDesLieux
        | ProchaineEtape::DemanderReponses => "etat-des-lieux",
        ProchaineEtape::FaireMesures | ProchaineEtape::Rien => "mesures",
    };
    Ok(Redirect::to(&ui::adresse::service(id, page)))
}
