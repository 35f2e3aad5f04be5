//! What happened to a service: its activity, the curve of its index, what others changed since
//! one's last visit (F20).
//!
//! Invariant: read from the journal only; reading changes nothing but the date of one's own visit.

mod courbe;
mod ligne;
mod visite;

pub use courbe::courbe;
pub use ligne::{Changement, Detail, EtatMesure, Ligne, Objet};
pub use visite::{Nouveautes, PLAFOND, depuis_ma_visite, noter_passage};
pub(crate) use visite::{nouveautes, nouveautes_depuis};

use std::collections::HashMap;

use domaine::droits::Action;
use domaine::historique::{Famille, grouper};
use stockage::Tx;
use stockage::journal::{self, Choix};
use uuid::Uuid;

use crate::acces::{ServiceOuvert, charger, lire};
use crate::{Context, Error, Result, comptes};

/// Lines read for a page of the activity.
pub const TAILLE_PAGE: i64 = 50;

/// Lines written in an export, at most.
pub const EXPORT_MAX: usize = 20_000;

/// Which part of the activity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Demande {
    /// Only this family of kinds.
    pub famille: Option<Famille>,
    /// Only what this person did.
    pub acteur: Option<Uuid>,
    /// Only lines before this number.
    pub avant: Option<i64>,
}

/// A person who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auteur {
    /// The account.
    pub compte: Uuid,
    /// First name and name.
    pub nom: String,
}

/// A page of the activity of a service.
#[derive(Clone, Debug)]
pub struct Activite {
    /// The service.
    pub service: ServiceOuvert,
    /// What happened, newest first; a group is one thing done in several lines.
    pub groupes: Vec<Vec<Ligne>>,
    /// The number to give as [`Demande::avant`] for what came before; none at the end.
    pub suite: Option<i64>,
    /// Everyone who ever did something there, by name.
    pub auteurs: Vec<Auteur>,
    /// What others did since the last visit, newest first; none during a first visit.
    pub nouveautes: Option<Depuis>,
}

/// What others did since a moment.
#[derive(Clone, Debug)]
pub struct Depuis {
    /// What was counted.
    pub compte: Nouveautes,
    /// The lines, grouped; the latest [`TAILLE_PAGE`] ones.
    pub groupes: Vec<Vec<Ligne>>,
}

/// The activity of a service.
///
/// # Errors
/// [`Error::Introuvable`] for whoever has no role on it.
pub async fn activite(ctx: &Context, service: Uuid, demande: &Demande) -> Result<Activite> {
    let demande = *demande;
    lire(ctx, service, Action::Lire, move |tx, role| {
        Box::pin(async move {
            let ouvert = charger(ctx, tx, service, role).await?;
            let mut lecteur = Lecteur::new(&ouvert);
            // One more than shown: whether something comes before.
            let mut lignes = lecteur
                .lignes(tx, &demande.choix(), TAILLE_PAGE + 1)
                .await?;
            let pleine = lignes.len() > usize::try_from(TAILLE_PAGE).unwrap_or(usize::MAX);
            if pleine {
                lignes.pop();
            }
            let suite = lignes.last().filter(|_| pleine).map(|l| l.sequence);
            let nouveautes = match nouveautes(ctx, tx, service).await? {
                Some(compte) if demande == Demande::default() && compte.nombre > 0 => {
                    let choix = compte.choix(ctx);
                    let groupes = groupes(lecteur.lignes(tx, &choix, TAILLE_PAGE).await?);
                    Some(Depuis { compte, groupes })
                }
                _ => None,
            };
            Ok(Activite {
                auteurs: lecteur.auteurs(tx).await?,
                groupes: groupes(lignes),
                suite,
                nouveautes,
                service: ouvert,
            })
        })
    })
    .await
}

/// Every line of the activity, newest first, ungrouped, for an export: [`EXPORT_MAX`] at most.
///
/// # Errors
/// As [`activite`].
pub async fn exporter(ctx: &Context, service: Uuid, demande: &Demande) -> Result<Vec<Ligne>> {
    lignes(ctx, service, demande, EXPORT_MAX).await
}

