//! The activity of a service, line by line.

use application::historique::{self, Demande as Activite, Ligne, Objet as ObjetLu};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use domaine::droits::{Action, Portee};
use domaine::historique::{Famille, Genre};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;

use super::conditions::{Conditions, SiAutreVersion};
use super::mots::mot;
use super::page::Page;
use super::porteur::Programme;
use super::probleme::{Code, Probleme};
use super::{ligne, services};
use crate::chemin::Chemin;
use crate::routes::{Acces, Route};

/// Un fait du journal.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Fait {
    /// Numéro dans le journal.
    sequence: i64,
    /// Date.
    quand: Timestamp,
    /// Compte de la personne ; `null` pour le programme lui-même.
    acteur: Option<Uuid>,
    /// Nom de la personne.
    nom: Option<String>,
    /// Ce qui s’est passé (`mesure.modifiee`) ; d’autres genres s’ajouteront. `null` pour un genre
    /// que cette version ne connaît pas.
    #[schema(value_type = Option<String>)]
    genre: Option<Genre>,
    /// Sur quoi.
    objet: Objet,
    /// Champs qui ont changé.
    champs: Vec<String>,
    /// Indice cyber ensuite, de 0 à 5.
    #[schema(minimum = 0, maximum = 5)]
    indice_cyber: Option<f64>,
}

/// Ce sur quoi porte un fait.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Objet {
    /// `service`, `description`, `mesure`, `risque`, `personne`, `autre`.
    #[serde(rename = "type")]
    genre: &'static str,
    /// Identifiant, quand il en a un.
    id: Option<String>,
    /// Titre ou nom, quand il est connu.
    nom: Option<String>,
}

impl From<ObjetLu> for Objet {
    fn from(objet: ObjetLu) -> Self {
        let (genre, id, nom) = match objet {
            ObjetLu::Service => ("service", None, None),
            ObjetLu::Description => ("description", None, None),
            ObjetLu::Mesure { id, titre, .. } => ("mesure", Some(id), titre),
            ObjetLu::Risque { id, titre, .. } => ("risque", Some(id), titre),
            ObjetLu::Personne { nom } => ("personne", None, nom),
            ObjetLu::Autre(id) => ("autre", Some(id), None),
        };
        Self { genre, id, nom }
    }
}

impl From<Ligne> for Fait {
    fn from(l: Ligne) -> Self {
        Self {
            sequence: l.sequence,
            quand: l.quand,
            acteur: l.acteur,
            nom: l.qui,
            genre: l.genre,
            objet: l.objet.into(),
            champs: l.detail.champs,
            indice_cyber: l.indice.map(services::indice),
        }
    }
}

#[derive(Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Demande {
    /// Valeur de `suivant` de la page précédente.
    #[param(max_length = 20)]
    apres: Option<String>,
    /// Une seule famille de faits.
    #[param(schema_with = mot::<Famille>, required = false)]
    famille: Option<String>,
}

/// Longest cursor, in digits: a number of 64 bits.
const APRES_MAX: usize = 20;

pub(super) fn table() -> Vec<Route> {
    let acces = Acces::Service(Action::Lire);
    vec![ligne(acces, Portee::Lecture, routes!(lister))]
}

/// Lire le journal d’un service
///
/// Qui a fait quoi et quand, le plus récent d’abord, par pages de 50.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/journal", tag = "Journal", operation_id = "listerJournal",
    params(("id" = Uuid, Path, description = "Le service"), Demande, SiAutreVersion),
    responses((status = 200, description = "Une page du journal", body = Page<Fait>)),
)]
async fn lister(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    demande: Result<Query<Demande>, QueryRejection>,
) -> Result<Response, Probleme> {
    let Query(demande) = demande?;
    if demande.apres.as_ref().is_some_and(|a| a.len() > APRES_MAX) {
        return Err(super::page::Demande::refus_apres());
    }
    let activite = Activite {
        famille: match demande.famille.as_deref() {
            Some(mot) => Some(Famille::depuis_id(mot).ok_or_else(|| {
                let message = "Ce mot ne fait pas partie de ceux qui sont acceptés.";
                Probleme::from(Code::ParametreInvalide).sur("famille", "inconnu", message)
            })?),
            None => None,
        },
        acteur: None,
        avant: super::page::Demande {
            apres: demande.apres,
            limite: None,
        }
        .apres()?,
    };
    let lue = historique::activite(&programme.ctx, service, &activite).await?;
    let page = Page {
        elements: lue.groupes.into_iter().flatten().map(Fait::from).collect(),
        suivant: lue.suite.map(|suite| suite.to_string()),
    };
    Ok(conditions.lue(0, &page))
}
