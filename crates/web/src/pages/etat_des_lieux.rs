//! The état des lieux: where one starts, and comes back to.

pub(crate) mod a_demander;
pub(crate) mod fin;
pub(crate) mod question;

use axum::response::Response;
use domaine::ensemble::{Ensemble, MesureIdx};
use ui::gabarit::SectionService;
use ui::pages::etat_des_lieux::{Debut, Progression, ThemeVue};

use crate::decrit::Decrit;
use crate::pages::mesures::lignes::nombre;
use crate::{Erreur, acteur::Acteur};

pub(crate) async fn get(acteur: Acteur, decrit: Decrit) -> Result<Response, Erreur> {
    let catalogue = decrit.service.catalogue;
    let toutes = decrit.bilan.evaluation.mesures.toutes();
    let prochaine = catalogue.prochaine(toutes, &decrit.service.suivi);
    let vue = Debut {
        bande: decrit.bande(SectionService::EtatDesLieux),
        deploiement: decrit.service.reponses.statut_deploiement,
        progression: progression(&decrit),
        prochaine: prochaine.map(|q| catalogue.mesure(q.mesure).id.clone()),
        themes: themes(&decrit, None),
        modifiable: decrit.modifiable(),
    };
    acteur.page(&vue).await
}

/// How far one is.
fn progression(decrit: &Decrit) -> Progression {
    let toutes = decrit.bilan.evaluation.mesures.toutes();
    let avancement = decrit
        .service
        .catalogue
        .avancement(toutes, &decrit.service.suivi);
    Progression {
        total: nombre(avancement.total),
        repondues: nombre(avancement.repondues + avancement.inconnues),
        inconnues: nombre(avancement.inconnues),
        minutes: nombre(avancement.minutes()),
    }
}

/// The themes of the service; each opens on its first question without an answer, or its first.
fn themes(decrit: &Decrit, courante: Option<MesureIdx>) -> Vec<ThemeVue> {
    let (catalogue, suivi) = (decrit.service.catalogue, &decrit.service.suivi);
    let toutes = decrit.bilan.evaluation.mesures.toutes();
    let courant = courante.map(|m| catalogue.theme(m));
    let vue = |(theme, avancement): (&'static domaine::catalogue::Theme, _)| {
        let avancement: domaine::etat_des_lieux::Avancement = avancement;
        let du_theme: Ensemble = toutes
            .iter()
            .filter(|m| catalogue.theme(*m) == theme)
            .collect();
        let premiere = catalogue
            .questions(suivi.a_poser(du_theme))
            .chain(catalogue.questions(du_theme))
            .next();
        ThemeVue {
            titre: theme.titre.clone(),
            repondues: nombre(avancement.repondues + avancement.inconnues),
            total: nombre(avancement.total),
            mesure: premiere
                .map(|q| catalogue.mesure(q.mesure).id.clone())
                .unwrap_or_default(),
            courant: courant == Some(theme),
        }
    };
    let par_theme = catalogue.avancement_par_theme(toutes, suivi);
    par_theme.into_iter().map(vue).collect()
}
