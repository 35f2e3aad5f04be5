//! The effect of a change to a described service, before it is saved.

use domaine::droits::Role;
use domaine::vocabulaire::{Champ, NiveauSecurite, Specificite, TypeService};

use super::{Cas, Formulaire, description};

#[tokio::test]
async fn a_change_that_touches_measures_is_shown_then_confirmed_or_corrected() {
    let cas = Cas::new().await;
    let id = cas.decrit().await;
    let avant = cas.ouvrir(id).await;
    let formulaire = cas.formulaire(&description(id, "caracteristiques")).await;
    let apercu = cas
        .envoyer(&formulaire.et("typeService", "applicationMobile"))
        .await;
    assert_eq!(apercu.statut, 200);
    for mot in [
        "Ce que change votre réponse",
        "Rien n’est encore enregistré",
        "id=\"ajoutees\"",
        "Nature du service",
    ] {
        assert!(apercu.corps.contains(mot), "{mot}");
    }
    assert_eq!(
        cas.ouvrir(id).await.version,
        avant.version,
        "nothing is written"
    );

    // Back to the questions: everything typed is there, still unsaved.
    let bouton = Formulaire::lire(&apercu.corps).et("suite", "corriger");
    let retour = cas.envoyer(&bouton).await;
    assert_eq!(retour.statut, 200);
    let repris = Formulaire::lire(&retour.corps);
    let coches = repris.champs.iter().filter(|(nom, _)| nom == "typeService");
    assert_eq!(coches.count(), 2);
    assert_eq!(cas.ouvrir(id).await.version, avant.version);

    // The same answers again: the effect again; then it is saved.
    let apercu = cas.envoyer(&repris).await;
    assert_eq!(apercu.statut, 200);
    let (ou, page) = cas.suivre(&Formulaire::lire(&apercu.corps)).await;
    assert!(ou.ends_with("/description") && page.corps.contains("La description est à jour"));
    let apres = cas.ouvrir(id).await;
    assert_eq!(
        apres.reponses.type_service,
        TypeService::ServiceEnLigne | TypeService::ApplicationMobile
    );
    // And back, by the other form.
    let sans = cas.formulaire(&description(id, "rapide")).await;
    let apercu = cas
        .envoyer(&sans.avec("typeService", "serviceEnLigne"))
        .await;
    assert!(apercu.corps.contains("id=\"retirees\""));
    let (_, page) = cas.suivre(&Formulaire::lire(&apercu.corps)).await;
    assert!(page.corps.contains("La description est à jour"));
    assert_eq!(cas.ouvrir(id).await.version, avant.version + 2);
}

#[tokio::test]
async fn a_name_is_saved_at_once_and_typing_never_goes_around_the_effect() {
    let cas = Cas::new().await;
    let id = cas.decrit().await;
    let nom = cas.formulaire(&description(id, "identite")).await;
    let (ou, _) = cas
        .suivre(&nom.avec("nomService", "Salles des fêtes"))
        .await;
    assert!(ou.ends_with("/description"));

    // A page open since it was a draft saves as one goes.
    let formulaire = cas.formulaire(&description(id, "caracteristiques")).await;
    let ajout = formulaire.et("specificitesProjet", "postesDeTravail");
    let version = cas.ouvrir(id).await.version;
    let reponse = cas.au_fil(&ajout, "niveau jetons").await;
    assert_eq!(reponse.statut, 409);
    assert_eq!(cas.ouvrir(id).await.version, version);
}

#[tokio::test]
async fn a_level_chosen_later_shows_its_effect() {
    let cas = Cas::new().await;
    let id = cas.decrit().await;
    let besoins = cas.formulaire(&description(id, "besoins")).await;
    let plus = besoins.avec("niveauSecurite", "niveau3");
    let apercu = cas.envoyer(&plus).await;
    assert!(apercu.corps.contains("Basiques → <b>Avancés</b>"));
    assert!(
        !apercu.corps.contains("Le niveau de besoins monte"),
        "it was chosen"
    );
    let retour = cas
        .envoyer(&Formulaire::lire(&apercu.corps).et("suite", "corriger"))
        .await;
    let repris = Formulaire::lire(&retour.corps);
    assert_eq!(repris.valeur(Champ::NiveauSecurite.id()), "niveau3");
    cas.suivre(&Formulaire::lire(&apercu.corps)).await;
    let choisi = cas.ouvrir(id).await.reponses.niveau_securite;
    assert_eq!(choisi, Some(NiveauSecurite::Niveau3));
}

#[tokio::test]
async fn what_a_colleague_changes_meanwhile_is_seen_again() {
    let cas = Cas::new().await;
    let id = cas.decrit().await;
    let formulaire = cas.formulaire(&description(id, "caracteristiques")).await;
    let apercu = cas
        .envoyer(&formulaire.et("specificitesProjet", "postesDeTravail"))
        .await;
    let confirmer = Formulaire::lire(&apercu.corps);

    let karim = cas.collegue(id, "karim", Role::Contributeur).await;
    let page = cas.banc.get(&description(id, "identite"), &karim).await;
    let sien = Formulaire::lire(&page.corps).avec("presentation", "Pour tous.");
    let reponse = cas.banc.post(&sien.action, &karim, &sien.corps()).await;
    assert_eq!(reponse.statut, 303);

    let encore = cas.envoyer(&confirmer).await;
    assert_eq!(
        encore.statut, 200,
        "what was seen is no longer what would be written"
    );
    assert!(encore.corps.contains("Réponses de "));
    let (_, page) = cas.suivre(&Formulaire::lire(&encore.corps)).await;
    assert!(page.corps.contains("Pour tous."));
    assert!(
        cas.ouvrir(id)
            .await
            .reponses
            .specificites_projet
            .contains(Specificite::PostesDeTravail)
    );
}
