//! Saving as one goes, twice, or at the same time as someone else.

use ::web::element;
use domaine::droits::Role;
use domaine::vocabulaire::TypeHebergement;
use uuid::Uuid;

use super::{Cas, Formulaire, SIRET, attribut, description, meme_version};

#[tokio::test]
async fn a_form_sent_twice_does_nothing_twice() {
    let cas = Cas::new().await;
    let debut = cas.formulaire("/services/nouveau").await;
    let debut = debut
        .avec("nomService", "Salles")
        .avec("organisationResponsable.siret", SIRET)
        .avec("organisation", "Saint-Aubin");
    let (un, deux) = (cas.envoyer(&debut).await, cas.envoyer(&debut).await);
    assert_eq!(un.en_tete("location"), deux.en_tete("location"));

    let chemin = un.en_tete("location").to_owned();
    let identite = cas
        .formulaire(&chemin)
        .await
        .avec("presentation", "Une fois.");
    let (un, deux) = (cas.envoyer(&identite).await, cas.envoyer(&identite).await);
    assert_eq!(un.en_tete("location"), deux.en_tete("location"));
    let id = Uuid::parse_str(chemin.split('/').nth(2).unwrap()).unwrap();
    assert_eq!(cas.ouvrir(id).await.version, 2);

    // Sent, then changed after coming back to it: nothing typed is lost.
    let autre = cas
        .envoyer(&identite.avec("presentation", "Deux fois."))
        .await;
    assert_eq!(autre.statut, 422);
    assert!(autre.corps.contains("déjà été envoyé"));
    let rendu = Formulaire::lire(&autre.corps);
    assert_eq!(rendu.valeur("presentation"), "Deux fois.");
}

#[tokio::test]
async fn a_name_changed_after_being_sent_is_given_back() {
    let cas = Cas::new().await;
    let debut = cas.formulaire("/services/nouveau").await;
    let debut = debut
        .avec("nomService", "Salles")
        .avec("organisationResponsable.siret", SIRET)
        .avec("organisation", "Saint-Aubin");
    let (chemin, _) = cas.suivre(&debut).await;
    let rendu = rendu_intact(&cas, &debut, "nomService").await;
    assert_eq!(rendu.valeur("organisation"), "Saint-Aubin");
    assert_eq!(cas.envoyer(&rendu).await.statut, 303, "another service");

    let id = Uuid::parse_str(chemin.split('/').nth(2).unwrap()).unwrap();
    let copie = cas.formulaire(&format!("/services/{id}/dupliquer")).await;
    assert_eq!(cas.envoyer(&copie).await.statut, 303);
    let rendu = rendu_intact(&cas, &copie, "nom").await;
    assert_eq!(cas.envoyer(&rendu).await.statut, 303);

    let id = cas.decrit().await;
    let equipe = format!("/services/{id}/equipe");
    let page = cas.page(&equipe).await.corps;
    let (avant, inviter) = page.split_once("<aside").unwrap();
    assert!(avant.contains("<main"));
    let inviter = Formulaire::lire(&format!("<main id=\"contenu\"><aside{inviter}"));
    let inviter = inviter.avec("courriel", "karim@ville.example");
    assert_eq!(cas.envoyer(&inviter).await.statut, 303);
    let autre = cas
        .envoyer(&inviter.avec("courriel", "lea@ville.example"))
        .await;
    assert_eq!(autre.statut, 422);
    assert!(autre.corps.contains("value=\"lea@ville.example\""));

    let besoins = cas.formulaire(&description(id, "besoins")).await;
    let apercu = cas
        .envoyer(&besoins.avec("niveauSecurite", "niveau3"))
        .await;
    let haut = Formulaire::lire(&apercu.corps);
    assert_eq!(cas.envoyer(&haut).await.statut, 303);
    let autre = cas.envoyer(&haut.avec("niveauSecurite", "niveau2")).await;
    assert_eq!(autre.statut, 422);
    assert_eq!(
        Formulaire::lire(&autre.corps).valeur("niveauSecurite"),
        "niveau2"
    );
}

/// Sends a form that was sent already, one text changed: gives what came back of it.
async fn rendu_intact(cas: &Cas, envoye: &Formulaire, champ: &str) -> Formulaire {
    let reponse = cas
        .envoyer(&envoye.clone().avec(champ, "Autre <nom>"))
        .await;
    assert_eq!(reponse.statut, 422);
    assert!(reponse.corps.contains("Ce formulaire a déjà été envoyé"));
    let rendu = Formulaire::lire(&reponse.corps);
    assert_eq!(rendu.valeur(champ), "Autre <nom>");
    assert_ne!(rendu.valeur("operation"), envoye.valeur("operation"));
    rendu
}

