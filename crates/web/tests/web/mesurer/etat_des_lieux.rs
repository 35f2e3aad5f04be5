//! Questions answered one by one, to the index at the end.

use application::{
    acces,
    description::{Enregistrer, Intention, enregistrer},
    mesures::Reponse as Dite,
};
use domaine::{
    reponses::Reponses,
    vocabulaire::{Champ, StatutDeploiement},
};

use super::{Cas, champ, lignes};
use crate::web::commun::JETON;

#[tokio::test]
async fn answering_every_question_ends_at_five() {
    let cas = Cas::new().await;
    let total = cas.mesures().await.len();
    let debut = cas.get("etat-des-lieux").await.corps;
    assert!(
        debut.contains("Commencer") && debut.contains(&format!("Encore {total}\u{a0}questions"))
    );

    let bouton = debut.split("fr-btn--lg\" href=\"").nth(1).unwrap();
    let mut adresse = bouton.split('"').next().unwrap().to_owned();
    let mut posees = 0;
    while !adresse.contains("/fin") {
        let page = cas.banc.get(&adresse, &cas.cookie).await;
        assert_eq!(page.statut, 200);
        assert_eq!(
            page.corps.contains("Réponse enregistrée\u{a0}: fait."),
            posees > 0
        );
        let (chemin, _) = adresse.split_once('?').unwrap_or((&adresse, ""));
        let corps = format!(
            "_csrf={JETON}&operation={}&version={}&reponse=fait",
            champ(&page.corps, "operation"),
            champ(&page.corps, "version")
        );
        let reponse = cas.banc.post(chemin, &cas.cookie, &corps).await;
        assert_eq!(reponse.statut, 303);
        adresse = reponse.en_tete("location").to_owned();
        posees += 1;
    }
    assert_eq!(posees, total, "each question once");
    let fin = cas.banc.get(&adresse, &cas.cookie).await.corps;
    assert!(fin.contains("L’état des lieux est terminé") && fin.contains("5,0 <small>sur 5"));
    let indice = cas.get("indice-cyber").await.corps;
    assert!(indice.contains("5,0 <small>sur 5") && indice.contains("3\u{a0}ans"));
    let root = cas
        .banc
        .get(&format!("/services/{}", cas.service), &cas.cookie)
        .await;
    assert_eq!(root.en_tete("location"), cas.chemin("mesures"));
}

#[tokio::test]
async fn what_nobody_knows_is_listed_by_person_and_answered_there() {
    let cas = Cas::new().await;
    let mesures = cas.mesures().await;
    for mesure in &mesures[..3] {
        cas.dire(&cas.ctx, mesure, 0, Dite::NeSaitPas).await;
    }
    let page = cas.get("etat-des-lieux/a-demander").await.corps;
    assert!(page.contains("3\u{a0}questions à demander"));
    let mut listees = lignes(&page);
    listees.sort_unstable();
    let mut attendues: Vec<_> = mesures[..3].iter().map(String::as_str).collect();
    attendues.sort_unstable();
    assert_eq!(listees, attendues);
    let reponse = cas
        .post(
            "mesures",
            &[
                ("operation", champ(&page, "operation")),
                ("retour", champ(&page, "retour")),
                ("statut", &format!("{}:enCours:1", mesures[0])),
            ],
        )
        .await;
    let suite = format!("etat-des-lieux/a-demander?vient={0}#{0}", mesures[0]);
    assert_eq!(reponse.en_tete("location"), cas.chemin(&suite));
    let apres = cas.get(&suite).await.corps;
    assert!(apres.contains("2\u{a0}questions à demander"));
    assert!(apres.contains(&format!("{}\u{a0}: en cours. Indice", mesures[0])));
}

