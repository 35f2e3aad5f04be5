//! Tokens: shown once, limited in scope and in services, never beyond their owner's role.

use crate::monde::{Monde, dire, modification, premieres_mesures};
use application::acces;
use application::description::enregistrer;
use application::equipe::{Changement, ModifierEquipe, modifier_equipe};
use application::jetons::{
    Creer, Etat, Expiration, NOMBRE_MAX, Revoquer, creer, creer_pour, lister, reconnaitre, revoquer,
};
use application::mesures::{Reponse, statuer};
use application::services::{Dupliquer, Supprimer, corbeille, dupliquer, supprimer};
use application::{Context, Error, Raison, taches};
use domaine::droits::{Portee, Role};
use jiff::SignedDuration;
use jiff::civil::date;
use uuid::Uuid;

sur_les_deux_moteurs!(
    a_secret_is_shown_once_and_opens_what_its_owner_may,
    a_token_that_reads_changes_nothing,
    a_token_of_some_services_sees_no_other,
    a_token_never_outlives_its_owners_role,
    a_token_ends_on_its_day_or_when_revoked,
    what_is_asked_of_a_token_is_checked,
);

fn demande(ctx: &Context, portee: Portee, services: Option<Vec<Uuid>>) -> Creer {
    Creer {
        operation: ctx.nouvel_id(),
        nom: "Tableau de bord".into(),
        portee,
        services,
        expiration: Expiration::Jours(30),
    }
}

async fn programme(
    monde: &Monde,
    ctx: &Context,
    portee: Portee,
    services: Option<Vec<Uuid>>,
) -> Context {
    let cree = creer(ctx, &demande(ctx, portee, services)).await.unwrap();
    reconnaitre(&monde.env, &cree.secret.unwrap())
        .await
        .unwrap()
        .unwrap()
}

async fn a_secret_is_shown_once_and_opens_what_its_owner_may(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let service = monde.service(&claire).await;
    let commande = demande(&claire, Portee::Ecriture, None);
    let premier = creer(&claire, &commande).await.unwrap();
    let secret = premier.secret.clone().unwrap();
    assert!(secret.starts_with("mss_") && secret.len() == 47);
    let second = creer(&claire, &commande).await.unwrap();
    assert_eq!((second.jeton, second.secret), (premier.jeton, None));
    let ctx = reconnaitre(&monde.env, &secret).await.unwrap().unwrap();
    assert_eq!(ctx.acteur(), claire.acteur());
    let mesure = premieres_mesures(&ctx, service, 1).await.remove(0);
    statuer(&ctx, &dire(&ctx, service, &mesure, 0, Reponse::Fait))
        .await
        .unwrap();
    let liste = lister(&claire).await.unwrap();
    assert_eq!(liste.len(), 1);
    assert!(liste[0].vu_le.is_some());
    for faux in [
        "",
        "mss_",
        "autre",
        &secret.replace("mss_", "MSS_"),
        &format!("{secret}A"),
    ] {
        assert!(reconnaitre(&monde.env, faux).await.unwrap().is_none());
    }
    // A token does not make others.
    let autre = creer(&ctx, &demande(&ctx, Portee::Lecture, None)).await;
    assert!(matches!(autre, Err(Error::HorsPortee)));
}

async fn a_token_that_reads_changes_nothing(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let service = monde.service(&claire).await;
    let ctx = programme(monde, &claire, Portee::Lecture, None).await;
    acces::ouvrir(&ctx, service).await.unwrap();
    let mesure = premieres_mesures(&ctx, service, 1).await.remove(0);
    let refus = statuer(&ctx, &dire(&ctx, service, &mesure, 0, Reponse::Fait)).await;
    assert!(matches!(refus, Err(Error::HorsPortee)));
    let commande = modification(&ctx, service, 2, |r| r.presentation = "Autre".into());
    let refus = enregistrer(&ctx, &commande).await;
    assert!(matches!(refus, Err(Error::HorsPortee)));
    let copie = Dupliquer {
        operation: ctx.nouvel_id(),
        service,
        nom: "Copie".into(),
    };
    assert!(matches!(
        dupliquer(&ctx, &copie).await,
        Err(Error::HorsPortee)
    ));
}

async fn a_token_of_some_services_sees_no_other(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let (un, deux) = (monde.service(&claire).await, monde.service(&claire).await);
    let ctx = programme(monde, &claire, Portee::Ecriture, Some(vec![un])).await;
    acces::ouvrir(&ctx, un).await.unwrap();
    let refus = acces::ouvrir(&ctx, deux).await;
    assert!(matches!(refus, Err(Error::Introuvable)));
    let mesure = premieres_mesures(&claire, deux, 1).await.remove(0);
    let refus = statuer(&ctx, &dire(&ctx, deux, &mesure, 0, Reponse::Fait)).await;
    assert!(matches!(refus, Err(Error::Introuvable)));
    let copie = Dupliquer {
        operation: ctx.nouvel_id(),
        service: un,
        nom: "Copie".into(),
    };
    assert!(matches!(
        dupliquer(&ctx, &copie).await,
        Err(Error::HorsPortee)
    ));
    let jeter = Supprimer {
        operation: claire.nouvel_id(),
        service: deux,
    };
    supprimer(&claire, &jeter).await.unwrap();
    assert_eq!(corbeille(&claire).await.unwrap().len(), 1);
    assert!(corbeille(&ctx).await.unwrap().is_empty());
}

