//! A new service: a name and an organisation make a draft.

use application::services::{Creer, Demande, Depart, creer, mes_services, organisation_habituelle};
use application::{Context, Error};
use axum::response::{IntoResponse, Redirect, Response};
use domaine::vocabulaire::Champ;
use ui::composants::Erreur as Refus;
use ui::pages::description::{ORGANISATION, RAPIDE, ReponseRefusee, erreurs};
use ui::pages::nouveau::Nouveau;

use crate::pages::description::adresse;
use crate::{Erreur, Formulaire, acteur::Acteur};

pub(crate) async fn get(acteur: Acteur) -> Result<Response, Erreur> {
    let mut vue = page(&acteur.ctx).await?;
    if let Some(habituelle) = organisation_habituelle(&acteur.ctx).await? {
        vue.siret = habituelle.siret;
        vue.organisation = habituelle.nom.is_none().then(String::new);
    }
    acteur.page(&vue).await
}

pub(crate) async fn post(acteur: Acteur, formulaire: Formulaire) -> Result<Response, Erreur> {
    match creer(&acteur.ctx, &commande(&formulaire)?).await {
        Ok(cree) => {
            let suite = match formulaire.texte("suite") {
                RAPIDE => RAPIDE,
                _ => premiere_etape(&acteur.ctx),
            };
            Ok(Redirect::to(&adresse(cree.service, suite)).into_response())
        }
        Err(Error::OperationDifferente) => {
            let vue = rendre(page(&acteur.ctx).await?, &formulaire, Vec::new());
            acteur.deja_envoye(&vue)
        }
        Err(erreur) => {
            let refus = refus(erreur)?;
            let vue = rendre(page(&acteur.ctx).await?, &formulaire, refus);
            acteur.refuser(&vue).await
        }
    }
}

fn commande(formulaire: &Formulaire) -> Result<Creer, Erreur> {
    let texte = |nom: &str| formulaire.texte(nom).to_owned();
    Ok(Creer {
        operation: formulaire.operation()?,
        nom: texte(Champ::NomService.id()),
        siret: texte(Champ::Siret.id()),
        organisation: texte(ORGANISATION),
        depart: match formulaire.texte("exemple") {
            "" => Depart::Vide,
            exemple => Depart::Exemple(exemple.to_owned()),
        },
    })
}

fn premiere_etape(ctx: &Context) -> &'static str {
    let premiere = ctx.catalogue().questionnaire.etapes.first();
    premiere.map_or("", |etape| etape.id.as_str())
}

/// The empty form, with the services one may start from.
async fn page(ctx: &Context) -> Result<Nouveau<'static>, Erreur> {
    let miens = mes_services(ctx, &Demande::default()).await?;
    Ok(Nouveau {
        catalogue: ctx.catalogue(),
        nom: String::new(),
        siret: String::new(),
        organisation: None,
        exemple: String::new(),
        services: miens.services.into_iter().map(|s| (s.id, s.nom)).collect(),
        erreurs: Vec::new(),
    })
}

/// What is wrong with it.
fn refus(erreur: Error) -> Result<Vec<Refus>, Erreur> {
    match erreur {
        Error::Invalide(invalides) => {
            let refusees: Vec<_> = invalides.into_iter().map(ReponseRefusee::from).collect();
            Ok(erreurs(&refusees))
        }
        Error::Saisie { champ, raison } => Ok(vec![Refus {
            // The one field that does not bear the command's name.
            champ: if champ == "depart" { "exemple" } else { champ }.to_owned(),
            message: ui::texte::raison_saisie(champ, raison),
        }]),
        autre => Err(autre.into()),
    }
}

/// The form as it was typed.
fn rendre<'a>(vide: Nouveau<'a>, formulaire: &Formulaire, erreurs: Vec<Refus>) -> Nouveau<'a> {
    let texte = |nom: &str| formulaire.texte(nom).to_owned();
    let inconnue =
        formulaire.contient(ORGANISATION) || erreurs.iter().any(|e| e.champ == ORGANISATION);
    Nouveau {
        nom: texte(Champ::NomService.id()),
        siret: texte(Champ::Siret.id()),
        organisation: inconnue.then(|| texte(ORGANISATION)),
        exemple: texte("exemple"),
        erreurs,
        ..vide
    }
}
