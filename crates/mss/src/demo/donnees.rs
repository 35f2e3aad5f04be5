//! What the demonstration holds when it starts, made through the use cases like anything else.
//!
//! Invariant: running it again on a half-made directory completes it.

use anyhow::{Context, Result};
use application::{
    Environnement,
    comptes::{self, Identite},
};

use super::personnes::{PERSONNES, Personne, SIRET};

/// Makes the example data; `emetteur` is the provider that vouches for the five people.
///
/// # Errors
///
/// A use case refuses: the example data is wrong.
pub(crate) async fn semer(monde: &Environnement, emetteur: &str) -> Result<()> {
    for personne in &PERSONNES {
        comptes::connecter(monde, &identite(personne, emetteur))
            .await
            .context("Les comptes de la démonstration ne peuvent pas être créés")?;
    }
    Ok(())
}

fn identite(personne: &Personne, emetteur: &str) -> Identite {
    Identite {
        emetteur: emetteur.to_owned(),
        sub: personne.sub.to_owned(),
        email: personne.courriel(),
        given_name: personne.prenom.to_owned(),
        usual_name: personne.nom.to_owned(),
        siret: SIRET.to_owned(),
        organizational_unit: String::new(),
    }
}
