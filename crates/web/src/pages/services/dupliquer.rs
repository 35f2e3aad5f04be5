//! Making a new service out of an existing one.

use application::Error;
use application::acces::{ServiceOuvert, ouvrir, ouvrir_pour};
use application::services::{Dupliquer, dupliquer};
use axum::response::{IntoResponse, Redirect, Response};
use domaine::droits::Action;
use ui::gabarit::{SectionService, Ton};
use ui::pages::services::Duplication;
use uuid::Uuid;

use crate::pages::bande::bande_si_decrit;
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(acteur: Acteur, Chemin(service): Chemin<Uuid>) -> Result<Response, Erreur> {
    let ouvert = ouvrir_pour(&acteur.ctx, service, Action::Dupliquer).await?;
    let nom = format!("{} (copie)", ouvert.fiche.nom);
    acteur.page(&page(&ouvert, nom, None)).await
}

pub(crate) async fn post(
    acteur: Acteur,
    Chemin(service): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let nom = formulaire.texte("nom").to_owned();
    let commande = Dupliquer {
        operation: formulaire.operation()?,
        service,
        nom: nom.clone(),
    };
    match dupliquer(&acteur.ctx, &commande).await {
        Ok(cree) => {
            let texte = "La copie est prête. Relisez ses réponses.";
            acteur.annoncer(Ton::Succes, texte).await?;
            Ok(Redirect::to(&ui::adresse::service(cree.service, "description")).into_response())
        }
        Err(Error::Invalide(invalides)) => {
            let ouvert = ouvrir(&acteur.ctx, service).await?;
            let erreur = invalides.first().map(|i| ui::texte::invalide(*i));
            acteur.refuser(&page(&ouvert, nom, erreur)).await
        }
        Err(Error::OperationDifferente) => {
            let ouvert = ouvrir(&acteur.ctx, service).await?;
            acteur.deja_envoye(&page(&ouvert, nom, None))
        }
        Err(erreur) => Err(erreur.into()),
    }
}

fn page(ouvert: &ServiceOuvert, nom_copie: String, erreur: Option<String>) -> Duplication {
    Duplication {
        service: ouvert.fiche.id,
        nom: ouvert.fiche.nom.clone(),
        nom_copie,
        erreur,
        bande: bande_si_decrit(ouvert, SectionService::Description),
    }
}
