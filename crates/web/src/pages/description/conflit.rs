//! The same question answered two ways: both answers, to choose from.
//!
//! Invariant: choosing sends the same form again, on the version in place; what a colleague alone
//! changed is left alone.

use application::description::ConflitDescription;
use axum::{http::StatusCode, response::Response};
use domaine::fusion::ParChamps;
use domaine::vocabulaire::Champ;
use ui::pages::description::{
    ChampEnConflit, ConflitDescription as PageConflit, PREFIXE_CHOIX, en_mots,
};

use super::adresse;
use super::envoi::Envoi;
use crate::Erreur;

/// The page of a conflict; `mot` ends the address of the form that met it.
pub(super) async fn page(
    envoi: &Envoi,
    mot: &str,
    conflit: &ConflitDescription,
) -> Result<Response, Erreur> {
    let en_place = &conflit.service.reponses;
    let questionnaire = &conflit.service.catalogue.questionnaire;
    let conflits = conflit.conflits.iter().map(|champ| ChampEnConflit {
        champ: *champ,
        en_place: en_mots(questionnaire, *champ, en_place),
        le_mien: en_mots(questionnaire, *champ, &conflit.miennes),
    });
    let regles = reglees(conflit).map(|(champ, mienne)| {
        let source = if mienne { &conflit.miennes } else { en_place };
        (champ, en_mots(questionnaire, champ, source), mienne)
    });
    let auteur = conflit.auteur.clone();
    let vue = PageConflit {
        service: super::decrit(&conflit.service),
        auteur: auteur.unwrap_or_else(|| "Une autre personne".to_owned()),
        quand: conflit.quand,
        conflits: conflits.collect(),
        regles: regles.collect(),
        saisie: envoi.a_renvoyer(|nom| !nom.starts_with(PREFIXE_CHOIX)),
        action: adresse(envoi.service, mot),
    };
    envoi.acteur.page_avec(StatusCode::CONFLICT, &vue).await
}

/// The questions a single person changed, and whether it is this one.
fn reglees(conflit: &ConflitDescription) -> impl Iterator<Item = (Champ, bool)> {
    let tous = Champ::TOUS.iter().copied();
    tous.filter_map(|champ| {
        if conflit.repris.contains(&champ) {
            return Some((champ, false));
        }
        let changee = !conflit.service.reponses.meme(&conflit.miennes, champ);
        (changee && !conflit.conflits.contains(&champ)).then_some((champ, true))
    })
}
