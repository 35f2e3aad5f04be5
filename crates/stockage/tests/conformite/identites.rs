//! How people sign in: the identities of an account.

use jiff::SignedDuration;
use serde_json::{Value, json};
use stockage::{Error, identites, installation};
use uuid::Uuid;

use crate::banc::Banc;

sur_les_deux_moteurs!(
    an_account_has_several_identities,
    a_pair_belongs_to_one_account,
    an_identity_is_detached_from_its_account_only,
    a_provider_that_moves_keeps_its_people,
);

const A: &str = "https://a.example";
const B: &str = "https://b.example";

async fn attacher(banc: &Banc, compte: Uuid, emetteur: &str, sujet: &str) -> Result<(), Error> {
    let vu_le = banc.maintenant();
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let ecriture = identites::Ecriture {
                    emetteur,
                    sujet,
                    document: &json!({ "email": sujet }),
                    vu_le,
                };
                identites::creer(tx, compte, &ecriture).await
            })
        })
        .await
}

async fn du_compte(banc: &Banc, compte: Uuid) -> Vec<identites::Identite<Value>> {
    banc.store
        .read(|tx| Box::pin(identites::du_compte(tx, compte)))
        .await
        .unwrap()
}

async fn par_sujet(banc: &Banc, emetteur: &str, sujet: &str) -> Option<Uuid> {
    banc.store
        .read(|tx| Box::pin(identites::par_sujet::<Value>(tx, emetteur, sujet)))
        .await
        .unwrap()
        .map(|identite| identite.compte_id)
}

async fn an_account_has_several_identities(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    attacher(banc, compte, A, "claire").await.unwrap();
    banc.horloge.avancer(SignedDuration::from_hours(1));
    attacher(banc, compte, B, "42").await.unwrap();
    let ordre = async || -> Vec<String> {
        let liste = du_compte(banc, compte).await;
        liste.into_iter().map(|i| i.sujet).collect()
    };
    assert_eq!(ordre().await, ["42", "claire"], "last used first");
    banc.horloge.avancer(SignedDuration::from_hours(1));
    let vu_le = banc.maintenant();
    let noter = |sujet: &'static str| {
        banc.store.write(move |tx| {
            Box::pin(async move {
                let ecriture = identites::Ecriture {
                    emetteur: A,
                    sujet,
                    document: &json!({ "email": "neuf" }),
                    vu_le,
                };
                identites::noter(tx, &ecriture).await
            })
        })
    };
    noter("claire").await.unwrap();
    let absente = noter("personne").await;
    assert!(matches!(absente, Err(Error::Absent { objet: "identites" })));
    let liste = du_compte(banc, compte).await;
    assert_eq!(liste[0].document, Some(json!({ "email": "neuf" })));
    assert_eq!((liste[0].vu_le, liste.len()), (vu_le, 2));
    assert!(liste[0].cree_le < vu_le);
    for document in banc.octets("SELECT document FROM identites").await {
        assert!(!document.windows(4).any(|morceau| morceau == b"neuf"));
    }
}

async fn a_pair_belongs_to_one_account(banc: &Banc) {
    let un = banc.compte("a@ville.example").await;
    let deux = banc.compte("b@ville.example").await;
    attacher(banc, un, A, "42").await.unwrap();
    for compte in [un, deux] {
        let encore = attacher(banc, compte, A, "42").await;
        assert!(matches!(encore, Err(Error::DejaPresent(_))));
    }
    attacher(banc, deux, B, "42").await.unwrap();
    assert_eq!(par_sujet(banc, A, "42").await, Some(un));
    assert_eq!(par_sujet(banc, B, "42").await, Some(deux));
    assert_eq!(par_sujet(banc, B, "43").await, None);
    let nul = attacher(banc, banc.id(), A, "43").await;
    assert!(matches!(nul, Err(Error::Base(_))), "no such account");
}

async fn an_identity_is_detached_from_its_account_only(banc: &Banc) {
    let un = banc.compte("a@ville.example").await;
    let deux = banc.compte("b@ville.example").await;
    attacher(banc, un, A, "42").await.unwrap();
    for (compte, attendu) in [(deux, false), (un, true), (un, false)] {
        let retiree = banc
            .store
            .write(|tx| {
                Box::pin(async move {
                    let mut tour = installation::prendre_tour(tx).await?;
                    identites::retirer(tx, &mut tour, compte, A, "42").await
                })
            })
            .await;
        assert_eq!(retiree.unwrap(), attendu);
    }
    assert_eq!(par_sujet(banc, A, "42").await, None);
}

async fn a_provider_that_moves_keeps_its_people(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    attacher(banc, compte, A, "42").await.unwrap();
    let changees = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = installation::prendre_tour(tx).await?;
                identites::changer_emetteur(tx, &mut tour, A, B).await
            })
        })
        .await;
    assert_eq!(changees.unwrap(), 1);
    assert_eq!(par_sujet(banc, B, "42").await, Some(compte));
    // What was said was sealed under the old address.
    assert_eq!(du_compte(banc, compte).await[0].document, None);
}
