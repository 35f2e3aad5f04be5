//! Saying where measures stand: the état des lieux, the list, a measure, the index.

use ::web::{element, routes};
use application::{
    Context, acces,
    description::{Enregistrer, Intention, enregistrer},
    equipe::{Changement, ModifierEquipe, modifier_equipe},
    mesures::{Reponse as Dite, Statuer, statuer},
    services::{Creer, Depart, creer},
};
use axum::{
    body::Body,
    http::{Method, header},
};
use domaine::{
    droits::{Action, Role},
    reponses::Reponses,
    vocabulaire::{Champ, NiveauSecurite, StatutDeploiement},
};
use uuid::Uuid;

use super::commun::{Banc, JETON, Reponse};

/// A signed-in owner and their service.
struct Cas {
    banc: Banc,
    ctx: Context,
    cookie: String,
    service: Uuid,
}

impl Cas {
    async fn brouillon() -> Self {
        let banc = Banc::new().await;
        let (compte, cookie) = banc.connecter("claire").await;
        let ctx = banc.monde.pour(compte);
        let commande = Creer {
            operation: ctx.nouvel_id(),
            nom: "Réservation de salles".into(),
            siret: "21350238800019".into(),
            organisation: "Ville de Saint-Aubin".into(),
            depart: Depart::Exemple(ctx.catalogue().exemples[0].id.clone()),
        };
        let service = creer(&ctx, &commande).await.unwrap().service;
        Self {
            banc,
            ctx,
            cookie,
            service,
        }
    }

    async fn new() -> Self {
        let cas = Self::brouillon().await;
        let saisie = Reponses {
            niveau_securite: Some(NiveauSecurite::Niveau1),
            statut_deploiement: Some(StatutDeploiement::EnLigne),
            ..Reponses::default()
        };
        let commande = Enregistrer {
            operation: cas.ctx.nouvel_id(),
            service: cas.service,
            version: 1,
            champs: Champ::NiveauSecurite | Champ::StatutDeploiement,
            saisie,
            organisation: String::new(),
            intention: Intention::Terminer,
        };
        enregistrer(&cas.ctx, &commande).await.unwrap();
        cas
    }

    /// Someone else, with a role on the service.
    async fn collegue(&self, nom: &str, role: Role) -> (Context, String) {
        let (compte, cookie) = self.banc.connecter(nom).await;
        let commande = ModifierEquipe {
            operation: self.ctx.nouvel_id(),
            service: self.service,
            changement: Changement::Inviter {
                courriel: format!("{nom}@ville.example"),
                role,
            },
        };
        modifier_equipe(&self.ctx, &commande).await.unwrap();
        (self.banc.monde.pour(compte), cookie)
    }

    /// The identifiers of its measures, in catalogue order.
    async fn mesures(&self) -> Vec<String> {
        let ouvert = acces::ouvrir(&self.ctx, self.service).await.unwrap();
        let toutes = ouvert.bilan().unwrap().evaluation.mesures.toutes();
        let id = |m| ouvert.catalogue.mesure(m).id.clone();
        toutes.iter().map(id).collect()
    }

    async fn dire(&self, ctx: &Context, mesure: &str, version: i64, reponse: Dite) {
        let commande = Statuer {
            operation: ctx.nouvel_id(),
            service: self.service,
            mesure: mesure.into(),
            version,
            reponse,
        };
        statuer(ctx, &commande).await.unwrap();
    }

    fn chemin(&self, suite: &str) -> String {
        format!("/services/{}/{suite}", self.service)
    }

    async fn get(&self, suite: &str) -> Reponse {
        self.banc.get(&self.chemin(suite), &self.cookie).await
    }

    async fn post(&self, suite: &str, champs: &[(&str, &str)]) -> Reponse {
        let mut corps = format!("_csrf={JETON}");
        for (nom, valeur) in champs {
            corps += &format!("&{}", ui::adresse::requete(&[(nom, valeur)]));
        }
        self.banc
            .post(&self.chemin(suite), &self.cookie, &corps)
            .await
    }

