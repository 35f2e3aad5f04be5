//! Risks: deciding, adding one's own, linking, exporting, two people at once.

use domaine::droits::Role;

use super::{Cas, champ};
use crate::web::commun::{JETON, Reponse};

/// The first computed risk of the list.
async fn premier(cas: &Cas) -> String {
    let page = cas.get("risques").await.corps;
    let (_, suite) = page.split_once("class=\"mss-2\" role=\"cell\">").unwrap();
    suite.split('<').next().unwrap().to_owned()
}

/// Sends a form of a risk's page, at that version.
async fn decider(cas: &Cas, risque: &str, version: &str, champs: &[(&str, &str)]) -> Reponse {
    let operation = cas.ctx.nouvel_id().to_string();
    let communs = [("operation", operation.as_str()), ("version", version)];
    let tous: Vec<_> = communs.iter().chain(champs).copied().collect();
    cas.post(&format!("risques/{risque}"), &tous).await
}

const DEPART: [(&str, &str); 7] = [
    ("titre", "Départ de <b>Lucie</b>"),
    ("categories", "disponibilite"),
    ("graviteBrute", "3"),
    ("vraisemblanceBrute", "4"),
    ("graviteCourante", "3"),
    ("vraisemblanceCourante", "2"),
    ("commentaire", "Un binôme est formé."),
];

async fn ajouter(cas: &Cas, champs: &[(&str, &str)]) -> Reponse {
    let operation = cas.ctx.nouvel_id().to_string();
    let communs = [("operation", operation.as_str())];
    let tous: Vec<_> = communs.iter().chain(champs).copied().collect();
    cas.post("risques/nouveau", &tous).await
}

#[tokio::test]
async fn the_list_says_where_risks_stand_and_each_risk_why() {
    let cas = Cas::new().await;
    let page = cas.get("risques").await;
    assert_eq!(page.statut, 200);
    for morceau in [
        "risques sont étudiés",
        "Sans aucune mesure",
        "Une fois tout fait",
    ] {
        assert!(page.corps.contains(morceau), "{morceau}");
    }
    assert_eq!(page.corps.matches("mss-carte--risques").count(), 3);
    assert_eq!(page.corps.matches("<h1").count(), 1);
    let risque = premier(&cas).await;
    let page = cas.get(&format!("risques/{risque}")).await;
    assert_eq!(page.statut, 200);
    for morceau in [
        "D’où il vient",
        "votre réponse",
        "Ce qui l’abaisserait",
        "barrière",
    ] {
        assert!(page.corps.contains(morceau), "{morceau}");
    }
    for inconnu in ["R99", "RP.1", "x"] {
        assert_eq!(cas.get(&format!("risques/{inconnu}")).await.statut, 404);
    }
    let brouillon = Cas::brouillon().await;
    for suite in [
        "risques",
        "risques/R5",
        "risques/couverture",
        "risques/couverture.csv",
    ] {
        assert_eq!(brouillon.get(suite).await.statut, 409, "{suite}");
    }
}

