//! What was typed when the session ended: shown again, to confirm or to drop.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use ui::pages::reprise::Reprise;

use crate::{App, CheminLocal, Erreur, Formulaire, Personne, Visiteur};

pub(crate) async fn get(
    State(app): State<App>,
    visiteur: Visiteur,
    personne: Personne,
) -> Result<Response, Erreur> {
    let Some(gardee) = visiteur.reprise(&personne).await? else {
        return Ok(Redirect::to(CheminLocal::defaut().as_str()).into_response());
    };
    let vue = Reprise {
        action: gardee.action.into(),
        champs: gardee.champs,
    };
    visiteur.page(&app, &vue).await
}

pub(crate) async fn post(visiteur: Visiteur, _: Formulaire) -> Result<Response, Erreur> {
    visiteur.abandonner_reprise().await?;
    Ok(Redirect::to(CheminLocal::defaut().as_str()).into_response())
}
