//! Taking a specific measure off, and bringing it back: one address for both.

use application::Error;
use application::specifiques::{RetirerSpecifique, retiree, retirer};
use axum::response::{IntoResponse, Redirect, Response};
use ui::gabarit::{SectionService, Ton};
use ui::pages::specifiques::{RetirerMesure, Retrait, adresse_specifique};
use uuid::Uuid;

use super::ouvrir;
use crate::pages::bande::bande;
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(
    acteur: Acteur,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
) -> Result<Response, Erreur> {
    let ouvert = ouvrir(&acteur, service).await?;
    let (specifique, retrait) = match ouvert.specifique(&mesure) {
        Ok(presente) => (presente.clone(), Retrait::Demande),
        Err(Error::Introuvable) => {
            let jetee = retiree(&acteur.ctx, service, &mesure).await?;
            (jetee, Retrait::Fait)
        }
        Err(erreur) => return Err(erreur.into()),
    };
    acteur
        .page(&RetirerMesure {
            bande: bande(&ouvert, SectionService::Mesures),
            id: specifique.id,
            contenu: specifique.contenu,
            retrait,
        })
        .await
}

pub(crate) async fn post(
    acteur: Acteur,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let retablir = formulaire.texte("geste") == "remettre";
    let commande = RetirerSpecifique {
        operation: formulaire.operation()?,
        service,
        mesure: mesure.clone(),
        retablir,
        version: None,
    };
    let retrait = adresse_specifique(service, &mesure, "retirer");
    if let Err(erreur) = retirer(&acteur.ctx, &commande).await {
        let Error::Saisies(refus) = &erreur else {
            return Err(erreur.into());
        };
        let en_mots =
            |(champ, raison): &(&'static str, _)| ui::texte::raison_saisie(champ, *raison);
        let texte = refus.first().map(en_mots).unwrap_or_default();
        acteur.annoncer(Ton::Alerte, texte).await?;
        return Ok(Redirect::to(&retrait).into_response());
    }
    let vers = if retablir {
        acteur
            .annoncer(Ton::Succes, format!("{mesure} est de retour."))
            .await?;
        ui::adresse::service(service, &format!("mesures/{mesure}"))
    } else {
        retrait
    };
    Ok(Redirect::to(&vers).into_response())
}
