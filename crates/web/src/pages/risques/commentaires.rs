//! Writing about a risk.

use application::commentaires::Objet;
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::{adresse, risque};
use crate::decrit::Decrit;
use crate::pages::commentaires::{Issue, commenter};
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

pub(crate) async fn post(
    acteur: Acteur,
    Chemin((service, id)): Chemin<(Uuid, String)>,
    decrit: Decrit,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let objet = Objet::Risque(id.clone());
    match commenter(&acteur, service, objet, &formulaire).await? {
        Issue::Fait => {
            let suite = format!("{}#echanges", adresse(service, &id));
            Ok(Redirect::to(&suite).into_response())
        }
        Issue::Refuse(refuse) => {
            let mut vue = risque::vue(&acteur, &decrit, &id, None, Vec::new()).await?;
            vue.echanges.refuse = Some(refuse);
            acteur.refuser(&vue).await
        }
    }
}
