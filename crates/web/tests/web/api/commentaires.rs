//! Comments through the API: page by page, and one's own only.

use axum::http::{Method, StatusCode};
use domaine::droits::Portee;
use serde_json::json;

use super::outils::{Programme, jeton};
use super::services::decrit;
use crate::web::commun::Banc;

#[tokio::test]
async fn comments_are_read_corrected_and_deleted_by_whoever_wrote_them() {
    let banc = Banc::new().await;
    let (programme, ctx) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = decrit(&programme).await;
    let mesures = programme.get(&format!("{adresse}/mesures")).await.reussie();
    let id = mesures.json()["elements"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let liste = format!("{adresse}/mesures/{id}/commentaires");
    let mut ecrits = Vec::new();
    for texte in ["Un.", "Deux.", "Trois."] {
        let corps = json!({ "texte": texte }).to_string();
        let ecrit = programme.post(&liste, &corps).await;
        assert_eq!(ecrit.statut, StatusCode::CREATED);
        ecrits.push(ecrit.en_tete("location").to_owned());
    }
    let corrige = programme
        .demander(
            Method::PUT,
            &ecrits[1],
            &[],
            Some(r#"{"texte":"Deux, revu."}"#),
        )
        .await
        .reussie();
    assert_eq!(corrige.json()["texte"], "Deux, revu.");
    assert!(corrige.json()["modifieLe"].is_string());

    // A cursor stays good when its comment goes.
    let page = programme
        .get(&format!("{liste}?limite=2"))
        .await
        .reussie()
        .json();
    assert_eq!(page["elements"][1]["texte"], "Deux, revu.");
    let suivant = page["suivant"].as_str().unwrap().to_owned();
    let supprime = programme
        .demander(Method::DELETE, &ecrits[1], &[], None)
        .await;
    assert_eq!(supprime.statut, StatusCode::NO_CONTENT);
    let page = programme
        .get(&format!("{liste}?limite=2&apres={suivant}"))
        .await
        .reussie()
        .json();
    assert_eq!(page["elements"][0]["texte"], "Un.");
    assert_eq!(
        (&page["elements"][1], &page["suivant"]),
        (&json!(null), &json!(null))
    );
    for (methode, corps) in [
        (Method::GET, None),
        (Method::DELETE, None),
        (Method::PUT, Some(r#"{"texte":"Non."}"#)),
    ] {
        let refus = programme.demander(methode, &ecrits[1], &[], corps).await;
        assert_eq!(refus.refus(), (404, "introuvable".to_owned()));
    }
    // About another thing, the same comment does not exist.
    let risques = programme.get(&format!("{adresse}/risques")).await.reussie();
    let risque = risques.json()["elements"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let ailleurs = ecrits[0].replace(&format!("mesures/{id}"), &format!("risques/{risque}"));
    assert_eq!(programme.get(&ailleurs).await.refus().0, 404);

    // A colleague reads it, and does not change it.
    let (collegue, _) = banc.connecter("paul").await;
    inviter(&ctx, &adresse).await;
    let secret = jeton(&banc.monde.pour(collegue), Portee::Ecriture, None).await;
    let autre = Programme {
        banc: &banc,
        secret,
    };
    autre.get(&ecrits[0]).await.reussie();
    let refus = autre.demander(Method::DELETE, &ecrits[0], &[], None).await;
    assert_eq!(refus.refus().0, 404);
    for inconnu in ["mesures/NULLE.1", "risques/R999"] {
        let lus = programme
            .get(&format!("{adresse}/{inconnu}/commentaires"))
            .await;
        assert_eq!(lus.refus().0, 404, "{inconnu}");
    }
}

/// Makes Paul a contributor of the service at that address.
async fn inviter(ctx: &application::Context, adresse: &str) {
    use application::equipe::{Changement, ModifierEquipe, modifier_equipe};
    let commande = ModifierEquipe {
        operation: ctx.nouvel_id(),
        service: adresse.rsplit('/').next().unwrap().parse().unwrap(),
        changement: Changement::Inviter {
            courriel: "paul@ville.example".into(),
            habilitation: domaine::droits::Role::Contributeur.into(),
        },
    };
    modifier_equipe(ctx, &commande).await.unwrap();
}
