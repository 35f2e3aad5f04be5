//! People: the account made at first sign-in, and the names shown to colleagues.
//!
//! Invariant: who a person is comes from the identity provider only (rule 1114); its attributes
//! keep the names the federation gives them (rule 1436).

use std::collections::BTreeMap;

use crate::acces::habilitation;
use serde::{Deserialize, Serialize};
use stockage::{Tx, comptes, installation, invitations, journal, membres, services};
use uuid::Uuid;

use crate::equipe::Invite;
use crate::{Context, Environnement, Error, Result};

/// What the identity provider says of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identite {
    /// The provider.
    #[serde(skip)]
    pub emetteur: String,
    /// How the provider names the person; opaque.
    #[serde(skip)]
    pub sub: String,
    /// E-mail address.
    pub email: String,
    /// First name.
    #[serde(default)]
    pub given_name: String,
    /// Name in use.
    #[serde(default)]
    pub usual_name: String,
    /// SIRET of the employer, when the provider knows it.
    #[serde(default)]
    pub siret: String,
    /// Unit of the employer, when the provider knows it.
    #[serde(default)]
    pub organizational_unit: String,
}

impl Identite {
    /// The name to show: first name and name, or the address when the provider gives none.
    #[must_use]
    pub fn nom_affiche(&self) -> String {
        let nom = format!("{} {}", self.given_name.trim(), self.usual_name.trim());
        match nom.trim() {
            "" => self.email.clone(),
            nom => nom.to_owned(),
        }
    }
}

/// An account, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compte {
    /// Its identifier.
    pub id: Uuid,
    /// What the provider said last.
    pub identite: Identite,
}

/// Finds or makes the account of someone who just proved who they are, and gives the roles that
/// were waiting for that address.
///
/// # Errors
/// The database's failures.
pub async fn connecter(env: &Environnement, identite: &Identite) -> Result<Compte> {
    match rattacher(env, identite).await {
        // Another page of the same person made the account meanwhile: it is found this time.
        Err(Error::Interne(stockage::Error::DejaPresent(_))) => rattacher(env, identite).await,
        issue => issue,
    }
}

async fn rattacher(env: &Environnement, identite: &Identite) -> Result<Compte> {
    let nouveau = env.nouvel_id();
    env.store()
        .write(move |tx| {
            Box::pin(async move {
                let id = inscrire(env, tx, nouveau, identite).await?;
                accepter_invitations(env, tx, id, identite).await?;
                Ok(Compte {
                    id,
                    identite: identite.clone(),
                })
            })
        })
        .await
}

async fn inscrire(
    env: &Environnement,
    tx: &mut Tx<'_>,
    nouveau: Uuid,
    identite: &Identite,
) -> Result<Uuid> {
    let maintenant = env.maintenant();
    let connu = comptes::par_sujet::<Identite>(tx, &identite.emetteur, &identite.sub).await?;
    let (id, genre) = match connu {
        Some(compte) => {
            comptes::noter_passage(tx, compte.id, maintenant).await?;
            let identite_connue = Identite {
                emetteur: compte.emetteur,
                sub: compte.sujet,
                ..compte.document
            };
            if identite_connue == *identite {
                return Ok(compte.id);
            }
            comptes::modifier(tx, compte.id, &identite.email, identite).await?;
            (compte.id, "compte.modifie")
        }
        None => {
            let compte = comptes::Nouveau {
                id: nouveau,
                emetteur: &identite.emetteur,
                sujet: &identite.sub,
                courriel: &identite.email,
                document: identite,
                cree_le: maintenant,
            };
            comptes::creer(tx, &compte).await?;
            (nouveau, "compte.cree")
        }
    };
    let mut tour = installation::prendre_tour(tx).await?;
    let fait = journal::Fait {
        horodatage: maintenant,
        acteur: Some(id),
        genre,
        objet: &id.to_string(),
        version: None,
        indice_apres: None,
        corps: identite,
    };
    journal::ajouter(tx, &mut tour, &fait).await?;
    Ok(id)
}

