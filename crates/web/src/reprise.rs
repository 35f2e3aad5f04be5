//! What someone typed when their session had expired: kept, and offered again after sign-in, or at
//! once to whoever has signed in again beside.
//!
//! Invariant: it is given back only to the person whose session it was or who sent it, and only to
//! confirm: nothing is ever submitted again by itself.

use axum::{
    body::to_bytes,
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use url::form_urlencoded;
use uuid::Uuid;

use crate::{
    App, Erreur, Formulaire,
    formulaire::est_un_formulaire,
    retour::CheminLocal,
    session,
    visiteur::{Personne, Visiteur, cookie},
};

/// Where a kept form is shown.
pub(crate) const CHEMIN: &str = "/reprise";
/// Beyond it a form is not kept.
const TAILLE_MAX: usize = 64 * 1024;

const CLE: &str = "reprise";

/// A form that arrived too late.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Reprise {
    pub(crate) action: CheminLocal,
    pub(crate) champs: Vec<(String, String)>,
    /// Whose expired session it came from, or who sent it.
    compte: Uuid,
}

impl Reprise {
    fn operation(&self) -> Option<Uuid> {
        let champ = self.champs.iter().find(|(nom, _)| nom == "operation");
        champ.and_then(|(_, valeur)| Uuid::parse_str(valeur).ok())
    }
}

/// Lets signed-in people through. Others go and sign in; what they had typed is kept.
pub(crate) async fn exiger_connexion(
    State(app): State<App>,
    visiteur: Visiteur,
    request: Request,
    next: Next,
) -> Result<Response, Erreur> {
    if visiteur.personne().is_some() {
        let response = next.run(request).await;
        let status = response.status();
        if status.is_success() || status.is_redirection() {
            visiteur.oublier_si_enregistree().await?;
        }
        return Ok(response);
    }
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(vers_la_connexion(visiteur.chemin()));
    }
    let gardee = garder(&app, &visiteur, request).await?;
    Err(Erreur::SessionExpiree { gardee })
}

/// Sends to the sign-in page, to come back to `chemin`.
pub(crate) fn vers_la_connexion(chemin: &str) -> Response {
    let requete = form_urlencoded::Serializer::new(String::new())
        .append_pair("retour", chemin)
        .finish();
    Redirect::to(&format!("/connexion?{requete}")).into_response()
}

/// Keeps the form in the session to come. False when it is too large, not a form of ours, or
/// when nobody knows any more whose session it was.
async fn garder(app: &App, visiteur: &Visiteur, request: Request) -> Result<bool, Erreur> {
    let nom = session::nom_du_cookie(app.est_https());
    let Some(cookie) = cookie(request.headers(), nom) else {
        return Ok(false);
    };
    let proprietaire = session::proprietaire(app, cookie).await?;
    let action = CheminLocal::try_from(request.uri().path().to_owned());
    let (Some(compte), Ok(action), true) = (proprietaire, action, est_un_formulaire(&request))
    else {
        return Ok(false);
    };
    let Ok(octets) = to_bytes(request.into_body(), TAILLE_MAX).await else {
        return Ok(false);
    };
    let formulaire = Formulaire::lire(&octets)?;
    visiteur.retenir_saisie(action, &formulaire, compte).await?;
    Ok(true)
}

/// Keeps the form of a page opened before `visiteur` signed in again. False when nothing was
/// typed, or when it is too large.
pub(crate) async fn garder_perimee(
    visiteur: &Visiteur,
    formulaire: &Formulaire,
    taille: usize,
) -> Result<bool, Erreur> {
    let action = visiteur.chemin().split('?').next().unwrap_or_default();
    let action = CheminLocal::try_from(action.to_owned());
    let (Some(personne), Ok(action)) = (visiteur.personne(), action) else {
        return Ok(false);
    };
    if taille > TAILLE_MAX || formulaire.champs().next().is_none() {
        return Ok(false);
    }
    let compte = personne.compte;
    visiteur.retenir_saisie(action, formulaire, compte).await?;
    Ok(true)
}

impl Visiteur {
    async fn retenir_saisie(
        &self,
        action: CheminLocal,
        formulaire: &Formulaire,
        compte: Uuid,
    ) -> Result<(), Erreur> {
        let reprise = Reprise {
            action,
            champs: formulaire
                .champs()
                .map(|(nom, valeur)| (nom.to_owned(), valeur.to_owned()))
                .collect(),
            compte,
        };
        Ok(self.session()?.insert(CLE, reprise).await?)
    }

    /// The form kept for this person; one kept for someone else is dropped.
    pub(crate) async fn reprise(&self, personne: &Personne) -> Result<Option<Reprise>, Erreur> {
        let gardee: Option<Reprise> = self.session()?.get(CLE).await?;
        match gardee {
            Some(reprise) if reprise.compte != personne.compte => {
                self.abandonner_reprise().await?;
                Ok(None)
            }
            autre => Ok(autre),
        }
    }

    /// Forgets the kept form once the form this request sent, which was it, is saved.
    async fn oublier_si_enregistree(&self) -> Result<(), Erreur> {
        let Some(operation) = self.operation() else {
            return Ok(());
        };
        let gardee: Option<Reprise> = self.session()?.get(CLE).await?;
        if gardee.is_some_and(|reprise| reprise.operation() == Some(operation)) {
            self.abandonner_reprise().await?;
        }
        Ok(())
    }

    /// Forgets the kept form.
    pub(crate) async fn abandonner_reprise(&self) -> Result<(), Erreur> {
        self.session()?.remove_value(CLE).await?;
        Ok(())
    }
}