#[tokio::test]
async fn later_comes_back_last_and_the_keys_are_said() {
    let cas = Cas::new().await;
    let debut = cas.get("etat-des-lieux").await.corps;
    let premiere = debut.split("fr-btn--lg\" href=\"").nth(1).unwrap();
    let premiere = premiere
        .split('"')
        .next()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap();
    let page = cas.get(&format!("etat-des-lieux/{premiere}")).await.corps;
    for touche in ["1", "2", "3", "4"] {
        assert!(page.contains(&format!(
            "data-touche=\"{touche}\" aria-keyshortcuts=\"{touche}\""
        )));
    }
    let champs = [
        ("operation", champ(&page, "operation")),
        ("version", "0"),
        ("reponse", "plusTard"),
    ];
    let reponse = cas
        .post(&format!("etat-des-lieux/{premiere}"), &champs)
        .await;
    let deuxieme = reponse.en_tete("location").to_owned();
    assert!(!deuxieme.contains(&format!("etat-des-lieux/{premiere}?")));
    let page = cas.banc.get(&deuxieme, &cas.cookie).await.corps;
    assert!(page.contains("Question remise à plus tard."));
    for mesure in cas.mesures().await.iter().filter(|m| *m != premiere) {
        cas.dire(&cas.ctx, mesure, 0, Dite::ALancer).await;
    }
    let debut = cas.get("etat-des-lieux").await.corps;
    assert!(debut.contains(&format!(
        "fr-btn--lg\" href=\"{}\"",
        cas.chemin(&format!("etat-des-lieux/{premiere}"))
    )));
    let refusee = cas
        .post(
            &format!("etat-des-lieux/{premiere}"),
            &[
                ("operation", &cas.ctx.nouvel_id().to_string()),
                ("version", "1"),
                ("reponse", "nonFait"),
            ],
        )
        .await;
    assert_eq!(refusee.statut, 422, "declining takes a reason");
}

#[tokio::test]
async fn under_one_no_homologation_is_possible() {
    let cas = Cas::new().await;
    let page = cas.get("indice-cyber").await.corps;
    assert!(page.contains("0,0 <small>sur 5") && page.contains("<b>pas possible</b>"));
    assert!(page.contains("0\u{a0}%\u{a0}: 0\u{a0}mesure a une réponse"));
    assert_eq!(
        page.matches("aria-label=\"Simuler ").count(),
        9,
        "what would help most"
    );
    let mesures = cas.mesures().await;
    let motif = "Sans objet.".to_owned();
    cas.dire(&cas.ctx, &mesures[0], 0, Dite::Fait).await;
    cas.dire(&cas.ctx, &mesures[1], 0, Dite::Ecartee { motif })
        .await;
    let page = cas.get("indice-cyber").await.corps;
    assert!(page.contains("sans les mesures que vous écartez"));
}

#[tokio::test]
async fn the_words_follow_where_the_project_stands() {
    let cas = Cas::new().await;
    for (deploiement, question, indice) in [
        (
            StatutDeploiement::EnLigne,
            "est ouvert. Répondez",
            "est ouvert\u{a0}:",
        ),
        (
            StatutDeploiement::EnProjet,
            "n’existe pas encore. Répondez",
            "montera avec le projet",
        ),
        (
            StatutDeploiement::EnCours,
            "est en chantier. Répondez",
            "juste avant l’ouverture",
        ),
    ] {
        let ouvert = acces::ouvrir(&cas.ctx, cas.service).await.unwrap();
        let commande = Enregistrer {
            operation: cas.ctx.nouvel_id(),
            service: cas.service,
            version: ouvert.version,
            champs: Champ::StatutDeploiement.into(),
            saisie: Reponses {
                statut_deploiement: Some(deploiement),
                ..Reponses::default()
            },
            organisation: String::new(),
            intention: Intention::Etape,
        };
        enregistrer(&cas.ctx, &commande).await.unwrap();
        for (page, phrase) in [("etat-des-lieux", question), ("indice-cyber", indice)] {
            let corps = cas.get(page).await.corps;
            assert!(corps.contains(phrase), "{deploiement} {page}");
        }
    }
}
