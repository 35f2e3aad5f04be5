//! Someone comes with an identity nobody knows, and an address that has an account: whose is it?
//! (rule 1435)
//!
//! Invariant: the unknown identity waits in the session, for a quarter of an hour, and joins an
//! account only when the person asks for it here and signs in to that account otherwise.

use application::comptes::{self, AVerifier, Compte, Identite, Profil};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use ui::{gabarit::Ton, pages::connexion as vues};
use url::form_urlencoded;
use uuid::Uuid;

use super::{DELAI, entrer};
use crate::{
    App, Erreur, Formulaire,
    oidc::{Identifie, Tentative},
    visiteur::Visiteur,
};

/// Where it is asked.
const CHEMIN: &str = "/connexion/rattachement";

const CLE: &str = "rattachement";

/// An identity that waits to know its account.
#[derive(Serialize, Deserialize)]
struct Attente {
    identite: Identite,
    id_token: String,
    /// How it came, and where it was going.
    tentative: Tentative,
    comptes: Vec<Uuid>,
    emetteurs: Vec<String>,
}

/// Keeps the identity, and goes to ask.
pub(super) async fn retenir(
    app: &App,
    visiteur: &Visiteur,
    identifie: Identifie,
    mut tentative: Tentative,
    a_verifier: AVerifier,
) -> Result<Response, Erreur> {
    tentative.commencee = app.monde.maintenant().as_second();
    let attente = Attente {
        identite: identifie.identite,
        id_token: identifie.id_token,
        tentative,
        comptes: a_verifier.comptes,
        emetteurs: a_verifier.emetteurs,
    };
    visiteur.session()?.insert(CLE, attente).await?;
    Ok(Redirect::to(CHEMIN).into_response())
}

/// The question; nothing to ask when no identity waits.
pub(crate) async fn get(State(app): State<App>, visiteur: Visiteur) -> Result<Response, Erreur> {
    match visiteur.attente(&app).await? {
        Some(attente) => visiteur.page(&app, &vue(&app, &attente)).await,
        None => Ok(Redirect::to("/connexion").into_response()),
    }
}

/// The account is someone else's: one of their own is made.
pub(crate) async fn post(
    State(app): State<App>,
    visiteur: Visiteur,
    _: Formulaire,
) -> Result<Response, Erreur> {
    let Some(attente) = visiteur.attente(&app).await? else {
        return Ok(Redirect::to("/connexion").into_response());
    };
    visiteur.oublier_attente().await?;
    let compte = comptes::ouvrir_un_autre(&app.monde, &attente.identite).await?;
    let (id_token, tentative) = (attente.id_token, attente.tentative);
    entrer(&app, &visiteur, compte, id_token, &tentative).await
}

/// The person has signed in to their account: the identity that waits joins it, if it can.
pub(super) async fn conclure(
    app: &App,
    visiteur: &Visiteur,
    id_token: String,
    tentative: Tentative,
    compte: Compte,
) -> Result<Response, Erreur> {
    let attente = visiteur.attente(app).await?;
    visiteur.oublier_attente().await?;
    let attente = attente.filter(|attente| attente.comptes.contains(&compte.id));
    let (compte, ton, texte) = match attente {
        Some(Attente { identite, .. }) => (
            comptes::rattacher(&app.monde, compte.id, &identite).await?,
            Ton::Succes,
            "Vos deux moyens de connexion ouvrent maintenant ce compte. La page « Mon compte » les liste.",
        ),
        None => (
            compte,
            Ton::Alerte,
            "Aucun moyen de connexion n’a été ajouté à ce compte : il n’a pas la même adresse, ou la demande a expiré.",
        ),
    };
    let reponse = entrer(app, visiteur, compte, id_token, &tentative).await?;
    visiteur.annoncer(ton, texte).await?;
    Ok(reponse)
}

impl Visiteur {
    async fn attente(&self, app: &App) -> Result<Option<Attente>, Erreur> {
        let limite = (app.monde.maintenant() - DELAI).as_second();
        let gardee: Option<Attente> = self.session()?.get(CLE).await?;
        Ok(gardee.filter(|attente| attente.tentative.commencee > limite))
    }

    async fn oublier_attente(&self) -> Result<(), Erreur> {
        self.session()?.remove_value(CLE).await?;
        Ok(())
    }
}

fn vue(app: &App, attente: &Attente) -> vues::Rattachement {
    let requete = form_urlencoded::Serializer::new(String::new())
        .append_pair("retour", attente.tentative.retour.as_str())
        .append_pair("rattachement", "1")
        .finish();
    let Identite { profil, .. } = &attente.identite;
    let fournisseurs = app.fournisseurs.liste().iter();
    let par = app.fournisseurs.trouver(&attente.tentative.fournisseur);
    vues::Rattachement {
        par: par.map_or_else(String::new, |f| f.reglage.nom.clone()),
        nom: Profil::nom_affiche(profil),
        courriel: profil.email.clone(),
        fournisseurs: fournisseurs
            .filter(|f| attente.emetteurs.contains(&f.reglage.emetteur))
            .map(|f| vues::Fournisseur {
                nom: f.reglage.nom.clone(),
                adresse: format!("/connexion/vers/{}?{requete}", f.reglage.identifiant),
            })
            .collect(),
    }
}
