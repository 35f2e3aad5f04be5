//! Signing in: from what a provider says to an account, made, found, or to be checked first.
//!
//! Invariant: an identity nobody knows never opens an account that exists already: the same
//! address is not proof enough (rule 1435). It is attached to it once the person has also signed
//! in with an identity that account knows.

use stockage::{DeLInstallation, Tour, Tx, comptes, identites, installation, journal};
use uuid::Uuid;

use super::{Compte, Identite, Profil, invitations};
use crate::{Environnement, Error, Result};

/// What signing in gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrivee {
    /// The account of the person.
    Compte(Compte),
    /// Someone with the same address has an account already; nothing was written.
    AVerifier(AVerifier),
}

impl Arrivee {
    /// The account, when there is nothing left to check.
    #[must_use]
    pub fn compte(self) -> Option<Compte> {
        match self {
            Self::Compte(compte) => Some(compte),
            Self::AVerifier(_) => None,
        }
    }
}

/// The accounts that may be that of someone who comes with an unknown identity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AVerifier {
    /// The accounts with that address.
    pub comptes: Vec<Uuid>,
    /// The providers that can vouch for their owners.
    pub emetteurs: Vec<String>,
}

/// What is decided of an identity nobody knows.
#[derive(Clone, Copy)]
enum Inconnue {
    /// An account, unless someone has that address already.
    SiPersonne,
    /// An account of its own, whoever has that address.
    AutreCompte,
    /// This account, which has that address.
    Rattacher(Uuid),
}

/// Finds or makes the account of someone who just proved who they are, and gives the roles that
/// were waiting for that address.
///
/// # Errors
/// The database's failures.
pub async fn connecter(env: &Environnement, identite: &Identite) -> Result<Arrivee> {
    arriver(env, identite, Inconnue::SiPersonne).await
}

/// The same for someone who says that no account with that address is theirs (two people may
/// share one).
///
/// # Errors
/// The database's failures.
pub async fn ouvrir_un_autre(env: &Environnement, identite: &Identite) -> Result<Compte> {
    let arrivee = arriver(env, identite, Inconnue::AutreCompte).await?;
    arrivee.compte().ok_or(Error::Introuvable)
}

/// Attaches an identity to the account of someone who has just signed in to it otherwise
/// (rule 1435).
///
/// # Errors
/// [`Error::Introuvable`] when that account has another address, or the identity another account.
pub async fn rattacher(env: &Environnement, compte: Uuid, identite: &Identite) -> Result<Compte> {
    let arrivee = arriver(env, identite, Inconnue::Rattacher(compte)).await?;
    let obtenu = arrivee.compte().filter(|obtenu| obtenu.id == compte);
    obtenu.ok_or(Error::Introuvable)
}

async fn arriver(env: &Environnement, identite: &Identite, inconnue: Inconnue) -> Result<Arrivee> {
    let nouveau = env.nouvel_id();
    env.store()
        .write(move |tx| {
            Box::pin(async move { inscrire(env, tx, nouveau, identite, inconnue).await })
        })
        .await
}

async fn inscrire(
    env: &Environnement,
    tx: &mut Tx<'_>,
    nouveau: Uuid,
    identite: &Identite,
    inconnue: Inconnue,
) -> Result<Arrivee> {
    let connue = identites::par_sujet::<Profil>(tx, &identite.emetteur, &identite.sub).await?;
    let id = match connue {
        Some(connue) => revoir(env, tx, &connue, identite).await?,
        None => match accueillir(env, tx, nouveau, identite, inconnue).await? {
            Ok(id) => id,
            Err(a_verifier) => return Ok(Arrivee::AVerifier(a_verifier)),
        },
    };
    invitations::accepter(env, tx, id, &identite.profil).await?;
    let profil = comptes::charger::<Profil>(tx, id).await?.document;
    Ok(Arrivee::Compte(Compte { id, profil }))
}

/// Someone comes back: what their provider now says replaces what it said.
async fn revoir(
    env: &Environnement,
    tx: &mut Tx<'_>,
    connue: &identites::Identite<Profil>,
    identite: &Identite,
) -> Result<Uuid> {
    let (id, maintenant) = (connue.compte_id, env.maintenant());
    comptes::noter_passage(tx, id, maintenant).await?;
    identites::noter(tx, &ecriture(env, identite)).await?;
    if connue.document.as_ref() == Some(&identite.profil) {
        return Ok(id);
    }
    let actuel = comptes::charger::<Profil>(tx, id).await?.document;
    let profil = composer(tx, id, identite).await?;
    if profil == actuel {
        return Ok(id);
    }
    comptes::modifier(tx, id, &profil.email, &profil).await?;
    let mut tour = installation::prendre_tour(tx).await?;
    noter(env, tx, &mut tour, "compte.modifie", id, &profil).await?;
    Ok(id)
}

