//! Light or dark, kept in a cookie that only the server reads.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use tower_sessions::cookie::{Cookie, SameSite, time::Duration};
use ui::{gabarit::Theme, pages::affichage::Affichage};

use crate::{
    App, CheminLocal, Erreur, Formulaire, Visiteur, parametres::Parametres, visiteur::COOKIE_THEME,
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Depart {
    retour: String,
}

fn accueil_si_refuse(retour: String) -> String {
    CheminLocal::try_from(retour).map_or_else(|_| "/".to_owned(), String::from)
}

pub(crate) async fn get(
    State(app): State<App>,
    visiteur: Visiteur,
    Parametres(depart): Parametres<Depart>,
) -> Result<Response, Erreur> {
    let retour = accueil_si_refuse(depart.retour);
    visiteur.page(&app, &Affichage { retour }).await
}

pub(crate) async fn post(
    State(app): State<App>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let choix = formulaire.texte("theme");
    let theme = Theme::depuis_id(choix);
    if theme.is_none() && !choix.is_empty() {
        return Err(Erreur::Requete(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let duree = match theme {
        Some(_) => Duration::days(365),
        None => Duration::ZERO,
    };
    let cookie = Cookie::build((COOKIE_THEME, theme.map_or("", Theme::id)))
        .path("/")
        .http_only(true)
        .secure(app.est_https())
        .same_site(SameSite::Lax)
        .max_age(duree)
        .build();
    let retour = accueil_si_refuse(formulaire.texte("retour").to_owned());
    let mut response = Redirect::to(&retour).into_response();
    if let Ok(valeur) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, valeur);
    }
    Ok(response)
}
