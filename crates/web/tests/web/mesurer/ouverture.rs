//! Who sees what, and where a service leads.

use ::web::routes;
use domaine::droits::{Action, Role};
use uuid::Uuid;

use super::{Cas, onglets};
use crate::web::commun::JETON;

#[tokio::test]
async fn a_service_leads_to_what_comes_next() {
    let brouillon = Cas::brouillon().await;
    let racine = format!("/services/{}", brouillon.service);
    let reponse = brouillon.banc.get(&racine, &brouillon.cookie).await;
    assert_eq!(reponse.en_tete("location"), brouillon.chemin("description"));
    let cas = Cas::new().await;
    let racine = format!("/services/{}", cas.service);
    let reponse = cas.banc.get(&racine, &cas.cookie).await;
    assert_eq!(reponse.en_tete("location"), cas.chemin("etat-des-lieux"));
}

#[tokio::test]
async fn a_draft_says_to_finish_its_description() {
    let cas = Cas::brouillon().await;
    for suite in [
        "etat-des-lieux",
        "etat-des-lieux/fin",
        "mesures",
        "mesures/ID.1",
        "indice-cyber",
        "prochaines-actions",
    ] {
        let page = cas.get(suite).await;
        assert_eq!(page.statut, 409, "{suite}");
        assert!(
            page.corps.contains("Terminez d’abord la description"),
            "{suite}"
        );
        assert!(
            page.corps
                .contains(&format!("href=\"{}\"", cas.chemin("description")))
        );
    }
    assert_eq!(cas.presser("ID.1:fait:0").await.statut, 409);
}

#[tokio::test]
async fn what_does_not_exist_is_not_found_whoever_asks() {
    let cas = Cas::new().await;
    let siennes = cas.mesures().await;
    let autre = cas
        .ctx
        .catalogue()
        .toutes()
        .iter()
        .map(|m| cas.ctx.catalogue().mesure(m).id.clone())
        .find(|id| !siennes.contains(id))
        .unwrap();
    for mesure in [autre.as_str(), "RIEN.1"] {
        for section in ["mesures", "etat-des-lieux"] {
            assert_eq!(
                cas.get(&format!("{section}/{mesure}")).await.statut,
                404,
                "{mesure}"
            );
        }
        assert_eq!(cas.presser(&format!("{mesure}:fait:0")).await.statut, 404);
    }
    let (_, etranger) = cas.banc.connecter("inconnu").await;
    for section in [
        "",
        "/mesures",
        "/etat-des-lieux",
        "/indice-cyber",
        "/etat-des-lieux/fin",
    ] {
        let mien = format!("/services/{}{section}", cas.service);
        let rien = format!("/services/{}{section}", Uuid::nil());
        let (a, b) = (
            cas.banc.get(&mien, &etranger).await,
            cas.banc.get(&rien, &etranger).await,
        );
        assert_eq!(
            (a.statut.as_u16(), b.statut.as_u16()),
            (404, 404),
            "{section}"
        );
    }
    assert_eq!(
        cas.banc
            .get("/services/abc/mesures", &cas.cookie)
            .await
            .statut,
        404
    );
}

#[tokio::test]
async fn a_reader_sees_and_does_not_answer() {
    let cas = Cas::new().await;
    let mesure = cas.mesures().await[0].clone();
    let (_, cookie) = cas.collegue("ines", Role::Lecteur).await;
    let mut lues = 0;
    for route in routes::table() {
        let chemin = route.chemin.replace("{id}", &cas.service.to_string());
        let chemin = chemin.replace("{mesure}", &mesure);
        let mienne = ["/mesures", "/etat-des-lieux", "/indice-cyber"];
        // Measures of one's own have their walk in `droits`.
        let propre = chemin.contains("{specifique}") || chemin.contains("/ajouter");
        if propre || route.portee().is_some() || !mienne.iter().any(|m| chemin.contains(m)) {
            continue;
        }
        if route.acces == routes::Acces::Service(Action::Lire) {
            let page = cas.banc.get(&chemin, &cookie).await;
            assert_eq!(page.statut, 200, "{chemin}");
            assert!(
                !page.corps.contains("name=\"operation\""),
                "{chemin}: nothing to submit"
            );
            lues += 1;
        } else {
            let corps = format!(
                "_csrf={JETON}&operation={}&version=0&statut={mesure}:fait:0&reponse=fait",
                cas.ctx.nouvel_id()
            );
            let corps = if chemin.ends_with("/mesures") {
                corps
            } else {
                corps.replace(&format!("{mesure}:fait:0"), "fait")
            };
            let refus = cas.banc.post(&chemin, &cookie, &corps).await;
            assert_eq!(refus.statut, 403, "{chemin}");
        }
    }
    assert_eq!(lues, 8);
    assert_eq!(
        onglets(&cas.get("mesures").await.corps)[4],
        0,
        "nothing was written"
    );
}

