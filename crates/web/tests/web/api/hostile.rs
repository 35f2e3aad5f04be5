//! What a program may get wrong, or send on purpose: always a clear refusal, never a failure.

use axum::{
    body::Body,
    http::{Method, Request},
};
use domaine::droits::Portee;

use super::outils::Programme;
use super::services::decrit;
use crate::web::commun::Banc;

const SERVICES: &str = "/api/v1/services";

#[tokio::test]
async fn bodies_are_bounded_typed_and_strict() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let trop = format!("{{\"nom\":\"{}\"}}", "a".repeat(300 * 1024));
    let profond = format!("{{\"nom\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let cas: [(&str, u16, &str); 13] = [
        (&trop, 413, "corpsTropGrand"),
        (&profond, 400, "corpsTropProfond"),
        ("", 400, "corpsIllisible"),
        ("{", 400, "corpsIllisible"),
        ("{\"nom\":\"\\ud800\"}", 400, "corpsIllisible"),
        ("[]", 422, "saisieInvalide"),
        ("null", 422, "saisieInvalide"),
        ("{}", 422, "saisieInvalide"),
        ("{\"nom\":1,\"siret\":\"\"}", 422, "saisieInvalide"),
        (
            "{\"nom\":\"a\",\"nom\":\"b\",\"siret\":\"\"}",
            422,
            "saisieInvalide",
        ),
        (
            "{\"nom\":\"a\",\"siret\":\"\",\"x\":1}",
            422,
            "saisieInvalide",
        ),
        (
            "{\"nom\":\"a\\u0000\",\"siret\":\"21350238800019\"}",
            422,
            "saisieInvalide",
        ),
        (
            "{\"nom\":\"a\",\"siret\":\"1\",\"organisation\":\"v\"}",
            422,
            "saisieInvalide",
        ),
    ];
    for (corps, statut, code) in cas {
        let debut: String = corps.chars().take(60).collect();
        let refus = programme.post(SERVICES, corps).await;
        assert_eq!(refus.refus(), (statut, code.to_owned()), "{debut}");
    }
    let nomme = programme
        .post(SERVICES, "{\"nom\":\"a\",\"siret\":\"\",\"x\":1}")
        .await;
    assert_eq!(
        nomme.champs(),
        [("x".to_owned(), "champInconnu".to_owned())]
    );
    let liste = programme.post(SERVICES, "[\"a\",\"21350238800019\"]").await;
    assert_eq!(liste.refus(), (422, "saisieInvalide".to_owned()));
    let nomme = programme.post(SERVICES, "{\"nom\":1,\"siret\":\"\"}").await;
    assert_eq!(
        nomme.champs(),
        [("nom".to_owned(), "typeInvalide".to_owned())]
    );
    let nomme = programme
        .post(SERVICES, "{\"nom\":\"\",\"siret\":\"1\"}")
        .await;
    assert_eq!(
        nomme.champs(),
        [("nom", "manque"), ("siret", "siretInvalide")].map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    for genre in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin1",
    ] {
        let en_tetes = [("content-type", genre)];
        let refus = programme
            .demander(Method::POST, SERVICES, &en_tetes, Some("{}"))
            .await;
        assert_eq!(refus.refus(), (415, "typeRefuse".to_owned()), "{genre}");
    }
}

