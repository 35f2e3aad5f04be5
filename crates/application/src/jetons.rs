//! Tokens of the API: made, listed and ended by the person they act for (rules 1065, PD1-T2).
//!
//! Invariant: the secret leaves this module once, when the token is made, and only its digest is
//! kept; a token never outlives what its owner may do, since their role is read at each request.

mod reconnaissance;

pub use reconnaissance::reconnaitre;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domaine::droits::Portee;
use domaine::saisie::controler;
use domaine::texte::normaliser_ligne;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};
use stockage::{Tx, comptes, installation, jetons, journal, services};
use uuid::Uuid;

use crate::acces::tenue;
use crate::comptes::Profil;
use crate::ecriture::{Commande, une_fois};
use crate::{Context, Environnement, Error, Raison, Result};

/// What every secret begins with, so that one left in a file is recognised.
pub const PREFIXE: &str = "mss_";
/// Longest name of a token, in characters.
pub const NOM_MAX: usize = 100;
/// Shortest life of a token, in days after today.
pub const JOURS_MIN: u16 = 1;
/// Longest life of a token, in days after today.
pub const JOURS_MAX: u16 = 366;
/// Tokens a person may have at once, those that ended aside.
pub const NOMBRE_MAX: usize = 50;

/// What goes with a token, encrypted.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Document {
    nom: String,
}

/// When a token ends: at 24:00, Europe/Paris, of its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Expiration {
    /// So many days from today, from [`JOURS_MIN`] to [`JOURS_MAX`].
    Jours(u16),
    /// That day.
    Le(Date),
}

/// Asks for a token.
#[derive(Clone, Debug, Serialize)]
pub struct Creer {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// What it is for.
    pub nom: String,
    /// Whether it may change anything.
    pub portee: Portee,
    /// The only services it sees; none for all those of its owner, later ones included.
    pub services: Option<Vec<Uuid>>,
    /// When it ends.
    pub expiration: Expiration,
}

impl Commande for Creer {
    const NOM: &'static str = "jetons.creer";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// A token was made.
#[derive(Clone, PartialEq, Eq)]
pub struct Cree {
    /// Its identifier.
    pub jeton: Uuid,
    /// Its secret, this once; none when the form was sent before, since it is not kept.
    pub secret: Option<String>,
}

impl std::fmt::Debug for Cree {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cree")
            .field("jeton", &self.jeton)
            .finish_non_exhaustive()
    }
}

/// What is recorded of it: enough to know whether this very attempt made it.
#[derive(Serialize, Deserialize)]
struct Issue {
    jeton: Uuid,
    empreinte: Vec<u8>,
}

/// Asks to end a token.
#[derive(Clone, Debug, Serialize)]
pub struct Revoquer {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The token.
    pub jeton: Uuid,
}

impl Commande for Revoquer {
    const NOM: &'static str = "jetons.revoquer";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// Where a token stands, worked out when it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Etat {
    /// It opens the API.
    Valable,
    /// Its last day is over.
    Expire,
    /// Its owner ended it.
    Revoque,
}

/// A token, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jeton {
    /// Its identifier.
    pub id: Uuid,
    /// What it is for.
    pub nom: String,
    /// Whether it may change anything.
    pub portee: Portee,
    /// Names of the services it is limited to, those its owner left aside; none for all of them.
    pub services: Option<Vec<String>>,
    /// When it was made.
    pub cree_le: Timestamp,
    /// When it ends.
    pub expire_le: Timestamp,
    /// Last use, to the minute.
    pub vu_le: Option<Timestamp>,
    /// Where it stands.
    pub etat: Etat,
}

/// Makes a token for the person who acts.
///
/// # Errors
/// [`Error::Saisie`] on `nom`, `services`, `expiration` or `jetons` (too many of them).
pub async fn creer(ctx: &Context, commande: &Creer) -> Result<Cree> {
    creer_par(ctx, commande, Some(ctx.acteur())).await
}