#[tokio::test]
async fn a_contributor_is_kept_to_the_parts_that_were_ticked() {
    let cas = Cas::new().await;
    let (compte, cookie) = cas.banc.connecter("sam").await;
    let operation = || cas.ctx.nouvel_id().to_string();
    let (une, deux, trois) = (operation(), operation(), operation());
    let inviter = [
        ("operation", une.as_str()),
        ("courriel", "sam@ville.example"),
        ("role", "contributeur"),
        ("rubriques", "choisies"),
        ("rubrique", "securiser"),
    ];
    assert_eq!(cas.post("equipe", &inviter).await.statut, 303);
    let equipe = cas.get("equipe").await.corps;
    assert!(equipe.contains("Contributeur, écrit dans\u{a0}: Mesures"));
    let page = async |suite: &str| cas.banc.get(&cas.chemin(suite), &cookie).await;
    assert!(page("mesures").await.corps.contains("name=\"statut\""));
    assert_eq!(page("risques/nouveau").await.statut, 403);
    let risques = page("risques").await;
    assert!(risques.statut == 200 && !risques.corps.contains("risques/nouveau"));

    // The same person, kept to no part, then to none of a smaller role: only that role is left.
    let membre = format!("equipe/{compte}");
    let changer = [
        ("operation", deux.as_str()),
        ("geste", "role"),
        ("role", "contributeur"),
        ("rubriques", "choisies"),
    ];
    assert_eq!(cas.post(&membre, &changer).await.statut, 303);
    assert!(!page("mesures").await.corps.contains("name=\"statut\""));
    let equipe = cas.get("equipe").await.corps;
    assert!(equipe.contains("Contributeur, écrit seulement à l’équipe"));
    let changer = [
        ("operation", trois.as_str()),
        ("geste", "role"),
        ("role", "rssi"),
        ("rubriques", "choisies"),
    ];
    assert_eq!(cas.post(&membre, &changer).await.statut, 303);
    assert!(page("mesures").await.corps.contains("name=\"statut\""));
}

#[tokio::test]
async fn an_auditor_is_given_with_a_last_day() {
    let cas = Cas::new().await;
    let (compte, _) = cas.banc.connecter("sam").await;
    let [une, deux, trois] = [(); 3].map(|()| cas.ctx.nouvel_id().to_string());
    let inviter = |operation: &str, fin: &str| {
        [
            ("operation", operation.to_owned()),
            ("courriel", "sam@ville.example".to_owned()),
            ("role", "auditeur".to_owned()),
            ("fin", fin.to_owned()),
        ]
    };
    let envoyer = async |suite: &str, champs: &[(&str, String)]| {
        let champs: Vec<_> = champs.iter().map(|(n, v)| (*n, v.as_str())).collect();
        cas.post(suite, &champs).await
    };
    for illisible in ["", "demain", "2020-01-01"] {
        let refus = envoyer("equipe", &inviter(&une, illisible)).await;
        assert_eq!(refus.statut, 422);
        assert!(refus.corps.contains("dans un an au plus"));
        assert!(refus.corps.contains("value=\"sam@ville.example\""), "kept");
    }
    // People may write a day as they say it.
    let invite = envoyer("equipe", &inviter(&deux, "31/03/2027")).await;
    assert_eq!(invite.statut, 303);
    let equipe = cas.get("equipe").await.corps;
    assert!(equipe.contains("Auditeur jusqu’au 31\u{a0}mars\u{a0}2027"));
    let prolonger = [
        ("operation", trois),
        ("geste", "role".to_owned()),
        ("role", "auditeur".to_owned()),
        ("fin", "2020-01-01".to_owned()),
    ];
    let refus = envoyer(&format!("equipe/{compte}"), &prolonger).await;
    assert_eq!(refus.statut, 422);
    assert!(refus.corps.contains(&format!("id=\"{compte}-fin-erreur\"")));
}
