//! Adding a risk of the service's own.

use application::Error;
use application::risques::{
    AjouterRisque, ExempleRisque, RisqueModifie, ajouter_risque, exemples_de_risques,
};
use axum::response::Response;
use domaine::risques::RisquePropre;
use domaine::vocabulaire::Ouverture;

use serde::Deserialize;
use ui::composants::Erreur as Refus;
use ui::gabarit::SectionService;
use ui::pages::risques::{ExempleVue, PageRisquePropre};

use super::saisie::{refus, risque_propre};
use super::{adresse, exiger, suite};
use crate::decrit::Decrit;
use crate::{Erreur, Formulaire, acteur::Acteur, parametres::Parametres};

/// The example asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Demande {
    exemple: String,
}

pub(crate) async fn get(
    acteur: Acteur,
    Parametres(demande): Parametres<Demande>,
    decrit: Decrit,
) -> Result<Response, Erreur> {
    exiger(&decrit.service)?;
    let exemple = exemples_de_risques()
        .iter()
        .find(|e| e.id == demande.exemple);
    let saisie = exemple.map(|e| propose(&decrit, e)).unwrap_or_default();
    let vue = vue(&decrit, saisie, Vec::new(), &demande.exemple);
    acteur.page(&vue).await
}

pub(crate) async fn post(
    acteur: Acteur,
    decrit: Decrit,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    exiger(&decrit.service)?;
    let service = decrit.service.fiche.id;
    let saisie = risque_propre(&formulaire);
    let commande = AjouterRisque {
        operation: formulaire.operation()?,
        service,
        saisie: saisie.clone(),
    };
    match ajouter_risque(&acteur.ctx, &commande).await {
        Ok(ajoute) => {
            let seul = RisqueModifie {
                version: ajoute.version,
                repris: Vec::new(),
                repris_de: None,
            };
            let texte = "Le risque est ajouté. Liez-lui les mesures qui le réduisent.";
            suite(&acteur, texte, &seul, &adresse(service, &ajoute.id)).await
        }
        Err(Error::Saisies(champs)) => {
            let vue = vue(&decrit, saisie, refus(champs), "");
            acteur.refuser(&vue).await
        }
        Err(Error::OperationDifferente) => {
            acteur.deja_envoye(&vue(&decrit, saisie, Vec::new(), ""))
        }
        Err(erreur) => Err(erreur.into()),
    }
}

/// What an example suggests for this service.
fn propose(decrit: &Decrit, exemple: &ExempleRisque) -> RisquePropre {
    let description = &decrit.bilan.description;
    let ouvert = description.ouverture_systeme == Ouverture::AccessibleSurInternet;
    exemple.propose(description.niveau_securite, ouvert)
}

fn vue(
    decrit: &Decrit,
    saisie: RisquePropre,
    erreurs: Vec<Refus>,
    choisi: &str,
) -> PageRisquePropre<'static> {
    let exemple = |e: &ExempleRisque| ExempleVue {
        id: e.id.clone(),
        titre: e.titre.clone(),
        description: e.description.clone(),
        choisi: e.id == choisi,
    };
    PageRisquePropre {
        bande: decrit.bande(SectionService::Risques),
        risque: None,
        modele: &decrit.service.catalogue.risques,
        saisie,
        version: None,
        erreurs,
        exemples: exemples_de_risques().iter().map(exemple).collect(),
    }
}
