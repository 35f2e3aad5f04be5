//! The end of the état des lieux: the index, and what remains.

use axum::response::Response;
use domaine::indice::centiemes;
use ui::gabarit::SectionService;
use ui::pages::etat_des_lieux::Fin;

use super::progression;
use crate::decrit::Decrit;
use crate::pages::mesures::lignes;
use crate::{Erreur, acteur::Acteur};

pub(crate) async fn get(acteur: Acteur, decrit: Decrit) -> Result<Response, Erreur> {
    let comptes = lignes::comptes(&decrit);
    let progression = progression(&decrit);
    let vue = Fin {
        bande: decrit.bande(SectionService::EtatDesLieux),
        indice: centiemes(decrit.bilan.evaluation.indice.total),
        comptes: [
            comptes.faites,
            comptes.en_cours,
            comptes.a_lancer,
            comptes.ecartees,
        ],
        restantes: progression.restantes(),
        inconnues: progression.inconnues,
        priorites: lignes::priorites(&decrit),
    };
    acteur.page(&vue).await
}