/// Turns the invitations of an address into roles; someone who already has a role keeps it.
async fn accepter_invitations(
    env: &Environnement,
    tx: &mut Tx<'_>,
    compte: Uuid,
    identite: &Identite,
) -> Result<()> {
    let attendues = invitations::pour_courriel::<Invite>(tx, &identite.email).await?;
    for attendue in attendues {
        let mut tour = services::prendre_tour(tx, attendue.service_id).await?;
        // Withdrawn or changed while the turn was awaited?
        let toutes = invitations::toutes::<Invite>(tx, attendue.service_id).await?;
        let Some(invitation) = toutes.into_iter().find(|i| i.id == attendue.id) else {
            continue;
        };
        invitations::retirer(tx, &mut tour, invitation.id).await?;
        let deja = membres::titre(tx, invitation.service_id, compte).await?;
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

/// A provider now answers at another address: its people keep their accounts and services.
///
/// # Errors
/// The database's failures, among them someone who already signed in at the new address.
pub async fn changer_emetteur(env: &Environnement, ancien: &str, nouveau: &str) -> Result<()> {
    env.store()
        .write(move |tx| {
            Box::pin(async move {
                let mut tour = installation::prendre_tour(tx).await?;
                let touches = comptes::changer_emetteur(tx, &mut tour, ancien, nouveau).await?;
                let fait = journal::Fait {
                    horodatage: env.maintenant(),
                    acteur: None,
                    genre: "comptes.emetteurChange",
                    objet: "installation",
                    version: None,
                    indice_apres: None,
                    corps: &(ancien, nouveau, touches),
                };
                journal::ajouter(tx, &mut tour, &fait).await?;
                Ok(())
            })
        })
        .await
}

/// The account of the person who acts.
///
/// # Errors
/// The database's failures.
pub async fn moi(ctx: &Context) -> Result<Compte> {
    let id = ctx.acteur();
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let lu = comptes::charger::<Identite>(tx, id).await?;
                let identite = Identite {
                    emetteur: lu.emetteur,
                    sub: lu.sujet,
                    ..lu.document
                };
                Ok(Compte { id, identite })
            })
        })
        .await
}

/// The name to show for an account; none for the program itself.
pub(crate) async fn nom(tx: &mut Tx<'_>, compte: Option<Uuid>) -> Result<Option<String>> {
    let Some(compte) = compte else {
        return Ok(None);
    };
    let compte = comptes::charger::<Identite>(tx, compte).await?;
    Ok(Some(compte.document.nom_affiche()))
}

/// The names of the people a page mentions, each read once.
#[derive(Debug, Default)]
pub(crate) struct Annuaire(BTreeMap<Uuid, Option<String>>);

impl Annuaire {
    /// The name to show for an account; none when there is no such account any more.
    pub(crate) async fn nom(&mut self, tx: &mut Tx<'_>, compte: Uuid) -> Result<Option<String>> {
        if let Some(nom) = self.0.get(&compte) {
            return Ok(nom.clone());
        }
        let nom = match comptes::charger::<Identite>(tx, compte).await {
            Ok(lu) => Some(lu.document.nom_affiche()),
            Err(stockage::Error::Absent { .. }) => None,
            Err(erreur) => return Err(erreur.into()),
        };
        self.0.insert(compte, nom.clone());
        Ok(nom)
    }

    /// The members of a service, in order of arrival.
    pub(crate) async fn membres(
        &mut self,
        tx: &mut Tx<'_>,
        service: Uuid,
    ) -> Result<Vec<(Uuid, String)>> {
        let membres = nommes(comptes::du_service(tx, service).await?);
        let connus = membres.iter().cloned();
        self.0
            .extend(connus.map(|(compte, nom)| (compte, Some(nom))));
        Ok(membres)
    }
}

/// The members of a service someone opened, in order of arrival.
pub(crate) async fn membres(ctx: &Context, service: Uuid) -> Result<Vec<(Uuid, String)>> {
    let comptes = comptes::lire_ceux_du_service(ctx.store(), service).await?;
    Ok(nommes(comptes))
}

fn nommes(comptes: Vec<comptes::Compte<Identite>>) -> Vec<(Uuid, String)> {
    let nomme = |c: comptes::Compte<Identite>| (c.id, c.document.nom_affiche());
    comptes.into_iter().map(nomme).collect()
}
