//! What a provider answers, checked.

use std::{collections::BTreeMap, time::SystemTime};

use application::comptes::{Identite, Profil};
use jiff::{SignedDuration, Timestamp};
use openidconnect::{
    AccessTokenHash, AdditionalClaims, AuthenticationContextClass, AuthorizationCode,
    ClaimsVerificationError, EndUserEmail, LocalizedClaim, Nonce, OAuth2TokenResponse,
    PkceCodeVerifier, RequestTokenError, SignatureVerificationError, SubjectIdentifier,
    TokenResponse, UserInfoClaims, UserInfoError, UserInfoResponseType,
    core::{CoreGenderClaim, CoreIdTokenClaims, CoreIdTokenVerifier, CoreTokenResponse},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Client, Echec, Fournisseur, Fournisseurs, Tentative};

/// How far two clocks may be apart.
const DECALAGE: SignedDuration = SignedDuration::from_secs(60);

/// Claims the standard does not know, under the names French providers give them.
#[derive(Debug, Default, Clone, Deserialize, Serialize)]
struct Pivot {
    usual_name: Option<String>,
    siret: Option<String>,
    organizational_unit: Option<String>,
    #[serde(flatten)]
    autres: BTreeMap<String, Value>,
}

impl AdditionalClaims for Pivot {}

/// Longest value kept of an attribute the operator asks for.
const ATTRIBUT_MAX: usize = 500;

/// Who the provider says the person is, and what signing out will need.
pub(crate) struct Identifie {
    pub(crate) identite: Identite,
    pub(crate) id_token: String,
}

