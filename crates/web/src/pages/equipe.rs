//! Who works on a service.

use application::Error;
use application::acces::{ServiceOuvert, ouvrir, ouvrir_pour};
use application::equipe::{self, Changement, ModifierEquipe, modifier_equipe};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domaine::droits::{Action, Habilitation, Role, Rubrique};
use ui::composants::Erreur as Refus;
use ui::gabarit::{SectionService, Ton};
use ui::pages::equipe::{CHOIX_RUBRIQUES, Equipe, FIN, Invitation, Membre};
use uuid::Uuid;

use crate::pages::bande::bande;
use crate::pages::mesures::date;
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

/// What was typed to invite someone.
#[derive(Default)]
struct Saisie {
    courriel: String,
    habilitation: Option<Habilitation>,
    fin: String,
    erreurs: Vec<Refus>,
}

pub(crate) async fn get(acteur: Acteur, Chemin(service): Chemin<Uuid>) -> Result<Response, Erreur> {
    let vue = page(&acteur, service, Saisie::default()).await?;
    acteur.page(&vue).await
}

/// Invites someone.
pub(crate) async fn post(
    acteur: Acteur,
    Chemin(service): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let mut saisie = Saisie {
        courriel: formulaire.texte("courriel").to_owned(),
        habilitation: habilitation(&formulaire),
        fin: formulaire.texte(FIN).to_owned(),
        erreurs: Vec::new(),
    };
    let Some(habilitation) = saisie.habilitation else {
        ouvrir_pour(&acteur.ctx, service, Action::GererEquipe).await?;
        saisie.refuser("role", "Choisissez un rôle.");
        return acteur.refuser(&page(&acteur, service, saisie).await?).await;
    };
    let changement = Changement::Inviter {
        courriel: saisie.courriel.clone(),
        habilitation,
    };
    let texte = "C’est noté. Cette personne verra le service à sa prochaine connexion.";
    match modifier(&acteur, service, &formulaire, changement).await? {
        Ok(()) => suite(&acteur, service, texte).await,
        Err(Error::Saisie { champ, raison }) => {
            saisie.refuser(champ, ui::texte::raison_saisie(champ, raison));
            acteur.refuser(&page(&acteur, service, saisie).await?).await
        }
        Err(Error::OperationDifferente) => {
            acteur.deja_envoye(&page(&acteur, service, saisie).await?)
        }
        Err(erreur) => Err(erreur.into()),
    }
}

/// Changes a member's role, or takes them off the service.
pub(crate) async fn post_membre(
    acteur: Acteur,
    Chemin((service, compte)): Chemin<(Uuid, Uuid)>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let choisie = habilitation(&formulaire);
    let (changement, texte) = match (formulaire.texte("geste"), choisie) {
        ("retirer", _) => (
            Changement::Retirer(compte),
            "Cette personne ne voit plus le service.",
        ),
        ("role", Some(habilitation)) => (
            Changement::ChangerRole {
                compte,
                habilitation,
            },
            "Le rôle est changé.",
        ),
        _ => {
            ouvrir_pour(&acteur.ctx, service, Action::GererEquipe).await?;
            return Err(Erreur::Requete(StatusCode::BAD_REQUEST));
        }
    };
    match modifier(&acteur, service, &formulaire, changement).await? {
        Ok(()) => {}
        Err(Error::Saisie { champ: FIN, raison }) => {
            let mut saisie = Saisie {
                fin: formulaire.texte(FIN).to_owned(),
                ..Saisie::default()
            };
            let champ = format!("{compte}-{FIN}");
            saisie.refuser(&champ, ui::texte::raison_saisie(FIN, raison));
            return acteur.refuser(&page(&acteur, service, saisie).await?).await;
        }
        Err(Error::OperationDifferente) => {
            return acteur.deja_envoye(&page(&acteur, service, Saisie::default()).await?);
        }
        Err(erreur) => return Err(erreur.into()),
    }
    if me_retire(formulaire.texte("geste"), compte, &acteur) {
        acteur
            .annoncer(Ton::Succes, "Vous ne travaillez plus sur ce service.")
            .await?;
        return Ok(Redirect::to("/services").into_response());
    }
    suite(&acteur, service, texte).await
}

