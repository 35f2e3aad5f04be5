//! Who works on a service: members, roles, invitations by e-mail (F27, first part).
//!
//! Invariant: a service keeps at least one owner; inviting an address gives the same answer
//! whether or not someone here has it.

use domaine::droits::{Action, Role};
use domaine::texte::normaliser_ligne;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stockage::{Tour, Tx, comptes, invitations, journal, membres};
use uuid::Uuid;

use crate::acces::lire;
use crate::comptes::Identite;
use crate::ecriture::{Commande, Ecriture, sur_service};
use crate::{Context, Error, Raison, Result};

/// Longest e-mail address, in characters (RFC 5321).
pub const COURRIEL_MAX: usize = 254;

/// Whom an invitation is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// The address, as typed by the one who invites.
    pub courriel: String,
}

/// Someone on the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membre {
    /// The account.
    pub compte: Uuid,
    /// First name and name.
    pub nom: String,
    /// E-mail address.
    pub courriel: String,
    /// What the person is for the service.
    pub role: Role,
    /// Since when.
    pub depuis: Timestamp,
}

/// Someone expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its identifier.
    pub id: Uuid,
    /// The address.
    pub courriel: String,
    /// The role it gives.
    pub role: Role,
    /// Since when.
    pub depuis: Timestamp,
}

/// Everyone on a service.
#[derive(Clone, Debug, Default)]
pub struct Equipe {
    /// Members, in order of arrival.
    pub membres: Vec<Membre>,
    /// Invitations, oldest first.
    pub invitations: Vec<Invitation>,
}

/// One change to who works on a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Changement {
    /// Give a role to whoever has that address.
    Inviter {
        /// The address.
        courriel: String,
        /// The role.
        role: Role,
    },
    /// Withdraw an invitation.
    AnnulerInvitation(Uuid),
    /// Give a member another role.
    ChangerRole {
        /// The account.
        compte: Uuid,
        /// The new role.
        role: Role,
    },
    /// Take a member off the service.
    Retirer(Uuid),
}

/// Asks for a change to who works on a service.
#[derive(Clone, Debug, Serialize)]
pub struct ModifierEquipe {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// The change.
    pub changement: Changement,
}

