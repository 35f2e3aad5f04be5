//! From a name to the list of measures: step by step, on one page, later changes.

use ::web::element;
use domaine::vocabulaire::{Champ, NiveauSecurite};
use uuid::Uuid;

use super::{Cas, Formulaire, SIRET, description, meme_version, refus};

#[tokio::test]
async fn from_nothing_to_the_list_without_javascript() {
    let cas = Cas::new().await;
    let debut = cas.formulaire("/services/nouveau").await;
    let debut = debut
        .avec("nomService", "Réservation de salles")
        .avec("organisationResponsable.siret", "213 502 388 00019");

    // The SIRET is not known yet: its name is asked, what was typed is kept.
    let refuse = cas.envoyer(&debut).await;
    assert_eq!(refuse.statut, 422);
    assert!(refus(&refuse.corps, "organisation").contains("Donnez le nom"));
    let debut = Formulaire::lire(&refuse.corps);
    assert_eq!(debut.valeur("nomService"), "Réservation de salles");
    assert_eq!(
        debut.valeur("organisationResponsable.siret"),
        "213 502 388 00019"
    );

    let debut = debut.avec("organisation", "Ville de Saint-Aubin");
    let (ou, page) = cas.suivre(&debut).await;
    assert!(ou.ends_with("/description/identite"), "{ou}");
    assert!(
        page.corps
            .contains("Ce numéro est celui de <b>Ville de Saint-Aubin</b>")
    );
    let id = Uuid::parse_str(ou.split('/').nth(2).unwrap()).unwrap();

    let identite = Formulaire::lire(&page.corps)
        .avec("statutDeploiement", "enProjet")
        .avec("presentation", "Réserver une salle.\n<b>En ligne</b>")
        .avec(
            "pointsAcces",
            "https://salles.example\n\nhttps://salles.example\n Guichet ",
        );
    let (ou, page) = cas.suivre(&identite).await;
    assert!(ou.ends_with("/description/caracteristiques"), "{ou}");

    let caracteristiques = Formulaire::lire(&page.corps)
        .avec("typeService", "serviceEnLigne")
        .et("typeService", "api")
        .avec("typeHebergement", "saas");
    let (ou, page) = cas.suivre(&caracteristiques).await;
    assert!(ou.ends_with("/description/enjeux"), "{ou}");
    assert!(
        element(&page.corps, "niveau")
            .unwrap()
            .contains("Pas encore de niveau")
    );

    // The level without JavaScript: save, and see.
    let enjeux = Formulaire::lire(&page.corps)
        .avec("ouvertureSysteme", "accessibleSurInternet")
        .avec("audienceCible", "moyenne")
        .avec("dureeDysfonctionnementAcceptable", "plusDe24h")
        .avec("categoriesDonneesTraitees", "donneesDIdentite")
        .avec("volumetrieDonneesTraitees", "moyen")
        .avec("suite", "recalculer");
    let (ou, page) = cas.suivre(&enjeux).await;
    assert!(ou.ends_with("/description/enjeux"), "{ou}");
    assert!(
        element(&page.corps, "niveau")
            .unwrap()
            .contains("Besoins basiques")
    );

    // Reading again: one answer is missing, and leads to its step.
    let suite = Formulaire::lire(&page.corps).sans("suite");
    let (ou, page) = cas.suivre(&suite).await;
    assert!(ou.ends_with("/description/recapitulatif"), "{ou}");
    assert!(page.corps.contains("enjeux#localisationDonneesTraitees"));
    assert!(page.corps.contains("&lt;b&gt;En ligne&lt;/b&gt;"));
    let besoins = cas.banc.get(&description(id, "besoins"), &cas.cookie).await;
    assert!(besoins.en_tete("location").ends_with("/recapitulatif"));

    // A draft resumes at the first step with something missing.
    let reprise = cas
        .banc
        .get(&format!("/services/{id}/description"), &cas.cookie)
        .await;
    assert!(reprise.en_tete("location").ends_with("/enjeux"));
    let enjeux = cas.formulaire(&description(id, "enjeux")).await;
    cas.suivre(&enjeux.avec("localisationDonneesTraitees", "UE"))
        .await;

    let page = cas.page(&description(id, "besoins")).await;
    let besoins = Formulaire::lire(&page.corps);
    assert_eq!(besoins.valeur("niveauSecurite"), "niveau1");
    let (ou, page) = cas.suivre(&besoins).await;
    assert!(ou.ends_with("/etat-des-lieux"), "{ou}");
    assert!(page.corps.contains("est décrit. Sa liste compte"));

    let ouvert = cas.ouvrir(id).await;
    let reponses = &ouvert.reponses;
    assert!(ouvert.bilan.is_some());
    assert_eq!(
        reponses.activites_externalisees.len(),
        2,
        "SaaS entrusts both"
    );
    let points: Vec<_> = reponses
        .points_acces
        .iter()
        .map(|p| p.description.as_str())
        .collect();
    assert_eq!(points, ["https://salles.example", "Guichet"]);
    let page = cas.page(&format!("/services/{id}/description")).await;
    assert!(!page.corps.contains("<b>En ligne</b>"));
    assert!(page.corps.contains("Réservation de salles"));
}

