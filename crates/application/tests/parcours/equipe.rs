//! Who sees a service, and who works on it.

use crate::monde::Monde;
use crate::monde::SIRET;
use crate::monde::dire;
use application::Error;
use application::acces;
use application::comptes::connecter;
use application::comptes::{Identite, Profil};
use application::equipe::Changement;
use application::equipe::ModifierEquipe;
use application::equipe::equipe;
use application::equipe::modifier_equipe;
use application::mesures::Reponse;
use application::mesures::statuer;
use application::services::{Demande, Dupliquer, dupliquer, mes_services};
use domaine::droits::{Habilitation, Role};
use jiff::SignedDuration;
use jiff::civil::Date;

sur_les_deux_moteurs!(
    a_right_is_checked_before_what_was_typed,
    two_first_sign_ins_at_once_make_one_account,
    every_change_of_a_right_names_its_account,
    without_a_role_a_service_does_not_exist,
    an_invitation_waits_for_the_first_sign_in,
    an_auditor_reads_until_the_end_of_a_day,
    people_follow_a_provider_that_moves,
);

async fn without_a_role_a_service_does_not_exist(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let intrus = monde.personne("intrus").await;
    let id = monde.service(&claire).await;
    assert!(matches!(
        acces::ouvrir(&intrus, id).await,
        Err(Error::Introuvable)
    ));
    let commande = dire(&intrus, id, "AUTH.1", 0, Reponse::Fait);
    assert!(matches!(
        statuer(&intrus, &commande).await,
        Err(Error::Introuvable)
    ));
    let jamais = intrus.nouvel_id();
    assert!(matches!(
        acces::ouvrir(&intrus, jamais).await,
        Err(Error::Introuvable)
    ));
}

async fn an_invitation_waits_for_the_first_sign_in(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let changer = |changement| ModifierEquipe {
        operation: claire.nouvel_id(),
        service: id,
        changement,
    };
    let inviter = |courriel: &str, role| {
        changer(Changement::Inviter {
            courriel: courriel.into(),
            habilitation: Role::into(role),
        })
    };
    modifier_equipe(&claire, &inviter("Karim@Demo.example", Role::Lecteur))
        .await
        .unwrap();
    assert_eq!(equipe(&claire, id).await.unwrap().invitations.len(), 1);

    let karim = monde.personne("karim").await;
    assert_eq!(
        acces::ouvrir(&karim, id).await.unwrap().habilitation.role,
        Role::Lecteur
    );
    assert!(equipe(&claire, id).await.unwrap().invitations.is_empty());
    let commande = dire(&karim, id, "RECENSEMENT.1", 0, Reponse::Fait);
    assert!(matches!(
        statuer(&karim, &commande).await,
        Err(Error::Interdit(_))
    ));

    let partir = changer(Changement::Retirer(claire.acteur()));
    assert!(matches!(
        modifier_equipe(&claire, &partir).await,
        Err(Error::DernierProprietaire)
    ));
    let pas_une_adresse = inviter("karim chez demo", Role::Lecteur);
    assert!(matches!(
        modifier_equipe(&claire, &pas_une_adresse).await,
        Err(Error::Saisie {
            champ: "courriel",
            ..
        })
    ));
    let promouvoir = changer(Changement::ChangerRole {
        compte: karim.acteur(),
        habilitation: Role::Proprietaire.into(),
    });
    modifier_equipe(&claire, &promouvoir).await.unwrap();
    modifier_equipe(&claire, &changer(Changement::Retirer(claire.acteur())))
        .await
        .unwrap();
    assert!(matches!(
        acces::ouvrir(&claire, id).await,
        Err(Error::Introuvable)
    ));
}

async fn people_follow_a_provider_that_moves(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let (ancien, nouveau) = ("https://agents.example", "https://sso.agents.example");
    application::comptes::changer_emetteur(&monde.env, ancien, nouveau)
        .await
        .unwrap();
    let identite = Identite {
        emetteur: nouveau.into(),
        sub: "sub-claire".into(),
        profil: Profil {
            email: "claire@demo.example".into(),
            given_name: "claire".into(),
            usual_name: "Martin".into(),
            siret: SIRET.into(),
            ..Profil::default()
        },
    };
    let arrivee = connecter(&monde.env, &identite).await.unwrap();
    let compte = arrivee.compte().unwrap();
    assert_eq!(compte.id, claire.acteur());
}

async fn two_first_sign_ins_at_once_make_one_account(monde: &Monde) {
    let identite = Identite {
        emetteur: "https://agents.example".into(),
        sub: "sub-lea".into(),
        profil: Profil {
            email: "lea@demo.example".into(),
            given_name: "Léa".into(),
            usual_name: "Roy".into(),
            siret: String::new(),
            ..Profil::default()
        },
    };
    let taches: Vec<_> = (0..6)
        .map(|_| {
            let (env, identite) = (monde.env.clone(), identite.clone());
            tokio::spawn(async move {
                let arrivee = connecter(&env, &identite).await.unwrap();
                arrivee.compte().unwrap().id
            })
        })
        .collect();
    let mut comptes = std::collections::BTreeSet::new();
    for tache in taches {
        comptes.insert(tache.await.unwrap());
    }
    assert_eq!(comptes.len(), 1);
}

