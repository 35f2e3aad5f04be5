//! What people wrote of risks, and the links they made.

use serde_json::{Value, json};
use stockage::liens::{self, Lien};
use stockage::risques::{self, Ecriture};
use stockage::{Error, services};
use uuid::Uuid;

use crate::banc::Banc;

sur_les_deux_moteurs!(
    risks_are_read_back_with_their_versions,
    stale_risk_is_refused,
    risk_taken_out_keeps_its_row,
    what_was_written_of_a_risk_is_encrypted,
    links_are_made_once_and_undone,
);

async fn ecrire(
    banc: &Banc,
    (service, par): (Uuid, Uuid),
    (id, lue): (&str, i64),
    document: Value,
    retire: bool,
) -> Result<i64, Error> {
    let (document, maintenant) = (&document, banc.maintenant());
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, service).await?;
                let ecriture = Ecriture {
                    id,
                    version_lue: lue,
                    document,
                    modifie_le: maintenant,
                    modifie_par: par,
                    supprime_le: retire.then_some(maintenant),
                };
                risques::enregistrer(tx, &mut tour, &ecriture).await
            })
        })
        .await
}

async fn lire(banc: &Banc, service: Uuid) -> Vec<(risques::Risque, Value)> {
    banc.store
        .read(|tx| {
            Box::pin(async move {
                let lignes = risques::tous(tx, service).await?;
                lignes
                    .into_iter()
                    .map(|ligne| {
                        let document = ligne.ouvrir::<Value>(tx)?;
                        Ok::<_, Error>((ligne, document))
                    })
                    .collect()
            })
        })
        .await
        .unwrap()
}

async fn risks_are_read_back_with_their_versions(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let (id, autre) = (
        banc.service(compte, "Cantine").await,
        banc.service(compte, "Salles").await,
    );
    let qui = (id, compte);
    let une = ecrire(banc, qui, ("R3", 0), json!({"desactivation": "É"}), false).await;
    assert_eq!(une.unwrap(), 1);
    let propre = ecrire(banc, qui, ("RP.1", 0), json!({"titre": "<b>"}), false).await;
    assert_eq!(propre.unwrap(), 1);
    let deux = ecrire(banc, qui, ("R3", 1), json!({}), false).await;
    assert_eq!(deux.unwrap(), 2);
    let lus = lire(banc, id).await;
    let vus: Vec<_> = lus
        .iter()
        .map(|(r, document)| (r.id.as_str(), r.version, document.clone()))
        .collect();
    assert_eq!(
        vus,
        [("R3", 2, json!({})), ("RP.1", 1, json!({"titre": "<b>"}))]
    );
    assert_eq!(lus[0].0.modifie_par, Some(compte));
    assert_eq!(lus[0].0.modifie_le, banc.maintenant());
    assert!(lire(banc, autre).await.is_empty());
}

async fn stale_risk_is_refused(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let qui = (banc.service(compte, "Cantine").await, compte);
    ecrire(banc, qui, ("R3", 0), json!({}), false)
        .await
        .unwrap();
    for lue in [0, 2] {
        let issue = ecrire(banc, qui, ("R3", lue), json!({}), false).await;
        assert!(
            matches!(
                issue,
                Err(Error::Conflit {
                    objet: "risques",
                    trouvee: 1,
                    ..
                })
            ),
            "{issue:?}"
        );
    }
}

async fn risk_taken_out_keeps_its_row(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let qui = (banc.service(compte, "Cantine").await, compte);
    let document = json!({"titre": "Départ"});
    for (lue, retire) in [(0, false), (1, true), (2, false)] {
        ecrire(banc, qui, ("RP.1", lue), document.clone(), retire)
            .await
            .unwrap();
        let lus = lire(banc, qui.0).await;
        assert_eq!(lus.len(), 1);
        assert_eq!(lus[0].0.supprime_le.is_some(), retire);
        assert_eq!(lus[0].1, document);
    }
}

async fn what_was_written_of_a_risk_is_encrypted(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let qui = (banc.service(compte, "Cantine").await, compte);
    for id in ["R3", "R4"] {
        ecrire(
            banc,
            qui,
            (id, 0),
            json!({"desactivation": "secret"}),
            false,
        )
        .await
        .unwrap();
    }
    // A document moved to another row does not open there.
    banc.executer(
        "UPDATE risques
         SET document = (SELECT document FROM risques WHERE id = 'R4')
         WHERE id = 'R3'",
    )
    .await;
    let service = qui.0;
    let issue: Result<Value, Error> = banc
        .store
        .read(|tx| {
            Box::pin(async move {
                let lignes = risques::tous(tx, service).await?;
                lignes[0].ouvrir::<Value>(tx)
            })
        })
        .await;
    assert!(matches!(issue, Err(Error::Chiffrement { .. })), "{issue:?}");
}

async fn links_are_made_once_and_undone(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let id = banc.service(compte, "Cantine").await;
    let lien = |mesure: &str, risque: &str| Lien {
        mesure: mesure.into(),
        risque: risque.into(),
    };
    let (un, deux) = (&lien("AUTH.1", "RP.1"), &lien("SPE.1", "R3"));
    let issue = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                Ok::<_, Error>((
                    liens::poser(tx, &mut tour, un).await?,
                    liens::poser(tx, &mut tour, un).await?,
                    liens::poser(tx, &mut tour, deux).await?,
                    liens::tous(tx, id).await?,
                    liens::retirer(tx, &mut tour, un).await?,
                    liens::retirer(tx, &mut tour, un).await?,
                    liens::tous(tx, id).await?,
                ))
            })
        })
        .await
        .unwrap();
    assert_eq!(
        issue,
        (
            true,
            false,
            true,
            vec![deux.clone(), un.clone()],
            true,
            false,
            vec![deux.clone()]
        )
    );
}
