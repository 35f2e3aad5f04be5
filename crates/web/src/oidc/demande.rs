//! Sending a person to their provider, at sign-in and at sign-out.

use std::str::FromStr;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use openidconnect::{
    AuthenticationContextClass, CsrfToken, LogoutRequest, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, PostLogoutRedirectUrl, Scope,
    core::{CoreAuthenticationFlow, CoreIdToken},
};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Echec, Fournisseur, Fournisseurs};
use crate::retour::CheminLocal;

/// A sign-in that has begun: kept in the session, used once.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Tentative {
    pub(crate) fournisseur: String,
    pub(crate) state: String,
    pub(super) nonce: String,
    pub(super) verificateur: Option<String>,
    pub(crate) retour: CheminLocal,
    /// Whether it is to prove whose account another identity may join.
    #[serde(default)]
    pub(crate) rattachement: bool,
    /// When it began, in seconds.
    pub(crate) commencee: i64,
}

impl Fournisseurs {
    /// The provider's address to send the person to, and what to remember until they are back.
    ///
    /// State and nonce hold 256 random bits (43 characters; rule 1438 asks for 32).
    pub(crate) async fn commencer(
        &self,
        fournisseur: &Fournisseur,
        retour: CheminLocal,
        rattachement: bool,
    ) -> Result<(Url, Tentative), Echec> {
        let metadonnees = self.metadonnees(fournisseur, false).await?;
        let client = self
            .client(fournisseur, &metadonnees)
            .ok_or(Echec::Injoignable)?;
        let (state, nonce) = (self.jeton()?, self.jeton()?);
        let (a_envoyer, b_envoyer) = (state.clone(), nonce.clone());
        let scopes = fournisseur.reglage.scopes.iter().cloned().map(Scope::new);
        let mut demande = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(a_envoyer),
                move || Nonce::new(b_envoyer),
            )
            .add_scopes(scopes);
        for acr in &fournisseur.reglage.acr {
            demande = demande.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
        }
        for (nom, valeur) in &fournisseur.reglage.parametres {
            demande = demande.add_extra_param(nom, valeur);
        }
        let mut verificateur = None;
        if fournisseur.reglage.pkce {
            let secret = PkceCodeVerifier::new(self.jeton()?);
            demande =
                demande.set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&secret));
            verificateur = Some(secret.into_secret());
        }
        let (url, ..) = demande.url();
        let tentative = Tentative {
            fournisseur: fournisseur.reglage.identifiant.clone(),
            state,
            nonce,
            verificateur,
            retour,
            rattachement,
            commencee: self.monde.maintenant().as_second(),
        };
        Ok((url, tentative))
    }

    /// Where to end the provider's own session, when it announces such a page.
    pub(crate) async fn fin_de_session(&self, fournisseur: &str, id_token: &str) -> Option<Url> {
        let fournisseur = self.trouver(fournisseur)?;
        if !fournisseur.reglage.deconnexion {
            return None;
        }
        let metadonnees = self.metadonnees_sans_attendre(fournisseur).await?;
        let fin = metadonnees
            .additional_metadata()
            .end_session_endpoint
            .clone()?;
        let id_token = CoreIdToken::from_str(id_token).ok()?;
        let accueil = PostLogoutRedirectUrl::new(self.accueil.clone()).ok()?;
        let demande = LogoutRequest::from(fin)
            .set_id_token_hint(&id_token)
            .set_post_logout_redirect_uri(accueil)
            .set_state(CsrfToken::new(self.jeton().ok()?));
        Some(demande.http_get_url())
    }

    fn jeton(&self) -> Result<String, Echec> {
        let mut octets = [0; 32];
        self.alea
            .remplir(&mut octets)
            .map_err(|_| Echec::Injoignable)?;
        Ok(URL_SAFE_NO_PAD.encode(octets))
    }
}
