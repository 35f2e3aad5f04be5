//! Everything that may go wrong in a request, its status and its page, in this one place.
//!
//! Invariant: an answer never repeats what the error says inside; details go to the logs, under
//! the request's name, which the page shows.

use application::Error as Application;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use stockage::ports::AleaIndisponible;
use tower_sessions::session;
use ui::pages::erreur::{PageErreur, Refus};

use crate::{App, oidc::Echec, reprise, visiteur::Visiteur};

/// What a handler returns when it cannot answer.
#[derive(Debug, thiserror::Error)]
pub enum Erreur {
    /// A use case refused.
    #[error(transparent)]
    Application(#[from] Application),
    /// The session cannot be read or written.
    #[error("session: {0}")]
    Session(#[from] session::Error),
    /// Nobody was signed in.
    #[error("sign-in: {0}")]
    Connexion(#[from] Echec),
    /// The request itself is wrong: this status says how.
    #[error("request refused: {0}")]
    Requete(StatusCode),
    /// The form does not come from one of our pages.
    #[error("cross-site request")]
    Contrefait,
    /// The form of a page opened in an earlier session: kept, to confirm.
    #[error("form of an earlier session, kept")]
    Perime,
    /// A page for signed-in people.
    #[error("not signed in")]
    NonConnecte,
    /// A form arrived after its session had ended.
    #[error("session expired, form kept: {gardee}")]
    SessionExpiree {
        /// Whether what was typed can be had again after sign-in.
        gardee: bool,
    },
    /// A handler outside the session layer asked for a session: a fault of ours.
    #[error("no session layer")]
    SansSession,
    /// No random bytes.
    #[error(transparent)]
    Alea(AleaIndisponible),
    /// The code panicked; the panic hook has logged it.
    #[error("panic")]
    Panique,
}

/// What the page says, carried from where the error happens to where pages are made.
#[derive(Debug, Clone, Copy)]
enum Detail {
    /// The sign-in page again, with what went wrong.
    Connexion(Echec),
    /// The page of the status, with a sentence on this very case.
    Precision(&'static str),
    /// The page of this refusal.
    Refus(Refus),
}

impl Erreur {
    fn status(&self) -> StatusCode {
        match self {
            Self::Application(erreur) => statut_application(erreur),
            Self::Session(session::Error::Store(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Connexion(echec) => echec.status(),
            Self::Requete(status) => *status,
            Self::Contrefait => StatusCode::FORBIDDEN,
            Self::Perime => StatusCode::SEE_OTHER,
            Self::NonConnecte | Self::SessionExpiree { .. } => StatusCode::UNAUTHORIZED,
            Self::Session(_) | Self::SansSession | Self::Alea(_) | Self::Panique => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }

    fn detail(&self) -> Option<Detail> {
        match self {
            Self::Connexion(echec) => Some(Detail::Connexion(*echec)),
            Self::Application(Application::EncoreBrouillon) => {
                Some(Detail::Refus(Refus::EncoreBrouillon))
            }
            Self::Application(Application::DernierProprietaire) => {
                Some(Detail::Refus(Refus::DernierProprietaire))
            }
            Self::Application(Application::DernierAdministrateur) => {
                Some(Detail::Refus(Refus::DernierAdministrateur))
            }
            Self::Application(Application::InterditOrganisation(_)) => Some(Detail::Precision(
                "Seuls les administrateurs de l’organisation peuvent faire cela. Sa page dit qui ils sont.",
            )),
            Self::Application(Application::PasAuteur) => Some(Detail::Precision(
                "Ce modèle appartient à une autre personne. Vous pouvez en faire une copie, puis la modifier.",
            )),
            Self::Contrefait => Some(Detail::Precision(
                "Ce formulaire ne vient pas d’une page de ce site, ou la page était ouverte depuis trop longtemps.",
            )),
            Self::SessionExpiree { gardee: true } => Some(Detail::Precision(
                "Votre session a pris fin. Ce que vous venez de saisir est gardé : connectez-vous pour le retrouver.",
            )),
            Self::SessionExpiree { gardee: false } => Some(Detail::Precision(
                "Votre session a pris fin. Revenez à la page précédente pour copier ce que vous avez saisi avant de vous connecter.",
            )),
            Self::Requete(StatusCode::MISDIRECTED_REQUEST) => Some(Detail::Precision(
                "Ce serveur ne répond pas à cette adresse.",
            )),
            _ => None,
        }
    }
}

fn statut_application(erreur: &Application) -> StatusCode {
    match erreur {
        Application::Introuvable => StatusCode::NOT_FOUND,
        Application::Interdit(_)
        | Application::InterditOrganisation(_)
        | Application::PasAuteur
        | Application::HorsPortee => StatusCode::FORBIDDEN,
        Application::Invalide(_)
        | Application::Saisie { .. }
        | Application::Saisies(_)
        | Application::SaisiesDansUneListe(_)
        | Application::OperationDifferente => StatusCode::UNPROCESSABLE_ENTITY,
        Application::EncoreBrouillon
        | Application::ConflitSpecifique(_)
        | Application::DernierProprietaire
        | Application::DernierAdministrateur
        | Application::ConflitFiche(_)
        | Application::ConflitContacts(_)
        | Application::ConflitDescription(_)
        | Application::AConfirmer(_)
        | Application::ConflitMesure(_)
        | Application::ConflitRisque(_)
        | Application::VersionDepassee => StatusCode::CONFLICT,
        Application::Indisponible(_) => StatusCode::SERVICE_UNAVAILABLE,
        Application::Interne(_) | Application::Commande(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Erreur {
    /// The status alone; [`pages`] adds the page.
    fn into_response(self) -> Response {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(erreur = %self, "erreur");
        }
        if matches!(self, Self::Perime) {
            return Redirect::to(reprise::CHEMIN).into_response();
        }
        let mut response = status.into_response();
        if let Some(detail) = self.detail() {
            response.extensions_mut().insert(detail);
        }
        response
    }
}

/// Gives every refusal its page, those of axum and of the layers included.
pub(crate) async fn pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let anonyme = Visiteur::anonyme(&app, &request);
    let response = next.run(request).await;
    let status = response.status();
    let en_erreur = status.is_client_error() || status.is_server_error();
    if !en_erreur || est_deja_une_page(&response) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let visiteur = parts.extensions.get::<Visiteur>().unwrap_or(&anonyme);
    let detail = parts.extensions.get::<Detail>().copied();
    match composer(&app, visiteur, status, detail) {
        Ok(page) => {
            let (entete_page, corps) = page.into_parts();
            parts.headers.remove(header::CONTENT_LENGTH);
            parts.headers.extend(entete_page.headers);
            if status == StatusCode::SERVICE_UNAVAILABLE {
                let valeur = HeaderValue::from_static("30");
                parts.headers.insert(header::RETRY_AFTER, valeur);
            }
            Response::from_parts(parts, corps)
        }
        Err(_) => Response::from_parts(parts, body),
    }
}

fn composer(
    app: &App,
    visiteur: &Visiteur,
    status: StatusCode,
    detail: Option<Detail>,
) -> Result<Response, Erreur> {
    if let Some(Detail::Connexion(echec)) = detail {
        return crate::connexion::page_d_echec(app, visiteur, echec);
    }
    let (precision, refus) = match detail {
        Some(Detail::Precision(texte)) => (Some(texte.to_owned()), None),
        Some(Detail::Refus(refus)) => (None, Some(refus)),
        Some(Detail::Connexion(_)) | None => (None, None),
    };
    let vue = PageErreur {
        code: status.as_u16(),
        refus,
        precision,
        reference: status
            .is_server_error()
            .then(|| visiteur.requete.to_string()),
    };
    visiteur.rendre(app, &vue, None)
}

fn est_deja_une_page(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|t| t.starts_with("text/html") || t.starts_with("application/json"))
}
