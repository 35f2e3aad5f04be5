//! The answers read again, before the level is chosen.

use application::acces::{ServiceOuvert, ouvrir};
use axum::response::Response;
use domaine::droits::Action;
use ui::pages::description::Recapitulatif;
use uuid::Uuid;

use crate::{Erreur, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(acteur: Acteur, Chemin(service): Chemin<Uuid>) -> Result<Response, Erreur> {
    let ouvert = ouvrir(&acteur.ctx, service).await?;
    acteur.page(&page(&ouvert)).await
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
