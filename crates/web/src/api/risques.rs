//! The risks of a service: those the catalogue works out and what people decide of them, and its
//! own.

use application::Error;
use application::acces::ServiceOuvert;
use application::risques::{
    AjouterRisque, AjusterRisque, RisquesOuverts, ajouter_risque, ajuster_risque, ouvrir,
};
use axum::{http::StatusCode, response::Response};
use domaine::EnumSet;
use domaine::droits::{Action, Portee};
use domaine::risques::{Ajustement, GraviteRetenue, RisquePropre};
use domaine::vocabulaire::CategorieRisque;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;

use super::conditions::{Conditions, Repetable, SiAutreVersion, SiVersion, ecrite};
use super::corps::Corps;
use super::ligne;
use super::mots::mots;
use super::page::Page;
use super::porteur::Programme;
use super::probleme::{Code, Probleme};
use crate::chemin::Chemin;
use crate::routes::{Acces, Route};

/// Un risque d’un service. Gravités et vraisemblances vont de 1 à 4.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Risque {
    /// Identifiant : `R3`, ou `RP.1` pour un risque propre au service.
    id: String,
    /// Version de ce que l’équipe en a décidé, 0 tant qu’elle n’a rien décidé.
    #[schema(minimum = 0)]
    version: i64,
    /// Propre au service.
    propre: bool,
    /// Titre.
    titre: String,
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
struct Decision {
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

/// Un risque propre au service. Gravités et vraisemblances vont de 1 à 4.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NouveauRisque {
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

pub(super) fn table() -> Vec<Route> {
    use Portee::{Ecriture, Lecture};
    let (lire, gerer) = (
        Acces::Service(Action::Lire),
        Acces::Service(Action::GererRisques),
    );
    vec![
        ligne(lire, Lecture, routes!(lister_risques)),
        ligne(lire, Lecture, routes!(lire_risque)),
        ligne(gerer, Ecriture, routes!(decider)),
        ligne(gerer, Ecriture, routes!(ajouter)),
    ]
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
            titre: modele.titre(&c.evalue),
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
    params(("id" = Uuid, Path, description = "Le service"), SiAutreVersion),
    responses((status = 200, description = "Les risques", body = Page<Risque>)),
)]
async fn lister_risques(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let ouverts = ouvrir(&programme.ctx, service).await?;
    let page = Page {
        elements: tous(&ouverts)?,
        suivant: None,
    };
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
async fn lire_risque(
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
async fn decider(
    programme: Programme,
    Chemin((service, risque)): Chemin<(Uuid, String)>,
    conditions: Conditions,
    Corps(decision): Corps<Decision>,
) -> Result<Response, Probleme> {
    let version = conditions.version()?;
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
    };
    let actuel = un(&programme, service, &commande.risque).await?;
    if actuel.version != version {
        return Err(Probleme::from(Code::VersionDepassee).avec_actuel(&actuel));
    }
    match ajuster_risque(&programme.ctx, &commande).await {
        Ok(_) => {
            let risque = un(&programme, service, &commande.risque).await?;
            Ok(ecrite(StatusCode::OK, risque.version, &risque))
        }
        Err(Error::ConflitRisque(_)) => {
            let actuel = un(&programme, service, &commande.risque).await?;
            Err(Probleme::from(Code::VersionDepassee).avec_actuel(&actuel))
        }
        Err(erreur) => Err(erreur.into()),
    }
}

/// Ajouter un risque propre au service
#[utoipa::path(
    post, path = "/api/v1/services/{id}/risques", tag = "Risques", operation_id = "ajouterRisque",
    params(("id" = Uuid, Path, description = "Le service"), Repetable),
    request_body = NouveauRisque,
    responses((status = 201, description = "Le risque", body = Risque)),
)]
async fn ajouter(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    Corps(nouveau): Corps<NouveauRisque>,
) -> Result<Response, Probleme> {
    let commande = AjouterRisque {
        operation: conditions.operation(&programme.ctx),
        service,
        saisie: RisquePropre {
            titre: nouveau.titre,
            description: nouveau.description,
            categories: nouveau.categories,
            gravite_brute: nouveau.gravite_brute,
            vraisemblance_brute: nouveau.vraisemblance_brute,
            gravite_courante: nouveau.gravite_courante,
            vraisemblance_courante: nouveau.vraisemblance_courante,
            commentaire: nouveau.commentaire,
        },
    };
    let ajoute = ajouter_risque(&programme.ctx, &commande).await?;
    let risque = un(&programme, service, &ajoute.id).await?;
    Ok(ecrite(StatusCode::CREATED, risque.version, &risque))
}
