//! One risk: what it is, and what is decided of it.

use application::Error;
use application::risques::{
    AjusterRisque, ChangementRisque, ConflitRisque, DossierRisque, RetirerRisque, Versions,
    ajuster_risque, dossier, retirer_risque,
};
use axum::{http::StatusCode, response::Response};
use domaine::droits::Action;
use domaine::risques::{Ajustement, Couverture, FaitRisque, numero_propre};
use jiff::Timestamp;
use ui::composants::{Echanges, Erreur as Refus, Evenement};
use ui::gabarit::SectionService;
use ui::pages::risques as ecrans;
use ui::pages::risques::{Fiche, FicheCalculee, FichePropre, MesureNommee, PageRisque};
use uuid::Uuid;

use super::saisie::{Decision, refus};
use super::{adresse, exiger, suite, vues};
use crate::decrit::Decrit;
use crate::pages::bande::bande;
use crate::pages::commentaires::evenement;
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(
    acteur: Acteur,
    Chemin((_, risque)): Chemin<(Uuid, String)>,
    decrit: Decrit,
) -> Result<Response, Erreur> {
    let vue = vue(&acteur, &decrit, &risque, None, Vec::new()).await?;
    acteur.page(&vue).await
}

pub(crate) async fn post(
    acteur: Acteur,
    Chemin((_, risque)): Chemin<(Uuid, String)>,
    decrit: Decrit,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    exiger(&decrit.service)?;
    match formulaire.texte("geste") {
        "retirer" => retirer(&acteur, &decrit, &risque, &formulaire, false).await,
        "retablir" => retirer(&acteur, &decrit, &risque, &formulaire, true).await,
        _ => ajuster(&acteur, &decrit, &risque, &formulaire).await,
    }
}

/// Decides of a computed risk.
async fn ajuster(
    acteur: &Acteur,
    decrit: &Decrit,
    risque: &str,
    formulaire: &Formulaire,
) -> Result<Response, Erreur> {
    let decision = Decision::lire(formulaire)?;
    let service = decrit.service.fiche.id;
    let commande = AjusterRisque {
        operation: formulaire.operation()?,
        service,
        risque: risque.to_owned(),
        version: formulaire.version()?,
        champs: decision.champ.into(),
        saisie: decision.saisie.clone(),
        stricte: false,
    };
    match ajuster_risque(&acteur.ctx, &commande).await {
        Ok(fait) => suite(acteur, decision.fait, &fait, &adresse(service, risque)).await,
        Err(Error::Saisies(champs)) => {
            let vue = vue(acteur, decrit, risque, Some(decision.saisie), refus(champs)).await?;
            acteur.refuser(&vue).await
        }
        Err(Error::OperationDifferente) => {
            let vue = vue(acteur, decrit, risque, Some(decision.saisie), Vec::new()).await?;
            acteur.deja_envoye(&vue)
        }
        Err(Error::ConflitRisque(conflit)) => refuser_conflit(acteur, &conflit).await,
        Err(erreur) => Err(erreur.into()),
    }
}

/// Takes a risk of one's own out, or puts it back.
async fn retirer(
    acteur: &Acteur,
    decrit: &Decrit,
    risque: &str,
    formulaire: &Formulaire,
    retablir: bool,
) -> Result<Response, Erreur> {
    let service = decrit.service.fiche.id;
    let commande = RetirerRisque {
        // One form serves both buttons.
        operation: formulaire.operation_pour(formulaire.texte("geste").as_bytes())?,
        service,
        risque: risque.to_owned(),
        retablir,
        version: None,
    };
    match retirer_risque(&acteur.ctx, &commande).await {
        Ok(fait) if retablir => {
            let texte = "Le risque est de retour, tel qu’il était.";
            suite(acteur, texte, &fait, &adresse(service, risque)).await
        }
        Ok(fait) => {
            let texte = "Le risque est retiré. Vous pouvez le rétablir au bas de cette page.";
            let liste = ui::adresse::service(service, "risques");
            suite(acteur, texte, &fait, &liste).await
        }
        Err(Error::Saisies(champs)) => {
            let vue = vue(acteur, decrit, risque, None, refus(champs)).await?;
            acteur.refuser(&vue).await
        }
        Err(erreur) => Err(erreur.into()),
    }
}

/// The page that lets one choose between two values.
pub(super) async fn refuser_conflit(
    acteur: &Acteur,
    conflit: &ConflitRisque,
) -> Result<Response, Erreur> {
    let service = &conflit.service;
    let versions = match &conflit.versions {
        Versions::Calcule {
            en_place,
            la_mienne,
            conflits,
        } => ecrans::Versions::Calcule {
            gravite_calculee: service
                .risque_calcule(&conflit.risque)?
                .evalue
                .gravite_calculee,
            en_place: en_place.clone(),
            la_mienne: la_mienne.clone(),
            conflits: conflits.clone(),
        },
        Versions::Propre {
            en_place,
            la_mienne,
            conflits,
        } => ecrans::Versions::Propre {
            en_place: en_place.clone(),
            la_mienne: la_mienne.clone(),
            conflits: conflits.clone(),
        },
    };
    let vue = ecrans::ConflitRisque {
        bande: bande(service, SectionService::Risques),
        risque: conflit.risque.clone(),
        modele: &service.catalogue.risques,
        versions,
        auteur: conflit.auteur.clone(),
        quand: conflit.quand,
        version: conflit.version,
    };
    acteur.page_avec(StatusCode::CONFLICT, &vue).await
}

