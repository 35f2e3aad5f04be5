//! People: accounts, members, invitations, sessions.

use jiff::SignedDuration;
use serde_json::{Value, json};
use stockage::{Error, comptes, invitations, membres, services, sessions};
use uuid::Uuid;

use crate::banc::Banc;

sur_les_deux_moteurs!(
    account_is_found_three_ways,
    same_subject_twice_is_refused,
    account_changes_are_kept,
    roles_replace_one_another,
    invitation_is_found_by_address_and_replaced,
    session_lives_until_it_ends,
    session_id_is_never_taken_over,
);

async fn account_is_found_three_ways(banc: &Banc) {
    let id = banc.compte("Claire@Ville.example").await;
    let sujet = id.to_string();
    let sujet = sujet.as_str();
    let (un, deux, trois, personne) = banc
        .store
        .read(|tx| {
            Box::pin(async move {
                let emetteur = "https://idp.example";
                Ok::<_, Error>((
                    comptes::charger::<Value>(tx, id).await?,
                    comptes::par_sujet::<Value>(tx, emetteur, sujet).await?,
                    comptes::par_courriel::<Value>(tx, "claire@ville.example").await?,
                    comptes::par_sujet::<Value>(tx, "https://autre.example", sujet).await?,
                ))
            })
        })
        .await
        .unwrap();
    assert_eq!(un.document, json!({ "courriel": "Claire@Ville.example" }));
    assert_eq!(Some(&un), deux.as_ref());
    assert_eq!(trois, [un]);
    assert_eq!(personne, None);
}

async fn same_subject_twice_is_refused(banc: &Banc) {
    let (un, deux, maintenant) = (banc.id(), banc.id(), banc.maintenant());
    let creer = |id| {
        banc.store.write(move |tx| {
            Box::pin(async move {
                let nouveau = comptes::Nouveau {
                    id,
                    emetteur: "https://idp.example",
                    sujet: "42",
                    courriel: "a@ville.example",
                    document: &Value::Null,
                    cree_le: maintenant,
                };
                comptes::creer(tx, &nouveau).await
            })
        })
    };
    creer(un).await.unwrap();
    assert!(matches!(creer(deux).await, Err(Error::DejaPresent(_))));
}

async fn account_changes_are_kept(banc: &Banc) {
    let id = banc.compte("a@ville.example").await;
    banc.horloge.avancer(SignedDuration::from_hours(1));
    let maintenant = banc.maintenant();
    let lu = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                comptes::modifier(tx, id, "b@ville.example", &json!({ "nom": "Morvan" })).await?;
                comptes::noter_passage(tx, id, maintenant).await?;
                comptes::charger::<Value>(tx, id).await
            })
        })
        .await
        .unwrap();
    assert_eq!((lu.version, lu.vu_le), (2, maintenant));
    assert!(lu.cree_le < lu.vu_le);
    assert_eq!(lu.document["nom"], "Morvan");
    for (courriel, attendu) in [("a@ville.example", 0), ("b@ville.example", 1)] {
        let trouves = banc
            .store
            .read(|tx| Box::pin(comptes::par_courriel::<Value>(tx, courriel)))
            .await
            .unwrap();
        assert_eq!(trouves.len(), attendu);
    }
    let inconnu = banc.id();
    let absent = banc
        .store
        .write(|tx| Box::pin(comptes::noter_passage(tx, inconnu, maintenant)))
        .await;
    assert!(matches!(absent, Err(Error::Absent { objet: "comptes" })));
}

async fn roles_replace_one_another(banc: &Banc) {
    let (porteur, autre) = (
        banc.compte("a@ville.example").await,
        banc.compte("b@ville.example").await,
    );
    let id = banc.service(porteur, "Cantine").await;
    let maintenant = banc.maintenant();
    let poser = |titre: membres::Titre| {
        banc.store.write(move |tx| {
            let titre = titre.clone();
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                let membre = membres::Membre {
                    compte_id: autre,
                    titre,
                    ajoute_le: maintenant,
                    ajoute_par: Some(porteur),
                };
                membres::poser(tx, &mut tour, &membre).await?;
                membres::titre(tx, id, autre).await
            })
        })
    };
    let limite = membres::Titre {
        rubriques: Some("securiser risques".into()),
        .."contributeur".into()
    };
    for titre in ["lecteur".into(), limite.clone(), "dpo".into()] {
        assert_eq!(poser(titre.clone()).await.unwrap(), Some(titre));
    }
    let sans_objet = membres::Titre {
        role: "lecteur".into(),
        ..limite
    };
    for refuse in ["chef".into(), sans_objet] {
        assert!(matches!(poser(refuse).await, Err(Error::Base(_))));
    }
    let tous = banc
        .store
        .read(|tx| Box::pin(membres::tous(tx, id)))
        .await
        .unwrap();
    assert_eq!(tous.len(), 2);
    assert_eq!(tous[0].compte_id, porteur);
    let retirer = || {
        banc.store.write(move |tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                membres::retirer(tx, &mut tour, autre).await
            })
        })
    };
    assert!(retirer().await.unwrap());
    assert!(!retirer().await.unwrap());
}

