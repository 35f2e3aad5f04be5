//! Measures of one's own: the library to choose from, then what becomes of one.

pub(crate) mod retirer;
pub(crate) mod texte;

use application::Error;
use application::acces::{ServiceOuvert, ouvrir_pour};
use application::modeles::lister;
use application::specifiques::en_modele;
use axum::response::{IntoResponse, Redirect, Response};
use domaine::droits::Action;
use ui::composants::Pagination;
use ui::gabarit::{SectionService, Ton};
use ui::pages::modeles::{LigneModele, adresse_modele};
use ui::pages::specifiques::{AjouterMesure, adresse_ajouter};
use uuid::Uuid;

use crate::pages::bande::bande;
use crate::pages::modeles::{Vue, comptes, demande, depuis, ligne};
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin, parametres::Parametres};

/// The library, each text leading to its form.
pub(crate) async fn get(
    acteur: Acteur,
    Chemin(service): Chemin<Uuid>,
    Parametres(vue): Parametres<Vue>,
) -> Result<Response, Erreur> {
    let ouvert = ouvrir(&acteur, service).await?;
    let (filtres, ici) = (vue.filtres(), adresse_ajouter(service));
    let trouves = lister(&acteur.ctx, &demande(&filtres, vue.page())).await?;
    let vers = |element| {
        let requete = ui::adresse::requete(&[("depuis", &depuis(&element))]);
        LigneModele {
            adresse: format!("{ici}/texte?{requete}"),
            ..ligne(element)
        }
    };
    let vue = AjouterMesure {
        bande: bande(&ouvert, SectionService::Mesures),
        comptes: comptes(trouves.comptes),
        lignes: trouves.elements.into_iter().map(vers).collect(),
        pagination: Pagination {
            page: trouves.page,
            pages: trouves.pages,
            adresse: filtres.pages(&ici),
        },
        filtres,
    };
    acteur.page(&vue).await
}

/// Keeps the text of one as a personal model.
pub(crate) async fn post_modele(
    acteur: Acteur,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let operation = formulaire.operation()?;
    match en_modele(&acteur.ctx, operation, service, &mesure).await {
        Ok(cree) => {
            let texte =
                "Modèle créé d’après la mesure. Personne d’autre ne le voit pour l’instant.";
            acteur.annoncer(Ton::Succes, texte).await?;
            Ok(Redirect::to(&adresse_modele(cree.modele)).into_response())
        }
        Err(Error::Saisies(refus)) => {
            let texte = refus
                .first()
                .map(|(champ, raison)| ui::texte::raison_saisie(champ, *raison));
            acteur
                .annoncer(Ton::Alerte, texte.unwrap_or_default())
                .await?;
            Ok(Redirect::to("/modeles").into_response())
        }
        Err(erreur) => Err(erreur.into()),
    }
}

/// The service, described, for someone who may add to it.
async fn ouvrir(acteur: &Acteur, service: Uuid) -> Result<ServiceOuvert, Erreur> {
    let ouvert = ouvrir_pour(&acteur.ctx, service, Action::Securiser).await?;
    ouvert.bilan()?;
    Ok(ouvert)
}
