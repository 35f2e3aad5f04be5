//! One measure: conflicts, declining, clearing, why it is here.

use application::mesures::Reponse as Dite;
use domaine::droits::Role;

use super::{Cas, champ, lignes, onglets};

#[tokio::test]
async fn two_different_answers_are_both_shown_and_one_is_chosen() {
    let cas = Cas::new().await;
    let mesure = cas.mesures().await[0].clone();
    let (karim, _) = cas.collegue("karim", Role::Contributeur).await;
    cas.dire(&karim, &mesure, 0, Dite::Fait).await;
    let page = cas
        .post(
            &format!("mesures/{mesure}"),
            &[
                ("operation", &cas.ctx.nouvel_id().to_string()),
                ("version", "0"),
                ("statut", "nonFait"),
                ("motif", "<b>Service fermé</b>"),
                ("retour", &cas.chemin("mesures?tri=titre")),
            ],
        )
        .await;
    assert_eq!(page.statut, 409);
    assert!(page.corps.contains("&lt;b&gt;Service fermé&lt;/b&gt;"));
    assert!(page.corps.contains(">fait</p>") && page.corps.contains("écartée ("));
    assert!(
        page.corps
            .contains(&format!("href=\"{}\"", cas.chemin("mesures?tri=titre")))
    );
    let choix = cas
        .post(
            &format!("mesures/{mesure}"),
            &[
                ("operation", champ(&page.corps, "operation")),
                ("version", champ(&page.corps, "version")),
                ("statut", champ(&page.corps, "statut")),
                ("motif", "<b>Service fermé</b>"),
                ("retour", champ(&page.corps, "retour")),
            ],
        )
        .await;
    let suite = format!("mesures?tri=titre&vient={mesure}#{mesure}");
    assert_eq!(choix.en_tete("location"), cas.chemin(&suite));
    let apres = cas.get(&format!("mesures/{mesure}")).await.corps;
    assert!(apres.contains("&lt;b&gt;Service fermé&lt;/b&gt;") && !apres.contains("<b>Service"));
    cas.dire(&karim, &mesure, 2, Dite::ALancer).await;
    let meme = cas.presser(&format!("{mesure}:enCours:0")).await;
    assert_eq!(meme.statut, 409);
    let question = cas
        .post(
            &format!("etat-des-lieux/{mesure}"),
            &[
                ("operation", &cas.ctx.nouvel_id().to_string()),
                ("version", "0"),
                ("reponse", "jeNeSaisPas"),
            ],
        )
        .await;
    assert_eq!(question.statut, 409);
    assert!(question.corps.contains("je ne sais pas"));
}

#[tokio::test]
async fn declining_takes_a_reason_and_keeps_what_was_typed() {
    let cas = Cas::new().await;
    let mesure = cas.mesures().await[0].clone();
    let ecarter = async |motif: &str| {
        let operation = cas.ctx.nouvel_id().to_string();
        let champs = [
            ("operation", operation.as_str()),
            ("version", "0"),
            ("statut", "nonFait"),
            ("motif", motif),
        ];
        cas.post(&format!("mesures/{mesure}"), &champs).await
    };
    let vide = ecarter("  ").await;
    assert_eq!(vide.statut, 422);
    assert!(vide.corps.contains("id=\"motif-erreur\""));
    let long = "é".repeat(1001);
    let trop = ecarter(&long).await;
    assert_eq!(trop.statut, 422);
    assert!(trop.corps.contains(&long) && trop.corps.contains("1\u{202f}000 caractères"));
    let page = cas.get("mesures").await.corps;
    assert_eq!(onglets(&page)[5], 0, "nothing was written");
    assert_eq!(
        ecarter("Aucun agent ne se connecte à distance.")
            .await
            .statut,
        303
    );
    let page = cas.get("mesures").await.corps;
    assert_eq!(onglets(&page)[5], 1);
}

#[tokio::test]
async fn an_answer_can_be_cleared() {
    let cas = Cas::new().await;
    let mesure = cas.mesures().await[0].clone();
    cas.dire(&cas.ctx, &mesure, 0, Dite::Fait).await;
    let page = cas.get(&format!("mesures/{mesure}")).await.corps;
    assert!(
        page.contains(&format!("value=\"{mesure}::1\""))
            && page.contains("Statut\u{a0}: à statuer → fait")
    );
    assert_eq!(cas.presser(&format!("{mesure}::1")).await.statut, 303);
    let page = cas.get(&format!("mesures/{mesure}")).await.corps;
    assert!(!page.contains("Effacer la réponse"));
    assert_eq!(onglets(&cas.get("mesures").await.corps)[4], 0);
}

