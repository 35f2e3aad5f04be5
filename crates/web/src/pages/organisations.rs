//! Organisations: those one works for, one of them, who administers it.

pub(crate) mod droits;
pub(crate) mod modifier;

use application::Error;
use application::organisations::{
    self, Geste, ModifierAdministrateurs, OrganisationOuverte, miennes, modifier_administrateurs,
    ouvrir,
};
use axum::response::{IntoResponse, Redirect, Response};
use domaine::droits::{ActionOrganisation, RoleOrganisation};
use ui::adresse;
use ui::composants::Erreur as Refus;
use ui::gabarit::Ton;
use ui::pages::organisations::{Administrateur, MesOrganisations, Mienne, PageOrganisation};
use uuid::Uuid;

use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(acteur: Acteur) -> Result<Response, Erreur> {
    let liste = miennes(&acteur.ctx).await?.into_iter();
    let miennes = liste.map(|m| Mienne {
        id: m.id,
        nom: m.fiche.nom,
        siret: m.siret,
        type_entite: m.fiche.type_entite,
        administree: m.role == RoleOrganisation::Administrateur,
    });
    acteur
        .page(&MesOrganisations {
            miennes: miennes.collect(),
        })
        .await
}

pub(crate) async fn get_une(acteur: Acteur, Chemin(id): Chemin<Uuid>) -> Result<Response, Erreur> {
    let ouverte = ouvrir(&acteur.ctx, id).await?;
    acteur.page(&page(&acteur, ouverte)).await
}

/// Names an administrator.
pub(crate) async fn post_administrateurs(
    acteur: Acteur,
    Chemin(id): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let courriel = formulaire.texte("courriel").to_owned();
    let geste = Geste::Nommer {
        courriel: courriel.clone(),
    };
    let refus = match modifier(&acteur, id, &formulaire, geste).await? {
        Ok(()) => {
            let texte =
                "C’est fait. Cette personne peut tout faire sur les services de l’organisation.";
            acteur.annoncer(Ton::Succes, texte).await?;
            return Ok(Redirect::to(&adresse::organisation(id, "")).into_response());
        }
        Err(refus) => refus,
    };
    let mut vue = page(&acteur, ouvrir(&acteur.ctx, id).await?);
    vue.courriel = courriel;
    match refus {
        Error::Saisie { champ, raison } => {
            vue.erreurs.push(Refus {
                champ: champ.to_owned(),
                message: ui::texte::raison_saisie(champ, raison),
            });
            acteur.refuser(&vue).await
        }
        Error::OperationDifferente => acteur.deja_envoye(&vue),
        erreur => Err(erreur.into()),
    }
}

/// Takes an administrator off.
pub(crate) async fn post_administrateur(
    acteur: Acteur,
    Chemin((id, compte)): Chemin<(Uuid, Uuid)>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    modifier(&acteur, id, &formulaire, Geste::Retirer(compte)).await??;
    let (texte, suite) = if compte == acteur.ctx.acteur() {
        // The page may not be theirs any more.
        (
            "Vous n’administrez plus cette organisation.",
            "/organisations".to_owned(),
        )
    } else {
        let texte =
            "Cette personne n’administre plus l’organisation. Ses rôles sur des services restent.";
        (texte, adresse::organisation(id, ""))
    };
    acteur.annoncer(Ton::Succes, texte).await?;
    Ok(Redirect::to(&suite).into_response())
}

async fn modifier(
    acteur: &Acteur,
    organisation: Uuid,
    formulaire: &Formulaire,
    geste: Geste,
) -> Result<Result<(), Error>, Erreur> {
    let commande = ModifierAdministrateurs {
        operation: formulaire.operation()?,
        organisation,
        geste,
    };
    Ok(modifier_administrateurs(&acteur.ctx, &commande).await)
}

fn page(acteur: &Acteur, ouverte: OrganisationOuverte) -> PageOrganisation {
    let moi = acteur.ctx.acteur();
    let presenter = |a: organisations::Administrateur| Administrateur {
        moi: a.compte == moi,
        id: a.compte,
        nom: a.nom,
        courriel: a.courriel,
        depuis: a.depuis,
        par: a.par,
    };
    PageOrganisation {
        administree: ouverte.peut(ActionOrganisation::GererAdministrateurs),
        id: ouverte.id,
        siret: ouverte.siret,
        fiche: ouverte.fiche,
        administrateurs: ouverte.administrateurs.into_iter().map(presenter).collect(),
        dernier_reste: ouverte.engagee,
        services: ouverte.services.and_then(|n| usize::try_from(n).ok()),
        courriel: String::new(),
        erreurs: Vec::new(),
    }
}
