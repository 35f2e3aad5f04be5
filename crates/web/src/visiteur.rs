//! Who makes the request, and the frame of the page they get.
//!
//! Invariant: it is read from the session once per request; handlers get it as an argument and
//! never touch the session themselves.

use std::sync::{Arc, OnceLock};

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use ui::{
    Cadre, Vue,
    gabarit::{Avis, Theme, Ton},
};
use uuid::Uuid;

use crate::{
    App, Erreur, Formulaire, VERSION, csrf::Secret, fragment, hygiene::IdRequete, navigateur,
    session::CLE_PERSONNE,
};

/// The cookie that keeps the choice between light and dark.
pub(crate) const COOKIE_THEME: &str = "mss-theme";

const CLE_AVIS: &str = "avis";
const CLE_CSRF: &str = "csrf";

/// A signed-in person, as their session knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Personne {
    /// Their account.
    pub compte: Uuid,
    /// First and last name.
    pub nom: String,
    /// The provider that vouches for them.
    pub fournisseur: String,
    /// What the provider wants back at sign-out.
    pub id_token: String,
    /// The browser they signed in with, in a few words.
    #[serde(default)]
    pub navigateur: String,
}

/// Whoever makes the request, signed in or not.
#[derive(Debug, Clone)]
pub struct Visiteur {
    session: Option<Session>,
    personne: Option<Arc<Personne>>,
    secret: Option<Secret>,
    theme: Option<Theme>,
    chemin: Arc<str>,
    /// The browser, in a few words.
    navigateur: Arc<str>,
    /// Whether the browser's script will show some elements of the answer only.
    fragment: bool,
    /// The operation of the form it sent, once that form is known to be ours.
    operation: Arc<OnceLock<Uuid>>,
    /// Names the request in the logs, and the incident on an error page.
    pub(crate) requete: Uuid,
}

/// Reads the session and hands the visitor to the handlers, and to the error pages.
pub(crate) async fn identifier(
    State(app): State<App>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let mut visiteur = Visiteur::anonyme(&app, &request);
    match visiteur.lire(session).await {
        Ok(()) => {}
        Err(erreur) => return erreur.into_response(),
    }
    request.extensions_mut().insert(visiteur.clone());
    let mut response = next.run(request).await;
    response.extensions_mut().insert(visiteur);
    response
}

impl Visiteur {
    /// Someone of whom only the request is known.
    pub(crate) fn anonyme(app: &App, request: &Request) -> Self {
        let chemin = request.uri().path_and_query().map_or("/", |p| p.as_str());
        Self {
            session: None,
            personne: None,
            secret: None,
            theme: theme(request.headers()),
            chemin: chemin.into(),
            navigateur: navigateur::decrire(request.headers()).into(),
            fragment: fragment::voulu(request.headers()).is_some(),
            operation: Arc::default(),
            requete: request
                .extensions()
                .get::<IdRequete>()
                .map_or_else(|| app.monde.nouvel_id(), |id| id.0),
        }
    }

    async fn lire(&mut self, session: Session) -> Result<(), Erreur> {
        self.personne = session.get::<Personne>(CLE_PERSONNE).await?.map(Arc::new);
        if self.personne.is_some() {
            let texte: Option<String> = session.get(CLE_CSRF).await?;
            self.secret = texte.as_deref().and_then(Secret::decoder);
        }
        self.session = Some(session);
        Ok(())
    }

    /// The signed-in person.
    #[must_use]
    pub fn personne(&self) -> Option<&Personne> {
        self.personne.as_deref()
    }

    /// Path and query of the request.
    #[must_use]
    pub fn chemin(&self) -> &str {
        &self.chemin
    }

    /// The browser, in a few words; empty when it is not known.
    pub(crate) fn navigateur(&self) -> &str {
        &self.navigateur
    }

    /// What the cookie holds, once there is a session.
    pub(crate) fn id_de_session(&self) -> Option<[u8; 16]> {
        let id = self.session.as_ref()?.id()?;
        Some(id.0.to_be_bytes())
    }

    /// Whether a form carries this session's token; true when nobody is signed in, since there
    /// is then nothing to protect that the origin check does not.
    pub(crate) fn jeton_valable(&self, jeton: &str) -> bool {
        match (&self.personne, &self.secret) {
            (None, _) => true,
            (Some(_), Some(secret)) => secret.reconnait(jeton),
            (Some(_), None) => false,
        }
    }

    /// Remembers, for the layers around the handler, which form the request sent.
    pub(crate) fn noter(&self, formulaire: &Formulaire) {
        if let Ok(operation) = formulaire.operation() {
            self.operation.get_or_init(|| operation);
        }
    }

