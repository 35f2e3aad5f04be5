//! Lists by cursor: `limite` elements after the one `apres` names.

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
    /// The page asked for, out of a list read whole; `cle` is what a cursor names.
    pub(super) fn couper<T>(
        &self,
        tous: Vec<T>,
        cle: impl Fn(&T) -> String,
    ) -> Result<Page<T>, Probleme> {
        let (limite, apres) = (self.limite()?, self.apres::<String>()?);
        let debut = match apres {
            Some(apres) => tous
                .iter()
                .position(|e| cle(e) == apres)
                .map(|rang| rang + 1),
            None => Some(0),
        };
        let debut = debut.ok_or_else(Self::refus_apres)?;
        let lus = tous.into_iter().skip(debut).take(limite + 1).collect();
        Ok(Page::couper(lus, limite, cle))
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
        let Some(texte) = &self.apres else {
            return Ok(None);
        };
        let lu = texte.parse().map_err(|_| Self::refus_apres())?;
        Ok(Some(lu))
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
