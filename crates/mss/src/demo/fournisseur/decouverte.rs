//! What the demo provider says of itself: discovery document and public key.

use axum::{Json, extract::State};
use openidconnect::{
    AuthUrl, EmptyAdditionalProviderMetadata, EndSessionUrl, IssuerUrl, JsonWebKeySetUrl,
    LogoutProviderMetadata, PrivateSigningKey, ProviderMetadataWithLogout, ResponseTypes, Scope,
    TokenUrl, UserInfoUrl,
    core::{
        CoreClientAuthMethod, CoreGrantType, CoreJsonWebKeySet, CoreJwsSigningAlgorithm,
        CoreResponseType, CoreSubjectIdentifierType,
    },
};

use axum::{http::StatusCode, response::IntoResponse};

use super::Fournisseur;

pub(super) async fn configuration(State(demo): State<Fournisseur>) -> impl IntoResponse {
    metadonnees(demo.emetteur())
        .map(Json)
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

fn metadonnees(emetteur: &str) -> Result<ProviderMetadataWithLogout, url::ParseError> {
    let adresse = |fin: &str| format!("{emetteur}/{fin}");
    let metadonnees = ProviderMetadataWithLogout::new(
        IssuerUrl::new(emetteur.to_owned())?,
        AuthUrl::new(adresse("authorize"))?,
        JsonWebKeySetUrl::new(adresse("jwks"))?,
        vec![ResponseTypes::new(vec![CoreResponseType::Code])],
        vec![CoreSubjectIdentifierType::Public],
        vec![CoreJwsSigningAlgorithm::EdDsa],
        LogoutProviderMetadata {
            end_session_endpoint: Some(EndSessionUrl::new(adresse("end_session"))?),
            additional_metadata: EmptyAdditionalProviderMetadata {},
        },
    );
    Ok(metadonnees
        .set_token_endpoint(Some(TokenUrl::new(adresse("token"))?))
        .set_userinfo_endpoint(Some(UserInfoUrl::new(adresse("userinfo"))?))
        .set_grant_types_supported(Some(vec![CoreGrantType::AuthorizationCode]))
        .set_token_endpoint_auth_methods_supported(Some(vec![
            CoreClientAuthMethod::ClientSecretBasic,
        ]))
        .set_scopes_supported(Some(
            ["openid", "email", "profile"]
                .map(|s| Scope::new(s.to_owned()))
                .to_vec(),
        )))
}

pub(super) async fn cles(State(demo): State<Fournisseur>) -> Json<CoreJsonWebKeySet> {
    Json(CoreJsonWebKeySet::new(vec![
        demo.0.cle.as_verification_key(),
    ]))
}
