//! A new model, from nothing or from another text.

use application::Error;
use application::modeles::{Creer, creer};
use axum::response::{IntoResponse, Redirect, Response};
use domaine::specifiques::Origine;
use serde::Deserialize;
use ui::gabarit::Ton;
use ui::pages::modeles::{NouveauModele, adresse_modele};

use crate::{Erreur, Formulaire, acteur::Acteur, contenu, parametres::Parametres};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Depart {
    depuis: String,
}

pub(crate) async fn get(
    acteur: Acteur,
    Parametres(depart): Parametres<Depart>,
) -> Result<Response, Erreur> {
    let source = contenu::source(&acteur.ctx, &depart.depuis).await?;
    let vue = source.map_or_else(NouveauModele::default, |source| NouveauModele {
        saisi: source.saisi,
        source: Some(source.vue),
        erreurs: Vec::new(),
    });
    acteur.page(&vue).await
}

pub(crate) async fn post(acteur: Acteur, formulaire: Formulaire) -> Result<Response, Erreur> {
    let source = contenu::source(&acteur.ctx, formulaire.texte("depuis")).await?;
    let commande = Creer {
        operation: formulaire.operation()?,
        contenu: contenu::lire(&formulaire),
        origine: source
            .as_ref()
            .map_or(Origine::Aucune, |s| s.origine.clone()),
    };
    let vue = |erreurs| NouveauModele {
        saisi: commande.contenu.clone(),
        source: source.as_ref().map(|s| s.vue.clone()),
        erreurs,
    };
    match creer(&acteur.ctx, &commande).await {
        Ok(cree) => {
            let texte = "Modèle créé. Personne d’autre ne le voit pour l’instant.";
            acteur.annoncer(Ton::Succes, texte).await?;
            Ok(Redirect::to(&adresse_modele(cree.modele)).into_response())
        }
        Err(Error::Saisies(refus)) => acteur.refuser(&vue(contenu::refus(&refus))).await,
        Err(Error::OperationDifferente) => acteur.deja_envoye(&vue(Vec::new())),
        Err(erreur) => Err(erreur.into()),
    }
}
