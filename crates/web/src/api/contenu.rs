//! What a measure of one's own, or a model of one, says: shared by the two resources.
//!
//! Invariant: where a copy comes from is written as it is read, `modele:…` or `bibliotheque:…`; an
//! origin the person does not see is forgotten, as on the pages.

use domaine::specifiques::{Contenu, ContenuSaisi, ETAPE_MAX, ETAPES_MAX, Origine};
use domaine::vocabulaire::Categorie;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::mots::{mot, textes};
use super::probleme::{Code, Probleme};

/// Une mesure écrite par une équipe.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ContenuDemande {
    /// Ce qu’il faut faire, sur une ligne.
    #[schema(min_length = 1, max_length = 200)]
    titre: String,
    /// Ce qu’elle est une fois faite.
    #[serde(default)]
    #[schema(max_length = 5000)]
    description: String,
    /// Catégorie de l’indice.
    #[schema(schema_with = mot::<Categorie>)]
    categorie: Categorie,
    /// Comment s’y prendre, une ligne par étape.
    #[serde(default)]
    #[schema(schema_with = textes::<ETAPE_MAX, ETAPES_MAX>)]
    etapes: Vec<String>,
}

/// Une mesure à écrire, et d’où elle est copiée.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ContenuNouveau {
    /// Ce qu’il faut faire, sur une ligne.
    #[schema(min_length = 1, max_length = 200)]
    titre: String,
    /// Ce qu’elle est une fois faite.
    #[serde(default)]
    #[schema(max_length = 5000)]
    description: String,
    /// Catégorie de l’indice.
    #[schema(schema_with = mot::<Categorie>)]
    categorie: Categorie,
    /// Comment s’y prendre, une ligne par étape.
    #[serde(default)]
    #[schema(schema_with = textes::<ETAPE_MAX, ETAPES_MAX>)]
    etapes: Vec<String>,
    /// D’où elle est copiée : `modele:…`, `bibliotheque:…`.
    #[serde(default)]
    #[schema(max_length = 100, pattern = "^(modele|bibliotheque):.+$")]
    origine: Option<String>,
}

/// Longest origin, in characters.
const ORIGINE_MAX: usize = 100;

impl ContenuNouveau {
    pub(super) fn lu(self) -> Result<(ContenuSaisi, Origine), Probleme> {
        let origine = match self.origine {
            None => Origine::Aucune,
            Some(texte) => origine(&texte).ok_or_else(|| {
                let message = "Donnez « modele: » ou « bibliotheque: », puis l’identifiant.";
                Probleme::from(Code::SaisieInvalide).sur("origine", "valeurInvalide", message)
            })?,
        };
        let contenu = ContenuDemande {
            titre: self.titre,
            description: self.description,
            categorie: self.categorie,
            etapes: self.etapes,
        };
        Ok((contenu.into(), origine))
    }
}

fn origine(texte: &str) -> Option<Origine> {
    match texte.split_once(':')? {
        (_, id) if id.is_empty() || texte.chars().count() > ORIGINE_MAX => None,
        ("modele", id) => Some(Origine::Modele(id.to_owned())),
        ("bibliotheque", id) => Some(Origine::Bibliotheque(id.to_owned())),
        _ => None,
    }
}

impl From<ContenuDemande> for ContenuSaisi {
    fn from(c: ContenuDemande) -> Self {
        Self {
            titre: c.titre,
            description: c.description,
            categorie: Some(c.categorie),
            etapes: c.etapes,
        }
    }
}

/// Ce que dit une mesure écrite par une équipe.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContenuLu {
    /// Ce qu’il faut faire.
    titre: String,
    /// Ce qu’elle est une fois faite.
    description: String,
    /// Catégorie de l’indice.
    #[schema(schema_with = mot::<Categorie>)]
    categorie: Categorie,
    /// Comment s’y prendre.
    etapes: Vec<String>,
    /// D’où elle a été copiée : `modele:…`, `bibliotheque:…` ; `null` si elle est originale.
    origine: Option<String>,
}

impl ContenuLu {
    pub(super) fn new(contenu: Contenu, origine: &Origine) -> Self {
        Self {
            titre: contenu.titre,
            description: contenu.description,
            categorie: contenu.categorie,
            etapes: contenu.etapes,
            origine: match origine {
                Origine::Aucune => None,
                Origine::Modele(id) => Some(format!("modele:{id}")),
                Origine::Bibliotheque(id) => Some(format!("bibliotheque:{id}")),
            },
        }
    }
}
