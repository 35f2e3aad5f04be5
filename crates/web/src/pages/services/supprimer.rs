//! Putting a service in the bin, after a confirmation.

use application::acces::ouvrir_pour;
use application::services::{DUREE_CORBEILLE, Supprimer, supprimer};
use axum::response::{IntoResponse, Redirect, Response};
use domaine::droits::Action;
use ui::gabarit::{SectionService, Ton};
use ui::pages::services::Suppression;
use uuid::Uuid;

use crate::pages::bande::bande_si_decrit;
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(acteur: Acteur, Chemin(service): Chemin<Uuid>) -> Result<Response, Erreur> {
    let ouvert = ouvrir_pour(&acteur.ctx, service, Action::Supprimer).await?;
    let vue = Suppression {
        service,
        nom: ouvert.fiche.nom.clone(),
        jours: u16::try_from(DUREE_CORBEILLE.as_hours() / 24).unwrap_or_default(),
        bande: bande_si_decrit(&ouvert, SectionService::Description),
    };
    acteur.page(&vue).await
}

pub(crate) async fn post(
    acteur: Acteur,
    Chemin(service): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let commande = Supprimer {
        operation: formulaire.operation()?,
        service,
    };
    let supprime = supprimer(&acteur.ctx, &commande).await?;
    let texte = format!(
        "« {} » est dans la corbeille. Vous pouvez le reprendre pendant 30 jours.",
        supprime.nom
    );
    acteur.annoncer(Ton::Succes, texte).await?;
    Ok(Redirect::to("/services").into_response())
}
