//! Sign-in and sign-out pages.
//!
//! Invariant: nothing of the exchange with the provider is in the browser but the state; the
//! session gets a new id the moment someone is signed in.

pub(crate) mod rattachement;

use application::comptes::{self, Arrivee as Arrive, Compte};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use jiff::SignedDuration;
use serde::Deserialize;
use subtle::ConstantTimeEq;
use ui::{
    gabarit::{Avis, Ton},
    pages::connexion as vues,
};
use url::form_urlencoded;

use crate::{
    App, Erreur, Formulaire,
    oidc::{Echec, Tentative},
    parametres::Parametres,
    reprise,
    retour::CheminLocal,
    visiteur::{Personne, Visiteur},
};

/// How long one may take at the provider.
const DELAI: SignedDuration = SignedDuration::from_mins(15);
/// Attempts kept at once: one per tab, within reason.
const TENTATIVES_MAX: usize = 5;

const CLE: &str = "tentatives";

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Depart {
    retour: String,
    /// Not empty: to prove whose account the identity of this session may join.
    rattachement: String,
}

impl Depart {
    /// Anything that is not a path of this server is forgotten.
    fn chemin(&self) -> CheminLocal {
        CheminLocal::try_from(self.retour.clone()).unwrap_or_else(|_| CheminLocal::defaut())
    }
}

#[derive(Deserialize)]
pub(crate) struct Arrivee {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// The choice of a provider.
pub(crate) async fn get(
    State(app): State<App>,
    visiteur: Visiteur,
    Parametres(depart): Parametres<Depart>,
) -> Result<Response, Erreur> {
    let retour = depart.chemin();
    if visiteur.personne().is_some() {
        return Ok(Redirect::to(retour.as_str()).into_response());
    }
    visiteur.page(&app, &vue(&app, &retour)).await
}

/// Sends the person to the provider they chose.
pub(crate) async fn partir(
    State(app): State<App>,
    visiteur: Visiteur,
    Path(identifiant): Path<String>,
    Parametres(depart): Parametres<Depart>,
) -> Result<Response, Erreur> {
    let fournisseur = app
        .fournisseurs
        .trouver(&identifiant)
        .ok_or(application::Error::Introuvable)?;
    let (url, tentative) = app
        .fournisseurs
        .commencer(
            fournisseur,
            depart.chemin(),
            !depart.rattachement.is_empty(),
        )
        .await?;
    visiteur.retenir(&app, tentative).await?;
    Ok(Redirect::to(url.as_str()).into_response())
}

/// The way back from the provider, which may not say anything twice (RFC 6749, 3.1).
pub(crate) async fn revenir(
    State(app): State<App>,
    visiteur: Visiteur,
    Query(arrivee): Query<Arrivee>,
) -> Result<Response, Erreur> {
    let tentative = visiteur.reprendre(&app, arrivee.state.as_deref()).await?;
    let fournisseur = app
        .fournisseurs
        .trouver(&tentative.fournisseur)
        .ok_or(Echec::Perimee)?;
    let emetteur = &fournisseur.reglage.emetteur;
    if arrivee.iss.as_ref().is_some_and(|iss| iss != emetteur) {
        return Err(Echec::Invalide.into());
    }
    let code = arrivee.code.ok_or(match arrivee.error.as_deref() {
        Some("access_denied") => Echec::Refusee,
        Some("temporarily_unavailable") => Echec::Injoignable,
        _ => Echec::Fournisseur,
    })?;
    let identifie = app
        .fournisseurs
        .terminer(fournisseur, &tentative, code)
        .await?;
    match comptes::connecter(&app.monde, &identifie.identite).await? {
        Arrive::AVerifier(a_verifier) => {
            rattachement::retenir(&app, &visiteur, identifie, tentative, a_verifier).await
        }
        Arrive::Compte(compte) if tentative.rattachement => {
            rattachement::conclure(&app, &visiteur, identifie.id_token, tentative, compte).await
        }
        Arrive::Compte(compte) => {
            entrer(&app, &visiteur, compte, identifie.id_token, &tentative).await
        }
    }
}

/// Opens the session of someone whose account is known, and sends them on.
async fn entrer(
    app: &App,
    visiteur: &Visiteur,
    compte: Compte,
    id_token: String,
    tentative: &Tentative,
) -> Result<Response, Erreur> {
    let personne = Personne {
        compte: compte.id,
        nom: compte.profil.nom_affiche(),
        fournisseur: tentative.fournisseur.clone(),
        id_token,
        navigateur: visiteur.navigateur().to_owned(),
    };
    visiteur.ouvrir(app, &personne).await?;
    let suite = match visiteur.reprise(&personne).await? {
        Some(_) => reprise::CHEMIN,
        None => tentative.retour.as_str(),
    };
    Ok(Redirect::to(suite).into_response())
}

/// Ends the session here, then at the provider when it has a page for that.
pub(crate) async fn quitter(
    State(app): State<App>,
    visiteur: Visiteur,
    _: Formulaire,
) -> Result<Response, Erreur> {
    sortir(&app, &visiteur).await
}

/// The same, once what was asked besides is done.
pub(crate) async fn sortir(app: &App, visiteur: &Visiteur) -> Result<Response, Erreur> {
    visiteur.session()?.flush().await?;
    let fin = match visiteur.personne() {
        Some(p) => {
            app.fournisseurs
                .fin_de_session(&p.fournisseur, &p.id_token)
                .await
        }
        None => None,
    };
    let suite = fin.as_ref().map_or("/", url::Url::as_str);
    Ok(Redirect::to(suite).into_response())
}

impl Visiteur {
    async fn retenir(&self, app: &App, tentative: Tentative) -> Result<(), Erreur> {
        let mut tentatives = self.tentatives(app).await?;
        if tentatives.len() == TENTATIVES_MAX {
            tentatives.remove(0);
        }
        tentatives.push(tentative);
        Ok(self.session()?.insert(CLE, tentatives).await?)
    }

