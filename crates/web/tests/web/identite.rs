//! What an identity provider may answer, and what is believed of it.

use ::web::ReglageFournisseur;
use axum::{Router, http::header};
use jiff::SignedDuration;
use serde_json::json;
use std::collections::BTreeSet;
use stockage::identites;
use url::Url;

use super::{
    commun::{Banc, Reponse, reglages},
    fournisseur::{Fournisseur, Panne, Scenario},
};

struct Essai {
    banc: Banc,
    fournisseur: Fournisseur,
}

impl Essai {
    async fn new(userinfo_signe: bool) -> Self {
        Self::avec(|reglage| reglage.userinfo_signe = userinfo_signe).await
    }

    /// With what the operator says of the provider.
    async fn avec(regler: impl FnOnce(&mut ReglageFournisseur)) -> Self {
        let maintenant = "2026-11-02T08:00:00Z".parse().unwrap();
        let fournisseur = Fournisseur::demarrer(maintenant).await;
        let mut reglages = reglages("https://mss.ville.example");
        reglages.fournisseurs[0]
            .emetteur
            .clone_from(&fournisseur.emetteur);
        regler(&mut reglages.fournisseurs[0]);
        let banc = Banc::avec(reglages, Router::new()).await;
        Self { banc, fournisseur }
    }

    /// Goes to the provider and back, under a scenario changed by `changer`.
    async fn se_connecter(&self, changer: impl FnOnce(&mut Scenario)) -> (Reponse, String) {
        let depart = self.banc.get("/connexion/vers/agents", "").await;
        assert_eq!(depart.statut, 303);
        let vers = Url::parse(depart.en_tete("location")).unwrap();
        let parametre = |nom: &str| {
            let (_, valeur) = vers.query_pairs().find(|(n, _)| n == nom).unwrap();
            valeur.into_owned()
        };
        let (state, nonce) = (parametre("state"), parametre("nonce"));
        assert!(state.len() >= 32 && nonce.len() >= 32, "rule 1438");
        assert_eq!(parametre("code_challenge_method"), "S256");
        {
            let mut scenario = self.fournisseur.scenario.lock().unwrap();
            scenario.nonce = nonce;
            changer(&mut scenario);
        }
        let cookie = cookie(depart.en_tete("set-cookie"));
        let retour = format!("/connexion/retour?code=c&state={state}");
        (self.banc.get(&retour, &cookie).await, cookie)
    }

    fn tomber(&self, panne: Panne) {
        self.fournisseur.scenario.lock().unwrap().panne = panne;
    }

