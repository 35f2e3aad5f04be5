//! What a specific measure or a model says, as the database keeps it.
//!
//! Invariant: the title and the category are clear columns, everything else is one encrypted
//! document; the journal holds the whole, so that any version can be compared with.

use domaine::specifiques::{Contenu, Origine};
use domaine::texte::cle_de_tri;
use domaine::vocabulaire::Categorie;
use serde::{Deserialize, Serialize};
use stockage::{Tx, modeles};
use uuid::Uuid;

use crate::{Context, Result};

/// The encrypted part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Document {
    pub(crate) description: String,
    pub(crate) etapes: Vec<String>,
    #[serde(default)]
    pub(crate) origine: Origine,
}

impl Document {
    pub(crate) fn new(contenu: &Contenu, origine: &Origine) -> Self {
        Self {
            description: contenu.description.clone(),
            etapes: contenu.etapes.clone(),
            origine: origine.clone(),
        }
    }
}

/// The whole, out of its columns.
pub(crate) fn relire(titre: String, categorie: &str, document: Document) -> (Contenu, Origine) {
    let contenu = Contenu {
        titre,
        description: document.description,
        // The column has a CHECK: it holds nothing else.
        categorie: Categorie::depuis_id(categorie).unwrap_or(Categorie::Gouvernance),
        etapes: document.etapes,
    };
    (contenu, document.origine)
}

/// The key a title sorts by.
pub(crate) fn titre_tri(contenu: &Contenu) -> String {
    cle_de_tri(&contenu.titre)
}

/// The origin a form names, when it is one this person may have copied from; none otherwise. What
/// was typed is never lost for a model that went away meanwhile.
pub(crate) async fn origine_reconnue(
    ctx: &Context,
    tx: &mut Tx<'_>,
    origine: &Origine,
) -> Result<Origine> {
    let reconnue = match origine {
        Origine::Aucune => false,
        Origine::Bibliotheque(id) => ctx.complements().trouver(id).is_some(),
        // A token made for some services sees no model.
        Origine::Modele(_) if ctx.limites().is_some() => false,
        Origine::Modele(id) => {
            let visibles = modeles::visibles::<Document>(tx, ctx.lecteur()).await?;
            Uuid::parse_str(id).is_ok_and(|id| visibles.iter().any(|m| m.id == id))
        }
    };
    Ok(if reconnue {
        origine.clone()
    } else {
        Origine::Aucune
    })
}
