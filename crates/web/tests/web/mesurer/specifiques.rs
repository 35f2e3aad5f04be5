//! Measures of one's own: added, changed by two people, taken off and brought back.

use domaine::droits::Role;

use super::{Cas, onglets};
use crate::web::commun::{JETON, Reponse};

const TEXTE: &str = "titre=Fermer+la+salle&categorie=protection&description=Une+porte&etapes=Un";

impl Cas {
    async fn poster(&self, cookie: &str, suite: &str, corps: &str) -> Reponse {
        let operation = self.ctx.nouvel_id();
        let corps = format!("_csrf={JETON}&operation={operation}&{corps}");
        self.banc.post(&self.chemin(suite), cookie, &corps).await
    }
}

fn contient(reponse: &Reponse, textes: &[&str]) {
    for texte in textes {
        assert!(reponse.corps.contains(texte), "{texte}\n{}", reponse.corps);
    }
}

#[tokio::test]
async fn one_is_added_from_the_library_or_from_nothing() {
    let cas = Cas::new().await;
    let liste = cas.get("mesures/ajouter?q=sauvegarde+isol%C3%A9e").await;
    let vers = "mesures/ajouter/texte?depuis=bibliotheque%3Asauvegarde-isolee";
    contient(&liste, &[vers, "Écrire une mesure"]);
    let page = cas.get(vers).await;
    contient(
        &page,
        &["value=\"bibliotheque:sauvegarde-isolee\"", "D’après"],
    );
    let corps = format!("depuis=bibliotheque%3Asauvegarde-isolee&{TEXTE}");
    let ajout = cas
        .poster(&cas.cookie, "mesures/ajouter/texte", &corps)
        .await;
    assert_eq!(ajout.en_tete("location"), cas.chemin("mesures/SPE.1"));
    let page = cas.get("mesures/SPE.1/texte").await;
    contient(
        &page,
        &["Fermer la salle", "name=\"version\" value=\"1\"", "D’après"],
    );
    for (suite, statut) in [
        ("mesures/SPE.2/texte", 404),
        ("mesures/AUTH.1/texte", 404),
        ("mesures/SPE.2/retirer", 404),
    ] {
        assert_eq!(cas.get(suite).await.statut, statut, "{suite}");
    }
    let brouillon = Cas::brouillon().await;
    assert_eq!(brouillon.get("mesures/ajouter").await.statut, 409);
    let corps = TEXTE.to_owned();
    let refus = brouillon
        .poster(&brouillon.cookie, "mesures/ajouter/texte", &corps)
        .await;
    assert_eq!(refus.statut, 409);
}

#[tokio::test]
async fn a_refused_text_keeps_what_was_typed() {
    let cas = Cas::new().await;
    let refus = cas
        .poster(
            &cas.cookie,
            "mesures/ajouter/texte",
            "titre=&description=Ma+description",
        )
        .await;
    assert_eq!(refus.statut, 422);
    contient(
        &refus,
        &[
            "Donnez un titre",
            "Choisissez une catégorie",
            "Ma description",
        ],
    );
    cas.poster(&cas.cookie, "mesures/ajouter/texte", TEXTE)
        .await;
    let refus = cas
        .poster(
            &cas.cookie,
            "mesures/SPE.1/texte",
            "version=1&titre=&categorie=defense",
        )
        .await;
    assert_eq!(refus.statut, 422);
    contient(&refus, &["Donnez un titre", "Modifier SPE.1"]);
}

