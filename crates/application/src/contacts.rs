//! Who answers for what around a service, and who has access to it.
//!
//! Invariant: a contact is no right: naming someone here opens nothing. Two people on two parts
//! merge, two people on the same one see both (`domaine::contacts`, `domaine::fusion`).

mod propositions;

pub use propositions::Proposition;

use domaine::contacts::{ChampContacts, Contacts, Manque, manques};
use domaine::droits::Action;
use domaine::fusion::{ParChamps, fusionner};
use domaine::organisations::TypeEntite;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stockage::contacts::OBJET;
use stockage::{Tx, contacts as base, journal, organisations};
use uuid::Uuid;

use crate::acces::{ServiceOuvert, charger, lire};
use crate::ecriture::{Commande, Ecriture, exiger_version, sur_service};
use crate::historique::nouveautes;
use crate::{Context, Error, Result, comptes};

/// Everything about the contacts of a service: what its page shows, and what its dossier takes.
#[derive(Clone, Debug)]
pub struct ContactsDuService {
    /// The service.
    pub service: ServiceOuvert,
    /// From 1; 0 until someone writes something.
    pub version: i64,
    /// Everyone.
    pub contacts: Contacts,
    /// What the dossier needs and does not have yet, the most needed first.
    pub manques: Vec<Manque>,
    /// The type of the organisation, when it says it.
    pub entite: Option<TypeEntite>,
    /// Who last changed them, by name, and when.
    pub modifies: Option<(Option<String>, Timestamp)>,
    /// Members of the team who could fill an empty role in.
    pub propositions: Vec<Proposition>,
}

/// Asks to write some parts of the contacts; the others stay as stored.
#[derive(Clone, Debug, Serialize)]
pub struct ModifierContacts {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// The version the form was loaded at.
    pub version: i64,
    /// The parts it holds.
    pub champs: Vec<ChampContacts>,
    /// What they say now.
    pub saisie: Contacts,
    /// For a program: nothing is merged over another version.
    pub stricte: bool,
}

impl Commande for ModifierContacts {
    const NOM: &'static str = "contacts.modifier";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// Contacts were written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactsModifies {
    /// Their version now.
    pub version: i64,
}

/// Two values of the same part.
#[derive(Clone, Debug)]
pub struct ConflitContacts {
    /// The service as stored.
    pub service: ServiceOuvert,
    /// Version of what is stored.
    pub version: i64,
    /// What is stored.
    pub en_place: Contacts,
    /// What was typed, on top of what it was typed from.
    pub les_miens: Contacts,
    /// Parts with two values.
    pub conflits: Vec<ChampContacts>,
    /// Who saved last, by name.
    pub auteur: Option<String>,
    /// When.
    pub quand: Timestamp,
}

/// Everything about the contacts of a service, in one reading.
///
/// # Errors
/// [`Error::Introuvable`].
pub async fn contacts(ctx: &Context, service: Uuid) -> Result<ContactsDuService> {
    contacts_pour(ctx, service, Action::Lire).await
}

/// The same, to write some: the form that leads there is for those who may.
///
/// # Errors
/// [`Error::Introuvable`], [`Error::Interdit`].
pub async fn contacts_pour(
    ctx: &Context,
    service: Uuid,
    action: Action,
) -> Result<ContactsDuService> {
    lire(ctx, service, action, move |tx, habilitation| {
        Box::pin(async move {
            let mut ouvert = charger(ctx, tx, service, habilitation).await?;
            ouvert.nouveautes = nouveautes(ctx, tx, service).await?;
            du_service(tx, ouvert).await
        })
    })
    .await
}

/// Everything about the contacts of an open service.
async fn du_service(tx: &mut Tx<'_>, service: ServiceOuvert) -> Result<ContactsDuService> {
    let ecrits = base::charger::<Contacts>(tx, service.fiche.id).await?;
    let (version, contacts, modifies) = match ecrits {
        None => (0, Contacts::default(), None),
        Some(ecrits) => {
            let qui = comptes::nom(tx, Some(ecrits.modifie_par)).await?;
            let modifies = Some((qui, ecrits.modifie_le));
            (ecrits.version, ecrits.document, modifies)
        }
    };
    let organisation = organisations::charger(tx, service.fiche.organisation_id).await?;
    let entite = organisation.type_entite.as_deref();
    let entite = entite.and_then(TypeEntite::depuis_id);
    let propositions = propositions::pour(tx, service.fiche.id, &contacts, &organisation).await?;
    Ok(ContactsDuService {
        manques: manques(&contacts, &service.reponses, entite),
        entite,
        version,
        contacts,
        modifies,
        propositions,
        service,
    })
}

