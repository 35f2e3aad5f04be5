//! Signing in and out, end to end, through the demonstration's provider.

use super::navigateur::{Demo, Navigateur, champs_caches};

#[tokio::test]
async fn each_of_the_five_people_signs_in_and_out() {
    let demo = Demo::demarrer();
    for (sub, nom) in [
        ("porteur", "Claire Morvan"),
        ("rssi", "Karim Benali"),
        ("autorite", "Hélène Faure"),
        ("prestataire", "Thomas Petit"),
        ("admin", "Nadia Lopez"),
    ] {
        let navigateur = Navigateur::new(&demo);
        let choix = navigateur.aller_choisir("%2Fmethode").await;
        assert!(choix.corps.contains(&format!("{sub}@demo.example")));
        let retour = navigateur.choisir(&choix, sub).await;
        let arrivee = navigateur.get(&retour).await;
        assert_eq!((arrivee.statut, arrivee.vers.as_str()), (303, "/methode"));
        let page = navigateur.get("/methode").await;
        assert!(page.corps.contains(nom));

        let sortie = navigateur
            .post("/deconnexion", champs_caches(&page.corps))
            .await;
        assert_eq!(sortie.statut, 303);
        assert!(
            sortie
                .vers
                .contains("/demo-oidc/end_session?id_token_hint=")
        );
        assert_eq!(navigateur.session(), None);
        let fin = navigateur.get(&sortie.vers).await;
        assert!(fin.vers.starts_with(&format!("{}/?state=", demo.adresse)));
        assert!(!navigateur.get("/methode").await.corps.contains(nom));
    }
}

#[tokio::test]
async fn the_cookie_holds_a_random_id_and_changes_at_sign_in() {
    let demo = Demo::demarrer();
    let navigateur = Navigateur::new(&demo);
    let choix = navigateur.aller_choisir("%2F").await;
    let avant = navigateur.session().unwrap();
    let retour = navigateur.choisir(&choix, "rssi").await;
    let arrivee = navigateur.get(&retour).await;
    let apres = navigateur.session().unwrap();
    assert_ne!(avant, apres);
    assert_eq!(apres.len(), 22, "128 bits");
    assert_eq!(
        arrivee.cookie,
        format!("mss={apres}; HttpOnly; SameSite=Lax; Path=/")
    );
    let ancienne = Navigateur::new(&demo);
    ancienne.reprendre_session(&avant);
    assert!(!ancienne.get("/methode").await.corps.contains("Karim"));
}

#[tokio::test]
async fn an_answer_serves_once_and_in_its_own_browser() {
    let demo = Demo::demarrer();
    let navigateur = Navigateur::new(&demo);
    let choix = navigateur.aller_choisir("%2F").await;
    let retour = navigateur.choisir(&choix, "porteur").await;
    let ailleurs = Navigateur::new(&demo).get(&retour).await;
    assert_eq!(ailleurs.statut, 400);
    assert!(ailleurs.corps.contains("a expiré ou a déjà servi"));
    assert_eq!(navigateur.get(&retour).await.statut, 303);
    let encore = navigateur.get(&retour).await;
    assert_eq!(encore.statut, 400);
    assert!(
        encore.corps.contains("/connexion/vers/demo"),
        "the way to start over"
    );
}

#[tokio::test]
async fn a_forged_answer_is_refused() {
    let demo = Demo::demarrer();
    for (cherche, remplace, statut) in [
        ("code=", "code=x", 400),
        ("state=", "state=x", 400),
        ("iss=", "iss=x", 400),
    ] {
        let navigateur = Navigateur::new(&demo);
        let choix = navigateur.aller_choisir("%2F").await;
        let retour = navigateur.choisir(&choix, "porteur").await;
        let faux = retour.replacen(cherche, remplace, 1);
        let reponse = navigateur.get(&faux).await;
        assert_eq!(reponse.statut, statut, "{cherche}");
        assert!(
            !navigateur
                .get("/methode")
                .await
                .corps
                .contains("Claire Morvan")
        );
    }
}

#[tokio::test]
async fn giving_up_at_the_provider_is_no_accident() {
    let demo = Demo::demarrer();
    let navigateur = Navigateur::new(&demo);
    let choix = navigateur.aller_choisir("%2F").await;
    let retour = navigateur.choisir(&choix, "").await;
    let page = navigateur.get(&retour).await;
    assert_eq!(page.statut, 403);
    assert!(page.corps.contains("refusée ou abandonnée"));
}

#[tokio::test]
async fn two_tabs_sign_in_one_after_the_other() {
    let demo = Demo::demarrer();
    let navigateur = Navigateur::new(&demo);
    let un = navigateur.aller_choisir("%2Fmethode").await;
    let deux = navigateur.aller_choisir("%2Faffichage").await;
    let retour = navigateur.choisir(&un, "porteur").await;
    assert_eq!(navigateur.get(&retour).await.vers, "/methode");
    let retour = navigateur.choisir(&deux, "rssi").await;
    assert_eq!(navigateur.get(&retour).await.vers, "/affichage");
    assert!(
        navigateur
            .get("/methode")
            .await
            .corps
            .contains("Karim Benali")
    );
}

#[tokio::test]
async fn a_form_sent_after_signing_out_is_not_kept() {
    let demo = Demo::demarrer();
    let navigateur = Navigateur::new(&demo);
    assert_eq!(navigateur.se_connecter("porteur").await.statut, 303);
    let page = navigateur.get("/methode").await;
    let sortie = champs_caches(&page.corps);
    let session = navigateur.session().unwrap();
    assert_eq!(navigateur.post("/deconnexion", sortie).await.statut, 303);
    // The tab that stayed open still names the ended session.
    navigateur.reprendre_session(&session);
    let tard = navigateur.post("/reprise", "texte=perdu".to_owned()).await;
    assert_eq!(tard.statut, 401);
    assert!(
        tard.corps.contains("pour copier ce que vous avez saisi"),
        "signed out on purpose"
    );
}
