//! Every address of the product, in one table: method, path, who may.
//!
//! Invariant: a handler is reachable only through its line here, so that a test can walk them
//! all as every role. Access to pages of a service is decided by the use case; the table says
//! what is expected, and the walk compares.

use std::borrow::Cow;

use axum::{
    Router,
    handler::Handler,
    http::Method,
    middleware,
    routing::{MethodFilter, MethodRouter, on},
};

use domaine::droits::{Action, ActionOrganisation, Portee};

use crate::api::{self, regle::Regle};
use crate::{App, connexion, pages, passages, reprise};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acces {
    /// Anyone.
    Public,
    /// Anyone signed in.
    Connecte,
    /// Whoever has a role on the service that allows this.
    Service(Action),
    /// Whoever works for the organisation with a role that allows this.
    Organisation(ActionOrganisation),
    /// Whoever it belongs to; for anyone else it does not exist.
    Sien,
}

/// One line of the table.
pub struct Route {
    /// HTTP method.
    pub methode: Method,
    /// Path, with its parameters in braces.
    pub chemin: Cow<'static, str>,
    /// Who may.
    pub acces: Acces,
    pub(crate) service: MethodRouter<App>,
    /// What the API adds to it; none for a page.
    pub(crate) api: Option<Box<Regle>>,
}

impl Route {
    /// What a token must allow to use a route of the API; none for a page, which takes no token.
    #[must_use]
    pub fn portee(&self) -> Option<Portee> {
        self.api.as_ref().map(|regle| regle.portee)
    }
}

fn route<H, T>(
    filtre: MethodFilter,
    methode: Method,
    chemin: &'static str,
    acces: Acces,
    handler: H,
) -> Route
where
    H: Handler<T, App>,
    T: 'static,
{
    Route {
        methode,
        chemin: chemin.into(),
        acces,
        service: on(filtre, handler),
        api: None,
    }
}

