//! The list of measures, and the buttons of every list of measures.

pub(crate) mod lignes;
pub(crate) mod mesure;
pub(crate) mod statuer;

use axum::response::Response;
use domaine::ensemble::MesureIdx;
use domaine::indice::centiemes;
use domaine::vocabulaire::{Categorie, Exigence, Porteur};
use serde::Deserialize;
use ui::gabarit::SectionService;
use ui::pages::mesures::{FiltresMesures, Mesures, OngletMesures, TriMesures, annonce};
use uuid::Uuid;

use crate::decrit::Decrit;
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin, parametres::Parametres};

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
    tri: String,
    /// The measure just answered.
    vient: String,
}

pub(crate) async fn get(
    acteur: Acteur,
    Parametres(demande): Parametres<Demande>,
    decrit: Decrit,
) -> Result<Response, Erreur> {
    let filtres = demande.filtres(&decrit);
    let vient = demande.vient(&decrit);
    let vue = Mesures {
        bande: decrit.bande(SectionService::Mesures),
        comptes: lignes::comptes(&decrit),
        themes: themes(&decrit),
        lignes: lignes::filtrees(&decrit, &filtres, vient),
        filtres,
        annonce: vient.map(|mesure| annoncer(&decrit, mesure)),
        modifiable: decrit.modifiable(),
    };
    acteur.page(&vue).await
}

/// A button of a list.
pub(crate) async fn post(
    acteur: Acteur,
    Chemin(service): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let bouton = statuer::Bouton::lire(&formulaire)?;
    let retour = statuer::retour(&formulaire, service);
    let commande = bouton.commande(service);
    let conflit = statuer::enregistrer(&acteur, &commande, &retour).await?;
    Ok(conflit.unwrap_or_else(|| statuer::revenir(&retour, bouton.mesure)))
}

impl Demande {
    pub(crate) fn filtres(&self, decrit: &Decrit) -> FiltresMesures {
        let mut themes = decrit.service.catalogue.themes().iter();
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
            tri: TriMesures::depuis_id(&self.tri).unwrap_or_default(),
        }
    }

    /// The measure just answered, when the service has it.
    pub(crate) fn vient(&self, decrit: &Decrit) -> Option<MesureIdx> {
        application::mesures::mesure_du_service(&decrit.service, &self.vient).ok()
    }
}

/// What the last click did.
pub(crate) fn annoncer(decrit: &Decrit, mesure: MesureIdx) -> String {
    annonce(
        &decrit.service.catalogue.mesure(mesure).id,
        lignes::reponse(decrit.service.ligne(mesure)),
        centiemes(decrit.bilan.evaluation.indice.total),
    )
}

/// The themes the service has measures in.
fn themes(decrit: &Decrit) -> Vec<(String, String)> {
    let toutes = decrit.bilan.evaluation.mesures.toutes();
    let avancement = decrit
        .service
        .catalogue
        .avancement_par_theme(toutes, &decrit.service.suivi);
    avancement
        .into_iter()
        .map(|(theme, _)| (theme.id.clone(), theme.titre.clone()))
        .collect()
}
