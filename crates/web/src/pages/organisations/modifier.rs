//! Changing what an organisation is.

use application::Error;
use application::organisations::{ConflitFiche, ModifierFiche, modifier_fiche, ouvrir_pour};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domaine::droits::ActionOrganisation;
use domaine::organisations::{ChampOrganisation, FicheSaisie};
use ui::adresse;
use ui::composants::Erreur as Refus;
use ui::gabarit::Ton;
use ui::pages::organisations::{ModifierOrganisation, Stockee, type_entite};
use uuid::Uuid;

use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(acteur: Acteur, Chemin(id): Chemin<Uuid>) -> Result<Response, Erreur> {
    acteur.page(&page(&acteur, id, None).await?).await
}

pub(crate) async fn post(
    acteur: Acteur,
    Chemin(id): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let commande = ModifierFiche {
        operation: formulaire.operation()?,
        organisation: id,
        version: formulaire.version()?,
        saisie: FicheSaisie {
            nom: formulaire.texte("nom").to_owned(),
            type_entite: formulaire.texte("typeEntite").to_owned(),
            rna: formulaire.texte("rna").to_owned(),
            euid: formulaire.texte("euid").to_owned(),
        },
        stricte: false,
    };
    let refus = match modifier_fiche(&acteur.ctx, &commande).await {
        Ok(fait) => {
            let texte = match fait.repris.is_empty() {
                true => "L’organisation est à jour.",
                false => {
                    "L’organisation est à jour. Ce que quelqu’un d’autre avait changé entre-temps est gardé aussi."
                }
            };
            acteur.annoncer(Ton::Succes, texte).await?;
            return Ok(Redirect::to(&adresse::organisation(id, "")).into_response());
        }
        Err(refus) => refus,
    };
    let mut vue = page(&acteur, id, Some(commande.saisie)).await?;
    match refus {
        Error::Saisies(refus) => {
            vue.version = commande.version;
            vue.erreurs = refus
                .iter()
                .map(|(champ, raison)| Refus {
                    champ: (*champ).to_owned(),
                    message: ui::texte::raison_saisie(champ, *raison),
                })
                .collect();
            acteur.refuser(&vue).await
        }
        Error::ConflitFiche(conflit) => {
            vue.version = conflit.version;
            vue.conflit = stockees(&conflit);
            acteur.page_avec(StatusCode::CONFLICT, &vue).await
        }
        Error::OperationDifferente => acteur.deja_envoye(&vue),
        erreur => Err(erreur.into()),
    }
}

fn stockees(conflit: &ConflitFiche) -> Vec<Stockee> {
    let fiche = &conflit.stockee;
    let une = |champ: &ChampOrganisation| match champ {
        ChampOrganisation::Nom => ("Nom", fiche.nom.clone()),
        ChampOrganisation::TypeEntite => (
            "Type d’entité",
            fiche.type_entite.map_or("", type_entite).to_owned(),
        ),
        ChampOrganisation::Rna => ("RNA", fiche.rna.clone().unwrap_or_default()),
        ChampOrganisation::Euid => ("EUID", fiche.euid.clone().unwrap_or_default()),
    };
    conflit.champs.iter().map(une).collect()
}

async fn page(
    acteur: &Acteur,
    id: Uuid,
    saisie: Option<FicheSaisie>,
) -> Result<ModifierOrganisation, Erreur> {
    let ouverte = ouvrir_pour(&acteur.ctx, id, ActionOrganisation::Identifier).await?;
    Ok(ModifierOrganisation {
        id,
        version: ouverte.version,
        saisie: saisie.unwrap_or_else(|| (&ouverte.fiche).into()),
        nom: ouverte.fiche.nom,
        erreurs: Vec::new(),
        conflit: Vec::new(),
    })
}
