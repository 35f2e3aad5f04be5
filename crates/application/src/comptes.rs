//! People: the account made at first sign-in, the identities that open it, and the names shown
//! to colleagues.
//!
//! Invariant: who a person is comes from the identity provider only (rule 1114); its attributes
//! keep the names the federation gives them (rule 1436).

mod connexion;
mod identites;
mod invitations;

pub use connexion::{AVerifier, Arrivee, connecter, ouvrir_un_autre, rattacher};
pub use identites::{Detacher, detacher, mes_identites};

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stockage::{Tx, comptes, identites as table, installation, journal};
use uuid::Uuid;

use crate::{Context, Environnement, Result};

/// Who a provider says a person is: the pair that names them, and what it says of them.
///
/// Invariant: the address is one the provider vouches for; `web` refuses any other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identite {
    /// The provider.
    pub emetteur: String,
    /// How the provider names the person; opaque.
    pub sub: String,
    /// What it says of them.
    pub profil: Profil,
}

/// What an identity provider says of a person, under the names of the federation (rule 1436).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profil {
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
    /// Other attributes the operator asks to keep, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributs: BTreeMap<String, String>,
}

impl Profil {
    /// The name to show: first name and name, or the address when the provider gives none.
    #[must_use]
    pub fn nom_affiche(&self) -> String {
        let nom = format!("{} {}", self.given_name.trim(), self.usual_name.trim());
        match nom.trim() {
            "" => self.email.clone(),
            nom => nom.to_owned(),
        }
    }

    /// The same, what this provider does not say being taken from `autre`.
    #[must_use]
    pub(crate) fn complete_par(mut self, autre: &Self) -> Self {
        for (champ, connu) in [
            (&mut self.given_name, &autre.given_name),
            (&mut self.usual_name, &autre.usual_name),
            (&mut self.siret, &autre.siret),
            (&mut self.organizational_unit, &autre.organizational_unit),
        ] {
            if champ.is_empty() {
                champ.clone_from(connu);
            }
        }
        for (nom, valeur) in &autre.attributs {
            let connu = self.attributs.entry(nom.clone());
            connu.or_insert_with(|| valeur.clone());
        }
        self
    }
}

/// An account, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compte {
    /// Its identifier.
    pub id: Uuid,
    /// What its providers said last.
    pub profil: Profil,
}

/// A way to sign in to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentiteAttachee {
    /// The provider.
    pub emetteur: String,
    /// How the provider names the person.
    pub sub: String,
    /// What it said last; none until the next sign-in with it.
    pub profil: Option<Profil>,
    /// When it was attached to the account.
    pub depuis: Timestamp,
    /// Last sign-in with it.
    pub vu_le: Timestamp,
}

impl From<table::Identite<Profil>> for IdentiteAttachee {
    fn from(lue: table::Identite<Profil>) -> Self {
        Self {
            emetteur: lue.emetteur,
            sub: lue.sujet,
            profil: lue.document,
            depuis: lue.cree_le,
            vu_le: lue.vu_le,
        }
    }
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
                let touches = table::changer_emetteur(tx, &mut tour, ancien, nouveau).await?;
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
                let profil = comptes::charger::<Profil>(tx, id).await?.document;
                Ok(Compte { id, profil })
            })
        })
        .await
}

/// The name to show for an account; none for the program itself.
pub(crate) async fn nom(tx: &mut Tx<'_>, compte: Option<Uuid>) -> Result<Option<String>> {
    let Some(compte) = compte else {
        return Ok(None);
    };
    let compte = comptes::charger::<Profil>(tx, compte).await?;
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
        let nom = match comptes::charger::<Profil>(tx, compte).await {
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

fn nommes(comptes: Vec<comptes::Compte<Profil>>) -> Vec<(Uuid, String)> {
    let nomme = |c: comptes::Compte<Profil>| (c.id, c.document.nom_affiche());
    comptes.into_iter().map(nomme).collect()
}
