//! Signing in: identities, accounts, and whose is whose.

use application::comptes::{
    Arrivee, Detacher, Identite, Profil, connecter, detacher, mes_identites, moi, ouvrir_un_autre,
    rattacher,
};
use application::equipe::{Changement, ModifierEquipe, modifier_equipe};
use application::{Delegation, Error, acces, sessions};
use domaine::droits::{Portee, Role};
use jiff::SignedDuration;
use stockage::{installation::INSTALLATION, journal};
use uuid::Uuid;

use crate::monde::Monde;

sur_les_deux_moteurs!(
    an_unknown_identity_never_opens_an_account_that_exists,
    an_identity_joins_the_account_of_the_same_address_only,
    two_people_may_share_an_address,
    what_one_provider_does_not_say_the_other_did,
    an_unchanged_person_writes_no_line,
    of_two_first_sign_ins_with_one_address_the_second_is_asked,
    an_invitation_opens_to_whoever_is_vouched_for,
    of_two_ways_taken_off_at_once_one_stays,
    sessions_are_out_of_reach_of_a_token,
);

const ADRESSE: &str = "claire@demo.example";

fn identite(emetteur: &str, sub: &str) -> Identite {
    Identite {
        emetteur: format!("https://{emetteur}.example"),
        sub: sub.into(),
        profil: Profil {
            email: ADRESSE.into(),
            given_name: "Claire".into(),
            usual_name: "Morvan".into(),
            ..Profil::default()
        },
    }
}

async fn entrer(monde: &Monde, identite: &Identite) -> Uuid {
    let arrivee = connecter(&monde.env, identite).await.unwrap();
    arrivee.compte().unwrap().id
}

async fn an_unknown_identity_never_opens_an_account_that_exists(monde: &Monde) {
    let compte = entrer(monde, &identite("ville", "1")).await;
    let autre = identite("pro", "a");
    for _ in 0..2 {
        let Arrivee::AVerifier(a_verifier) = connecter(&monde.env, &autre).await.unwrap() else {
            unreachable!("nobody knows that identity")
        };
        assert_eq!(a_verifier.comptes, [compte]);
        assert_eq!(a_verifier.emetteurs, ["https://ville.example"]);
    }
    assert_eq!(
        mes_identites(&monde.env.pour(compte)).await.unwrap().len(),
        1
    );
    let rattache = rattacher(&monde.env, compte, &autre).await.unwrap();
    assert_eq!(rattache.id, compte);
    assert_eq!(entrer(monde, &autre).await, compte);
    assert_eq!(entrer(monde, &identite("ville", "1")).await, compte);
}

async fn an_identity_joins_the_account_of_the_same_address_only(monde: &Monde) {
    let compte = entrer(monde, &identite("ville", "1")).await;
    let karim = monde.personne("karim").await;
    let ailleurs = rattacher(&monde.env, karim.acteur(), &identite("pro", "a")).await;
    assert!(matches!(ailleurs, Err(Error::Introuvable)));
    // It is already someone else's.
    let distincte = ouvrir_un_autre(&monde.env, &identite("pro", "a")).await;
    assert_ne!(distincte.unwrap().id, compte);
    let prise = rattacher(&monde.env, compte, &identite("pro", "a")).await;
    assert!(matches!(prise, Err(Error::Introuvable)));
}

async fn two_people_may_share_an_address(monde: &Monde) {
    let un = entrer(monde, &identite("ville", "1")).await;
    let deux = ouvrir_un_autre(&monde.env, &identite("ville", "2")).await;
    let deux = deux.unwrap().id;
    assert_ne!(un, deux);
    assert_eq!(entrer(monde, &identite("ville", "2")).await, deux);
    assert_eq!(entrer(monde, &identite("ville", "1")).await, un);
}

async fn what_one_provider_does_not_say_the_other_did(monde: &Monde) {
    let mut pro = identite("pro", "a");
    pro.profil.siret = "21350238800019".into();
    pro.profil.attributs.insert("uid".into(), "c-morvan".into());
    let compte = entrer(monde, &pro).await;
    let mut ville = identite("ville", "1");
    ville.profil.usual_name = "Morvan-Petit".into();
    rattacher(&monde.env, compte, &ville).await.unwrap();
    let ctx = monde.env.pour(compte);
    let profil = moi(&ctx).await.unwrap().profil;
    assert_eq!(profil.usual_name, "Morvan-Petit");
    assert_eq!(profil.siret, "21350238800019");
    assert_eq!(profil.attributs["uid"], "c-morvan");
    // A provider that no longer says something is believed.
    pro.profil.siret = String::new();
    entrer(monde, &pro).await;
    assert_eq!(moi(&ctx).await.unwrap().profil.siret, "");
    let dites = mes_identites(&ctx).await.unwrap();
    let dites: Vec<_> = dites.iter().map(|i| i.profil.as_ref()).collect();
    assert_eq!(dites.len(), 2);
    assert!(dites.contains(&Some(&pro.profil)) && dites.contains(&Some(&ville.profil)));
}

