//! What a change of description would do, nothing being stored.

use application::description::{Essai, essayer};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domaine::catalogue::Mesure;
use domaine::ecarts::{Ecart, RisqueNomme};
use domaine::vocabulaire::NiveauSecurite;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::ecriture::{Modification, champs};
use crate::api::corps::{Octets, lire};
use crate::api::mots::mot;
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::chemin::Chemin;

/// Ce qu’un changement de description ferait. Rien n’est enregistré.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Apercu {
    /// Niveau de besoins avant.
    #[schema(schema_with = mot::<NiveauSecurite>)]
    niveau_avant: NiveauSecurite,
    /// Niveau de besoins après.
    #[schema(schema_with = mot::<NiveauSecurite>)]
    niveau_apres: NiveauSecurite,
    /// Indice cyber avant, de 0 à 5.
    #[schema(minimum = 0, maximum = 5)]
    indice_avant: f64,
    /// Indice cyber après, de 0 à 5.
    #[schema(minimum = 0, maximum = 5)]
    indice_apres: f64,
    /// Mesures qui entrent.
    ajoutees: Vec<String>,
    /// Mesures qui sortent ; leur suivi est gardé et revient avec elles.
    retirees: Vec<String>,
    /// Mesures recommandées qui deviennent indispensables.
    relevees: Vec<String>,
    /// Mesures indispensables qui deviennent recommandées.
    abaissees: Vec<String>,
    /// Mesures qui changent de porteur.
    porteurs: Vec<String>,
    /// Nombre de mesures qui ne changent pas.
    inchangees: usize,
    /// Risques qui apparaissent.
    risques_apparus: Vec<String>,
    /// Risques qui disparaissent.
    risques_disparus: Vec<String>,
    /// Risques qui changent de titre ou de chiffres.
    risques_changes: Vec<String>,
}

impl From<Ecart<'_>> for Apercu {
    fn from(ecart: Ecart<'_>) -> Self {
        let mesures = |liste: &[&Mesure]| liste.iter().map(|m| m.id.clone()).collect();
        let risques = |liste: &[RisqueNomme<'_>]| liste.iter().map(|r| r.id.to_owned()).collect();
        let porteurs = ecart.porteurs.iter().map(|(mesure, ..)| mesure.id.clone());
        let changes = ecart.risques_changes.iter();
        Self {
            niveau_avant: ecart.niveau.0,
            niveau_apres: ecart.niveau.1,
            indice_avant: ecart.indice.0,
            indice_apres: ecart.indice.1,
            ajoutees: mesures(&ecart.ajoutees),
            retirees: mesures(&ecart.retirees),
            relevees: mesures(&ecart.relevees),
            abaissees: mesures(&ecart.abaissees),
            porteurs: porteurs.collect(),
            inchangees: ecart.inchangees,
            risques_apparus: risques(&ecart.risques_apparus),
            risques_disparus: risques(&ecart.risques_disparus),
            risques_changes: changes.map(|(_, apres)| apres.id.to_owned()).collect(),
        }
    }
}

/// Prévoir l’effet d’un changement de description
///
/// Les mesures et les risques que ces réponses changeraient, l’indice avant et après. Rien n’est
/// enregistré : un jeton de lecture suffit.
#[utoipa::path(
    post, path = "/api/v1/services/{id}/apercu", tag = "Services",
    operation_id = "prevoirModification",
    params(("id" = Uuid, Path, description = "Le service")), request_body = Modification,
    responses((status = 200, description = "Ce qui changerait", body = Apercu)),
)]
pub(super) async fn prevoir(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    Octets(corps): Octets,
) -> Result<Response, Probleme> {
    let modification: Modification = lire(&corps)?;
    let essai = Essai {
        service,
        champs: champs(&corps)?,
        saisie: modification.description,
    };
    let apercu = essayer(&programme.ctx, &essai).await?;
    Ok(Json(Apercu::from(apercu.ecart()?)).into_response())
}