#[tokio::test]
async fn everything_on_one_page() {
    let cas = Cas::new().await;
    let debut = cas.formulaire("/services/nouveau").await;
    let debut = debut
        .avec("nomService", "Cantine")
        .avec("organisationResponsable.siret", SIRET)
        .avec("organisation", "Saint-Aubin")
        .avec("exemple", "cantine")
        .avec("suite", "rapide");
    let (ou, page) = cas.suivre(&debut).await;
    assert!(ou.ends_with("/description/rapide"), "{ou}");
    let tout = Formulaire::lire(&page.corps);
    assert_eq!(tout.valeur("typeHebergement"), "saas");
    let (ou, _) = cas.suivre(&tout.clone().avec("suite", "quitter")).await;
    assert_eq!(ou, "/services");
    let tout = meme_version(&tout, "Sur une page.", &cas);
    let (ou, _) = cas.suivre(&tout).await;
    assert!(ou.ends_with("/description/besoins"), "{ou}");
    let id = Uuid::parse_str(ou.split('/').nth(2).unwrap()).unwrap();
    let tout = cas.formulaire(&description(id, "rapide")).await;
    let (ou, _) = cas.suivre(&tout.sans("audienceCible")).await;
    assert!(
        ou.ends_with("/description/recapitulatif"),
        "a draft may be incomplete"
    );
}

#[tokio::test]
async fn the_level_is_chosen_never_below_what_the_answers_ask() {
    let cas = Cas::new().await;
    let id = cas.nouveau("cantine").await;
    let besoins = cas.formulaire(&description(id, "besoins")).await;
    assert_eq!(
        besoins.valeur("niveauSecurite"),
        "niveau2",
        "the required one is proposed"
    );
    for (niveau, attendu) in [
        ("niveau1", "besoins modérés"),
        ("niveau9", "proposées"),
        ("", "Choisissez"),
    ] {
        let reponse = cas
            .envoyer(&besoins.clone().avec("niveauSecurite", niveau))
            .await;
        assert_eq!(reponse.statut, 422, "{niveau}");
        assert!(
            refus(&reponse.corps, "niveauSecurite").contains(attendu),
            "{niveau}"
        );
    }
    assert!(cas.ouvrir(id).await.bilan.is_none());
    let (ou, _) = cas.suivre(&besoins.avec("niveauSecurite", "niveau3")).await;
    assert!(ou.ends_with("/etat-des-lieux"));
    let choisi = cas.ouvrir(id).await.reponses.niveau_securite;
    assert_eq!(choisi, Some(NiveauSecurite::Niveau3));
}

#[tokio::test]
async fn a_described_service_changes_when_asked_and_its_level_never_drops_too_low() {
    let cas = Cas::new().await;
    let id = cas.decrit().await;
    let resume = cas.page(&format!("/services/{id}/description")).await;
    for etape in ["identite", "caracteristiques", "enjeux", "besoins"] {
        assert!(resume.corps.contains(&description(id, etape)), "{etape}");
    }
    let page = cas.page(&description(id, "enjeux")).await;
    assert!(
        !page.corps.contains("data-auto"),
        "nothing is saved before it is asked"
    );
    let exigeant = Formulaire::lire(&page.corps)
        .avec("dureeDysfonctionnementAcceptable", "moinsDe4h")
        .avec("audienceCible", "tresLarge")
        .avec("categoriesDonneesTraitees", "donneesSensibles")
        .avec("volumetrieDonneesTraitees", "tresEleve");
    let apercu = cas.envoyer(&exigeant).await;
    assert_eq!(apercu.statut, 200);
    assert!(apercu.corps.contains("Le niveau de besoins monte"));
    assert_eq!(
        cas.ouvrir(id).await.reponses.niveau_securite,
        Some(NiveauSecurite::Niveau1),
        "said before, not after"
    );
    let (ou, page) = cas.suivre(&Formulaire::lire(&apercu.corps)).await;
    assert!(ou.ends_with("/description"));
    assert!(
        page.corps
            .contains("besoins avancés\u{a0}: le niveau retenu est relevé")
    );
    let ouvert = cas.ouvrir(id).await;
    assert_eq!(
        ouvert.reponses.niveau_securite,
        Some(NiveauSecurite::Niveau3)
    );
    assert!(ouvert.bilan.is_some());

    // A mandatory answer cannot be taken away.
    let etape = cas.formulaire(&description(id, "caracteristiques")).await;
    let reponse = cas.envoyer(&etape.sans("typeService")).await;
    assert_eq!(reponse.statut, 422);
    assert!(refus(&reponse.corps, Champ::TypeService.id()).contains("au moins une"));
}
