//! The journal proves that nothing was changed, removed or cut, and says where.

use serde_json::{Value, json};
use stockage::journal::{CauseRupture, Rapport, Rupture};
use stockage::{CauseChiffrement, DuService, Error, descriptions, installation, journal, services};
use stockage::{DeLInstallation, organisations};
use uuid::Uuid;

use crate::banc::{Banc, journaliser};

sur_les_deux_moteurs!(
    lines_are_read_back_newest_first,
    whole_chain_is_green,
    every_change_is_seen,
    deleted_line_is_seen,
    truncated_chain_is_seen,
    emptied_chain_is_seen,
    forged_head_is_seen_and_stops_writing,
    erased_body_keeps_the_chain_green,
    earlier_version_is_read_back,
    turn_without_a_line_is_harmless,
    every_kind_of_chain_is_green
);

/// A service whose chain holds `lignes` lines, the creation included.
async fn chaine(banc: &Banc, lignes: i64) -> Uuid {
    let compte = banc.compte(&format!("{}@ville.example", banc.id())).await;
    let id = banc.service(compte, "Cantine").await;
    for rang in 1..lignes {
        banc.store
            .write(|tx| {
                Box::pin(async move {
                    let mut tour = services::prendre_tour(tx, id).await?;
                    journaliser(tx, &mut tour, "test", &json!({ "rang": rang })).await
                })
            })
            .await
            .unwrap();
    }
    id
}

async fn verifier(banc: &Banc, id: Uuid) -> Rapport {
    banc.store
        .read(|tx| Box::pin(journal::verifier::<DuService>(tx, id)))
        .await
        .unwrap()
}

async fn lines_are_read_back_newest_first(banc: &Banc) {
    let id = chaine(banc, 5).await;
    let (debut, suite) = banc
        .store
        .read(|tx| {
            Box::pin(async move {
                let debut = journal::page(tx, id, None, 2).await?;
                let suite = journal::page(tx, id, debut.last().map(|l| l.sequence), 10).await?;
                Ok::<_, Error>((debut, suite))
            })
        })
        .await
        .unwrap();
    let numeros: Vec<i64> = debut.iter().chain(&suite).map(|l| l.sequence).collect();
    assert_eq!(numeros, [5, 4, 3, 2, 1]);
    assert_eq!(debut[0].corps, Some(json!({ "rang": 4 })));
    assert_eq!(suite[2].genre, "service.cree");
}

async fn whole_chain_is_green(banc: &Banc) {
    let id = chaine(banc, 4).await;
    let attendu = Rapport {
        lignes: 4,
        effacees: 0,
        rupture: None,
    };
    assert_eq!(verifier(banc, id).await, attendu);
    let inconnu = banc.id();
    let absent = banc
        .store
        .read(|tx| Box::pin(journal::verifier::<DuService>(tx, inconnu)))
        .await;
    assert!(matches!(absent, Err(Error::Absent { .. })));
}

async fn every_change_is_seen(banc: &Banc) {
    let changements = [
        "horodatage = horodatage + 1",
        "genre = 'autre'",
        "objet = 'autre'",
        "version = 1",
        "indice_apres = 500",
        "acteur = chaine",
        "empreinte = tete",
        "tete = empreinte",
        "sequence = -1",
    ];
    for changement in changements {
        let id = chaine(banc, 4).await;
        let changees = banc
            .executer(&format!(
                "UPDATE journal SET {changement} WHERE sequence = 3 AND chaine = {}",
                litteral(banc, id)
            ))
            .await;
        assert_eq!(changees, 1);
        let rupture = verifier(banc, id).await.rupture.unwrap();
        let premiere = if changement == "sequence = -1" { 4 } else { 3 };
        let attendue = Rupture {
            sequence: premiere,
            cause: CauseRupture::Chainage,
        };
        assert_eq!(rupture, attendue, "{changement}");
    }
    let id = chaine(banc, 4).await;
    let ici = litteral(banc, id);
    banc.executer(&format!(
        "UPDATE journal SET corps = (SELECT corps FROM journal WHERE sequence = 2 AND chaine = {ici})
         WHERE sequence = 3 AND chaine = {ici}"
    ))
    .await;
    let attendue = Rupture {
        sequence: 3,
        cause: CauseRupture::Corps,
    };
    assert_eq!(verifier(banc, id).await.rupture, Some(attendue));
}

async fn deleted_line_is_seen(banc: &Banc) {
    let id = chaine(banc, 4).await;
    banc.executer("DELETE FROM journal WHERE sequence = 2")
        .await;
    let attendue = Rupture {
        sequence: 3,
        cause: CauseRupture::Chainage,
    };
    assert_eq!(verifier(banc, id).await.rupture, Some(attendue));
}

async fn truncated_chain_is_seen(banc: &Banc) {
    let id = chaine(banc, 4).await;
    banc.executer("DELETE FROM journal WHERE sequence > 2")
        .await;
    let rapport = verifier(banc, id).await;
    assert_eq!(rapport.lignes, 2);
    let attendue = Rupture {
        sequence: 3,
        cause: CauseRupture::Fin,
    };
    assert_eq!(rapport.rupture, Some(attendue));
}

async fn emptied_chain_is_seen(banc: &Banc) {
    let id = chaine(banc, 4).await;
    banc.executer("DELETE FROM journal").await;
    let attendue = Rupture {
        sequence: 1,
        cause: CauseRupture::Fin,
    };
    assert_eq!(verifier(banc, id).await.rupture, Some(attendue));
}