    /// Takes the attempt out of the session: it serves once, whatever happens next.
    async fn reprendre(&self, app: &App, state: Option<&str>) -> Result<Tentative, Erreur> {
        let state = state.ok_or(Echec::Perimee)?;
        let mut tentatives = self.tentatives(app).await?;
        let rang = tentatives
            .iter()
            .position(|t| bool::from(t.state.as_bytes().ct_eq(state.as_bytes())))
            .ok_or(Echec::Perimee)?;
        let tentative = tentatives.remove(rang);
        self.session()?.insert(CLE, tentatives).await?;
        Ok(tentative)
    }

    async fn tentatives(&self, app: &App) -> Result<Vec<Tentative>, Erreur> {
        let limite = (app.monde.maintenant() - DELAI).as_second();
        let connues: Option<Vec<Tentative>> = self.session()?.get(CLE).await?;
        let mut connues = connues.unwrap_or_default();
        connues.retain(|t| t.commencee > limite);
        Ok(connues)
    }
}

fn vue(app: &App, retour: &CheminLocal) -> vues::Connexion {
    let requete = form_urlencoded::Serializer::new(String::new())
        .append_pair("retour", retour.as_str())
        .finish();
    vues::Connexion {
        fournisseurs: app
            .fournisseurs
            .liste()
            .iter()
            .map(|f| vues::Fournisseur {
                nom: f.reglage.nom.clone(),
                adresse: format!("/connexion/vers/{}?{requete}", f.reglage.identifiant),
            })
            .collect(),
        message: None,
    }
}

/// The sign-in page again, with what went wrong and the way to start over.
pub(crate) fn page_d_echec(
    app: &App,
    visiteur: &Visiteur,
    echec: Echec,
) -> Result<Response, Erreur> {
    let avis = Avis {
        ton: Ton::Erreur,
        texte: echec.phrase().to_owned(),
    };
    visiteur.rendre(app, &vue(app, &CheminLocal::defaut()), Some(&avis))
}
