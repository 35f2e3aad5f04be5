//! People: accounts, members, invitations, sessions.

use jiff::SignedDuration;
use serde_json::{Value, json};
use stockage::{Error, comptes, invitations, membres, services, sessions};
use uuid::Uuid;

use crate::banc::Banc;

sur_les_deux_moteurs!(
    account_is_found_two_ways,
    account_changes_are_kept,
    roles_replace_one_another,
    invitation_is_found_by_address_and_replaced,
    session_lives_until_it_ends,
    session_id_is_never_taken_over,
    sessions_of_an_account_are_listed_and_ended,
);

async fn account_is_found_two_ways(banc: &Banc) {
    let id = banc.compte("Claire@Ville.example").await;
    let (un, deux) = banc
        .store
        .read(|tx| {
            Box::pin(async move {
                Ok::<_, Error>((
                    comptes::charger::<Value>(tx, id).await?,
                    comptes::par_courriel::<Value>(tx, "claire@ville.example").await?,
                ))
            })
        })
        .await
        .unwrap();
    assert_eq!(un.document, json!({ "courriel": "Claire@Ville.example" }));
    assert_eq!(deux, [un]);
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
    let auditeur = membres::Titre {
        fin: Some("2026-12-31".into()),
        .."auditeur".into()
    };
    for titre in [
        "lecteur".into(),
        limite.clone(),
        auditeur.clone(),
        "dpo".into(),
    ] {
        assert_eq!(poser(titre.clone()).await.unwrap(), Some(titre));
    }
    let sans_objet = membres::Titre {
        role: "lecteur".into(),
        ..limite
    };
    let dpo_date = membres::Titre {
        role: "dpo".into(),
        ..auditeur
    };
    for refuse in ["chef".into(), sans_objet, "auditeur".into(), dpo_date] {
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

async fn sessions_of_an_account_are_listed_and_ended(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let autre = banc.compte("b@ville.example").await;
    for (id, qui) in [
        (b"un", compte),
        (b"de", compte),
        (b"tr", compte),
        (b"xx", autre),
    ] {
        assert!(ouvrir(banc, id, Some(qui), str::from_utf8(id).unwrap(), true).await);
        banc.horloge.avancer(SignedDuration::from_mins(1));
    }
    let lister = async || {
        let maintenant = banc.maintenant();
        let lues = banc
            .store
            .read(|tx| Box::pin(sessions::du_compte::<Value>(tx, compte, maintenant)))
            .await
            .unwrap();
        let textes = lues.into_iter().map(|(empreinte, session)| {
            let relue = sessions::Empreinte::lire(&empreinte.to_string());
            assert_eq!(relue.as_ref(), Some(&empreinte));
            (empreinte, session.document)
        });
        textes.collect::<Vec<_>>()
    };
    let documents = |liste: &[(sessions::Empreinte, Value)]| -> Vec<Value> {
        liste.iter().map(|(_, document)| document.clone()).collect()
    };
    let toutes = lister().await;
    assert_eq!(documents(&toutes), ["tr", "de", "un"], "last used first");
    let fermer = |qui: Uuid, empreinte: sessions::Empreinte| {
        banc.store.write(move |tx| {
            let empreinte = empreinte.clone();
            Box::pin(async move { sessions::fermer(tx, qui, &empreinte).await })
        })
    };
    let premiere = toutes[0].0.clone();
    assert!(
        !fermer(autre, premiere.clone()).await.unwrap(),
        "someone else's"
    );
    assert!(fermer(compte, premiere.clone()).await.unwrap());
    assert!(!fermer(compte, premiere).await.unwrap());
    assert_eq!(lire(banc, b"tr").await, None);
    let fermer_toutes = |sauf: Option<&'static [u8]>| {
        banc.store.write(move |tx| {
            Box::pin(async move {
                let gardee = sauf.map(|id| sessions::Empreinte::de(tx, id));
                sessions::fermer_toutes(tx, compte, gardee.as_ref()).await
            })
        })
    };
    assert_eq!(fermer_toutes(Some(b"un")).await.unwrap(), 1);
    assert_eq!(documents(&lister().await), ["un"]);
    assert_eq!(fermer_toutes(None).await.unwrap(), 1);
    assert_eq!(
        lire(banc, b"xx").await,
        Some(json!("xx")),
        "someone else's stays"
    );
    let long = "+f".repeat(32);
    for faux in ["", "0a", &long] {
        assert_eq!(sessions::Empreinte::lire(faux), None, "{faux}");
    }
}
