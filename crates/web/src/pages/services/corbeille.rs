//! The bin, and taking a service out of it.

use application::services::{Restaurer, corbeille, restaurer};
use axum::response::{IntoResponse, Redirect, Response};
use ui::gabarit::Ton;
use ui::pages::services::{Corbeille, ServiceSupprime};
use uuid::Uuid;

use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(acteur: Acteur) -> Result<Response, Erreur> {
    let services = corbeille(&acteur.ctx).await?;
    let services = services.into_iter().map(|s| ServiceSupprime {
        id: s.service,
        nom: s.nom,
        supprime: s.supprime_le,
        definitif: s.jusqu_au,
        restaurable: true,
    });
    let vue = Corbeille {
        services: services.collect(),
    };
    acteur.page(&vue).await
}

pub(crate) async fn post(
    acteur: Acteur,
    Chemin(service): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let commande = Restaurer {
        operation: formulaire.operation()?,
        service,
    };
    let repris = restaurer(&acteur.ctx, &commande).await?;
    let texte = format!(
        "« {} » est de retour, avec toutes ses réponses.",
        repris.nom
    );
    acteur.annoncer(Ton::Succes, texte).await?;
    Ok(Redirect::to("/services").into_response())
}