#[tokio::test]
async fn another_gravity_takes_a_reason_and_nothing_typed_is_lost() {
    let cas = Cas::new().await;
    let risque = premier(&cas).await;
    let choisir = async |valeur: &str, raison: &str| {
        let champs = [("geste", "gravite"), ("valeur", valeur), ("raison", raison)];
        decider(&cas, &risque, "0", &champs).await
    };
    let vide = choisir("4", " ").await;
    assert_eq!(vide.statut, 422);
    assert!(vide.corps.contains("id=\"raison-erreur\""));
    assert!(vide.corps.contains("<option value=\"4\" selected"));
    let long = "é".repeat(1001);
    let trop = choisir("4", &long).await;
    assert!(trop.statut == 422 && trop.corps.contains(&long));
    assert_eq!(choisir("7", "Oui.").await.statut, 422);

    assert_eq!(choisir("4", "Des <i>mineurs</i>.").await.statut, 303);
    let page = cas.get(&format!("risques/{risque}")).await.corps;
    assert!(page.contains("Gravité 4, extrême.") && page.contains("Votre équipe l’a choisie"));
    assert!(page.contains("Des &lt;i&gt;mineurs&lt;/i&gt;."));
    assert!(
        cas.get("risques")
            .await
            .corps
            .contains("choisie par l’équipe")
    );
    let histoire = page.split("id=\"echanges\"").nth(1).unwrap_or_default();
    assert!(
        histoire.contains("Gravité choisie\u{a0}: 4, extrême. Des &lt;i&gt;mineurs&lt;/i&gt;.")
    );
    let rendre = [("geste", "gravite"), ("valeur", ""), ("raison", "ignorée")];
    assert_eq!(decider(&cas, &risque, "1", &rendre).await.statut, 303);
    let page = cas.get(&format!("risques/{risque}")).await.corps;
    assert!(!page.contains("Votre équipe l’a choisie"));
    assert!(page.contains("La gravité calculée est reprise."));
}

#[tokio::test]
async fn a_risk_that_is_not_studied_is_apart_and_never_counted() {
    let cas = Cas::new().await;
    let risque = premier(&cas).await;
    let etudies = async || {
        let page = cas.get("risques").await.corps;
        let (avant, _) = page.split_once("\u{a0}risques sont étudiés").unwrap();
        let nombre: usize = avant.rsplit('>').next().unwrap().parse().unwrap();
        nombre
    };
    // How many risks each measure weighs on, in the list of measures.
    let pesees = async || {
        let page = cas.get("mesures?onglet=toutes").await.corps;
        let nombres = page.split("Pèse sur ").skip(1);
        let nombres = nombres.map(|s| s.split('\u{a0}').next().unwrap().parse::<usize>().unwrap());
        nombres.sum::<usize>()
    };
    let (avant, pesees_avant) = (etudies().await, pesees().await);
    let muet = [("geste", "desactiver"), ("desactivation", "")];
    let refus = decider(&cas, &risque, "0", &muet).await;
    assert!(refus.statut == 422 && refus.corps.contains("id=\"desactivation-erreur\""));
    let raison = [
        ("geste", "desactiver"),
        ("desactivation", "Sans objet ici."),
    ];
    assert_eq!(decider(&cas, &risque, "0", &raison).await.statut, 303);
    assert_eq!(etudies().await, avant - 1);
    assert!(pesees().await < pesees_avant);
    let liste = cas.get("risques").await.corps;
    assert!(liste.contains("1\u{a0}risque non étudié") && liste.contains("Sans objet ici."));
    let couverture = cas.get("risques/couverture").await.corps;
    assert!(!couverture.contains(&format!(">{risque}</a>")));
    let page = cas.get(&format!("risques/{risque}")).await.corps;
    assert!(page.contains("Non étudié") && page.contains("L’étudier à nouveau"));
    let reprise = [("geste", "reactiver")];
    assert_eq!(decider(&cas, &risque, "1", &reprise).await.statut, 303);
    assert_eq!((etudies().await, pesees().await), (avant, pesees_avant));
}