    /// The operation of that form.
    pub(crate) fn operation(&self) -> Option<Uuid> {
        self.operation.get().copied()
    }

    /// The session, for sign-in, sign-out and what survives them.
    pub(crate) fn session(&self) -> Result<&Session, Erreur> {
        self.session.as_ref().ok_or(Erreur::SansSession)
    }

    /// Opens the person's session under a new id and a new secret.
    pub(crate) async fn ouvrir(&self, app: &App, personne: &Personne) -> Result<(), Erreur> {
        let session = self.session()?;
        let secret = Secret::new(octets(app)?);
        session.cycle_id().await?;
        session.insert(CLE_PERSONNE, personne).await?;
        session.insert(CLE_CSRF, secret.encoder()).await?;
        Ok(())
    }

    /// Leaves a message for the next page this person sees.
    ///
    /// # Errors
    ///
    /// The database does not answer.
    pub async fn annoncer(&self, ton: Ton, texte: impl Into<String>) -> Result<(), Erreur> {
        let message = (code(ton), texte.into());
        Ok(self.session()?.insert(CLE_AVIS, message).await?)
    }

    async fn prendre_avis(&self) -> Result<Option<Avis>, Erreur> {
        let (Some(session), Some(_)) = (&self.session, &self.personne) else {
            return Ok(None);
        };
        // The message is not part of any fragment: it waits for a page.
        if self.fragment || session.get_value(CLE_AVIS).await?.is_none() {
            return Ok(None);
        }
        let message: Option<(u8, String)> = session.remove(CLE_AVIS).await?;
        Ok(message.map(|(code, texte)| Avis {
            ton: ton(code),
            texte,
        }))
    }

    /// The page, inside the frame of this visitor.
    ///
    /// # Errors
    ///
    /// The database does not answer, or the system has no random bytes.
    pub async fn page(&self, app: &App, vue: &impl Vue) -> Result<Response, Erreur> {
        let avis = self.prendre_avis().await?;
        self.rendre(app, vue, avis.as_ref())
    }

    /// The same page with another status: a form given back, a conflict.
    ///
    /// # Errors
    ///
    /// As [`Visiteur::page`].
    pub async fn page_avec(
        &self,
        app: &App,
        status: StatusCode,
        vue: &impl Vue,
    ) -> Result<Response, Erreur> {
        Ok((status, self.page(app, vue).await?).into_response())
    }

    /// The page without the message left for it, which stays for the next one.
    pub(crate) fn rendre(
        &self,
        app: &App,
        vue: &impl Vue,
        avis: Option<&Avis>,
    ) -> Result<Response, Erreur> {
        let jeton = match &self.secret {
            Some(secret) => secret.jeton(&octets(app)?),
            None => String::new(),
        };
        let cadre = Cadre {
            organisation: &app.mentions.editeur,
            personne: self.personne().map(|p| p.nom.as_str()),
            jeton: &jeton,
            operation: &|| app.monde.nouvel_id(),
            theme: self.theme,
            ressources: &app.ressources,
            avis,
            demonstration: app.demonstration,
            chemin: &self.chemin,
            version: VERSION,
        };
        Ok(Html(ui::document(&cadre, vue).into_inner()).into_response())
    }
}

fn octets(app: &App) -> Result<[u8; 32], Erreur> {
    let mut octets = [0; 32];
    app.alea.remplir(&mut octets).map_err(Erreur::Alea)?;
    Ok(octets)
}

fn theme(headers: &HeaderMap) -> Option<Theme> {
    cookie(headers, COOKIE_THEME).and_then(Theme::depuis_id)
}

/// The value of a cookie of the request.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, nom: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|c| c.trim().split_once('='))
        .find(|(n, _)| *n == nom)
        .map(|(_, valeur)| valeur)
}

const TONS: [Ton; 4] = [Ton::Succes, Ton::Info, Ton::Alerte, Ton::Erreur];

fn code(ton: Ton) -> u8 {
    TONS.iter()
        .zip(0..)
        .find_map(|(t, code)| (*t == ton).then_some(code))
        .unwrap_or_default()
}

fn ton(code: u8) -> Ton {
    TONS.get(usize::from(code)).copied().unwrap_or(Ton::Info)
}

impl<S: Sync> FromRequestParts<S> for Visiteur {
    type Rejection = Erreur;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Erreur> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(Erreur::SansSession)
    }
}

impl<S: Sync> FromRequestParts<S> for Personne {
    type Rejection = Erreur;

    async fn from_request_parts(parts: &mut Parts, etat: &S) -> Result<Self, Erreur> {
        let visiteur = Visiteur::from_request_parts(parts, etat).await?;
        visiteur
            .personne
            .map(Arc::unwrap_or_clone)
            .ok_or(Erreur::NonConnecte)
    }
}