fn get<H, T>(chemin: &'static str, acces: Acces, handler: H) -> Route
where
    H: Handler<T, App>,
    T: 'static,
{
    route(MethodFilter::GET, Method::GET, chemin, acces, handler)
}

fn post<H, T>(chemin: &'static str, acces: Acces, handler: H) -> Route
where
    H: Handler<T, App>,
    T: 'static,
{
    route(MethodFilter::POST, Method::POST, chemin, acces, handler)
}

/// The table: pages, then the API.
#[must_use]
pub fn table() -> Vec<Route> {
    let mut table = table_des_pages();
    table.extend(api::table());
    table
}

fn table_des_pages() -> Vec<Route> {
    use Acces::{Connecte, Organisation, Public, Service, Sien};
    vec![
        get("/", Public, pages::informations::accueil),
        get("/methode", Public, pages::informations::methode),
        get("/api", Public, pages::api::get),
        get("/accessibilite", Public, pages::informations::accessibilite),
        get(
            "/mentions-legales",
            Public,
            pages::informations::mentions_legales,
        ),
        get(
            "/donnees-personnelles",
            Public,
            pages::informations::donnees_personnelles,
        ),
        get("/affichage", Public, pages::affichage::get),
        post("/affichage", Public, pages::affichage::post),
        get("/connexion", Public, connexion::get),
        get("/connexion/vers/{fournisseur}", Public, connexion::partir),
        get("/connexion/retour", Public, connexion::revenir),
        get(
            "/connexion/rattachement",
            Public,
            connexion::rattachement::get,
        ),
        post(
            "/connexion/rattachement",
            Public,
            connexion::rattachement::post,
        ),
        post("/deconnexion", Public, connexion::quitter),
        get("/reprise", Connecte, pages::reprise::get),
        post("/reprise", Connecte, pages::reprise::post),
        get("/compte", Connecte, pages::compte::get),
        post("/compte/jetons", Connecte, pages::compte::post),
        post(
            "/compte/jetons/{jeton}",
            Connecte,
            pages::compte::post_jeton,
        ),
        post(
            "/compte/sessions",
            Connecte,
            pages::compte::acces::post_sessions,
        ),
        post(
            "/compte/sessions/{session}",
            Connecte,
            pages::compte::acces::post_session,
        ),
        post(
            "/compte/identites",
            Connecte,
            pages::compte::acces::post_identite,
        ),
        get("/modeles", Connecte, pages::modeles::get),
        get("/modeles/nouveau", Connecte, pages::modeles::nouveau::get),
        post("/modeles/nouveau", Connecte, pages::modeles::nouveau::post),
        get(
            "/modeles/bibliotheque/{complement}",
            Connecte,
            pages::modeles::complement::get,
        ),
        get("/modeles/{modele}", Sien, pages::modeles::modele::get),
        post("/modeles/{modele}", Sien, pages::modeles::modele::post),
        post(
            "/modeles/{modele}/partage",
            Sien,
            pages::modeles::modele::post_partage,
        ),
        post(
            "/modeles/{modele}/supprimer",
            Sien,
            pages::modeles::modele::post_supprimer,
        ),
        post(
            "/modeles/{modele}/restaurer",
            Sien,
            pages::modeles::modele::post_restaurer,
        ),
        get("/organisations", Connecte, pages::organisations::get),
        get(
            "/organisations/{organisation}",
            Organisation(ActionOrganisation::Lire),
            pages::organisations::get_une,
        ),
        get(
            "/organisations/{organisation}/modifier",
            Organisation(ActionOrganisation::Identifier),
            pages::organisations::modifier::get,
        ),
        post(
            "/organisations/{organisation}/modifier",
            Organisation(ActionOrganisation::Identifier),
            pages::organisations::modifier::post,
        ),
        post(
            "/organisations/{organisation}/administrateurs",
            Organisation(ActionOrganisation::GererAdministrateurs),
            pages::organisations::post_administrateurs,
        ),
        post(
            "/organisations/{organisation}/administrateurs/{administrateur}",
            Organisation(ActionOrganisation::GererAdministrateurs),
            pages::organisations::post_administrateur,
        ),
        get(
            "/organisations/{organisation}/droits",
            Organisation(ActionOrganisation::Auditer),
            pages::organisations::droits::get,
        ),
        get(
            "/organisations/{organisation}/droits.csv",
            Organisation(ActionOrganisation::Auditer),
            pages::organisations::droits::csv,
        ),
        get("/services", Connecte, pages::services::get),
        get(
            "/services/corbeille",
            Connecte,
            pages::services::corbeille::get,
        ),
        get("/services/nouveau", Connecte, pages::nouveau::get),
        post("/services/nouveau", Connecte, pages::nouveau::post),
        get(
            "/services/{id}/description",
            Service(Action::Lire),
            pages::description::get,
        ),
        get(
            "/services/{id}/description/rapide",
            Service(Action::Decrire),
            pages::description::rapide::get,
        ),
        post(
            "/services/{id}/description/rapide",
            Service(Action::Decrire),
            pages::description::rapide::post,
        ),
        get(
            "/services/{id}/description/recapitulatif",
            Service(Action::Lire),
            pages::description::recapitulatif::get,
        ),
        get(
            "/services/{id}/description/besoins",
            Service(Action::Decrire),
            pages::description::besoins::get,
        ),
        post(
            "/services/{id}/description/besoins",
            Service(Action::Decrire),
            pages::description::besoins::post,
        ),
        get(
            "/services/{id}/description/{etape}",
            Service(Action::Decrire),
            pages::description::etape::get,
        ),
        post(
            "/services/{id}/description/{etape}",
            Service(Action::Decrire),
            pages::description::etape::post,
        ),
        post(
            "/services/{id}/restaurer",
            Service(Action::Restaurer),
            pages::services::corbeille::post,
        ),
        get(
            "/services/{id}/supprimer",
            Service(Action::Supprimer),
            pages::services::supprimer::get,
        ),
        post(
            "/services/{id}/supprimer",
            Service(Action::Supprimer),
            pages::services::supprimer::post,
        ),
        get(
            "/services/{id}/dupliquer",
            Service(Action::Dupliquer),
            pages::services::dupliquer::get,
        ),
        post(
            "/services/{id}/dupliquer",
            Service(Action::Dupliquer),
            pages::services::dupliquer::post,
        ),
        get(
            "/services/{id}/contacts",
            Service(Action::Lire),
            pages::contacts::get,
        ),
        get(
            "/services/{id}/contacts/{contact}",
            Service(Action::GererContacts),
            pages::contacts::modifier::get,
        ),
        post(
            "/services/{id}/contacts/{contact}",
            Service(Action::GererContacts),
            pages::contacts::modifier::post,
        ),
        get(
            "/services/{id}/equipe",
            Service(Action::Lire),
            pages::equipe::get,
        ),
        post(
            "/services/{id}/equipe",
            Service(Action::GererEquipe),
            pages::equipe::post,
        ),
        post(
            "/services/{id}/equipe/{compte}",
            Service(Action::GererEquipe),
            pages::equipe::post_membre,
        ),
        post(
            "/services/{id}/equipe/invitations/{invitation}",
            Service(Action::GererEquipe),
            pages::equipe::post_invitation,
        ),
        get("/services/{id}", Service(Action::Lire), pages::service::get),
        get(
            "/services/{id}/etat-des-lieux",
            Service(Action::Lire),
            pages::etat_des_lieux::get,
        ),
        get(
            "/services/{id}/etat-des-lieux/a-demander",
            Service(Action::Lire),
            pages::etat_des_lieux::a_demander::get,
        ),
        get(
            "/services/{id}/etat-des-lieux/fin",
            Service(Action::Lire),
            pages::etat_des_lieux::fin::get,
        ),
        get(
            "/services/{id}/etat-des-lieux/{mesure}",
            Service(Action::Lire),
            pages::etat_des_lieux::question::get,
        ),
        post(
            "/services/{id}/etat-des-lieux/{mesure}",
            Service(Action::Securiser),
            pages::etat_des_lieux::question::post,
        ),
        get(
            "/services/{id}/mesures",
            Service(Action::Lire),
            pages::mesures::get,
        ),
        post(
            "/services/{id}/mesures",
            Service(Action::Securiser),
            pages::mesures::post,
        ),
        get(
            "/services/{id}/mesures/ajouter",
            Service(Action::Securiser),
            pages::specifiques::get,
        ),
        get(
            "/services/{id}/mesures/ajouter/texte",
            Service(Action::Securiser),
            pages::specifiques::texte::get_nouvelle,
        ),
        post(
            "/services/{id}/mesures/ajouter/texte",
            Service(Action::Securiser),
            pages::specifiques::texte::post_nouvelle,
        ),
        get(
            "/services/{id}/mesures/{specifique}/texte",
            Service(Action::Securiser),
            pages::specifiques::texte::get,
        ),
        post(
            "/services/{id}/mesures/{specifique}/texte",
            Service(Action::Securiser),
            pages::specifiques::texte::post,
        ),
        get(
            "/services/{id}/mesures/{specifique}/retirer",
            Service(Action::Securiser),
            pages::specifiques::retirer::get,
        ),
        post(
            "/services/{id}/mesures/{specifique}/retirer",
            Service(Action::Securiser),
            pages::specifiques::retirer::post,
        ),
        post(
            "/services/{id}/mesures/{specifique}/modele",
            Service(Action::Lire),
            pages::specifiques::post_modele,
        ),
        get(
            "/services/{id}/mesures/{mesure}",
            Service(Action::Lire),
            pages::mesures::mesure::get,
        ),
        post(
            "/services/{id}/mesures/{mesure}",
            Service(Action::Securiser),
            pages::mesures::mesure::post,
        ),
        post(
            "/services/{id}/mesures/{mesure}/commentaires",
            Service(Action::Commenter),
            pages::mesures::commentaires::post,
        ),
        get(
            "/services/{id}/mesures.csv",
            Service(Action::Lire),
            pages::mesures::export::get,
        ),
        get(
            "/services/{id}/risques",
            Service(Action::Lire),
            pages::risques::get,
        ),
        get(
            "/services/{id}/risques/nouveau",
            Service(Action::GererRisques),
            pages::risques::nouveau::get,
        ),
        post(
            "/services/{id}/risques/nouveau",
            Service(Action::GererRisques),
            pages::risques::nouveau::post,
        ),
        get(
            "/services/{id}/risques/couverture",
            Service(Action::Lire),
            pages::risques::couverture::get,
        ),
        get(
            "/services/{id}/risques/couverture.csv",
            Service(Action::Lire),
            pages::risques::couverture::csv,
        ),
        post(
            "/services/{id}/risques/liens",
            Service(Action::GererRisques),
            pages::risques::liens::post,
        ),
        get(
            "/services/{id}/risques/{risque}",
            Service(Action::Lire),
            pages::risques::risque::get,
        ),
        post(
            "/services/{id}/risques/{risque}",
            Service(Action::GererRisques),
            pages::risques::risque::post,
        ),
        post(
            "/services/{id}/risques/{risque}/commentaires",
            Service(Action::Commenter),
            pages::risques::commentaires::post,
        ),
        get(
            "/services/{id}/risques/{risque}/modifier",
            Service(Action::GererRisques),
            pages::risques::modifier::get,
        ),
        post(
            "/services/{id}/risques/{risque}/modifier",
            Service(Action::GererRisques),
            pages::risques::modifier::post,
        ),
        get(
            "/services/{id}/indice-cyber",
            Service(Action::Lire),
            pages::indice::get,
        ),
        get(
            "/services/{id}/journal",
            Service(Action::Lire),
            pages::journal::get,
        ),
        get(
            "/services/{id}/journal/export",
            Service(Action::Lire),
            pages::journal::export,
        ),
        get(
            "/services/{id}/prochaines-actions",
            Service(Action::Lire),
            pages::actions::get,
        ),
        post(
            "/services/{id}/prochaines-actions",
            Service(Action::Securiser),
            pages::actions::post,
        ),
    ]
}

/// The routes that have no session: machines ask for them.
pub(crate) fn machines() -> Router<App> {
    use axum::routing::get;
    Router::new()
        .route("/sante", get(pages::sante::get))
        .route("/sante/vivant", get(pages::sante::vivant))
        .route("/version", get(pages::sante::version))
        .route("/robots.txt", get(pages::informations::robots))
        .route(
            "/.well-known/security.txt",
            get(pages::informations::security_txt),
        )
}

/// The table as a router: what is not public asks for a signed-in person first.
pub(crate) fn pages(app: &App) -> Router<App> {
    table_des_pages()
        .into_iter()
        .fold(Router::new(), |router, ligne| {
            let connexion = middleware::from_fn_with_state(app.clone(), reprise::exiger_connexion);
            let passage = middleware::from_fn_with_state(app.clone(), passages::noter);
            let service = match ligne.acces {
                Acces::Public => ligne.service,
                Acces::Connecte | Acces::Sien | Acces::Organisation(_) => {
                    ligne.service.route_layer(connexion)
                }
                Acces::Service(_) => ligne.service.route_layer(passage).route_layer(connexion),
            };
            router.route(&ligne.chemin, service)
        })
}