#[tokio::test]
async fn a_message_waits_for_a_page_that_shows_it() {
    let cas = Cas::new().await;
    let id = cas.nouveau("").await;
    let identite = cas.formulaire(&description(id, "identite")).await;
    let copie = cas.formulaire(&format!("/services/{id}/dupliquer")).await;
    assert_eq!(cas.envoyer(&copie).await.statut, 303);
    let au_fil = cas.au_fil(&identite, "niveau jetons").await;
    assert_eq!(au_fil.statut, 200);
    assert!(!au_fil.corps.contains("La copie est prête"));
    let page = cas.page("/methode").await;
    assert!(page.corps.contains("La copie est prête"));
    assert!(
        !cas.page("/methode")
            .await
            .corps
            .contains("La copie est prête")
    );
}

#[tokio::test]
async fn two_people_meet_and_choose() {
    let cas = Cas::new().await;
    let id = cas.nouveau("").await;
    let karim = cas.collegue(id, "karim", Role::Contributeur).await;
    let chemin = description(id, "identite");
    let le_mien = cas.formulaire(&chemin).await;

    // Karim answers two questions first.
    let page = cas.banc.get(&chemin, &karim).await;
    let le_sien = Formulaire::lire(&page.corps)
        .avec("presentation", "Celle de Karim.")
        .avec("pointsAcces", "https://karim.example");
    let reponse = cas.banc.post(&chemin, &karim, &le_sien.corps()).await;
    assert_eq!(reponse.statut, 303);

    // Saving as one goes stops before overwriting what is on screen.
    let ailleurs = le_mien.clone().avec("statutDeploiement", "enCours");
    assert_eq!(cas.au_fil(&ailleurs, "niveau jetons").await.statut, 409);

    // Another question: both are kept, and it is said.
    let (_, page) = cas.suivre(&ailleurs).await;
    assert!(page.corps.contains("a répondu à"), "announced");
    assert!(page.corps.contains("Ses réponses sont gardées"));
    assert_eq!(
        cas.ouvrir(id).await.reponses.presentation,
        "Celle de Karim."
    );

    // The same question: both values are shown, neither is lost.
    let meme = le_mien
        .avec("presentation", "La <i>mienne</i>.")
        .avec("statutDeploiement", "enCours")
        .avec("operation", &cas.ctx.nouvel_id().to_string());
    let conflit = cas.envoyer(&meme).await;
    assert_eq!(conflit.statut, 409);
    assert!(conflit.corps.contains("Celle de Karim."));
    assert!(conflit.corps.contains("La &lt;i&gt;mienne&lt;/i&gt;."));
    assert_eq!(
        cas.ouvrir(id).await.reponses.presentation,
        "Celle de Karim."
    );

    // Choosing mine keeps what Karim alone changed.
    let choix = Formulaire::lire(&conflit.corps);
    assert_eq!(choix.valeur("garder.presentation"), "mien");
    assert_eq!(cas.envoyer(&choix).await.statut, 303);
    let reponses = cas.ouvrir(id).await.reponses;
    assert_eq!(reponses.presentation, "La <i>mienne</i>.");
    assert_eq!(
        reponses.points_acces[0].description,
        "https://karim.example"
    );

    // Choosing theirs, from the same page sent again, leaves it in place.
    let page = cas.banc.get(&chemin, &karim).await;
    let reponse = Formulaire::lire(&page.corps).avec("presentation", "Encore Karim.");
    cas.banc.post(&chemin, &karim, &reponse.corps()).await;
    let meme = meme_version(&choix, "Autre chose.", &cas);
    let conflit = cas.envoyer(&meme).await;
    assert_eq!(conflit.statut, 409);
    let choix = Formulaire::lire(&conflit.corps).avec("garder.presentation", "place");
    assert_eq!(cas.envoyer(&choix).await.statut, 303);
    assert_eq!(cas.ouvrir(id).await.reponses.presentation, "Encore Karim.");
}