/// Rule 1194: for whom, which right, by whom.
async fn every_change_of_a_right_names_its_account(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let karim = monde.personne("karim").await;
    let id = monde.service(&claire).await;
    monde.collegue(&claire, id, "karim", Role::Lecteur).await;
    for changement in [
        Changement::ChangerRole {
            compte: karim.acteur(),
            habilitation: Role::Contributeur.into(),
        },
        Changement::Retirer(karim.acteur()),
    ] {
        let commande = ModifierEquipe {
            operation: claire.nouvel_id(),
            service: id,
            changement,
        };
        modifier_equipe(&claire, &commande).await.unwrap();
    }
    let lignes = claire
        .store()
        .read::<_, Error, _>(|tx| {
            Box::pin(async move { Ok(stockage::journal::page(tx, id, None, 3).await?) })
        })
        .await
        .unwrap();
    let vues: Vec<_> = lignes
        .iter()
        .rev()
        .map(|l| (l.genre.as_str(), l.objet.clone(), l.corps.clone()))
        .collect();
    let qui = karim.acteur().to_string();
    assert_eq!(
        vues,
        [
            ("membre.ajoute", qui.clone(), Some("lecteur".into())),
            (
                "membre.roleChange",
                qui.clone(),
                Some("contributeur".into())
            ),
            ("membre.retire", qui, Some(serde_json::Value::Null)),
        ]
    );
}

async fn a_right_is_checked_before_what_was_typed(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let lea = monde.collegue(&claire, id, "lea", Role::Lecteur).await;
    let intrus = monde.personne("intrus").await;
    let vide = || Reponse::Ecartee {
        motif: String::new(),
    };
    let refus = statuer(&lea, &dire(&lea, id, "RECENSEMENT.1", 0, vide())).await;
    assert!(matches!(refus, Err(Error::Interdit(_))));
    let refus = statuer(&intrus, &dire(&intrus, id, "RECENSEMENT.1", 0, vide())).await;
    assert!(matches!(refus, Err(Error::Introuvable)));
    let sans_nom = Dupliquer {
        operation: intrus.nouvel_id(),
        service: id,
        nom: String::new(),
    };
    assert!(matches!(
        dupliquer(&intrus, &sans_nom).await,
        Err(Error::Introuvable)
    ));
}

/// What ended is checked at each request: nothing has to run for it.
async fn an_auditor_reads_until_the_end_of_a_day(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let paul = monde.personne("paul").await;
    let id = monde.service(&claire).await;
    let jour = |texte: &str| Habilitation::auditeur(texte.parse::<Date>().unwrap());
    let changer = |changement| ModifierEquipe {
        operation: claire.nouvel_id(),
        service: id,
        changement,
    };
    let inviter = |habilitation| {
        changer(Changement::Inviter {
            courriel: "paul@demo.example".into(),
            habilitation,
        })
    };
    // It is 21 November 2026.
    for refusee in [
        Role::Auditeur.into(),
        jour("2026-11-20"),
        jour("2028-01-01"),
    ] {
        let refus = modifier_equipe(&claire, &inviter(refusee)).await;
        assert!(matches!(refus, Err(Error::Saisie { champ: "fin", .. })));
    }
    modifier_equipe(&claire, &inviter(jour("2026-11-22")))
        .await
        .unwrap();
    let vus = async || {
        mes_services(&paul, &Demande::default())
            .await
            .unwrap()
            .total
    };
    let ecrire = dire(&paul, id, "RECENSEMENT.1", 0, Reponse::Fait);
    assert!(matches!(
        statuer(&paul, &ecrire).await,
        Err(Error::Interdit(_))
    ));
    // 22 November at 23:59 in Paris: still that day.
    monde
        .horloge
        .avancer(SignedDuration::from_mins(37 * 60 + 59));
    assert!(acces::ouvrir(&paul, id).await.is_ok());
    assert_eq!(vus().await, 1);
    // A minute later, the service does not exist any more.
    monde.horloge.avancer(SignedDuration::from_mins(1));
    assert!(matches!(
        acces::ouvrir(&paul, id).await,
        Err(Error::Introuvable)
    ));
    assert_eq!(vus().await, 0);
    let membres = equipe(&claire, id).await.unwrap().membres;
    assert!(
        membres
            .iter()
            .any(|m| m.compte == paul.acteur() && m.terminee)
    );
    // Prolonged, then invited again after another end.
    let prolonger = changer(Changement::ChangerRole {
        compte: paul.acteur(),
        habilitation: jour("2026-12-31"),
    });
    modifier_equipe(&claire, &prolonger).await.unwrap();
    assert!(acces::ouvrir(&paul, id).await.is_ok());
    monde.horloge.avancer(SignedDuration::from_hours(40 * 24));
    assert!(acces::ouvrir(&paul, id).await.is_err());
    modifier_equipe(&claire, &inviter(Role::Lecteur.into()))
        .await
        .unwrap();
    assert!(acces::ouvrir(&paul, id).await.is_ok());
}
