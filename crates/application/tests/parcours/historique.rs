//! The activity, the curve of the index, and what others changed since one's last visit.

use application::description::{Enregistrer, Intention, enregistrer};
use application::historique::{
    Demande, Nouveautes, Objet, TAILLE_PAGE, activite, courbe, depuis_ma_visite, exporter,
    noter_passage,
};
use application::mesures::{Reponse, statuer};
use application::{Context, Error};
use domaine::droits::Role;
use domaine::historique::{Evenement, Famille, Genre};
use domaine::vocabulaire::{NiveauSecurite, Statut};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::monde::{Monde, dire, modification, premieres_mesures};

sur_les_deux_moteurs!(
    the_activity_says_who_did_what_from_what_to_what,
    ten_answers_in_a_row_read_as_one_and_pages_follow,
    news_are_what_others_did_since_the_visit_before,
    the_curve_rises_with_the_answers_and_marks_the_level,
);

async fn repondre(ctx: &Context, id: Uuid, mesure: &str, version: i64, reponse: Reponse) {
    statuer(ctx, &dire(ctx, id, mesure, version, reponse))
        .await
        .unwrap();
}

async fn the_activity_says_who_did_what_from_what_to_what(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let karim = monde
        .collegue(&claire, id, "karim", Role::Contributeur)
        .await;
    let mesure = premieres_mesures(&claire, id, 1).await.remove(0);
    repondre(&claire, id, &mesure, 0, Reponse::ALancer).await;
    monde.horloge.avancer(SignedDuration::from_hours(2));
    repondre(&karim, id, &mesure, 1, Reponse::Fait).await;

    let tout = activite(&karim, id, &Demande::default()).await.unwrap();
    let genres: Vec<_> = tout.groupes.iter().map(|g| g[0].genre).collect();
    assert_eq!(
        genres,
        [
            Some(Genre::MesureModifiee),
            Some(Genre::MesureModifiee),
            Some(Genre::MembreInvitationAcceptee),
            Some(Genre::MembreInvite),
            Some(Genre::DescriptionTerminee),
            Some(Genre::ServiceCree),
        ]
    );
    let derniere = &tout.groupes[0][0];
    assert_eq!(derniere.qui.as_deref(), Some("karim Martin"));
    let (avant, apres) = derniere.detail.etats.unwrap();
    assert_eq!(
        (avant.statut, apres.statut),
        (Some(Statut::ALancer), Some(Statut::Fait))
    );
    let titre = karim
        .catalogue()
        .mesure(karim.catalogue().trouver(&mesure).unwrap())
        .titre
        .clone();
    let attendu = Objet::Mesure {
        id: mesure.clone(),
        titre: Some(titre),
        presente: true,
    };
    assert_eq!(derniere.objet, attendu);
    let invitation = &tout.groupes[3][0];
    let attendue = Objet::Personne {
        nom: Some("karim@demo.example".into()),
    };
    assert_eq!(invitation.objet, attendue);
    assert_eq!(invitation.detail.role, Some(Role::Contributeur));
    let noms: Vec<_> = tout.auteurs.iter().map(|a| a.nom.as_str()).collect();
    assert_eq!(noms, ["claire Martin", "karim Martin"]);

    let equipe = Demande {
        famille: Some(Famille::Equipe),
        ..Demande::default()
    };
    assert_eq!(exporter(&karim, id, &equipe).await.unwrap().len(), 2);
    let de_karim = Demande {
        acteur: Some(karim.acteur()),
        ..Demande::default()
    };
    let siennes = exporter(&claire, id, &de_karim).await.unwrap();
    assert!(siennes.iter().all(|l| l.acteur == Some(karim.acteur())));
    let inconnue = monde.personne("nadia").await;
    assert!(matches!(
        activite(&inconnue, id, &Demande::default()).await,
        Err(Error::Introuvable)
    ));
}

async fn ten_answers_in_a_row_read_as_one_and_pages_follow(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let mesures = premieres_mesures(&claire, id, 27).await;
    for mesure in &mesures[..10] {
        monde.horloge.avancer(SignedDuration::from_mins(5));
        repondre(&claire, id, mesure, 0, Reponse::Fait).await;
    }
    let tout = activite(&claire, id, &Demande::default()).await.unwrap();
    let tailles: Vec<_> = tout.groupes.iter().map(Vec::len).collect();
    assert_eq!(tailles, [10, 1, 1]);
    assert_eq!(tout.suite, None);

    for (rang, mesure) in mesures.iter().enumerate() {
        monde.horloge.avancer(SignedDuration::from_hours(2));
        let version = i64::from(rang < 10);
        repondre(&claire, id, mesure, version, Reponse::EnCours).await;
        repondre(&claire, id, mesure, version + 1, Reponse::Fait).await;
    }
    let mut vues = Vec::new();
    let mut demande = Demande::default();
    loop {
        let page = activite(&claire, id, &demande).await.unwrap();
        let lignes: Vec<_> = page.groupes.concat();
        assert!(i64::try_from(lignes.len()).unwrap() <= TAILLE_PAGE);
        vues.extend(lignes.iter().map(|l| l.sequence));
        demande.avant = page.suite;
        if page.suite.is_none() {
            break;
        }
    }
    assert_eq!(vues.len(), 2 + 10 + 54);
    assert!(vues.is_sorted_by(|a, b| a > b), "each line once, in order");
}

