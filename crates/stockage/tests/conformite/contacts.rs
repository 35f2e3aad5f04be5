//! Contacts: nothing until something is written, then each version over the one before, encrypted.

use serde_json::{Value, json};
use stockage::{Error, contacts, services};

use crate::banc::Banc;

sur_les_deux_moteurs!(
    contacts_are_written_over_the_version_that_was_read,
    contacts_are_encrypted,
);

async fn ecrire(
    banc: &Banc,
    (service, par): (uuid::Uuid, uuid::Uuid),
    lue: i64,
    document: &Value,
) -> Result<i64, Error> {
    let le = banc.maintenant();
    banc.store
        .write(move |tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, service).await?;
                contacts::enregistrer(tx, &mut tour, lue, document, (le, par)).await
            })
        })
        .await
}

async fn contacts_are_written_over_the_version_that_was_read(banc: &Banc) {
    let par = banc.compte("a@ville.example").await;
    let service = banc.service(par, "Cantine").await;
    let charger = || {
        banc.store
            .read(move |tx| Box::pin(contacts::charger::<Value>(tx, service)))
    };
    assert_eq!(charger().await.unwrap(), None);
    let (un, deux) = (json!({ "rssi": "É\"<b>" }), json!({ "rssi": "autre" }));
    assert_eq!(ecrire(banc, (service, par), 0, &un).await.unwrap(), 1);
    let refus = ecrire(banc, (service, par), 0, &deux).await;
    assert!(matches!(
        refus,
        Err(Error::Conflit {
            attendue: 0,
            trouvee: 1,
            ..
        })
    ));
    let lus = charger().await.unwrap().unwrap();
    assert_eq!((lus.version, &lus.document), (1, &un));
    assert_eq!((lus.modifie_le, lus.modifie_par), (banc.maintenant(), par));
    assert_eq!(ecrire(banc, (service, par), 1, &deux).await.unwrap(), 2);
    assert_eq!(charger().await.unwrap().unwrap().document, deux);
}

async fn contacts_are_encrypted(banc: &Banc) {
    let par = banc.compte("a@ville.example").await;
    let service = banc.service(par, "Cantine").await;
    let secret = json!({ "autorite": { "nom": "Zéphyrine" } });
    ecrire(banc, (service, par), 0, &secret).await.unwrap();
    for document in banc.octets("SELECT document FROM contacts").await {
        assert!(!String::from_utf8_lossy(&document).contains("phyrine"));
    }
}
