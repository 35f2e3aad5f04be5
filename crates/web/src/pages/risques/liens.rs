//! Linking a measure and a risk by hand, from either page.

use application::Error;
use application::risques::{Lier, lier};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use ui::gabarit::Ton;
use uuid::Uuid;

use super::{adresse, exiger};
use crate::decrit::Decrit;
use crate::{CheminLocal, Erreur, Formulaire, acteur::Acteur};

pub(crate) async fn post(
    acteur: Acteur,
    decrit: Decrit,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    exiger(&decrit.service)?;
    let service = decrit.service.fiche.id;
    let delier = match formulaire.texte("geste") {
        "lier" => false,
        "delier" => true,
        _ => return Err(Erreur::Requete(StatusCode::BAD_REQUEST)),
    };
    let (mesure, risque) = (formulaire.texte("mesure"), formulaire.texte("risque"));
    let retour = retour(&formulaire, service, risque);
    if mesure.is_empty() || risque.is_empty() {
        let texte = "Choisissez d’abord dans la liste ce que vous voulez lier.";
        acteur.annoncer(Ton::Alerte, texte).await?;
        return Ok(Redirect::to(&retour).into_response());
    }
    let commande = Lier {
        operation: formulaire.operation()?,
        service,
        mesure: mesure.to_owned(),
        risque: risque.to_owned(),
        delier,
    };
    let (ton, texte) = match lier(&acteur.ctx, &commande).await {
        Ok(_) if delier => (Ton::Succes, format!("{mesure} n’est plus liée à {risque}.")),
        Ok(_) => (Ton::Succes, format!("{mesure} est liée à {risque}.")),
        Err(Error::Saisie { .. }) => (
            Ton::Alerte,
            "Le catalogue dit déjà quelles mesures pèsent sur ce risque.".to_owned(),
        ),
        Err(erreur) => return Err(erreur.into()),
    };
    acteur.annoncer(ton, texte).await?;
    Ok(Redirect::to(&retour).into_response())
}

/// The page the form came from, when it is one of this service; the risk otherwise.
fn retour(formulaire: &Formulaire, service: Uuid, risque: &str) -> String {
    let du_service = ui::adresse::service(service, "");
    CheminLocal::try_from(formulaire.texte("retour").to_owned())
        .ok()
        .map(String::from)
        .filter(|chemin| chemin.starts_with(&du_service))
        .or_else(|| {
            CheminLocal::try_from(adresse(service, risque))
                .ok()
                .map(String::from)
        })
        .unwrap_or_else(|| ui::adresse::service(service, "risques"))
}