#[tokio::test]
async fn a_list_never_passes_for_an_object_at_any_depth() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = decrit(&programme).await;
    let lot = format!("{adresse}/mesures");
    let risque = format!("{adresse}/risques/R1");
    for (methode, chemin, corps, champ) in [
        (Method::POST, SERVICES, r#"["a","21350238800019"]"#, ""),
        (
            Method::PATCH,
            &lot,
            r#"{"mesures":[["X",0]],"changement":{}}"#,
            "mesures[0]",
        ),
        (
            Method::PATCH,
            &lot,
            r#"{"mesures":[{"id":"X","version":0}],"changement":["fait"]}"#,
            "changement",
        ),
        (Method::PUT, &risque, r#"{"gravite":[3,"Vu."]}"#, "gravite"),
        (
            Method::PATCH,
            &adresse,
            r#"{"description":["a"]}"#,
            "description",
        ),
        (
            Method::PATCH,
            &adresse,
            r#"{"description":{"organisationResponsable":["21350238800019"]}}"#,
            "description.organisationResponsable",
        ),
        (
            Method::PATCH,
            &adresse,
            r#"{"description":{"pointsAcces":[{"description":"a"},["b"]]}}"#,
            "description.pointsAcces[1]",
        ),
    ] {
        let version = [("if-match", "\"0\"")];
        let refus = programme
            .demander(methode, chemin, &version, Some(corps))
            .await;
        assert_eq!(refus.refus(), (422, "saisieInvalide".to_owned()), "{corps}");
        let nomme = (champ.to_owned(), "typeInvalide".to_owned());
        assert_eq!(refus.champs(), [nomme], "{corps}");
        let message = &refus.json()["erreurs"][0]["message"];
        assert_eq!(message, "Un objet est attendu ici, pas une liste.");
    }
}

#[tokio::test]
async fn the_token_is_looked_at_before_the_body() {
    let banc = Banc::new().await;
    let trop = "a".repeat(300 * 1024);
    let (lecture, _) = Programme::new(&banc, "claire", Portee::Lecture).await;
    assert_eq!(lecture.post(SERVICES, &trop).await.refus().0, 403);
    let sans = Programme {
        banc: &banc,
        secret: String::new(),
    };
    let genre = [("content-type", "text/plain")];
    let refus = sans
        .demander(Method::POST, SERVICES, &genre, Some(&trop))
        .await;
    assert_eq!(refus.refus().0, 401);
}

#[tokio::test]
async fn parameters_and_headers_are_strict() {
    let banc = Banc::new().await;
    let (programme, _) = Programme::new(&banc, "claire", Portee::Ecriture).await;
    let adresse = decrit(&programme).await;
    let long = format!("{SERVICES}?apres={}", "a".repeat(3_000));
    for chemin in [
        "/api/v1/services?x=1",
        "/api/v1/services?limite=0",
        "/api/v1/services?limite=101",
        "/api/v1/services?limite=-1",
        "/api/v1/services?limite=un",
        "/api/v1/services?limite=99999999999999999999",
        "/api/v1/services?limite=1&limite=2",
        "/api/v1/services?apres=%00",
        "/api/v1/services?apres=%FF",
        "/api/v1/services?apres=moi",
        "/api/v1/services?apres=",
        &long,
        "/api/v1/moi?jeton=1",
        &format!("{adresse}?x"),
        &format!("{adresse}/journal?apres=a"),
        &format!("{adresse}/journal?famille=autre"),
    ] {
        let refus = programme.get(chemin).await;
        assert!(refus.statut.is_client_error(), "{chemin} {}", refus.corps);
        assert_eq!(
            refus.refus(),
            (400, "parametreInvalide".to_owned()),
            "{chemin}"
        );
    }
    let nomme = programme.get("/api/v1/services?limite=un").await;
    assert_eq!(
        nomme.champs(),
        [("limite".to_owned(), "valeurInvalide".to_owned())]
    );
    for chemin in [
        "/api/v1/services/1",
        "/api/v1/services/%00",
        "/api/v1/services/../moi",
        "/api/v1//services",
        "/api/v1/services/",
        "/api/v1/services/00000000-0000-0000-0000-000000000000",
    ] {
        let refus = programme.get(chemin).await;
        assert_eq!(refus.refus(), (404, "introuvable".to_owned()), "{chemin}");
    }
    let deux = [("if-none-match", "\"1\""), ("if-none-match", "\"2\"")];
    let refus = programme.demander(Method::GET, &adresse, &deux, None).await;
    assert_eq!(refus.refus(), (400, "requeteIllisible".to_owned()));
    let ailleurs = Request::get("/api/v1/moi")
        .header("host", "ailleurs.example")
        .body(Body::empty());
    let refus = banc.envoyer(ailleurs.unwrap()).await;
    assert_eq!(refus.refus(), (421, "adresseInconnue".to_owned()));
}