async fn invitation_is_found_by_address_and_replaced(banc: &Banc) {
    let porteur = banc.compte("a@ville.example").await;
    let service = banc.service(porteur, "Cantine").await;
    let maintenant = banc.maintenant();
    let ids = [banc.id(), banc.id()];
    for (id, role) in ids.into_iter().zip(["lecteur", "contributeur"]) {
        banc.store
            .write(|tx| {
                Box::pin(async move {
                    let mut tour = services::prendre_tour(tx, service).await?;
                    let nouvelle = invitations::Nouvelle {
                        id,
                        courriel: "Neuf@ville.example",
                        document: &json!({ "courriel": "Neuf@ville.example" }),
                        titre: &role.into(),
                        cree_le: maintenant,
                        cree_par: porteur,
                    };
                    invitations::poser(tx, &mut tour, &nouvelle).await
                })
            })
            .await
            .unwrap();
    }
    let attendues = |courriel: &'static str| {
        banc.store
            .read(move |tx| Box::pin(invitations::pour_courriel::<Value>(tx, courriel)))
    };
    let trouvees = attendues("neuf@ville.example").await.unwrap();
    assert_eq!(trouvees.len(), 1);
    assert_eq!(
        (trouvees[0].id, &trouvees[0].titre),
        (ids[1], &"contributeur".into())
    );
    assert!(attendues("autre@ville.example").await.unwrap().is_empty());
    let restantes = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, service).await?;
                assert!(invitations::retirer(tx, &mut tour, ids[1]).await?);
                invitations::toutes::<Value>(tx, service).await
            })
        })
        .await
        .unwrap();
    assert!(restantes.is_empty());
}

/// Writes a session that ends in an hour; false when the id was taken.
async fn ouvrir(banc: &Banc, id: &[u8], compte: Option<Uuid>, texte: &str, neuve: bool) -> bool {
    let (vue_le, document) = (banc.maintenant(), &json!(texte));
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let ecriture = sessions::Ecriture {
                    id,
                    compte_id: compte,
                    document,
                    vue_le,
                    expire_le: vue_le + SignedDuration::from_hours(1),
                };
                if neuve {
                    return sessions::creer(tx, &ecriture).await;
                }
                sessions::enregistrer(tx, &ecriture).await?;
                Ok(true)
            })
        })
        .await
        .unwrap()
}

async fn lire(banc: &Banc, id: &[u8]) -> Option<Value> {
    let maintenant = banc.maintenant();
    banc.store
        .read(|tx| Box::pin(sessions::charger::<Value>(tx, id, maintenant)))
        .await
        .unwrap()
        .map(|session| session.document)
}

async fn session_lives_until_it_ends(banc: &Banc) {
    let id = b"0123456789abcdef";
    assert!(ouvrir(banc, id, None, "avant", true).await);
    let compte = banc.compte("a@ville.example").await;
    banc.horloge.avancer(SignedDuration::from_mins(30));
    assert!(ouvrir(banc, id, Some(compte), "après", false).await);
    assert_eq!(lire(banc, id).await, Some(json!("après")));
    banc.horloge.avancer(SignedDuration::from_mins(60));
    assert_eq!(lire(banc, id).await, None);
    let maintenant = banc.maintenant();
    let purgees = banc
        .store
        .write(|tx| Box::pin(sessions::purger(tx, maintenant)))
        .await
        .unwrap();
    assert_eq!(purgees, 1);
    for empreinte in banc.octets("SELECT id FROM sessions").await {
        assert_ne!(empreinte, id);
    }
}

async fn session_id_is_never_taken_over(banc: &Banc) {
    assert!(ouvrir(banc, b"prise", None, "premier", true).await);
    assert!(!ouvrir(banc, b"prise", None, "second", true).await);
    assert_eq!(lire(banc, b"prise").await, Some(json!("premier")));
    let clair = banc.octets("SELECT id FROM sessions").await;
    assert_eq!(clair.len(), 1);
    assert_ne!(clair[0], b"prise");
}
