//! What an organisation is, and those one works for.

use application::organisations::{
    Administrateur, Mienne, ModifierFiche, OrganisationOuverte, miennes, modifier_fiche, ouvrir,
};
use axum::{http::StatusCode, response::Response};
use domaine::droits::RoleOrganisation;
use domaine::organisations::{FicheSaisie, TypeEntite};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::conditions::{Conditions, SiAutreVersion, SiVersion, Version, ecrite};
use crate::api::corps::Corps;
use crate::api::mots::{mot, mot_ou_nul};
use crate::api::page::{Demande, Page};
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::chemin::Chemin;

/// Une organisation pour laquelle la personne travaille.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OrganisationListee {
    /// Identifiant.
    id: Uuid,
    /// SIRET, SIREN, RNA ou EUID : celui sous lequel elle est connue.
    siret: String,
    /// Nom.
    nom: String,
    /// Type d’entité ; `null` si personne ne l’a dit.
    #[schema(schema_with = mot_ou_nul::<TypeEntite>)]
    type_entite: Option<TypeEntite>,
    /// Ce que la personne y est.
    #[schema(schema_with = mot::<RoleOrganisation>)]
    role: RoleOrganisation,
}

impl From<Mienne> for OrganisationListee {
    fn from(m: Mienne) -> Self {
        Self {
            id: m.id,
            siret: m.siret,
            nom: m.fiche.nom,
            type_entite: m.fiche.type_entite,
            role: m.role,
        }
    }
}

/// Une organisation.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Organisation {
    /// Identifiant.
    id: Uuid,
    /// SIRET, SIREN, RNA ou EUID : celui sous lequel elle est connue.
    siret: String,
    /// Nom.
    nom: String,
    /// Type d’entité ; `null` si personne ne l’a dit.
    #[schema(schema_with = mot_ou_nul::<TypeEntite>)]
    type_entite: Option<TypeEntite>,
    /// Numéro au répertoire des associations.
    rna: Option<String>,
    /// Identifiant européen.
    euid: Option<String>,
    /// Version de ce qui précède, sauf le SIRET.
    pub(super) version: i64,
    /// Ce que la personne y est.
    #[schema(schema_with = mot::<RoleOrganisation>)]
    role: RoleOrganisation,
    /// Qui l’administre, dans l’ordre d’arrivée.
    administrateurs: Vec<AdministrateurNomme>,
    /// Nombre de services, hors corbeille ; `null` pour qui ne l’administre pas.
    services: Option<i64>,
}

/// Une personne qui administre une organisation.
#[derive(Serialize, ToSchema)]
pub(super) struct AdministrateurNomme {
    /// Identifiant du compte.
    compte: Uuid,
    /// Prénom et nom.
    nom: String,
    /// Courriel.
    courriel: String,
    /// Depuis quand.
    depuis: Timestamp,
    /// Qui l’a nommée ; `null` pour l’exploitant.
    par: Option<String>,
}

impl From<Administrateur> for AdministrateurNomme {
    fn from(a: Administrateur) -> Self {
        Self {
            compte: a.compte,
            nom: a.nom,
            courriel: a.courriel,
            depuis: a.depuis,
            par: a.par,
        }
    }
}

impl From<OrganisationOuverte> for Organisation {
    fn from(o: OrganisationOuverte) -> Self {
        Self {
            id: o.id,
            siret: o.siret,
            nom: o.fiche.nom,
            type_entite: o.fiche.type_entite,
            rna: o.fiche.rna,
            euid: o.fiche.euid,
            version: o.version,
            role: o.role,
            administrateurs: o.administrateurs.into_iter().map(Into::into).collect(),
            services: o.services,
        }
    }
}

/// Ce que doit dire une organisation : tout est remplacé.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct FicheDemandee {
    /// Nom.
    #[schema(min_length = 1, max_length = 200)]
    nom: String,
    /// Type d’entité.
    #[serde(default)]
    #[schema(schema_with = mot_ou_nul::<TypeEntite>)]
    type_entite: Option<TypeEntite>,
    /// Numéro au répertoire des associations : W et neuf caractères.
    #[serde(default)]
    #[schema(max_length = 10)]
    rna: Option<String>,
    /// Identifiant européen.
    #[serde(default)]
    #[schema(max_length = 50)]
    euid: Option<String>,
}

impl From<FicheDemandee> for FicheSaisie {
    fn from(d: FicheDemandee) -> Self {
        Self {
            nom: d.nom,
            type_entite: d.type_entite.map_or("", TypeEntite::id).to_owned(),
            rna: d.rna.unwrap_or_default(),
            euid: d.euid.unwrap_or_default(),
        }
    }
}

/// Lister les organisations
///
/// Celles pour lesquelles la personne travaille, par nom.
#[utoipa::path(
    get, path = "/api/v1/organisations", tag = "Organisations",
    operation_id = "listerOrganisations", params(Demande, SiAutreVersion),
    responses((status = 200, description = "Une page d’organisations", body = Page<OrganisationListee>)),
)]
pub(super) async fn lister_organisations(
    programme: Programme,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let siennes = miennes(&programme.ctx).await?.into_iter();
    let siennes = siennes.map(OrganisationListee::from).collect();
    let page = demande.couper(siennes, |o: &OrganisationListee| o.id.to_string())?;
    Ok(conditions.lue(0, &page))
}

/// Lire une organisation
#[utoipa::path(
    get, path = "/api/v1/organisations/{organisation}", tag = "Organisations",
    operation_id = "lireOrganisation",
    params(("organisation" = Uuid, Path, description = "L’organisation"), SiAutreVersion),
    responses((status = 200, description = "L’organisation", body = Organisation)),
)]
pub(super) async fn lire_organisation(
    programme: Programme,
    Chemin(organisation): Chemin<Uuid>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let lue = une(&programme, organisation).await?;
    Ok(conditions.lue(lue.version, &lue))
}

/// Remplacer ce que dit une organisation
///
/// Son SIRET ne change pas : une entité qui en reçoit un autre est une autre organisation.
#[utoipa::path(
    put, path = "/api/v1/organisations/{organisation}", tag = "Organisations",
    operation_id = "remplacerOrganisation",
    params(("organisation" = Uuid, Path, description = "L’organisation"), SiVersion),
    request_body = FicheDemandee,
    responses((status = 200, description = "L’organisation", body = Organisation)),
)]
pub(super) async fn remplacer_organisation(
    programme: Programme,
    Chemin(organisation): Chemin<Uuid>,
    Version(version): Version,
    conditions: Conditions,
    Corps(demandee): Corps<FicheDemandee>,
) -> Result<Response, Probleme> {
    let commande = ModifierFiche {
        operation: conditions.operation(&programme.ctx),
        organisation,
        version,
        saisie: demandee.into(),
        stricte: true,
    };
    let actuelle = une(&programme, organisation);
    if let Err(erreur) = modifier_fiche(&programme.ctx, &commande).await {
        return Err(Probleme::d_ecriture(erreur, actuelle).await);
    }
    let lue = actuelle.await?;
    Ok(ecrite(StatusCode::OK, lue.version, &lue))
}

/// The organisation, as it is now.
pub(super) async fn une(
    programme: &Programme,
    organisation: Uuid,
) -> Result<Organisation, Probleme> {
    Ok(ouvrir(&programme.ctx, organisation).await?.into())
}
