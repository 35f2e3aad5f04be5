//! A model being changed: the turns, the row and its journal line together.
//!
//! Invariant: the installation's turn comes first, then the organisation's: two writes on the same
//! model never cross. Each version has one line, with the whole text, in the chain it belongs to.

use domaine::specifiques::Contenu;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stockage::{DeLInstallation, Tour, Tx, installation, journal, modeles, organisations};
use uuid::Uuid;

use super::visible;
use crate::contenu::{Document, relire, titre_tri};
use crate::{Context, Error, Result};

/// The body of a line: the complete value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Corps {
    #[serde(flatten)]
    pub(super) contenu: Contenu,
    pub(super) organisation: Option<Uuid>,
}

/// A change under way.
pub(super) struct Chantier<'t, 'env> {
    pub(super) ctx: &'env Context,
    pub(super) tx: &'t mut Tx<'env>,
    pub(super) maintenant: Timestamp,
    pub(super) tour: Tour<DeLInstallation>,
}

/// A model about to be changed by its author.
pub(super) struct EnCours {
    pub(super) id: Uuid,
    pub(super) version: i64,
    pub(super) contenu: Contenu,
    pub(super) document: Document,
    pub(super) organisation: Option<Uuid>,
}

impl<'t, 'env> Chantier<'t, 'env> {
    pub(super) async fn ouvrir(
        ctx: &'env Context,
        tx: &'t mut Tx<'env>,
        maintenant: Timestamp,
    ) -> Result<Self> {
        ctx.peut_ecrire()?;
        ctx.peut_voir_les_modeles()?;
        let tour = installation::prendre_tour(tx).await?;
        Ok(Self {
            ctx,
            tx,
            maintenant,
            tour,
        })
    }

    /// A living model of the person's own.
    pub(super) async fn charger(&mut self, id: Uuid) -> Result<EnCours> {
        let lu = visible(self.ctx, self.tx, id).await?;
        if lu.auteur_id != self.ctx.acteur() {
            return Err(Error::PasAuteur);
        }
        Ok(EnCours::depuis(lu))
    }

    /// The text at `version`; the stored one when its line cannot be found.
    pub(super) async fn base(&mut self, modele: &EnCours, version: i64) -> Result<Contenu> {
        if version == modele.version {
            return Ok(modele.contenu.clone());
        }
        let objet = modele.id.to_string();
        let chaines = modele.organisation.into_iter().chain([self.tour.id()]);
        for chaine in chaines {
            let corps = journal::a_la_version::<Corps>(self.tx, chaine, &objet, version).await?;
            if let Some(corps) = corps {
                return Ok(corps.contenu);
            }
        }
        Ok(modele.contenu.clone())
    }

    /// Writes the model over its version, and its line; gives the new version.
    pub(super) async fn enregistrer(&mut self, modele: &EnCours, genre: &str) -> Result<i64> {
        let titre_tri = titre_tri(&modele.contenu);
        let ecriture = modele.ecriture(&titre_tri, self.maintenant);
        let version = modeles::modifier(self.tx, &mut self.tour, modele.version, &ecriture).await?;
        let corps = modele.corps();
        let chaine = modele.organisation;
        self.noter(chaine, modele.id, genre, Some(version), &corps)
            .await?;
        Ok(version)
    }

    /// Writes a line in the chain of the organisation, or in the installation's.
    pub(super) async fn noter<T: Serialize + Sync>(
        &mut self,
        organisation: Option<Uuid>,
        modele: Uuid,
        genre: &str,
        version: Option<i64>,
        corps: &T,
    ) -> Result<()> {
        let fait = journal::Fait {
            horodatage: self.maintenant,
            acteur: Some(self.ctx.acteur()),
            genre,
            objet: &modele.to_string(),
            version,
            indice_apres: None,
            corps,
        };
        match organisation {
            Some(organisation) => {
                let mut tour = organisations::prendre_tour(self.tx, organisation).await?;
                journal::ajouter(self.tx, &mut tour, &fait).await?;
            }
            None => {
                journal::ajouter(self.tx, &mut self.tour, &fait).await?;
            }
        }
        Ok(())
    }
}

impl EnCours {
    pub(super) fn depuis(lu: modeles::Modele<Document>) -> Self {
        let document = lu.document.clone();
        Self {
            id: lu.id,
            version: lu.version,
            contenu: relire(lu.titre, &lu.categorie, lu.document).0,
            document,
            organisation: lu.organisation.map(|(id, _)| id),
        }
    }

    /// Takes another text; where it was copied from stays.
    pub(super) fn remplacer(&mut self, contenu: Contenu) {
        self.document = Document::new(&contenu, &self.document.origine);
        self.contenu = contenu;
    }

    pub(super) fn corps(&self) -> Corps {
        Corps {
            contenu: self.contenu.clone(),
            organisation: self.organisation,
        }
    }

    pub(super) fn ecriture<'a>(
        &'a self,
        titre_tri: &'a str,
        modifie_le: Timestamp,
    ) -> modeles::Ecriture<'a, Document> {
        modeles::Ecriture {
            id: self.id,
            organisation_id: self.organisation,
            titre: &self.contenu.titre,
            titre_tri,
            categorie: self.contenu.categorie.id(),
            document: &self.document,
            modifie_le,
        }
    }
}