#[tokio::test]
async fn two_people_on_one_risk_merge_or_choose() {
    let cas = Cas::new().await;
    let risque = premier(&cas).await;
    let (_, karim) = cas.collegue("karim", Role::Contributeur).await;
    let de_karim = async |champs: &str| {
        let operation = cas.ctx.nouvel_id();
        let corps = format!("_csrf={JETON}&operation={operation}&version=0&{champs}");
        let chemin = cas.chemin(&format!("risques/{risque}"));
        cas.banc.post(&chemin, &karim, &corps).await
    };
    let autre = de_karim("geste=desactiver&desactivation=Sans+objet.").await;
    assert_eq!(autre.statut, 303);
    let gravite = [
        ("geste", "gravite"),
        ("valeur", "4"),
        ("raison", "Des mineurs."),
    ];
    assert_eq!(decider(&cas, &risque, "0", &gravite).await.statut, 303);
    let page = cas.get(&format!("risques/{risque}")).await.corps;
    assert!(
        page.contains("avait changé autre chose entre-temps"),
        "merged and said"
    );
    assert!(page.contains("Sans objet.") && page.contains("Des mineurs."));

    let conflit = de_karim("geste=gravite&valeur=1&raison=%3Cb%3EPeu%3C/b%3E").await;
    assert_eq!(conflit.statut, 409);
    assert!(conflit.corps.contains("Des mineurs.") && conflit.corps.contains("&lt;b&gt;Peu"));
    assert_eq!(champ(&conflit.corps, "version"), "2");
    let corps = format!(
        "_csrf={JETON}&operation={}&version=2&geste=gravite&valeur=1&raison=Peu",
        champ(&conflit.corps, "operation")
    );
    let chemin = cas.chemin(&format!("risques/{risque}"));
    assert_eq!(cas.banc.post(&chemin, &karim, &corps).await.statut, 303);
    let page = cas.get(&format!("risques/{risque}")).await.corps;
    assert!(page.contains("Gravité 1, limitée."));
    // The same form sent again otherwise: given back, ready to be sent.
    let rejoue = corps.replace("raison=Peu", "raison=Autre");
    let rendue = cas.banc.post(&chemin, &karim, &rejoue).await;
    assert_eq!(rendue.statut, 422);
    assert!(rendue.corps.contains("Ce formulaire a déjà été envoyé"));
}

#[tokio::test]
async fn a_risk_of_one_s_own_starts_from_an_example_or_nothing() {
    let cas = Cas::new().await;
    let page = cas.get("risques/nouveau?exemple=rancongiciel").await.corps;
    assert!(page.contains("value=\"Chiffrement ou destruction par rançongiciel\""));
    assert_eq!(page.matches("?exemple=").count(), 16);
    assert!(page.contains("value=\"integrite\" checked"));

    let refus = ajouter(
        &cas,
        &[("commentaire", "Rien encore."), ("graviteBrute", "9")],
    )
    .await;
    assert_eq!(refus.statut, 422);
    for morceau in [
        "id=\"titre-erreur\"",
        "id=\"categories-erreur\"",
        "id=\"graviteBrute-erreur\"",
        "Rien encore.",
    ] {
        assert!(refus.corps.contains(morceau), "{morceau}");
    }
    let mut pire = DEPART;
    pire[5] = ("vraisemblanceCourante", "4");
    pire[3] = ("vraisemblanceBrute", "2");
    let refus = ajouter(&cas, &pire).await;
    assert_eq!(refus.statut, 422);
    assert!(refus.corps.contains("ne peut pas dépasser le risque brut"));

    let faite = ajouter(&cas, &DEPART).await;
    assert_eq!(faite.en_tete("location"), cas.chemin("risques/RP.1"));
    let page = cas.get("risques/RP.1").await.corps;
    assert!(
        page.contains("Départ de &lt;b&gt;Lucie&lt;/b&gt;")
            && page.contains("Aucune mesure ne pèse")
    );
    let liste = cas.get("risques").await.corps;
    assert_eq!(
        liste.matches("mss-carte--risques").count(),
        5,
        "its own maps"
    );
    assert!(
        cas.get("risques/couverture")
            .await
            .corps
            .contains("Aucune mesure ne pèse sur")
    );

    let formulaire = cas.get("risques/RP.1/modifier").await.corps;
    let mut champs: Vec<_> = DEPART.to_vec();
    champs[0] = ("titre", "Départ d’Inès");
    let (operation, version) = (
        champ(&formulaire, "operation"),
        champ(&formulaire, "version"),
    );
    champs.extend([("operation", operation), ("version", version)]);
    let faite = cas.post("risques/RP.1/modifier", &champs).await;
    assert_eq!(faite.statut, 303);
    assert!(cas.get("risques").await.corps.contains("Départ d’Inès"));
    assert_eq!(cas.get("risques/R5/modifier").await.statut, 404);

    let retire = decider(&cas, "RP.1", "2", &[("geste", "retirer")]).await;
    assert_eq!(retire.en_tete("location"), cas.chemin("risques"));
    let liste = cas.get("risques").await.corps;
    assert!(liste.contains("1\u{a0}risque retiré") && liste.contains("Rétablir"));
    assert_eq!(cas.get("risques/RP.1/modifier").await.statut, 404);
    let rendu = decider(&cas, "RP.1", "3", &[("geste", "retablir")]).await;
    assert_eq!(rendu.en_tete("location"), cas.chemin("risques/RP.1"));
    assert_eq!(
        decider(&cas, "RP.1", "4", &[("geste", "?")]).await.statut,
        400
    );
}