impl Fournisseurs {
    /// Exchanges the code, checks the identity token, asks who the person is.
    ///
    /// A key we do not know makes us read the provider's keys again, once.
    pub(crate) async fn terminer(
        &self,
        fournisseur: &Fournisseur,
        tentative: &Tentative,
        code: String,
    ) -> Result<Identifie, Echec> {
        let metadonnees = self.metadonnees(fournisseur, false).await?;
        let client = self
            .client(fournisseur, &metadonnees)
            .ok_or(Echec::Injoignable)?;
        let jetons = self.echanger(&client, tentative, code).await?;
        match self.verifier(fournisseur, &client, &jetons, tentative) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                let metadonnees = self.metadonnees(fournisseur, true).await?;
                let client = self
                    .client(fournisseur, &metadonnees)
                    .ok_or(Echec::Injoignable)?;
                let verifie = self
                    .verifier(fournisseur, &client, &jetons, tentative)
                    .map_err(|e| refus(fournisseur, &e))?;
                self.identifier(fournisseur, &client, &jetons, verifie)
                    .await
            }
            Err(erreur) => Err(refus(fournisseur, &erreur)),
            Ok(verifie) => {
                self.identifier(fournisseur, &client, &jetons, verifie)
                    .await
            }
        }
    }

    async fn echanger(
        &self,
        client: &Client,
        tentative: &Tentative,
        code: String,
    ) -> Result<CoreTokenResponse, Echec> {
        let mut demande = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| Echec::Fournisseur)?;
        if let Some(verificateur) = &tentative.verificateur {
            demande = demande.set_pkce_verifier(PkceCodeVerifier::new(verificateur.clone()));
        }
        demande
            .request_async(&self.http)
            .await
            .map_err(|erreur| match erreur {
                RequestTokenError::ServerResponse(reponse) => {
                    tracing::warn!(erreur = %reponse.error(), "code_refuse");
                    Echec::Perimee
                }
                RequestTokenError::Request(_) => Echec::Injoignable,
                RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Echec::Fournisseur,
            })
    }

    /// Signature, issuer, audience, nonce, dates (with a minute of tolerance), level when one is
    /// asked, and the link between the identity token and the access token when it is given.
    fn verifier(
        &self,
        fournisseur: &Fournisseur,
        client: &Client,
        jetons: &CoreTokenResponse,
        tentative: &Tentative,
    ) -> Result<Attributs, ClaimsVerificationError> {
        let absent = || ClaimsVerificationError::Other("no identity token".to_owned());
        let id_token = jetons.id_token().ok_or_else(absent)?;
        let acceptes = fournisseur.reglage.acr.clone();
        let verificateur = tolerer(client.id_token_verifier(), self.monde.maintenant())
            .set_auth_context_verifier_fn(move |acr| accepter(&acceptes, acr));
        let nonce = Nonce::new(tentative.nonce.clone());
        let claims = id_token.claims(&verificateur, &nonce)?;
        if let Some(attendu) = claims.access_token_hash() {
            let signature = ClaimsVerificationError::SignatureVerification;
            let cle = id_token.signing_key(&verificateur).map_err(signature)?;
            let alg = id_token.signing_alg().map_err(signature)?;
            let obtenu = AccessTokenHash::from_token(jetons.access_token(), alg, cle)
                .map_err(|e| ClaimsVerificationError::Other(e.to_string()))?;
            if obtenu != *attendu {
                let message = "access token of another identity".to_owned();
                return Err(ClaimsVerificationError::Other(message));
            }
        }
        Ok(Attributs::de_l_id_token(claims))
    }

    /// The person, from the userinfo endpoint when there is one, else from the identity token.
    async fn identifier(
        &self,
        fournisseur: &Fournisseur,
        client: &Client,
        jetons: &CoreTokenResponse,
        verifie: Attributs,
    ) -> Result<Identifie, Echec> {
        let id_token = jetons.id_token().ok_or(Echec::Invalide)?.to_string();
        let sub = verifie.sub.clone();
        let demande = client.user_info(jetons.access_token().clone(), Some(sub.clone()));
        let attributs = match demande {
            Err(_) => verifie,
            Ok(demande) => {
                let signe = fournisseur.reglage.userinfo_signe;
                let genre = if signe {
                    UserInfoResponseType::Jwt
                } else {
                    UserInfoResponseType::Json
                };
                let reponse: UserInfoClaims<Pivot, CoreGenderClaim> = demande
                    .set_response_type(genre)
                    .require_signed_response(signe)
                    .request_async(&self.http)
                    .await
                    .map_err(|e| echec_userinfo(&e))?;
                Attributs::du_userinfo(&reponse, &fournisseur.reglage.attributs)
                    .completes_par(verifie)
            }
        };
        let courriel = attributs.courriel.ok_or(Echec::SansCourriel)?;
        let profil = Profil {
            email: courriel.verifie(fournisseur.reglage.courriels_fiables)?,
            given_name: attributs.prenom.unwrap_or_default(),
            usual_name: attributs.nom.unwrap_or_default(),
            siret: attributs.siret.unwrap_or_default(),
            organizational_unit: attributs.unite.unwrap_or_default(),
            attributs: attributs.autres,
        };
        Ok(Identifie {
            identite: Identite {
                emetteur: fournisseur.reglage.emetteur.clone(),
                sub: sub.to_string(),
                profil,
            },
            id_token,
        })
    }
}

/// Refuses a level that is not among those asked; any will do when none is.
fn accepter(acceptes: &[String], acr: Option<&AuthenticationContextClass>) -> Result<(), String> {
    let obtenu = acr.map_or("", |acr| acr.as_str());
    if acceptes.is_empty() || acceptes.iter().any(|a| a == obtenu) {
        Ok(())
    } else {
        Err(format!("level {obtenu:?}"))
    }
}

/// Accepts clocks a minute apart.
fn tolerer(
    verificateur: CoreIdTokenVerifier<'_>,
    maintenant: Timestamp,
) -> CoreIdTokenVerifier<'_> {
    verificateur
        .set_time_fn(move || SystemTime::from(maintenant - DECALAGE).into())
        .set_issue_time_verifier_fn(move |emission| {
            if SystemTime::from(emission) <= SystemTime::from(maintenant + DECALAGE) {
                Ok(())
            } else {
                Err("issued in the future".to_owned())
            }
        })
}

