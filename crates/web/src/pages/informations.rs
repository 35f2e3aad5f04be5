//! Pages anyone may read: home, method, legal pages, and two files for robots and researchers.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::SignedDuration;
use ui::pages::{
    accueil::{Accueil, Exemple},
    informations::{Accessibilite, DonneesPersonnelles, MentionsLegales},
    methode::Methode,
};

use crate::{App, Erreur, Visiteur};

/// Days a deleted service stays in the bin.
const CORBEILLE_JOURS: u16 = 30;

/// The question shown on the home page: anyone understands it.
const QUESTION_EXEMPLE: &str = "ID.1";

pub(crate) async fn accueil(
    State(app): State<App>,
    visiteur: Visiteur,
) -> Result<Response, Erreur> {
    let catalogue = app.monde.catalogue();
    let mesure = catalogue
        .trouver(QUESTION_EXEMPLE)
        .ok_or(application::Error::Introuvable)?;
    let question = catalogue.question(mesure);
    let vue = Accueil {
        mesures: usize::try_from(catalogue.toutes().len()).unwrap_or_default(),
        exemple: Exemple {
            question: question.question.clone(),
            fait_si: question.fait_si.clone(),
            en_cours_si: question.en_cours_si.clone(),
            qui_sait: question.qui_sait.clone(),
        },
    };
    visiteur.page(&app, &vue).await
}

pub(crate) async fn methode(
    State(app): State<App>,
    visiteur: Visiteur,
) -> Result<Response, Erreur> {
    let vue = Methode {
        catalogue: app.monde.catalogue(),
    };
    visiteur.page(&app, &vue).await
}

pub(crate) async fn accessibilite(
    State(app): State<App>,
    visiteur: Visiteur,
) -> Result<Response, Erreur> {
    let vue = Accessibilite {
        editeur: app.mentions.editeur.clone(),
        contact: app.mentions.contact.clone(),
    };
    visiteur.page(&app, &vue).await
}

pub(crate) async fn mentions_legales(
    State(app): State<App>,
    visiteur: Visiteur,
) -> Result<Response, Erreur> {
    let vue = MentionsLegales {
        editeur: app.mentions.editeur.clone(),
        directeur: app.mentions.directeur.clone(),
        contact: app.mentions.contact.clone(),
        hebergeur: app.mentions.hebergeur.clone(),
    };
    visiteur.page(&app, &vue).await
}

pub(crate) async fn donnees_personnelles(
    State(app): State<App>,
    visiteur: Visiteur,
) -> Result<Response, Erreur> {
    let vue = DonneesPersonnelles {
        responsable: app.mentions.editeur.clone(),
        contact_dpo: app.mentions.contact_dpo.clone(),
        corbeille_jours: CORBEILLE_JOURS,
    };
    visiteur.page(&app, &vue).await
}

/// Signed-in pages are of no use to a search engine, and neither are sign-in attempts.
pub(crate) async fn robots() -> Response {
    let texte = "User-agent: *\nDisallow: /connexion\nDisallow: /services\nDisallow: /demo-oidc\n";
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], texte).into_response()
}

/// Where to report a vulnerability (RFC 9116), when a contact is configured.
pub(crate) async fn security_txt(State(app): State<App>) -> Response {
    let contact = &app.mentions.contact;
    if contact.is_empty() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let expire = app.monde.maintenant() + SignedDuration::from_hours(24 * 180);
    let expire = expire.strftime("%Y-%m-%dT%H:%M:%SZ");
    let texte =
        format!("Contact: mailto:{contact}\nExpires: {expire}\nPreferred-Languages: fr, en\n");
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], texte).into_response()
}