#[tokio::test]
async fn two_people_on_the_same_part_choose() {
    let cas = Cas::new().await;
    let (_, paul) = cas.collegue("paul", Role::Contributeur).await;
    cas.poster(&cas.cookie, "mesures/ajouter/texte", TEXTE)
        .await;
    let texte = "mesures/SPE.1/texte";
    let de_paul = format!("version=1&{}", TEXTE.replace("Fermer", "Ouvrir"));
    assert_eq!(cas.poster(&paul, texte, &de_paul).await.statut, 303);
    let mienne = format!(
        "version=1&{}",
        TEXTE
            .replace("Fermer", "Murer")
            .replace("Une+porte", "Un+mur")
    );
    let conflit = cas.poster(&cas.cookie, texte, &mienne).await;
    assert_eq!(conflit.statut, 409);
    contient(
        &conflit,
        &[
            "Ouvrir la salle",
            "Murer la salle",
            "name=\"version\" value=\"2\"",
            "garder.titre",
        ],
    );
    // Keep theirs for the title; my description, which nobody else changed, is saved.
    let choix = format!(
        "{}&garder.titre=place",
        mienne.replace("version=1", "version=2")
    );
    assert_eq!(cas.poster(&cas.cookie, texte, &choix).await.statut, 303);
    let page = cas.get(texte).await;
    contient(
        &page,
        &[
            "value=\"Ouvrir la salle\"",
            "Un mur</textarea>",
            "value=\"3\"",
        ],
    );
    // Reunite two lists of steps.
    let etapes = |version: u8, mot: &str| {
        format!(
            "version={version}&{}",
            TEXTE
                .replace("Fermer", "Ouvrir")
                .replace("Une+porte", "Un+mur")
                .replace("etapes=Un", &format!("etapes={mot}"))
        )
    };
    assert_eq!(
        cas.poster(&paul, texte, &etapes(3, "Deux")).await.statut,
        303
    );
    let conflit = cas.poster(&cas.cookie, texte, &etapes(3, "Trois")).await;
    contient(&conflit, &["Deux\nTrois</textarea>"]);
    let choix = format!(
        "{}&garder.etapes=deux&reuni.etapes=Deux%0ATrois",
        etapes(4, "Trois")
    );
    assert_eq!(cas.poster(&cas.cookie, texte, &choix).await.statut, 303);
    contient(&cas.get(texte).await, &["Deux\nTrois</textarea>"]);
}

#[tokio::test]
async fn one_is_taken_off_brought_back_and_kept_as_a_model() {
    let cas = Cas::new().await;
    cas.poster(&cas.cookie, "mesures/ajouter/texte", TEXTE)
        .await;
    contient(
        &cas.get("mesures/SPE.1/retirer").await,
        &["Retirer la mesure"],
    );
    let retrait = cas
        .poster(&cas.cookie, "mesures/SPE.1/retirer", "geste=retirer")
        .await;
    assert_eq!(
        retrait.en_tete("location"),
        cas.chemin("mesures/SPE.1/retirer")
    );
    contient(
        &cas.get("mesures/SPE.1/retirer").await,
        &["Remettre la mesure"],
    );
    assert_eq!(cas.get("mesures/SPE.1/texte").await.statut, 404);
    let retour = cas
        .poster(&cas.cookie, "mesures/SPE.1/retirer", "geste=remettre")
        .await;
    assert_eq!(retour.en_tete("location"), cas.chemin("mesures/SPE.1"));
    let modele = cas.poster(&cas.cookie, "mesures/SPE.1/modele", "").await;
    let page = cas.banc.get(modele.en_tete("location"), &cas.cookie).await;
    contient(&page, &["Fermer la salle", "Qui voit ce modèle"]);
}

#[tokio::test]
async fn one_is_in_the_list_and_followed_up_like_any_measure() {
    let cas = Cas::new().await;
    cas.poster(&cas.cookie, "mesures/ajouter/texte", TEXTE)
        .await;
    let avant = onglets(&cas.get("mesures").await.corps);
    for requete in [
        "q=fermer+porte",
        "q=SPE.1",
        "categorie=protection",
        "onglet=aStatuer",
    ] {
        let page = cas.get(&format!("mesures?{requete}")).await;
        contient(&page, &["id=\"SPE.1\"", "Propre au service"]);
    }
    for requete in [
        "q=introuvable",
        "categorie=defense",
        "porteur=projet",
        "exigence=indispensable",
    ] {
        let page = cas.get(&format!("mesures?{requete}")).await;
        assert!(!page.corps.contains("id=\"SPE.1\""), "{requete}");
    }
    let page = cas.presser("SPE.1:fait:0").await;
    assert_eq!(page.statut, 303);
    let apres = onglets(&cas.get("mesures").await.corps);
    assert_eq!((apres[0] + 1, apres[4]), (avant[0], avant[4] + 1));
    let panneau = cas.get("mesures/SPE.1").await;
    contient(
        &panneau,
        &[
            "Mesure propre au service",
            "mesures/SPE.1/texte",
            "mesures/SPE.1/retirer",
            "value=\"SPE.1:fait:1\"",
        ],
    );
    let (_, lecteur) = cas.collegue("ines", Role::Lecteur).await;
    let lue = cas.banc.get(&cas.chemin("mesures/SPE.1"), &lecteur).await;
    contient(&lue, &["En faire un modèle"]);
    assert!(!lue.corps.contains("mesures/SPE.1/texte"));
}
