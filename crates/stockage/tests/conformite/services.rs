//! One service: its columns, its description, its measures.

use serde_json::{Value, json};
use stockage::services::{Apercu, Etat, Fiche};
use stockage::{Error, descriptions, mesures, organisations, services};

use crate::banc::{Banc, ecriture};

sur_les_deux_moteurs!(
    service_is_read_back,
    unknown_service_has_no_turn,
    cached_evaluation_is_read_back,
    description_versions_follow,
    stale_description_is_refused,
    measure_versions_follow,
    out_of_vocabulary_is_refused,
    organisation_is_found_by_its_siret,
    reading_cannot_write,
    failed_write_leaves_nothing
);

async fn service_is_read_back(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let id = banc.service(compte, "Réservation de salles").await;
    banc.horloge.avancer(jiff::SignedDuration::from_secs(5));
    let maintenant = banc.maintenant();
    let lu = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                let avant = services::charger(tx, id).await?;
                let fiche = Fiche {
                    organisation_id: avant.organisation_id,
                    nom: "Réservation des salles".into(),
                    nom_tri: "reservation des salles".into(),
                    etat: Etat::Actif,
                    statut_deploiement: Some("enProjet".into()),
                };
                services::modifier(tx, &mut tour, &fiche, maintenant).await?;
                services::charger(tx, id).await
            })
        })
        .await
        .unwrap();
    assert_eq!(lu.nom, "Réservation des salles");
    assert_eq!(lu.organisation, "Ville de Saint-Aubin");
    assert_eq!(lu.etat, Etat::Actif);
    assert_eq!(lu.statut_deploiement.as_deref(), Some("enProjet"));
    assert_eq!(lu.modifie_le, maintenant);
    assert!(lu.cree_le < lu.modifie_le);
}

async fn unknown_service_has_no_turn(banc: &Banc) {
    let inconnu = banc.id();
    let issue = banc
        .store
        .write(|tx| Box::pin(services::prendre_tour(tx, inconnu)))
        .await;
    assert!(matches!(issue, Err(Error::Absent { objet: "services" })));
}

async fn cached_evaluation_is_read_back(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let id = banc.service(compte, "Cantine").await;
    let apercu = Apercu {
        niveau: Some("niveau2".into()),
        catalogue: "mss-v3".into(),
        nb_mesures: 40,
        nb_statuees: 30,
        nb_faites: 20,
        nb_en_cours: 5,
        nb_a_lancer: 3,
        nb_ecartees: 2,
        nb_incertaines: 1,
        nb_specifiques: 4,
        nb_specifiques_statuees: 3,
        nb_specifiques_closes: 2,
        completude: Some(7500),
        indice: Some(312),
        indice_personnalise: Some(329),
        prochaine_etape: Some("etatDesLieux".into()),
    };
    let (apercu_ecrit, maintenant) = (&apercu, banc.maintenant());
    let lu = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                services::mettre_en_cache(tx, &mut tour, apercu_ecrit, maintenant).await?;
                Apercu::charger(tx, id).await
            })
        })
        .await
        .unwrap();
    assert_eq!(lu, apercu);
}

async fn description_versions_follow(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let id = banc.service(compte, "Cantine").await;
    for (lue, document) in [(0, json!({"presentation": "É\"<b>"})), (1, json!({"n": 2}))] {
        let document = &document;
        let (version, relue) = banc
            .store
            .write(|tx| {
                Box::pin(async move {
                    let mut tour = services::prendre_tour(tx, id).await?;
                    let version = descriptions::enregistrer(tx, &mut tour, lue, document).await?;
                    let lue = descriptions::charger::<Value>(tx, id).await?;
                    assert_eq!(
                        services::ouvrir::<Value>(tx, id, None).await?.description,
                        lue
                    );
                    Ok::<_, Error>((version, lue))
                })
            })
            .await
            .unwrap();
        assert_eq!((version, relue.version), (lue + 1, lue + 1));
        assert_eq!(relue.document, *document);
    }
}

