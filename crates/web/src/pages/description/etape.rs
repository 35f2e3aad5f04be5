//! One step of questions.

use application::acces::ouvrir;
use axum::{extract::State, response::Response};
use domaine::droits::Action;
use uuid::Uuid;

use super::ecran::{Contenu, Ecran};
use super::envoi::Envoi;
use crate::chemin::Chemin;
use crate::{App, Erreur, Formulaire, Personne, Visiteur};

pub(crate) async fn get(
    State(app): State<App>,
    visiteur: Visiteur,
    personne: Personne,
    Chemin((service, etape)): Chemin<(Uuid, String)>,
) -> Result<Response, Erreur> {
    let ecran = Ecran::etape(app.monde.catalogue(), &etape)?;
    let ouvert = ouvrir(&app.monde.pour(personne.compte), service).await?;
    ouvert.exiger(Action::Decrire)?;
    let contenu = Contenu::en_place(&ouvert);
    ecran.afficher(&app, &visiteur, &ouvert, contenu).await
}

pub(crate) async fn post(
    State(app): State<App>,
    visiteur: Visiteur,
    personne: Personne,
    Chemin((service, etape)): Chemin<(Uuid, String)>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let ecran = Ecran::etape(app.monde.catalogue(), &etape)?;
    let envoi = Envoi::new(app, visiteur, &personne, service, formulaire);
    envoi.enregistrer(ecran).await
}
