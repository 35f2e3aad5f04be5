//! The page of a measure, and the form that declines it.

use application::mesures::{Statuer, historique, mesure_du_service};
use application::risques::couverture;
use application::{Context, Error};
use axum::response::Response;
use domaine::ensemble::MesureIdx;
use domaine::suivi::ChampMesure;
use domaine::vocabulaire::{Exigence, Statut};
use jiff::Timestamp;
use ui::composants::Erreur as Refus;
use ui::gabarit::SectionService;
use ui::pages::mesures::{PageMesure, Voisines};
use ui::texte;
use uuid::Uuid;

use super::{Demande, annoncer, lignes, statuer};
use crate::decrit::Decrit;
use crate::pages::risques::vues::de_la_mesure;
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin, parametres::Parametres};

pub(crate) async fn get(
    acteur: Acteur,
    Chemin((_, mesure)): Chemin<(Uuid, String)>,
    Parametres(demande): Parametres<Demande>,
    decrit: Decrit,
) -> Result<Response, Erreur> {
    let vue = vue(&acteur.ctx, &decrit, &mesure, &demande).await?;
    acteur.page(&vue).await
}

/// Declines the measure, or any other answer (the page of a conflict).
pub(crate) async fn post(
    acteur: Acteur,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    Parametres(demande): Parametres<Demande>,
    decrit: Decrit,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let retour = statuer::retour(&formulaire, service);
    let commande = commande(service, &mesure, &formulaire)?;
    match statuer::enregistrer(&acteur, &commande, &retour).await {
        Ok(conflit) => Ok(conflit.unwrap_or_else(|| statuer::revenir(&retour, &mesure))),
        Err(Erreur::Application(Error::Saisie { champ, raison })) => {
            let vue = vue(&acteur.ctx, &decrit, &mesure, &demande).await?;
            let refus = Refus {
                champ: champ.to_owned(),
                message: texte::raison_saisie(champ, raison),
            };
            let vue = PageMesure {
                erreurs: vec![refus],
                ..comme_saisie(vue, &formulaire)
            };
            acteur.refuser(&vue).await
        }
        Err(Erreur::Application(Error::OperationDifferente)) => {
            let vue = vue(&acteur.ctx, &decrit, &mesure, &demande).await?;
            acteur.deja_envoye(&comme_saisie(vue, &formulaire))
        }
        Err(erreur) => Err(erreur),
    }
}

/// The page with its form as it was filled in.
fn comme_saisie<'a>(vue: PageMesure<'a>, formulaire: &Formulaire) -> PageMesure<'a> {
    let choisi = Statut::depuis_id(formulaire.texte("statut"));
    PageMesure {
        motif: formulaire.texte("motif").to_owned(),
        choisi: choisi.filter(|s| matches!(s, Statut::NonFait | Statut::ALancer)),
        ..vue
    }
}

fn commande(service: Uuid, mesure: &str, formulaire: &Formulaire) -> Result<Statuer, Erreur> {
    Ok(Statuer {
        operation: formulaire.operation()?,
        service,
        mesure: mesure.to_owned(),
        version: formulaire.version()?,
        reponse: statuer::lire(formulaire.texte("statut"), formulaire.texte("motif"))?,
    })
}

async fn vue(
    ctx: &Context,
    decrit: &Decrit,
    id: &str,
    demande: &Demande,
) -> Result<PageMesure<'static>, Erreur> {
    let (service, bilan) = (&decrit.service, &decrit.bilan);
    let catalogue = service.catalogue;
    let mesure = mesure_du_service(service, id)?;
    let ligne = service.ligne(mesure);
    let filtres = demande.filtres(decrit);
    let exigence = bilan.evaluation.mesures.exigence(mesure);
    let couverture = couverture(ctx, service).await?;
    let phrase = |raison| texte::raison(&catalogue.questionnaire, raison);
    Ok(PageMesure {
        bande: decrit.bande(SectionService::Mesures),
        mesure: catalogue.mesure(mesure),
        question: &catalogue.question(mesure).question,
        exigence: exigence.unwrap_or(Exigence::Recommandee),
        porteur: bilan.evaluation.mesures.porteur(mesure),
        raisons: catalogue
            .raisons(&bilan.description, mesure)
            .into_iter()
            .map(phrase)
            .collect(),
        risques: de_la_mesure(decrit, &couverture, id),
        reponse: lignes::reponse(ligne),
        dite: match ligne {
            Some(_) => dite(ctx, service.fiche.id, id).await?,
            None => None,
        },
        motif: ligne.map(|l| l.suivi.motif.clone()).unwrap_or_default(),
        version: ligne.map_or(0, |l| l.version),
        choisi: None,
        erreurs: Vec::new(),
        annonce: (demande.vient(decrit) == Some(mesure)).then(|| annoncer(decrit, mesure)),
        voisines: voisines(decrit, &filtres, mesure),
        filtres,
        modifiable: decrit.modifiable(),
    })
}

/// Who said where it stands, and when.
async fn dite(
    ctx: &Context,
    service: Uuid,
    mesure: &str,
) -> Result<Option<(String, Timestamp)>, Erreur> {
    let historique = historique(ctx, service, mesure).await?;
    let mut changements = historique.changements.into_iter();
    let dite = changements.find(|c| c.champs.contains(&ChampMesure::Reponse));
    Ok(dite.and_then(|c| Some((c.auteur?, c.quand))))
}

fn voisines(
    decrit: &Decrit,
    filtres: &ui::pages::mesures::FiltresMesures,
    mesure: MesureIdx,
) -> Voisines {
    let id = |m: MesureIdx| decrit.service.catalogue.mesure(m).id.clone();
    let (precedente, suivante) = lignes::voisines(decrit, filtres, mesure);
    Voisines {
        precedente: precedente.map(id),
        suivante: suivante.map(id),
    }
}
