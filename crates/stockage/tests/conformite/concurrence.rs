//! Several people at the same moment lose nothing.

use serde_json::{Value, json};
use stockage::{DuService, Error, journal, mesures, services};

use crate::banc::{Banc, ecriture, journaliser};

sur_les_deux_moteurs!(
    ten_people_on_ten_measures_lose_nothing,
    same_measure_is_written_by_one,
    readers_see_one_picture
);

async fn ten_people_on_ten_measures_lose_nothing(banc: &Banc) {
    const CHANGEMENTS: i64 = 5;
    let compte = banc.compte("a@ville.example").await;
    let id = banc.service(compte, "Cantine").await;
    let noms: Vec<String> = (1..=10).map(|rang| format!("AUTH.{rang}")).collect();
    let ecrire = |nom: &str, lue: i64| {
        let nom = nom.to_owned();
        banc.store.write(move |tx| {
            let nom = nom.clone();
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                let mesure = ecriture(banc, &nom, lue, "enCours", compte);
                let version = mesures::enregistrer(tx, &mut tour, &mesure).await?;
                journaliser(tx, &mut tour, "mesure.statut", &json!({ "id": nom })).await?;
                Ok::<_, Error>(version)
            })
        })
    };
    let personnes = noms.iter().map(|nom| async {
        for lue in 0..CHANGEMENTS {
            assert_eq!(ecrire(nom, lue).await.unwrap(), lue + 1);
        }
    });
    futures_util::future::join_all(personnes).await;
    let (toutes, rapport) = banc
        .store
        .read(|tx| {
            Box::pin(async move {
                Ok::<_, Error>((
                    mesures::toutes::<Value>(tx, id).await?,
                    journal::verifier::<DuService>(tx, id).await?,
                ))
            })
        })
        .await
        .unwrap();
    assert_eq!(toutes.len(), 10);
    assert!(toutes.iter().all(|mesure| mesure.version == CHANGEMENTS));
    assert_eq!(rapport.rupture, None);
    assert_eq!(rapport.lignes, 51, "fifty changes after the creation");
}

async fn same_measure_is_written_by_one(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let id = banc.service(compte, "Cantine").await;
    let tentatives = (0..10).map(|_| {
        banc.store.write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                let mesure = ecriture(banc, "AUTH.1", 0, "fait", compte);
                mesures::enregistrer(tx, &mut tour, &mesure).await
            })
        })
    });
    let issues = futures_util::future::join_all(tentatives).await;
    let (gagnants, perdants): (Vec<_>, Vec<_>) = issues.into_iter().partition(Result::is_ok);
    assert_eq!(gagnants.len(), 1);
    assert!(perdants.iter().all(|issue| matches!(
        issue,
        Err(Error::Conflit {
            attendue: 0,
            trouvee: 1,
            ..
        })
    )));
}

async fn readers_see_one_picture(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let id = banc.service(compte, "Cantine").await;
    let (avant, apres) = banc
        .store
        .read(|tx| {
            Box::pin(async move {
                let avant = mesures::toutes::<Value>(tx, id).await?.len();
                banc.store
                    .write(|tx| {
                        Box::pin(async move {
                            let mut tour = services::prendre_tour(tx, id).await?;
                            let mesure = ecriture(banc, "AUTH.1", 0, "fait", compte);
                            mesures::enregistrer(tx, &mut tour, &mesure).await
                        })
                    })
                    .await?;
                Ok::<_, Error>((avant, mesures::toutes::<Value>(tx, id).await?.len()))
            })
        })
        .await
        .unwrap();
    assert_eq!((avant, apres), (0, 0));
    assert_eq!(banc.nombre("SELECT COUNT(*) FROM mesures").await, 1);
}
