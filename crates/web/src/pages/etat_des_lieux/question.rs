//! One question: read it, answer it, go on to the next.

use application::Error;
use application::acces::{ServiceOuvert, ouvrir};
use application::mesures::{Statuer, mesure_du_service};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domaine::ensemble::MesureIdx;
use ui::adresse::{requete, service as adresse};
use ui::gabarit::SectionService;
use ui::pages::etat_des_lieux::{PageQuestion, Reponse, annonce};
use uuid::Uuid;

use super::{progression, themes};
use crate::decrit::Decrit;
use crate::pages::mesures::statuer::Enregistrement;
use crate::pages::mesures::{Demande, lignes, statuer};
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin, parametres::Parametres};

pub(crate) async fn get(
    acteur: Acteur,
    Chemin((_, mesure)): Chemin<(Uuid, String)>,
    Parametres(demande): Parametres<Demande>,
    decrit: Decrit,
) -> Result<Response, Erreur> {
    let mesure = mesure_du_service(&decrit.service, &mesure)?;
    let vient = demande.vient(&decrit);
    let vient = vient.and_then(|id| mesure_du_service(&decrit.service, id).ok());
    let vue = vue(&decrit, mesure, vient);
    acteur.page(&vue).await
}

pub(crate) async fn post(
    acteur: Acteur,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let commande = commande(service, &mesure, &formulaire)?;
    let retour = adresse(service, "etat-des-lieux");
    match statuer::enregistrer(&acteur, &commande, &retour).await {
        Ok(Enregistrement::Conflit(page)) => Ok(page),
        Ok(Enregistrement::Fait(_)) => suivante(&ouvrir(&acteur.ctx, service).await?, &mesure),
        Err(Erreur::Application(Error::OperationDifferente)) => {
            let service = ouvrir(&acteur.ctx, service).await?;
            let mesure = mesure_du_service(&service, &mesure)?;
            let bilan = service.bilan()?.clone();
            acteur.deja_envoye(&vue(&Decrit { service, bilan }, mesure, None))
        }
        Err(erreur) => Err(erreur),
    }
}

fn commande(service: Uuid, mesure: &str, formulaire: &Formulaire) -> Result<Statuer, Erreur> {
    // Declining takes a reason: it is not an answer here.
    let mot = formulaire.texte("reponse");
    if Reponse::depuis_id(mot).is_none() {
        return Err(Erreur::Requete(StatusCode::UNPROCESSABLE_ENTITY));
    }
    Ok(Statuer {
        operation: formulaire.operation()?,
        service,
        mesure: mesure.to_owned(),
        version: formulaire.version()?,
        reponse: statuer::lire(mot, "")?,
    })
}

/// The next question, or the end.
fn suivante(service: &ServiceOuvert, vue: &str) -> Result<Response, Erreur> {
    let mesure = mesure_du_service(service, vue)?;
    let toutes = service.bilan()?.evaluation.mesures.toutes();
    let suivante = service.catalogue.suivante(toutes, &service.suivi, mesure);
    let page = match suivante {
        Some(question) => service.catalogue.mesure(question.mesure).id.as_str(),
        None => "fin",
    };
    let chemin = adresse(service.fiche.id, &format!("etat-des-lieux/{page}"));
    let vient = requete(&[("vient", vue)]);
    Ok(Redirect::to(&format!("{chemin}?{vient}")).into_response())
}

fn vue(decrit: &Decrit, mesure: MesureIdx, vient: Option<MesureIdx>) -> PageQuestion<'static> {
    let service = &decrit.service;
    let catalogue = service.catalogue;
    let toutes = decrit.bilan.evaluation.mesures.toutes();
    let ordre: Vec<_> = catalogue.questions(toutes).map(|q| q.mesure).collect();
    let place = ordre.iter().position(|m| *m == mesure).unwrap_or_default();
    let voisine = |rang: Option<usize>| {
        let mesure = ordre.get(rang?)?;
        Some(catalogue.mesure(*mesure).id.clone())
    };
    let ligne = service.ligne(mesure);
    let dite = |m: MesureIdx| lignes::reponse(service.ligne(m));
    PageQuestion {
        bande: decrit.bande(SectionService::EtatDesLieux),
        question: catalogue.question(mesure),
        mesure: catalogue.mesure(mesure),
        theme: &catalogue.theme(mesure).titre,
        reponse: lignes::reponse(ligne),
        version: ligne.map_or(0, |l| l.version),
        progression: progression(decrit),
        precedente: voisine(place.checked_sub(1)),
        suivante: voisine(place.checked_add(1)),
        themes: themes(decrit, Some(mesure)),
        annonce: vient.map(|m| annonce(dite(m))),
        modifiable: decrit.modifiable(),
    }
}
