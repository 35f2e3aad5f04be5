//! Changing a risk of the service's own.

use application::Error;
use application::risques::{Ecrit, ModifierRisque, modifier_risque};
use axum::response::Response;
use domaine::EnumSet;
use domaine::risques::{RisquePropre, numero_propre};
use ui::composants::Erreur as Refus;
use ui::gabarit::SectionService;
use ui::pages::risques::PageRisquePropre;
use uuid::Uuid;

use super::risque::refuser_conflit;
use super::saisie::{refus, risque_propre};
use super::{adresse, exiger, suite};
use crate::decrit::Decrit;
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(
    acteur: Acteur,
    Chemin((_, risque)): Chemin<(Uuid, String)>,
    decrit: Decrit,
) -> Result<Response, Erreur> {
    exiger(&decrit.service)?;
    let ecrit = ecrit(&decrit, &risque)?;
    let (saisie, version) = (ecrit.valeur.clone(), ecrit.version);
    let vue = vue(&decrit, &risque, saisie, version, Vec::new());
    acteur.page(&vue).await
}

pub(crate) async fn post(
    acteur: Acteur,
    Chemin((_, risque)): Chemin<(Uuid, String)>,
    decrit: Decrit,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    exiger(&decrit.service)?;
    let (service, version) = (decrit.service.fiche.id, formulaire.version()?);
    let saisie = risque_propre(&formulaire);
    let commande = ModifierRisque {
        operation: formulaire.operation()?,
        service,
        risque: risque.clone(),
        version,
        champs: EnumSet::all(),
        saisie: saisie.clone(),
        stricte: false,
    };
    match modifier_risque(&acteur.ctx, &commande).await {
        Ok(fait) => {
            let texte = "Le risque est enregistré.";
            suite(&acteur, texte, &fait, &adresse(service, &risque)).await
        }
        Err(Error::Saisies(champs)) => {
            let vue = vue(&decrit, &risque, saisie, version, refus(champs));
            acteur.refuser(&vue).await
        }
        Err(Error::OperationDifferente) => {
            acteur.deja_envoye(&vue(&decrit, &risque, saisie, version, Vec::new()))
        }
        Err(Error::ConflitRisque(conflit)) => refuser_conflit(&acteur, &conflit).await,
        Err(erreur) => Err(erreur.into()),
    }
}

/// A risk of the service's own that was not taken out.
fn ecrit<'a>(decrit: &'a Decrit, id: &str) -> Result<&'a Ecrit<RisquePropre>, Erreur> {
    let ecrit = numero_propre(id).and_then(|n| decrit.service.risques.propres.get(&n));
    let present = ecrit.filter(|e| e.retire_le.is_none());
    present.ok_or_else(|| Error::Introuvable.into())
}

fn vue(
    decrit: &Decrit,
    risque: &str,
    saisie: RisquePropre,
    version: i64,
    erreurs: Vec<Refus>,
) -> PageRisquePropre<'static> {
    PageRisquePropre {
        bande: decrit.bande(SectionService::Risques),
        risque: Some(risque.to_owned()),
        modele: &decrit.service.catalogue.risques,
        saisie,
        version: Some(version),
        erreurs,
        exemples: Vec::new(),
    }
}
