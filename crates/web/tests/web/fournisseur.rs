//! An identity provider that says what a test wants it to say, on a port of its own.

use std::sync::{Arc, LazyLock, Mutex};

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use ed25519_dalek::{
    SigningKey,
    pkcs8::{EncodePrivateKey, spki::der::pem::LineEnding},
};
use jiff::{SignedDuration, Timestamp};
use openidconnect::{
    Audience, AuthenticationContextClass, EmptyAdditionalClaims, EndUserEmail, IssuerUrl,
    JsonWebKeyId, Nonce, PrivateSigningKey, StandardClaims, SubjectIdentifier,
    core::{
        CoreEdDsaPrivateSigningKey, CoreIdToken, CoreIdTokenClaims, CoreJsonWebKeySet,
        CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey, CoreUserInfoClaims,
        CoreUserInfoJsonWebToken,
    },
};
use rsa::{pkcs1::EncodeRsaPrivateKey, rand_core::OsRng};
use serde_json::{Value, json};
use std::time::SystemTime;

/// What the provider will answer.
#[derive(Clone)]
pub(crate) struct Scenario {
    pub(crate) nonce: String,
    pub(crate) sub: &'static str,
    pub(crate) acr: Option<&'static str>,
    pub(crate) audience: &'static str,
    pub(crate) emetteur: Option<&'static str>,
    pub(crate) emis: Timestamp,
    pub(crate) duree: SignedDuration,
    /// Seed of the key that signs, and of the one that is published.
    pub(crate) cles: (u8, u8),
    pub(crate) userinfo: Value,
    pub(crate) userinfo_signe: bool,
    pub(crate) code_refuse: bool,
    pub(crate) panne: Panne,
}

/// How the provider fails.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Panne {
    Aucune,
    Erreur,
    Silence,
}

#[derive(Clone)]
pub(crate) struct Fournisseur {
    pub(crate) emetteur: String,
    pub(crate) scenario: Arc<Mutex<Scenario>>,
}

impl Fournisseur {
    /// Starts listening; well-behaved until told otherwise.
    pub(crate) async fn demarrer(maintenant: Timestamp) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let emetteur = format!("http://{}", listener.local_addr().unwrap());
        let scenario = Scenario {
            nonce: String::new(),
            sub: "42",
            acr: None,
            audience: "mss",
            emetteur: None,
            emis: maintenant,
            duree: SignedDuration::from_mins(5),
            cles: (1, 1),
            userinfo: json!({
                "sub": "42", "email": "claire@ville.example", "given_name": "Claire",
                "usual_name": "Morvan", "siret": "21000000000016", "inconnu": [1],
                "email_verified": true, "uid": "c-morvan", "belonging_population": "agent",
            }),
            userinfo_signe: false,
            code_refuse: false,
            panne: Panne::Aucune,
        };
        let fournisseur = Self {
            emetteur,
            scenario: Arc::new(Mutex::new(scenario)),
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/jwks", get(cles))
            .route("/token", post(jetons))
            .route("/userinfo", get(personne))
            .with_state(fournisseur.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        fournisseur
    }

    fn scenario(&self) -> Scenario {
        self.scenario.lock().unwrap().clone()
    }
}

fn cle(graine: u8) -> CoreEdDsaPrivateSigningKey {
    let cle = SigningKey::from_bytes(&[graine; 32]);
    let pem = cle.to_pkcs8_pem(LineEnding::LF).unwrap();
    let kid = JsonWebKeyId::new(format!("cle-{graine}"));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(kid)).unwrap()
}

/// RS256, the only signature openidconnect reads on answers about a person. Short, because it
/// only has to last the test.
fn cle_rsa() -> &'static CoreRsaPrivateSigningKey {
    static CLE: LazyLock<CoreRsaPrivateSigningKey> = LazyLock::new(|| {
        let cle = rsa::RsaPrivateKey::new(&mut OsRng, 1024).unwrap();
        let pem = cle.to_pkcs1_pem(LineEnding::LF).unwrap();
        let kid = JsonWebKeyId::new("rsa".to_owned());
        CoreRsaPrivateSigningKey::from_pem(&pem, Some(kid)).unwrap()
    });
    &CLE
}

async fn configuration(State(f): State<Fournisseur>) -> Response {
    match f.scenario().panne {
        Panne::Aucune => {}
        Panne::Erreur => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Panne::Silence => std::future::pending().await,
    }
    let adresse = |fin: &str| format!("{}/{fin}", f.emetteur);
    Json(json!({
        "issuer": f.emetteur,
        "authorization_endpoint": adresse("authorize"),
        "token_endpoint": adresse("token"),
        "userinfo_endpoint": adresse("userinfo"),
        "end_session_endpoint": adresse("fin"),
        "jwks_uri": adresse("jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
    }))
    .into_response()
}

async fn cles(State(f): State<Fournisseur>) -> Json<CoreJsonWebKeySet> {
    let scenario = f.scenario();
    let mut publiees = vec![cle(scenario.cles.1).as_verification_key()];
    if scenario.userinfo_signe {
        publiees.push(cle_rsa().as_verification_key());
    }
    Json(CoreJsonWebKeySet::new(publiees))
}

async fn jetons(State(f): State<Fournisseur>) -> Response {
    let scenario = f.scenario();
    if scenario.code_refuse {
        let erreur = json!({ "error": "invalid_grant" });
        return (StatusCode::BAD_REQUEST, Json(erreur)).into_response();
    }
    let emetteur = scenario.emetteur.unwrap_or(&f.emetteur).to_owned();
    let claims = CoreIdTokenClaims::new(
        IssuerUrl::new(emetteur).unwrap(),
        vec![Audience::new(scenario.audience.to_owned())],
        SystemTime::from(scenario.emis + scenario.duree).into(),
        SystemTime::from(scenario.emis).into(),
        StandardClaims::new(SubjectIdentifier::new(scenario.sub.to_owned())),
        EmptyAdditionalClaims {},
    )
    .set_nonce(Some(Nonce::new(scenario.nonce)))
    .set_auth_context_ref(
        scenario
            .acr
            .map(|acr| AuthenticationContextClass::new(acr.to_owned())),
    );
    let alg = CoreJwsSigningAlgorithm::EdDsa;
    let id_token = CoreIdToken::new(claims, &cle(scenario.cles.0), alg, None, None).unwrap();
    Json(json!({
        "access_token": "a", "token_type": "Bearer", "id_token": id_token.to_string(),
    }))
    .into_response()
}

async fn personne(State(f): State<Fournisseur>) -> Response {
    let scenario = f.scenario();
    if !scenario.userinfo_signe {
        return Json(scenario.userinfo).into_response();
    }
    let standard = StandardClaims::new(SubjectIdentifier::new(scenario.sub.to_owned()))
        .set_email_verified(Some(true))
        .set_email(Some(EndUserEmail::new("claire@ville.example".to_owned())));
    let claims = CoreUserInfoClaims::new(standard, EmptyAdditionalClaims {})
        .set_issuer(Some(IssuerUrl::new(f.emetteur.clone()).unwrap()))
        .set_audiences(Some(vec![Audience::new(scenario.audience.to_owned())]));
    let alg = CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256;
    let jeton = CoreUserInfoJsonWebToken::new(claims, cle_rsa(), alg).unwrap();
    let texte = serde_json::to_value(&jeton).unwrap();
    let texte = texte.as_str().unwrap().to_owned();
    ([(header::CONTENT_TYPE, "application/jwt")], texte).into_response()
}
