//! One step of questions.

use application::acces::ouvrir_pour;
use axum::response::Response;
use domaine::droits::Action;
use uuid::Uuid;

use super::ecran::{Contenu, Ecran};
use super::envoi::Envoi;
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(
    acteur: Acteur,
    Chemin((service, etape)): Chemin<(Uuid, String)>,
) -> Result<Response, Erreur> {
    let ecran = Ecran::etape(acteur.catalogue(), &etape)?;
    let ouvert = ouvrir_pour(&acteur.ctx, service, Action::Decrire).await?;
    let contenu = Contenu::en_place(&ouvert);
    ecran.afficher(&acteur, &ouvert, contenu).await
}

pub(crate) async fn post(
    acteur: Acteur,
    Chemin((service, etape)): Chemin<(Uuid, String)>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let ecran = Ecran::etape(acteur.catalogue(), &etape)?;
    let envoi = Envoi {
        acteur,
        service,
        formulaire,
    };
    envoi.enregistrer(ecran).await
}
