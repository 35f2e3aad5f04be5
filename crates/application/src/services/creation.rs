//! Making a service: from nothing, from an example, from another service (F01, F13, F25).
//!
//! Invariant: a name and an organisation suffice; a copy takes the answers and the text of
//! the specific measures, never the statuses nor the people.

use domaine::droits::{Action, Role};
use domaine::reponses::Reponses;
use domaine::texte::{cle_de_tri, est_interdit, normaliser_ligne};
use domaine::vocabulaire::Champ;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stockage::{Tour, Tx, descriptions, journal, membres, organisations, services};
use uuid::Uuid;

use super::{fiche, mettre_en_cache};
use crate::acces::{autoriser, charger, titre};
use crate::ecriture::{Commande, une_fois};
use crate::error::Invalide;
use crate::specifiques;
use crate::{Context, Error, Raison, Result};

/// Longest name of an organisation, in characters.
pub const NOM_ORGANISATION_MAX: usize = 200;

/// What the answers of a new service start from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Depart {
    /// Nothing.
    Vide,
    /// A ready-made description of the catalogue.
    Exemple(String),
}

/// Asks for a new service.
#[derive(Clone, Debug, Serialize)]
pub struct Creer {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// Its name.
    pub nom: String,
    /// SIRET of the organisation that answers for it.
    pub siret: String,
    /// Name of that organisation; only read when the SIRET is not known yet.
    pub organisation: String,
    /// What to start from.
    pub depart: Depart,
}

