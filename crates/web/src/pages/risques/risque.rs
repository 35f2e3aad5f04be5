//! One risk: what it is, and what is decided of it.

use application::Error;
use application::commentaires::{self, Commenter, Geste, Objet};
use application::risques::{
    AjusterRisque, ChangementRisque, ConflitRisque, RetirerRisque, Versions, ajuster_risque,
    dossier, retirer_risque,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domaine::risques::{Ajustement, Couverture, FaitRisque, numero_propre};
use jiff::Timestamp;
use ui::composants::Erreur as Refus;
use ui::gabarit::SectionService;
use ui::pages::risques as ecrans;
use ui::pages::risques::{
    CommentaireVue, Fiche, FicheCalculee, FichePropre, MesureNommee, PageRisque,
};
use uuid::Uuid;

use super::saisie::{Decision, refus};
use super::{adresse, exiger, suite, vues};
use crate::decrit::Decrit;
use crate::pages::bande::bande;
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

const _: () = assert!(
    ecrans::COMMENTAIRE_MAX == commentaires::TEXTE_MAX,
    "the field and the use case accept the same length"
);

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
        "commenter" => commenter(&acteur, &decrit, &risque, &formulaire).await,
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

/// Writes to the team about a risk.
async fn commenter(
    acteur: &Acteur,
    decrit: &Decrit,
    risque: &str,
    formulaire: &Formulaire,
) -> Result<Response, Erreur> {
    let service = decrit.service.fiche.id;
    let texte = formulaire.texte("texte").to_owned();
    let commande = Commenter {
        operation: formulaire.operation()?,
        service,
        objet: Objet::Risque(risque.to_owned()),
        geste: Geste::Ajouter {
            texte: texte.clone(),
        },
    };
    let erreurs = match commentaires::commenter(&acteur.ctx, &commande).await {
        Ok(_) => {
            let suite = format!("{}#commentaires", adresse(service, risque));
            return Ok(Redirect::to(&suite).into_response());
        }
        Err(Error::Saisie { champ, raison }) => refus(vec![(champ, raison)]),
        Err(Error::OperationDifferente) => Vec::new(),
        Err(erreur) => return Err(erreur.into()),
    };
    let deja = erreurs.is_empty();
    let vue = PageRisque {
        commentaire: texte,
        ..vue(acteur, decrit, risque, None, erreurs).await?
    };
    if deja {
        return acteur.deja_envoye(&vue);
    }
    acteur.refuser(&vue).await
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
async fn vue(
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
        commentaires: dossier
            .commentaires
            .iter()
            .map(|c| CommentaireVue {
                quand: c.cree_le,
                qui: c.nom.clone(),
                texte: c.texte.clone(),
            })
            .collect(),
        commentaire: String::new(),
        historique: vues::historique(&decrit.service, &dossier.historique),
        erreurs,
    })
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
