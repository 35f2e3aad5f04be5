//! Lists by cursor: `limite` elements after the one `apres` names.
//!
//! Invariant: a cursor still leads on once the element it names is gone; every list does so.

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::probleme::{Code, Probleme};

/// Most elements of a page.
pub(super) const LIMITE_MAX: u32 = 100;
const LIMITE: u32 = 50;
/// Longest cursor, in characters.
const APRES_MAX: usize = 100;

/// Une page d’une liste.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Page<T> {
    /// Les éléments de cette page.
    pub(crate) elements: Vec<T>,
    /// À donner dans `apres` pour la page suivante ; `null` à la fin.
    pub(crate) suivant: Option<String>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Demande {
    /// Nombre d’éléments par page.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub(super) limite: Option<u32>,
    /// Valeur de `suivant` de la page précédente.
    #[param(max_length = 100)]
    pub(super) apres: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Demande {
    type Rejection = Probleme;

    async fn from_request_parts(parts: &mut Parts, etat: &S) -> Result<Self, Probleme> {
        let Query(demande) = Query::from_request_parts(parts, etat).await?;
        Ok(demande)
    }
}

impl Demande {
    /// The page asked for, out of a list read whole; `cle` tells its elements apart.
    ///
    /// A cursor is the rank of what comes next and the key of the last element given (`12.AUTH.1`):
    /// the key is where to go on, whatever was added before it; the rank, once the key is gone.
    pub(super) fn couper<T>(
        &self,
        tous: Vec<T>,
        cle: impl Fn(&T) -> String,
    ) -> Result<Page<T>, Probleme> {
        let limite = self.limite()?;
        let debut = match self.apres::<Curseur>()? {
            Some(curseur) => match tous.iter().position(|e| cle(e) == curseur.cle) {
                Some(rang) => rang + 1,
                None => curseur.suite.saturating_sub(1),
            },
            None => 0,
        };
        let lus = tous.into_iter().skip(debut).take(limite + 1).collect();
        let mut page = Page::couper(lus, limite, cle);
        let suite = debut.saturating_add(page.elements.len());
        page.suivant = page.suivant.map(|cle| format!("{suite}.{cle}"));
        Ok(page)
    }

    /// How many elements are asked for.
    pub(super) fn limite(&self) -> Result<usize, Probleme> {
        let limite = self.limite.unwrap_or(LIMITE);
        if !(1..=LIMITE_MAX).contains(&limite) {
            return Err(refus("limite", "Demandez de 1 à 100 éléments."));
        }
        usize::try_from(limite).map_err(|_| Code::ParametreInvalide.into())
    }

    /// What is said of a cursor that leads nowhere.
    pub(super) fn refus_apres() -> Probleme {
        refus(
            "apres",
            "Donnez la valeur de « suivant » de la page précédente.",
        )
    }

    /// Where to start again.
    pub(super) fn apres<T: std::str::FromStr>(&self) -> Result<Option<T>, Probleme> {
        let Some(texte) = self.apres.as_ref() else {
            return Ok(None);
        };
        if texte.chars().count() > APRES_MAX {
            return Err(Self::refus_apres());
        }
        let lu = texte.parse().map_err(|_| Self::refus_apres())?;
        Ok(Some(lu))
    }
}

/// Where a page of a list read whole ended.
struct Curseur {
    /// Rank of what came next.
    suite: usize,
    /// Key of the last element.
    cle: String,
}

impl std::str::FromStr for Curseur {
    type Err = ();

    fn from_str(texte: &str) -> Result<Self, ()> {
        let (suite, cle) = texte.split_once('.').ok_or(())?;
        let chiffres = suite.bytes().all(|o| o.is_ascii_digit());
        let suite = suite.parse().ok().filter(|_| chiffres && !cle.is_empty());
        let (suite, cle) = (suite.ok_or(())?, cle.to_owned());
        Ok(Self { suite, cle })
    }
}

fn refus(champ: &str, message: &str) -> Probleme {
    Probleme::from(Code::ParametreInvalide).sur(champ, "valeurInvalide", message)
}

impl<T> Page<T> {
    /// A page out of `limite + 1` elements read: the last one only tells that there are more.
    pub(super) fn couper(mut elements: Vec<T>, limite: usize, cle: impl Fn(&T) -> String) -> Self {
        let encore = elements.len() > limite;
        elements.truncate(limite);
        let suivant = elements.last().filter(|_| encore).map(cle);
        Self { elements, suivant }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apres(curseur: &str, tous: &str) -> Option<(String, Option<String>)> {
        let demande = Demande {
            limite: Some(2),
            apres: Some(curseur.to_owned()),
        };
        let page = demande
            .couper(tous.chars().collect(), char::to_string)
            .ok()?;
        Some((page.elements.into_iter().collect(), page.suivant))
    }

    #[test]
    fn a_cursor_leads_on_whatever_came_or_went() {
        let lue = |texte: &str, suivant: Option<&str>| {
            Some((texte.to_owned(), suivant.map(str::to_owned)))
        };
        assert_eq!(apres("2.b", "abcde"), lue("cd", Some("4.d")));
        assert_eq!(
            apres("2.b", "zabcde"),
            lue("cd", Some("5.d")),
            "one came before"
        );
        assert_eq!(apres("2.b", "acde"), lue("cd", Some("3.d")), "b is gone");
        assert_eq!(apres("2.b", ""), lue("", None));
        assert_eq!(apres("18446744073709551615.b", "a"), lue("", None));
        for faux in [
            "",
            "b",
            "2",
            "2.",
            ".b",
            "-1.b",
            "+2.b",
            "18446744073709551616.b",
        ] {
            assert_eq!(apres(faux, "abcde"), None, "{faux}");
        }
        assert_eq!(apres(&format!("2.{}", "b".repeat(99)), "abcde"), None);
    }
}
