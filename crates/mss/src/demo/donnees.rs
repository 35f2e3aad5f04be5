//! What the demonstration holds when it starts, made through the use cases like anything else.
//!
//! Invariant: running it again on a half-made directory completes it: every write carries an
//! operation id that depends on what it makes, not on when.

mod histoire;
mod services;

use std::sync::Arc;

use anyhow::{Context as _, Result};
use application::comptes::{Identite, Profil, connecter};
use application::description::{Enregistrer, Intention, enregistrer};
use application::equipe::{Changement, ModifierEquipe, modifier_equipe};
use application::historique::noter_passage;
use application::mesures::{Statuer, statuer};
use application::services::{Creer, Depart, creer};
use application::{Context, Environnement, acces};
use domaine::droits::{Action, Role, autorise};
use domaine::reponses::Reponses;
use domaine::vocabulaire::Champ;
use enumset::EnumSet;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use stockage::ports::{HorlogeFixe, IdsSysteme};
use uuid::Uuid;

use super::personnes::{PERSONNES, Personne, SIRET};
use histoire::histoire;
use services::{SERVICES, ServiceDemo, Stade};

/// The organisation of the example.
const ORGANISATION: &str = "Ville de Saint-Aubin";

/// Makes the example data; `emetteur` is the provider that vouches for the five people.
///
/// # Errors
///
/// A use case refuses: the example data is wrong.
pub(crate) async fn semer(monde: &Environnement, emetteur: &str) -> Result<()> {
    for personne in &PERSONNES {
        compte(monde, emetteur, personne).await?;
    }
    for service in &SERVICES {
        semer_un(monde, emetteur, service)
            .await
            .with_context(|| format!("L’exemple « {} » ne peut pas être créé", service.nom))?;
    }
    Ok(())
}

/// Makes a service as it would have been made: months ago, by several people, day after day.
async fn semer_un(present: &Environnement, emetteur: &str, service: &ServiceDemo) -> Result<()> {
    let passe = Passe::new(present, service.stade);
    let monde = &passe.monde;
    let ctx = compte(monde, emetteur, personne(service.proprietaire)?).await?;
    let operations = Operations(service.nom);
    let commande = Creer {
        operation: operations.id("creer"),
        nom: service.nom.to_owned(),
        siret: SIRET.to_owned(),
        organisation: ORGANISATION.to_owned(),
        depart: service
            .exemple
            .map_or(Depart::Vide, |id| Depart::Exemple(id.to_owned())),
    };
    let id = creer(&ctx, &commande).await?.service;
    let mut auteurs = vec![ctx.clone()];
    for (sub, role) in service.equipe {
        inviter(&ctx, id, &operations, personne(sub)?, *role).await?;
        if autorise(*role, Action::Securiser) {
            auteurs.push(compte(monde, emetteur, personne(sub)?).await?);
        }
    }
    decrire(&ctx, id, &operations, service).await?;
    if service.stade == Stade::Brouillon {
        return Ok(());
    }
    let ouvert = acces::ouvrir(&ctx, id).await?;
    let evaluation = &ouvert.bilan()?.evaluation;
    let questions: Vec<_> = ouvert
        .catalogue
        .questions(evaluation.mesures.toutes())
        .map(|q| q.mesure)
        .collect();
    let exigences: Vec<_> = questions
        .iter()
        .map(|m| evaluation.mesures.exigence(*m))
        .collect();
    let visite = passe.duree - DERNIERE_VISITE;
    let mut venus = false;
    for pas in histoire(service.stade, &exigences, auteurs.len()) {
        if !venus && pas.apres >= visite {
            venus = true;
            passe.aller(visite);
            passer(&auteurs, id).await?;
        }
        passe.aller(pas.apres);
        let (Some(mesure), Some(auteur)) = (questions.get(pas.rang), auteurs.get(pas.auteur))
        else {
            continue;
        };
        let mesure = &ouvert.catalogue.mesure(*mesure).id;
        let commande = Statuer {
            operation: operations.id(&format!("{mesure}/{}", pas.version)),
            service: id,
            mesure: mesure.clone(),
            version: pas.version,
            reponse: pas.reponse,
        };
        statuer(auteur, &commande).await?;
    }
    Ok(())
}

/// When the people of the demonstration last came to their services, before today.
const DERNIERE_VISITE: SignedDuration = SignedDuration::from_hours(13 * 24);

async fn passer(gens: &[Context], service: Uuid) -> Result<()> {
    for ctx in gens {
        noter_passage(ctx, service).await?;
    }
    Ok(())
}

