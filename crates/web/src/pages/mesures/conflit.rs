//! The page on which one chooses between two edits of the same measure.

use std::collections::BTreeMap;

use application::Error;
use application::acces::ServiceOuvert;
use application::mesures::{Cle, ConflitMesure, cle, entourage};
use axum::http::StatusCode;
use axum::response::Response;
use domaine::fusion::differences;
use domaine::fusion::texte::reunir;
use domaine::suivi::{ChampMesure, Priorite, SuiviMesure};
use ui::gabarit::SectionService;
use ui::pages::etat_des_lieux::Reponse;
use ui::pages::mesures::{self as vues, ChampEnConflit, Regle, valeur};
use uuid::Uuid;

use super::lignes;
use crate::pages::bande::bande;
use crate::{Erreur, acteur::Acteur};

/// The page, with status 409.
///
/// # Errors
///
/// The database does not answer.
pub(super) async fn page(
    acteur: &Acteur,
    conflit: &ConflitMesure,
    retour: &str,
) -> Result<Response, Erreur> {
    let service = &conflit.service;
    let titre = titre(service, &conflit.mesure)?;
    let membres = entourage(&acteur.ctx, service, false).await?.membres;
    let noms: BTreeMap<Uuid, String> = membres.into_iter().collect();
    let vue = vues::ConflitMesure {
        bande: bande(service, SectionService::Mesures),
        mesure: &conflit.mesure,
        titre,
        auteur: conflit.auteur.clone(),
        quand: conflit.quand,
        conflits: conflit
            .conflits
            .iter()
            .map(|champ| en_conflit(conflit, *champ, &noms))
            .collect(),
        regles: regles(conflit, &noms),
        version: conflit.actuelle.version,
        saisie: saisie(conflit),
        retour: retour.to_owned(),
        action: ui::adresse::service(service.fiche.id, &format!("mesures/{}", conflit.mesure)),
    };
    acteur.page_avec(StatusCode::CONFLICT, &vue).await
}

fn titre<'a>(service: &'a ServiceOuvert, mesure: &str) -> Result<&'a str, Error> {
    Ok(match cle(service, mesure)? {
        Cle::Catalogue(mesure) => &service.catalogue.mesure(mesure).titre,
        Cle::Specifique(rang) => {
            let specifique = service.specifiques.get(rang).ok_or(Error::Introuvable)?;
            &specifique.contenu.titre
        }
    })
}

fn en_conflit(
    conflit: &ConflitMesure,
    champ: ChampMesure,
    noms: &BTreeMap<Uuid, String>,
) -> ChampEnConflit {
    let (base, actuel, mien) = (&conflit.base, &conflit.actuelle.suivi, &conflit.miennes);
    let reuni = match champ {
        ChampMesure::Details => Some(reunir(&base.details, &actuel.details, &mien.details)),
        ChampMesure::Responsables => {
            let tous = SuiviMesure {
                responsables: &actuel.responsables | &mien.responsables,
                ..SuiviMesure::default()
            };
            Some(valeur(&tous, champ, noms))
        }
        _ => None,
    };
    ChampEnConflit {
        champ,
        depart: valeur(base, champ, noms),
        en_place: valeur(actuel, champ, noms),
        le_mien: valeur(mien, champ, noms),
        reuni,
    }
}

/// The fields only one of the two changed.
fn regles(conflit: &ConflitMesure, noms: &BTreeMap<Uuid, String>) -> Vec<Regle> {
    let mut miens = differences(&conflit.base, &conflit.miennes);
    miens.retain(|champ| !conflit.conflits.contains(champ));
    let regle = |suivi, mienne| {
        move |champ: &ChampMesure| Regle {
            champ: *champ,
            valeur: valeur(suivi, *champ, noms),
            mienne,
        }
    };
    let theirs = conflit
        .repris
        .iter()
        .map(regle(&conflit.actuelle.suivi, false));
    let mine = miens.iter().map(regle(&conflit.miennes, true));
    mine.chain(theirs).collect()
}

/// What this person changed, as the fields of a form: only that may be written by the choice.
fn saisie(conflit: &ConflitMesure) -> Vec<(&'static str, String)> {
    let mien = &conflit.miennes;
    let mut champs = Vec::new();
    for champ in differences(&conflit.base, mien) {
        champs.push(("champ", champ.id().to_owned()));
        match champ {
            ChampMesure::Reponse => {
                let mot = lignes::reponse_du(mien).map_or("", Reponse::id);
                champs.push(("statut", mot.to_owned()));
                champs.push(("motif", mien.motif.clone()));
            }
            ChampMesure::Details => champs.push(("details", mien.details.clone())),
            ChampMesure::Priorite => {
                let mot = mien.priorite.map_or("", Priorite::id);
                champs.push(("priorite", mot.to_owned()));
            }
            ChampMesure::Echeance => {
                let jour = mien.echeance.map(|e| e.to_string());
                champs.push(("echeance", jour.unwrap_or_default()));
            }
            ChampMesure::Responsables => {
                let en_place = &conflit.actuelle.suivi.responsables;
                let tous = [
                    ("responsable", &mien.responsables),
                    ("responsable-place", en_place),
                ];
                for (nom, comptes) in tous {
                    champs.extend(comptes.iter().map(|compte| (nom, compte.to_string())));
                }
            }
        }
    }
    champs
}