impl Commande for Creer {
    const NOM: &'static str = "services.creer";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// Asks for a copy of a service under another name.
#[derive(Clone, Debug, Serialize)]
pub struct Dupliquer {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service to copy.
    pub service: Uuid,
    /// The name of the copy.
    pub nom: String,
}

impl Commande for Dupliquer {
    const NOM: &'static str = "services.dupliquer";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// A service was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cree {
    /// Its identifier.
    pub service: Uuid,
}

/// Makes a draft; the person owns it.
///
/// # Errors
/// [`Error::Invalide`] on the name or the SIRET, [`Error::Saisie`] on `organisation` or `depart`.
pub async fn creer(ctx: &Context, commande: &Creer) -> Result<Cree> {
    ctx.peut_creer()?;
    let mut reponses = match &commande.depart {
        Depart::Vide => Reponses::default(),
        Depart::Exemple(id) => {
            let exemple = ctx.catalogue().exemple(id).ok_or(Error::Saisie {
                champ: "depart",
                raison: Raison::Inconnu,
            })?;
            exemple.reponses.clone()
        }
    };
    reponses.nom_service.clone_from(&commande.nom);
    reponses
        .organisation_responsable
        .siret
        .clone_from(&commande.siret);
    // Chosen at the last step, once the answers say how low one may go.
    reponses.niveau_securite = None;
    let reponses = &controler(reponses, &[Champ::NomService, Champ::Siret])?;
    let id = ctx.nouvel_id();
    une_fois(ctx, commande, move |tx, maintenant| {
        Box::pin(async move {
            let siret = &reponses.organisation_responsable.siret;
            let organisation =
                organisation(ctx, tx, siret, &commande.organisation, maintenant).await?;
            inscrire(ctx, tx, id, organisation, reponses, maintenant).await?;
            Ok(Cree { service: id })
        })
    })
    .await
}

/// Makes a draft out of another service's answers; the person owns it.
///
/// # Errors
/// [`Error::Introuvable`], [`Error::Invalide`] on the name.
pub async fn dupliquer(ctx: &Context, commande: &Dupliquer) -> Result<Cree> {
    let id = ctx.nouvel_id();
    une_fois(ctx, commande, move |tx, maintenant| {
        Box::pin(async move {
            let role = autoriser(ctx, tx, commande.service, Action::Dupliquer).await?;
            ctx.peut_creer()?;
            let nom = Reponses {
                nom_service: commande.nom.clone(),
                ..Reponses::default()
            };
            let nom = controler(nom, &[Champ::NomService])?.nom_service;
            let modele = charger(ctx, tx, commande.service, role).await?;
            let reponses = Reponses {
                nom_service: nom,
                ..modele.reponses
            };
            let organisation = modele.fiche.organisation_id;
            let mut tour = inscrire(ctx, tx, id, organisation, &reponses, maintenant).await?;
            specifiques::recopier(ctx, tx, &mut tour, &modele.specifiques, maintenant).await?;
            Ok(Cree { service: id })
        })
    })
    .await
}

fn controler(reponses: Reponses, obligatoires: &[Champ]) -> Result<Reponses> {
    let reponses = reponses.normalisees();
    let manques = obligatoires.iter().filter(|c| !reponses.a_repondu(**c));
    let invalides: Vec<_> = manques
        .map(|champ| Invalide::Manque(*champ))
        .chain(reponses.refus().into_iter().map(Invalide::Contenu))
        .collect();
    if invalides.is_empty() {
        Ok(reponses)
    } else {
        Err(Error::Invalide(invalides))
    }
}

/// The organisation of that SIRET, made under that name when it is not known.
pub(crate) async fn organisation(
    ctx: &Context,
    tx: &mut Tx<'_>,
    siret: &str,
    nom: &str,
    maintenant: Timestamp,
) -> Result<Uuid> {
    if let Some(connue) = organisations::par_siret(tx, siret).await? {
        return Ok(connue.id);
    }
    let nom = normaliser_ligne(nom);
    let raison = if nom.is_empty() {
        Some(Raison::Vide)
    } else if nom.chars().count() > NOM_ORGANISATION_MAX {
        Some(Raison::TropLong {
            max: NOM_ORGANISATION_MAX,
        })
    } else if nom.chars().any(est_interdit) {
        Some(Raison::CaractereInterdit)
    } else {
        None
    };
    if let Some(raison) = raison {
        return Err(Error::Saisie {
            champ: "organisation",
            raison,
        });
    }
    let nouvelle = organisations::Nouvelle {
        id: ctx.nouvel_id(),
        siret,
        nom: &nom,
        nom_tri: &cle_de_tri(&nom),
        cree_le: maintenant,
    };
    let creee = organisations::trouver_ou_creer(tx, &nouvelle).await?;
    if creee.id != nouvelle.id {
        // Made by someone else meanwhile: its line is theirs.
        return Ok(creee.id);
    }
    let mut tour = organisations::prendre_tour(tx, creee.id).await?;
    let fait = journal::Fait {
        horodatage: maintenant,
        acteur: Some(ctx.acteur()),
        genre: "organisation.creee",
        objet: siret,
        version: None,
        indice_apres: None,
        corps: &nom,
    };
    journal::ajouter(tx, &mut tour, &fait).await?;
    Ok(creee.id)
}

async fn inscrire(
    ctx: &Context,
    tx: &mut Tx<'_>,
    id: Uuid,
    organisation: Uuid,
    reponses: &Reponses,
    maintenant: Timestamp,
) -> Result<Tour> {
    let nouveau = services::Nouveau {
        id,
        fiche: fiche(reponses, organisation, services::Etat::Brouillon),
        catalogue: ctx.catalogue().version().to_owned(),
        cree_le: maintenant,
    };
    let mut tour = services::creer(tx, &nouveau).await?;
    let version = descriptions::enregistrer(tx, &mut tour, 0, reponses).await?;
    let proprietaire = membres::Membre {
        compte_id: ctx.acteur(),
        titre: titre(Role::Proprietaire.into()),
        ajoute_le: maintenant,
        ajoute_par: None,
    };
    membres::poser(tx, &mut tour, &proprietaire).await?;
    let service = charger(ctx, tx, id, Role::Proprietaire.into()).await?;
    mettre_en_cache(tx, &mut tour, &service, maintenant).await?;
    let fait = journal::Fait {
        horodatage: maintenant,
        acteur: Some(ctx.acteur()),
        genre: "service.cree",
        objet: descriptions::OBJET,
        version: Some(version),
        indice_apres: None,
        corps: reponses,
    };
    journal::ajouter(tx, &mut tour, &fait).await?;
    Ok(tour)
}
