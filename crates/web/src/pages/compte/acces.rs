//! The sessions under way and the ways to sign in: ending them.

use application::comptes::{Detacher, IdentiteAttachee, detacher, mes_identites};
use application::sessions;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ui::gabarit::Ton;
use ui::pages::compte::{Moyen, Session};

use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

/// Ends the other sessions, or all of them.
pub(crate) async fn post_sessions(
    acteur: Acteur,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    match formulaire.texte("geste") {
        "autres" => {
            sessions::fermer_les_autres(&acteur.ctx, &acteur.id_de_session()).await?;
            let texte = "Vos autres sessions sont fermées. Seule celle-ci reste ouverte.";
            annoncer(&acteur, Ton::Succes, texte).await
        }
        "toutes" => {
            sessions::fermer_toutes(&acteur.ctx).await?;
            acteur.sortir().await
        }
        _ => Err(Erreur::Requete(StatusCode::BAD_REQUEST)),
    }
}

/// Ends one session.
pub(crate) async fn post_session(
    acteur: Acteur,
    Chemin(reference): Chemin<String>,
    _: Formulaire,
) -> Result<Response, Erreur> {
    sessions::fermer(&acteur.ctx, &reference).await?;
    annoncer(&acteur, Ton::Succes, "La session est fermée.").await
}

/// Takes a way to sign in off the account. Sessions it may have opened end with it.
pub(crate) async fn post_identite(
    acteur: Acteur,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let commande = Detacher {
        operation: formulaire.operation()?,
        emetteur: formulaire.texte("emetteur").to_owned(),
        sub: formulaire.texte("sub").to_owned(),
    };
    if !detacher(&acteur.ctx, &commande).await? {
        let texte = "C’est votre dernier moyen de connexion : il reste.";
        return annoncer(&acteur, Ton::Alerte, texte).await;
    }
    sessions::fermer_les_autres(&acteur.ctx, &acteur.id_de_session()).await?;
    let texte =
        "Ce moyen de connexion n’ouvre plus votre compte. Vos autres sessions sont fermées.";
    annoncer(&acteur, Ton::Succes, texte).await
}

async fn annoncer(acteur: &Acteur, ton: Ton, texte: &str) -> Result<Response, Erreur> {
    acteur.annoncer(ton, texte).await?;
    Ok(Redirect::to("/compte").into_response())
}

/// The ways to sign in, as the page shows them.
pub(super) async fn moyens(acteur: &Acteur) -> Result<Vec<Moyen>, Erreur> {
    let identites = mes_identites(&acteur.ctx).await?;
    Ok(identites.into_iter().map(|i| moyen(acteur, i)).collect())
}

fn moyen(acteur: &Acteur, identite: IdentiteAttachee) -> Moyen {
    let nom = acteur.fournisseur(&identite.emetteur);
    Moyen {
        nom: nom.unwrap_or(&identite.emetteur).to_owned(),
        emetteur: identite.emetteur,
        sub: identite.sub,
        depuis: identite.depuis,
        vu_le: identite.vu_le,
    }
}

/// The sessions, as the page shows them.
pub(super) async fn sessions_ouvertes(acteur: &Acteur) -> Result<Vec<Session>, Erreur> {
    let liste = sessions::lister(&acteur.ctx, &acteur.id_de_session()).await?;
    Ok(liste
        .into_iter()
        .map(|session| Session {
            fournisseur: acteur
                .nom_du_fournisseur(&session.fournisseur)
                .unwrap_or(&session.fournisseur)
                .to_owned(),
            reference: session.reference,
            courante: session.courante,
            navigateur: session.navigateur,
            depuis: session.depuis,
            vue_le: session.vue_le,
        })
        .collect())
}