/// Someone comes for the first time, with this identity at least.
async fn accueillir(
    env: &Environnement,
    tx: &mut Tx<'_>,
    nouveau: Uuid,
    identite: &Identite,
    inconnue: Inconnue,
) -> Result<std::result::Result<Uuid, AVerifier>> {
    // The turn comes first: of two first sign-ins with one address, the second sees the first.
    let mut tour = installation::prendre_tour(tx).await?;
    let connue = identites::par_sujet::<Profil>(tx, &identite.emetteur, &identite.sub).await?;
    if let Some(connue) = connue {
        // Another page of the same person made the account while the turn was awaited.
        return Ok(Ok(connue.compte_id));
    }
    let homonymes = homonymes(tx, &identite.profil.email).await?;
    let maintenant = env.maintenant();
    let (id, genre) = match inconnue {
        Inconnue::SiPersonne if !homonymes.comptes.is_empty() => return Ok(Err(homonymes)),
        Inconnue::SiPersonne | Inconnue::AutreCompte => {
            let compte = comptes::Nouveau {
                id: nouveau,
                courriel: &identite.profil.email,
                document: &identite.profil,
                cree_le: maintenant,
            };
            comptes::creer(tx, &compte).await?;
            (nouveau, "compte.cree")
        }
        Inconnue::Rattacher(compte) if homonymes.comptes.contains(&compte) => {
            (compte, "compte.identiteRattachee")
        }
        Inconnue::Rattacher(_) => return Err(Error::Introuvable),
    };
    identites::creer(tx, id, &ecriture(env, identite)).await?;
    let profil = composer(tx, id, identite).await?;
    if matches!(inconnue, Inconnue::Rattacher(_)) {
        comptes::modifier(tx, id, &profil.email, &profil).await?;
        comptes::noter_passage(tx, id, maintenant).await?;
    }
    noter(env, tx, &mut tour, genre, id, &profil).await?;
    Ok(Ok(id))
}

async fn noter(
    env: &Environnement,
    tx: &mut Tx<'_>,
    tour: &mut Tour<DeLInstallation>,
    genre: &str,
    compte: Uuid,
    profil: &Profil,
) -> Result<()> {
    let fait = journal::Fait {
        horodatage: env.maintenant(),
        acteur: Some(compte),
        genre,
        objet: &compte.to_string(),
        version: None,
        indice_apres: None,
        corps: profil,
    };
    journal::ajouter(tx, tour, &fait).await?;
    Ok(())
}

/// The accounts with that address, and who can vouch for their owners.
async fn homonymes(tx: &mut Tx<'_>, courriel: &str) -> Result<AVerifier> {
    let mut trouves = AVerifier::default();
    for compte in comptes::par_courriel::<Profil>(tx, courriel).await? {
        trouves.comptes.push(compte.id);
        for identite in identites::du_compte::<Profil>(tx, compte.id).await? {
            if !trouves.emetteurs.contains(&identite.emetteur) {
                trouves.emetteurs.push(identite.emetteur);
            }
        }
    }
    Ok(trouves)
}

/// What an account shows: what this identity says, completed by what the others said last.
async fn composer(tx: &mut Tx<'_>, compte: Uuid, identite: &Identite) -> Result<Profil> {
    let autres = identites::du_compte::<Profil>(tx, compte).await?;
    let autres = autres
        .into_iter()
        .filter(|autre| (&autre.emetteur, &autre.sujet) != (&identite.emetteur, &identite.sub));
    let dits = autres.filter_map(|autre| autre.document);
    Ok(dits.fold(identite.profil.clone(), |profil, autre| {
        profil.complete_par(&autre)
    }))
}

fn ecriture<'a>(env: &Environnement, identite: &'a Identite) -> identites::Ecriture<'a, Profil> {
    identites::Ecriture {
        emetteur: &identite.emetteur,
        sujet: &identite.sub,
        document: &identite.profil,
        vu_le: env.maintenant(),
    }
}
