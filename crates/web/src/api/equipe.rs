//! Who works on a service: members, roles, invitations (F27).

use application::Error;
use application::equipe::{self, Changement, ModifierEquipe, modifier_equipe};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domaine::droits::{Action, Portee};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;

use super::conditions::{Conditions, Repetable, SiAutreVersion};
use super::corps::Corps;
use super::droit::{Droit, DroitDemande};
use super::ligne;
use super::page::{Demande, Page};
use super::porteur::Programme;
use super::probleme::Probleme;
use crate::chemin::Chemin;
use crate::routes::{Acces, Route};

pub(super) fn table() -> Vec<Route> {
    use Portee::{Ecriture, Lecture};
    let lire = Acces::Service(Action::Lire);
    let gerer = Acces::Service(Action::GererEquipe);
    vec![
        ligne(lire, Lecture, routes!(lister_membres)),
        ligne(gerer, Ecriture, routes!(changer_role)),
        ligne(gerer, Ecriture, routes!(retirer_membre)),
        ligne(lire, Lecture, routes!(lister_invitations)),
        ligne(gerer, Ecriture, routes!(inviter)),
        ligne(gerer, Ecriture, routes!(annuler_invitation)),
    ]
}

/// Une personne qui travaille sur le service.
#[derive(Serialize, ToSchema)]
struct Membre {
    /// Identifiant du compte.
    compte: Uuid,
    /// Prénom et nom.
    nom: String,
    /// Courriel.
    courriel: String,
    /// Ce qu’elle y tient.
    droit: Droit,
    /// Vrai quand son dernier jour est passé : elle ne voit plus le service.
    terminee: bool,
    /// Depuis quand.
    depuis: Timestamp,
}

impl From<equipe::Membre> for Membre {
    fn from(m: equipe::Membre) -> Self {
        Self {
            compte: m.compte,
            nom: m.nom,
            courriel: m.courriel,
            droit: m.habilitation.into(),
            terminee: m.terminee,
            depuis: m.depuis,
        }
    }
}

/// Une personne attendue.
#[derive(Serialize, ToSchema)]
struct Invitation {
    /// Identifiant.
    id: Uuid,
    /// Courriel.
    courriel: String,
    /// Ce qu’elle tiendra.
    droit: Droit,
    /// Depuis quand.
    depuis: Timestamp,
}

impl From<equipe::Invitation> for Invitation {
    fn from(i: equipe::Invitation) -> Self {
        Self {
            id: i.id,
            courriel: i.courriel,
            droit: i.habilitation.into(),
            depuis: i.depuis,
        }
    }
}

/// Qui inviter, et à quel titre.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AInviter {
    /// Courriel.
    #[schema(max_length = 254)]
    courriel: String,
    /// Ce que la personne tiendra.
    droit: DroitDemande,
}

/// Lister l’équipe d’un service
///
/// Dans l’ordre d’arrivée.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/equipe", tag = "Équipe", operation_id = "listerEquipe",
    params(("id" = Uuid, Path, description = "Le service"), Demande, SiAutreVersion),
    responses((status = 200, description = "Une page de personnes", body = Page<Membre>)),
)]
async fn lister_membres(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let membres = equipe::equipe(&programme.ctx, service).await?.membres;
    let membres = membres.into_iter().map(Membre::from).collect();
    let page = demande.couper(membres, |m: &Membre| m.compte.to_string())?;
    Ok(conditions.lue(0, &page))
}

/// Changer ce que tient une personne
///
/// Un service garde au moins un propriétaire.
#[utoipa::path(
    put, path = "/api/v1/services/{id}/equipe/{compte}", tag = "Équipe", operation_id = "changerRole",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("compte" = Uuid, Path, description = "Son compte"),
        Repetable,
    ),
    request_body = DroitDemande,
    responses((status = 204, description = "C’est changé")),
)]
async fn changer_role(
    programme: Programme,
    Chemin((service, compte)): Chemin<(Uuid, Uuid)>,
    conditions: Conditions,
    Corps(demande): Corps<DroitDemande>,
) -> Result<Response, Probleme> {
    let changement = Changement::ChangerRole {
        compte,
        habilitation: demande.lu()?,
    };
    modifier(&programme, service, &conditions, changement).await
}

/// Retirer une personne de l’équipe
///
/// Elle ne voit plus le service et n’est plus responsable de rien.
#[utoipa::path(
    delete, path = "/api/v1/services/{id}/equipe/{compte}", tag = "Équipe",
    operation_id = "retirerMembre",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("compte" = Uuid, Path, description = "Son compte"),
        Repetable,
    ),
    responses((status = 204, description = "Elle n’y travaille plus")),
)]
async fn retirer_membre(
    programme: Programme,
    Chemin((service, compte)): Chemin<(Uuid, Uuid)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    modifier(
        &programme,
        service,
        &conditions,
        Changement::Retirer(compte),
    )
    .await
}

/// Lister les invitations d’un service
#[utoipa::path(
    get, path = "/api/v1/services/{id}/invitations", tag = "Équipe",
    operation_id = "listerInvitations",
    params(("id" = Uuid, Path, description = "Le service"), Demande, SiAutreVersion),
    responses((status = 200, description = "Une page d’invitations", body = Page<Invitation>)),
)]
async fn lister_invitations(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let lues = equipe::equipe(&programme.ctx, service).await?.invitations;
    let lues = lues.into_iter().map(Invitation::from).collect();
    let page = demande.couper(lues, |i: &Invitation| i.id.to_string())?;
    Ok(conditions.lue(0, &page))
}

/// Inviter une personne
///
/// Elle voit le service à sa prochaine connexion.
#[utoipa::path(
    post, path = "/api/v1/services/{id}/invitations", tag = "Équipe", operation_id = "inviter",
    params(("id" = Uuid, Path, description = "Le service"), Repetable),
    request_body = AInviter,
    responses((status = 204, description = "C’est noté")),
)]
async fn inviter(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    Corps(a_inviter): Corps<AInviter>,
) -> Result<Response, Probleme> {
    let changement = Changement::Inviter {
        courriel: a_inviter.courriel,
        habilitation: a_inviter.droit.lu()?,
    };
    modifier(&programme, service, &conditions, changement).await
}

/// Annuler une invitation
#[utoipa::path(
    delete, path = "/api/v1/services/{id}/invitations/{invitation}", tag = "Équipe",
    operation_id = "annulerInvitation",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("invitation" = Uuid, Path, description = "L’invitation"),
        Repetable,
    ),
    responses((status = 204, description = "Elle est annulée")),
)]
async fn annuler_invitation(
    programme: Programme,
    Chemin((service, invitation)): Chemin<(Uuid, Uuid)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let changement = Changement::AnnulerInvitation(invitation);
    modifier(&programme, service, &conditions, changement).await
}

async fn modifier(
    programme: &Programme,
    service: Uuid,
    conditions: &Conditions,
    changement: Changement,
) -> Result<Response, Probleme> {
    let commande = ModifierEquipe {
        operation: conditions.operation(&programme.ctx),
        service,
        changement,
    };
    match modifier_equipe(&programme.ctx, &commande).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(Error::Saisie { champ, raison }) if champ != "courriel" && invite(&commande) => {
            let mut probleme = Probleme::from(Error::Saisie { champ, raison });
            probleme.renommer(champ, &format!("droit.{champ}"));
            Err(probleme)
        }
        Err(erreur) => Err(erreur.into()),
    }
}

/// Whether the right asked for is one part of a larger body.
fn invite(commande: &ModifierEquipe) -> bool {
    matches!(commande.changement, Changement::Inviter { .. })
}
