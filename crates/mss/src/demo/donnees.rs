//! What the demonstration holds when it starts, made through the use cases like anything else.
//!
//! Invariant: running it again on a half-made directory completes it: every write carries an
//! operation id that depends on what it makes, not on when.

mod services;

use anyhow::{Context as _, Result};
use application::comptes::{Identite, connecter};
use application::description::{Enregistrer, Intention, enregistrer};
use application::equipe::{Changement, ModifierEquipe, modifier_equipe};
use application::mesures::{Statuer, statuer};
use application::services::{Creer, Depart, creer};
use application::{Context, Environnement, acces};
use domaine::droits::Role;
use domaine::reponses::Reponses;
use domaine::vocabulaire::Champ;
use enumset::EnumSet;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::personnes::{PERSONNES, Personne, SIRET};
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

async fn semer_un(monde: &Environnement, emetteur: &str, service: &ServiceDemo) -> Result<()> {
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
    for (sub, role) in service.equipe {
        inviter(&ctx, id, &operations, personne(sub)?, *role).await?;
    }
    decrire(&ctx, id, &operations, service).await?;
    if service.stade == Stade::Brouillon {
        return Ok(());
    }
    let ouvert = acces::ouvrir(&ctx, id).await?;
    let evaluation = &ouvert.bilan()?.evaluation;
    for (rang, question) in ouvert
        .catalogue
        .questions(evaluation.mesures.toutes())
        .enumerate()
    {
        let exigence = evaluation.mesures.exigence(question.mesure);
        let Some(reponse) = service.stade.reponse(rang, exigence) else {
            continue;
        };
        let mesure = &ouvert.catalogue.mesure(question.mesure).id;
        let commande = Statuer {
            operation: operations.id(mesure),
            service: id,
            mesure: mesure.clone(),
            version: 0,
            reponse,
        };
        statuer(&ctx, &commande).await?;
    }
    Ok(())
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
            role,
        },
    };
    Ok(modifier_equipe(ctx, &commande).await?)
}

async fn compte(monde: &Environnement, emetteur: &str, personne: &Personne) -> Result<Context> {
    let compte = connecter(monde, &identite(personne, emetteur)).await?;
    Ok(monde.pour(compte.id))
}

fn personne(sub: &str) -> Result<&'static Personne> {
    Personne::par_sub(sub).with_context(|| format!("« {sub} » n’est pas dans la démonstration"))
}

fn identite(personne: &Personne, emetteur: &str) -> Identite {
    Identite {
        emetteur: emetteur.to_owned(),
        sub: personne.sub.to_owned(),
        email: personne.courriel(),
        given_name: personne.prenom.to_owned(),
        usual_name: personne.nom.to_owned(),
        siret: SIRET.to_owned(),
        organizational_unit: String::new(),
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
