//! Operation ids: one effect, whatever is sent again.

use jiff::SignedDuration;
use serde_json::json;
use stockage::operations::{self, Operation, Reclamation};
use stockage::{Error, services};
use uuid::Uuid;

use crate::banc::{Banc, journaliser};

sur_les_deux_moteurs!(
    same_operation_twice_has_one_effect,
    simultaneous_double_submit_has_one_effect,
    other_body_or_person_is_refused,
    abandoned_operation_leaves_no_trace,
    operations_are_forgotten_after_a_day
);

/// Claims, writes a journal line, records: what a use case does.
async fn agir(
    banc: &Banc,
    operation: &Operation,
    service: Uuid,
) -> Result<Reclamation<i64>, Error> {
    let maintenant = banc.maintenant();
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let reclamation = operations::reclamer(tx, operation, maintenant).await?;
                if reclamation == Reclamation::Nouvelle {
                    let mut tour = services::prendre_tour(tx, service).await?;
                    let ligne = journaliser(tx, &mut tour, "test", &json!({})).await?;
                    operations::terminer(tx, operation.id, &ligne).await?;
                }
                Ok(reclamation)
            })
        })
        .await
}

async fn lignes(banc: &Banc) -> i64 {
    banc.nombre("SELECT COUNT(*) FROM journal WHERE genre = 'test'")
        .await
}

async fn same_operation_twice_has_one_effect(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let service = banc.service(compte, "Cantine").await;
    let operation = Operation::new(banc.id(), compte, b"corps");
    let premiere = agir(banc, &operation, service).await.unwrap();
    assert_eq!(premiere, Reclamation::Nouvelle);
    let seconde = agir(banc, &operation, service).await.unwrap();
    assert_eq!(seconde, Reclamation::Deja(2));
    assert_eq!(lignes(banc).await, 1);
}

async fn simultaneous_double_submit_has_one_effect(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let service = banc.service(compte, "Cantine").await;
    let operation = Operation::new(banc.id(), compte, b"corps");
    let (gauche, droite) = tokio::join!(
        agir(banc, &operation, service),
        agir(banc, &operation, service)
    );
    let mut issues = [gauche.unwrap(), droite.unwrap()];
    issues.sort_by_key(|issue| *issue != Reclamation::Nouvelle);
    assert_eq!(issues, [Reclamation::Nouvelle, Reclamation::Deja(2)]);
    assert_eq!(lignes(banc).await, 1);
}

async fn other_body_or_person_is_refused(banc: &Banc) {
    let (compte, autre) = (
        banc.compte("a@ville.example").await,
        banc.compte("b@ville.example").await,
    );
    let service = banc.service(compte, "Cantine").await;
    let id = banc.id();
    agir(banc, &Operation::new(id, compte, b"corps"), service)
        .await
        .unwrap();
    for usurpation in [
        Operation::new(id, compte, b"autre corps"),
        Operation::new(id, autre, b"corps"),
    ] {
        let issue = agir(banc, &usurpation, service).await.unwrap();
        assert_eq!(issue, Reclamation::AutreCorps);
    }
    assert_eq!(lignes(banc).await, 1);
}

async fn abandoned_operation_leaves_no_trace(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let operation = Operation::new(banc.id(), compte, b"corps");
    let inconnu = banc.id();
    let issue = agir(banc, &operation, inconnu).await;
    assert!(matches!(issue, Err(Error::Absent { .. })));
    let service = banc.service(compte, "Cantine").await;
    let issue = agir(banc, &operation, service).await.unwrap();
    assert_eq!(issue, Reclamation::Nouvelle);
}

async fn operations_are_forgotten_after_a_day(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let service = banc.service(compte, "Cantine").await;
    let operation = Operation::new(banc.id(), compte, b"corps");
    agir(banc, &operation, service).await.unwrap();
    let purger = async |banc: &Banc| {
        let avant = banc.maintenant() - SignedDuration::from_hours(24);
        banc.store
            .write(|tx| Box::pin(operations::purger(tx, avant)))
            .await
            .unwrap()
    };
    assert_eq!(purger(banc).await, 0);
    banc.horloge.avancer(SignedDuration::from_hours(25));
    assert_eq!(purger(banc).await, 1);
}
