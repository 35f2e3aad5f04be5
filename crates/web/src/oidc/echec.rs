//! Why nobody was signed in.
//!
//! Invariant: each has its status and its sentence, which says what to do; what the provider said
//! is in the logs only.

use axum::http::StatusCode;
use openidconnect::{ClaimsVerificationError, UserInfoError};

/// Why nobody was signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Echec {
    /// The provider does not answer, or answers nonsense.
    #[error("the identity provider does not answer")]
    Injoignable,
    /// No attempt matches: too old, already used, or from another browser.
    #[error("no sign-in attempt matches")]
    Perimee,
    /// The person gave up, or the provider refused them.
    #[error("the identity provider refused")]
    Refusee,
    /// The provider reports an error of its own.
    #[error("the identity provider reports an error")]
    Fournisseur,
    /// A check failed: signature, issuer or nonce.
    #[error("the identity provider's answer failed a check")]
    Invalide,
    /// The answer is too old, or from the future.
    #[error("the identity provider's answer is out of date")]
    HorsDate,
    /// The answer was made for another application.
    #[error("the identity provider's answer is for another application")]
    AutreDestinataire,
    /// The person did not prove who they are as well as asked (`acr`).
    #[error("the level of authentication is too low")]
    NiveauInsuffisant,
    /// The provider gave no usable e-mail address.
    #[error("the identity provider gave no e-mail address")]
    SansCourriel,
    /// The provider does not vouch for the address it gave.
    #[error("the identity provider does not vouch for the e-mail address")]
    CourrielNonVerifie,
}

impl Echec {
    /// The status of the page.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::Injoignable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fournisseur => StatusCode::BAD_GATEWAY,
            Self::Refusee
            | Self::SansCourriel
            | Self::CourrielNonVerifie
            | Self::NiveauInsuffisant => StatusCode::FORBIDDEN,
            Self::Perimee | Self::Invalide | Self::HorsDate | Self::AutreDestinataire => {
                StatusCode::BAD_REQUEST
            }
        }
    }

    /// What the page says.
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            Self::Injoignable => {
                "Le fournisseur d’identité ne répond pas. Réessayez dans quelques minutes."
            }
            Self::Perimee => {
                "Cette tentative de connexion a expiré ou a déjà servi. Recommencez avec le bouton ci-dessous."
            }
            Self::Refusee => {
                "La connexion a été refusée ou abandonnée chez le fournisseur d’identité. Vous pouvez recommencer."
            }
            Self::Fournisseur => {
                "Le fournisseur d’identité a signalé une erreur. Réessayez. Si elle revient, prévenez la personne qui gère cette installation."
            }
            Self::Invalide => {
                "La réponse du fournisseur d’identité n’a pas pu être vérifiée. Par prudence, vous n’êtes pas connecté. Recommencez."
            }
            Self::HorsDate => {
                "La réponse du fournisseur d’identité n’est plus valable, ou pas encore. Recommencez. Si cela revient, prévenez la personne qui gère cette installation : l’heure du serveur ou celle du fournisseur est peut-être fausse."
            }
            Self::AutreDestinataire => {
                "La réponse du fournisseur d’identité était destinée à une autre application. Vous n’êtes pas connecté. Prévenez la personne qui gère cette installation : son identifiant chez le fournisseur est à vérifier."
            }
            Self::NiveauInsuffisant => {
                "Ce site demande une identification plus forte que celle que vous avez utilisée, par exemple avec un second facteur. Recommencez en la choisissant chez votre fournisseur d’identité."
            }
            Self::SansCourriel => {
                "Votre fournisseur d’identité n’a pas transmis d’adresse électronique. Elle est nécessaire pour ouvrir votre compte. Demandez à votre service informatique de la renseigner, puis recommencez."
            }
            Self::CourrielNonVerifie => {
                "Votre fournisseur d’identité n’a pas vérifié votre adresse électronique. Confirmez-la chez lui, ou demandez à votre service informatique de le faire, puis recommencez."
            }
        }
    }
}

impl From<&ClaimsVerificationError> for Echec {
    fn from(erreur: &ClaimsVerificationError) -> Self {
        match erreur {
            ClaimsVerificationError::Expired(_) => Self::HorsDate,
            ClaimsVerificationError::InvalidAudience(_) => Self::AutreDestinataire,
            ClaimsVerificationError::InvalidAuthContext(_) => Self::NiveauInsuffisant,
            _ => Self::Invalide,
        }
    }
}

impl<E: std::error::Error + 'static> From<&UserInfoError<E>> for Echec {
    fn from(erreur: &UserInfoError<E>) -> Self {
        match erreur {
            UserInfoError::Request(_) => Self::Injoignable,
            UserInfoError::ClaimsVerification(erreur) => erreur.into(),
            _ => Self::Fournisseur,
        }
    }
}