/// The same world, some time ago, with a clock of its own.
struct Passe {
    monde: Environnement,
    horloge: Arc<HorlogeFixe>,
    debut: Timestamp,
    /// How long ago it begins.
    duree: SignedDuration,
}

impl Passe {
    fn new(present: &Environnement, stade: Stade) -> Self {
        let jours = i64::try_from(stade.jours()).unwrap_or(0);
        let duree = SignedDuration::from_hours(24 * jours);
        let debut = au_matin(present.maintenant() - duree);
        let horloge = Arc::new(HorlogeFixe::new(debut));
        let store = present.store().clone();
        Self {
            monde: Environnement::new(store, horloge.clone(), Arc::new(IdsSysteme)),
            horloge,
            debut,
            duree,
        }
    }

    /// Moves to so long after the beginning.
    fn aller(&self, apres: SignedDuration) {
        let ici = self.monde.maintenant();
        self.horloge
            .avancer((self.debut + apres).duration_since(ici));
    }
}

/// The beginning of the working day of an instant, or the one before: never later than it.
fn au_matin(instant: Timestamp) -> Timestamp {
    let jour = instant.as_second().div_euclid(24 * 3600);
    let matin = Timestamp::from_second(jour * 24 * 3600 + 8 * 3600).unwrap_or(instant);
    if matin <= instant {
        matin
    } else {
        matin - SignedDuration::from_hours(24)
    }
}

/// Completes the answers an example starts from, and finishes the description unless it is to
/// stay a draft.
async fn decrire(
    ctx: &Context,
    id: Uuid,
    operations: &Operations<'_>,
    service: &ServiceDemo,
) -> Result<()> {
    let ouvert = acces::ouvrir(ctx, id).await?;
    let mut saisie = ouvert.reponses.clone();
    (service.completer)(&mut saisie);
    saisie.niveau_securite = Some(ctx.catalogue().baremes.provisoire(&saisie).minimum);
    let commande = Enregistrer {
        operation: operations.id("decrire"),
        service: id,
        // What the service was made with: also when a second run finds it already described.
        version: 1,
        champs: champs(&saisie),
        saisie,
        organisation: ORGANISATION.to_owned(),
        intention: if service.stade == Stade::Brouillon {
            Intention::Brouillon
        } else {
            Intention::Terminer
        },
    };
    enregistrer(ctx, &commande).await?;
    Ok(())
}

fn champs(saisie: &Reponses) -> EnumSet<Champ> {
    let tous = Champ::TOUS.iter().copied();
    tous.filter(|champ| saisie.a_repondu(*champ)).collect()
}

async fn inviter(
    ctx: &Context,
    service: Uuid,
    operations: &Operations<'_>,
    personne: &Personne,
    role: Role,
) -> Result<()> {
    let commande = ModifierEquipe {
        operation: operations.id(personne.sub),
        service,
        changement: Changement::Inviter {
            courriel: personne.courriel(),
            habilitation: role.into(),
        },
    };
    Ok(modifier_equipe(ctx, &commande).await?)
}

async fn compte(monde: &Environnement, emetteur: &str, personne: &Personne) -> Result<Context> {
    let arrivee = connecter(monde, &identite(personne, emetteur)).await?;
    let compte = arrivee
        .compte()
        .with_context(|| format!("« {} » a déjà un autre compte", personne.courriel()))?;
    Ok(monde.pour(compte.id))
}

fn personne(sub: &str) -> Result<&'static Personne> {
    Personne::par_sub(sub).with_context(|| format!("« {sub} » n’est pas dans la démonstration"))
}

fn identite(personne: &Personne, emetteur: &str) -> Identite {
    Identite {
        emetteur: emetteur.to_owned(),
        sub: personne.sub.to_owned(),
        profil: Profil {
            email: personne.courriel(),
            given_name: personne.prenom.to_owned(),
            usual_name: personne.nom.to_owned(),
            siret: SIRET.to_owned(),
            ..Profil::default()
        },
    }
}

/// The operation ids of one example: the same at each run.
struct Operations<'a>(&'a str);

impl Operations<'_> {
    fn id(&self, geste: &str) -> Uuid {
        let empreinte = Sha256::digest(format!("mss/demo/{}/{geste}", self.0));
        let mut octets = [0; 16];
        octets.copy_from_slice(&empreinte[..16]);
        uuid::Builder::from_custom_bytes(octets).into_uuid()
    }
}
