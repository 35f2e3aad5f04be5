//! The answers read again, before the level is chosen.

use application::acces::{ServiceOuvert, ouvrir};
use axum::{extract::State, response::Response};
use domaine::droits::Action;
use ui::pages::description::Recapitulatif;
use uuid::Uuid;

use crate::chemin::Chemin;
use crate::{App, Erreur, Personne, Visiteur};

pub(crate) async fn get(
    State(app): State<App>,
    visiteur: Visiteur,
    personne: Personne,
    Chemin(service): Chemin<Uuid>,
) -> Result<Response, Erreur> {
    let ouvert = ouvrir(&app.monde.pour(personne.compte), service).await?;
    visiteur.page(&app, &page(&ouvert)).await
}

pub(super) fn page(ouvert: &ServiceOuvert) -> Recapitulatif<'_> {
    Recapitulatif {
        service: super::decrit(ouvert),
        organisation: &ouvert.fiche.organisation,
        reponses: &ouvert.reponses,
        niveau: super::niveau(ouvert, &ouvert.reponses),
        modifiable: ouvert.peut(Action::Decrire),
    }
}
