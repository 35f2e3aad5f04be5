//! What a person holds on a service, as programs read it and ask for it.

use domaine::droits::{Habilitation, Role, Rubrique};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::ObjectBuilder;
use utoipa::openapi::schema::{Object, Type};

use super::jour;
use super::mots::{mot, mots};
use super::probleme::{Code, Probleme};

/// Ce que tient une personne.
#[derive(Serialize, ToSchema)]
pub(crate) struct Droit {
    /// Le rôle.
    #[schema(schema_with = mot::<Role>)]
    role: Role,
    /// Les rubriques où elle écrit, quand un contributeur est limité à certaines.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = mots::<Rubrique>)]
    rubriques: Option<Vec<Rubrique>>,
    /// Le dernier jour d’un auditeur.
    #[serde(skip_serializing_if = "Option::is_none")]
    fin: Option<Date>,
}

impl From<Habilitation> for Droit {
    fn from(tenue: Habilitation) -> Self {
        Self {
            role: tenue.role,
            rubriques: tenue
                .est_limitee()
                .then(|| tenue.rubriques.iter().collect()),
            fin: tenue.fin,
        }
    }
}

/// Ce que l’on donne à une personne.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DroitDemande {
    /// Le rôle.
    #[schema(schema_with = attribuable)]
    role: Role,
    /// Pour un contributeur, les rubriques où il écrit ; sans cela, toutes.
    #[serde(default)]
    #[schema(schema_with = mots::<Rubrique>, required = false)]
    rubriques: Option<Vec<Rubrique>>,
    /// Pour un auditeur, son dernier jour, dans un an au plus.
    #[serde(default, deserialize_with = "jour::lire")]
    #[schema(required = false)]
    fin: Option<Date>,
}

/// The roles one can give on a service.
fn attribuable() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(Role::attribuables().map(Role::id)))
        .build()
}

impl DroitDemande {
    /// What is asked for; whether it can be given, the use case says.
    ///
    /// # Errors
    /// `rubriques` with a role they do not limit.
    pub(crate) fn lu(self) -> Result<Habilitation, Probleme> {
        let tenue = Habilitation {
            fin: self.fin,
            ..self.role.into()
        };
        match self.rubriques {
            None => Ok(tenue),
            Some(rubriques) if self.role == Role::Contributeur => Ok(Habilitation {
                rubriques: rubriques.into_iter().collect(),
                ..tenue
            }),
            Some(_) => Err(Probleme::from(Code::SaisieInvalide).sur(
                "rubriques",
                "valeurInvalide",
                "Les rubriques ne limitent qu’un contributeur.",
            )),
        }
    }
}
