//! Visits: one row per person and service, moved forward only.

use jiff::{SignedDuration, Timestamp};
use stockage::visites::{self, Passage, Visite};
use uuid::Uuid;

use crate::banc::Banc;

sur_les_deux_moteurs!(
    a_visit_is_read_back,
    an_older_visit_never_replaces_a_later_one
);

fn passage(le: Timestamp, sequence: i64) -> Passage {
    Passage { le, sequence }
}

async fn poser(banc: &Banc, service: Uuid, compte: Uuid, visite: Visite) {
    let visite = &visite;
    banc.store
        .write(|tx| Box::pin(visites::poser(tx, service, compte, visite)))
        .await
        .unwrap();
}

async fn une(banc: &Banc, service: Uuid, compte: Uuid) -> Option<Visite> {
    banc.store
        .read(|tx| Box::pin(visites::une(tx, service, compte)))
        .await
        .unwrap()
}

async fn a_visit_is_read_back(banc: &Banc) {
    let (claire, karim) = (
        banc.compte("a@ville.example").await,
        banc.compte("b@ville.example").await,
    );
    let id = banc.service(claire, "Cantine").await;
    assert_eq!(une(banc, id, claire).await, None);
    let premiere = Visite {
        derniere: passage(banc.maintenant(), 3),
        precedente: None,
    };
    poser(banc, id, claire, premiere).await;
    assert_eq!(une(banc, id, claire).await, Some(premiere));
    let seconde = Visite {
        derniere: passage(banc.maintenant() + SignedDuration::from_hours(1), 9),
        precedente: Some(premiere.derniere),
    };
    poser(banc, id, claire, seconde).await;
    assert_eq!(une(banc, id, claire).await, Some(seconde));
    assert_eq!(une(banc, id, karim).await, None);
}

async fn an_older_visit_never_replaces_a_later_one(banc: &Banc) {
    let claire = banc.compte("a@ville.example").await;
    let id = banc.service(claire, "Cantine").await;
    let a = |minutes, sequence| Visite {
        derniere: passage(
            banc.maintenant() + SignedDuration::from_mins(minutes),
            sequence,
        ),
        precedente: None,
    };
    poser(banc, id, claire, a(10, 5)).await;
    poser(banc, id, claire, a(9, 4)).await;
    assert_eq!(une(banc, id, claire).await, Some(a(10, 5)));
    poser(banc, id, claire, a(11, 6)).await;
    assert_eq!(une(banc, id, claire).await, Some(a(11, 6)));
}
