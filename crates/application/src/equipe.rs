//! Who works on a service: members, roles, invitations by e-mail (F27, first part).
//!
//! Invariant: a service keeps at least one owner; each change of a right names the account it is
//! about in the journal (rule 1194); whoever leaves is responsible for no measure any more.

mod chantier;

use domaine::droits::{AUDIT_JOURS_MAX, Action, Habilitation, Role};
use domaine::saisie::controler_courriel;
use domaine::texte::normaliser_ligne;
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};
use stockage::{comptes, invitations, membres, services};
use uuid::Uuid;

use chantier::Chantier;

use crate::acces::{habilitation, lire};
use crate::comptes::Profil;
use crate::ecriture::{Commande, sur_service};
use crate::mesures::retirer_responsable;
use crate::organisations::{self, Administrateur};
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
    /// What the person holds on the service.
    pub habilitation: Habilitation,
    /// Its last day is over: it gives nothing any more, and can be prolonged.
    pub terminee: bool,
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
    /// What it gives.
    pub habilitation: Habilitation,
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
    /// The organisation that answers for the service: its key and name.
    pub organisation: (Uuid, String),
    /// Who may what an owner may by administering it, in order of arrival.
    pub administrateurs: Vec<Administrateur>,
}

/// One change to who works on a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Changement {
    /// Give a role to whoever has that address.
    Inviter {
        /// The address.
        courriel: String,
        /// The role, and its limits.
        habilitation: Habilitation,
    },
    /// Withdraw an invitation.
    AnnulerInvitation(Uuid),
    /// Give a member another role.
    ChangerRole {
        /// The account.
        compte: Uuid,
        /// The new role, and its limits.
        habilitation: Habilitation,
    },
    /// Take a member off the service.
    Retirer(Uuid),
}

impl Changement {
    /// What it gives, if anything.
    fn donne(&self) -> Option<Habilitation> {
        match self {
            Self::Inviter { habilitation, .. } | Self::ChangerRole { habilitation, .. } => {
                Some(*habilitation)
            }
            Self::AnnulerInvitation(_) | Self::Retirer(_) => None,
        }
    }
}

/// Refuses what cannot be given on a service: a role that follows from something else, an auditor
/// without a last day, or with one that is past or too far.
fn attribuable(donnee: Habilitation, aujourd_hui: Date) -> Result<()> {
    let refus = |champ, raison| Err(Error::Saisie { champ, raison });
    if !donnee.role.attribuable() {
        return refus("role", Raison::Inconnu);
    }
    let limite = aujourd_hui.saturating_add(Span::new().days(i64::from(AUDIT_JOURS_MAX)));
    match donnee.fin {
        None if donnee.role.prend_fin() => refus("fin", Raison::Vide),
        Some(_) if !donnee.role.prend_fin() => refus("fin", Raison::Inconnu),
        Some(fin) if fin < aujourd_hui || fin > limite => refus("fin", Raison::DateHorsBornes),
        _ => Ok(()),
    }
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
                let identite = comptes::charger::<Profil>(tx, m.compte_id).await?.document;
                let habilitation = lue(&m.titre);
                equipe.membres.push(Membre {
                    compte: m.compte_id,
                    nom: identite.nom_affiche(),
                    courriel: identite.email,
                    habilitation,
                    terminee: !habilitation.vaut(ctx.aujourd_hui()),
                    depuis: m.ajoute_le,
                });
            }
            for i in invitations::toutes::<Invite>(tx, service).await? {
                equipe.invitations.push(Invitation {
                    id: i.id,
                    courriel: i.document.courriel,
                    habilitation: lue(&i.titre),
                    depuis: i.cree_le,
                });
            }
            let fiche = services::charger(tx, service).await?;
            equipe.organisation = (fiche.organisation_id, fiche.organisation);
            equipe.administrateurs =
                organisations::administrateurs_de(tx, equipe.organisation.0).await?;
            Ok(equipe)
        })
    })
    .await
}

/// Changes who works on a service. Each person concerned has a line of their own in the journal
/// (rule 1194): who, which role, by whom.
///
/// # Errors
/// [`Error::Saisie`] on `courriel`, on `role` for one that is not given on a service, or on `fin`
/// for the last day of an auditor; [`Error::DernierProprietaire`], [`Error::Introuvable`] for someone who is not there.
pub async fn modifier_equipe(ctx: &Context, commande: &ModifierEquipe) -> Result<()> {
    let (service, id) = (commande.service, ctx.nouvel_id());
    sur_service(
        ctx,
        service,
        Action::GererEquipe,
        commande,
        move |tx, ecriture| {
            Box::pin(async move {
                if let Some(donnee) = commande.changement.donne() {
                    attribuable(donnee, ctx.aujourd_hui())?;
                }
                let ecriture = match &commande.changement {
                    Changement::Retirer(compte) => {
                        retirer_responsable(ctx, tx, ecriture, *compte).await?
                    }
                    // An auditor carries nothing out.
                    Changement::ChangerRole {
                        compte,
                        habilitation,
                    } if habilitation.role.prend_fin() => {
                        retirer_responsable(ctx, tx, ecriture, *compte).await?
                    }
                    _ => ecriture,
                };
                let mut chantier = Chantier::new(ctx, tx, ecriture);
                match &commande.changement {
                    Changement::Inviter {
                        courriel,
                        habilitation,
                    } => {
                        let courriel = courriel_lu(courriel)?;
                        chantier.inviter(id, &courriel, *habilitation).await
                    }
                    Changement::AnnulerInvitation(invitation) => {
                        chantier.annuler_invitation(*invitation).await
                    }
                    Changement::ChangerRole {
                        compte,
                        habilitation,
                    } => chantier.changer_role(*compte, *habilitation).await,
                    Changement::Retirer(compte) => chantier.retirer(*compte).await,
                }
            })
        },
    )
    .await
}

/// What a stored role allows; reading only for one this version does not know.
fn lue(titre: &membres::Titre) -> Habilitation {
    habilitation(titre).unwrap_or(Role::Lecteur.into())
}

/// An address one can write to, tidied.
pub(crate) fn courriel_lu(saisie_brute: &str) -> Result<String> {
    let courriel = normaliser_ligne(saisie_brute);
    match controler_courriel(&courriel, COURRIEL_MAX) {
        Some(raison) => Err(saisie(raison)),
        None => Ok(courriel),
    }
}

fn saisie(raison: Raison) -> Error {
    Error::Saisie {
        champ: "courriel",
        raison,
    }
}