/// The page, with what was typed when it is given back.
pub(super) async fn vue(
    acteur: &Acteur,
    decrit: &Decrit,
    risque: &str,
    saisie: Option<Ajustement>,
    erreurs: Vec<Refus>,
) -> Result<PageRisque<'static>, Erreur> {
    let dossier = dossier(&acteur.ctx, &decrit.service, risque).await?;
    let couverture = &dossier.couverture;
    let fiche = if numero_propre(risque).is_some() {
        Fiche::Propre(propre(decrit, couverture, risque)?)
    } else {
        let fiche = calculee(decrit, couverture, risque, saisie)?;
        Fiche::Calculee(Box::new(fiche))
    };
    Ok(PageRisque {
        tableau: vues::tableau(decrit, couverture, Some(risque)),
        fiche,
        dite: dite(&dossier.historique),
        echanges: Echanges {
            action: format!("{}/commentaires", adresse(decrit.service.fiche.id, risque)),
            fragment: None,
            peut_ecrire: decrit.service.peut(Action::Commenter),
            refuse: None,
            evenements: evenements(acteur, decrit, dossier),
        },
        erreurs,
    })
}

/// What was written and what happened, newest first.
fn evenements(acteur: &Acteur, decrit: &Decrit, dossier: DossierRisque) -> Vec<Evenement> {
    let ecrits = dossier.commentaires.into_iter();
    let ecrits = ecrits.map(|c| evenement(c, acteur.ctx.acteur()));
    let mut tous = vues::historique(&decrit.service, &dossier.historique);
    tous.extend(ecrits);
    tous.sort_by_key(|e| std::cmp::Reverse(e.quand));
    tous
}

/// Who decided of it last, and when; links are no decision.
fn dite(historique: &[ChangementRisque]) -> Option<(String, Timestamp)> {
    let decide =
        |c: &&ChangementRisque| !matches!(c.faits[..], [FaitRisque::Lie(_) | FaitRisque::Delie(_)]);
    let dernier = historique.iter().find(decide)?;
    Some((dernier.auteur.clone()?, dernier.quand))
}

fn calculee(
    decrit: &Decrit,
    couverture: &Couverture,
    id: &str,
    saisie: Option<Ajustement>,
) -> Result<FicheCalculee<'static>, Erreur> {
    let service = &decrit.service;
    let evalue = service.risque_calcule(id)?.evalue;
    let modele = &service.catalogue.risques;
    let analyse = vues::analyse(decrit, &evalue);
    let nommer = |m| vues::nommee(service, m);
    let leviers = analyse.leviers.iter().filter(|l| l.apres < evalue.courant);
    let en_place = service.risques.ajustement(id);
    Ok(FicheCalculee {
        risque: modele.risque(&evalue),
        categories: modele.categories(&evalue).into_iter().collect(),
        origines: vues::origines(service, &analyse),
        barrieres: vues::barrieres(service, &analyse),
        leviers: leviers.map(|l| (nommer(l.mesure), l.apres)).collect(),
        pas: analyse.pas.as_ref().map(|pas| {
            let mesures = pas.mesures.iter().map(|m| nommer(*m));
            (mesures.collect(), pas.apres)
        }),
        liees: vues::liees(service, couverture, id),
        // What the catalogue has weighs on it, or not, by the catalogue alone.
        liables: vues::specifiques(service)
            .map(|etat| etat.mesure)
            .filter(|m| couverture.lien(&m.id, id).is_none())
            .collect(),
        saisie: saisie.unwrap_or_else(|| en_place.clone()),
        version: service.risques.ajustements.get(id).map_or(0, |e| e.version),
        en_place,
        evalue,
    })
}

fn propre(decrit: &Decrit, couverture: &Couverture, id: &str) -> Result<FichePropre, Erreur> {
    let service = &decrit.service;
    let ecrit = numero_propre(id).and_then(|n| service.risques.propres.get(&n));
    let ecrit = ecrit.ok_or(Error::Introuvable)?;
    let libre = |m: &MesureNommee| couverture.lien(&m.id, id).is_none();
    Ok(FichePropre {
        id: id.to_owned(),
        risque: ecrit.valeur.clone(),
        liees: vues::liees(service, couverture, id),
        liables: vues::mesures(decrit)
            .into_iter()
            .map(|etat| etat.mesure)
            .filter(libre)
            .collect(),
        retire: ecrit.retire_le.is_some(),
    })
}
