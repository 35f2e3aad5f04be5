//! Contacts through the real router: read, prefilled, written, refused, in conflict.

use application::equipe::{Changement, ModifierEquipe, modifier_equipe};
use axum::http::StatusCode;
use domaine::droits::Role;
use uuid::Uuid;

use super::commun::Banc;
use super::organisations::{contient, formulaire, service};

/// Claire's service with Karim as its RSSI: its address and both cookies.
async fn a_deux(banc: &Banc) -> (String, String, String, Uuid) {
    let (claire, cookie) = banc.connecter("claire").await;
    let service = service(banc, claire).await;
    let (karim, sien) = banc.connecter("karim").await;
    let ctx = banc.monde.pour(claire);
    let commande = ModifierEquipe {
        operation: ctx.nouvel_id(),
        service,
        changement: Changement::Inviter {
            courriel: "karim@ville.example".into(),
            habilitation: Role::Rssi.into(),
        },
    };
    modifier_equipe(&ctx, &commande).await.unwrap();
    (format!("/services/{service}/contacts"), cookie, sien, karim)
}

#[tokio::test]
async fn a_role_is_prefilled_from_the_team_then_written() {
    let banc = Banc::new().await;
    let (contacts, claire, _, karim) = a_deux(&banc).await;
    let page = banc.get(&contacts, &claire).await;
    contient(
        &page,
        &[
            "Il manque 3 réponses au dossier",
            "personne ne peut accepter les risques",
            "D’après l’équipe\u{a0}: Claire Morvan, RSSI.",
            &format!("contacts/rssi?depuis={karim}"),
        ],
    );
    let rssi = format!("{contacts}/rssi");
    let prerempli = banc.get(&format!("{rssi}?depuis={karim}"), &claire).await;
    contient(
        &prerempli,
        &[
            "value=\"karim@ville.example\"",
            "rien n’est encore enregistré",
            "name=\"version\" value=\"0\"",
        ],
    );
    assert!(!banc.get(&contacts, &claire).await.corps.contains("mailto:"));
    let saisie = "version=0&nom=Karim+Benali&courriel=karim%40ville.example&telephone=3949";
    let ecrit = banc.post(&rssi, &claire, &formulaire(&banc, saisie)).await;
    assert_eq!(ecrit.statut, StatusCode::SEE_OTHER, "{}", ecrit.corps);
    assert_eq!(ecrit.en_tete("location"), contacts);
    contient(
        &banc.get(&contacts, &claire).await,
        &[
            "Karim Benali",
            "mailto:karim@ville.example",
            "Il manque 2 réponses",
        ],
    );
    let journal = contacts.replace("contacts", "journal?sujet=contacts");
    contient(
        &banc.get(&journal, &claire).await,
        &["a mis à jour les contacts", "Responsable de la sécurité"],
    );
}

#[tokio::test]
async fn a_list_grows_shrinks_and_says_what_is_wrong_where() {
    let banc = Banc::new().await;
    let (contacts, claire, ..) = a_deux(&banc).await;
    let hebergement = format!("{contacts}/hebergement");
    let deux =
        "version=0&0.nom=H%C3%A9bergeur&0.natureAcces=VPN&0.courriel=non&1.nom=&2.nom=Secours";
    let refus = banc
        .post(&hebergement, &claire, &formulaire(&banc, deux))
        .await;
    assert_eq!(refus.statut, StatusCode::UNPROCESSABLE_ENTITY);
    contient(
        &refus,
        &[
            "Ligne 1, Adresse électronique\u{a0}: Cette adresse n’est pas complète",
            "href=\"#0.courriel\"",
            "value=\"non\"",
            "value=\"Secours\"",
            "name=\"version\" value=\"0\"",
        ],
    );
    let bonne = "version=0&geste=suite&0.nom=H%C3%A9bergeur&0.natureAcces=VPN&1.nom=Secours";
    let ecrit = banc
        .post(&hebergement, &claire, &formulaire(&banc, bonne))
        .await;
    assert_eq!(ecrit.en_tete("location"), hebergement);
    contient(&banc.get(&hebergement, &claire).await, &["name=\"2.nom\""]);
    let retire = "version=1&0.nom=H%C3%A9bergeur&0.retirer=oui&1.nom=Secours";
    banc.post(&hebergement, &claire, &formulaire(&banc, retire))
        .await;
    let page = banc.get(&contacts, &claire).await;
    assert!(page.corps.contains("Secours") && !page.corps.contains("<b>Hébergeur"));
}

#[tokio::test]
async fn two_people_on_one_part_see_both_texts_and_lose_neither() {
    let banc = Banc::new().await;
    let (contacts, claire, karim, _) = a_deux(&banc).await;
    let autorite = format!("{contacts}/autorite");
    let sienne = "version=0&nom=Anne+Roy";
    banc.post(&autorite, &claire, &formulaire(&banc, sienne))
        .await;
    let autre = "version=0&nom=Paul+Petit&telephone=112";
    let conflit = banc
        .post(&autorite, &karim, &formulaire(&banc, autre))
        .await;
    assert_eq!(conflit.statut, StatusCode::CONFLICT);
    contient(
        &conflit,
        &[
            "Anne Roy",
            "value=\"Paul Petit\"",
            "name=\"version\" value=\"1\"",
        ],
    );
    contient(&banc.get(&contacts, &karim).await, &["Anne Roy"]);
    let choix = "version=1&nom=Paul+Petit&telephone=112";
    let ecrit = banc
        .post(&autorite, &karim, &formulaire(&banc, choix))
        .await;
    assert_eq!(ecrit.statut, StatusCode::SEE_OTHER);
    contient(&banc.get(&contacts, &claire).await, &["Paul Petit"]);
}

#[tokio::test]
async fn a_part_that_does_not_exist_has_no_page() {
    let banc = Banc::new().await;
    let (contacts, claire, ..) = a_deux(&banc).await;
    let page = banc.get(&format!("{contacts}/jardinier"), &claire).await;
    assert_eq!(page.statut, StatusCode::NOT_FOUND);
}