async fn stale_description_is_refused(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let id = banc.service(compte, "Cantine").await;
    let ecrire = |lue: i64| {
        banc.store.write(move |tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                descriptions::enregistrer(tx, &mut tour, lue, &json!({ "lue": lue })).await
            })
        })
    };
    assert_eq!(ecrire(0).await.unwrap(), 1);
    for perimee in [0, 2] {
        assert!(matches!(
            ecrire(perimee).await,
            Err(Error::Conflit { objet: "descriptions", attendue, trouvee: 1 }) if attendue == perimee
        ));
    }
    assert_eq!(ecrire(1).await.unwrap(), 2);
}

async fn measure_versions_follow(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let id = banc.service(compte, "Cantine").await;
    let (autre, raison) = (
        banc.service(compte, "Autre").await,
        json!({"raison": "gérée ailleurs"}),
    );
    let ecrire = |lue: i64, statut: &'static str, raison: Option<&Value>| {
        let raison = raison.cloned();
        banc.store.write(move |tx| {
            let raison = raison.clone();
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                let mut mesure = ecriture(banc, "AUTH.1", lue, statut, compte);
                mesure.document = raison.as_ref();
                mesure.incertaine = lue == 0;
                mesures::enregistrer(tx, &mut tour, &mesure).await
            })
        })
    };
    assert_eq!(ecrire(0, "enCours", None).await.unwrap(), 1);
    assert_eq!(ecrire(1, "nonFait", Some(&raison)).await.unwrap(), 2);
    assert!(matches!(
        ecrire(1, "fait", None).await,
        Err(Error::Conflit {
            objet: "mesures",
            attendue: 1,
            trouvee: 2
        })
    ));
    let (toutes, une, ailleurs) = banc
        .store
        .read(|tx| {
            Box::pin(async move {
                Ok::<_, Error>((
                    mesures::toutes::<Value>(tx, id).await?,
                    mesures::une::<Value>(tx, id, "AUTH.1").await?,
                    mesures::toutes::<Value>(tx, autre).await?,
                ))
            })
        })
        .await
        .unwrap();
    let une = une.unwrap();
    assert_eq!(toutes, std::slice::from_ref(&une));
    assert!(ailleurs.is_empty());
    assert_eq!(une.statut.as_deref(), Some("nonFait"));
    assert_eq!(une.document, Some(raison));
    assert!(!une.incertaine);
    assert_eq!(une.modifie_par, Some(compte));
}

async fn out_of_vocabulary_is_refused(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let id = banc.service(compte, "Cantine").await;
    let issue = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                let mesure = ecriture(banc, "AUTH.1", 0, "termine", compte);
                mesures::enregistrer(tx, &mut tour, &mesure).await
            })
        })
        .await;
    assert!(matches!(issue, Err(Error::Base(_))));
}

async fn organisation_is_found_by_its_siret(banc: &Banc) {
    let ids = [banc.id(), banc.id()];
    let maintenant = banc.maintenant();
    let [premiere, seconde] = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let mut trouvees = Vec::new();
                for (id, nom) in ids.into_iter().zip(["Ville", "Autre nom"]) {
                    let nouvelle = organisations::Nouvelle {
                        id,
                        siret: "13000548100010",
                        nom,
                        nom_tri: "ville",
                        cree_le: maintenant,
                    };
                    trouvees.push(organisations::trouver_ou_creer(tx, &nouvelle).await?);
                }
                Ok::<_, Error>(<[_; 2]>::try_from(trouvees).unwrap())
            })
        })
        .await
        .unwrap();
    assert_eq!(premiere, seconde);
    assert_eq!((premiere.id, premiere.nom.as_str()), (ids[0], "Ville"));
}

async fn reading_cannot_write(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let id = banc.service(compte, "Cantine").await;
    let issue = banc
        .store
        .read(|tx| Box::pin(services::prendre_tour(tx, id)))
        .await;
    assert!(matches!(issue, Err(Error::Base(_))), "{issue:?}");
}

async fn failed_write_leaves_nothing(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let id = banc.service(compte, "Cantine").await;
    let issue: Result<(), Error> = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                descriptions::enregistrer(tx, &mut tour, 0, &json!({})).await?;
                Err(Error::Absent { objet: "test" })
            })
        })
        .await;
    assert!(matches!(issue, Err(Error::Absent { objet: "test" })));
    assert_eq!(banc.nombre("SELECT COUNT(*) FROM descriptions").await, 0);
    assert_eq!(banc.nombre("SELECT sequence FROM services").await, 1);
}
