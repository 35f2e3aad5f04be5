//! Reading services.

use application::acces::{self, ServiceOuvert};
use application::services::{self, ServiceListe};
use axum::response::Response;
use domaine::droits::Role;
use domaine::etapes::ProchaineEtape;
use domaine::reponses::Reponses;
use domaine::vocabulaire::{NiveauSecurite, StatutDeploiement};
use jiff::Timestamp;
use serde::Serialize;
use stockage::services::Etat as EtatStocke;
use utoipa::ToSchema;
use uuid::Uuid;

use super::decrite::Description;
use crate::api::conditions::{Conditions, SiAutreVersion};
use crate::api::mots::{mot, mot_ou_nul};
use crate::api::page::{Demande, Page};
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::chemin::Chemin;

/// Où en est la description d’un service.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) enum Etat {
    /// La description n’est pas terminée : pas encore de mesures.
    Brouillon,
    /// Décrit : il a un niveau de besoins et des mesures.
    Actif,
}

/// Un service dans une liste.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ServiceResume {
    /// Identifiant.
    id: Uuid,
    /// Nom.
    nom: String,
    /// Organisation qui en répond.
    organisation: String,
    /// Ce que la personne est pour lui.
    #[schema(schema_with = mot::<Role>)]
    role: Role,
    /// Brouillon ou décrit.
    etat: Etat,
    /// Avancement du projet.
    #[schema(schema_with = mot_ou_nul::<StatutDeploiement>)]
    statut_deploiement: Option<StatutDeploiement>,
    /// Niveau de besoins ; `null` pour un brouillon.
    #[schema(schema_with = mot_ou_nul::<NiveauSecurite>)]
    niveau: Option<NiveauSecurite>,
    /// Nombre de mesures ; `null` pour un brouillon.
    #[schema(minimum = 0)]
    mesures: Option<i64>,
    /// Nombre de mesures qui ont un statut ; `null` pour un brouillon.
    #[schema(minimum = 0)]
    statuees: Option<i64>,
    /// Indice cyber, de 0 à 5 ; `null` pour un brouillon.
    #[schema(minimum = 0, maximum = 5)]
    indice_cyber: Option<f64>,
    /// Ce qu’il y a à faire ensuite.
    #[schema(schema_with = mot::<ProchaineEtape>)]
    prochaine_etape: ProchaineEtape,
    /// Dernier changement.
    modifie_le: Timestamp,
}

impl From<ServiceListe> for ServiceResume {
    fn from(s: ServiceListe) -> Self {
        Self {
            id: s.id,
            nom: s.nom,
            organisation: s.organisation,
            role: s.role,
            etat: if s.brouillon {
                Etat::Brouillon
            } else {
                Etat::Actif
            },
            statut_deploiement: s.deploiement,
            niveau: s.niveau,
            mesures: s.completude.map(|(_, total)| total),
            statuees: s.completude.map(|(statuees, _)| statuees),
            indice_cyber: s.indice.map(indice),
            prochaine_etape: s.prochaine_etape,
            modifie_le: s.modifie_le,
        }
    }
}

/// An index in hundredths, as the exchange format gives it.
pub(in crate::api) fn indice(centiemes: i64) -> f64 {
    // At most 500: exact.
    f64::from(i32::try_from(centiemes).unwrap_or_default()) / 100.0
}

/// Un service.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Service {
    /// Identifiant.
    id: Uuid,
    /// Version de la description : elle est aussi dans l’étiquette (`ETag`).
    #[schema(minimum = 1)]
    pub(super) version: i64,
    /// Brouillon ou décrit.
    etat: Etat,
    /// Ce que la personne est pour lui.
    #[schema(schema_with = mot::<Role>)]
    role: Role,
    /// Nom de l’organisation qui en répond.
    organisation: String,
    /// Les réponses qui le décrivent.
    #[schema(value_type = Description)]
    description: Reponses,
    /// Niveau de besoins que les réponses demandent au moins ; `null` pour un brouillon.
    #[schema(schema_with = mot_ou_nul::<NiveauSecurite>)]
    niveau_requis: Option<NiveauSecurite>,
    /// Version du catalogue de mesures.
    catalogue: String,
    /// Création.
    cree_le: Timestamp,
    /// Dernier changement.
    modifie_le: Timestamp,
}

impl From<ServiceOuvert> for Service {
    fn from(s: ServiceOuvert) -> Self {
        Self {
            id: s.fiche.id,
            version: s.version,
            etat: match s.fiche.etat {
                EtatStocke::Brouillon => Etat::Brouillon,
                EtatStocke::Actif => Etat::Actif,
            },
            role: s.habilitation.role,
            organisation: s.fiche.organisation,
            description: s.reponses,
            niveau_requis: s.bilan.map(|b| b.evaluation.niveau_requis),
            catalogue: s.fiche.catalogue,
            cree_le: s.fiche.cree_le,
            modifie_le: s.fiche.modifie_le,
        }
    }
}

/// Lister les services
///
/// Les services que la personne et le jeton voient, dans l’ordre de leur création.
#[utoipa::path(
    get, path = "/api/v1/services", tag = "Services", operation_id = "listerServices",
    params(Demande, SiAutreVersion),
    responses((status = 200, description = "Une page de services", body = Page<ServiceResume>)),
)]
pub(super) async fn lister(
    programme: Programme,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let (limite, apres) = (demande.limite()?, demande.apres()?);
    let lus = services::suite(&programme.ctx, apres, limite as i64 + 1).await?;
    let lus = lus.into_iter().map(ServiceResume::from).collect();
    let page = Page::couper(lus, limite, |s: &ServiceResume| s.id.to_string());
    Ok(conditions.lue(0, &page))
}

/// Lire un service
///
/// Sa description et ce qui s’en déduit. L’étiquette porte la version de la description.
#[utoipa::path(
    get, path = "/api/v1/services/{id}", tag = "Services", operation_id = "lireService",
    params(("id" = Uuid, Path, description = "Le service"), SiAutreVersion),
    responses((status = 200, description = "Le service", body = Service)),
)]
pub(super) async fn lire(
    programme: Programme,
    Chemin(id): Chemin<Uuid>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let service = Service::from(acces::ouvrir(&programme.ctx, id).await?);
    Ok(conditions.lue(service.version, &service))
}
