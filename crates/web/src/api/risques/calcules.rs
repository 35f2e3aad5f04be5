//! The risks of a service, those the catalogue works out and its own alike; what people decide of
//! the first ones.

use application::Error;
use application::acces::ServiceOuvert;
use application::risques::{AjusterRisque, RisquesOuverts, ajuster_risque, ouvrir};
use axum::{http::StatusCode, response::Response};
use domaine::EnumSet;
use domaine::risques::{Ajustement, GraviteRetenue};
use domaine::texte::typographier;
use domaine::vocabulaire::CategorieRisque;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::conditions::{Conditions, SiAutreVersion, SiVersion, Version, ecrite};
use crate::api::corps::Corps;
use crate::api::mots::mots;
use crate::api::page::{Demande, Page};
use crate::api::porteur::Programme;
use crate::api::probleme::{Code, Probleme};
use crate::chemin::Chemin;

/// Un risque d’un service. Gravités et vraisemblances vont de 1 à 4.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Risque {
    /// Identifiant : `R3`, ou `RP.1` pour un risque propre au service.
    id: String,
    /// Version de ce que l’équipe en a décidé, 0 tant qu’elle n’a rien décidé.
    #[schema(minimum = 0)]
    version: i64,
    /// Propre au service.
    propre: bool,
    /// Titre, en quelques mots.
    titre: String,
    /// Titre et ce que l’attaquant cherche ; le même que « titre » pour un risque propre au service.
    titre_complet: String,
    /// Étudié ; faux quand l’équipe l’a désactivé.
    etudie: bool,
    /// Pourquoi il est désactivé.
    desactivation: Option<String>,
    /// Gravité retenue.
    #[schema(minimum = 1, maximum = 4)]
    gravite: u8,
    /// Pourquoi cette gravité plutôt que celle du calcul.
    raison_gravite: Option<String>,
    /// Vraisemblance sans aucune mesure.
    #[schema(minimum = 1, maximum = 4)]
    brut: u8,
    /// Vraisemblance avec les mesures faites.
    #[schema(minimum = 1, maximum = 4)]
    courant: u8,
    /// Vraisemblance avec toutes les mesures ; `null` pour un risque propre au service.
    #[schema(minimum = 1, maximum = 4)]
    cible: Option<u8>,
    /// Catégories.
    #[schema(schema_with = mots::<CategorieRisque>)]
    categories: Vec<CategorieRisque>,
    /// Mesures qui pèsent sur lui.
    mesures: Vec<String>,
}

/// Ce que l’équipe décide d’un risque calculé ; `null` revient au calcul.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Decision {
    /// Une autre gravité que celle du calcul.
    #[serde(default)]
    gravite: Option<Gravite>,
    /// Pourquoi le risque n’est pas étudié.
    #[serde(default)]
    #[schema(max_length = 1000)]
    desactivation: Option<String>,
}

/// Une gravité choisie par l’équipe.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Gravite {
    /// De 1 à 4.
    #[schema(minimum = 1, maximum = 4)]
    valeur: u8,
    /// Pourquoi, pour l’autorité.
    #[schema(min_length = 1, max_length = 1000)]
    raison: String,
}

fn tous(ouverts: &RisquesOuverts) -> Result<Vec<Risque>, Error> {
    let (service, modele) = (&ouverts.service, &ouverts.service.catalogue.risques);
    let mesures = |id: &str| {
        let siennes = ouverts.couverture.mesures(id);
        siennes.map(|(mesure, _)| mesure.to_owned()).collect()
    };
    let calcules = service.risques_calcules()?.into_iter().map(|c| {
        let id = modele.risque(&c.evalue).id.clone();
        let Ajustement {
            gravite,
            desactivation,
        } = service.risques.ajustement(&id);
        Risque {
            version: version(service, &id),
            propre: false,
            titre: typographier(&modele.risque(&c.evalue).titre),
            titre_complet: typographier(&modele.titre(&c.evalue)),
            etudie: c.etudie,
            desactivation,
            gravite: c.evalue.gravite,
            raison_gravite: gravite.map(|g| g.raison),
            brut: c.evalue.brut,
            courant: c.evalue.courant,
            cible: Some(c.evalue.cible),
            categories: modele.categories(&c.evalue),
            mesures: mesures(&id),
            id,
        }
    });
    let propres = service.risques.presents().map(|(numero, ecrit)| {
        let (id, risque) = (domaine::risques::id_propre(numero), &ecrit.valeur);
        Risque {
            version: ecrit.version,
            propre: true,
            titre: risque.titre.clone(),
            titre_complet: risque.titre.clone(),
            etudie: true,
            desactivation: None,
            gravite: risque.gravite_courante,
            raison_gravite: None,
            brut: risque.vraisemblance_brute,
            courant: risque.vraisemblance_courante,
            cible: None,
            categories: risque.categories.iter().collect(),
            mesures: mesures(&id),
            id,
        }
    });
    Ok(calcules.chain(propres).collect())
}