/// Makes a token for the person of that address, on the operator's behalf.
///
/// # Errors
/// Those of [`creer`]; [`Error::Introuvable`] when nobody, or several people, have that address.
pub async fn creer_pour(env: &Environnement, courriel: &str, commande: &Creer) -> Result<Cree> {
    let trouves = env
        .store()
        .read(|tx| {
            Box::pin(
                async move { Ok::<_, Error>(comptes::par_courriel::<Profil>(tx, courriel).await?) },
            )
        })
        .await?;
    match trouves.as_slice() {
        [compte] => creer_par(&env.pour(compte.id), commande, None).await,
        _ => Err(Error::Introuvable),
    }
}

async fn creer_par(ctx: &Context, commande: &Creer, acteur: Option<Uuid>) -> Result<Cree> {
    if ctx.delegation().is_some() {
        return Err(Error::HorsPortee);
    }
    let nom = nom_lu(&commande.nom)?;
    let maintenant = ctx.maintenant();
    let expire_le = fin(commande.expiration, maintenant)?;
    let secret = tirer(ctx).await?;
    let (id, empreinte) = (ctx.nouvel_id(), jetons::empreinte(&secret));
    let (nom, empreinte) = (&nom, &empreinte);
    let issue = une_fois(ctx, commande, move |tx, maintenant| {
        Box::pin(async move {
            verifier(ctx, tx, commande, maintenant).await?;
            let nouveau = jetons::Nouveau {
                id,
                compte_id: ctx.acteur(),
                empreinte,
                document: &Document { nom: nom.clone() },
                portee: commande.portee.id(),
                services: commande.services.as_deref(),
                cree_le: maintenant,
                expire_le,
            };
            let mut tour = installation::prendre_tour(tx).await?;
            jetons::creer(tx, &mut tour, &nouveau).await?;
            let fait = journal::Fait {
                horodatage: maintenant,
                acteur,
                genre: "jeton.cree",
                objet: &id.to_string(),
                version: None,
                indice_apres: None,
                corps: &(
                    ctx.acteur(),
                    nom,
                    commande.portee,
                    &commande.services,
                    expire_le,
                ),
            };
            journal::ajouter(tx, &mut tour, &fait).await?;
            Ok(Issue {
                jeton: id,
                empreinte: empreinte.clone(),
            })
        })
    })
    .await?;
    Ok(Cree {
        jeton: issue.jeton,
        secret: (issue.empreinte == *empreinte).then_some(secret),
    })
}

/// Ends a token of the person who acts; one that ended already stays so.
///
/// # Errors
/// [`Error::Introuvable`] when it is not theirs.
pub async fn revoquer(ctx: &Context, commande: &Revoquer) -> Result<()> {
    let id = commande.jeton;
    une_fois(ctx, commande, move |tx, maintenant| {
        Box::pin(async move {
            let siens = jetons::du_compte::<Document>(tx, ctx.acteur()).await?;
            let jeton = siens.into_iter().find(|j| j.id == id);
            if jeton.ok_or(Error::Introuvable)?.revoque_le.is_some() {
                return Ok(());
            }
            let mut tour = installation::prendre_tour(tx).await?;
            jetons::revoquer(tx, &mut tour, id, ctx.acteur(), maintenant).await?;
            let fait = journal::Fait {
                horodatage: maintenant,
                acteur: Some(ctx.acteur()),
                genre: "jeton.revoque",
                objet: &id.to_string(),
                version: None,
                indice_apres: None,
                corps: &(),
            };
            journal::ajouter(tx, &mut tour, &fait).await?;
            Ok(())
        })
    })
    .await
}

/// The tokens of the person who acts, latest first.
///
/// # Errors
/// The database's failures.
pub async fn lister(ctx: &Context) -> Result<Vec<Jeton>> {
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let mut liste = Vec::new();
                for jeton in jetons::du_compte::<Document>(tx, ctx.acteur()).await? {
                    let noms = match &jeton.services {
                        Some(services) => Some(noms(ctx, tx, services).await?),
                        None => None,
                    };
                    liste.push(Jeton {
                        etat: etat(&jeton, ctx.maintenant()),
                        id: jeton.id,
                        nom: jeton.document.nom,
                        portee: portee(&jeton.portee),
                        services: noms,
                        cree_le: jeton.cree_le,
                        expire_le: jeton.expire_le,
                        vu_le: jeton.vu_le,
                    });
                }
                Ok(liste)
            })
        })
        .await
}

