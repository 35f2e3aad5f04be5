//! The level of needs: the last step of a draft, changed later like any answer.

use application::Error;
use application::acces::{ServiceOuvert, ouvrir_pour};
use application::description::{Enregistree, Intention, enregistrer};
use axum::response::{IntoResponse, Redirect, Response};
use domaine::droits::Action;
use domaine::vocabulaire::Champ;
use ui::format::compte;
use ui::gabarit::Ton;
use ui::pages::description::{BESOINS, ChoixNiveau, RECAPITULATIF, ReponseRefusee, erreurs};
use uuid::Uuid;

use super::envoi::Envoi;
use super::saisie::Saisie;
use super::{adresse, annonce, apercu, conflit};
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(acteur: Acteur, Chemin(service): Chemin<Uuid>) -> Result<Response, Erreur> {
    let ouvert = ouvrir_pour(&acteur.ctx, service, Action::Decrire).await?;
    let manques = ouvert.reponses.manques();
    if manques.iter().any(|champ| *champ != Champ::NiveauSecurite) {
        return Ok(Redirect::to(&adresse(service, RECAPITULATIF)).into_response());
    }
    acteur.page(&page(&ouvert, &[])).await
}

pub(crate) async fn post(
    acteur: Acteur,
    Chemin(service): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let envoi = Envoi {
        acteur,
        service,
        formulaire,
    };
    let saisie = Saisie::lire(&envoi.formulaire, Champ::NiveauSecurite.into());
    if !saisie.hors_liste.is_empty() {
        return refuser(&envoi, &saisie.refusees()).await;
    }
    if envoi.corrige() {
        let ouvert = envoi.ouvrir().await?;
        let choisi = saisie.reponses.niveau_securite;
        let vue = ChoixNiveau {
            choisi,
            ..page(&ouvert, &[])
        };
        return envoi.acteur.page(&vue).await;
    }
    let commande = envoi.commande(&saisie, envoi.intention(Intention::Terminer))?;
    match enregistrer(&envoi.acteur.ctx, &commande).await {
        Ok(enregistree) => continuer(&envoi, &enregistree).await,
        Err(Error::ConflitDescription(conflit)) => conflit::page(&envoi, BESOINS, &conflit).await,
        Err(Error::AConfirmer(apercu)) => apercu::page(&envoi, BESOINS, &apercu).await,
        Err(Error::Invalide(invalides)) => {
            let refusees: Vec<_> = invalides.into_iter().map(Into::into).collect();
            refuser(&envoi, &refusees).await
        }
        Err(Error::OperationDifferente) => {
            let ouvert = envoi.ouvrir().await?;
            let vue = ChoixNiveau {
                choisi: saisie.reponses.niveau_securite,
                ..page(&ouvert, &[])
            };
            envoi.acteur.deja_envoye(&vue)
        }
        Err(erreur) => Err(erreur.into()),
    }
}

async fn continuer(envoi: &Envoi, enregistree: &Enregistree) -> Result<Response, Erreur> {
    if !enregistree.vient_d_etre_decrit {
        if let Some((ton, texte)) = annonce::enregistree(enregistree, true, "") {
            envoi.acteur.annoncer(ton, texte).await?;
        }
        let suite = ui::adresse::service(envoi.service, "description");
        return Ok(Redirect::to(&suite).into_response());
    }
    let ouvert = envoi.ouvrir().await?;
    let mesures = ouvert.bilan()?.evaluation.mesures.toutes().len();
    let texte = format!(
        "« {} » est décrit. Sa liste compte {}. Dites maintenant où en est chacune.",
        ouvert.fiche.nom,
        compte(
            usize::try_from(mesures).unwrap_or(usize::MAX),
            "mesure",
            "mesures"
        ),
    );
    envoi.acteur.annoncer(Ton::Succes, texte).await?;
    Ok(Redirect::to(&ui::adresse::service(envoi.service, "etat-des-lieux")).into_response())
}

/// The page again with what is wrong; the summary when it is another answer.
async fn refuser(envoi: &Envoi, refusees: &[ReponseRefusee]) -> Result<Response, Erreur> {
    let ouvert = envoi.ouvrir().await?;
    if refusees
        .iter()
        .any(|r| r.champ != Champ::NiveauSecurite.id())
    {
        return Ok(Redirect::to(&adresse(envoi.service, RECAPITULATIF)).into_response());
    }
    envoi.acteur.refuser(&page(&ouvert, refusees)).await
}

fn page(ouvert: &ServiceOuvert, refusees: &[ReponseRefusee]) -> ChoixNiveau<'static> {
    ChoixNiveau {
        service: super::decrit(ouvert),
        niveau: super::niveau(ouvert, &ouvert.reponses),
        choisi: ouvert.reponses.niveau_securite,
        erreurs: erreurs(refusees),
    }
}
