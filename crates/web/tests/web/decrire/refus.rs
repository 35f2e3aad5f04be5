//! What is refused, and what is kept of it.

use domaine::droits::Role;
use uuid::Uuid;

use super::super::commun::JETON;
use super::{Cas, Formulaire, description, refus};

#[tokio::test]
async fn every_bound_has_its_message_and_everything_typed_stays() {
    let cas = Cas::new().await;
    let id = cas.nouveau("").await;
    let chemin = description(id, "identite");
    let base = cas.formulaire(&chemin).await;
    let trop_long = "é".repeat(201);
    let lignes = "x\n".repeat(25);
    let longue_ligne = format!("un\n{trop_long}");
    let cas_refuses = [
        ("nomService", "", "Donnez un nom"),
        ("nomService", trop_long.as_str(), "200 caractères"),
        ("nomService", "Salles\u{202e}", "invisible"),
        ("organisationResponsable.siret", "", "quatorze chiffres"),
        ("organisationResponsable.siret", "21350238800018", "SIRET"),
        ("organisationResponsable.siret", "abc", "SIRET"),
        ("presentation", "a\u{7}b", "invisible"),
        ("pointsAcces", longue_ligne.as_str(), "ligne 2"),
        ("statutDeploiement", "<b>bientôt</b>", "proposées"),
    ];
    for (champ, valeur, attendu) in cas_refuses {
        let envoi = base
            .clone()
            .avec("presentation", "Gardé <i>ici</i>")
            .avec(champ, valeur);
        let reponse = cas.envoyer(&envoi).await;
        assert_eq!(reponse.statut, 422, "{champ} {valeur:?}");
        let message = refus(&reponse.corps, champ);
        assert!(message.contains(attendu), "{champ} {valeur:?}: {message}");
        assert!(
            reponse.corps.contains(&format!("href=\"#{champ}\"")),
            "{champ}: summary"
        );
        let rendu = Formulaire::lire(&reponse.corps);
        if champ != "statutDeploiement" {
            assert_eq!(rendu.valeur(champ), valeur, "typed text is kept");
        }
        if champ != "presentation" {
            assert_eq!(rendu.valeur("presentation"), "Gardé <i>ici</i>");
        }
        assert!(!reponse.corps.contains("<i>ici") && !reponse.corps.contains("<b>bientôt"));
    }
    // A list counts its distinct items, and has a limit.
    let memes = cas
        .envoyer(&base.clone().avec("pointsAcces", &lignes))
        .await;
    assert_eq!(memes.statut, 303, "the same line 25 times is one line");
    let base = cas.formulaire(&chemin).await;
    let distinctes: Vec<_> = (0..21).map(|n| format!("adresse {n}")).collect();
    let reponse = cas
        .envoyer(&base.avec("pointsAcces", &distinctes.join("\n")))
        .await;
    assert!(refus(&reponse.corps, "pointsAcces").contains("20"));

    let ouvert = cas.ouvrir(id).await;
    assert_eq!(ouvert.reponses.nom_service, "Réservation de salles");
}

#[tokio::test]
async fn la_poste_and_unknown_example() {
    let cas = Cas::new().await;
    let base = cas.formulaire("/services/nouveau").await;
    let base = base
        .avec("nomService", "Guichet")
        .avec("organisation", "La Poste");
    let poste = base
        .clone()
        .avec("organisationResponsable.siret", "35600000049837");
    assert_eq!(cas.envoyer(&poste).await.statut, 303);
    let faux = base.avec("organisationResponsable.siret", "35600000049838");
    let reponse = cas
        .envoyer(&faux.avec("operation", &Uuid::from_u128(9).to_string()))
        .await;
    assert_eq!(reponse.statut, 422);
    assert!(refus(&reponse.corps, "organisationResponsable.siret").contains("SIRET"));

    // The next service starts from the organisation of the last one.
    let suivant = cas.formulaire("/services/nouveau").await;
    assert_eq!(
        suivant.valeur("organisationResponsable.siret"),
        "35600000049837"
    );
    let inconnu = suivant
        .avec("nomService", "Deux")
        .avec("exemple", "jamais-vu");
    let reponse = cas.envoyer(&inconnu).await;
    assert_eq!(reponse.statut, 422);
    assert!(refus(&reponse.corps, "exemple").contains("proposées"));
}

#[tokio::test]
async fn unknown_pages_and_rights() {
    let cas = Cas::new().await;
    let id = cas.nouveau("").await;
    let lecteur = cas.collegue(id, "lea", Role::Lecteur).await;
    let (_, etrangere) = cas.banc.connecter("inconnue").await;
    let identite = cas.formulaire(&description(id, "identite")).await;
    let corps = identite.corps();

    let inconnu = Uuid::from_u128(42);
    for chemin in [
        description(inconnu, "identite"),
        description(id, "jamais"),
        description(inconnu, "rapide"),
        description(inconnu, "besoins"),
        format!("/services/{inconnu}/description"),
        "/services/jamais/description".to_owned(),
    ] {
        assert_eq!(
            cas.banc.get(&chemin, &cas.cookie).await.statut,
            404,
            "{chemin}"
        );
    }
    for suite in ["identite", "rapide", "besoins"] {
        let chemin = description(id, suite);
        assert_eq!(cas.banc.get(&chemin, &lecteur).await.statut, 403, "{suite}");
        assert_eq!(
            cas.banc.post(&chemin, &lecteur, &corps).await.statut,
            403,
            "{suite}"
        );
        assert_eq!(
            cas.banc.get(&chemin, &etrangere).await.statut,
            404,
            "{suite}"
        );
        assert_eq!(
            cas.banc.post(&chemin, &etrangere, &corps).await.statut,
            404,
            "{suite}"
        );
    }
    let resume = cas
        .banc
        .get(&format!("/services/{id}/description"), &lecteur)
        .await;
    assert_eq!(resume.statut, 200);
    assert!(!resume.corps.contains(">Modifier<"));

    // What a form says is read after the right to send it.
    let jeton = format!("_csrf={JETON}&operation={}", Uuid::from_u128(3));
    let equipe = format!("/services/{id}/equipe");
    for (suite, cookie, statut) in [
        ("", &lecteur, 403),
        ("", &etrangere, 404),
        ("", &cas.cookie, 422),
        ("/00000000-0000-7000-8000-000000000001", &lecteur, 403),
        ("/00000000-0000-7000-8000-000000000001", &cas.cookie, 400),
    ] {
        let chemin = format!("{equipe}{suite}");
        let corps = format!("{jeton}&role=chef&courriel=a@ville.example");
        let reponse = cas.banc.post(&chemin, cookie, &corps).await;
        assert_eq!(reponse.statut, statut, "{chemin}");
    }

    // A form that is not ours, or that lost what makes it one.
    let chemin = description(id, "identite");
    let sans_jeton = identite.clone().sans("_csrf");
    assert_eq!(cas.envoyer(&sans_jeton).await.statut, 403);
    for champ in ["operation", "version"] {
        let reponse = cas.envoyer(&identite.clone().avec(champ, "x")).await;
        assert_eq!(reponse.statut, 400, "{champ}");
    }
    let jeton = format!("_csrf={JETON}");
    assert_eq!(
        cas.banc.post(&chemin, &cas.cookie, &jeton).await.statut,
        400
    );
}
