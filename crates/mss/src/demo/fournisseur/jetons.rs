//! Tokens of the demo provider, what they say of the person, and the end of its session.

use axum::{
    Form, Json,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use openidconnect::{
    AccessToken, Audience, EmptyAdditionalClaims, EndUserEmail, IdToken, IssuerUrl, Nonce,
    StandardClaims, SubjectIdentifier,
    core::{CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm},
};
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::time::SystemTime;

use super::{CLIENT_ID, Code, DUREE_JETON, Fournisseur};
use crate::demo::personnes::{Personne, SIRET};

#[derive(Deserialize)]
pub(super) struct Echange {
    #[serde(default)]
    grant_type: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    redirect_uri: String,
    #[serde(default)]
    code_verifier: String,
}

/// A code for tokens: right client, right address, right verifier, first use, within a minute.
pub(super) async fn echanger(
    State(demo): State<Fournisseur>,
    headers: HeaderMap,
    Form(echange): Form<Echange>,
) -> Response {
    if !client_reconnu(&demo, &headers) {
        return erreur(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    if echange.grant_type != "authorization_code" {
        return erreur(StatusCode::BAD_REQUEST, "unsupported_grant_type");
    }
    let Some(code) = demo.0.prendre_code(&echange.code).filter(|code| {
        let defi = URL_SAFE_NO_PAD.encode(Sha256::digest(&echange.code_verifier));
        echange.redirect_uri == demo.0.retour && defi == code.defi
    }) else {
        return erreur(StatusCode::BAD_REQUEST, "invalid_grant");
    };
    let Some((acces, id_token)) = demo.0.deposer_acces(code.personne).ok().and_then(|acces| {
        let id_token = id_token(&demo, code, &acces)?;
        Some((acces, id_token))
    }) else {
        return erreur(StatusCode::INTERNAL_SERVER_ERROR, "server_error");
    };
    let reponse = json!({
        "access_token": acces,
        "token_type": "Bearer",
        "expires_in": DUREE_JETON.as_secs(),
        "id_token": id_token.to_string(),
    });
    ([(header::CACHE_CONTROL, "no-store")], Json(reponse)).into_response()
}

fn client_reconnu(demo: &Fournisseur, headers: &HeaderMap) -> bool {
    let attendu = STANDARD.encode(format!("{CLIENT_ID}:{}", demo.secret()));
    autorisation(headers, "Basic ") == Some(&attendu)
}

fn autorisation<'a>(headers: &'a HeaderMap, genre: &str) -> Option<&'a str> {
    headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix(genre)
}

fn id_token(demo: &Fournisseur, code: Code, acces: &str) -> Option<CoreIdToken> {
    let maintenant = demo.0.horloge.maintenant();
    let claims = CoreIdTokenClaims::new(
        IssuerUrl::new(demo.emetteur().to_owned()).ok()?,
        vec![Audience::new(CLIENT_ID.to_owned())],
        SystemTime::from(maintenant + DUREE_JETON).into(),
        SystemTime::from(maintenant).into(),
        StandardClaims::new(SubjectIdentifier::new(code.personne.sub.to_owned()))
            .set_email(Some(EndUserEmail::new(code.personne.courriel()))),
        EmptyAdditionalClaims {},
    )
    .set_nonce(code.nonce.map(Nonce::new));
    let acces = AccessToken::new(acces.to_owned());
    let alg = CoreJwsSigningAlgorithm::EdDsa;
    IdToken::new(claims, &demo.0.cle, alg, Some(&acces), None).ok()
}

/// The claims of the person the access token was made for.
pub(super) async fn personne(State(demo): State<Fournisseur>, headers: HeaderMap) -> Response {
    match autorisation(&headers, "Bearer ").and_then(|jeton| demo.0.lire_acces(jeton)) {
        Some(personne) => Json(attributs(personne)).into_response(),
        None => erreur(StatusCode::UNAUTHORIZED, "invalid_token"),
    }
}

fn attributs(personne: &Personne) -> serde_json::Value {
    json!({
        "sub": personne.sub,
        "email": personne.courriel(),
        "given_name": personne.prenom,
        "usual_name": personne.nom,
        "siret": SIRET,
    })
}

#[derive(Deserialize)]
pub(super) struct Fin {
    #[serde(default)]
    post_logout_redirect_uri: String,
    state: Option<String>,
}

/// There is no session to end here: the choice page asks every time.
pub(super) async fn terminer(State(demo): State<Fournisseur>, Query(fin): Query<Fin>) -> Response {
    if fin.post_logout_redirect_uri != demo.0.apres_deconnexion {
        return erreur(StatusCode::BAD_REQUEST, "invalid_request");
    }
    let Ok(mut url) = url::Url::parse(&fin.post_logout_redirect_uri) else {
        return erreur(StatusCode::BAD_REQUEST, "invalid_request");
    };
    if let Some(state) = fin.state {
        url.query_pairs_mut().append_pair("state", &state);
    }
    Redirect::to(url.as_str()).into_response()
}

fn erreur(status: StatusCode, code: &str) -> Response {
    (status, Json(json!({ "error": code }))).into_response()
}
