//! A change to who works on a service, under way: state and journal together.
//!
//! Invariant: every step that changes a right writes its line, about the account it changes.

use domaine::droits::{Habilitation, Role};
use jiff::Timestamp;
use serde::Serialize;
use stockage::{Tour, Tx, comptes, invitations, journal, membres};
use uuid::Uuid;

use super::{Invite, saisie};
use crate::acces::{tient, titre};
use crate::comptes::Profil;
use crate::ecriture::Ecriture;
use crate::{Context, Error, Raison, Result};

/// A change under way.
pub(super) struct Chantier<'t, 'env> {
    ctx: &'env Context,
    tx: &'t mut Tx<'env>,
    tour: Tour,
    maintenant: Timestamp,
}

impl<'t, 'env> Chantier<'t, 'env> {
    pub(super) fn new(ctx: &'env Context, tx: &'t mut Tx<'env>, ecriture: Ecriture) -> Self {
        Self {
            ctx,
            tx,
            tour: ecriture.tour,
            maintenant: ecriture.maintenant,
        }
    }

    /// Gives the role at once to those who already have an account with that address, and keeps
    /// an invitation for those who do not.
    pub(super) async fn inviter(
        &mut self,
        id: Uuid,
        courriel: &str,
        habilitation: Habilitation,
    ) -> Result<()> {
        let connus = comptes::par_courriel::<Profil>(self.tx, courriel).await?;
        if connus.is_empty() {
            let document = Invite {
                courriel: courriel.to_owned(),
            };
            let nouvelle = invitations::Nouvelle {
                id,
                courriel,
                document: &document,
                titre: &titre(habilitation),
                cree_le: self.maintenant,
                cree_par: self.ctx.acteur(),
            };
            invitations::poser(self.tx, &mut self.tour, &nouvelle).await?;
            return self
                .noter("membre.invite", id, &(document, habilitation))
                .await;
        }
        for compte in connus {
            let deja = membres::titre(self.tx, self.tour.id(), compte.id).await?;
            if deja.is_some_and(|titre| tient(&titre, self.ctx.aujourd_hui())) {
                return Err(saisie(Raison::DejaMembre));
            }
            let membre = membres::Membre {
                compte_id: compte.id,
                titre: titre(habilitation),
                ajoute_le: self.maintenant,
                ajoute_par: Some(self.ctx.acteur()),
            };
            membres::poser(self.tx, &mut self.tour, &membre).await?;
            self.noter("membre.ajoute", compte.id, &habilitation)
                .await?;
        }
        Ok(())
    }

    pub(super) async fn annuler_invitation(&mut self, invitation: Uuid) -> Result<()> {
        trouve(invitations::retirer(self.tx, &mut self.tour, invitation).await?)?;
        self.noter("membre.invitationAnnulee", invitation, &())
            .await
    }

    pub(super) async fn changer_role(
        &mut self,
        compte: Uuid,
        habilitation: Habilitation,
    ) -> Result<()> {
        let mut membre = membre(self.tx, self.tour.id(), compte).await?;
        if habilitation.role != Role::Proprietaire {
            garder_un_proprietaire(self.tx, self.tour.id(), compte).await?;
        }
        membre.titre = titre(habilitation);
        membres::poser(self.tx, &mut self.tour, &membre).await?;
        self.noter("membre.roleChange", compte, &habilitation).await
    }

    pub(super) async fn retirer(&mut self, compte: Uuid) -> Result<()> {
        membre(self.tx, self.tour.id(), compte).await?;
        garder_un_proprietaire(self.tx, self.tour.id(), compte).await?;
        membres::retirer(self.tx, &mut self.tour, compte).await?;
        self.noter("membre.retire", compte, &()).await
    }

    /// Journals what happened to an account or an invitation.
    async fn noter<T: Serialize + Sync>(
        &mut self,
        genre: &str,
        qui: Uuid,
        corps: &T,
    ) -> Result<()> {
        let fait = journal::Fait {
            horodatage: self.maintenant,
            acteur: Some(self.ctx.acteur()),
            genre,
            objet: &qui.to_string(),
            version: None,
            indice_apres: None,
            corps,
        };
        journal::ajouter(self.tx, &mut self.tour, &fait).await?;
        Ok(())
    }
}

async fn membre(tx: &mut Tx<'_>, service: Uuid, compte: Uuid) -> Result<membres::Membre> {
    let tous = membres::tous(tx, service).await?;
    let membre = tous.into_iter().find(|m| m.compte_id == compte);
    membre.ok_or(Error::Introuvable)
}

/// Refuses to lose the last owner.
async fn garder_un_proprietaire(tx: &mut Tx<'_>, service: Uuid, sortant: Uuid) -> Result<()> {
    let tous = membres::tous(tx, service).await?;
    let reste = tous
        .iter()
        .any(|m| m.compte_id != sortant && m.titre.role == Role::Proprietaire.id());
    if reste {
        Ok(())
    } else {
        Err(Error::DernierProprietaire)
    }
}

fn trouve(present: bool) -> Result<()> {
    if present {
        Ok(())
    } else {
        Err(Error::Introuvable)
    }
}
