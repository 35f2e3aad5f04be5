//! The demonstration's provider: for this machine, for this server, once.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use super::navigateur::{Demo, Navigateur};

const DEFI: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn demande(demo: &Demo, changement: (&str, &str)) -> String {
    let retour = format!("{}/connexion/retour", demo.adresse);
    let mut parametres = vec![
        ("client_id", "mss-demo"),
        ("redirect_uri", &retour),
        ("response_type", "code"),
        ("scope", "openid email"),
        ("state", "s"),
        ("nonce", "n"),
        ("code_challenge", DEFI),
        ("code_challenge_method", "S256"),
    ];
    for parametre in &mut parametres {
        if parametre.0 == changement.0 {
            parametre.1 = changement.1;
        }
    }
    let mut url = url::form_urlencoded::Serializer::new("/demo-oidc/authorize?".to_owned());
    url.extend_pairs(parametres).finish()
}

#[tokio::test]
async fn nobody_is_sent_to_another_address() {
    let demo = Demo::demarrer();
    let navigateur = Navigateur::new(&demo);
    for ailleurs in [
        "https://ailleurs.example/",
        "http://127.0.0.1:1/connexion/retour",
        "http://192.0.2.1/connexion/retour",
    ] {
        let reponse = navigateur
            .get(&demande(&demo, ("redirect_uri", ailleurs)))
            .await;
        assert_eq!(
            (reponse.statut, reponse.vers.as_str()),
            (400, ""),
            "{ailleurs}"
        );
    }
    let inconnu = navigateur
        .get(&demande(&demo, ("client_id", "autre")))
        .await;
    assert_eq!(inconnu.statut, 400);
}

#[tokio::test]
async fn a_request_that_breaks_the_standard_is_sent_back_with_its_error() {
    let demo = Demo::demarrer();
    let navigateur = Navigateur::new(&demo);
    for (nom, valeur, erreur) in [
        ("response_type", "token", "unsupported_response_type"),
        ("scope", "email", "invalid_scope"),
        ("code_challenge", "", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
    ] {
        let reponse = navigateur.get(&demande(&demo, (nom, valeur))).await;
        assert_eq!(reponse.statut, 303, "{nom}");
        assert!(reponse.vers.contains(&format!("error={erreur}")), "{nom}");
    }
}

#[tokio::test]
async fn tokens_need_the_secret_and_userinfo_needs_a_token() {
    let demo = Demo::demarrer();
    let navigateur = Navigateur::new(&demo);
    let corps = "grant_type=authorization_code&code=x".to_owned();
    assert_eq!(navigateur.post("/demo-oidc/token", corps).await.statut, 401);
    assert_eq!(navigateur.get("/demo-oidc/userinfo").await.statut, 401);
}

/// One raw request, because an HTTP client would not lie about its `Host`.
fn requete_brute(demo: &Demo, chemin: &str, hote: &str) -> String {
    let mut flux = TcpStream::connect(("127.0.0.1", demo.port().parse().unwrap())).unwrap();
    write!(
        flux,
        "GET {chemin} HTTP/1.1\r\nHost: {hote}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut reponse = String::new();
    flux.read_to_string(&mut reponse).unwrap();
    reponse
}

#[test]
fn a_page_of_another_site_cannot_use_it_under_its_own_name() {
    let demo = Demo::demarrer();
    for hote in [
        "ailleurs.example",
        "127.0.0.1.ailleurs.example",
        "192.0.2.1",
    ] {
        let reponse = requete_brute(&demo, "/demo-oidc/jwks", hote);
        assert!(reponse.starts_with("HTTP/1.1 403"), "{hote}");
        let reponse = requete_brute(&demo, "/", hote);
        assert!(reponse.starts_with("HTTP/1.1 421"), "{hote}");
    }
    assert!(requete_brute(&demo, "/demo-oidc/jwks", "localhost").starts_with("HTTP/1.1 200"));
}

#[test]
fn it_listens_on_the_loopback_only() {
    let demo = Demo::demarrer();
    assert!(demo.adresse.starts_with("http://127.0.0.1:"));
    // 127.0.0.2 is this machine too, but not the address it listens on.
    let autre = TcpStream::connect(("127.0.0.2", demo.port().parse().unwrap()));
    assert!(autre.is_err());
}