async fn a_token_never_outlives_its_owners_role(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let service = monde.service(&claire).await;
    let yacine = monde
        .collegue(&claire, service, "yacine", Role::Contributeur)
        .await;
    let ctx = programme(monde, &yacine, Portee::Ecriture, Some(vec![service])).await;
    let mesure = premieres_mesures(&ctx, service, 1).await.remove(0);
    statuer(&ctx, &dire(&ctx, service, &mesure, 0, Reponse::Fait))
        .await
        .unwrap();
    let changer = async |changement| {
        let commande = ModifierEquipe {
            operation: claire.nouvel_id(),
            service,
            changement,
        };
        modifier_equipe(&claire, &commande).await.unwrap();
    };
    let compte = yacine.acteur();
    let role = Role::Lecteur;
    changer(Changement::ChangerRole {
        compte,
        habilitation: role.into(),
    })
    .await;
    let refus = statuer(&ctx, &dire(&ctx, service, &mesure, 1, Reponse::EnCours)).await;
    assert!(matches!(refus, Err(Error::Interdit(_))));
    changer(Changement::Retirer(compte)).await;
    let refus = acces::ouvrir(&ctx, service).await;
    assert!(matches!(refus, Err(Error::Introuvable)));
    let liste = lister(&yacine).await.unwrap();
    assert_eq!(liste[0].services, Some(Vec::new()));
}

async fn a_token_ends_on_its_day_or_when_revoked(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let autre = monde.personne("yacine").await;
    let commande = Creer {
        expiration: Expiration::Jours(1),
        ..demande(&claire, Portee::Lecture, None)
    };
    let bref = creer(&claire, &commande).await.unwrap().secret.unwrap();
    let revoque = creer(&claire, &demande(&claire, Portee::Lecture, None)).await;
    let revoque = revoque.unwrap();
    assert!(reconnaitre(&monde.env, &bref).await.unwrap().is_some());
    let geste = |ctx: &Context| Revoquer {
        operation: ctx.nouvel_id(),
        jeton: revoque.jeton,
    };
    let refus = revoquer(&autre, &geste(&autre)).await;
    assert!(matches!(refus, Err(Error::Introuvable)));
    revoquer(&claire, &geste(&claire)).await.unwrap();
    revoquer(&claire, &geste(&claire)).await.unwrap();
    let secret = revoque.secret.unwrap();
    assert!(reconnaitre(&monde.env, &secret).await.unwrap().is_none());
    monde.horloge.avancer(SignedDuration::from_hours(24));
    assert!(reconnaitre(&monde.env, &bref).await.unwrap().is_some());
    monde.horloge.avancer(SignedDuration::from_hours(24));
    assert!(reconnaitre(&monde.env, &bref).await.unwrap().is_none());
    let etats: Vec<_> = lister(&claire)
        .await
        .unwrap()
        .iter()
        .map(|j| j.etat)
        .collect();
    assert_eq!(etats, [Etat::Revoque, Etat::Expire]);
    monde.horloge.avancer(SignedDuration::from_hours(91 * 24));
    assert_eq!(
        taches::executer(&monde.env).await.unwrap().jetons_oublies,
        2
    );
    assert!(lister(&claire).await.unwrap().is_empty());
}

async fn what_is_asked_of_a_token_is_checked(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let juste = demande(&claire, Portee::Lecture, None);
    let refus = async |commande: Creer| match creer(&claire, &commande).await {
        Err(Error::Saisie { champ, raison }) => (champ, raison),
        autre => panic!("{autre:?}"),
    };
    for (commande, attendu) in [
        (
            Creer {
                nom: " ".into(),
                ..juste.clone()
            },
            ("nom", Raison::Vide),
        ),
        (
            Creer {
                nom: "a".repeat(101),
                ..juste.clone()
            },
            ("nom", Raison::TropLong { max: 100 }),
        ),
        (
            Creer {
                nom: "a\0".into(),
                ..juste.clone()
            },
            ("nom", Raison::CaractereInterdit),
        ),
        (
            Creer {
                expiration: Expiration::Jours(367),
                ..juste.clone()
            },
            ("expiration", Raison::DateHorsBornes),
        ),
        (
            Creer {
                expiration: Expiration::Jours(0),
                ..juste.clone()
            },
            ("expiration", Raison::DateHorsBornes),
        ),
        (
            Creer {
                expiration: Expiration::Le(date(2020, 1, 1)),
                ..juste.clone()
            },
            ("expiration", Raison::DateHorsBornes),
        ),
        (
            Creer {
                services: Some(Vec::new()),
                ..juste.clone()
            },
            ("services", Raison::Vide),
        ),
        (
            Creer {
                services: Some(vec![claire.nouvel_id()]),
                ..juste.clone()
            },
            ("services", Raison::Inconnu),
        ),
    ] {
        assert_eq!(refus(commande).await, attendu);
    }
    let inconnue = creer_pour(&monde.env, "personne@demo.example", &juste).await;
    assert!(matches!(inconnue, Err(Error::Introuvable)));
    for _ in 0..NOMBRE_MAX {
        let commande = demande(&claire, Portee::Lecture, None);
        creer_pour(&monde.env, "claire@demo.example", &commande)
            .await
            .unwrap();
    }
    let raison = Raison::TropNombreux { max: NOMBRE_MAX };
    assert_eq!(refus(juste).await, ("jetons", raison));
}