async fn an_unchanged_person_writes_no_line(monde: &Monde) {
    let compte = entrer(monde, &identite("ville", "1")).await;
    rattacher(&monde.env, compte, &identite("pro", "a"))
        .await
        .unwrap();
    let nombre = || async {
        let lue: Result<i64, stockage::Error> = monde
            .env
            .store()
            .read(|tx| Box::pin(journal::derniere(tx, INSTALLATION)))
            .await;
        lue.unwrap()
    };
    let avant = nombre().await;
    for emetteur in [("ville", "1"), ("pro", "a"), ("ville", "1")] {
        monde.horloge.avancer(SignedDuration::from_hours(1));
        entrer(monde, &identite(emetteur.0, emetteur.1)).await;
    }
    assert_eq!(nombre().await, avant);
    assert_eq!(avant, 2, "made, then joined");
}

async fn of_two_first_sign_ins_with_one_address_the_second_is_asked(monde: &Monde) {
    let taches: Vec<_> = (0..4)
        .map(|rang| {
            let env = monde.env.clone();
            tokio::spawn(async move {
                let identite = identite(&format!("idp-{rang}"), "1");
                connecter(&env, &identite).await.unwrap().compte()
            })
        })
        .collect();
    let mut ouverts = 0;
    for tache in taches {
        ouverts += usize::from(tache.await.unwrap().is_some());
    }
    assert_eq!(ouverts, 1);
}

async fn an_invitation_opens_to_whoever_is_vouched_for(monde: &Monde) {
    let proprietaire = monde.personne("hugo").await;
    let service = monde.service(&proprietaire).await;
    let compte = entrer(monde, &identite("ville", "1")).await;
    let commande = ModifierEquipe {
        operation: proprietaire.nouvel_id(),
        service,
        changement: Changement::Inviter {
            courriel: "neuve@demo.example".into(),
            habilitation: Role::Lecteur.into(),
        },
    };
    modifier_equipe(&proprietaire, &commande).await.unwrap();
    let ctx = monde.env.pour(compte);
    assert!(acces::ouvrir(&ctx, service).await.is_err());
    // The provider now vouches for that address.
    let mut neuve = identite("ville", "1");
    neuve.profil.email = "neuve@demo.example".into();
    entrer(monde, &neuve).await;
    acces::ouvrir(&ctx, service).await.unwrap();
}

async fn of_two_ways_taken_off_at_once_one_stays(monde: &Monde) {
    let compte = entrer(monde, &identite("ville", "1")).await;
    rattacher(&monde.env, compte, &identite("pro", "a"))
        .await
        .unwrap();
    let taches: Vec<_> = [identite("ville", "1"), identite("pro", "a")]
        .into_iter()
        .map(|identite| {
            let ctx = monde.env.pour(compte);
            tokio::spawn(async move {
                let commande = Detacher {
                    operation: ctx.nouvel_id(),
                    emetteur: identite.emetteur,
                    sub: identite.sub,
                };
                let issue = detacher(&ctx, &commande).await.unwrap();
                assert_eq!(
                    detacher(&ctx, &commande).await.unwrap(),
                    issue,
                    "sent twice"
                );
                issue
            })
        })
        .collect();
    let mut retirees = 0;
    for tache in taches {
        retirees += usize::from(tache.await.unwrap());
    }
    assert_eq!(retirees, 1);
    let restantes = mes_identites(&monde.env.pour(compte)).await.unwrap();
    assert_eq!(restantes.len(), 1);
}

async fn sessions_are_out_of_reach_of_a_token(monde: &Monde) {
    let compte = entrer(monde, &identite("ville", "1")).await;
    let delegation = Delegation {
        jeton: Uuid::from_u128(1),
        portee: Portee::Ecriture,
        services: None,
    };
    let programme = monde.env.pour_programme(compte, delegation);
    let commande = Detacher {
        operation: programme.nouvel_id(),
        emetteur: "https://ville.example".into(),
        sub: "1".into(),
    };
    for issue in [
        sessions::lister(&programme, b"").await.map(drop),
        sessions::fermer(&programme, &"0a".repeat(32)).await,
        sessions::fermer_toutes(&programme).await.map(drop),
        sessions::fermer_les_autres(&programme, b"").await.map(drop),
        detacher(&programme, &commande).await.map(drop),
    ] {
        assert!(matches!(issue, Err(Error::HorsPortee)));
    }
}