    /// Presses a button of the list, on a fresh form.
    async fn presser(&self, bouton: &str) -> Reponse {
        let operation = self.ctx.nouvel_id().to_string();
        self.post("mesures", &[("operation", &operation), ("statut", bouton)])
            .await
    }
}

/// The value of the first field of that name.
fn champ<'a>(page: &'a str, nom: &str) -> &'a str {
    let marque = format!("name=\"{nom}\" value=\"");
    let (_, suite) = page.split_once(&marque).unwrap();
    suite.split('"').next().unwrap()
}

/// The counts beside the tabs, in order.
fn onglets(page: &str) -> Vec<usize> {
    let comptes = page.split("<span class=\"mss-compte\">").skip(1);
    comptes
        .map(|c| c.split('<').next().unwrap().parse().unwrap())
        .collect()
}

/// The lines of the list, in order.
fn lignes(page: &str) -> Vec<&str> {
    let lignes = page.split(" class=\"mss-ligne\"");
    lignes
        .filter_map(|avant| avant.rsplit_once("<li id=\"")?.1.strip_suffix('"'))
        .collect()
}

#[tokio::test]
async fn answering_every_question_ends_at_five() {
    let cas = Cas::new().await;
    let total = cas.mesures().await.len();
    let debut = cas.get("etat-des-lieux").await.corps;
    assert!(
        debut.contains("Commencer") && debut.contains(&format!("Encore {total}\u{a0}questions"))
    );

    let bouton = debut.split("fr-btn--lg\" href=\"").nth(1).unwrap();
    let mut adresse = bouton.split('"').next().unwrap().to_owned();
    let mut posees = 0;
    while !adresse.contains("/fin") {
        let page = cas.banc.get(&adresse, &cas.cookie).await;
        assert_eq!(page.statut, 200);
        assert_eq!(
            page.corps.contains("Réponse enregistrée\u{a0}: fait."),
            posees > 0
        );
        let (chemin, _) = adresse.split_once('?').unwrap_or((&adresse, ""));
        let corps = format!(
            "_csrf={JETON}&operation={}&version={}&reponse=fait",
            champ(&page.corps, "operation"),
            champ(&page.corps, "version")
        );
        let reponse = cas.banc.post(chemin, &cas.cookie, &corps).await;
        assert_eq!(reponse.statut, 303);
        adresse = reponse.en_tete("location").to_owned();
        posees += 1;
    }
    assert_eq!(posees, total, "each question once");
    let fin = cas.banc.get(&adresse, &cas.cookie).await.corps;
    assert!(fin.contains("L’état des lieux est terminé") && fin.contains("5,0 <small>sur 5"));
    let indice = cas.get("indice-cyber").await.corps;
    assert!(indice.contains("5,0 <small>sur 5") && indice.contains("3\u{a0}ans"));
    let root = cas
        .banc
        .get(&format!("/services/{}", cas.service), &cas.cookie)
        .await;
    assert_eq!(root.en_tete("location"), cas.chemin("mesures"));
}

#[tokio::test]
async fn a_service_leads_to_what_comes_next() {
    let brouillon = Cas::brouillon().await;
    let racine = format!("/services/{}", brouillon.service);
    let reponse = brouillon.banc.get(&racine, &brouillon.cookie).await;
    assert_eq!(reponse.en_tete("location"), brouillon.chemin("description"));
    let cas = Cas::new().await;
    let racine = format!("/services/{}", cas.service);
    let reponse = cas.banc.get(&racine, &cas.cookie).await;
    assert_eq!(reponse.en_tete("location"), cas.chemin("etat-des-lieux"));
}

#[tokio::test]
async fn a_draft_says_to_finish_its_description() {
    let cas = Cas::brouillon().await;
    for suite in [
        "etat-des-lieux",
        "etat-des-lieux/fin",
        "mesures",
        "mesures/ID.1",
        "indice-cyber",
    ] {
        let page = cas.get(suite).await;
        assert_eq!(page.statut, 409, "{suite}");
        assert!(
            page.corps.contains("Terminez d’abord la description"),
            "{suite}"
        );
        assert!(
            page.corps
                .contains(&format!("href=\"{}\"", cas.chemin("description")))
        );
    }
    assert_eq!(cas.presser("ID.1:fait:0").await.statut, 409);
}