#[tokio::test]
async fn a_measure_says_why_it_is_here() {
    let cas = Cas::new().await;
    let liste = cas.get("mesures?onglet=toutes").await.corps;
    let mesure = lignes(&liste)[0];
    let page = cas.get(&format!("mesures/{mesure}")).await.corps;
    for titre in [
        "Par où commencer",
        "Preuves à garder",
        "Pourquoi cette mesure ici",
    ] {
        assert!(page.contains(&format!(">{titre}</h2>")), "{titre}");
    }
    assert!(page.contains("socle demandé à ce niveau"));
    assert!(page.contains(&format!("href=\"{}\"", cas.chemin("description"))));
    assert!(page.contains("Vraisemblance aujourd’hui\u{a0}:"));
}

#[tokio::test]
async fn a_reason_changed_after_being_sent_is_given_back() {
    let cas = Cas::new().await;
    let mesure = cas.mesures().await[0].clone();
    let chemin = format!("mesures/{mesure}");
    let operation = cas.ctx.nouvel_id().to_string();
    let ecarter = |motif: &'static str| {
        let champs = [
            ("operation", operation.as_str()),
            ("version", "0"),
            ("statut", "nonFait"),
            ("motif", motif),
        ];
        let (cas, chemin) = (&cas, &chemin);
        async move { cas.post(chemin, &champs).await }
    };
    assert_eq!(ecarter("Premier motif.").await.statut, 303);
    let rendue = ecarter("Second motif.").await;
    assert_eq!(rendue.statut, 422);
    assert!(rendue.corps.contains("Ce formulaire a déjà été envoyé"));
    let formulaire = rendue.corps.split("id=\"ecarter\"").nth(1).unwrap();
    assert!(formulaire.contains("Second motif.</textarea>"));
    assert!(formulaire.contains("value=\"nonFait\" checked"));
    let neuve = champ(formulaire, "operation");
    assert_ne!(neuve, operation);
    let champs = [
        ("operation", neuve),
        ("version", champ(formulaire, "version")),
        ("statut", "nonFait"),
        ("motif", "Second motif."),
    ];
    assert_eq!(cas.post(&chemin, &champs).await.statut, 303);
    assert!(cas.get(&chemin).await.corps.contains("Second motif."));
}

#[tokio::test]
async fn an_answer_changed_after_going_back_gives_the_question_back() {
    let cas = Cas::new().await;
    let mesure = cas.mesures().await[0].clone();
    let chemin = format!("etat-des-lieux/{mesure}");
    let page = cas.get(&chemin).await.corps;
    let repondre = |page: &str, reponse: &'static str| {
        let operation = champ(page, "operation").to_owned();
        let version = champ(page, "version").to_owned();
        let (cas, chemin) = (&cas, &chemin);
        async move {
            let champs = [
                ("operation", operation.as_str()),
                ("version", version.as_str()),
                ("reponse", reponse),
            ];
            cas.post(chemin, &champs).await
        }
    };
    assert_eq!(repondre(&page, "fait").await.statut, 303);
    let rendue = repondre(&page, "enCours").await;
    assert_eq!(rendue.statut, 422);
    assert!(rendue.corps.contains("Ce formulaire a déjà été envoyé"));
    assert_eq!(repondre(&rendue.corps, "enCours").await.statut, 303);
}

#[tokio::test]
async fn a_parameter_given_twice_counts_once() {
    let cas = Cas::new().await;
    let mesures = cas.mesures().await;
    let (un, deux) = (&mesures[0], &mesures[1]);
    for page in ["mesures", "etat-des-lieux/a-demander"] {
        let suite = format!("{page}?vient={un}&vient={deux}&q=zz&q=");
        let page = cas.get(&suite).await;
        assert_eq!(page.statut, 200, "{suite}");
        assert!(page.corps.contains(&format!("{deux}\u{a0}:")), "{suite}");
    }
}
