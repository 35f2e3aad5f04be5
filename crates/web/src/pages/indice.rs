//! The cyber index of a service.

use application::historique;
use axum::response::Response;
use domaine::indice::centiemes;
use domaine::vocabulaire::{Categorie, Statut};
use ui::gabarit::SectionService;
use ui::pages::indice::IndiceCyber;
use ui::svg::CategorieIndice;

use crate::decrit::Decrit;
use crate::pages::mesures::lignes::{nombre, priorites};
use crate::{Erreur, acteur::Acteur};

pub(crate) async fn get(acteur: Acteur, decrit: Decrit) -> Result<Response, Erreur> {
    let courbe = historique::courbe(&acteur.ctx, decrit.service.fiche.id).await?;
    let evaluation = &decrit.bilan.evaluation;
    let priorites = priorites(&decrit);
    let vue = IndiceCyber {
        bande: decrit.bande(SectionService::IndiceCyber),
        deploiement: decrit.service.reponses.statut_deploiement,
        total: centiemes(evaluation.indice.total),
        personnalise: centiemes(evaluation.indice_personnalise.total),
        courbe,
        categories: categories(&decrit),
        restantes: priorites.len(),
        priorites,
        completude: (
            nombre(evaluation.completude.faites),
            nombre(evaluation.completude.total),
        ),
    };
    acteur.page(&vue).await
}

fn categories(decrit: &Decrit) -> Vec<CategorieIndice> {
    let evaluation = &decrit.bilan.evaluation;
    let faites = decrit.service.suivi.statuts.avec(Statut::Fait);
    let une = |categorie: &Categorie| {
        let siennes =
            evaluation.mesures.toutes() & decrit.service.catalogue.de_categorie(*categorie);
        CategorieIndice {
            categorie: *categorie,
            centiemes: centiemes(evaluation.indice.categorie(*categorie)),
            mesures: nombre(siennes.len()),
            faites: nombre((siennes & faites).len()),
        }
    };
    Categorie::TOUS.iter().map(une).collect()
}