/// Writes parts of the contacts of a service.
///
/// # Errors
/// [`Error::SaisiesDansUneListe`], [`Error::ConflitContacts`] when someone changed the same parts
/// otherwise since, [`Error::VersionDepassee`] for a program, [`Error::Introuvable`],
/// [`Error::Interdit`].
pub async fn modifier_contacts(
    ctx: &Context,
    commande: &ModifierContacts,
) -> Result<ContactsModifies> {
    sur_service(
        ctx,
        commande.service,
        Action::GererContacts,
        commande,
        move |tx, ecriture| Box::pin(modifier(ctx, tx, commande, ecriture)),
    )
    .await
}

async fn modifier(
    ctx: &Context,
    tx: &mut Tx<'_>,
    commande: &ModifierContacts,
    ecriture: Ecriture,
) -> Result<ContactsModifies> {
    let Ecriture {
        mut tour,
        habilitation,
        maintenant,
    } = ecriture;
    let service = commande.service;
    let ecrits = base::charger::<Contacts>(tx, service).await?;
    let version = ecrits.as_ref().map_or(0, |e| e.version);
    let en_place = ecrits.as_ref().map(|e| e.document.clone());
    let en_place = en_place.unwrap_or_default();
    exiger_version(commande.stricte.then_some(commande.version), version)?;

    let base_lue = base_de(tx, commande, version, &en_place).await?;
    let mut miens = base_lue.clone();
    for champ in &commande.champs {
        miens.reprendre(&commande.saisie, *champ);
    }
    let miens = miens.normalises();
    let refus = miens.refus();
    if !refus.is_empty() {
        return Err(Error::SaisiesDansUneListe(refus));
    }
    let mut fusion = fusionner(&base_lue, &en_place, &miens);
    if !fusion.conflits.is_empty() && seul_depuis(ctx, tx, commande).await? {
        for champ in std::mem::take(&mut fusion.conflits) {
            fusion.valeur.reprendre(&miens, champ);
        }
    }
    if let (false, Some(ecrits)) = (fusion.conflits.is_empty(), ecrits) {
        return Err(Error::ConflitContacts(Box::new(ConflitContacts {
            service: charger(ctx, tx, service, habilitation).await?,
            version,
            en_place,
            les_miens: miens,
            conflits: fusion.conflits,
            auteur: comptes::nom(tx, Some(ecrits.modifie_par)).await?,
            quand: ecrits.modifie_le,
        })));
    }
    if fusion.valeur == en_place {
        return Ok(ContactsModifies { version });
    }
    let par = (maintenant, ctx.acteur());
    let version = base::enregistrer(tx, &mut tour, version, &fusion.valeur, par).await?;
    let fait = journal::Fait {
        horodatage: maintenant,
        acteur: Some(ctx.acteur()),
        genre: "contacts.modifies",
        objet: OBJET,
        version: Some(version),
        indice_apres: None,
        corps: &fusion.valeur,
    };
    journal::ajouter(tx, &mut tour, &fait).await?;
    Ok(ContactsModifies { version })
}

/// What the form was loaded with, read back from the journal. An erased body leaves nothing to
/// compare with: then every difference is a conflict.
async fn base_de(
    tx: &mut Tx<'_>,
    commande: &ModifierContacts,
    version: i64,
    en_place: &Contacts,
) -> Result<Contacts> {
    if commande.version == version {
        return Ok(en_place.clone());
    }
    let lue = journal::a_la_version(tx, commande.service, OBJET, commande.version).await?;
    Ok(lue.unwrap_or_default())
}

/// Whether nobody else wrote since the form was loaded: then the last word is theirs.
async fn seul_depuis(ctx: &Context, tx: &mut Tx<'_>, commande: &ModifierContacts) -> Result<bool> {
    let depuis = commande.version;
    let ecritures = journal::ecritures_depuis(tx, commande.service, OBJET, depuis).await?;
    Ok(ecritures
        .iter()
        .all(|(acteur, _)| *acteur == Some(ctx.acteur())))
}
