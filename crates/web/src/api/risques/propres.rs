//! The risks of a service's own: what they say. They are listed and commented with the others.

use application::Context;
use application::acces;
use application::risques::{
    AjouterRisque, Ecrit, ModifierRisque, RetirerRisque, ajouter_risque, modifier_risque,
    retirer_risque,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domaine::EnumSet;
use domaine::risques::{RisquePropre as Contenu, id_propre, numero_propre};
use domaine::vocabulaire::CategorieRisque;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::conditions::{
    Conditions, Repetable, SiAutreVersion, SiVersion, Version, creee, ecrite,
};
use crate::api::corps::Corps;
use crate::api::mots::mots;
use crate::api::page::{Demande, Page};
use crate::api::porteur::Programme;
use crate::api::probleme::{Code, Probleme};
use crate::chemin::Chemin;

/// Ce que dit un risque propre au service. Gravités et vraisemblances vont de 1 à 4.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RisqueDemande {
    /// Ce qui peut arriver.
    #[schema(min_length = 1, max_length = 200)]
    titre: String,
    /// La même chose en quelques phrases.
    #[serde(default)]
    #[schema(max_length = 2000)]
    description: String,
    /// Ce qu’il touche.
    #[schema(schema_with = mots::<CategorieRisque>)]
    categories: EnumSet<CategorieRisque>,
    /// Gravité si rien n’était fait.
    #[schema(minimum = 1, maximum = 4)]
    gravite_brute: u8,
    /// Vraisemblance si rien n’était fait.
    #[schema(minimum = 1, maximum = 4)]
    vraisemblance_brute: u8,
    /// Gravité aujourd’hui, au plus celle si rien n’était fait.
    #[schema(minimum = 1, maximum = 4)]
    gravite_courante: u8,
    /// Vraisemblance aujourd’hui, au plus celle si rien n’était fait.
    #[schema(minimum = 1, maximum = 4)]
    vraisemblance_courante: u8,
    /// Pourquoi ces chiffres.
    #[serde(default)]
    #[schema(max_length = 2000)]
    commentaire: String,
}

impl From<RisqueDemande> for Contenu {
    fn from(d: RisqueDemande) -> Self {
        Self {
            titre: d.titre,
            description: d.description,
            categories: d.categories,
            gravite_brute: d.gravite_brute,
            vraisemblance_brute: d.vraisemblance_brute,
            gravite_courante: d.gravite_courante,
            vraisemblance_courante: d.vraisemblance_courante,
            commentaire: d.commentaire,
        }
    }
}

/// Un risque propre au service.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RisquePropre {
    /// Identifiant (`RP.1`).
    id: String,
    /// Version. Elle est aussi dans l’étiquette (`ETag`).
    #[schema(minimum = 1)]
    version: i64,
    /// Ce qui peut arriver.
    titre: String,
    /// La même chose en quelques phrases.
    description: String,
    /// Ce qu’il touche.
    #[schema(schema_with = mots::<CategorieRisque>)]
    categories: Vec<CategorieRisque>,
    /// Gravité si rien n’était fait.
    #[schema(minimum = 1, maximum = 4)]
    gravite_brute: u8,
    /// Vraisemblance si rien n’était fait.
    #[schema(minimum = 1, maximum = 4)]
    vraisemblance_brute: u8,
    /// Gravité aujourd’hui.
    #[schema(minimum = 1, maximum = 4)]
    gravite_courante: u8,
    /// Vraisemblance aujourd’hui.
    #[schema(minimum = 1, maximum = 4)]
    vraisemblance_courante: u8,
    /// Pourquoi ces chiffres.
    commentaire: String,
}

impl RisquePropre {
    fn new(numero: u32, ecrit: &Ecrit<Contenu>) -> Self {
        let Contenu {
            titre,
            description,
            categories,
            gravite_brute,
            vraisemblance_brute,
            gravite_courante,
            vraisemblance_courante,
            commentaire,
        } = ecrit.valeur.clone();
        Self {
            id: id_propre(numero),
            version: ecrit.version,
            titre,
            description,
            categories: categories.iter().collect(),
            gravite_brute,
            vraisemblance_brute,
            gravite_courante,
            vraisemblance_courante,
            commentaire,
        }
    }
}

/// A risk of the service's own that was not taken out.
async fn un(ctx: &Context, service: Uuid, id: &str) -> Result<RisquePropre, Probleme> {
    let service = acces::ouvrir(ctx, service).await?;
    service.bilan()?;
    let numero = numero_propre(id).ok_or(Code::Introuvable)?;
    let mut presents = service.risques.presents();
    let (_, ecrit) = presents
        .find(|(n, _)| *n == numero)
        .ok_or(Code::Introuvable)?;
    Ok(RisquePropre::new(numero, ecrit))
}

