//! The view of one measure: its panel, and the list beside it.

use std::collections::BTreeMap;

use application::Context;
use application::mesures::{Changement, Dossier, completer, dossier};
use domaine::actions::Gain;
use domaine::droits::Action;
use domaine::ensemble::Ensemble;
use ui::composants::{Echanges, Evenement, Quoi};
use ui::format::jour_civil;
use ui::pages::actions::ActionVue;
use ui::pages::mesures::{FiltresMesures, PageMesure, PlanVue, Voisines, changements};
use uuid::Uuid;

use super::fond::fond;
use super::lignes::{Lecture, reponse};
use super::{Demande, liste};
use crate::Erreur;
use crate::decrit::Decrit;
use crate::pages::actions::vues::actions;
use crate::pages::commentaires::evenement;

/// The page of a measure.
///
/// # Errors
///
/// The service does not have it, or the database does not answer.
pub(super) async fn vue<'d>(
    ctx: &Context,
    decrit: &'d Decrit,
    id: &str,
    demande: &Demande,
) -> Result<PageMesure<'d>, Erreur> {
    let service = &decrit.service;
    let fond = fond(ctx, decrit, id).await?;
    let filtres = demande.filtres(decrit);
    let dossier = dossier(ctx, service.fiche.id, id).await?;
    let recherche = !filtres.q.is_empty();
    let entourage = completer(ctx, service, dossier.membres.clone(), recherche).await?;
    let ligne = service.lignes.get(id);
    let suivi = ligne.map(|l| l.suivi.clone()).unwrap_or_default();
    let jour = jour_civil(ctx.maintenant());
    let lecture = Lecture {
        decrit,
        entourage: &entourage,
        jour,
        gains: service.gains()?,
    };
    let apport = apport(decrit, &lecture.gains, id);
    Ok(PageMesure {
        fiche: fond.fiche,
        question: fond.question,
        exigence: fond.exigence,
        porteur: fond.porteur,
        raisons: fond.raisons,
        apport,
        risques: fond.risques,
        liables: fond.liables,
        lie: decrit.service.peut(Action::GererRisques),
        propre: fond.propre,
        reponse: reponse(ligne),
        motif: suivi.motif.clone(),
        choisi: None,
        version: ligne.map_or(0, |l| l.version),
        plan: PlanVue::de(&suivi, suivi.en_retard(jour)),
        echanges: Echanges {
            action: commentaires(&filtres, service.fiche.id, id),
            fragment: Some("bande volet"),
            peut_ecrire: service.peut(Action::Commenter),
            refuse: None,
            evenements: evenements(ctx, dossier),
        },
        erreurs: Vec::new(),
        voisines: voisines(&lecture, &filtres, id),
        liste: liste::avec(ctx, &lecture, demande, filtres).await?,
    })
}

/// What the measure would bring, while it remains to be done.
fn apport(decrit: &Decrit, gains: &[Gain], id: &str) -> Option<ActionVue> {
    let catalogue = decrit.service.catalogue;
    let gain = gains.iter().find(|g| catalogue.mesure(g.mesure).id == id)?;
    actions(decrit, std::slice::from_ref(gain), &Ensemble::VIDE).pop()
}

/// Where comments go: the page's own parameters are kept.
fn commentaires(filtres: &FiltresMesures, service: Uuid, mesure: &str) -> String {
    filtres.adresse_mesure(service, &format!("{mesure}/commentaires"))
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

fn voisines(lecture: &Lecture<'_>, filtres: &FiltresMesures, mesure: &str) -> Voisines {
    let (precedente, suivante) = lecture.liste(filtres).voisines(mesure);
    Voisines {
        precedente,
        suivante,
    }
}
