//! The audit of rights (rule 1194).

use application::organisations::{self, auditer};
use axum::response::Response;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::conditions::{Conditions, SiAutreVersion};
use crate::api::droit::Droit;
use crate::api::page::{Demande, Page};
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::chemin::Chemin;

/// Une personne qui a accès à un service, ou à tous.
#[derive(Serialize, ToSchema)]
pub(super) struct Acces {
    /// Identifiant du compte.
    compte: Uuid,
    /// Prénom et nom.
    nom: String,
    /// Courriel.
    courriel: String,
    /// Le service ; `null` pour tous, présents et à venir.
    service: Option<Uuid>,
    /// Ce que la personne y tient.
    droit: Droit,
    /// Depuis quand.
    depuis: Timestamp,
    /// Qui le lui a donné ; `null` pour qui a créé le service, ou pour l’exploitant.
    par: Option<String>,
}

impl From<organisations::Acces> for Acces {
    fn from(a: organisations::Acces) -> Self {
        Self {
            compte: a.compte,
            nom: a.nom,
            courriel: a.courriel,
            service: a.service.map(|(id, _)| id),
            droit: a.habilitation.into(),
            depuis: a.depuis,
            par: a.par,
        }
    }
}

/// Un changement de droit.
#[derive(Serialize, ToSchema)]
pub(super) struct ChangementDeDroit {
    /// Quand.
    quand: Timestamp,
    /// Qui l’a fait ; `null` pour l’exploitant.
    par: Option<String>,
    /// Qui il concerne : un nom, ou le courriel d’une personne attendue.
    pour: String,
    /// Nom du service ; `null` pour l’organisation.
    service: Option<String>,
    /// Ce qui s’est passé : `membre.roleChange`, `organisation.administrateurNomme`…
    genre: String,
    /// Le droit d’avant ; `null` sans aucun.
    avant: Option<Droit>,
    /// Le droit d’après ; `null` sans aucun.
    apres: Option<Droit>,
}

impl From<organisations::Changement> for ChangementDeDroit {
    fn from(c: organisations::Changement) -> Self {
        Self {
            quand: c.quand,
            par: c.par,
            pour: c.pour,
            service: c.service,
            genre: c.genre,
            avant: c.avant.map(Into::into),
            apres: c.apres.map(Into::into),
        }
    }
}

/// Lister qui a accès aux services d’une organisation
///
/// Les administrateurs d’abord, puis service par service.
#[utoipa::path(
    get, path = "/api/v1/organisations/{organisation}/droits", tag = "Organisations",
    operation_id = "listerAcces",
    params(("organisation" = Uuid, Path, description = "L’organisation"), Demande, SiAutreVersion),
    responses((status = 200, description = "Une page d’accès", body = Page<Acces>)),
)]
pub(super) async fn lister_acces(
    programme: Programme,
    Chemin(organisation): Chemin<Uuid>,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let audit = auditer(&programme.ctx, organisation).await?;
    let acces = audit.acces.into_iter().map(Acces::from).collect();
    let page = demande.couper(acces, cle_d_acces)?;
    Ok(conditions.lue(0, &page))
}

/// Lister les changements de droits d’une organisation
///
/// Les plus récents d’abord.
#[utoipa::path(
    get, path = "/api/v1/organisations/{organisation}/droits/changements", tag = "Organisations",
    operation_id = "listerChangementsDeDroits",
    params(("organisation" = Uuid, Path, description = "L’organisation"), Demande, SiAutreVersion),
    responses((status = 200, description = "Une page de changements", body = Page<ChangementDeDroit>)),
)]
pub(super) async fn lister_changements(
    programme: Programme,
    Chemin(organisation): Chemin<Uuid>,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let audit = auditer(&programme.ctx, organisation).await?;
    // Nothing else tells two changes of the same instant apart: they are never taken away, so that
    // the rank from the oldest one is a key.
    let total = audit.changements.len();
    let changements = audit.changements.into_iter().enumerate();
    let changements = changements.map(|(i, c)| (total - i, ChangementDeDroit::from(c)));
    let page = demande.couper(changements.collect(), |(rang, _)| rang.to_string())?;
    let page = Page {
        elements: page.elements.into_iter().map(|(_, c)| c).collect(),
        suivant: page.suivant,
    };
    Ok(conditions.lue(0, &page))
}

fn cle_d_acces(acces: &Acces) -> String {
    let service = acces.service.unwrap_or_default();
    format!("{service}.{}", acces.compte)
}