#[tokio::test]
async fn what_nobody_knows_is_listed_by_person_and_answered_there() {
    let cas = Cas::new().await;
    let mesures = cas.mesures().await;
    for mesure in &mesures[..3] {
        cas.dire(&cas.ctx, mesure, 0, Dite::NeSaitPas).await;
    }
    let page = cas.get("etat-des-lieux/a-demander").await.corps;
    assert!(page.contains("3\u{a0}questions à demander"));
    let mut listees = lignes(&page);
    listees.sort_unstable();
    let mut attendues: Vec<_> = mesures[..3].iter().map(String::as_str).collect();
    attendues.sort_unstable();
    assert_eq!(listees, attendues);
    let reponse = cas
        .post(
            "mesures",
            &[
                ("operation", champ(&page, "operation")),
                ("retour", champ(&page, "retour")),
                ("statut", &format!("{}:enCours:1", mesures[0])),
            ],
        )
        .await;
    let suite = format!("etat-des-lieux/a-demander?vient={0}#{0}", mesures[0]);
    assert_eq!(reponse.en_tete("location"), cas.chemin(&suite));
    let apres = cas.get(&suite).await.corps;
    assert!(apres.contains("2\u{a0}questions à demander"));
    assert!(apres.contains(&format!("{}\u{a0}: en cours. Indice", mesures[0])));
}

#[tokio::test]
async fn later_comes_back_last_and_the_keys_are_said() {
    let cas = Cas::new().await;
    let debut = cas.get("etat-des-lieux").await.corps;
    let premiere = debut.split("fr-btn--lg\" href=\"").nth(1).unwrap();
    let premiere = premiere
        .split('"')
        .next()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap();
    let page = cas.get(&format!("etat-des-lieux/{premiere}")).await.corps;
    for touche in ["1", "2", "3", "4"] {
        assert!(page.contains(&format!(
            "data-touche=\"{touche}\" aria-keyshortcuts=\"{touche}\""
        )));
    }
    let champs = [
        ("operation", champ(&page, "operation")),
        ("version", "0"),
        ("reponse", "plusTard"),
    ];
    let reponse = cas
        .post(&format!("etat-des-lieux/{premiere}"), &champs)
        .await;
    let deuxieme = reponse.en_tete("location").to_owned();
    assert!(!deuxieme.contains(&format!("etat-des-lieux/{premiere}?")));
    let page = cas.banc.get(&deuxieme, &cas.cookie).await.corps;
    assert!(page.contains("Question remise à plus tard."));
    for mesure in cas.mesures().await.iter().filter(|m| *m != premiere) {
        cas.dire(&cas.ctx, mesure, 0, Dite::ALancer).await;
    }
    let debut = cas.get("etat-des-lieux").await.corps;
    assert!(debut.contains(&format!(
        "fr-btn--lg\" href=\"{}\"",
        cas.chemin(&format!("etat-des-lieux/{premiere}"))
    )));
    let refusee = cas
        .post(
            &format!("etat-des-lieux/{premiere}"),
            &[
                ("operation", &cas.ctx.nouvel_id().to_string()),
                ("version", "1"),
                ("reponse", "nonFait"),
            ],
        )
        .await;
    assert_eq!(refusee.statut, 422, "declining takes a reason");
}

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
        (format!("mesures/{premiere}"), "bande etat"),
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
    assert!(page.corps.contains("<b>Fait</b>") && page.corps.contains("<b>Écartée</b>"));
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
    assert!(question.corps.contains("<b>Je ne sais pas</b>"));
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
    assert!(trop.corps.contains(&long) && trop.corps.contains("1000 caractères"));
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
    assert!(page.contains(&format!("value=\"{mesure}::1\"")) && page.contains("Claire Morvan, le"));
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
        "Pourquoi",
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
async fn what_does_not_exist_is_not_found_whoever_asks() {
    let cas = Cas::new().await;
    let siennes = cas.mesures().await;
    let autre = cas
        .ctx
        .catalogue()
        .toutes()
        .iter()
        .map(|m| cas.ctx.catalogue().mesure(m).id.clone())
        .find(|id| !siennes.contains(id))
        .unwrap();
    for mesure in [autre.as_str(), "RIEN.1"] {
        for section in ["mesures", "etat-des-lieux"] {
            assert_eq!(
                cas.get(&format!("{section}/{mesure}")).await.statut,
                404,
                "{mesure}"
            );
        }
        assert_eq!(cas.presser(&format!("{mesure}:fait:0")).await.statut, 404);
    }
    let (_, etranger) = cas.banc.connecter("inconnu").await;
    for section in [
        "",
        "/mesures",
        "/etat-des-lieux",
        "/indice-cyber",
        "/etat-des-lieux/fin",
    ] {
        let mien = format!("/services/{}{section}", cas.service);
        let rien = format!("/services/{}{section}", Uuid::nil());
        let (a, b) = (
            cas.banc.get(&mien, &etranger).await,
            cas.banc.get(&rien, &etranger).await,
        );
        assert_eq!(
            (a.statut.as_u16(), b.statut.as_u16()),
            (404, 404),
            "{section}"
        );
    }
    assert_eq!(
        cas.banc
            .get("/services/abc/mesures", &cas.cookie)
            .await
            .statut,
        404
    );
}

