//! Who administers an organisation: named by the operator first, then by one another.
//!
//! Invariant: each change names the account it is about in the organisation's chain (rule 1194);
//! the last one stays as long as the organisation says something for all its services, which
//! nobody else could correct.

use domaine::droits::ActionOrganisation;
use domaine::organisations::Identifiant;
use jiff::Timestamp;
use serde::Serialize;
use stockage::{Tx, administrateurs, comptes, organisations};
use uuid::Uuid;

use super::ecriture::{Ecriture, sur_organisation};
use crate::comptes::{Annuaire, Profil};
use crate::ecriture::Commande;
use crate::equipe::courriel_lu;
use crate::{Context, Environnement, Error, Raison, Result};

/// Someone who administers an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Administrateur {
    /// The account.
    pub compte: Uuid,
    /// First name and name.
    pub nom: String,
    /// E-mail address.
    pub courriel: String,
    /// Since when.
    pub depuis: Timestamp,
    /// Who named them; none for the operator.
    pub par: Option<String>,
}

/// One change to who administers an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Geste {
    /// Name whoever has that address.
    Nommer {
        /// The address.
        courriel: String,
    },
    /// Take someone off.
    Retirer(Uuid),
}

/// Asks for a change to who administers an organisation.
#[derive(Clone, Debug, Serialize)]
pub struct ModifierAdministrateurs {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The organisation.
    pub organisation: Uuid,
    /// The change.
    pub geste: Geste,
}

impl Commande for ModifierAdministrateurs {
    const NOM: &'static str = "organisations.administrateurs";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// Changes who administers an organisation.
///
/// # Errors
/// [`Error::Saisie`] on `courriel`, [`Error::DernierAdministrateur`], [`Error::Introuvable`],
/// [`Error::InterditOrganisation`].
pub async fn modifier_administrateurs(
    ctx: &Context,
    commande: &ModifierAdministrateurs,
) -> Result<()> {
    sur_organisation(
        ctx,
        commande.organisation,
        ActionOrganisation::GererAdministrateurs,
        commande,
        move |tx, mut ecriture| {
            Box::pin(async move {
                let acteur = Some(ctx.acteur());
                match &commande.geste {
                    Geste::Nommer { courriel } => {
                        let courriel = courriel_lu(courriel)?;
                        nommer(tx, &mut ecriture, acteur, &courriel).await
                    }
                    Geste::Retirer(compte) => retirer(tx, &mut ecriture, acteur, *compte).await,
                }
            })
        },
    )
    .await
}

/// The operator names an administrator, the first one in particular.
///
/// # Errors
/// [`Error::Saisie`] on `siret` (unreadable, or no organisation has it) or on `courriel`.
pub async fn nommer_par_exploitant(env: &Environnement, siret: &str, courriel: &str) -> Result<()> {
    let inconnu = || Error::Saisie {
        champ: "siret",
        raison: Raison::Inconnu,
    };
    let siret = Identifiant::lire(siret).ok_or_else(inconnu)?.to_string();
    let siret = siret.as_str();
    let courriel = &courriel_lu(courriel)?;
    env.store()
        .write(move |tx| {
            Box::pin(async move {
                let connue = organisations::par_siret(tx, siret).await?;
                let organisation = connue.ok_or_else(inconnu)?.id;
                let mut ecriture = Ecriture {
                    tour: organisations::prendre_tour(tx, organisation).await?,
                    maintenant: env.maintenant(),
                };
                nommer(tx, &mut ecriture, None, courriel).await
            })
        })
        .await
}

/// Everyone who has that address becomes one (several providers may vouch for the same address).
async fn nommer(
    tx: &mut Tx<'_>,
    ecriture: &mut Ecriture,
    par: Option<Uuid>,
    courriel: &str,
) -> Result<()> {
    let refus = |raison| Error::Saisie {
        champ: "courriel",
        raison,
    };
    let connus = comptes::par_courriel::<Profil>(tx, courriel).await?;
    if connus.is_empty() {
        return Err(refus(Raison::CompteInconnu));
    }
    let mut nommes = 0;
    for compte in connus {
        let administrateur = administrateurs::Administrateur {
            compte_id: compte.id,
            ajoute_le: ecriture.maintenant,
            ajoute_par: par,
        };
        if administrateurs::poser(tx, &mut ecriture.tour, &administrateur).await? {
            nommes += 1;
            let objet = compte.id.to_string();
            ecriture
                .noter(
                    tx,
                    par,
                    "organisation.administrateurNomme",
                    &objet,
                    None,
                    &(),
                )
                .await?;
        }
    }
    match nommes {
        0 => Err(refus(Raison::DejaAdministrateur)),
        _ => Ok(()),
    }
}

async fn retirer(
    tx: &mut Tx<'_>,
    ecriture: &mut Ecriture,
    par: Option<Uuid>,
    compte: Uuid,
) -> Result<()> {
    let organisation = ecriture.tour.id();
    let tous = administrateurs::tous(tx, organisation).await?;
    if !tous.iter().any(|a| a.compte_id == compte) {
        return Err(Error::Introuvable);
    }
    if tous.len() == 1 && organisations::est_engagee(tx, organisation).await? {
        return Err(Error::DernierAdministrateur);
    }
    administrateurs::retirer(tx, &mut ecriture.tour, compte).await?;
    let objet = compte.to_string();
    ecriture
        .noter(
            tx,
            par,
            "organisation.administrateurRetire",
            &objet,
            None,
            &(),
        )
        .await
}

/// Everyone who administers an organisation, in order of arrival.
pub(crate) async fn tous(tx: &mut Tx<'_>, organisation: Uuid) -> Result<Vec<Administrateur>> {
    let mut annuaire = Annuaire::default();
    let mut liste = Vec::new();
    for lu in administrateurs::tous(tx, organisation).await? {
        let identite = comptes::charger::<Profil>(tx, lu.compte_id).await?.document;
        liste.push(Administrateur {
            compte: lu.compte_id,
            nom: identite.nom_affiche(),
            courriel: identite.email,
            depuis: lu.ajoute_le,
            par: match lu.ajoute_par {
                Some(compte) => annuaire.nom(tx, compte).await?,
                None => None,
            },
        });
    }
    Ok(liste)
}
