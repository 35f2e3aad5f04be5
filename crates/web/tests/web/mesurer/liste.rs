//! The list: tabs, filters, order, one click, fragments.

use ::web::element;
use application::mesures::Reponse as Dite;
use axum::{
    body::Body,
    http::{Method, header},
};

use super::{Cas, champ, lignes, onglets};

#[tokio::test]
async fn tabs_count_and_filters_filter() {
    let cas = Cas::new().await;
    let mesures = cas.mesures().await;
    let n = mesures.len();
    let dites = [Dite::Fait, Dite::EnCours, Dite::ALancer, Dite::ALancer];
    for (mesure, dite) in mesures.iter().zip(dites) {
        cas.dire(&cas.ctx, mesure, 0, dite).await;
    }
    let motif = "Sans objet ici.".to_owned();
    cas.dire(&cas.ctx, &mesures[4], 0, Dite::Ecartee { motif })
        .await;
    let page = cas.get("mesures").await.corps;
    assert_eq!(onglets(&page), [n - 2, n - 5, 2, 1, 1, 1, n]);
    assert_eq!(lignes(&page).len(), n - 2);
    for (onglet, attendu) in [
        ("faites", &mesures[0]),
        ("enCours", &mesures[1]),
        ("ecartees", &mesures[4]),
    ] {
        let page = cas.get(&format!("mesures?onglet={onglet}")).await.corps;
        assert_eq!(lignes(&page), [attendu], "{onglet}");
    }
    let toutes = lignes(&cas.get("mesures?onglet=toutes").await.corps).len();
    assert_eq!(toutes, n);
    let une = cas
        .get(&format!(
            "mesures?onglet=toutes&q={}",
            mesures[0].to_lowercase()
        ))
        .await
        .corps;
    assert!(lignes(&une).contains(&mesures[0].as_str()));
    let mut somme = 0;
    for categorie in ["gouvernance", "protection", "defense", "resilience"] {
        let page = cas
            .get(&format!("mesures?onglet=toutes&categorie={categorie}"))
            .await
            .corps;
        somme += lignes(&page).len();
    }
    assert_eq!(somme, n);
    let mut somme = 0;
    for exigence in ["indispensable", "recommandee"] {
        let page = cas
            .get(&format!("mesures?onglet=toutes&exigence={exigence}"))
            .await
            .corps;
        somme += lignes(&page).len();
    }
    assert_eq!(somme, n);
    let rien = cas.get("mesures?q=zzzzzz").await.corps;
    assert!(rien.contains("Aucune mesure ne correspond"));
    let inconnu = cas.get("mesures?onglet=n&theme=n&tri=n&exigence=n").await;
    assert_eq!(
        (inconnu.statut.as_u16(), lignes(&inconnu.corps).len()),
        (200, n - 2)
    );
}

#[tokio::test]
async fn the_list_is_sorted_as_asked_and_a_measure_knows_its_neighbours() {
    let cas = Cas::new().await;
    let priorite = cas.get("mesures?onglet=toutes").await.corps;
    let priorite: Vec<_> = lignes(&priorite).into_iter().map(str::to_owned).collect();
    let titre = cas.get("mesures?onglet=toutes&tri=titre").await.corps;
    let catalogue = cas.ctx.catalogue();
    let titres: Vec<_> = lignes(&titre)
        .into_iter()
        .map(|id| {
            domaine::texte::cle_de_tri(&catalogue.mesure(catalogue.trouver(id).unwrap()).titre)
        })
        .collect();
    assert!(titres.is_sorted());
    let page = cas
        .get(&format!("mesures/{}?onglet=toutes", priorite[1]))
        .await
        .corps;
    let lien = |rel: &str, mesure: &str| {
        let adresse = cas.chemin(&format!("mesures/{mesure}?onglet=toutes"));
        format!("rel=\"{rel}\" href=\"{adresse}\"")
    };
    assert!(page.contains(&lien("prev", &priorite[0])));
    assert!(page.contains(&lien("next", &priorite[2])));
    let page = cas
        .get(&format!("mesures/{}?onglet=toutes", priorite[0]))
        .await
        .corps;
    assert!(!page.contains("rel=\"prev\""));
}

