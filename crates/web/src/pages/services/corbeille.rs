//! The bin, and taking a service out of it.

use application::services::{Restaurer, corbeille, restaurer};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use ui::gabarit::Ton;
use ui::pages::services::{Corbeille, ServiceSupprime};
use uuid::Uuid;

use crate::{App, Erreur, Formulaire, Visiteur, visiteur::Personne};

pub(crate) async fn get(
    State(app): State<App>,
    visiteur: Visiteur,
    personne: Personne,
) -> Result<Response, Erreur> {
    let services = corbeille(&app.monde.pour(personne.compte)).await?;
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
    visiteur.page(&app, &vue).await
}

pub(crate) async fn post(
    State(app): State<App>,
    visiteur: Visiteur,
    personne: Personne,
    Path(service): Path<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let commande = Restaurer {
        operation: formulaire.operation()?,
        service,
    };
    let repris = restaurer(&app.monde.pour(personne.compte), &commande).await?;
    let texte = format!(
        "« {} » est de retour, avec toutes ses réponses.",
        repris.nom
    );
    visiteur.annoncer(Ton::Succes, texte).await?;
    Ok(Redirect::to("/services").into_response())
}
