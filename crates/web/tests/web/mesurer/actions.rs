//! What to do next: gains, the shortest way to an index, simulations, putting on the plan.

use ::web::element;
use application::acces;
use application::mesures::Reponse as Dite;
use domaine::droits::Role;
use domaine::indice::centiemes;
use domaine::vocabulaire::Statut;

use super::{Cas, champ};

/// An index in hundredths, as the pages write it.
fn ecrit(centiemes: u16) -> String {
    ui::format::indice_precis(centiemes).to_string()
}

#[tokio::test]
async fn each_measure_shows_its_gain_and_a_simulation_is_an_address() {
    let cas = Cas::new().await;
    let service = acces::ouvrir(&cas.ctx, cas.service).await.unwrap();
    let gains = service.gains().unwrap();
    let id = |rang: usize| service.catalogue.mesure(gains[rang].mesure).id.as_str();

    let page = cas.get("prochaines-actions").await;
    assert_eq!(page.statut, 200);
    assert_eq!(
        page.corps.matches("class=\"mss-coche\"").count(),
        gains.len()
    );
    let places: Vec<_> = (0..gains.len())
        .map(|rang| page.corps.find(&format!("value=\"{}\"", id(rang))).unwrap())
        .collect();
    assert!(places.is_sorted(), "ranked as the engine ranks");
    assert!(page.corps.contains("Et si des mesures étaient faites"));

    // Two measures: the same figures as doing them.
    let adresse = format!(
        "prochaines-actions?simuler=1&m={}&m={}&m=RIEN.1",
        id(0),
        id(1)
    );
    let simulee = cas.get(&adresse).await.corps;
    assert!(simulee.contains("Et si ces deux mesures étaient faites"));
    let faites = [0, 1].map(|rang| (gains[rang].mesure, Some(Statut::Fait)));
    let simulation = service.simuler(&faites).unwrap();
    let apres = centiemes(simulation.apres.indice.total);
    assert!(simulee.contains(&format!("0,00 → {}", ecrit(apres))));
    for baisse in simulation.baisses() {
        let risque = &service.catalogue.risques.risque(&baisse.risque).id;
        let attendu = format!("{} → {}", baisse.risque.courant, baisse.apres);
        let carte = element(&simulee, "simulation").unwrap();
        assert!(carte.contains(risque) && carte.contains(&attendu));
    }
    let (apres_coup, avant) = (
        acces::ouvrir(&cas.ctx, cas.service).await.unwrap(),
        service.indice(),
    );
    assert_eq!(apres_coup.indice(), avant, "nothing is stored");
    for rang in [0, 1] {
        cas.dire(&cas.ctx, id(rang), 0, Dite::Fait).await;
    }
    let fait = acces::ouvrir(&cas.ctx, cas.service).await.unwrap();
    assert_eq!(fait.indice(), Some(i64::from(apres)));

    // The index page simulates the first three until something else is chosen, even nothing.
    let page = cas.get("indice-cyber").await.corps;
    assert!(page.contains("Et si ces trois mesures étaient faites"));
    let rien = cas.get("indice-cyber?simuler=1").await.corps;
    assert!(rien.contains("Et si des mesures étaient faites"));
}

#[tokio::test]
async fn a_target_says_the_shortest_way_or_why_there_is_none() {
    let cas = Cas::new().await;
    let page = cas.get("prochaines-actions").await.corps;
    assert!(
        page.contains("Pour atteindre 1, "),
        "the next step of the scale"
    );
    let page = cas.get("prochaines-actions?cible=3,5").await.corps;
    assert!(page.contains("Pour atteindre 3,5, ") && page.contains("mesures suffisent"));
    for refuse in ["6", "0", "trois", "%3Cscript%3E"] {
        let page = cas.get(&format!("prochaines-actions?cible={refuse}")).await;
        assert_eq!(page.statut, 422, "{refuse}");
        assert!(page.corps.contains("Écrivez un nombre"));
        assert!(!page.corps.contains("<script>"));
    }
    // Everything declined: nothing leads to 5, and the page says which.
    let mesures = cas.mesures().await;
    let motif = "Sans objet ici.".to_owned();
    cas.dire(&cas.ctx, &mesures[0], 0, Dite::Ecartee { motif })
        .await;
    let page = cas.get("prochaines-actions?cible=5").await.corps;
    assert!(page.contains("hors de portée") && page.contains(&format!("({})", mesures[0])));
}

#[tokio::test]
async fn simulated_measures_go_on_the_plan_without_touching_what_was_said() {
    let cas = Cas::new().await;
    let mesures = cas.mesures().await;
    cas.dire(&cas.ctx, &mesures[1], 0, Dite::EnCours).await;
    let adresse = format!(
        "prochaines-actions?m={}&m={}&m={}",
        mesures[0], mesures[1], mesures[2]
    );
    let page = cas.get(&adresse).await.corps;
    let carte = element(&page, "simulation").unwrap();
    let plan = carte
        .split("<form")
        .find(|f| f.contains("method=\"post\""))
        .unwrap();
    let operation = champ(plan, "operation");
    assert!(
        plan.contains(&format!("{}:0", mesures[0])) && !plan.contains(&format!("{}:", mesures[1]))
    );
    let (m0, m1, m2) = (
        format!("{}:0", mesures[0]),
        format!("{}:1", mesures[1]),
        format!("{}:0", mesures[2]),
    );
    let champs = [("operation", operation), ("m", &m0), ("m", &m1), ("m", &m2)];
    let reponse = cas.post("prochaines-actions", &champs).await;
    assert_eq!(reponse.statut, 303);
    assert_eq!(
        reponse.en_tete("location"),
        cas.chemin("mesures?onglet=aLancer")
    );
    let page = cas.get("mesures?onglet=aLancer").await.corps;
    assert!(page.contains("2\u{a0}mesures sont au plan"));
    let service = acces::ouvrir(&cas.ctx, cas.service).await.unwrap();
    let statut = |id: &str| {
        service
            .suivi
            .statuts
            .de(service.catalogue.trouver(id).unwrap())
    };
    assert_eq!(statut(&mesures[0]), Some(Statut::ALancer));
    assert_eq!(statut(&mesures[1]), Some(Statut::EnCours));
    assert_eq!(statut(&mesures[2]), Some(Statut::ALancer));

    // Whoever only reads simulates, and is not offered the plan.
    let (_, lecteur) = cas.collegue("lea", Role::Lecteur).await;
    let page = cas
        .banc
        .get(
            &cas.chemin(&format!("prochaines-actions?m={}", mesures[3])),
            &lecteur,
        )
        .await;
    assert_eq!(page.statut, 200);
    assert!(!page.corps.contains("Les mettre au plan"));
}
