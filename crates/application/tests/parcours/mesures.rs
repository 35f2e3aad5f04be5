//! Saying where measures stand, several people at once, and what the journal keeps.

use crate::monde::Monde;
use crate::monde::dire;
use crate::monde::premieres_mesures;
use application::Error;
use application::acces;
use application::mesures::Reponse;
use application::mesures::statuer;
use application::services::Demande;
use application::services::mes_services;
use domaine::droits::Role;
use domaine::vocabulaire::Statut;
use jiff::Timestamp;

sur_les_deux_moteurs!(
    ten_people_on_ten_measures_lose_nothing,
    the_same_measure_answered_otherwise_is_shown_not_overwritten,
    the_journal_of_a_service_holds_together,
);

async fn ten_people_on_ten_measures_lose_nothing(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let mesures = premieres_mesures(&claire, id, 10).await;
    let taches: Vec<_> = mesures
        .iter()
        .cloned()
        .map(|mesure| {
            let ctx = claire.clone();
            tokio::spawn(async move {
                statuer(&ctx, &dire(&ctx, id, &mesure, 0, Reponse::Fait))
                    .await
                    .unwrap();
            })
        })
        .collect();
    for tache in taches {
        tache.await.unwrap();
    }
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    let faites = ouvert.suivi.statuts.avec(Statut::Fait);
    assert_eq!(faites.len(), 10);
    let liste = mes_services(&claire, &Demande::default()).await.unwrap();
    assert_eq!(liste.services[0].indice, ouvert.indice());
}

async fn the_same_measure_answered_otherwise_is_shown_not_overwritten(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let mesure = premieres_mesures(&claire, id, 1).await.remove(0);
    statuer(&claire, &dire(&claire, id, &mesure, 0, Reponse::Fait))
        .await
        .unwrap();

    let karim = monde
        .collegue(&claire, id, "karim", Role::Contributeur)
        .await;
    let stale = dire(&karim, id, &mesure, 0, Reponse::EnCours);
    let Err(Error::ConflitMesure(conflit)) = statuer(&karim, &stale).await else {
        panic!("overwritten");
    };
    assert_eq!(conflit.actuelle.suivi.statut, Some(Statut::Fait));
    assert_eq!(conflit.auteur.as_deref(), Some("claire Martin"));

    // The same answer from a stale form is no conflict, and one may change one's own mind.
    statuer(&karim, &dire(&karim, id, &mesure, 0, Reponse::Fait))
        .await
        .unwrap();
    statuer(&claire, &dire(&claire, id, &mesure, 0, Reponse::EnCours))
        .await
        .unwrap();

    // Declining needs a reason.
    let sans = dire(
        &claire,
        id,
        &mesure,
        2,
        Reponse::Ecartee { motif: "  ".into() },
    );
    assert!(matches!(
        statuer(&claire, &sans).await,
        Err(Error::Saisie { champ: "motif", .. })
    ));
    let motif = "Aucun compte d’usager dans ce service.";
    let avec = dire(
        &claire,
        id,
        &mesure,
        2,
        Reponse::Ecartee {
            motif: motif.into(),
        },
    );
    statuer(&claire, &avec).await.unwrap();
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    assert!(ouvert.lignes.values().any(|l| l.suivi.motif == motif));
}

async fn the_journal_of_a_service_holds_together(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    for mesure in premieres_mesures(&claire, id, 3).await {
        statuer(&claire, &dire(&claire, id, &mesure, 0, Reponse::EnCours))
            .await
            .unwrap();
    }
    let (lignes, rapport) = claire
        .store()
        .read::<_, Error, _>(|tx| {
            Box::pin(async move {
                let lignes = stockage::journal::page(tx, id, None, 100).await?;
                let rapport = stockage::journal::verifier::<stockage::DuService>(tx, id).await?;
                Ok((lignes, rapport))
            })
        })
        .await
        .unwrap();
    let genres: Vec<_> = lignes.iter().rev().map(|l| l.genre.as_str()).collect();
    assert_eq!(
        genres,
        [
            "service.cree",
            "description.terminee",
            "mesure.modifiee",
            "mesure.modifiee",
            "mesure.modifiee"
        ]
    );
    assert!(rapport.rupture.is_none(), "{rapport:?}");
    assert!(
        lignes
            .iter()
            .all(|l| l.horodatage <= Timestamp::MAX && l.acteur == Some(claire.acteur()))
    );
}