/// Lister les risques propres
///
/// Ceux que l’équipe a ajoutés.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/risques-propres", tag = "Risques",
    operation_id = "listerRisquesPropres",
    params(("id" = Uuid, Path, description = "Le service"), Demande, SiAutreVersion),
    responses((status = 200, description = "Une page de risques", body = Page<RisquePropre>)),
)]
pub(super) async fn lister_propres(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let service = acces::ouvrir(&programme.ctx, service).await?;
    service.bilan()?;
    let presents = service.risques.presents();
    let tous = presents.map(|(n, e)| RisquePropre::new(n, e)).collect();
    let page = demande.couper(tous, |r: &RisquePropre| r.id.clone())?;
    Ok(conditions.lue(0, &page))
}

/// Lire un risque propre
#[utoipa::path(
    get, path = "/api/v1/services/{id}/risques-propres/{risque}", tag = "Risques",
    operation_id = "lireRisquePropre",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("risque" = String, Path, description = "Le risque : `RP.1`"),
        SiAutreVersion,
    ),
    responses((status = 200, description = "Le risque", body = RisquePropre)),
)]
pub(super) async fn lire_propre(
    programme: Programme,
    Chemin((service, risque)): Chemin<(Uuid, String)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let risque = un(&programme.ctx, service, &risque).await?;
    Ok(conditions.lue(risque.version, &risque))
}

/// Ajouter un risque propre
#[utoipa::path(
    post, path = "/api/v1/services/{id}/risques-propres", tag = "Risques",
    operation_id = "ajouterRisquePropre",
    params(("id" = Uuid, Path, description = "Le service"), Repetable),
    request_body = RisqueDemande,
    responses((status = 201, description = "Le risque", body = RisquePropre)),
)]
pub(super) async fn ajouter_propre(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    Corps(demande): Corps<RisqueDemande>,
) -> Result<Response, Probleme> {
    let commande = AjouterRisque {
        operation: conditions.operation(&programme.ctx),
        service,
        saisie: demande.into(),
    };
    let ajoute = ajouter_risque(&programme.ctx, &commande).await?;
    let risque = un(&programme.ctx, service, &ajoute.id).await?;
    let adresse = format!("/api/v1/services/{service}/risques-propres/{}", ajoute.id);
    Ok(creee(&adresse, risque.version, &risque))
}

/// Remplacer ce que dit un risque propre
#[utoipa::path(
    put, path = "/api/v1/services/{id}/risques-propres/{risque}", tag = "Risques",
    operation_id = "remplacerRisquePropre",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("risque" = String, Path, description = "Le risque"),
        SiVersion,
    ),
    request_body = RisqueDemande,
    responses((status = 200, description = "Le risque", body = RisquePropre)),
)]
pub(super) async fn remplacer_propre(
    programme: Programme,
    Chemin((service, risque)): Chemin<(Uuid, String)>,
    Version(version): Version,
    conditions: Conditions,
    Corps(demande): Corps<RisqueDemande>,
) -> Result<Response, Probleme> {
    let commande = ModifierRisque {
        operation: conditions.operation(&programme.ctx),
        service,
        risque,
        version,
        champs: EnumSet::all(),
        saisie: demande.into(),
        stricte: true,
    };
    let actuel = un(&programme.ctx, service, &commande.risque);
    if let Err(erreur) = modifier_risque(&programme.ctx, &commande).await {
        return Err(Probleme::d_ecriture(erreur, actuel).await);
    }
    let risque = actuel.await?;
    Ok(ecrite(StatusCode::OK, risque.version, &risque))
}

/// Retirer un risque propre
///
/// Il peut être rétabli ensuite, tel qu’il était.
#[utoipa::path(
    delete, path = "/api/v1/services/{id}/risques-propres/{risque}", tag = "Risques",
    operation_id = "retirerRisquePropre",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("risque" = String, Path, description = "Le risque"),
        SiVersion,
    ),
    responses((status = 204, description = "Le risque est retiré")),
)]
pub(super) async fn retirer_propre(
    programme: Programme,
    Chemin((service, risque)): Chemin<(Uuid, String)>,
    Version(version): Version,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let commande = RetirerRisque {
        operation: conditions.operation(&programme.ctx),
        service,
        risque,
        retablir: false,
        version: Some(version),
    };
    if let Err(erreur) = retirer_risque(&programme.ctx, &commande).await {
        let actuel = un(&programme.ctx, service, &commande.risque);
        return Err(Probleme::d_ecriture(erreur, actuel).await);
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Rétablir un risque propre retiré
#[utoipa::path(
    post, path = "/api/v1/services/{id}/risques-propres/{risque}/restaurer", tag = "Risques",
    operation_id = "restaurerRisquePropre",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("risque" = String, Path, description = "Le risque"),
        Repetable,
    ),
    responses((status = 200, description = "Le risque", body = RisquePropre)),
)]
pub(super) async fn restaurer_propre(
    programme: Programme,
    Chemin((service, risque)): Chemin<(Uuid, String)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let commande = RetirerRisque {
        operation: conditions.operation(&programme.ctx),
        service,
        risque,
        retablir: true,
        version: None,
    };
    retirer_risque(&programme.ctx, &commande).await?;
    let risque = un(&programme.ctx, service, &commande.risque).await?;
    Ok(ecrite(StatusCode::OK, risque.version, &risque))
}
