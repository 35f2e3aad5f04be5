//! Writing about a measure.

use application::commentaires::Objet;
use axum::response::Response;
use uuid::Uuid;

use super::{Demande, panneau, statuer};
use crate::decrit::Decrit;
use crate::pages::commentaires::{Issue, commenter};
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin, parametres::Parametres};

pub(crate) async fn post(
    acteur: Acteur,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    Parametres(demande): Parametres<Demande>,
    decrit: Decrit,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let objet = Objet::Mesure(mesure.clone());
    match commenter(&acteur, service, objet, &formulaire).await? {
        Issue::Fait => {
            let retour = demande.filtres(&decrit).adresse_mesure(service, &mesure);
            Ok(statuer::aller(&retour, &[], "echanges"))
        }
        Issue::Refuse(refuse) => {
            let mut vue = panneau::vue(&acteur.ctx, &decrit, &mesure, &demande).await?;
            vue.echanges.refuse = Some(refuse);
            acteur.refuser(&vue).await
        }
    }
}
