//! A model: to change for its author, to read for a colleague, to take back once deleted.

use application::Error;
use application::modeles::{
    self, DUREE_CORBEILLE, Modele, Modifier, Partager, Restaurer, Supprimer, modifier, partager,
    restaurer, supprimer,
};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domaine::specifiques::ContenuSaisi;
use jiff::Timestamp;
use ui::composants::Erreur as Refus;
use ui::gabarit::Ton;
use ui::pages::modeles::{ModeleLu, ModeleSupprime, PageModele, adresse_modele};
use uuid::Uuid;

use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin, contenu};

pub(crate) async fn get(acteur: Acteur, Chemin(id): Chemin<Uuid>) -> Result<Response, Erreur> {
    let modele = modeles::modele(&acteur.ctx, id).await?;
    if let Some(supprime_le) = modele.supprime_le {
        let definitif = supprime_le.saturating_add(DUREE_CORBEILLE);
        return acteur
            .page(&ModeleSupprime {
                id,
                contenu: modele.contenu,
                definitif: definitif.unwrap_or(Timestamp::MAX),
            })
            .await;
    }
    if modele.mien {
        let saisi = modele.contenu.saisi();
        return acteur
            .page(&page(&acteur, modele, saisi, Vec::new()).await?)
            .await;
    }
    let auteur = modele.auteur;
    acteur
        .page(&ModeleLu {
            id,
            contenu: modele.contenu,
            auteur: auteur.unwrap_or_else(|| "une autre personne".to_owned()),
            organisation: modele.organisation.map(|(_, nom)| nom).unwrap_or_default(),
            modifie: modele.modifie_le,
        })
        .await
}

/// Changes what it says.
pub(crate) async fn post(
    acteur: Acteur,
    Chemin(id): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let commande = Modifier {
        operation: formulaire.operation()?,
        modele: id,
        version: formulaire.version()?,
        contenu: contenu::lire(&formulaire),
        stricte: false,
    };
    match modifier(&acteur.ctx, &commande).await {
        Ok(fait) if fait.repris.is_empty() => {
            suite(&acteur, &adresse_modele(id), "Modèle enregistré.").await
        }
        Ok(_) => {
            let texte = "Modèle enregistré. Ce que vous aviez changé depuis une autre page est gardé aussi.";
            suite(&acteur, &adresse_modele(id), texte).await
        }
        Err(Error::Saisies(refus)) => {
            let modele = modeles::modele(&acteur.ctx, id).await?;
            let refus = contenu::refus(&refus);
            let vue = page(&acteur, modele, commande.contenu, refus).await?;
            let vue = PageModele {
                version: commande.version,
                ..vue
            };
            acteur.refuser(&vue).await
        }
        Err(Error::OperationDifferente) => {
            let modele = modeles::modele(&acteur.ctx, id).await?;
            acteur.deja_envoye(&page(&acteur, modele, commande.contenu, Vec::new()).await?)
        }
        Err(erreur) => Err(erreur.into()),
    }
}

/// Shares it, or makes it personal again.
pub(crate) async fn post_partage(
    acteur: Acteur,
    Chemin(id): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let organisation = match formulaire.texte("organisation") {
        "" => None,
        cle => Some(Uuid::parse_str(cle).map_err(|_| Erreur::Requete(StatusCode::BAD_REQUEST))?),
    };
    let commande = Partager {
        operation: formulaire.operation()?,
        modele: id,
        organisation,
        version: None,
    };
    partager(&acteur.ctx, &commande).await?;
    let texte = match organisation {
        Some(_) => "Modèle partagé. Les personnes de cette organisation le voient.",
        None => "Personne d’autre que vous ne voit plus ce modèle.",
    };
    suite(&acteur, &adresse_modele(id), texte).await
}

/// Deletes it: its page offers to take it back.
pub(crate) async fn post_supprimer(
    acteur: Acteur,
    Chemin(id): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let commande = Supprimer {
        operation: formulaire.operation()?,
        modele: id,
        version: None,
    };
    supprimer(&acteur.ctx, &commande).await?;
    Ok(Redirect::to(&adresse_modele(id)).into_response())
}

/// Takes it back.
pub(crate) async fn post_restaurer(
    acteur: Acteur,
    Chemin(id): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let commande = Restaurer {
        operation: formulaire.operation()?,
        modele: id,
    };
    restaurer(&acteur.ctx, &commande).await?;
    suite(&acteur, &adresse_modele(id), "Le modèle est de retour.").await
}

async fn suite(acteur: &Acteur, adresse: &str, texte: &str) -> Result<Response, Erreur> {
    acteur.annoncer(Ton::Succes, texte).await?;
    Ok(Redirect::to(adresse).into_response())
}

/// The page of its author.
async fn page(
    acteur: &Acteur,
    modele: Modele,
    saisi: ContenuSaisi,
    erreurs: Vec<Refus>,
) -> Result<PageModele, Erreur> {
    let siennes = modeles::organisations(&acteur.ctx).await?.into_iter();
    let mut organisations: Vec<_> = siennes.map(|o| (o.id, o.nom)).collect();
    // Shared with one the person no longer works for: it is still the one in place.
    if let Some(actuelle) = &modele.organisation
        && !organisations.contains(actuelle)
    {
        organisations.push(actuelle.clone());
    }
    let source = contenu::source_de(&acteur.ctx, modele.origine).await?;
    Ok(PageModele {
        id: modele.id,
        version: modele.version,
        titre: modele.contenu.titre,
        saisi,
        source: source.map(|s| s.vue),
        organisation: modele.organisation.map(|(id, _)| id),
        organisations,
        erreurs,
    })
}
