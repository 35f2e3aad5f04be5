//! My account: who I am, where I am signed in, the tokens I made, making and ending one.

pub(crate) mod acces;

use application::Error;
use application::comptes::moi;
use application::jetons::{self, Creer, Etat, Expiration, Revoquer};
use application::services::mes_noms;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domaine::droits::Portee;
use ui::composants::Erreur as Refus;
use ui::gabarit::Ton;
use ui::pages::compte::{Compte, Duree, EtatJeton, Jeton, Nouveau, Saisie};
use uuid::Uuid;

use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(acteur: Acteur) -> Result<Response, Erreur> {
    acteur.page(&vue(&acteur).await?).await
}

/// Makes a token. Its secret is in this answer and nowhere else, so there is no page to go to.
pub(crate) async fn post(acteur: Acteur, formulaire: Formulaire) -> Result<Response, Erreur> {
    let saisie = lire(&formulaire);
    let commande = match commande(&formulaire, &saisie) {
        Ok(commande) => commande?,
        Err(refus) => return refuser(&acteur, saisie, refus).await,
    };
    match jetons::creer(&acteur.ctx, &commande).await {
        Ok(cree) => {
            let vue = Compte {
                nouveau: Some(Nouveau {
                    nom: commande.nom,
                    secret: cree.secret,
                }),
                ..vue(&acteur).await?
            };
            acteur.page_avec(StatusCode::CREATED, &vue).await
        }
        Err(Error::Saisie { champ, raison }) => {
            let refus = Refus {
                // There are too many tokens: it stands at the head of the form.
                champ: if champ == "jetons" { "nom" } else { champ }.to_owned(),
                message: ui::texte::raison_saisie(champ, raison),
            };
            refuser(&acteur, saisie, refus).await
        }
        Err(Error::OperationDifferente) => {
            let vue = Compte {
                saisie,
                ..vue(&acteur).await?
            };
            acteur.deja_envoye(&vue)
        }
        Err(erreur) => Err(erreur.into()),
    }
}

/// Ends a token.
pub(crate) async fn post_jeton(
    acteur: Acteur,
    Chemin(jeton): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let commande = Revoquer {
        operation: formulaire.operation()?,
        jeton,
    };
    jetons::revoquer(&acteur.ctx, &commande).await?;
    let texte = "Le jeton est révoqué. Le programme qui l’utilisait n’a plus accès.";
    acteur.annoncer(Ton::Succes, texte).await?;
    Ok(Redirect::to("/compte").into_response())
}

async fn refuser(acteur: &Acteur, saisie: Saisie, refus: Refus) -> Result<Response, Erreur> {
    let vue = Compte {
        saisie,
        erreurs: vec![refus],
        ..vue(acteur).await?
    };
    acteur.refuser(&vue).await
}

fn lire(formulaire: &Formulaire) -> Saisie {
    let services = formulaire.valeurs("services");
    Saisie {
        nom: formulaire.texte("nom").to_owned(),
        ecriture: formulaire.texte("portee") == Portee::Ecriture.id(),
        limite: formulaire.texte("etendue") == "liste",
        services: services.filter_map(|id| Uuid::parse_str(id).ok()).collect(),
        duree: Duree::depuis_id(formulaire.texte("duree")).unwrap_or_default(),
        date: formulaire.texte("expiration").to_owned(),
    }
}

/// What is asked; a refusal when a date does not read.
fn commande(formulaire: &Formulaire, saisie: &Saisie) -> Result<Result<Creer, Erreur>, Refus> {
    let expiration = match saisie.duree {
        Duree::Mois => Expiration::Jours(30),
        Duree::Trimestre => Expiration::Jours(90),
        Duree::An => Expiration::Jours(365),
        Duree::Date => Expiration::Le(saisie.date.parse().map_err(|_| Refus {
            champ: "expiration".to_owned(),
            message: "Indiquez le jour, le mois et l’année du dernier jour.".to_owned(),
        })?),
    };
    Ok(formulaire.operation().map(|operation| Creer {
        operation,
        nom: saisie.nom.clone(),
        portee: if saisie.ecriture {
            Portee::Ecriture
        } else {
            Portee::Lecture
        },
        services: saisie.limite.then(|| saisie.services.clone()),
        expiration,
    }))
}

async fn vue(acteur: &Acteur) -> Result<Compte, Erreur> {
    let compte = moi(&acteur.ctx).await?.profil;
    let liste = jetons::lister(&acteur.ctx).await?;
    Ok(Compte {
        nom: compte.nom_affiche(),
        courriel: compte.email,
        siret: compte.siret,
        unite: compte.organizational_unit,
        moyens: acces::moyens(acteur).await?,
        sessions: acces::sessions_ouvertes(acteur).await?,
        jetons: liste.into_iter().map(jeton).collect(),
        services: mes_noms(&acteur.ctx).await?,
        saisie: Saisie::default(),
        erreurs: Vec::new(),
        nouveau: None,
        maintenant: acteur.ctx.maintenant(),
    })
}

fn jeton(jeton: jetons::Jeton) -> Jeton {
    Jeton {
        id: jeton.id,
        nom: jeton.nom,
        portee: jeton.portee,
        services: jeton.services,
        cree_le: jeton.cree_le,
        expire_le: jeton.expire_le,
        vu_le: jeton.vu_le,
        etat: match jeton.etat {
            Etat::Valable => EtatJeton::Valable,
            Etat::Expire => EtatJeton::Expire,
            Etat::Revoque => EtatJeton::Revoque,
        },
    }
}