/// Withdraws an invitation.
pub(crate) async fn post_invitation(
    acteur: Acteur,
    Chemin((service, invitation)): Chemin<(Uuid, Uuid)>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let changement = Changement::AnnulerInvitation(invitation);
    modifier(&acteur, service, &formulaire, changement).await??;
    suite(&acteur, service, "L’invitation est annulée.").await
}

/// The role chosen, within the parts ticked or until the day given; none when no role reads.
fn habilitation(formulaire: &Formulaire) -> Option<Habilitation> {
    let role = Role::depuis_id(formulaire.texte("role")).filter(|r| r.attribuable())?;
    if role.prend_fin() {
        // Without a day that reads, the use case says what is missing.
        return Some(Habilitation {
            fin: date(formulaire.texte(FIN)),
            ..role.into()
        });
    }
    if formulaire.texte(CHOIX_RUBRIQUES).is_empty() {
        return Some(role.into());
    }
    let cochees = formulaire.valeurs("rubrique");
    let rubriques = cochees.filter_map(Rubrique::depuis_id).collect();
    Some(Habilitation::limitee(role, rubriques))
}

fn me_retire(geste: &str, compte: Uuid, acteur: &Acteur) -> bool {
    geste == "retirer" && compte == acteur.ctx.acteur()
}

impl Saisie {
    fn refuser(&mut self, champ: &str, message: impl Into<String>) {
        self.erreurs.push(Refus {
            champ: champ.to_owned(),
            message: message.into(),
        });
    }
}

async fn modifier(
    acteur: &Acteur,
    service: Uuid,
    formulaire: &Formulaire,
    changement: Changement,
) -> Result<Result<(), Error>, Erreur> {
    let commande = ModifierEquipe {
        operation: formulaire.operation()?,
        service,
        changement,
    };
    Ok(modifier_equipe(&acteur.ctx, &commande).await)
}

async fn suite(acteur: &Acteur, service: Uuid, texte: &str) -> Result<Response, Erreur> {
    acteur.annoncer(Ton::Succes, texte).await?;
    Ok(Redirect::to(&ui::adresse::service(service, "equipe")).into_response())
}

async fn page(acteur: &Acteur, service: Uuid, saisie: Saisie) -> Result<Equipe, Erreur> {
    let ouvert = ouvrir(&acteur.ctx, service).await?;
    let equipe = equipe::equipe(&acteur.ctx, service).await?;
    Ok(vue(&ouvert, equipe, acteur.ctx.acteur(), saisie))
}

fn vue(ouvert: &ServiceOuvert, equipe: equipe::Equipe, moi: Uuid, saisie: Saisie) -> Equipe {
    let est_proprietaire = |m: &equipe::Membre| m.habilitation.role == Role::Proprietaire;
    let proprietaires = equipe
        .membres
        .iter()
        .filter(|m| est_proprietaire(m))
        .count();
    let membres = equipe.membres.into_iter().map(|m| Membre {
        terminee: m.terminee,
        dernier_proprietaire: proprietaires == 1 && est_proprietaire(&m),
        id: m.compte,
        nom: m.nom,
        courriel: m.courriel,
        habilitation: m.habilitation,
        moi: m.compte == moi,
    });
    let invitations = equipe.invitations.into_iter().map(|i| Invitation {
        id: i.id,
        courriel: i.courriel,
        habilitation: i.habilitation,
        depuis: i.depuis,
    });
    let administrateurs = equipe.administrateurs.into_iter();
    let administrateurs = administrateurs.map(|a| (a.nom, a.courriel));
    Equipe {
        bande: bande(ouvert, SectionService::Equipe),
        membres: membres.collect(),
        invitations: invitations.collect(),
        organisation: equipe.organisation,
        administrateurs: administrateurs.collect(),
        modifiable: ouvert.peut(Action::GererEquipe),
        courriel: saisie.courriel,
        habilitation: saisie.habilitation.unwrap_or(Role::Contributeur.into()),
        fin: saisie.fin,
        erreurs: saisie.erreurs,
    }
}