#[tokio::test]
async fn two_people_on_a_risk_of_one_s_own_see_both_texts() {
    let cas = Cas::new().await;
    ajouter(&cas, &DEPART).await;
    let (_, karim) = cas.collegue("karim", Role::Contributeur).await;
    let corps = |titre: &str, version: &str, operation: &str| {
        let mut corps = format!("_csrf={JETON}&operation={operation}&version={version}");
        for (nom, valeur) in DEPART {
            let valeur = if nom == "titre" { titre } else { valeur };
            corps += &format!("&{}", ui::adresse::requete(&[(nom, valeur)]));
        }
        corps
    };
    let chemin = cas.chemin("risques/RP.1/modifier");
    let une = corps("Un départ", "1", &cas.ctx.nouvel_id().to_string());
    assert_eq!(cas.banc.post(&chemin, &cas.cookie, &une).await.statut, 303);
    let deux = corps("Une absence", "1", &cas.ctx.nouvel_id().to_string());
    let conflit = cas.banc.post(&chemin, &karim, &deux).await;
    assert_eq!(conflit.statut, 409);
    assert!(conflit.corps.contains("Un départ") && conflit.corps.contains("value=\"Une absence\""));
    let operation = champ(&conflit.corps, "operation").to_owned();
    let choix = corps(
        "Un départ ou une absence",
        champ(&conflit.corps, "version"),
        &operation,
    );
    assert_eq!(cas.banc.post(&chemin, &karim, &choix).await.statut, 303);
    assert!(
        cas.get("risques/RP.1")
            .await
            .corps
            .contains("Un départ ou une absence")
    );
}

