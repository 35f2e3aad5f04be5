//! The roles that were waiting for an address, given at sign-in.
//!
//! Invariant: only an address a provider vouches for opens them; see [`super::connecter`].

use stockage::{Tx, invitations, journal, membres, services};
use uuid::Uuid;

use super::Profil;
use crate::acces::{habilitation, tient};
use crate::equipe::Invite;
use crate::{Environnement, Result};

/// Turns the invitations of an address into roles; someone who already has a role keeps it, until
/// it ends.
pub(super) async fn accepter(
    env: &Environnement,
    tx: &mut Tx<'_>,
    compte: Uuid,
    profil: &Profil,
) -> Result<()> {
    let attendues = invitations::pour_courriel::<Invite>(tx, &profil.email).await?;
    for attendue in attendues {
        let mut tour = services::prendre_tour(tx, attendue.service_id).await?;
        // Withdrawn or changed while the turn was awaited?
        let toutes = invitations::toutes::<Invite>(tx, attendue.service_id).await?;
        let Some(invitation) = toutes.into_iter().find(|i| i.id == attendue.id) else {
            continue;
        };
        invitations::retirer(tx, &mut tour, invitation.id).await?;
        let deja = membres::titre(tx, invitation.service_id, compte).await?;
        let deja = deja.filter(|titre| tient(titre, env.aujourd_hui()));
        if deja.is_none() {
            let membre = membres::Membre {
                compte_id: compte,
                titre: invitation.titre.clone(),
                ajoute_le: env.maintenant(),
                ajoute_par: Some(invitation.cree_par),
            };
            membres::poser(tx, &mut tour, &membre).await?;
        }
        let fait = journal::Fait {
            horodatage: env.maintenant(),
            acteur: Some(compte),
            genre: if deja.is_none() {
                "membre.invitationAcceptee"
            } else {
                "membre.invitationSansObjet"
            },
            objet: &compte.to_string(),
            version: None,
            indice_apres: None,
            corps: &habilitation(&invitation.titre),
        };
        journal::ajouter(tx, &mut tour, &fait).await?;
    }
    Ok(())
}
