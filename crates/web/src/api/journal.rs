//! The activity of a service, line by line.

use application::historique::{
    self, Changement as Change, Demande as Activite, Ligne, Objet as ObjetLu,
};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use domaine::droits::{Action, Portee, Role};
use domaine::historique::{Famille, Genre};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;

use super::conditions::{Conditions, SiAutreVersion};
use super::mots::{mot, mot_ou_nul};
use super::page::{Demande, Page};
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
    /// Ce qui a changé, champ par champ.
    champs: Vec<Changement>,
    /// Le rôle donné, quand le fait porte sur une personne.
    #[schema(schema_with = mot_ou_nul::<Role>)]
    role: Option<Role>,
    /// La mesure que lie un lien à un risque.
    mesure: Option<String>,
    /// Indice cyber ensuite, de 0 à 5.
    #[schema(minimum = 0, maximum = 5)]
    indice_cyber: Option<f64>,
}

/// Un champ qui a changé.
#[derive(Serialize, ToSchema)]
struct Changement {
    /// Le champ.
    champ: String,
    /// Sa valeur avant ; absente pour un commentaire ou une personne.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Value, required = false)]
    avant: Option<Value>,
    /// Sa valeur ensuite ; absente pour un commentaire ou une personne.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Value, required = false)]
    apres: Option<Value>,
}

impl From<Change> for Changement {
    fn from(c: Change) -> Self {
        let (avant, apres) = c.valeurs.unzip();
        Self {
            champ: c.champ,
            avant,
            apres,
        }
    }
}

/// Ce que les autres ont fait depuis la dernière visite de la personne.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DepuisMaVisite {
    /// Fin de la visite précédente, sur les pages ; `null` pendant la première : rien n’est alors
    /// nouveau.
    depuis: Option<Timestamp>,
    /// Combien de faits depuis, 100 au plus.
    #[schema(minimum = 0, maximum = 100)]
    nombre: i64,
    /// Les faits de cette page, le plus récent d’abord.
    elements: Vec<Fait>,
    /// À donner dans `apres` pour la page suivante ; `null` à la fin.
    suivant: Option<String>,
}

/// Ce sur quoi porte un fait.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Objet {
    /// `service`, `description`, `mesure`, `risque`, `personne`, `contacts`, `autre`.
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
            ObjetLu::Contacts => ("contacts", None, None),
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
            champs: l.detail.champs.into_iter().map(Changement::from).collect(),
            role: l.detail.role,
            mesure: match l.detail.mesure {
                Some(ObjetLu::Mesure { id, .. }) => Some(id),
                _ => None,
            },
            indice_cyber: l.indice.map(services::indice),
        }
    }
}

#[derive(Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Filtre {
    /// Nombre d’éléments par page.
    #[param(minimum = 1, maximum = 100, default = 50)]
    limite: Option<u32>,
    /// Valeur de `suivant` de la page précédente.
    #[param(max_length = 100)]
    apres: Option<String>,
    /// Une seule famille de faits.
    #[param(schema_with = mot::<Famille>, required = false)]
    famille: Option<String>,
    /// Ce qu’a fait une seule personne : son compte.
    acteur: Option<Uuid>,
}

pub(super) fn table() -> Vec<Route> {
    let acces = Acces::Service(Action::Lire);
    vec![
        ligne(acces, Portee::Lecture, routes!(lister)),
        ligne(acces, Portee::Lecture, routes!(depuis_ma_visite)),
    ]
}

/// Lire le journal d’un service
///
/// Qui a fait quoi et quand, le plus récent d’abord, avec la valeur de chaque champ avant et après.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/journal", tag = "Journal", operation_id = "listerJournal",
    params(("id" = Uuid, Path, description = "Le service"), Filtre, SiAutreVersion),
    responses((status = 200, description = "Une page du journal", body = Page<Fait>)),
)]
async fn lister(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    filtre: Result<Query<Filtre>, QueryRejection>,
) -> Result<Response, Probleme> {
    let Query(filtre) = filtre?;
    let (page, activite) = filtre.lu()?;
    let limite = page.limite()?;
    let lues = historique::lignes(&programme.ctx, service, &activite, limite + 1).await?;
    Ok(conditions.lue(0, &couper(lues, limite)))
}

/// Lire ce qui a changé depuis ma dernière visite
///
/// Ce que les autres ont fait sur le service depuis la fin de la visite précédente de la personne,
/// comme le montre la page « Journal ». Seules les pages comptent comme une visite : lire ceci, ou
/// quoi que ce soit par l’API, n’en est pas une et ne change pas la réponse.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/depuis-ma-visite", tag = "Journal",
    operation_id = "lireDepuisMaVisite",
    params(("id" = Uuid, Path, description = "Le service"), Demande, SiAutreVersion),
    responses((status = 200, description = "Une page de faits", body = DepuisMaVisite)),
)]
async fn depuis_ma_visite(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let (limite, avant) = (demande.limite()?, demande.apres()?);
    let tranche = (avant, limite + 1);
    let lues = historique::lignes_depuis_ma_visite(&programme.ctx, service, tranche).await?;
    let (compte, lues) = lues.unzip();
    let page = couper(lues.unwrap_or_default(), limite);
    let depuis = DepuisMaVisite {
        depuis: compte.map(|c| c.depuis),
        nombre: compte.map_or(0, |c| c.nombre),
        elements: page.elements,
        suivant: page.suivant,
    };
    Ok(conditions.lue(0, &depuis))
}

fn couper(lues: Vec<Ligne>, limite: usize) -> Page<Fait> {
    let faits = lues.into_iter().map(Fait::from).collect();
    Page::couper(faits, limite, |fait| fait.sequence.to_string())
}

impl Filtre {
    fn lu(self) -> Result<(Demande, Activite), Probleme> {
        let famille = match self.famille.as_deref() {
            Some(mot) => Some(Famille::depuis_id(mot).ok_or_else(|| {
                let message = "Ce mot ne fait pas partie de ceux qui sont acceptés.";
                Probleme::from(Code::ParametreInvalide).sur("famille", "inconnu", message)
            })?),
            None => None,
        };
        let page = Demande {
            limite: self.limite,
            apres: self.apres,
        };
        let activite = Activite {
            famille,
            acteur: self.acteur,
            avant: page.apres()?,
        };
        Ok((page, activite))
    }
}