#[tokio::test]
async fn saving_as_one_goes_keeps_what_is_right_and_names_the_rest() {
    let cas = Cas::new().await;
    let id = cas.nouveau("").await;
    let elements = "niveau jetons organisation-du-siret";
    let envoi = cas.formulaire(&description(id, "identite")).await;
    let envoi = envoi
        .avec("nomService", &"a".repeat(201))
        .avec("presentation", "Gardée.")
        .avec("statutDeploiement", "jamais");
    let reponse = cas.au_fil(&envoi, elements).await;
    assert_eq!(reponse.statut, 200);
    assert_eq!(reponse.en_tete("mss-fragment"), elements);
    let jetons = element(&reponse.corps, "jetons").unwrap();
    assert!(jetons.contains("Brouillon enregistré à"));
    assert!(jetons.contains("href=\"#nomService\"") && jetons.contains("200 caractères"));
    assert!(jetons.contains("href=\"#statutDeploiement\""));
    let enregistre = cas.ouvrir(id).await;
    assert_eq!(enregistre.reponses.presentation, "Gardée.");
    assert_eq!(enregistre.reponses.nom_service, "Réservation de salles");

    // The next saving uses the fresh tokens: another operation, the new version.
    let operation = attribut(jetons.split("name=\"operation\"").nth(1).unwrap(), "value");
    let version = attribut(jetons.split("name=\"version\"").nth(1).unwrap(), "value");
    assert_ne!(operation.as_deref(), Some(envoi.valeur("operation")));
    assert_eq!(version.as_deref(), Some("2"));
    let envoi = envoi
        .avec("operation", &operation.unwrap())
        .avec("version", &version.unwrap())
        .avec("nomService", "Salles")
        .avec("statutDeploiement", "enLigne")
        .avec("organisationResponsable.siret", "35600000049837");

    // A SIRET nobody knows waits for its name; the other answers do not.
    let reponse = cas.au_fil(&envoi, elements).await;
    assert_eq!(reponse.statut, 200);
    assert!(element(&reponse.corps, "organisation").is_some());
    let enregistre = cas.ouvrir(id).await.reponses;
    assert_eq!(enregistre.nom_service, "Salles");
    assert_eq!(enregistre.organisation_responsable.siret, SIRET);
}

#[tokio::test]
async fn saving_goes_on_after_an_answer_lost_on_the_way() {
    let cas = Cas::new().await;
    let id = cas.nouveau("").await;
    let elements = "niveau jetons organisation-du-siret";
    let envoi = cas.formulaire(&description(id, "identite")).await;
    let envoi = envoi.avec("organisationResponsable.siret", "35600000049837");
    let un = envoi.clone().avec("presentation", "Un.");
    assert_eq!(cas.au_fil(&un, elements).await.statut, 200);
    let version = cas.ouvrir(id).await.version;

    // Sent again as it was, SIRET without a name included: recognised, nothing happens twice.
    assert_eq!(cas.au_fil(&un, elements).await.statut, 200);
    assert_eq!(cas.ouvrir(id).await.version, version);

    // The page knows nothing of it: same operation, same version, more words.
    let deux = envoi.avec("presentation", "Un, deux.");
    let reponse = cas.au_fil(&deux, elements).await;
    assert_eq!(reponse.statut, 200, "{}", reponse.corps);
    assert!(reponse.corps.contains("Brouillon enregistré à"));
    assert_eq!(cas.ouvrir(id).await.reponses.presentation, "Un, deux.");

    // Sending the form itself was never used up.
    let deux = deux.avec("organisationResponsable.siret", SIRET);
    assert_eq!(cas.envoyer(&deux).await.statut, 303);
}

#[tokio::test]
async fn ready_made_software_ticks_and_locks_what_it_entrusts() {
    let cas = Cas::new().await;
    let id = cas.nouveau("").await;
    let envoi = cas.formulaire(&description(id, "caracteristiques")).await;
    let elements = "niveau jetons activitesExternalisees";
    let reponse = cas
        .au_fil(&envoi.avec("typeHebergement", "saas"), elements)
        .await;
    let activites = element(&reponse.corps, "activitesExternalisees").unwrap();
    assert_eq!(activites.matches("checked").count(), 2);
    assert_eq!(activites.matches("disabled").count(), 2);
    assert!(activites.contains("l’éditeur s’en charge"));

    // Any other choice empties them: locked boxes are not sent.
    let envoi = cas.formulaire(&description(id, "caracteristiques")).await;
    assert!(!envoi.corps().contains("activitesExternalisees"));
    let reponse = cas
        .au_fil(&envoi.avec("typeHebergement", "cloud"), elements)
        .await;
    let activites = element(&reponse.corps, "activitesExternalisees").unwrap();
    assert_eq!(activites.matches("checked").count(), 0);
    let reponses = cas.ouvrir(id).await.reponses;
    assert_eq!(reponses.type_hebergement, Some(TypeHebergement::Cloud));
    assert!(reponses.activites_externalisees.is_empty());
}