async fn news_are_what_others_did_since_the_visit_before(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let karim = monde
        .collegue(&claire, id, "karim", Role::Contributeur)
        .await;
    let mesures = premieres_mesures(&claire, id, 4).await;
    assert_eq!(depuis_ma_visite(&claire, id).await.unwrap(), None);
    noter_passage(&claire, id).await.unwrap();
    let depart = claire.maintenant();
    assert_eq!(depuis_ma_visite(&claire, id).await.unwrap(), None);

    monde.horloge.avancer(SignedDuration::from_mins(20));
    repondre(&karim, id, &mesures[0], 0, Reponse::Fait).await;
    assert_eq!(
        depuis_ma_visite(&claire, id).await.unwrap(),
        None,
        "still her first visit"
    );
    monde.horloge.avancer(SignedDuration::from_mins(20));
    repondre(&karim, id, &mesures[1], 0, Reponse::EnCours).await;
    repondre(&claire, id, &mesures[2], 0, Reponse::Fait).await;
    let attendues = |nombre| {
        Some(Nouveautes {
            depuis: depart,
            apres: 4,
            nombre,
        })
    };
    assert_eq!(depuis_ma_visite(&claire, id).await.unwrap(), attendues(2));
    noter_passage(&claire, id).await.unwrap();
    assert_eq!(
        depuis_ma_visite(&claire, id).await.unwrap(),
        attendues(2),
        "the same during the whole visit"
    );
    let page = activite(&claire, id, &Demande::default()).await.unwrap();
    let depuis = page.nouveautes.unwrap();
    assert_eq!(depuis.groupes.len(), 1);
    assert_eq!(depuis.groupes[0].len(), 2);

    monde.horloge.avancer(SignedDuration::from_mins(31));
    let rien = depuis_ma_visite(&claire, id).await.unwrap().unwrap();
    assert_eq!(rien.nombre, 0, "she has seen all of it");
    // A visit leaves no trace in the proof, and needs a role.
    let rapport = claire
        .store()
        .read::<_, Error, _>(|tx| {
            Box::pin(async move {
                Ok(stockage::journal::verifier::<stockage::DuService>(tx, id).await?)
            })
        })
        .await
        .unwrap();
    assert_eq!((rapport.lignes, rapport.rupture), (7, None));
    let inconnue = monde.personne("nadia").await;
    for refus in [
        noter_passage(&inconnue, id).await.err(),
        depuis_ma_visite(&inconnue, id).await.err(),
    ] {
        assert!(matches!(refus, Some(Error::Introuvable)), "{refus:?}");
    }
}

async fn the_curve_rises_with_the_answers_and_marks_the_level(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let jour = SignedDuration::from_hours(24);
    for mesure in premieres_mesures(&claire, id, 12).await {
        repondre(&claire, id, &mesure, 0, Reponse::Fait).await;
    }
    monde.horloge.avancer(jour * 30);
    let plus_haut = Enregistrer {
        intention: Intention::Confirmer { vue: 2 },
        ..modification(&claire, id, 2, |r| {
            r.niveau_securite = Some(NiveauSecurite::Niveau3);
        })
    };
    enregistrer(&claire, &plus_haut).await.unwrap();
    monde.horloge.avancer(jour * 5);
    let points = courbe(&claire, id).await.unwrap().points;
    assert_eq!(points.len(), 3);
    assert_eq!(
        points[0].evenements,
        [Evenement::DescriptionTerminee, Evenement::Mesures(12)]
    );
    assert!(matches!(
        points[1].evenements[..],
        [Evenement::Niveau {
            apres: NiveauSecurite::Niveau3,
            ..
        }]
    ));
    assert!(points[1].centiemes < points[0].centiemes);
    assert_eq!(points[2].centiemes, points[1].centiemes);

    let brouillon = monde
        .brouillon(&claire, application::services::Depart::Vide)
        .await;
    assert!(courbe(&claire, brouillon).await.unwrap().points.is_empty());
}