#[tokio::test]
async fn one_click_comes_back_to_the_same_list_on_the_same_line() {
    let cas = Cas::new().await;
    let mesure = cas.mesures().await[0].clone();
    let liste = cas
        .get("mesures?exigence=indispensable&tri=titre")
        .await
        .corps;
    let retour = champ(&liste, "retour").replace("&amp;", "&");
    let champs = [
        ("operation", champ(&liste, "operation")),
        ("retour", &retour),
        ("statut", &format!("{mesure}:fait:0")),
    ];
    let une = cas.post("mesures", &champs).await;
    let attendue = format!("mesures?exigence=indispensable&tri=titre&vient={mesure}#{mesure}");
    assert_eq!(une.en_tete("location"), cas.chemin(&attendue));
    let deux = cas.post("mesures", &champs).await;
    assert_eq!(
        (deux.statut, deux.en_tete("location")),
        (une.statut, une.en_tete("location"))
    );
    let apres = cas.get(&attendue).await.corps;
    assert!(apres.contains(&format!("{mesure}\u{a0}: fait. Indice")));
    assert!(
        lignes(&apres).contains(&mesure.as_str()),
        "the line stays in its place"
    );
    assert!(
        apres.contains(&format!("value=\"{mesure}:fait:1\"")),
        "done once"
    );
    let ailleurs = cas
        .post(
            "mesures",
            &[
                ("operation", &cas.ctx.nouvel_id().to_string()),
                ("retour", "https://ailleurs.example/"),
                ("statut", &format!("{mesure}:enCours:1")),
            ],
        )
        .await;
    assert!(
        ailleurs
            .en_tete("location")
            .starts_with(&cas.chemin("mesures?vient="))
    );
    for faux in ["", "ID.1", "ID.1:fait", "ID.1:fait:x"] {
        assert_eq!(cas.presser(faux).await.statut, 400, "{faux}");
    }
    assert_eq!(
        cas.presser(&format!("{mesure}:nimporte:2")).await.statut,
        422
    );
}

#[tokio::test]
async fn one_form_may_press_several_buttons() {
    let cas = Cas::new().await;
    let mesures = cas.mesures().await;
    let operation = cas.ctx.nouvel_id().to_string();
    for mesure in &mesures[..3] {
        let bouton = format!("{mesure}:fait:0");
        let reponse = cas
            .post("mesures", &[("operation", &operation), ("statut", &bouton)])
            .await;
        assert_eq!(reponse.statut, 303);
    }
    let page = cas.get("mesures").await.corps;
    assert_eq!(onglets(&page)[4], 3);
}

#[tokio::test]
async fn a_fragment_is_the_element_of_the_page() {
    let cas = Cas::new().await;
    let premiere = cas.mesures().await[0].clone();
    for (suite, ids) in [
        ("mesures".to_owned(), "bande mesures"),
        (format!("mesures/{premiere}"), "bande volet"),
        (format!("etat-des-lieux/{premiere}"), "bande etat"),
        ("etat-des-lieux/fin".to_owned(), "bande etat"),
    ] {
        let page = cas.get(&suite).await.corps;
        let requete = cas
            .banc
            .requete(Method::GET, &cas.chemin(&suite))
            .header(header::COOKIE, &cas.cookie)
            .header("mss-fragment", ids)
            .body(Body::empty());
        let fragment = cas.banc.envoyer(requete.unwrap()).await;
        assert_eq!(fragment.en_tete("mss-fragment"), ids, "{suite}");
        let attendu: String = ids
            .split(' ')
            .map(|id| element(&page, id).unwrap())
            .collect();
        assert_eq!(
            sans_jetons(&fragment.corps),
            sans_jetons(&attendu),
            "{suite}"
        );
    }
}

/// Tokens and operation ids are fresh on each page.
fn sans_jetons(page: &str) -> String {
    let mut propre = String::new();
    for (rang, morceau) in page.split("type=\"hidden\" name=\"").enumerate() {
        let frais = rang > 0 && (morceau.starts_with("_csrf") || morceau.starts_with("operation"));
        propre += if frais {
            morceau.split_once('>').unwrap().1
        } else {
            morceau
        };
    }
    propre
}
