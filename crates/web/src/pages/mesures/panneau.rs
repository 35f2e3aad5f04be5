//! The view of one measure: its panel, and the list beside it.

use std::collections::BTreeMap;

use application::mesures::{Changement, Dossier, Entourage, dossier, entourage, mesure_du_service};
use application::risques::couverture;
use application::{Context, Error};
use domaine::droits::Action;
use domaine::ensemble::MesureIdx;
use domaine::vocabulaire::Exigence;
use ui::composants::{Echanges, Evenement, Quoi};
use ui::format::jour_civil;
use ui::pages::mesures::{FicheVue, FiltresMesures, PageMesure, PlanVue, Voisines, changements};
use ui::texte;
use uuid::Uuid;

use super::lignes::{Lecture, reponse};
use super::{Demande, liste};
use crate::Erreur;
use crate::decrit::Decrit;
use crate::pages::commentaires::evenement;
use crate::pages::risques::vues::de_la_mesure;

/// The page of a measure.
///
/// # Errors
///
/// The service does not have it, or the database does not answer.
pub(super) async fn vue(
    ctx: &Context,
    decrit: &Decrit,
    id: &str,
    demande: &Demande,
) -> Result<PageMesure<'static>, Erreur> {
    let (service, bilan) = (&decrit.service, &decrit.bilan);
    let catalogue = service.catalogue;
    let mesure = mesure_du_service(service, id)?;
    let filtres = demande.filtres(decrit);
    let dossier = dossier(ctx, service.fiche.id, id).await?;
    let entourage = autour(ctx, service.fiche.id, &dossier, &filtres).await?;
    let couverture = couverture(ctx, service).await?;
    let ligne = service.ligne(mesure);
    let suivi = ligne.map(|l| l.suivi.clone()).unwrap_or_default();
    let jour = jour_civil(ctx.maintenant());
    let lecture = Lecture {
        decrit,
        entourage: &entourage,
        jour,
    };
    let exigence = bilan.evaluation.mesures.exigence(mesure);
    let phrase = |raison| texte::raison(&catalogue.questionnaire, raison);
    Ok(PageMesure {
        fiche: FicheVue::from(catalogue.mesure(mesure)),
        question: &catalogue.question(mesure).question,
        exigence: exigence.unwrap_or(Exigence::Recommandee),
        porteur: bilan.evaluation.mesures.porteur(mesure),
        raisons: catalogue
            .raisons(&bilan.description, mesure)
            .into_iter()
            .map(phrase)
            .collect(),
        risques: de_la_mesure(decrit, &couverture, id),
        reponse: reponse(ligne),
        motif: suivi.motif.clone(),
        choisi: None,
        version: ligne.map_or(0, |l| l.version),
        plan: PlanVue::de(&suivi, suivi.en_retard(jour)),
        echanges: Echanges {
            action: commentaires(&filtres, service.fiche.id, id),
            fragment: "bande volet",
            peut_ecrire: service.peut(Action::Commenter),
            refuse: None,
            evenements: evenements(ctx, dossier),
        },
        erreurs: Vec::new(),
        voisines: voisines(&lecture, &filtres, mesure),
        liste: liste::avec(ctx, decrit, demande, filtres, &entourage).await?,
    })
}

/// Where comments go: the page's own parameters are kept.
fn commentaires(filtres: &FiltresMesures, service: Uuid, mesure: &str) -> String {
    filtres.adresse_mesure(service, &format!("{mesure}/commentaires"))
}

/// The members come with the file of the measure; comments only when one searches.
async fn autour(
    ctx: &Context,
    service: Uuid,
    dossier: &Dossier,
    filtres: &FiltresMesures,
) -> Result<Entourage, Error> {
    if filtres.q.is_empty() {
        return Ok(Entourage {
            membres: dossier.membres.clone(),
            ..Entourage::default()
        });
    }
    entourage(ctx, service, true).await
}

/// What was written and what changed, newest first.
fn evenements(ctx: &Context, dossier: Dossier) -> Vec<Evenement> {
    let noms = dossier.historique.noms;
    let changes = dossier.historique.changements.into_iter();
    let ecrits = dossier.commentaires.into_iter();
    let mut tous: Vec<_> = changes
        .map(|c| change(c, &noms))
        .chain(ecrits.map(|c| evenement(c, ctx.acteur())))
        .collect();
    tous.sort_by_key(|e| std::cmp::Reverse(e.quand));
    tous
}

fn change(c: Changement, noms: &BTreeMap<Uuid, String>) -> Evenement {
    let phrases = changements(&c.champs, (&c.avant, &c.apres), noms);
    Evenement {
        quand: c.quand,
        qui: c.auteur,
        quoi: Quoi::Change(phrases),
    }
}

fn voisines(lecture: &Lecture<'_>, filtres: &FiltresMesures, mesure: MesureIdx) -> Voisines {
    let catalogue = lecture.decrit.service.catalogue;
    let id = |m: MesureIdx| catalogue.mesure(m).id.clone();
    let (precedente, suivante) = lecture.voisines(filtres, mesure);
    Voisines {
        precedente: precedente.map(id),
        suivante: suivante.map(id),
    }
}
