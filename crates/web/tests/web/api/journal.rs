//! What happened to a service, read by a program: values, pages, what is new since a visit.

use application::equipe::{Changement, ModifierEquipe, modifier_equipe};
use application::historique::noter_passage;
use axum::http::Method;
use domaine::droits::{Portee, Role};
use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

use super::outils::Programme;
use super::services::decrit;
use crate::web::commun::Banc;

/// Puts a field of a follow-up in place.
async fn changer(programme: &Programme<'_>, mesure: &str, version: u8, corps: &str) {
    let version = [("if-match", &*format!("\"{version}\""))];
    let ecrit = programme
        .demander(Method::PATCH, mesure, &version, Some(corps))
        .await;
    ecrit.reussie();
}

#[tokio::test]
async fn each_change_tells_what_was_and_what_is() {
    let banc = Banc::new().await;
    let (programme, ctx) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let service = decrit(&programme).await;
    let mesures = programme.get(&format!("{service}/mesures?limite=1")).await;
    let mesures = mesures.reussie().json();
    let id = mesures["elements"][0]["id"].as_str().unwrap();
    let mesure = format!("{service}/mesures/{id}");
    changer(&programme, &mesure, 0, r#"{"statut":"enCours"}"#).await;
    let suite = r#"{"statut":"fait","echeance":"2027-01-31"}"#;
    changer(&programme, &mesure, 1, suite).await;
    let commentaires = format!("{mesure}/commentaires");
    let ecrit = programme.post(&commentaires, r#"{"texte":"Vu."}"#).await;
    ecrit.reussie();

    let journal = format!("{service}/journal");
    let lu = programme
        .get(&format!("{journal}?limite=3"))
        .await
        .reussie();
    let faits = lu.json()["elements"].clone();
    assert_eq!(faits[0]["genre"], "commentaire.ajoute");
    let texte = json!({ "champ": "texte" });
    assert!(
        faits[0]["champs"].as_array().unwrap().contains(&texte),
        "what was written is not told again: {}",
        faits[0]
    );
    assert_eq!(faits[1]["objet"]["id"], id);
    assert_eq!(
        faits[1]["champs"],
        json!([
            { "champ": "echeance", "avant": null, "apres": "2027-01-31" },
            { "champ": "statut", "avant": "enCours", "apres": "fait" },
        ])
    );
    assert_eq!(
        faits[2]["champs"],
        json!([{ "champ": "statut", "avant": null, "apres": "enCours" }])
    );
    let filtre = |acteur: Uuid| format!("{journal}?acteur={acteur}&famille=mesures");
    let siens = programme.get(&filtre(ctx.acteur())).await.reussie();
    assert_eq!(siens.json()["elements"].as_array().unwrap().len(), 2);
    let aucun = programme.get(&filtre(Uuid::nil())).await.reussie();
    assert_eq!(aucun.json()["elements"], json!([]));
}

#[tokio::test]
async fn what_is_new_since_a_visit_is_read_without_visiting() {
    let banc = Banc::new().await;
    let (claire, ctx) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let (karim, _) = Programme::new(&banc, "karim", Portee::Ecriture).await;
    let service = decrit(&claire).await;
    let id = service.rsplit('/').next().unwrap().parse().unwrap();
    let commande = ModifierEquipe {
        operation: ctx.nouvel_id(),
        service: id,
        changement: Changement::Inviter {
            courriel: "karim@ville.example".into(),
            habilitation: Role::Contributeur.into(),
        },
    };
    modifier_equipe(&ctx, &commande).await.unwrap();
    let adresse = format!("{service}/depuis-ma-visite");
    let lire = async |suite: &str| -> Value {
        let chemin = format!("{adresse}{suite}");
        claire.get(&chemin).await.reussie().json()
    };
    let premiere = lire("").await;
    assert_eq!(premiere["depuis"], json!(null));
    assert_eq!(
        (&premiere["nombre"], &premiere["elements"]),
        (&json!(0), &json!([]))
    );

    noter_passage(&ctx, id).await.unwrap();
    let visite = ctx.maintenant();
    banc.horloge.avancer(SignedDuration::from_hours(3));
    let mesures = karim.get(&format!("{service}/mesures?limite=2")).await;
    let mesures = mesures.reussie().json();
    for mesure in mesures["elements"].as_array().unwrap() {
        let mesure = format!("{service}/mesures/{}", mesure["id"].as_str().unwrap());
        changer(&karim, &mesure, 0, r#"{"statut":"fait"}"#).await;
        // One's own changes are no news.
        changer(&claire, &mesure, 1, r#"{"priorite":"haute"}"#).await;
    }
    for _ in 0..3 {
        // Read again and again, hours apart: none of it is a visit.
        banc.horloge.avancer(SignedDuration::from_hours(1));
        let lu = lire("").await;
        assert_eq!(lu["depuis"], visite.to_string());
        assert_eq!(lu["nombre"], 2);
        let faits = lu["elements"].as_array().unwrap();
        let moi = json!(ctx.acteur());
        assert!(faits.iter().all(|fait| fait["acteur"] != moi));
        assert_eq!(faits.len(), 2);
    }
    let page = lire("?limite=1").await;
    let suite = page["suivant"].as_str().unwrap();
    let fin = lire(&format!("?limite=1&apres={suite}")).await;
    assert_eq!(fin["suivant"], json!(null));
    assert_ne!(
        page["elements"][0]["sequence"],
        fin["elements"][0]["sequence"]
    );
}
