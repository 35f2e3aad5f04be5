//! The journal read for people: filters, pages, what others did since, the index over time.

use serde_json::json;
use stockage::journal::{self, Choix, Fait};
use stockage::{Error, services};
use uuid::Uuid;

use crate::banc::Banc;

sur_les_deux_moteurs!(
    activity_is_filtered_and_paged,
    lines_of_others_are_counted,
    headers_come_oldest_first
);

/// A service of `claire`'s with seven lines: its creation, then these.
async fn remplir(banc: &Banc, claire: Uuid, karim: Uuid) -> Uuid {
    let id = banc.service(claire, "Cantine").await;
    let faits = [
        (claire, "mesure.statuee", "AUTH.1", Some(40)),
        (karim, "mesure.statuee", "AUTH.2", Some(80)),
        (karim, "mesureSpecifique.creee", "SPE.1", None),
        (claire, "risque.desactive", "R3", Some(80)),
        (karim, "mesure.statuee", "AUTH.1", Some(60)),
    ];
    for (acteur, genre, objet, indice_apres) in faits {
        banc.horloge.avancer(jiff::SignedDuration::from_secs(60));
        let horodatage = banc.maintenant();
        banc.store
            .write(|tx| {
                Box::pin(async move {
                    let mut tour = services::prendre_tour(tx, id).await?;
                    let fait = Fait {
                        horodatage,
                        acteur: Some(acteur),
                        genre,
                        objet,
                        version: None,
                        indice_apres,
                        corps: &json!({ "objet": objet }),
                    };
                    journal::ajouter(tx, &mut tour, &fait).await
                })
            })
            .await
            .unwrap();
    }
    id
}

async fn deux(banc: &Banc) -> (Uuid, Uuid, Uuid) {
    let claire = banc.compte("a@ville.example").await;
    let karim = banc.compte("b@ville.example").await;
    let id = remplir(banc, claire, karim).await;
    (id, claire, karim)
}

async fn objets(banc: &Banc, id: Uuid, choix: Choix, limite: i64) -> Vec<String> {
    let choix = &choix;
    let lignes = banc
        .store
        .read(|tx| Box::pin(journal::activite(tx, id, choix, limite)))
        .await
        .unwrap();
    lignes.into_iter().map(|l| l.objet).collect()
}

async fn activity_is_filtered_and_paged(banc: &Banc) {
    let (id, claire, karim) = deux(banc).await;
    let tout = Choix::default();
    let premiers = objets(banc, id, tout.clone(), 2).await;
    assert_eq!(premiers, ["AUTH.1", "R3"]);
    let suite = Choix {
        avant: Some(5),
        ..tout.clone()
    };
    assert_eq!(objets(banc, id, suite, 2).await, ["SPE.1", "AUTH.2"]);
    let mesures = Choix {
        familles: vec!["mesure"],
        ..tout.clone()
    };
    assert_eq!(
        objets(banc, id, mesures.clone(), 9).await,
        ["AUTH.1", "AUTH.2", "AUTH.1"],
        "mesureSpecifique is another family"
    );
    let deux_familles = Choix {
        familles: vec!["mesureSpecifique", "risque"],
        ..tout.clone()
    };
    assert_eq!(objets(banc, id, deux_familles, 9).await, ["R3", "SPE.1"]);
    let de_claire = Choix {
        acteur: Some(claire),
        ..mesures.clone()
    };
    assert_eq!(objets(banc, id, de_claire, 9).await, ["AUTH.1"]);
    let sauf_karim = Choix {
        sauf: Some(karim),
        ..tout.clone()
    };
    // The creation of the bench is by nobody: it is kept.
    let autres = objets(banc, id, sauf_karim, 9).await;
    assert_eq!(autres, ["R3", "AUTH.1", "service.cree"]);
    let une = Choix {
        objet: Some("AUTH.1".into()),
        apres: 2,
        ..tout
    };
    assert_eq!(objets(banc, id, une, 9).await, ["AUTH.1"]);
}

async fn lines_of_others_are_counted(banc: &Banc) {
    let (id, claire, karim) = deux(banc).await;
    let compter = async |apres, compte, plafond| {
        banc.store
            .read(|tx| Box::pin(journal::compter_depuis(tx, id, apres, compte, plafond)))
            .await
            .unwrap()
    };
    assert_eq!(compter(1, claire, 99).await, 3);
    assert_eq!(compter(1, karim, 99).await, 2);
    assert_eq!(compter(0, karim, 99).await, 3);
    assert_eq!(compter(0, karim, 2).await, 2, "never more than the limit");
    assert_eq!(compter(6, claire, 99).await, 0);
    let (derniere, acteurs) = banc
        .store
        .read(|tx| {
            Box::pin(async move {
                let derniere = journal::derniere(tx, id).await?;
                Ok::<_, Error>((derniere, journal::acteurs(tx, id).await?))
            })
        })
        .await
        .unwrap();
    let mut attendus = vec![claire, karim];
    attendus.sort_unstable();
    assert_eq!((derniere, acteurs), (6, attendus));
}

async fn headers_come_oldest_first(banc: &Banc) {
    let (id, ..) = deux(banc).await;
    let entetes = banc
        .store
        .read(|tx| Box::pin(journal::entetes(tx, id, 5)))
        .await
        .unwrap();
    let indices: Vec<_> = entetes.iter().map(|e| e.indice_apres).collect();
    assert_eq!(
        indices,
        [Some(40), Some(80), None, Some(80), Some(60)],
        "the five last ones"
    );
    assert!(entetes.is_sorted_by_key(|e| (e.sequence, e.horodatage)));
}
