//! Making services and changing their description.
//!
//! Invariant: a change starts from the version the program read; anything else gives 412 with the
//! description as it is, and nothing is merged behind a program's back.

use application::acces;
use application::description::{Enregistrer, Intention, enregistrer_exactement};
use application::services::{self, Creer, Depart, Dupliquer};
use application::{Context, Error};
use axum::{http::StatusCode, response::Response};
use domaine::EnumSet;
use domaine::reponses::Reponses;
use domaine::vocabulaire::Champ;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::decrite::Description;
use super::lecture::Service;
use crate::api::conditions::{Conditions, Repetable, SiVersion, Version, creee, ecrite};
use crate::api::corps::{Corps, Octets, lire};
use crate::api::porteur::Programme;
use crate::api::probleme::{Code, Probleme};
use crate::chemin::Chemin;

/// Un service à créer.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NouveauService {
    /// Nom du service.
    #[schema(max_length = 200, min_length = 1)]
    nom: String,
    /// SIRET de l’organisation qui en répond ; à défaut son SIREN, son RNA ou son EUID.
    #[schema(max_length = 50)]
    siret: String,
    /// Nom de l’organisation, si son SIRET n’est pas encore connu.
    #[serde(default)]
    #[schema(max_length = 200)]
    organisation: String,
    /// Identifiant d’un exemple du catalogue, pour partir de ses réponses.
    #[serde(default)]
    #[schema(max_length = 100)]
    exemple: Option<String>,
}

/// Des réponses à enregistrer : seules celles qui sont données changent.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Modification {
    /// Les réponses ; `null` en efface une.
    #[schema(value_type = Description, required = false)]
    pub(super) description: Reponses,
    /// Nom de l’organisation, si son nouveau SIRET n’est pas encore connu.
    #[schema(max_length = 200, required = false)]
    organisation: String,
}

/// Une copie à faire.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Copie {
    /// Nom de la copie.
    #[schema(max_length = 200, min_length = 1)]
    nom: String,
}

/// Créer un brouillon
///
/// La personne en devient propriétaire. Un jeton limité à certains services ne le peut pas.
#[utoipa::path(
    post, path = "/api/v1/services", tag = "Services", operation_id = "creerService",
    params(Repetable), request_body = NouveauService,
    responses((status = 201, description = "Le brouillon", body = Service)),
)]
pub(super) async fn creer(
    programme: Programme,
    conditions: Conditions,
    Corps(nouveau): Corps<NouveauService>,
) -> Result<Response, Probleme> {
    let commande = Creer {
        operation: conditions.operation(&programme.ctx),
        nom: nouveau.nom,
        siret: nouveau.siret,
        organisation: nouveau.organisation,
        depart: nouveau.exemple.map_or(Depart::Vide, Depart::Exemple),
    };
    let cree = services::creer(&programme.ctx, &commande)
        .await
        .map_err(noms_des_champs)?;
    cree_a(&programme.ctx, cree.service).await
}

/// Dupliquer un service
///
/// Un nouveau brouillon avec les mêmes réponses, sans les statuts ni les personnes.
#[utoipa::path(
    post, path = "/api/v1/services/{id}/dupliquer", tag = "Services",
    operation_id = "dupliquerService",
    params(("id" = Uuid, Path, description = "Le service à copier"), Repetable),
    request_body = Copie,
    responses((status = 201, description = "La copie", body = Service)),
)]
pub(super) async fn dupliquer(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    Corps(copie): Corps<Copie>,
) -> Result<Response, Probleme> {
    let commande = Dupliquer {
        operation: conditions.operation(&programme.ctx),
        service,
        nom: copie.nom,
    };
    let cree = services::dupliquer(&programme.ctx, &commande)
        .await
        .map_err(noms_des_champs)?;
    cree_a(&programme.ctx, cree.service).await
}

/// Changer la description
///
/// Les réponses absentes restent ; `null` efface une réponse. Un service décrit le reste : toutes
/// les réponses obligatoires sont gardées, et le niveau de besoins monte si elles le demandent.
#[utoipa::path(
    patch, path = "/api/v1/services/{id}", tag = "Services", operation_id = "modifierService",
    params(("id" = Uuid, Path, description = "Le service"), SiVersion),
    request_body = Modification,
    responses((status = 200, description = "Le service", body = Service)),
)]
pub(super) async fn modifier(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    version: Version,
    conditions: Conditions,
    Octets(corps): Octets,
) -> Result<Response, Probleme> {
    let depart = (service, version);
    enregistrer(&programme, depart, &conditions, &corps, Intention::Etape).await
}

/// Terminer la description
///
/// Toutes les réponses obligatoires doivent être là, données avant ou dans cette demande. Le
/// service a ensuite ses mesures.
#[utoipa::path(
    post, path = "/api/v1/services/{id}/terminer", tag = "Services",
    operation_id = "terminerService",
    params(("id" = Uuid, Path, description = "Le service"), SiVersion),
    request_body = Modification,
    responses((status = 200, description = "Le service", body = Service)),
)]
pub(super) async fn terminer(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    version: Version,
    conditions: Conditions,
    Octets(corps): Octets,
) -> Result<Response, Probleme> {
    let depart = (service, version);
    enregistrer(&programme, depart, &conditions, &corps, Intention::Terminer).await
}

async fn enregistrer(
    programme: &Programme,
    (service, Version(version)): (Uuid, Version),
    conditions: &Conditions,
    corps: &[u8],
    intention: Intention,
) -> Result<Response, Probleme> {
    let modification: Modification = lire(corps)?;
    let commande = Enregistrer {
        operation: conditions.operation(&programme.ctx),
        service,
        version,
        champs: champs(corps)?,
        saisie: modification.description,
        organisation: modification.organisation,
        intention,
    };
    match enregistrer_exactement(&programme.ctx, &commande).await {
        Ok(_) => {
            let service = Service::from(acces::ouvrir(&programme.ctx, service).await?);
            Ok(ecrite(StatusCode::OK, service.version, &service))
        }
        Err(Error::ConflitDescription(conflit)) => {
            let actuel = Service::from(conflit.service);
            Err(Probleme::from(Code::VersionDepassee).avec_actuel(&actuel))
        }
        Err(erreur) => Err(erreur.into()),
    }
}

/// The questions the body answers, cleared ones included.
pub(super) fn champs(corps: &[u8]) -> Result<EnumSet<Champ>, Probleme> {
    let corps: Value = lire(corps)?;
    let donnees = corps.get("description").and_then(Value::as_object);
    let noms = donnees.into_iter().flat_map(|objet| objet.keys());
    Ok(noms
        .filter_map(|nom| {
            Champ::TOUS
                .iter()
                .find(|champ| champ.id().split('.').next() == Some(nom.as_str()))
        })
        .copied()
        .collect())
}

/// The bodies that make a service name their fields more shortly than its description does.
fn noms_des_champs(erreur: Error) -> Probleme {
    let mut probleme = Probleme::from(erreur);
    for (long, court) in [
        (Champ::NomService.id(), "nom"),
        (Champ::Siret.id(), "siret"),
        ("depart", "exemple"),
    ] {
        probleme.renommer(long, court);
    }
    probleme
}

async fn cree_a(ctx: &Context, id: Uuid) -> Result<Response, Probleme> {
    let service = Service::from(acces::ouvrir(ctx, id).await?);
    let adresse = format!("/api/v1/services/{id}");
    Ok(creee(&adresse, service.version, &service))
}