/// The lines of the activity, newest first, ungrouped: `limite` at most.
///
/// # Errors
/// As [`activite`].
pub async fn lignes(
    ctx: &Context,
    service: Uuid,
    demande: &Demande,
    limite: usize,
) -> Result<Vec<Ligne>> {
    let (demande, limite) = (*demande, en_base(limite));
    lire(ctx, service, Action::Lire, move |tx, role| {
        Box::pin(async move {
            let ouvert = charger(ctx, tx, service, role).await?;
            let mut lecteur = Lecteur::new(&ouvert);
            lecteur.lignes(tx, &demande.choix(), limite).await
        })
    })
    .await
}

/// What others did since one's last visit, newest first: `limite` lines at most, those before
/// `avant` when it is given; none during a first visit. Reading it is no visit.
///
/// # Errors
/// As [`activite`].
pub async fn lignes_depuis_ma_visite(
    ctx: &Context,
    service: Uuid,
    (avant, limite): (Option<i64>, usize),
) -> Result<Option<(Nouveautes, Vec<Ligne>)>> {
    let limite = en_base(limite);
    lire(ctx, service, Action::Lire, move |tx, role| {
        Box::pin(async move {
            let ouvert = charger(ctx, tx, service, role).await?;
            let Some(compte) = nouveautes(ctx, tx, service).await? else {
                return Ok(None);
            };
            let choix = Choix {
                avant,
                ..compte.choix(ctx)
            };
            let lignes = Lecteur::new(&ouvert).lignes(tx, &choix, limite).await?;
            Ok(Some((compte, lignes)))
        })
    })
    .await
}

fn en_base(limite: usize) -> i64 {
    i64::try_from(limite).unwrap_or(i64::MAX)
}

impl Demande {
    fn choix(&self) -> Choix {
        Choix {
            familles: self.famille.map(|f| f.mots().to_vec()).unwrap_or_default(),
            acteur: self.acteur,
            avant: self.avant,
            ..Choix::default()
        }
    }
}

/// The same person doing the same kind of thing reads as one thing.
fn groupes(lignes: Vec<Ligne>) -> Vec<Vec<Ligne>> {
    grouper(
        lignes,
        |l| l.quand,
        |l| Some((l.acteur?, l.genre?)).filter(|(_, genre)| genre.se_groupe()),
    )
}

/// Turns lines into what people read; a name is looked up once.
struct Lecteur<'a> {
    service: &'a ServiceOuvert,
    noms: HashMap<Uuid, Option<String>>,
}

impl<'a> Lecteur<'a> {
    fn new(service: &'a ServiceOuvert) -> Self {
        Self {
            service,
            noms: HashMap::new(),
        }
    }

    async fn lignes(&mut self, tx: &mut Tx<'_>, choix: &Choix, limite: i64) -> Result<Vec<Ligne>> {
        let lues = journal::activite(tx, self.service.fiche.id, choix, limite).await?;
        let mut lignes = Vec::with_capacity(lues.len());
        for lue in lues {
            lignes.push(self.ligne(tx, lue).await?);
        }
        Ok(lignes)
    }

    async fn auteurs(&mut self, tx: &mut Tx<'_>) -> Result<Vec<Auteur>> {
        let mut auteurs = Vec::new();
        for compte in journal::acteurs(tx, self.service.fiche.id).await? {
            if let Some(nom) = self.nom(tx, compte).await? {
                auteurs.push(Auteur { compte, nom });
            }
        }
        auteurs.sort_by_cached_key(|a| domaine::texte::cle_de_tri(&a.nom));
        Ok(auteurs)
    }

    /// The name of an account; none when it is no more.
    async fn nom(&mut self, tx: &mut Tx<'_>, compte: Uuid) -> Result<Option<String>> {
        if let Some(nom) = self.noms.get(&compte) {
            return Ok(nom.clone());
        }
        let nom = match comptes::nom(tx, Some(compte)).await {
            Ok(nom) => nom,
            Err(Error::Introuvable) => None,
            Err(erreur) => return Err(erreur),
        };
        self.noms.insert(compte, nom.clone());
        Ok(nom)
    }
}
