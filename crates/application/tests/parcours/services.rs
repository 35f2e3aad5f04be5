//! Making, copying, deleting and taking back a service.

use crate::monde::Monde;
use crate::monde::SIRET;
use crate::monde::dire;
use crate::monde::premieres_mesures;
use application::Error;
use application::acces;
use application::mesures::Reponse;
use application::mesures::statuer;
use application::services::Creer;
use application::services::Demande;
use application::services::Depart;
use application::services::Dupliquer;
use application::services::Restaurer;
use application::services::Supprimer;
use application::services::TAILLE_PAGE;
use application::services::corbeille;
use application::services::creer;
use application::services::dupliquer;
use application::services::mes_services;
use application::services::restaurer;
use application::services::supprimer;
use application::taches;
use jiff::SignedDuration;

sur_les_deux_moteurs!(
    a_second_submit_does_nothing_twice,
    the_bin_gives_back_for_thirty_days,
    a_copy_takes_the_answers_not_the_statuses,
    a_long_page_holds_what_several_short_ones_do,
);

async fn a_second_submit_does_nothing_twice(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let commande = Creer {
        operation: claire.nouvel_id(),
        nom: "Salles".into(),
        siret: SIRET.into(),
        organisation: "Ville".into(),
        depart: Depart::Vide,
    };
    let premier = creer(&claire, &commande).await.unwrap();
    assert_eq!(creer(&claire, &commande).await.unwrap(), premier);
    let autre = Creer {
        nom: "Autre".into(),
        ..commande
    };
    assert!(matches!(
        creer(&claire, &autre).await,
        Err(Error::OperationDifferente)
    ));
    assert_eq!(
        mes_services(&claire, &Demande::default())
            .await
            .unwrap()
            .total,
        1
    );
}

async fn the_bin_gives_back_for_thirty_days(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let jeter = || Supprimer {
        operation: claire.nouvel_id(),
        service: id,
    };
    let reprendre = || Restaurer {
        operation: claire.nouvel_id(),
        service: id,
    };
    supprimer(&claire, &jeter()).await.unwrap();
    assert!(matches!(
        acces::ouvrir(&claire, id).await,
        Err(Error::Introuvable)
    ));
    monde.horloge.avancer(SignedDuration::from_hours(29 * 24));
    assert_eq!(corbeille(&claire).await.unwrap().len(), 1);
    restaurer(&claire, &reprendre()).await.unwrap();
    acces::ouvrir(&claire, id).await.unwrap();

    supprimer(&claire, &jeter()).await.unwrap();
    monde.horloge.avancer(SignedDuration::from_hours(31 * 24));
    assert!(corbeille(&claire).await.unwrap().is_empty());
    let liste = mes_services(&claire, &Demande::default()).await.unwrap();
    assert_eq!(liste.chiffres.corbeille, 0, "nothing leads to an empty bin");
    assert!(matches!(
        restaurer(&claire, &reprendre()).await,
        Err(Error::Introuvable)
    ));

    let premier = taches::executer(&monde.env).await.unwrap();
    assert_eq!(premier.services_effaces, 1);
    assert!(premier.operations_oubliees > 0);
    let second = taches::executer(&monde.env).await.unwrap();
    assert_eq!(second, taches::Bilan::default());
}

async fn a_copy_takes_the_answers_not_the_statuses(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let mesure = premieres_mesures(&claire, id, 1).await.remove(0);
    statuer(&claire, &dire(&claire, id, &mesure, 0, Reponse::Fait))
        .await
        .unwrap();
    let commande = Dupliquer {
        operation: claire.nouvel_id(),
        service: id,
        nom: "Salle des fêtes".into(),
    };
    let copie = dupliquer(&claire, &commande).await.unwrap().service;
    let copie = acces::ouvrir(&claire, copie).await.unwrap();
    let modele = acces::ouvrir(&claire, id).await.unwrap();
    assert_eq!(copie.reponses.type_service, modele.reponses.type_service);
    assert_eq!(copie.reponses.nom_service, "Salle des fêtes");
    assert!(copie.lignes.is_empty());
}

async fn a_long_page_holds_what_several_short_ones_do(monde: &Monde) {
    let claire = monde.personne("claire").await;
    for _ in 0..=TAILLE_PAGE {
        monde.brouillon(&claire, Depart::Vide).await;
    }
    let page = async |page, longue| {
        let demande = Demande {
            page,
            longue,
            ..Demande::default()
        };
        let page = mes_services(&claire, &demande).await.unwrap();
        let ids: Vec<_> = page.services.into_iter().map(|s| s.id).collect();
        (ids, page.page, page.pages)
    };
    let (premiers, _, pages) = page(1, false).await;
    let (derniers, _, _) = page(2, false).await;
    assert_eq!((pages, premiers.len(), derniers.len()), (2, 20, 1));
    let ensemble = [premiers, derniers].concat();
    assert_eq!(page(1, true).await, (ensemble.clone(), 1, 1));
    // Beyond the end, the last page.
    assert_eq!(page(9, true).await, (ensemble, 1, 1));
}
