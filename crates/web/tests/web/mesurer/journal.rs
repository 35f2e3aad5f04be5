//! The journal of a service, what is new since one's last visit, the curve of the index.

use application::historique::depuis_ma_visite;
use application::mesures::Reponse as Dite;
use domaine::droits::Role;
use jiff::SignedDuration;
use stockage::visites;

use super::Cas;

impl Cas {
    /// Comes back later: the session has ended meanwhile.
    async fn revenir(&mut self, heures: i64) {
        self.banc
            .horloge
            .avancer(SignedDuration::from_hours(heures));
        self.cookie = self.banc.connecter("claire").await.1;
    }

    /// Waits for a passage that is noted beside the page.
    async fn passage_note(&self) {
        let (service, compte) = (self.service, self.ctx.acteur());
        let maintenant = self.ctx.maintenant();
        let mut notee = false;
        for _ in 0..10_000 {
            let lue = self
                .ctx
                .store()
                .read::<_, stockage::Error, _>(|tx| Box::pin(visites::une(tx, service, compte)))
                .await
                .unwrap();
            notee = lue.is_some_and(|visite| visite.derniere.le == maintenant);
            if notee {
                break;
            }
            tokio::task::yield_now().await;
        }
        assert!(notee, "the passage was never noted");
    }
}

#[tokio::test]
async fn the_journal_says_who_did_what_and_leads_to_it() {
    let mut cas = Cas::new().await;
    let mesures = cas.mesures().await;
    let (karim, _) = cas.collegue("karim", Role::Contributeur).await;
    cas.dire(&cas.ctx, &mesures[0], 0, Dite::ALancer).await;
    cas.revenir(3).await;
    cas.dire(&karim, &mesures[0], 1, Dite::Fait).await;
    let page = cas.get("journal").await;
    assert_eq!(page.statut, 200);
    let lien = format!(
        "href=\"{}\"",
        cas.chemin(&format!("mesures/{}", mesures[0]))
    );
    for attendu in [
        "Claire Morvan a répondu pour une mesure",
        "Claire Morvan a terminé la description",
        "Claire Morvan a créé le service",
        "À lancer<span aria-hidden=\"true\"> → </span>",
        &lien,
        "2\u{a0}novembre\u{a0}2026",
    ] {
        assert!(page.corps.contains(attendu), "{attendu}");
    }
    assert!(!page.corps.contains("id=\"depuis\""), "a first visit");

    let seul = cas
        .get(&format!("journal?sujet=mesures&qui={}", karim.acteur()))
        .await
        .corps;
    assert_eq!(seul.matches("class=\"mss-ligne\"").count(), 1);
    let rien = cas.get("journal?sujet=risques").await.corps;
    assert!(rien.contains("Rien à montrer"));
    let faux = cas.get("journal?sujet=x&qui=%00&avant=-4&autre=1").await;
    assert_eq!(faux.statut, 200);
    assert!(faux.corps.contains("a créé le service"));
    assert!(
        cas.get("journal?avant=2")
            .await
            .corps
            .contains("Les plus récents")
    );
}

#[tokio::test]
async fn the_export_is_a_table_without_formulas() {
    let cas = Cas::new().await;
    let mesures = cas.mesures().await;
    let motif = "=SOMME(A1)".to_owned();
    cas.dire(&cas.ctx, &mesures[0], 0, Dite::Ecartee { motif })
        .await;
    let reponse = cas.get("journal/export").await;
    assert_eq!(reponse.en_tete("content-type"), "text/csv; charset=utf-8");
    assert!(
        reponse
            .en_tete("content-disposition")
            .contains("journal.csv")
    );
    let lignes: Vec<_> = reponse.corps.lines().collect();
    assert_eq!(lignes.len(), 4, "{}", reponse.corps);
    assert!(lignes[0].starts_with("\u{feff}Date;Heure;Personne;Action"));
    assert!(lignes[1].contains(";À statuer;Écartée;"), "{}", lignes[1]);
    assert!(
        !reponse.corps.contains("SOMME"),
        "reasons are not told here"
    );
    let filtre = cas.get("journal/export?sujet=description").await.corps;
    assert_eq!(filtre.lines().count(), 2);
}

#[tokio::test]
async fn a_page_says_what_others_changed_since_the_last_visit() {
    let mut cas = Cas::new().await;
    let mesures = cas.mesures().await;
    let (karim, _) = cas.collegue("karim", Role::Contributeur).await;
    assert!(!cas.get("mesures").await.corps.contains("dernière visite"));
    cas.passage_note().await;
    cas.revenir(24).await;
    cas.dire(&karim, &mesures[0], 0, Dite::Fait).await;
    cas.dire(&karim, &mesures[1], 0, Dite::EnCours).await;
    cas.dire(&cas.ctx, &mesures[2], 0, Dite::Fait).await;
    let page = cas.get("mesures").await.corps;
    assert!(page.contains("Depuis votre dernière visite (2\u{a0}nov.)"));
    let lien = format!(
        "href=\"{}\">2\u{a0}changements<",
        cas.chemin("journal#depuis")
    );
    assert!(page.contains(&lien), "hers is not counted");
    cas.passage_note().await;
    let journal = cas.get("journal").await.corps;
    let (_, bloc) = journal.split_once("id=\"depuis\"").unwrap();
    let (bloc, _) = bloc.split_once("</section>").unwrap();
    assert!(bloc.contains("a répondu pour 2\u{a0}mesures"), "{bloc}");
    assert_eq!(bloc.matches("<li>").count(), 1);
    // Within the same visit it stays; once it ended, all of it was seen.
    cas.banc.horloge.avancer(SignedDuration::from_mins(20));
    assert!(
        cas.get("indice-cyber")
            .await
            .corps
            .contains("dernière visite")
    );
    cas.passage_note().await;
    cas.banc.horloge.avancer(SignedDuration::from_mins(40));
    assert!(!cas.get("mesures").await.corps.contains("dernière visite"));
    // Everyone has their own.
    let (_, cookie_de_karim) = cas.banc.connecter("karim").await;
    let pour_karim = cas
        .banc
        .get(&cas.chemin("mesures"), &cookie_de_karim)
        .await
        .corps;
    assert!(!pour_karim.contains("dernière visite"));
    assert_eq!(depuis_ma_visite(&karim, cas.service).await.unwrap(), None);
}

#[tokio::test]
async fn the_curve_is_drawn_from_two_days_on_and_a_draft_has_a_journal() {
    let mut cas = Cas::new().await;
    let page = cas.get("indice-cyber").await.corps;
    assert!(page.contains("La courbe se dessine dès demain"));
    let mesure = cas.mesures().await.remove(0);
    cas.revenir(24).await;
    cas.dire(&cas.ctx, &mesure, 0, Dite::Fait).await;
    let page = cas.get("indice-cyber").await.corps;
    assert!(page.contains("id=\"courbe-titre\""));
    assert!(page.contains("La description est terminée"));
    let brouillon = Cas::brouillon().await;
    let page = brouillon.get("journal").await;
    assert_eq!(page.statut, 200);
    assert!(page.corps.contains("a créé le service"));
}
