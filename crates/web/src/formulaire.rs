//! A submitted form, checked before any handler sees it.
//!
//! Invariant: whoever holds a `Formulaire` knows that it is bounded, that it comes from one of
//! our pages, and that no value holds a character a database refuses.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header},
};
use sha2::{Digest, Sha256};
use url::form_urlencoded;
use uuid::{Builder, Uuid};

use crate::{Erreur, csrf, reprise, visiteur::Visiteur};

/// What the page's script adds to a form it saves while it is being filled in.
const AU_FIL: (&str, &str) = ("enregistrement", "auto");

const CHAMPS_MAX: usize = 2_000;
const NOM_MAX: usize = 200;

/// The fields of a form, in order, repeated ones included.
#[derive(Debug, Clone, Default)]
pub struct Formulaire {
    champs: Vec<(String, String)>,
}

impl Formulaire {
    /// The first value of a field; empty when it is not there.
    #[must_use]
    pub fn texte(&self, nom: &str) -> &str {
        self.valeurs(nom).next().unwrap_or_default()
    }

    /// All values of a repeated field (check boxes).
    pub fn valeurs<'a>(&'a self, nom: &str) -> impl Iterator<Item = &'a str> {
        self.champs
            .iter()
            .filter(move |(n, _)| n == nom)
            .map(|(_, valeur)| valeur.as_str())
    }

    /// Whether the field is there, even empty.
    #[must_use]
    pub fn contient(&self, nom: &str) -> bool {
        self.champs.iter().any(|(n, _)| n == nom)
    }

    /// Whether the page's script saves it while it is being filled in.
    pub(crate) fn au_fil(&self) -> bool {
        self.texte(AU_FIL.0) == AU_FIL.1
    }

    /// Every field except the token and what the script adds.
    pub fn champs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.champs
            .iter()
            .filter(|(nom, _)| nom != csrf::CHAMP && nom != AU_FIL.0)
            .map(|(nom, valeur)| (nom.as_str(), valeur.as_str()))
    }

    /// The operation id every form that writes carries.
    ///
    /// # Errors
    ///
    /// It is missing or not a UUID: the form is not one of ours.
    pub fn operation(&self) -> Result<Uuid, Erreur> {
        Uuid::parse_str(self.texte("operation"))
            .map_err(|_| Erreur::Requete(StatusCode::BAD_REQUEST))
    }

    /// The operation of one of the things this form may be sent for: the same however many times
    /// it is sent for that, another one as soon as `objet` differs.
    ///
    /// # Errors
    ///
    /// As [`Formulaire::operation`].
    pub(crate) fn operation_pour(&self, objet: &[u8]) -> Result<Uuid, Erreur> {
        let condensat = Sha256::new()
            .chain_update(self.operation()?.as_bytes())
            .chain_update(objet)
            .finalize();
        let mut octets = [0; 16];
        octets.iter_mut().zip(condensat).for_each(|(o, c)| *o = c);
        Ok(Builder::from_custom_bytes(octets).into_uuid())
    }

    /// The version the form was loaded at.
    ///
    /// # Errors
    ///
    /// It is missing or not a number: the form is not one of ours.
    pub fn version(&self) -> Result<i64, Erreur> {
        self.texte("version")
            .parse()
            .map_err(|_| Erreur::Requete(StatusCode::BAD_REQUEST))
    }

    /// Reads the body of a form: at most 2 000 fields, line ends as `\n`, no NUL.
    pub(crate) fn lire(octets: &[u8]) -> Result<Self, Erreur> {
        let mut champs = Vec::new();
        for (nom, valeur) in form_urlencoded::parse(octets) {
            let refuse = nom.len() > NOM_MAX || nom.contains('\0') || valeur.contains('\0');
            if refuse || champs.len() == CHAMPS_MAX {
                return Err(Erreur::Requete(StatusCode::BAD_REQUEST));
            }
            champs.push((nom.into_owned(), valeur.replace("\r\n", "\n")));
        }
        Ok(Self { champs })
    }
}

/// Whether the request says its body is an HTML form without files.
pub(crate) fn est_un_formulaire(request: &Request) -> bool {
    request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.split(';').next())
        .is_some_and(|v| v.trim() == "application/x-www-form-urlencoded")
}

/// Whether the browser vouches that the form was sent by a page of this site.
fn vient_de_nos_pages(headers: &HeaderMap) -> bool {
    headers
        .get("sec-fetch-site")
        .is_some_and(|site| site == "same-origin")
}

impl<S: Send + Sync> FromRequest<S> for Formulaire {
    type Rejection = Erreur;

    async fn from_request(request: Request, etat: &S) -> Result<Self, Erreur> {
        if !est_un_formulaire(&request) {
            return Err(Erreur::Requete(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let (mut parts, body) = request.into_parts();
        let visiteur = Visiteur::from_request_parts(&mut parts, etat).await?;
        let de_nos_pages = vient_de_nos_pages(&parts.headers);
        let octets = Bytes::from_request(Request::from_parts(parts, body), etat)
            .await
            .map_err(|rejet| Erreur::Requete(rejet.status()))?;
        let formulaire = Self::lire(&octets)?;
        if visiteur.jeton_valable(formulaire.texte(csrf::CHAMP)) {
            visiteur.noter(&formulaire);
            return Ok(formulaire);
        }
        // The token of a session that has ended, in a page still open: what was typed is not lost.
        if de_nos_pages && reprise::garder_perimee(&visiteur, &formulaire, octets.len()).await? {
            return Err(Erreur::Perime);
        }
        Err(Erreur::Contrefait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_fields_and_line_ends() {
        let lu = Formulaire::lire(b"a=1&b=x%0D%0Ay&a=2&_csrf=secret&enregistrement=auto").unwrap();
        assert_eq!(lu.valeurs("a").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(lu.texte("b"), "x\ny");
        assert_eq!(lu.texte("c"), "");
        assert_eq!(lu.champs().count(), 3, "only what the person typed");
        assert!(lu.au_fil());
    }

    #[test]
    fn unreasonable_forms_are_refused() {
        let trop = vec!["a=1"; CHAMPS_MAX + 1].join("&");
        let nom = format!("{}=1", "a".repeat(NOM_MAX + 1));
        for corps in [trop.as_str(), &nom, "a=%00"] {
            assert!(Formulaire::lire(corps.as_bytes()).is_err());
        }
    }

    #[test]
    fn operation_and_version_are_those_of_our_forms() {
        let lu = Formulaire::lire(b"operation=01920000-0000-7000-8000-000000000001&version=3");
        let lu = lu.unwrap();
        assert!(lu.operation().is_ok());
        assert_eq!(lu.version().ok(), Some(3));
        let vide = Formulaire::default();
        assert!(vide.operation().is_err() && vide.version().is_err());
        assert!(vide.operation_pour(b"a").is_err());
    }

    #[test]
    fn one_form_makes_one_operation_for_each_thing_it_is_sent_for() {
        let lire = |id: u128| {
            let corps = format!("operation={}", Uuid::from_u128(id));
            Formulaire::lire(corps.as_bytes()).unwrap()
        };
        let pour = |id, objet: &[u8]| lire(id).operation_pour(objet).unwrap();
        assert_eq!(pour(1, b"a"), pour(1, b"a"));
        let toutes = [pour(1, b"a"), pour(1, b"b"), pour(2, b"a"), pour(1, b"")];
        let distinctes: std::collections::HashSet<_> = toutes.into_iter().collect();
        assert_eq!(distinctes.len(), toutes.len());
        assert!(!distinctes.contains(&Uuid::from_u128(1)));
    }
}