/// The names of those services the person still sees.
async fn noms(ctx: &Context, tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<String>> {
    let mut noms = Vec::new();
    for id in ids {
        if tenue(ctx, tx, *id).await?.is_none() {
            continue;
        }
        match services::charger(tx, *id).await {
            Ok(service) => noms.push(service.nom),
            Err(stockage::Error::Absent { .. }) => {}
            Err(erreur) => return Err(erreur.into()),
        }
    }
    Ok(noms)
}

fn etat<T>(jeton: &jetons::Jeton<T>, maintenant: Timestamp) -> Etat {
    if jeton.revoque_le.is_some() {
        Etat::Revoque
    } else if jeton.expire_le <= maintenant {
        Etat::Expire
    } else {
        Etat::Valable
    }
}

/// An unknown word gives the least.
fn portee(id: &str) -> Portee {
    Portee::depuis_id(id).unwrap_or(Portee::Lecture)
}

async fn tirer(ctx: &Context) -> Result<String> {
    let octets = ctx
        .store()
        .read(|tx| Box::pin(async move { Ok::<_, Error>(jetons::tirer(tx)?) }))
        .await?;
    Ok(format!("{PREFIXE}{}", URL_SAFE_NO_PAD.encode(octets)))
}

/// What is checked with the database: the number of tokens, and the services it names.
async fn verifier(
    ctx: &Context,
    tx: &mut Tx<'_>,
    commande: &Creer,
    maintenant: Timestamp,
) -> Result<()> {
    let siens = jetons::du_compte::<Document>(tx, ctx.acteur()).await?;
    let valables = siens
        .iter()
        .filter(|j| etat(j, maintenant) == Etat::Valable);
    if valables.count() >= NOMBRE_MAX {
        let raison = Raison::TropNombreux { max: NOMBRE_MAX };
        return Err(saisie("jetons", raison));
    }
    let Some(choisis) = &commande.services else {
        return Ok(());
    };
    if choisis.is_empty() {
        return Err(saisie("services", Raison::Vide));
    }
    for (rang, service) in choisis.iter().enumerate() {
        if tenue(ctx, tx, *service).await?.is_none() || choisis[..rang].contains(service) {
            return Err(saisie("services", Raison::Inconnu));
        }
    }
    Ok(())
}

fn nom_lu(brut: &str) -> Result<String> {
    let nom = normaliser_ligne(brut);
    match controler(&nom, NOM_MAX, true) {
        Some(raison) => Err(saisie("nom", raison)),
        None => Ok(nom),
    }
}

/// The last instant of a token.
fn fin(expiration: Expiration, maintenant: Timestamp) -> Result<Timestamp> {
    let refus = || saisie("expiration", Raison::DateHorsBornes);
    let paris = TimeZone::get("Europe/Paris").map_err(|_| refus())?;
    let aujourd_hui = maintenant.to_zoned(paris.clone()).date();
    let dans = |jours: u16| aujourd_hui.checked_add(Span::new().days(i64::from(jours)));
    let dernier = match expiration {
        Expiration::Jours(jours) => dans(jours).map_err(|_| refus())?,
        Expiration::Le(date) => date,
    };
    let premier = dans(JOURS_MIN).map_err(|_| refus())?;
    let limite = dans(JOURS_MAX).map_err(|_| refus())?;
    if !(premier..=limite).contains(&dernier) {
        return Err(refus());
    }
    let lendemain = dernier.tomorrow().map_err(|_| refus())?;
    let minuit = lendemain.to_zoned(paris).map_err(|_| refus())?;
    Ok(minuit.timestamp())
}

fn saisie(champ: &'static str, raison: Raison) -> Error {
    Error::Saisie { champ, raison }
}