    /// Status of `/sante`, some time later.
    async fn sante_apres(&self, secondes: i64) -> u16 {
        let horloge = &self.banc.horloge;
        horloge.avancer(SignedDuration::from_secs(secondes));
        let sante = self.banc.get("/sante", "").await;
        let identite = sante.corps.contains(r#""identite":"ok""#);
        assert_eq!(identite, sante.statut == 200, "{}", sante.corps);
        assert!(sante.corps.contains(r#""base":"ok""#));
        sante.statut.as_u16()
    }

    async fn refus(&self, changer: impl FnOnce(&mut Scenario)) -> (u16, String) {
        let (reponse, cookie) = self.se_connecter(changer).await;
        let page = self.banc.get("/methode", &cookie).await;
        assert!(
            !page.corps.contains("Se déconnecter"),
            "nobody is signed in"
        );
        (reponse.statut.as_u16(), reponse.corps)
    }
}

fn cookie(set_cookie: &str) -> String {
    set_cookie.split(';').next().unwrap().to_owned()
}

const NON_VERIFIEE: &str = "n’a pas pu être vérifiée";

#[tokio::test]
async fn a_good_answer_signs_in_under_a_host_only_cookie() {
    let essai = Essai::new(false).await;
    let (reponse, avant) = essai.se_connecter(|_| {}).await;
    assert_eq!(
        (reponse.statut.as_u16(), reponse.en_tete("location")),
        (303, "/services")
    );
    let pose = reponse.en_tete("set-cookie").to_owned();
    let apres = cookie(&pose);
    assert_ne!(avant, apres);
    assert_eq!(
        pose,
        format!("{apres}; HttpOnly; SameSite=Lax; Secure; Path=/")
    );
    assert!(apres.starts_with("__Host-mss="));
    let page = essai.banc.get("/methode", &apres).await;
    assert!(page.corps.contains("Claire Morvan"));
    assert!(!page.corps.contains("claire@ville.example"));
    assert_eq!(
        reponse.en_tetes.get_all(header::SET_COOKIE).iter().count(),
        1
    );
}

#[tokio::test]
async fn an_answer_that_fails_a_check_signs_nobody_in() {
    let essai = Essai::new(false).await;
    const HORS_DATE: &str = "n’est plus valable, ou pas encore";
    type Cas = (fn(&mut Scenario), &'static str);
    let changements: [Cas; 6] = [
        (|s| s.audience = "autre", "destinée à une autre application"),
        (|s| s.emetteur = Some("https://autre.example"), NON_VERIFIEE),
        (|s| s.nonce = "autre".to_owned(), NON_VERIFIEE),
        (|s| s.emis -= SignedDuration::from_hours(1), HORS_DATE),
        (|s| s.emis += SignedDuration::from_hours(1), HORS_DATE),
        (|s| s.cles = (2, 1), NON_VERIFIEE),
    ];
    let depart = essai.fournisseur.scenario.lock().unwrap().clone();
    for (rang, (changer, phrase)) in changements.into_iter().enumerate() {
        *essai.fournisseur.scenario.lock().unwrap() = depart.clone();
        let (statut, corps) = essai.refus(changer).await;
        assert_eq!(statut, 400, "change {rang}");
        assert!(corps.contains(phrase), "change {rang}");
    }
}

#[tokio::test]
async fn a_level_of_authentication_can_be_asked() {
    let essai = Essai::avec(|reglage| {
        reglage.acr = vec!["eidas2".to_owned(), "eidas3".to_owned()];
    })
    .await;
    let depart = essai.banc.get("/connexion/vers/agents", "").await;
    let vers = Url::parse(depart.en_tete("location")).unwrap();
    let demande = vers.query_pairs().find(|(n, _)| n == "acr_values").unwrap();
    assert_eq!(demande.1, "eidas2 eidas3");
    for acr in [None, Some("eidas1")] {
        let (statut, corps) = essai.refus(|s| s.acr = acr).await;
        assert_eq!(statut, 403, "{acr:?}");
        assert!(corps.contains("une identification plus forte"), "{acr:?}");
    }
    for acr in ["eidas2", "eidas3"] {
        let (reponse, _) = essai.se_connecter(|s| s.acr = Some(acr)).await;
        assert_eq!(reponse.statut, 303, "{acr}");
    }
}

#[tokio::test]
async fn only_the_parameters_of_the_configuration_are_sent() {
    let attendus = [
        "response_type",
        "client_id",
        "state",
        "code_challenge",
        "code_challenge_method",
        "redirect_uri",
        "scope",
        "nonce",
    ];
    let noms = |essai: Essai| async move {
        let depart = essai.banc.get("/connexion/vers/agents", "").await;
        let vers = Url::parse(depart.en_tete("location")).unwrap();
        let noms = vers.query_pairs().map(|(nom, _)| nom.into_owned());
        noms.collect::<BTreeSet<_>>()
    };
    let connus: BTreeSet<_> = attendus.map(str::to_owned).into();
    assert_eq!(noms(Essai::new(false).await).await, connus);
    let essai = Essai::avec(|reglage| {
        let parametre = ("idp_hint".to_owned(), "ville".to_owned());
        reglage.parametres = [parametre].into();
    });
    let avec = noms(essai.await).await;
    assert_eq!(avec.difference(&connus).collect::<Vec<_>>(), ["idp_hint"]);
}

#[tokio::test]
async fn signing_out_there_too_is_a_switch() {
    let essai = Essai::avec(|reglage| reglage.deconnexion = false).await;
    let (reponse, _) = essai.se_connecter(|_| {}).await;
    let cookie = cookie(reponse.en_tete("set-cookie"));
    let page = essai.banc.get("/methode", &cookie).await.corps;
    let jeton = page.split("name=\"_csrf\" value=\"").nth(1).unwrap();
    let corps = format!("_csrf={}", jeton.split('"').next().unwrap());
    let sortie = essai.banc.post("/deconnexion", &cookie, &corps).await;
    assert_eq!(sortie.en_tete("location"), "/");
}

#[tokio::test]
async fn attributes_keep_their_names() {
    let essai = Essai::avec(|reglage| {
        reglage.attributs = vec!["uid".to_owned(), "inconnu".to_owned(), "absent".to_owned()];
    })
    .await;
    let (reponse, _) = essai.se_connecter(|_| {}).await;
    assert_eq!(reponse.statut, 303);
    let emetteur = essai.fournisseur.emetteur.clone();
    let lue = essai
        .banc
        .monde
        .store()
        .read(|tx| {
            let emetteur = &emetteur;
            Box::pin(
                async move { identites::par_sujet::<serde_json::Value>(tx, emetteur, "42").await },
            )
        })
        .await
        .unwrap()
        .unwrap();
    let attendu = json!({
        "email": "claire@ville.example", "given_name": "Claire", "usual_name": "Morvan",
        "siret": "21000000000016", "organizational_unit": "",
        "attributs": { "uid": "c-morvan" },
    });
    assert_eq!(lue.document, Some(attendu));
}

#[tokio::test]
async fn clocks_a_minute_apart_are_tolerated() {
    for ecart in [-55, 55] {
        let essai = Essai::new(false).await;
        let (reponse, _) = essai
            .se_connecter(|s| {
                s.emis += SignedDuration::from_secs(ecart);
                s.duree = SignedDuration::from_secs(30);
            })
            .await;
        assert_eq!(reponse.statut, 303, "{ecart}");
    }
}

#[tokio::test]
async fn new_keys_of_the_provider_are_read_when_met() {
    let essai = Essai::new(false).await;
    assert_eq!(essai.se_connecter(|_| {}).await.0.statut, 303);
    assert_eq!(essai.se_connecter(|s| s.cles = (3, 3)).await.0.statut, 303);
}

#[tokio::test]
async fn without_an_address_the_provider_vouches_for_there_is_no_account() {
    const SANS: &str = "n’a pas transmis d’adresse électronique";
    const NON_VERIFIE: &str = "n’a pas vérifié votre adresse électronique";
    let fiable = Essai::avec(|reglage| reglage.courriels_fiables = true).await;
    let essai = Essai::new(false).await;
    let muet = json!({ "sub": "42", "email": "a@b.example" });
    let dementi = json!({ "sub": "42", "email": "a@b.example", "email_verified": false });
    for (essai, userinfo, phrase) in [
        (&essai, json!({ "sub": "42" }), SANS),
        (
            &essai,
            json!({ "sub": "42", "email": "pas-une-adresse" }),
            SANS,
        ),
        (&essai, muet.clone(), NON_VERIFIE),
        (&essai, dementi.clone(), NON_VERIFIE),
        (&fiable, dementi, NON_VERIFIE),
    ] {
        let (statut, corps) = essai.refus(|s| s.userinfo = userinfo.clone()).await;
        assert_eq!(statut, 403, "{userinfo}");
        assert!(corps.contains(phrase), "{userinfo}");
    }
    let (reponse, _) = fiable.se_connecter(|s| s.userinfo = muet).await;
    assert_eq!(
        reponse.statut, 303,
        "the operator says its addresses are good"
    );
}

#[tokio::test]
async fn an_answer_about_someone_else_is_refused() {
    let essai = Essai::new(false).await;
    let autre = json!({ "sub": "43", "email": "a@b.example", "email_verified": true });
    let (statut, corps) = essai.refus(|s| s.userinfo = autre).await;
    assert_eq!(statut, 400);
    assert!(corps.contains(NON_VERIFIEE));
}

#[tokio::test]
async fn a_signed_answer_is_read_and_an_unsigned_one_refused_when_asked() {
    let essai = Essai::new(true).await;
    essai.fournisseur.scenario.lock().unwrap().userinfo_signe = true;
    let (reponse, _) = essai.se_connecter(|_| {}).await;
    assert_eq!(reponse.statut, 303);
    let (statut, corps) = essai.refus(|s| s.userinfo_signe = false).await;
    assert_eq!(statut, 400, "unsigned");
    assert!(corps.contains(NON_VERIFIEE));
}

#[tokio::test]
async fn a_code_the_provider_refuses_invites_to_start_over() {
    let essai = Essai::new(false).await;
    let (statut, corps) = essai.refus(|s| s.code_refuse = true).await;
    assert_eq!(statut, 400);
    assert!(corps.contains("a expiré ou a déjà servi"));
    assert!(corps.contains("/connexion/vers/agents"));
}

#[tokio::test]
async fn an_attempt_does_not_wait_for_ever() {
    let essai = Essai::new(false).await;
    let depart = essai.banc.get("/connexion/vers/agents", "").await;
    let vers = Url::parse(depart.en_tete("location")).unwrap();
    let (_, state) = vers.query_pairs().find(|(n, _)| n == "state").unwrap();
    essai.banc.horloge.avancer(SignedDuration::from_mins(16));
    let retour = format!("/connexion/retour?code=c&state={state}");
    let reponse = essai
        .banc
        .get(&retour, &cookie(depart.en_tete("set-cookie")))
        .await;
    assert_eq!(reponse.statut, 400);
    assert!(reponse.corps.contains("a expiré ou a déjà servi"));
}

#[tokio::test]
async fn health_follows_a_provider_that_goes_down_and_comes_back() {
    let essai = Essai::new(false).await;
    essai.banc.app.prechauffer().await;
    essai.tomber(Panne::Erreur);
    assert_eq!(essai.sante_apres(59).await, 200, "a good answer is recent");
    assert_eq!(essai.sante_apres(2).await, 503);
    // What is known of it still lets people in.
    assert_eq!(essai.se_connecter(|_| {}).await.0.statut, 303);
    essai.tomber(Panne::Aucune);
    assert_eq!(essai.sante_apres(29).await, 503, "no flapping");
    assert_eq!(essai.sante_apres(2).await, 200);
    essai.tomber(Panne::Erreur);
    assert_eq!(essai.sante_apres(59).await, 200);
}

#[tokio::test]
async fn nobody_waits_for_a_provider_that_does_not_answer() {
    let essai = Essai::new(false).await;
    let (reponse, _) = essai.se_connecter(|_| {}).await;
    let cookie = cookie(reponse.en_tete("set-cookie"));
    essai.tomber(Panne::Silence);
    essai.banc.horloge.avancer(SignedDuration::from_mins(61));
    let debut = std::time::Instant::now();
    let page = essai.banc.get("/methode", &cookie).await.corps;
    let jeton = page.split("name=\"_csrf\" value=\"").nth(1).unwrap();
    let corps = format!("_csrf={}", jeton.split('"').next().unwrap());
    let sortie = essai.banc.post("/deconnexion", &cookie, &corps).await;
    assert!(
        sortie
            .en_tete("location")
            .starts_with(&format!("{}/fin?", essai.fournisseur.emetteur)),
        "{}",
        sortie.en_tete("location")
    );
    assert!(debut.elapsed().as_secs() < 2, "signing out does not wait");
    assert_eq!(essai.sante_apres(0).await, 503);
    assert!(debut.elapsed().as_secs() < 5, "monitoring waits a little");
    let depart = essai.banc.get("/connexion/vers/agents", "").await;
    assert_eq!(depart.statut, 303);
    assert!(debut.elapsed().as_secs() < 5, "known to be down just now");
}