fn version(service: &ServiceOuvert, id: &str) -> i64 {
    let ecrit = service.risques.ajustements.get(id);
    ecrit.map_or(0, |e| e.version)
}

async fn un(programme: &Programme, service: Uuid, id: &str) -> Result<Risque, Probleme> {
    let ouverts = ouvrir(&programme.ctx, service).await?;
    let trouve = tous(&ouverts)?.into_iter().find(|r| r.id == id);
    trouve.ok_or_else(|| Code::Introuvable.into())
}

/// Lister les risques d’un service
///
/// Ceux que le catalogue calcule, désactivés compris, puis ceux que l’équipe a ajoutés.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/risques", tag = "Risques", operation_id = "listerRisques",
    params(("id" = Uuid, Path, description = "Le service"), Demande, SiAutreVersion),
    responses((status = 200, description = "Une page de risques", body = Page<Risque>)),
)]
pub(super) async fn lister_risques(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let ouverts = ouvrir(&programme.ctx, service).await?;
    let page = demande.couper(tous(&ouverts)?, |r: &Risque| r.id.clone())?;
    Ok(conditions.lue(0, &page))
}

/// Lire un risque
#[utoipa::path(
    get, path = "/api/v1/services/{id}/risques/{risque}", tag = "Risques",
    operation_id = "lireRisque",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("risque" = String, Path, description = "Le risque : `R3`, `RP.1`"),
        SiAutreVersion,
    ),
    responses((status = 200, description = "Le risque", body = Risque)),
)]
pub(super) async fn lire_risque(
    programme: Programme,
    Chemin((service, risque)): Chemin<(Uuid, String)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let risque = un(&programme, service, &risque).await?;
    Ok(conditions.lue(risque.version, &risque))
}

/// Décider d’un risque calculé
///
/// Une autre gravité, ou sa désactivation, chacune avec sa raison. Les vraisemblances restent
/// celles du calcul.
#[utoipa::path(
    put, path = "/api/v1/services/{id}/risques/{risque}", tag = "Risques",
    operation_id = "deciderRisque",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("risque" = String, Path, description = "Le risque : `R3`"),
        SiVersion,
    ),
    request_body = Decision,
    responses((status = 200, description = "Le risque", body = Risque)),
)]
pub(super) async fn decider(
    programme: Programme,
    Chemin((service, risque)): Chemin<(Uuid, String)>,
    Version(version): Version,
    conditions: Conditions,
    Corps(decision): Corps<Decision>,
) -> Result<Response, Probleme> {
    let commande = AjusterRisque {
        operation: conditions.operation(&programme.ctx),
        service,
        risque,
        version,
        champs: EnumSet::all(),
        saisie: Ajustement {
            gravite: decision.gravite.map(|g| GraviteRetenue {
                valeur: g.valeur,
                raison: g.raison,
            }),
            desactivation: decision.desactivation,
        },
        stricte: true,
    };
    let actuel = un(&programme, service, &commande.risque);
    if let Err(erreur) = ajuster_risque(&programme.ctx, &commande).await {
        return Err(Probleme::d_ecriture(erreur, actuel).await);
    }
    let risque = actuel.await?;
    Ok(ecrite(StatusCode::OK, risque.version, &risque))
}
