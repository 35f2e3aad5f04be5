//! Models: seen by their author and by those who work for the organisation they are shared with;
//! deleted ones by their author alone, for a time.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use stockage::modeles::{Ecriture, Modele};
use stockage::{Error, installation, membres, modeles, organisations, services};
use uuid::Uuid;

use crate::banc::{AUJOURD_HUI, Banc};

sur_les_deux_moteurs!(
    a_personal_model_is_its_author_s,
    a_shared_model_is_seen_from_its_organisation,
    a_model_is_written_over_the_version_that_was_read,
    a_deleted_model_comes_back_until_it_is_purged
);

async fn creer(banc: &Banc, auteur: Uuid, titre: &'static str, organisation: Option<Uuid>) -> Uuid {
    let (id, le) = (banc.id(), banc.maintenant());
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = installation::prendre_tour(tx).await?;
                let document = json!({"description": "É\"<b>", "etapes": ["un"]});
                let ecriture = ecriture(id, titre, organisation, &document, le);
                modeles::creer(tx, &mut tour, auteur, &ecriture).await
            })
        })
        .await
        .unwrap();
    id
}

fn ecriture<'a>(
    id: Uuid,
    titre: &'a str,
    organisation_id: Option<Uuid>,
    document: &'a Value,
    modifie_le: Timestamp,
) -> Ecriture<'a, Value> {
    Ecriture {
        id,
        organisation_id,
        titre,
        titre_tri: titre,
        categorie: "defense",
        document,
        modifie_le,
    }
}

async fn visibles(banc: &Banc, compte: Uuid) -> Vec<Modele<Value>> {
    banc.store
        .read(|tx| Box::pin(modeles::visibles(tx, (compte, AUJOURD_HUI))))
        .await
        .unwrap()
}

async fn titres(banc: &Banc, compte: Uuid) -> Vec<String> {
    let lus = visibles(banc, compte).await;
    lus.into_iter().map(|m| m.titre).collect()
}

async fn organisation(banc: &Banc, service: Uuid) -> Uuid {
    banc.store
        .read(|tx| Box::pin(services::charger(tx, service)))
        .await
        .unwrap()
        .organisation_id
}

async fn a_personal_model_is_its_author_s(banc: &Banc) {
    let (moi, autre) = (
        banc.compte("a@ville.example").await,
        banc.compte("b@ville.example").await,
    );
    banc.service(moi, "Cantine").await;
    creer(banc, moi, "b", None).await;
    let id = creer(banc, moi, "a", None).await;
    assert_eq!(titres(banc, moi).await, ["a", "b"], "by title");
    assert!(titres(banc, autre).await.is_empty());
    let nombre = |compte| async move {
        banc.store
            .read(|tx| Box::pin(modeles::compter(tx, compte)))
            .await
            .unwrap()
    };
    assert_eq!((nombre(moi).await, nombre(autre).await), (2, 0));
    let lu = &visibles(banc, moi).await[0];
    assert_eq!((lu.id, lu.auteur_id, lu.version), (id, moi, 1));
    assert_eq!(
        (lu.categorie.as_str(), &lu.organisation),
        ("defense", &None)
    );
    assert_eq!(lu.document["description"], "É\"<b>");
    assert_eq!((lu.modifie_le, lu.supprime_le), (banc.maintenant(), None));
    let clairs = banc.octets("SELECT document FROM modeles").await;
    for clair in clairs {
        assert!(!String::from_utf8_lossy(&clair).contains("etapes"));
    }
}

async fn a_shared_model_is_seen_from_its_organisation(banc: &Banc) {
    let (moi, collegue) = (
        banc.compte("a@ville.example").await,
        banc.compte("b@ville.example").await,
    );
    let service = banc.service(moi, "Cantine").await;
    let ville = organisation(banc, service).await;
    creer(banc, moi, "partagé", Some(ville)).await;
    assert!(titres(banc, collegue).await.is_empty());
    let le = banc.maintenant();
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, service).await?;
                let membre = membres::Membre {
                    compte_id: collegue,
                    titre: "lecteur".into(),
                    ajoute_le: le,
                    ajoute_par: Some(moi),
                };
                membres::poser(tx, &mut tour, &membre).await
            })
        })
        .await
        .unwrap();
    let vus = visibles(banc, collegue).await;
    assert_eq!(vus.len(), 1);
    let nom = vus[0]
        .organisation
        .as_ref()
        .map(|(id, nom)| (*id, nom.as_str()));
    assert_eq!(nom, Some((ville, "Ville de Saint-Aubin")));
    let siennes = banc
        .store
        .read(|tx| Box::pin(organisations::du_compte(tx, (collegue, AUJOURD_HUI))))
        .await
        .unwrap();
    assert_eq!(siennes.len(), 1);
    // A service in the bin gives no right any more.
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, service).await?;
                services::supprimer(tx, &mut tour, moi, le).await
            })
        })
        .await
        .unwrap();
    assert!(titres(banc, collegue).await.is_empty());
    assert_eq!(titres(banc, moi).await, ["partagé"]);
}

async fn a_model_is_written_over_the_version_that_was_read(banc: &Banc) {
    let moi = banc.compte("a@ville.example").await;
    let id = creer(banc, moi, "avant", None).await;
    let le = banc.maintenant();
    let ecrire = |version| async move {
        banc.store
            .write(|tx| {
                Box::pin(async move {
                    let mut tour = installation::prendre_tour(tx).await?;
                    let document = json!({});
                    let ecriture = ecriture(id, "après", None, &document, le);
                    modeles::modifier(tx, &mut tour, version, &ecriture).await
                })
            })
            .await
    };
    assert_eq!(ecrire(1).await.unwrap(), 2);
    assert!(matches!(ecrire(1).await, Err(Error::Conflit { .. })));
    assert_eq!(titres(banc, moi).await, ["après"]);
}

async fn a_deleted_model_comes_back_until_it_is_purged(banc: &Banc) {
    let (moi, autre) = (
        banc.compte("a@ville.example").await,
        banc.compte("b@ville.example").await,
    );
    let id = creer(banc, moi, "jeté", None).await;
    let poser = |le| async move {
        banc.store
            .write(|tx| {
                Box::pin(async move {
                    let mut tour = installation::prendre_tour(tx).await?;
                    modeles::poser_suppression(tx, &mut tour, id, le).await
                })
            })
            .await
            .unwrap();
    };
    let supprimes = |compte, depuis| async move {
        let lus: Vec<Modele<Value>> = banc
            .store
            .read(|tx| Box::pin(modeles::supprimes(tx, compte, depuis)))
            .await
            .unwrap();
        lus.len()
    };
    let purger = |avant| async move {
        banc.store
            .write(|tx| Box::pin(modeles::purger(tx, avant)))
            .await
            .unwrap()
    };
    let (le, heure) = (banc.maintenant(), SignedDuration::from_hours(1));
    poser(Some(le)).await;
    assert!(titres(banc, moi).await.is_empty());
    assert_eq!(supprimes(moi, le - heure).await, 1);
    assert_eq!(supprimes(moi, le).await, 0, "too long ago");
    assert_eq!(supprimes(autre, le - heure).await, 0);
    poser(None).await;
    assert_eq!(titres(banc, moi).await, ["jeté"]);
    assert_eq!(purger(le + heure).await, 0, "a living one stays");
    poser(Some(le)).await;
    assert_eq!((purger(le).await, purger(le + heure).await), (0, 1));
    assert_eq!(banc.nombre("SELECT COUNT(*) FROM modeles").await, 0);
}