async fn forged_head_is_seen_and_stops_writing(banc: &Banc) {
    let id = chaine(banc, 4).await;
    banc.executer("DELETE FROM journal WHERE sequence > 2")
        .await;
    banc.executer("UPDATE services SET tete = (SELECT tete FROM journal WHERE sequence = 2)")
        .await;
    let attendue = Rupture {
        sequence: 3,
        cause: CauseRupture::Sceau,
    };
    assert_eq!(verifier(banc, id).await.rupture, Some(attendue));
    let tour = banc
        .store
        .write(|tx| Box::pin(services::prendre_tour(tx, id)))
        .await;
    assert!(matches!(
        tour,
        Err(Error::Chiffrement {
            table: "services",
            colonne: "sceau",
            cause: CauseChiffrement::Altere,
            ..
        })
    ));
}

async fn erased_body_keeps_the_chain_green(banc: &Banc) {
    let id = chaine(banc, 4).await;
    let lignes = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                journal::effacer_corps(tx, &mut tour, 2).await?;
                journaliser(tx, &mut tour, "journal.efface", &json!({ "sequence": 2 })).await?;
                journal::page(tx, id, None, 10).await
            })
        })
        .await
        .unwrap();
    assert_eq!(lignes[3].corps, None);
    assert!(lignes[2].corps.is_some());
    let attendu = Rapport {
        lignes: 5,
        effacees: 1,
        rupture: None,
    };
    assert_eq!(verifier(banc, id).await, attendu);
    let absente = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                journal::effacer_corps(tx, &mut tour, 99).await
            })
        })
        .await;
    assert!(matches!(absente, Err(Error::Absent { objet: "journal" })));
}

async fn earlier_version_is_read_back(banc: &Banc) {
    let id = chaine(banc, 1).await;
    let maintenant = banc.maintenant();
    for version in 1..=3 {
        banc.store
            .write(|tx| {
                Box::pin(async move {
                    let document = json!({ "presentation": format!("texte {version}") });
                    let mut tour = services::prendre_tour(tx, id).await?;
                    descriptions::enregistrer(tx, &mut tour, version - 1, &document).await?;
                    let fait = journal::Fait {
                        horodatage: maintenant,
                        acteur: None,
                        genre: "description.modifiee",
                        objet: descriptions::OBJET,
                        version: Some(version),
                        indice_apres: None,
                        corps: &document,
                    };
                    journal::ajouter(tx, &mut tour, &fait).await
                })
            })
            .await
            .unwrap();
    }
    let a_la = |version| {
        banc.store
            .read(move |tx| Box::pin(descriptions::a_la_version::<Value>(tx, id, version)))
    };
    let attendu = json!({ "presentation": "texte 2" });
    assert_eq!(a_la(2).await.unwrap(), Some(attendu));
    assert_eq!(a_la(4).await.unwrap(), None);
}

async fn turn_without_a_line_is_harmless(banc: &Banc) {
    let id = chaine(banc, 2).await;
    for _ in 0..2 {
        banc.store
            .write(|tx| Box::pin(services::prendre_tour(tx, id)))
            .await
            .unwrap();
    }
    assert_eq!(verifier(banc, id).await.rupture, None);
    let lignes = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                journaliser(tx, &mut tour, "test", &json!({})).await?;
                journaliser(tx, &mut tour, "test", &json!({})).await?;
                journal::page(tx, id, None, 10).await
            })
        })
        .await
        .unwrap();
    let numeros: Vec<i64> = lignes.iter().map(|ligne| ligne.sequence).collect();
    assert_eq!(numeros, [6, 5, 2, 1]);
    let attendu = Rapport {
        lignes: 4,
        effacees: 0,
        rupture: None,
    };
    assert_eq!(verifier(banc, id).await, attendu);
}

async fn every_kind_of_chain_is_green(banc: &Banc) {
    let service = chaine(banc, 1).await;
    let maintenant = banc.maintenant();
    let rapports = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let organisation = services::charger(tx, service).await?.organisation_id;
                let fait = journal::Fait {
                    horodatage: maintenant,
                    acteur: None,
                    genre: "test",
                    objet: "test",
                    version: None,
                    indice_apres: None,
                    corps: &json!({}),
                };
                let mut tour = organisations::prendre_tour(tx, organisation).await?;
                journal::ajouter(tx, &mut tour, &fait).await?;
                let mut tour = installation::prendre_tour(tx).await?;
                journal::ajouter(tx, &mut tour, &fait).await?;
                let id = installation::INSTALLATION;
                Ok::<_, Error>([
                    journal::verifier::<stockage::DeLOrganisation>(tx, organisation).await?,
                    journal::verifier::<DeLInstallation>(tx, id).await?,
                ])
            })
        })
        .await
        .unwrap();
    let attendu = Rapport {
        lignes: 1,
        effacees: 0,
        rupture: None,
    };
    assert_eq!(rapports, [attendu.clone(), attendu]);
}

/// An identifier as each engine writes it.
fn litteral(banc: &Banc, id: Uuid) -> String {
    match banc.store.moteur() {
        "sqlite" => format!("x'{}'", id.simple()),
        _ => format!("'{id}'"),
    }
}
