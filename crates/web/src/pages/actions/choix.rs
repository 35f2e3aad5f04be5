//! What the address of a simulation says: the measures supposed done, the index aimed at.
//!
//! Invariant: it never makes a request wrong; what the service does not have, or what is already
//! done or declined, is left out.

use std::convert::Infallible;

use application::acces::ServiceOuvert;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domaine::ensemble::{Ensemble, MesureIdx};
use url::form_urlencoded;

/// Longest index that is read, in characters.
const CIBLE_MAX: usize = 20;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choix {
    ids: Vec<String>,
    /// A choice was made, even of nothing.
    fait: bool,
    /// The index aimed at, as typed.
    pub(crate) cible: String,
}

impl Choix {
    fn lire(requete: &str) -> Self {
        let mut choix = Self::default();
        for (nom, valeur) in form_urlencoded::parse(requete.as_bytes()) {
            match &*nom {
                "m" if choix.ids.len() < MesureIdx::MAX => {
                    choix.fait = true;
                    choix.ids.push(valeur.into_owned());
                }
                "simuler" => choix.fait = true,
                "cible" => choix.cible = valeur.trim().chars().take(CIBLE_MAX).collect(),
                _ => {}
            }
        }
        choix
    }

    /// The measures supposed done, `sinon` when none was chosen.
    pub(crate) fn mesures(&self, service: &ServiceOuvert, sinon: &[MesureIdx]) -> Ensemble {
        if !self.fait {
            return sinon.iter().copied().collect();
        }
        let toutes = service
            .bilan
            .as_ref()
            .map(|b| b.evaluation.mesures.toutes());
        let restantes = service.suivi.statuts.restantes(toutes.unwrap_or_default());
        let choisies = self
            .ids
            .iter()
            .filter_map(|id| service.catalogue.trouver(id));
        choisies.filter(|m| restantes.contient(*m)).collect()
    }
}

impl<S: Sync> FromRequestParts<S> for Choix {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::lire(parts.uri.query().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::Choix;

    #[test]
    fn repeated_unknown_and_broken_parameters_are_not_a_fault() {
        let choix = Choix::lire("m=A&x=%FF&m=B&cible=%203,5%20");
        assert!(choix.fait);
        assert_eq!(choix.ids, ["A", "B"]);
        assert_eq!(choix.cible, "3,5");
        assert!(!Choix::lire("cible=3").fait);
        assert!(Choix::lire("simuler=1").fait);
        assert_eq!(Choix::lire(&"m=A&".repeat(5_000)).ids.len(), 192);
    }
}