#[tokio::test]
async fn a_reader_sees_and_does_not_answer() {
    let cas = Cas::new().await;
    let mesure = cas.mesures().await[0].clone();
    let (_, cookie) = cas.collegue("ines", Role::Lecteur).await;
    let mut lues = 0;
    for route in routes::table() {
        let chemin = route.chemin.replace("{id}", &cas.service.to_string());
        let chemin = chemin.replace("{mesure}", &mesure);
        let mienne = ["/mesures", "/etat-des-lieux", "/indice-cyber"];
        if !mienne.iter().any(|m| chemin.contains(m)) {
            continue;
        }
        if route.acces == routes::Acces::Service(Action::Lire) {
            let page = cas.banc.get(&chemin, &cookie).await;
            assert_eq!(page.statut, 200, "{chemin}");
            assert!(
                !page.corps.contains("name=\"operation\""),
                "{chemin}: nothing to submit"
            );
            lues += 1;
        } else {
            let corps = format!(
                "_csrf={JETON}&operation={}&version=0&statut={mesure}:fait:0&reponse=fait",
                cas.ctx.nouvel_id()
            );
            let corps = if chemin.ends_with("/mesures") {
                corps
            } else {
                corps.replace(&format!("{mesure}:fait:0"), "fait")
            };
            let refus = cas.banc.post(&chemin, &cookie, &corps).await;
            assert_eq!(refus.statut, 403, "{chemin}");
        }
    }
    assert_eq!(lues, 7);
    assert_eq!(
        onglets(&cas.get("mesures").await.corps)[4],
        0,
        "nothing was written"
    );
}

#[tokio::test]
async fn under_one_no_homologation_is_possible() {
    let cas = Cas::new().await;
    let page = cas.get("indice-cyber").await.corps;
    assert!(page.contains("0,0 <small>sur 5") && page.contains("<b>pas possible</b>"));
    assert!(page.contains("0\u{a0}%\u{a0}: 0\u{a0}mesure a une réponse"));
    assert_eq!(lignes_simples(&page), 5);
    let mesures = cas.mesures().await;
    let motif = "Sans objet.".to_owned();
    cas.dire(&cas.ctx, &mesures[0], 0, Dite::Fait).await;
    cas.dire(&cas.ctx, &mesures[1], 0, Dite::Ecartee { motif })
        .await;
    let page = cas.get("indice-cyber").await.corps;
    assert!(page.contains("sans les mesures que vous écartez"));
}

fn lignes_simples(page: &str) -> usize {
    page.matches("<li class=\"mss-ligne\">").count()
}
