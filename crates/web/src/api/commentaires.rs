//! What the team writes about a measure or a risk.
//!
//! Invariant: a comment is its author's alone, so it needs no version; one of somebody else's does
//! not exist for whoever would change it.

mod mesure;
mod risque;

use application::commentaires::{
    Commentaire as Lu, Commenter, Geste, Objet, commentaire, commenter, suite,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domaine::droits::{Action, Portee};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;

use super::conditions::{Conditions, creee, ecrite};
use super::ligne;
use super::page::{Demande, Page};
use super::porteur::Programme;
use super::probleme::Probleme;
use crate::routes::{Acces, Route};

/// Un commentaire.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Commentaire {
    /// Identifiant.
    id: Uuid,
    /// Compte de l’auteur.
    auteur: Uuid,
    /// Nom de l’auteur.
    nom: Option<String>,
    /// Texte.
    texte: String,
    /// Écriture.
    cree_le: Timestamp,
    /// Dernière correction.
    modifie_le: Option<Timestamp>,
}

/// Le texte d’un commentaire.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Texte {
    /// Le texte.
    #[schema(min_length = 1, max_length = 3000)]
    texte: String,
}

impl From<Lu> for Commentaire {
    fn from(c: Lu) -> Self {
        Self {
            id: c.id,
            auteur: c.auteur,
            nom: c.nom,
            texte: c.texte,
            cree_le: c.cree_le,
            modifie_le: c.modifie_le,
        }
    }
}

pub(super) fn table() -> Vec<Route> {
    use Portee::{Ecriture, Lecture};
    let (lire, commenter) = (
        Acces::Service(Action::Lire),
        Acces::Service(Action::Commenter),
    );
    vec![
        ligne(lire, Lecture, routes!(mesure::lister_sur_mesure)),
        ligne(commenter, Ecriture, routes!(mesure::ajouter_sur_mesure)),
        ligne(lire, Lecture, routes!(mesure::lire_sur_mesure)),
        ligne(commenter, Ecriture, routes!(mesure::modifier_sur_mesure)),
        ligne(commenter, Ecriture, routes!(mesure::supprimer_sur_mesure)),
        ligne(lire, Lecture, routes!(risque::lister_sur_risque)),
        ligne(commenter, Ecriture, routes!(risque::ajouter_sur_risque)),
        ligne(lire, Lecture, routes!(risque::lire_sur_risque)),
        ligne(commenter, Ecriture, routes!(risque::modifier_sur_risque)),
        ligne(commenter, Ecriture, routes!(risque::supprimer_sur_risque)),
    ]
}

/// What a request is about: someone, a service, one of its things.
struct Sujet {
    programme: Programme,
    service: Uuid,
    objet: Objet,
    conditions: Conditions,
}

impl Sujet {
    async fn lister(self, demande: &Demande) -> Result<Response, Probleme> {
        let (limite, apres) = (demande.limite()?, demande.apres::<Uuid>()?);
        let tranche = (apres, limite as i64 + 1);
        let lus = suite(&self.programme.ctx, self.service, &self.objet, tranche).await?;
        let lus = lus.into_iter().map(Commentaire::from).collect();
        let page = Page::couper(lus, limite, |c: &Commentaire| c.id.to_string());
        Ok(self.conditions.lue(0, &page))
    }

    async fn un(&self, id: Uuid) -> Result<Commentaire, Probleme> {
        let lu = commentaire(&self.programme.ctx, self.service, &self.objet, id).await?;
        Ok(lu.into())
    }

    async fn lire(self, id: Uuid) -> Result<Response, Probleme> {
        let commentaire = self.un(id).await?;
        Ok(self.conditions.lue(0, &commentaire))
    }

    async fn faire(&self, geste: Geste) -> Result<Uuid, Probleme> {
        let commande = Commenter {
            operation: self.conditions.operation(&self.programme.ctx),
            service: self.service,
            objet: self.objet.clone(),
            geste,
        };
        Ok(commenter(&self.programme.ctx, &commande).await?)
    }

    /// `liste` is the address of the comments, where the new one is.
    async fn ajouter(self, texte: String, liste: &str) -> Result<Response, Probleme> {
        let id = self.faire(Geste::Ajouter { texte }).await?;
        let commentaire = self.un(id).await?;
        Ok(creee(&format!("{liste}/{id}"), 0, &commentaire))
    }

    async fn modifier(self, commentaire: Uuid, texte: String) -> Result<Response, Probleme> {
        self.faire(Geste::Modifier { commentaire, texte }).await?;
        let commentaire = self.un(commentaire).await?;
        Ok(ecrite(StatusCode::OK, 0, &commentaire))
    }

    async fn supprimer(self, commentaire: Uuid) -> Result<Response, Probleme> {
        self.faire(Geste::Supprimer { commentaire }).await?;
        Ok(StatusCode::NO_CONTENT.into_response())
    }
}
