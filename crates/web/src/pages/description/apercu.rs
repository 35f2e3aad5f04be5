//! What a change to the description would do, shown before it is saved.
//!
//! Invariant: confirming sends the same form again, with the version whose effect was shown;
//! coming back sends it too, to be shown as it was typed.

use application::acces::ServiceOuvert;
use application::description::Apercu;
use axum::{http::StatusCode, response::Response};
use domaine::catalogue::Mesure;
use domaine::fusion::ParChamps;
use domaine::indice::centiemes;
use domaine::vocabulaire::Champ;
use ui::pages::description::{
    ApercuDescription, MesureApercu, ReponseChangee, ServiceDecrit, en_mots,
};

use super::adresse;
use super::envoi::Envoi;
use crate::Erreur;

/// The page of the effect of a change; `mot` ends the address of the form it was typed in.
pub(super) async fn page(envoi: &Envoi, mot: &str, apercu: &Apercu) -> Result<Response, Erreur> {
    let ecart = apercu.ecart()?;
    let (avant, apres) = (&apercu.avant, &apercu.apres);
    let mesures = |fiches: &[&Mesure]| fiches.iter().map(|m| mesure(avant, apres, m)).collect();
    let vue = ApercuDescription {
        service: ServiceDecrit {
            // What was typed still stands on what was on screen.
            version: envoi.formulaire.version()?,
            ..super::decrit(avant)
        },
        vue: avant.version,
        action: adresse(envoi.service, mot),
        saisie: envoi.a_renvoyer(|_| true),
        reponses: reponses(apercu),
        niveau_releve: apercu.niveau_releve,
        niveau: ecart.niveau,
        indice: (centiemes(ecart.indice.0), centiemes(ecart.indice.1)),
        ajoutees: mesures(&ecart.ajoutees),
        retirees: mesures(&ecart.retirees),
        relevees: mesures(&ecart.relevees),
        abaissees: mesures(&ecart.abaissees),
        porteurs: ecart
            .porteurs
            .iter()
            .map(|(m, avant_, apres_)| (mesure(avant, apres, m), *avant_, *apres_))
            .collect(),
        inchangees: ecart.inchangees,
        risques_apparus: ecart.risques_apparus,
        risques_disparus: ecart.risques_disparus,
        risques_changes: ecart.risques_changes,
        auteur: apercu.repris_de.clone(),
    };
    // Saving as one goes is told that nothing was: the page was loaded before the service had
    // its measures.
    let status = if envoi.formulaire.au_fil() {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    envoi.acteur.page_avec(status, &vue).await
}

/// A measure as the page names it, with what was said of it: it is kept when the measure leaves,
/// and counts again when it comes back.
fn mesure(avant: &ServiceOuvert, apres: &ServiceOuvert, fiche: &Mesure) -> MesureApercu {
    let idx = apres.catalogue.trouver(&fiche.id);
    let mesures = |service: &ServiceOuvert| service.bilan().ok().map(|b| b.evaluation.mesures);
    let exigence = |service| mesures(service)?.exigence(idx?);
    MesureApercu {
        id: fiche.id.clone(),
        titre: fiche.titre.clone(),
        exigence: exigence(apres).or_else(|| exigence(avant)),
        statut: idx.and_then(|m| avant.suivi.statuts.de(m)),
    }
}

/// The answers that change, in words; the level only when a person chose it.
fn reponses(apercu: &Apercu) -> Vec<ReponseChangee> {
    let (avant, apres) = (&apercu.avant, &apercu.apres);
    let questionnaire = &avant.catalogue.questionnaire;
    let releve = |champ: &Champ| *champ == Champ::NiveauSecurite && apercu.niveau_releve.is_some();
    let tous = Champ::TOUS.iter().copied();
    tous.filter(|champ| !avant.reponses.meme(&apres.reponses, *champ) && !releve(champ))
        .map(|champ| ReponseChangee {
            champ,
            avant: en_mots(questionnaire, champ, &avant.reponses),
            apres: en_mots(questionnaire, champ, &apres.reponses),
        })
        .collect()
}
