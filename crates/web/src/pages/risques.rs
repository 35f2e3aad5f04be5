//! The risks of a service: the list, one risk, risks of its own, links, coverage.

pub(crate) mod commentaires;
pub(crate) mod couverture;
pub(crate) mod liens;
pub(crate) mod modifier;
pub(crate) mod nouveau;
pub(crate) mod risque;
mod saisie;
pub(crate) mod vues;

use application::Error;
use application::acces::ServiceOuvert;
use application::risques::RisqueModifie;
use axum::response::{IntoResponse, Redirect, Response};
use domaine::droits::Action;
use ui::gabarit::Ton;
use ui::pages::risques::PageRisques;
use uuid::Uuid;

use crate::decrit::Decrit;
use crate::{Erreur, acteur::Acteur};

pub(crate) async fn get(acteur: Acteur, decrit: Decrit) -> Result<Response, Erreur> {
    let couverture = application::risques::couverture(&acteur.ctx, &decrit.service).await?;
    let vue = PageRisques(vues::tableau(&decrit, &couverture, None));
    acteur.page(&vue).await
}

/// Refuses whoever may not decide of risks.
fn exiger(service: &ServiceOuvert) -> Result<(), Erreur> {
    if service.peut(Action::GererRisques) {
        Ok(())
    } else {
        Err(Error::Interdit(Action::GererRisques).into())
    }
}

/// The page of a risk of this service.
fn adresse(service: Uuid, risque: &str) -> String {
    ui::adresse::service(service, &format!("risques/{risque}"))
}

/// Says what was done, what was kept of a colleague's, and goes there.
async fn suite(
    acteur: &Acteur,
    fait: &str,
    modifie: &RisqueModifie,
    vers: &str,
) -> Result<Response, Erreur> {
    let texte = match (&modifie.repris_de, modifie.repris.is_empty()) {
        (_, true) => fait.to_owned(),
        (qui, false) => {
            let qui = qui.as_deref().unwrap_or("Une autre personne");
            format!(
                "{fait} {qui} avait changé autre chose entre-temps\u{a0}: ses réponses sont gardées avec les vôtres."
            )
        }
    };
    acteur.annoncer(Ton::Succes, texte).await?;
    Ok(Redirect::to(vers).into_response())
}
