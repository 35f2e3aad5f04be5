//! Moving the date of the demonstration: what time changes shows, and it does not come back.

use super::navigateur::{Demo, Navigateur};

const DATE: &str = "/demo/date";

/// The date the page says, as `dd/mm/yyyy`.
fn date(page: &str) -> &str {
    let debut = page.find("nous sommes le <b>").unwrap();
    page[debut..].split(['<', '>']).nth(2).unwrap()
}

#[tokio::test]
async fn a_month_later_the_session_has_ended_and_the_date_stays_after_a_restart() {
    let dossier = tempfile::tempdir().unwrap();
    let mut demo = Demo::dans(dossier.path());
    {
        let claire = Navigateur::new(&demo);
        claire.se_connecter("porteur").await;
        let avant = claire.get(DATE).await;
        assert_eq!(avant.statut, 200);
        let services = claire.get("/services").await;
        assert!(services.corps.contains("Changer la date"));

        let bond = claire.post(DATE, "jours=30".into()).await;
        assert_eq!((bond.statut, bond.vers.as_str()), (303, DATE));
        let apres = claire.get(DATE).await;
        assert_ne!(date(&avant.corps), date(&apres.corps));
        assert_ne!(claire.get("/services").await.statut, 200, "session ended");
        claire.se_connecter("porteur").await;
        assert_eq!(claire.get("/services").await.statut, 200);

        for refuse in ["jours=-1", "jours=0", "jours=100000"] {
            assert_eq!(claire.post(DATE, refuse.into()).await.statut, 422);
        }
        let dite = claire.get(DATE).await;
        assert_eq!(date(&dite.corps), date(&apres.corps), "nothing moved");
    }
    let dite = date(&Navigateur::new(&demo).get(DATE).await.corps).to_owned();
    demo.processus.kill().unwrap();
    demo.processus.wait().unwrap();
    let demo = Demo::dans(dossier.path());
    let page = Navigateur::new(&demo).get(DATE).await;
    assert_eq!(date(&page.corps), dite);
}
