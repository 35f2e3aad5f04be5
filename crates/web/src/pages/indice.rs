//! The cyber index of a service.

use application::historique;
use axum::response::Response;
use domaine::indice::centiemes;
use domaine::vocabulaire::{Categorie, Statut};
use ui::gabarit::SectionService;
use ui::pages::indice::IndiceCyber;
use ui::svg::CategorieIndice;

use crate::decrit::Decrit;
use crate::pages::actions::{Choix, vues};
use crate::pages::mesures::lignes::nombre;
use crate::{Erreur, acteur::Acteur};

/// How many measures are named.
const NOMMEES: usize = 9;
/// How many of them are simulated before anything is chosen.
const SIMULEES: usize = 3;

pub(crate) async fn get(acteur: Acteur, decrit: Decrit, choix: Choix) -> Result<Response, Erreur> {
    let courbe = historique::courbe(&acteur.ctx, decrit.service.fiche.id).await?;
    let evaluation = &decrit.bilan.evaluation;
    let gains = decrit.service.gains()?;
    let premieres: Vec<_> = gains.iter().take(SIMULEES).map(|g| g.mesure).collect();
    let choisies = choix.mesures(&decrit.service, &premieres);
    // Those chosen elsewhere stay on screen, or their boxes could not be unticked.
    let rangs = gains.iter().enumerate();
    let nommes = rangs.filter(|(rang, g)| *rang < NOMMEES || choisies.contient(g.mesure));
    let nommees: Vec<_> = nommes.map(|(_, g)| g.clone()).collect();
    let vue = IndiceCyber {
        bande: decrit.bande(SectionService::IndiceCyber),
        deploiement: decrit.service.reponses.statut_deploiement,
        total: centiemes(evaluation.indice.total),
        personnalise: centiemes(evaluation.indice_personnalise.total),
        courbe,
        categories: categories(&decrit),
        actions: vues::actions(&decrit, &nommees, &choisies),
        restantes: gains.len(),
        simulateur: vues::simulateur(&decrit, "indice-cyber", "", &choisies)?,
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