impl Commande for ModifierEquipe {
    const NOM: &'static str = "equipe.modifier";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// Everyone on a service.
///
/// # Errors
/// [`Error::Introuvable`].
pub async fn equipe(ctx: &Context, service: Uuid) -> Result<Equipe> {
    lire(ctx, service, Action::Lire, move |tx, _| {
        Box::pin(async move {
            let mut equipe = Equipe::default();
            for m in membres::tous(tx, service).await? {
                let identite = comptes::charger::<Identite>(tx, m.compte_id)
                    .await?
                    .document;
                equipe.membres.push(Membre {
                    compte: m.compte_id,
                    nom: identite.nom_affiche(),
                    courriel: identite.email,
                    role: Role::depuis_id(&m.role).unwrap_or(Role::Lecteur),
                    depuis: m.ajoute_le,
                });
            }
            for i in invitations::toutes::<Invite>(tx, service).await? {
                equipe.invitations.push(Invitation {
                    id: i.id,
                    courriel: i.document.courriel,
                    role: Role::depuis_id(&i.role).unwrap_or(Role::Lecteur),
                    depuis: i.cree_le,
                });
            }
            Ok(equipe)
        })
    })
    .await
}

/// Changes who works on a service.
///
/// # Errors
/// [`Error::Saisie`] on `courriel`, [`Error::DernierProprietaire`], [`Error::Introuvable`] for
/// someone who is not there.
pub async fn modifier_equipe(ctx: &Context, commande: &ModifierEquipe) -> Result<()> {
    let (service, id) = (commande.service, ctx.nouvel_id());
    sur_service(
        ctx,
        service,
        Action::GererEquipe,
        commande,
        move |tx, ecriture| {
            Box::pin(async move {
                let Ecriture {
                    mut tour,
                    maintenant,
                    ..
                } = ecriture;
                let genre = match &commande.changement {
                    Changement::Inviter { courriel, role } => {
                        let courriel = courriel_lu(courriel)?;
                        inviter(ctx, tx, &mut tour, id, &courriel, *role, maintenant).await?
                    }
                    Changement::AnnulerInvitation(invitation) => {
                        trouve(invitations::retirer(tx, &mut tour, *invitation).await?)?;
                        "membre.invitationAnnulee"
                    }
                    Changement::ChangerRole { compte, role } => {
                        let mut membre = membre(tx, service, *compte).await?;
                        if *role != Role::Proprietaire {
                            garder_un_proprietaire(tx, service, *compte).await?;
                        }
                        membre.role = role.id().to_owned();
                        membres::poser(tx, &mut tour, &membre).await?;
                        "membre.roleChange"
                    }
                    Changement::Retirer(compte) => {
                        garder_un_proprietaire(tx, service, *compte).await?;
                        trouve(membres::retirer(tx, &mut tour, *compte).await?)?;
                        "membre.retire"
                    }
                };
                let fait = journal::Fait {
                    horodatage: maintenant,
                    acteur: Some(ctx.acteur()),
                    genre,
                    objet: "equipe",
                    version: None,
                    indice_apres: None,
                    corps: &commande.changement,
                };
                journal::ajouter(tx, &mut tour, &fait).await?;
                Ok(())
            })
        },
    )
    .await
}

/// Gives the role at once to those who already have an account with that address, and keeps an
/// invitation for those who do not.
async fn inviter(
    ctx: &Context,
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    id: Uuid,
    courriel: &str,
    role: Role,
    maintenant: Timestamp,
) -> Result<&'static str> {
    let connus = comptes::par_courriel::<Identite>(tx, courriel).await?;
    if connus.is_empty() {
        let nouvelle = invitations::Nouvelle {
            id,
            courriel,
            document: &Invite {
                courriel: courriel.to_owned(),
            },
            role: role.id(),
            cree_le: maintenant,
            cree_par: ctx.acteur(),
        };
        invitations::poser(tx, tour, &nouvelle).await?;
        return Ok("membre.invite");
    }
    for compte in connus {
        if membres::role(tx, tour.id(), compte.id).await?.is_some() {
            return Err(saisie(Raison::DejaMembre));
        }
        let membre = membres::Membre {
            compte_id: compte.id,
            role: role.id().to_owned(),
            ajoute_le: maintenant,
            ajoute_par: Some(ctx.acteur()),
        };
        membres::poser(tx, tour, &membre).await?;
    }
    Ok("membre.ajoute")
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
        .any(|m| m.compte_id != sortant && m.role == Role::Proprietaire.id());
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

/// An address one can write to, without being stricter than mail servers are.
fn courriel_lu(saisie_brute: &str) -> Result<String> {
    let courriel = normaliser_ligne(saisie_brute);
    if courriel.is_empty() {
        return Err(saisie(Raison::Vide));
    }
    if courriel.chars().count() > COURRIEL_MAX {
        return Err(saisie(Raison::TropLong { max: COURRIEL_MAX }));
    }
    let lisible = courriel.split_once('@').is_some_and(|(avant, apres)| {
        !avant.is_empty()
            && apres.contains('.')
            && !apres.starts_with('.')
            && !apres.ends_with('.')
            && !apres.contains('@')
    });
    let interdit = |c: char| c.is_whitespace() || c.is_control() || "<>,;:\"()[]\\".contains(c);
    if !lisible || courriel.chars().any(interdit) {
        return Err(saisie(Raison::CourrielInvalide));
    }
    Ok(courriel)
}

fn saisie(raison: Raison) -> Error {
    Error::Saisie {
        champ: "courriel",
        raison,
    }
}
