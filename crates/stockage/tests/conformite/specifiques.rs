//! Specific measures: numbered once and for all, taken off and brought back.

use serde_json::{Value, json};
use stockage::specifiques::{Ecriture, Specifique};
use stockage::{Error, services, specifiques};
use uuid::Uuid;

use crate::banc::Banc;

sur_les_deux_moteurs!(
    a_number_is_never_used_again,
    a_specific_measure_is_written_over_the_version_that_was_read
);

async fn ajouter(banc: &Banc, service: Uuid, par: Uuid) -> String {
    let le = banc.maintenant();
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, service).await?;
                let numero = specifiques::prochain_numero(tx, &tour).await?;
                let id = format!("SPE.{numero}");
                let ecriture = Ecriture {
                    id: &id,
                    titre: "Fermer la salle",
                    titre_tri: "fermer la salle",
                    categorie: "protection",
                    document: &json!({"description": "Une porte."}),
                    modifie_le: le,
                    modifie_par: par,
                };
                specifiques::creer(tx, &mut tour, numero, &ecriture).await?;
                Ok::<_, Error>(id)
            })
        })
        .await
        .unwrap()
}

async fn toutes(banc: &Banc, service: Uuid) -> Vec<Specifique<Value>> {
    banc.store
        .read(|tx| Box::pin(specifiques::toutes(tx, service)))
        .await
        .unwrap()
}

async fn retirer(banc: &Banc, service: Uuid, id: &str, retiree: bool) {
    let le = retiree.then(|| banc.maintenant());
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, service).await?;
                specifiques::poser_suppression(tx, &mut tour, id, le).await
            })
        })
        .await
        .unwrap();
}

async fn a_number_is_never_used_again(banc: &Banc) {
    let moi = banc.compte("a@ville.example").await;
    let service = banc.service(moi, "Cantine").await;
    let autre = banc.service(moi, "Salles").await;
    assert_eq!(ajouter(banc, service, moi).await, "SPE.1");
    assert_eq!(ajouter(banc, service, moi).await, "SPE.2");
    retirer(banc, service, "SPE.2", true).await;
    assert_eq!(ajouter(banc, service, moi).await, "SPE.3");
    assert_eq!(
        ajouter(banc, autre, moi).await,
        "SPE.1",
        "each service counts for itself"
    );
    for _ in 4..=10 {
        ajouter(banc, service, moi).await;
    }
    let ids = |lues: Vec<Specifique<Value>>| lues.into_iter().map(|s| s.id).collect::<Vec<_>>();
    let presentes = ids(toutes(banc, service).await);
    assert_eq!(presentes.len(), 9);
    assert_eq!(
        (presentes[0].as_str(), presentes[8].as_str()),
        ("SPE.1", "SPE.10")
    );
    assert!(!presentes.contains(&"SPE.2".to_owned()));
    retirer(banc, service, "SPE.2", false).await;
    assert_eq!(ids(toutes(banc, service).await)[1], "SPE.2");
    let clairs = banc
        .octets("SELECT document FROM mesures_specifiques")
        .await;
    for clair in clairs {
        assert!(!String::from_utf8_lossy(&clair).contains("porte"));
    }
}

async fn a_specific_measure_is_written_over_the_version_that_was_read(banc: &Banc) {
    let moi = banc.compte("a@ville.example").await;
    let service = banc.service(moi, "Cantine").await;
    let id = ajouter(banc, service, moi).await;
    let (id, le) = (id.as_str(), banc.maintenant());
    let ecrire = |version| async move {
        banc.store
            .write(|tx| {
                Box::pin(async move {
                    let mut tour = services::prendre_tour(tx, service).await?;
                    let ecriture = Ecriture {
                        id,
                        titre: "Ouvrir la salle",
                        titre_tri: "ouvrir la salle",
                        categorie: "defense",
                        document: &json!({}),
                        modifie_le: le,
                        modifie_par: moi,
                    };
                    specifiques::modifier(tx, &mut tour, version, &ecriture).await
                })
            })
            .await
    };
    assert_eq!(ecrire(1).await.unwrap(), 2);
    assert!(matches!(ecrire(1).await, Err(Error::Conflit { .. })));
    let lue: Option<Specifique<Value>> = banc
        .store
        .read(|tx| Box::pin(specifiques::une(tx, service, id)))
        .await
        .unwrap();
    let lue = lue.unwrap();
    assert_eq!((lue.titre.as_str(), lue.version), ("Ouvrir la salle", 2));
    assert_eq!((lue.modifie_par, lue.supprime_le), (Some(moi), None));
}
