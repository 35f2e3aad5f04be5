//! Measures of one's own: adding one from nothing, a model or the library, changing what it says,
//! taking it off and bringing it back, making a model of it.
//!
//! Invariant: what a specific measure says has its own version and its own lines in the journal
//! (object [`objet`]); what is said of it is followed up like any measure's, in
//! [`crate::mesures`]. It counts in the personalised index and in completeness, never in the index.

mod ajouter;
mod modifier;
mod retirer;

pub(crate) use ajouter::recopier;
pub use ajouter::{Ajoutee, AjouterSpecifique, ajouter};
pub use modifier::{ConflitSpecifique, ModifierSpecifique, SpecifiqueModifiee, modifier};
pub use retirer::{Retiree, RetirerSpecifique, retiree, retirer};

use domaine::specifiques::{ChampContenu, Contenu, Origine};
use jiff::Timestamp;
use serde::Serialize;
use stockage::{Tour, Tx, journal, specifiques};
use uuid::Uuid;

use crate::acces::{ServiceOuvert, ouvrir};
use crate::contenu::{Document, relire, titre_tri};
use crate::modeles::{self, Cree};
use crate::{Context, Error, Raison, Result};

/// Most specific measures a service may have.
pub const SPECIFIQUES_MAX: usize = 100;

/// A specific measure of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Specifique {
    /// `SPE.1`…
    pub id: String,
    /// Version of what it says, from 1.
    pub version: i64,
    /// What it says.
    pub contenu: Contenu,
    /// What it was copied from.
    pub origine: Origine,
    /// Last change of what it says.
    pub modifie_le: Timestamp,
    /// Who made it.
    pub modifie_par: Option<Uuid>,
}

/// What journal lines about the text of a specific measure carry as their object.
#[must_use]
pub fn objet(id: &str) -> String {
    format!("definition:{id}")
}

impl ServiceOuvert {
    /// Its specific measure of that identifier.
    ///
    /// # Errors
    /// [`Error::Introuvable`], [`Error::EncoreBrouillon`].
    pub fn specifique(&self, id: &str) -> Result<&Specifique> {
        self.bilan()?;
        let siennes = self.specifiques.iter().find(|s| s.id == id);
        siennes.ok_or(Error::Introuvable)
    }
}

/// Makes a personal model of a specific measure.
///
/// # Errors
/// [`Error::Introuvable`], [`Error::EncoreBrouillon`], [`Error::Saisies`] when the person has as
/// many models as one may have.
pub async fn en_modele(ctx: &Context, operation: Uuid, service: Uuid, id: &str) -> Result<Cree> {
    let ouvert = ouvrir(ctx, service).await?;
    let specifique = ouvert.specifique(id)?;
    let commande = modeles::Creer {
        operation,
        contenu: specifique.contenu.saisi(),
        origine: specifique.origine.clone(),
    };
    modeles::creer(ctx, &commande).await
}

/// Those a service has.
pub(crate) async fn du_service(tx: &mut Tx<'_>, service: Uuid) -> Result<Vec<Specifique>> {
    let lues = specifiques::toutes::<Document>(tx, service).await?;
    Ok(lues.into_iter().map(Into::into).collect())
}

impl From<specifiques::Specifique<Document>> for Specifique {
    fn from(lue: specifiques::Specifique<Document>) -> Self {
        let (contenu, origine) = relire(lue.titre, &lue.categorie, lue.document);
        Self {
            id: lue.id,
            version: lue.version,
            contenu,
            origine,
            modifie_le: lue.modifie_le,
            modifie_par: lue.modifie_par,
        }
    }
}

/// What a row is written with.
struct Ecrit<'a> {
    id: &'a str,
    titre_tri: String,
    contenu: &'a Contenu,
    document: Document,
}

impl<'a> Ecrit<'a> {
    fn new(id: &'a str, contenu: &'a Contenu, origine: &Origine) -> Self {
        Self {
            id,
            titre_tri: titre_tri(contenu),
            contenu,
            document: Document::new(contenu, origine),
        }
    }

    fn ligne(
        &self,
        modifie_le: Timestamp,
        modifie_par: Uuid,
    ) -> specifiques::Ecriture<'_, Document> {
        specifiques::Ecriture {
            id: self.id,
            titre: &self.contenu.titre,
            titre_tri: &self.titre_tri,
            categorie: self.contenu.categorie.id(),
            document: &self.document,
            modifie_le,
            modifie_par,
        }
    }
}

/// A line about what a specific measure says.
struct Fait<'a, T> {
    genre: &'a str,
    id: &'a str,
    version: Option<i64>,
    indice: Option<i64>,
    corps: &'a T,
}

impl<T: Serialize + Sync> Fait<'_, T> {
    async fn noter(
        &self,
        ctx: &Context,
        tx: &mut Tx<'_>,
        tour: &mut Tour,
        maintenant: Timestamp,
    ) -> Result<()> {
        let fait = journal::Fait {
            horodatage: maintenant,
            acteur: Some(ctx.acteur()),
            genre: self.genre,
            objet: &objet(self.id),
            version: self.version,
            indice_apres: self.indice,
            corps: self.corps,
        };
        journal::ajouter(tx, tour, &fait).await?;
        Ok(())
    }
}

/// Refuses one more than a service may have.
fn encore_une(service: &ServiceOuvert) -> Result<()> {
    if service.specifiques.len() < SPECIFIQUES_MAX {
        return Ok(());
    }
    let raison = Raison::TropNombreux {
        max: SPECIFIQUES_MAX,
    };
    Err(Error::Saisies(vec![(ChampContenu::Titre.id(), raison)]))
}
