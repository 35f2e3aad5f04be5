//! The choice of a person, and the code it gives.

use axum::{
    Form,
    extract::{Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use hypertext::prelude::*;
use serde::Deserialize;
use url::Url;

use super::{CLIENT_ID, Code, DUREE_CODE, Etat, Fournisseur};
use crate::demo::personnes::{PERSONNES, Personne};

/// The parameters of an authorisation request (OpenID Connect Core, 3.1.2.1).
#[derive(Deserialize)]
pub(super) struct Demande {
    client_id: String,
    redirect_uri: String,
    #[serde(default)]
    response_type: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    state: String,
    nonce: Option<String>,
    #[serde(default)]
    code_challenge: String,
    #[serde(default)]
    code_challenge_method: String,
}

#[derive(Deserialize)]
pub(super) struct Choix {
    /// Empty: the person gives up.
    personne: String,
    #[serde(flatten)]
    demande: Demande,
}

impl Demande {
    /// Before this is true nobody is sent anywhere.
    fn vient_de_nous(&self, demo: &Fournisseur) -> bool {
        self.client_id == CLIENT_ID && self.redirect_uri == demo.0.retour
    }

    /// The error code of the standard for what is wrong, if anything is.
    fn erreur(&self) -> Option<&'static str> {
        if self.response_type != "code" {
            Some("unsupported_response_type")
        } else if !self.scope.split(' ').any(|s| s == "openid") {
            Some("invalid_scope")
        } else if self.code_challenge_method != "S256" || self.code_challenge.len() != 43 {
            Some("invalid_request")
        } else {
            None
        }
    }

    fn revenir(&self, demo: &Fournisseur, cle: &str, valeur: &str) -> Response {
        let Ok(mut url) = Url::parse(&self.redirect_uri) else {
            return refus();
        };
        url.query_pairs_mut()
            .append_pair(cle, valeur)
            .append_pair("state", &self.state)
            .append_pair("iss", demo.emetteur());
        Redirect::to(url.as_str()).into_response()
    }
}

fn refus() -> Response {
    (
        StatusCode::BAD_REQUEST,
        "Cette demande de connexion ne vient pas de la démonstration.",
    )
        .into_response()
}

/// The page with the five people.
pub(super) async fn choisir(
    State(Etat { demo, feuilles }): State<Etat>,
    Query(demande): Query<Demande>,
) -> Response {
    if !demande.vient_de_nous(&demo) {
        return refus();
    }
    match demande.erreur() {
        Some(code) => demande.revenir(&demo, "error", code),
        None => Html(page(&demande, &feuilles).into_inner()).into_response(),
    }
}

/// Sends the chosen person back with a code.
pub(super) async fn accorder(
    State(demo): State<Fournisseur>,
    Form(Choix { personne, demande }): Form<Choix>,
) -> Response {
    if !demande.vient_de_nous(&demo) {
        return refus();
    }
    if let Some(code) = demande.erreur() {
        return demande.revenir(&demo, "error", code);
    }
    let Some(personne) = Personne::par_sub(&personne) else {
        return demande.revenir(&demo, "error", "access_denied");
    };
    let depot = demo.0.deposer_code(Code {
        personne,
        nonce: demande.nonce.clone(),
        defi: demande.code_challenge.clone(),
        expire: demo.0.horloge.maintenant() + DUREE_CODE,
    });
    match depot {
        Ok(code) => demande.revenir(&demo, "code", &code),
        Err(_) => demande.revenir(&demo, "error", "server_error"),
    }
}

fn page(demande: &Demande, feuilles: &[String]) -> Rendered<String> {
    maud! {
        !DOCTYPE
        html lang="fr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Choisir une personne · démonstration" }
                link rel="icon" type="image/svg+xml" href="/theme/favicon.svg";
                @for feuille in feuilles { link rel="stylesheet" href=(feuille); }
            }
            body {
                main #contenu class="fr-container mss-page" {
                    h1 { "Choisir une personne" }
                    p {
                        "Ici, votre fournisseur d’identité vous demanderait de vous identifier. "
                        "Dans la démonstration, choisissez qui vous voulez être."
                    }
                    form action="/demo-oidc/authorize" method="post" {
                        (champs(demande))
                        ul class="mss-liste" {
                            @for personne in &PERSONNES { (ligne(personne)) }
                        }
                        p {
                            button class="fr-btn fr-btn--tertiary" name="personne" value="" {
                                "Renoncer"
                            }
                        }
                    }
                }
            }
        }
    }
    .render()
}

fn ligne(personne: &Personne) -> impl Renderable {
    maud! {
        li class="mss-ligne mss-ligne--simple" {
            div {
                b { (personne.prenom) " " (personne.nom) }
                p class="fr-mb-0" { (personne.fonction) ". " (personne.role) }
            }
            button class="fr-btn fr-btn--secondary" name="personne" value=(personne.sub) {
                (personne.courriel())
            }
        }
    }
}

fn champs(demande: &Demande) -> impl Renderable {
    let champs = [
        ("client_id", demande.client_id.as_str()),
        ("redirect_uri", &demande.redirect_uri),
        ("response_type", &demande.response_type),
        ("scope", &demande.scope),
        ("state", &demande.state),
        ("code_challenge", &demande.code_challenge),
        ("code_challenge_method", &demande.code_challenge_method),
    ];
    maud! {
        @for (nom, valeur) in champs { input type="hidden" name=(nom) value=(valeur); }
        @if let Some(nonce) = &demande.nonce { input type="hidden" name="nonce" value=(nonce); }
    }
}
