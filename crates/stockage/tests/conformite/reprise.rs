//! A passing failure runs the whole closure again; a lasting one does not.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sqlx::Connection;
use stockage::operations::{self, Operation, Reclamation};
use stockage::{Error, services};
use tokio::sync::Barrier;
use uuid::Uuid;

use crate::banc::{Banc, Brut};

sur_les_deux_moteurs!(lasting_failure_is_not_run_again);

/// Makes the next two inserts of an operation fail as a serialisation conflict would.
const PANNE: [&str; 3] = [
    "CREATE SEQUENCE essais",
    "CREATE FUNCTION panne() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF nextval('essais') <= 2 THEN
         RAISE EXCEPTION 'could not serialize' USING ERRCODE = '40001';
       END IF;
       RETURN NEW;
     END $$",
    "CREATE TRIGGER panne BEFORE INSERT ON operations FOR EACH ROW EXECUTE FUNCTION panne()",
];

/// Claims an operation, counting the runs of the closure.
async fn reclamer(banc: &Banc, operation: &Operation, passages: &AtomicU32) -> Reclamation<String> {
    let maintenant = banc.maintenant();
    banc.store
        .write(|tx| {
            passages.fetch_add(1, Ordering::SeqCst);
            Box::pin(async move {
                let reclamation = operations::reclamer(tx, operation, maintenant).await?;
                if reclamation == Reclamation::Nouvelle {
                    operations::terminer(tx, operation.id, "fait").await?;
                }
                Ok::<_, Error>(reclamation)
            })
        })
        .await
        .unwrap()
}

async fn lasting_failure_is_not_run_again(banc: &Banc) {
    let (passages, inconnu) = (AtomicU32::new(0), banc.id());
    let issue = banc
        .store
        .write(|tx| {
            passages.fetch_add(1, Ordering::SeqCst);
            Box::pin(services::prendre_tour(tx, inconnu))
        })
        .await;
    assert!(matches!(issue, Err(Error::Absent { .. })));
    assert_eq!(passages.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn serialisation_failure_is_run_again() {
    let banc = Banc::postgres().await;
    for requete in PANNE {
        banc.executer(requete).await;
    }
    let operation = Operation::new(banc.id(), banc.id(), b"corps");
    let passages = AtomicU32::new(0);
    let issue = reclamer(&banc, &operation, &passages).await;
    assert_eq!(issue, Reclamation::Nouvelle);
    assert_eq!(passages.load(Ordering::SeqCst), 3);
    let issue = reclamer(&banc, &operation, &passages).await;
    assert_eq!(issue, Reclamation::Deja("fait".to_owned()));
    banc.fermer().await;
}

#[tokio::test]
async fn swallowed_failure_is_run_again() {
    let banc = Banc::postgres().await;
    for requete in PANNE {
        banc.executer(requete).await;
    }
    let operation = &Operation::new(banc.id(), banc.id(), b"corps");
    let (passages, maintenant) = (AtomicU32::new(0), banc.maintenant());
    banc.store
        .write(|tx| {
            passages.fetch_add(1, Ordering::SeqCst);
            Box::pin(async move {
                let _ = operations::reclamer::<String>(tx, operation, maintenant).await;
                Ok::<_, Error>(())
            })
        })
        .await
        .unwrap();
    assert_eq!(passages.load(Ordering::SeqCst), 3);
    assert_eq!(banc.nombre("SELECT COUNT(*) FROM operations").await, 1);
    banc.fermer().await;
}

#[tokio::test]
async fn lost_connection_is_run_again() {
    let banc = Banc::postgres().await;
    let operation = &Operation::new(banc.id(), banc.id(), b"corps");
    let (passages, maintenant) = (AtomicU32::new(0), banc.maintenant());
    let banc_prete = &banc;
    let issue = banc
        .store
        .write(|tx| {
            let passage = passages.fetch_add(1, Ordering::SeqCst);
            Box::pin(async move {
                let reclamation = operations::reclamer::<String>(tx, operation, maintenant).await?;
                if passage == 0 {
                    banc_prete
                        .executer(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                             WHERE datname = current_database() AND pid <> pg_backend_pid()",
                        )
                        .await;
                }
                operations::terminer(tx, operation.id, "fait").await?;
                Ok::<_, Error>(reclamation)
            })
        })
        .await
        .unwrap();
    assert_eq!(issue, Reclamation::Nouvelle);
    assert_eq!(passages.load(Ordering::SeqCst), 2);
    assert_eq!(banc.nombre("SELECT COUNT(*) FROM operations").await, 1);
    banc.fermer().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deadlock_is_run_again() {
    let banc = Banc::postgres().await;
    let compte = banc.compte("a@ville.example").await;
    let (un, deux) = (
        banc.service(compte, "Un").await,
        banc.service(compte, "Deux").await,
    );
    let passages = AtomicU32::new(0);
    // Each holds its first lock before either asks for its second one.
    let croisement = Barrier::new(2);
    let croiser = |premier: Uuid, second: Uuid| {
        let (passages, croisement) = (&passages, &croisement);
        let mut premier_passage = true;
        banc.store.write(move |tx| {
            passages.fetch_add(1, Ordering::SeqCst);
            let attendre = std::mem::take(&mut premier_passage);
            Box::pin(async move {
                services::prendre_tour(tx, premier).await?;
                if attendre {
                    croisement.wait().await;
                }
                services::prendre_tour(tx, second).await?;
                Ok::<_, Error>(())
            })
        })
    };
    let (gauche, droite) = tokio::join!(croiser(un, deux), croiser(deux, un));
    gauche.unwrap();
    droite.unwrap();
    assert!(passages.load(Ordering::SeqCst) > 2, "no deadlock happened");
    assert_eq!(
        banc.nombre("SELECT CAST(SUM(sequence) AS BIGINT) FROM services")
            .await,
        6
    );
    banc.fermer().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn busy_file_is_run_again() {
    let banc = Banc::sqlite().await;
    let Brut::Sqlite(bassin) = &banc.brut else {
        unreachable!("a SQLite bench")
    };
    let mut autre = bassin.acquire().await.unwrap();
    let verrou = autre.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let operation = Operation::new(banc.id(), banc.id(), b"corps");
    let passages = AtomicU32::new(0);
    let (issue, ()) = tokio::join!(reclamer(&banc, &operation, &passages), async {
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        verrou.rollback().await.unwrap();
    });
    assert_eq!(issue, Reclamation::Nouvelle);
    drop(autre);
    banc.fermer().await;
}
