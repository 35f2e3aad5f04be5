//! Visits: one row per person and service, moved forward only.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use stockage::administrateurs::{self, Administrateur, ROLE_SUR_UN_SERVICE, titre_sur_service};
use stockage::visites::{self, Passage, Visite};
use stockage::{Error, descriptions, organisations, services};
use uuid::Uuid;

use crate::banc::Banc;

sur_les_deux_moteurs!(
    a_visit_is_read_back,
    opening_a_service_reads_the_same_title_and_visits,
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

async fn opening_a_service_reads_the_same_title_and_visits(banc: &Banc) {
    let (claire, karim) = (
        banc.compte("a@ville.example").await,
        banc.compte("b@ville.example").await,
    );
    let id = banc.service(claire, "Cantine").await;
    let decrit = banc.store.write(|tx| {
        Box::pin(async move {
            let mut tour = services::prendre_tour(tx, id).await?;
            descriptions::enregistrer(tx, &mut tour, 0, &Value::Null).await
        })
    });
    decrit.await.unwrap();
    let ouvrir = async |compte| {
        banc.store
            .read(move |tx| {
                Box::pin(async move {
                    let titre = titre_sur_service(tx, id, compte).await?;
                    let visite = visites::une(tx, id, compte).await?;
                    let ouverte = services::ouvrir::<Value>(tx, id, Some(compte)).await?;
                    assert_eq!(
                        (&ouverte.titre, ouverte.visite),
                        (&titre, visite),
                        "one statement, or three"
                    );
                    Ok::<_, Error>(ouverte)
                })
            })
            .await
    };
    assert_eq!(ouvrir(claire).await.unwrap().visite, None);
    let visite = Visite {
        derniere: passage(banc.maintenant(), 3),
        precedente: Some(passage(banc.maintenant(), 1)),
    };
    poser(banc, id, claire, visite).await;
    let ouverte = ouvrir(claire).await.unwrap();
    assert_eq!(ouverte.titre.unwrap().role, "proprietaire");
    assert_eq!(ouverte.visite, Some(visite));
    assert!(matches!(ouvrir(karim).await, Err(Error::Absent { .. })));
    let organisation = ouverte.service.organisation_id;
    nommer(banc, organisation, karim).await;
    let ouverte = ouvrir(karim).await.unwrap();
    assert_eq!(ouverte.titre.unwrap().role, ROLE_SUR_UN_SERVICE);
    nommer(banc, organisation, claire).await;
    let ouverte = ouvrir(claire).await.unwrap();
    assert_eq!(ouverte.titre.unwrap().role, "proprietaire");
}

async fn nommer(banc: &Banc, organisation: Uuid, compte_id: Uuid) {
    let administrateur = Administrateur {
        compte_id,
        ajoute_le: banc.maintenant(),
        ajoute_par: None,
    };
    let administrateur = &administrateur;
    let nomme = banc.store.write(|tx| {
        Box::pin(async move {
            let mut tour = organisations::prendre_tour(tx, organisation).await?;
            administrateurs::poser(tx, &mut tour, administrateur).await
        })
    });
    assert!(nomme.await.unwrap());
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
