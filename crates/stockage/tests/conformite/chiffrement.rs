//! What is in the database cannot be read, moved or altered without the keys.

use serde_json::{Value, json};
use stockage::ports::AleaFixe;
use stockage::{CauseChiffrement, Error, Trousseau, comptes, descriptions, mesures, services};

use crate::banc::{Banc, ecriture, ouvrir_avec, trousseau};

sur_les_deux_moteurs!(
    nothing_typed_is_in_clear,
    another_keyring_is_refused_at_start,
    lost_key_is_named,
    rotated_key_still_reads,
    moved_document_does_not_open,
    altered_document_does_not_open
);

async fn nothing_typed_is_in_clear(banc: &Banc) {
    let compte = banc.compte("claire@ville.example").await;
    let id = banc.service(compte, "Cantine").await;
    let secret = &json!({ "presentation": "SECRETISSIME" });
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                descriptions::enregistrer(tx, &mut tour, 0, secret).await?;
                let mut mesure = ecriture(banc, "AUTH.1", 0, "nonFait", compte);
                mesure.document = Some(secret);
                mesures::enregistrer(tx, &mut tour, &mesure).await?;
                crate::banc::journaliser(tx, &mut tour, "test", secret).await
            })
        })
        .await
        .unwrap();
    let colonnes = [
        "SELECT document FROM comptes",
        "SELECT courriel_index FROM comptes",
        "SELECT document FROM descriptions",
        "SELECT document FROM mesures",
        "SELECT corps FROM journal",
    ];
    for colonne in colonnes {
        let valeurs = banc.octets(colonne).await;
        assert!(!valeurs.is_empty(), "{colonne}");
        for valeur in valeurs {
            let texte = String::from_utf8_lossy(&valeur).into_owned();
            assert!(!texte.contains("SECRETISSIME"), "{colonne}");
            assert!(!texte.contains("ville.example"), "{colonne}");
        }
    }
}

async fn another_keyring_is_refused_at_start(banc: &Banc) {
    let autre = Trousseau::generer(&AleaFixe::new(2)).unwrap();
    let store = ouvrir_avec(banc, autre).await;
    for issue in [store.migrate().await, store.sante().await] {
        assert!(matches!(
            issue,
            Err(Error::Chiffrement {
                table: "chaines",
                colonne: "sceau",
                cause: CauseChiffrement::Altere,
                ..
            })
        ));
    }
    store.close().await;
}

/// The bench's keyring with the document key of another one in its place.
fn autre_cle(garder_l_ancienne: bool) -> Trousseau {
    let (ancien, nouveau) = (
        trousseau().ecrire(),
        Trousseau::generer(&AleaFixe::new(3)).unwrap().ecrire(),
    );
    let lignes = |texte: &str, mot: &str| -> Vec<String> {
        let lignes = texte.lines().filter(|ligne| ligne.starts_with(mot));
        lignes.map(str::to_owned).collect()
    };
    let mut texte = lignes(&ancien, "mss-trousseau");
    texte.extend(lignes(&ancien, "racine"));
    if garder_l_ancienne {
        texte.extend(lignes(&ancien, "cle"));
    }
    texte.extend(lignes(&nouveau, "cle"));
    texte.extend(lignes(&nouveau, "courante"));
    Trousseau::lire(&texte.join("\n")).unwrap()
}

async fn lost_key_is_named(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let store = ouvrir_avec(banc, autre_cle(false)).await;
    store.sante().await.unwrap();
    let issue = store
        .read(|tx| Box::pin(comptes::charger::<Value>(tx, compte)))
        .await;
    assert!(matches!(
        issue,
        Err(Error::Chiffrement {
            table: "comptes",
            colonne: "document",
            ligne,
            cause: CauseChiffrement::CleInconnue(_),
        }) if ligne == compte.to_string()
    ));
    store.close().await;
}

async fn rotated_key_still_reads(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let store = ouvrir_avec(banc, autre_cle(true)).await;
    let trouves = store
        .read(|tx| Box::pin(comptes::par_courriel::<Value>(tx, " A@Ville.example ")))
        .await
        .unwrap();
    assert_eq!(trouves.len(), 1);
    store
        .write(|tx| {
            Box::pin(comptes::modifier(
                tx,
                compte,
                "b@ville.example",
                &Value::Null,
            ))
        })
        .await
        .unwrap();
    store.close().await;
    let sans_la_nouvelle = banc
        .store
        .read(|tx| Box::pin(comptes::charger::<Value>(tx, compte)))
        .await;
    assert!(matches!(
        sans_la_nouvelle,
        Err(Error::Chiffrement {
            cause: CauseChiffrement::CleInconnue(_),
            ..
        })
    ));
}

async fn moved_document_does_not_open(banc: &Banc) {
    let (un, deux) = (
        banc.compte("a@ville.example").await,
        banc.compte("b@ville.example").await,
    );
    banc.executer(
        "UPDATE comptes SET document = (SELECT document FROM comptes ORDER BY id LIMIT 1)",
    )
    .await;
    let lire = |id| {
        banc.store
            .read(move |tx| Box::pin(comptes::charger::<Value>(tx, id)))
    };
    assert_eq!(
        lire(un).await.unwrap().document["courriel"],
        "a@ville.example"
    );
    assert!(matches!(
        lire(deux).await,
        Err(Error::Chiffrement {
            table: "comptes",
            cause: CauseChiffrement::Altere,
            ..
        })
    ));
}

async fn altered_document_does_not_open(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let remplacement = match banc.store.moteur() {
        "sqlite" => "x'02ff'",
        _ => "'\\x02ff'",
    };
    banc.executer(&format!("UPDATE comptes SET document = {remplacement}"))
        .await;
    let issue = banc
        .store
        .read(|tx| Box::pin(comptes::charger::<Value>(tx, compte)))
        .await;
    assert!(matches!(
        issue,
        Err(Error::Chiffrement {
            table: "comptes",
            cause: CauseChiffrement::Format,
            ..
        })
    ));
}