#[tokio::test]
async fn links_show_on_the_risk_and_in_the_exported_matrix() {
    let cas = Cas::new().await;
    let mut formule = DEPART;
    formule[0] = ("titre", "=HYPERLINK(\"http://x\";\"y\")");
    ajouter(&cas, &formule).await;
    let mesure = cas.mesures().await[0].clone();
    let lier = async |geste: &str, mesure: &str, risque: &str| {
        let operation = cas.ctx.nouvel_id().to_string();
        let champs = [
            ("operation", operation.as_str()),
            ("geste", geste),
            ("mesure", mesure),
            ("risque", risque),
        ];
        cas.post("risques/liens", &champs).await
    };
    let faite = lier("lier", &mesure, "RP.1").await;
    assert_eq!(faite.en_tete("location"), cas.chemin("risques/RP.1"));
    let page = cas.get("risques/RP.1").await.corps;
    assert!(page.contains("Mesures liées par votre équipe"));
    assert!(page.contains(&format!("{mesure} est liée à RP.1.")));

    // The same link, from the measure.
    let page = cas.get(&format!("mesures/{mesure}")).await.corps;
    assert!(page.contains(&format!("href=\"{}\"", cas.chemin("risques/RP.1"))));

    let export = cas.get("risques/couverture.csv").await;
    assert_eq!(export.statut, 200);
    assert_eq!(export.en_tete("content-type"), "text/csv; charset=utf-8");
    assert!(
        export
            .en_tete("content-disposition")
            .starts_with("attachment;")
    );
    assert!(export.corps.starts_with('\u{feff}'));
    let lignes: Vec<_> = export.corps.trim_end().split("\r\n").collect();
    let colonnes = |ligne: &str| ligne.matches("\";\"").count();
    assert!(lignes.len() > 10);
    assert!(lignes[0].ends_with("\"RP.1\u{a0}: =HYPERLINK(\"\"http://x\"\";\"\"y\"\")\""));
    let largeur = colonnes(lignes[1]);
    assert!(lignes[1..].iter().all(|l| colonnes(l) == largeur));
    let sienne = lignes
        .iter()
        .find(|l| l.starts_with(&format!("\"{mesure}\";")));
    assert!(sienne.unwrap().ends_with("\"ajouté\""));

    assert_eq!(lier("delier", &mesure, "RP.1").await.statut, 303);
    assert!(
        !cas.get("risques/RP.1")
            .await
            .corps
            .contains("Mesures liées par votre équipe")
    );
    let risque = premier(&cas).await;
    lier("lier", &mesure, &risque).await;
    let page = cas.get(&format!("risques/{risque}")).await.corps;
    assert!(page.contains("Le catalogue dit déjà"));
    lier("lier", "", "RP.1").await;
    assert!(
        cas.get("risques/RP.1")
            .await
            .corps
            .contains("Choisissez d’abord")
    );
    assert_eq!(lier("lier", "AUTH.99", "RP.1").await.statut, 404);
    assert_eq!(lier("?", &mesure, "RP.1").await.statut, 400);
}

#[tokio::test]
async fn the_team_writes_to_each_other_about_a_risk() {
    let cas = Cas::new().await;
    let risque = premier(&cas).await;
    let ecrire = async |texte: &str| {
        let operation = cas.ctx.nouvel_id().to_string();
        let champs = [
            ("operation", operation.as_str()),
            ("geste", "ajouter"),
            ("texte", texte),
        ];
        cas.post(&format!("risques/{risque}/commentaires"), &champs)
            .await
    };
    let vide = ecrire(" ").await;
    assert!(vide.statut == 422 && vide.corps.contains("id=\"texte-erreur\""));
    let long = "é".repeat(3001);
    let trop = ecrire(&long).await;
    assert!(trop.statut == 422 && trop.corps.contains(&long));
    let faite = ecrire("Vu avec <b>l’éditeur</b>.").await;
    let suite = format!("risques/{risque}#echanges");
    assert_eq!(faite.en_tete("location"), cas.chemin(&suite));
    let page = cas.get(&format!("risques/{risque}")).await.corps;
    assert!(page.contains("Vu avec &lt;b&gt;l’éditeur&lt;/b&gt;."));
}

#[tokio::test]
async fn a_reader_sees_everything_and_changes_nothing() {
    let cas = Cas::new().await;
    ajouter(&cas, &DEPART).await;
    let (_, lectrice) = cas.collegue("lea", Role::Lecteur).await;
    for suite in [
        "risques",
        "risques/RP.1",
        "risques/couverture",
        "risques/couverture.csv",
    ] {
        let page = cas.banc.get(&cas.chemin(suite), &lectrice).await;
        assert_eq!(page.statut, 200, "{suite}");
        for bouton in ["Rétablir", "Lier", "name=\"geste\"", "risques/nouveau"] {
            assert!(!page.corps.contains(bouton), "{suite}: {bouton}");
        }
    }
    for suite in ["risques/nouveau", "risques/RP.1/modifier"] {
        assert_eq!(
            cas.banc.get(&cas.chemin(suite), &lectrice).await.statut,
            403
        );
    }
}
