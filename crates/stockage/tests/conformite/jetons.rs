//! Tokens: found by digest only, limited to services, ended once.

use jiff::SignedDuration;
use serde_json::{Value, json};
use stockage::{Error, installation, jetons, services};
use uuid::Uuid;

use crate::banc::Banc;

sur_les_deux_moteurs!(
    a_token_is_found_by_the_digest_of_its_secret,
    a_token_ends_once_and_only_for_its_owner,
    what_ended_long_ago_is_forgotten,
    purging_a_service_leaves_the_token_without_it,
);

const JOUR: i64 = 24;

async fn creer(banc: &Banc, compte: Uuid, secret: &str, limites: Option<&[Uuid]>) -> Uuid {
    let (id, cree_le) = (banc.id(), banc.maintenant());
    let empreinte = jetons::empreinte(secret);
    banc.store
        .write(|tx| {
            let empreinte = empreinte.as_slice();
            Box::pin(async move {
                let nouveau = jetons::Nouveau {
                    id,
                    compte_id: compte,
                    empreinte,
                    document: &json!({ "nom": "Tableau de bord" }),
                    portee: "lecture",
                    services: limites,
                    cree_le,
                    expire_le: cree_le + SignedDuration::from_hours(30 * JOUR),
                };
                let mut tour = installation::prendre_tour(tx).await?;
                jetons::creer(tx, &mut tour, &nouveau).await
            })
        })
        .await
        .map(|()| id)
        .unwrap()
}

async fn trouver(banc: &Banc, secret: &str) -> Option<jetons::Jeton<Value>> {
    let empreinte = jetons::empreinte(secret);
    banc.store
        .read::<_, Error, _>(|tx| {
            let empreinte = empreinte.as_slice();
            Box::pin(async move { jetons::par_empreinte(tx, empreinte).await })
        })
        .await
        .unwrap()
}

async fn revoquer(banc: &Banc, id: Uuid, compte: Uuid) -> bool {
    let maintenant = banc.maintenant();
    banc.store
        .write::<_, Error, _>(|tx| {
            Box::pin(async move {
                let mut tour = installation::prendre_tour(tx).await?;
                jetons::revoquer(tx, &mut tour, id, compte, maintenant).await
            })
        })
        .await
        .unwrap()
}

async fn a_token_is_found_by_the_digest_of_its_secret(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let service = banc.service(compte, "Cantine").await;
    let tous = creer(banc, compte, "secret-un", None).await;
    let un = creer(banc, compte, "secret-deux", Some(&[service])).await;
    assert!(trouver(banc, "secret-trois").await.is_none());
    let trouve = trouver(banc, "secret-un").await.unwrap();
    assert_eq!((trouve.id, trouve.services), (tous, None));
    let trouve = trouver(banc, "secret-deux").await.unwrap();
    assert_eq!((trouve.id, trouve.services), (un, Some(vec![service])));
    assert_eq!(trouve.document, json!({ "nom": "Tableau de bord" }));
    let maintenant = banc.maintenant();
    banc.store
        .write::<_, Error, _>(|tx| Box::pin(jetons::noter_passage(tx, un, maintenant)))
        .await
        .unwrap();
    let trouve = trouver(banc, "secret-deux").await.unwrap();
    assert_eq!(trouve.vu_le, Some(maintenant));
    let empreintes = banc.octets("SELECT empreinte FROM jetons").await;
    assert!(empreintes.iter().all(|e| e.len() == 32));
}

async fn a_token_ends_once_and_only_for_its_owner(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let autre = banc.compte("b@ville.example").await;
    let id = creer(banc, compte, "secret", None).await;
    assert!(!revoquer(banc, id, autre).await);
    assert!(revoquer(banc, id, compte).await);
    assert!(!revoquer(banc, id, compte).await);
    let trouve = trouver(banc, "secret").await.unwrap();
    assert_eq!(trouve.revoque_le, Some(banc.maintenant()));
    let liste = banc
        .store
        .read::<_, Error, _>(|tx| Box::pin(jetons::du_compte::<Value>(tx, autre)))
        .await
        .unwrap();
    assert!(liste.is_empty());
}

async fn what_ended_long_ago_is_forgotten(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let service = banc.service(compte, "Cantine").await;
    creer(banc, compte, "vieux", Some(&[service])).await;
    banc.horloge.avancer(SignedDuration::from_hours(40 * JOUR));
    creer(banc, compte, "neuf", None).await;
    let avant = banc.maintenant();
    let oublies = banc
        .store
        .write::<_, Error, _>(|tx| Box::pin(jetons::purger(tx, avant)))
        .await
        .unwrap();
    assert_eq!(oublies, 1);
    assert!(trouver(banc, "vieux").await.is_none());
    assert!(trouver(banc, "neuf").await.is_some());
}

async fn purging_a_service_leaves_the_token_without_it(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let service = banc.service(compte, "Cantine").await;
    creer(banc, compte, "secret", Some(&[service])).await;
    let maintenant = banc.maintenant();
    banc.store
        .write::<_, Error, _>(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, service).await?;
                services::supprimer(tx, &mut tour, compte, maintenant).await?;
                let mut tour = installation::prendre_tour(tx).await?;
                let avant = maintenant + SignedDuration::from_hours(1);
                services::purger(tx, &mut tour, avant).await.map(drop)
            })
        })
        .await
        .unwrap();
    let trouve = trouver(banc, "secret").await.unwrap();
    assert_eq!(trouve.services, Some(Vec::new()), "never all of them");
}
