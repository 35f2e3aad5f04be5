//! The page that moves the date of the demonstration, so that what time changes can be seen.
//!
//! Invariant: it belongs to `mss demo` only, answers this machine only, and obeys only its own
//! form: another site cannot move the date.

use std::sync::Arc;

use application::{Environnement, taches};
use axum::{
    Form, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    middleware,
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use hypertext::prelude::*;
use jiff::tz::TimeZone;
use serde::Deserialize;
use stockage::ports::Horloge;

use super::{fournisseur::garde, horloge::HorlogeDemo};

/// Its address; the banner of the demonstration leads there.
const CHEMIN: &str = "/demo/date";
/// What the buttons offer, in days.
const BONDS: [(i64, &str); 4] = [
    (1, "Demain"),
    (7, "Dans une semaine"),
    (30, "Dans trente jours"),
    (365, "Dans un an"),
];

#[derive(Clone)]
struct Etat {
    horloge: Arc<HorlogeDemo>,
    monde: Environnement,
    feuilles: Arc<[String]>,
}

#[derive(Deserialize)]
struct Bond {
    jours: i64,
}

/// The route, for a listener that gives the peer's address.
pub(crate) fn router(
    horloge: Arc<HorlogeDemo>,
    monde: Environnement,
    feuilles: Vec<String>,
) -> Router {
    let etat = Etat {
        horloge,
        monde,
        feuilles: feuilles.into(),
    };
    Router::new()
        .route(CHEMIN, get(montrer).post(avancer))
        .layer(middleware::from_fn(garde::boucle_locale_seulement))
        .with_state(etat)
}

async fn montrer(State(etat): State<Etat>) -> Html<String> {
    Html(page(&etat, None).into_inner())
}

async fn avancer(
    State(etat): State<Etat>,
    en_tetes: HeaderMap,
    Form(bond): Form<Bond>,
) -> Response {
    let site = en_tetes.get("sec-fetch-site");
    if site.is_some_and(|site| site != "same-origin") {
        return StatusCode::FORBIDDEN.into_response();
    }
    match etat.horloge.avancer(bond.jours) {
        Ok(true) => {}
        Ok(false) => {
            let refus = "La date de la démonstration ne peut pas aller aussi loin. Choisissez un bond plus court.";
            let page = page(&etat, Some(refus)).into_inner();
            return (StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response();
        }
        Err(_) => {
            let refus = "La date n’a pas pu être enregistrée : vérifiez que le dossier des données peut être écrit.";
            let page = page(&etat, Some(refus)).into_inner();
            return (StatusCode::SERVICE_UNAVAILABLE, Html(page)).into_response();
        }
    }
    // What an external scheduler would have done meanwhile.
    match taches::executer(&etat.monde).await {
        Ok(_) => Redirect::to(CHEMIN).into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

fn page(etat: &Etat, refus: Option<&str>) -> Rendered<String> {
    let paris = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    let date = etat
        .horloge
        .maintenant()
        .to_zoned(paris)
        .strftime("%d/%m/%Y")
        .to_string();
    maud! {
        !DOCTYPE
        html lang="fr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Date de la démonstration" }
                link rel="icon" type="image/svg+xml" href="/theme/favicon.svg";
                @for feuille in etat.feuilles.iter() { link rel="stylesheet" href=(feuille); }
            }
            body {
                main #contenu class="fr-container mss-page" {
                    h1 { "Date de la démonstration" }
                    @if let Some(refus) = refus {
                        div class="fr-alert fr-alert--error" role="alert" { p { (refus) } }
                    }
                    p { "Pour la démonstration, nous sommes le " b { (date) } "." }
                    p {
                        "Avancez la date pour voir vivre un service : les échéances passent, "
                        "les éléments de la corbeille s’effacent. La date ne revient pas en arrière. "
                        "Les sessions trop anciennes prennent fin : vous devrez vous reconnecter."
                    }
                    form action=(CHEMIN) method="post" {
                        div class="fr-btns-group" {
                            @for (jours, nom) in BONDS {
                                button class="fr-btn fr-btn--secondary" name="jours" value=(jours) { (nom) }
                            }
                        }
                    }
                    p { a href="/services" { "Revenir aux services" } }
                }
            }
        }
    }
    .render()
}
