//! The list of measures, the panel of one, and everything a click on them does.

pub(crate) mod commentaires;
mod conflit;
mod criteres;
pub(crate) mod export;
mod fond;
pub(crate) mod lignes;
mod liste;
mod lot;
pub(crate) mod mesure;
mod panneau;
mod saisie;
pub(crate) mod statuer;

use application::mesures::cle;
use axum::response::Response;
use domaine::indice::centiemes;
use domaine::suivi::Priorite;
use domaine::vocabulaire::{Categorie, Exigence, Porteur};
use serde::Deserialize;
use ui::pages::mesures::{EcheanceMesures, FiltresMesures, OngletMesures, TriMesures, annonce};
use uuid::Uuid;

use crate::decrit::{Decrit, DecritAvecMembres};
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin, parametres::Parametres};
pub(in crate::pages) use saisie::date;
use statuer::Enregistrement;

/// Longest text looked for, in characters; the rest is ignored.
const RECHERCHE_MAX: usize = 100;

/// What the address asks for; words that mean nothing are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Demande {
    onglet: String,
    q: String,
    categorie: String,
    theme: String,
    exigence: String,
    porteur: String,
    responsable: String,
    priorite: String,
    echeance: String,
    tri: String,
    /// The measure just answered.
    vient: String,
    /// The operation that was just done, when it has more to say.
    op: String,
}

pub(crate) async fn get(
    acteur: Acteur,
    Parametres(demande): Parametres<Demande>,
    DecritAvecMembres(decrit, membres): DecritAvecMembres,
) -> Result<Response, Erreur> {
    let vue = liste::vue(&acteur.ctx, &decrit, membres, &demande).await?;
    acteur.page(&vue).await
}

/// A button of a list, the bar of the ticked measures, or the undo of what it did.
pub(crate) async fn post(
    acteur: Acteur,
    Chemin(service): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    if formulaire.contient("annuler") {
        return lot::annuler(&acteur, service, &formulaire).await;
    }
    if formulaire.contient("lot-statut") {
        return lot::appliquer(&acteur, service, &formulaire).await;
    }
    let bouton = statuer::Bouton::lire(&formulaire)?;
    let retour = statuer::retour(&formulaire, service);
    let commande = bouton.commande(service);
    match statuer::enregistrer(&acteur, &commande, &retour).await? {
        Enregistrement::Fait(modifiee) => {
            let operation = (!modifiee.repris.is_empty()).then_some(commande.operation);
            Ok(statuer::revenir(&retour, bouton.mesure, operation))
        }
        Enregistrement::Conflit(page) => Ok(page),
    }
}

impl Demande {
    pub(crate) fn filtres(&self, decrit: &Decrit) -> FiltresMesures {
        let mut themes = decrit.service.catalogue.themes().iter();
        let personne = self.responsable == FiltresMesures::PERSONNE;
        let compte = Uuid::parse_str(&self.responsable).map(|id| id.to_string());
        FiltresMesures {
            onglet: OngletMesures::depuis_id(&self.onglet).unwrap_or_default(),
            q: self.q.trim().chars().take(RECHERCHE_MAX).collect(),
            categorie: Categorie::depuis_id(&self.categorie),
            theme: themes
                .find(|theme| theme.id == self.theme)
                .map(|theme| theme.id.clone())
                .unwrap_or_default(),
            exigence: Exigence::depuis_id(&self.exigence),
            porteur: Porteur::depuis_id(&self.porteur),
            responsable: if personne {
                FiltresMesures::PERSONNE.to_owned()
            } else {
                compte.unwrap_or_default()
            },
            priorite: Priorite::depuis_id(&self.priorite),
            echeance: EcheanceMesures::depuis_id(&self.echeance),
            tri: TriMesures::depuis_id(&self.tri).unwrap_or_default(),
        }
    }

    /// The measure just answered, when the service has it.
    pub(crate) fn vient(&self, decrit: &Decrit) -> Option<&str> {
        let presente = cle(&decrit.service, &self.vient).is_ok();
        presente.then_some(self.vient.as_str())
    }
}

/// What the last click did.
pub(crate) fn annoncer(decrit: &Decrit, mesure: &str) -> String {
    annonce(
        mesure,
        lignes::reponse(decrit.service.lignes.get(mesure)),
        centiemes(decrit.bilan.evaluation.indice.total),
    )
}