/// What one answer says of the person.
struct Attributs {
    sub: SubjectIdentifier,
    courriel: Option<Courriel>,
    prenom: Option<String>,
    nom: Option<String>,
    siret: Option<String>,
    unite: Option<String>,
    autres: BTreeMap<String, String>,
}

/// An address, and what the provider says of it.
struct Courriel {
    adresse: String,
    verifie: Option<bool>,
}

impl Courriel {
    /// The address, when the provider vouches for it; `fiables`: when the operator says that it
    /// vouches for those it says nothing of.
    fn verifie(self, fiables: bool) -> Result<String, Echec> {
        match self.verifie {
            Some(true) => Ok(self.adresse),
            None if fiables => Ok(self.adresse),
            Some(false) | None => Err(Echec::CourrielNonVerifie),
        }
    }
}

impl Attributs {
    fn de_l_id_token(claims: &CoreIdTokenClaims) -> Self {
        Self {
            sub: claims.subject().clone(),
            courriel: courriel(claims.email(), claims.email_verified()),
            prenom: nomme(claims.given_name()),
            nom: nomme(claims.family_name()),
            siret: None,
            unite: None,
            autres: BTreeMap::new(),
        }
    }

    fn du_userinfo(claims: &UserInfoClaims<Pivot, CoreGenderClaim>, gardes: &[String]) -> Self {
        let mut pivot = claims.additional_claims().clone();
        let gardes = gardes.iter().filter_map(|nom| {
            let valeur = en_texte(pivot.autres.remove(nom)?)?;
            Some((nom.clone(), valeur))
        });
        let autres = gardes.collect();
        Self {
            sub: claims.subject().clone(),
            courriel: courriel(claims.email(), claims.email_verified()),
            prenom: nomme(claims.given_name()),
            nom: pivot.usual_name.or_else(|| nomme(claims.family_name())),
            siret: pivot.siret,
            unite: pivot.organizational_unit,
            autres,
        }
    }

    fn completes_par(self, autres: Self) -> Self {
        Self {
            sub: self.sub,
            courriel: self.courriel.or(autres.courriel),
            prenom: self.prenom.or(autres.prenom),
            nom: self.nom.or(autres.nom),
            siret: self.siret.or(autres.siret),
            unite: self.unite.or(autres.unite),
            autres: self.autres,
        }
    }
}

fn nomme<T>(valeurs: Option<&LocalizedClaim<T>>) -> Option<String>
where
    T: std::ops::Deref<Target = String>,
{
    let texte = valeurs?.iter().next()?.1.trim();
    (!texte.is_empty()).then(|| texte.to_owned())
}

/// An address that looks like one.
fn courriel(adresse: Option<&EndUserEmail>, verifie: Option<bool>) -> Option<Courriel> {
    let adresse = adresse?.as_str().trim();
    let (gauche, droite) = adresse.rsplit_once('@')?;
    let plausible = !gauche.is_empty() && !droite.is_empty() && adresse.len() <= 254;
    plausible.then(|| Courriel {
        adresse: adresse.to_owned(),
        verifie,
    })
}

/// The value of an attribute; none when it is empty, too long or made of several.
fn en_texte(valeur: Value) -> Option<String> {
    let texte = match valeur {
        Value::String(texte) => texte,
        Value::Bool(_) | Value::Number(_) => valeur.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    let texte = texte.trim();
    (!texte.is_empty() && texte.len() <= ATTRIBUT_MAX).then(|| texte.to_owned())
}

fn refus(fournisseur: &Fournisseur, erreur: &ClaimsVerificationError) -> Echec {
    let nom = &fournisseur.reglage.identifiant;
    tracing::warn!(fournisseur = nom, %erreur, "jeton_refuse");
    erreur.into()
}

fn echec_userinfo<E: std::error::Error + 'static>(erreur: &UserInfoError<E>) -> Echec {
    tracing::warn!(%erreur, "userinfo_refuse");
    erreur.into()
}
