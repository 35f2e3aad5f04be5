//! The bin: invisible at once, restorable for 30 days, gone for good afterwards.

use jiff::SignedDuration;
use serde_json::{Value, json};
use stockage::services::{Filtre, Ordre, Purge};
use stockage::visites::{self, Passage, Visite};
use stockage::{
    Error, commentaires, descriptions, installation, invitations, journal, liens, mesures, risques,
    services, specifiques,
};
use uuid::Uuid;

use crate::banc::{AUJOURD_HUI, Banc, ecriture, journaliser};

sur_les_deux_moteurs!(
    deleted_service_disappears_and_comes_back,
    purge_waits_thirty_days_and_leaves_nothing
);

const JOUR: i64 = 24;

async fn supprimer(banc: &Banc, id: Uuid, par: Uuid) {
    let maintenant = banc.maintenant();
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                services::supprimer(tx, &mut tour, par, maintenant).await?;
                journaliser(tx, &mut tour, "service.supprime", &json!({})).await
            })
        })
        .await
        .unwrap();
}

async fn purger(banc: &Banc) -> Vec<Purge> {
    let avant = banc.maintenant() - SignedDuration::from_hours(30 * JOUR);
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = installation::prendre_tour(tx).await?;
                services::purger(tx, &mut tour, avant).await
            })
        })
        .await
        .unwrap()
}

async fn deleted_service_disappears_and_comes_back(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let id = banc.service(compte, "Cantine").await;
    supprimer(banc, id, compte).await;
    let charge = banc
        .store
        .read(|tx| Box::pin(services::charger(tx, id)))
        .await;
    assert!(matches!(charge, Err(Error::Absent { .. })));
    let tour = banc
        .store
        .write(|tx| Box::pin(services::prendre_tour(tx, id)))
        .await;
    assert!(matches!(tour, Err(Error::Absent { .. })));
    let jusqu_ici = banc.maintenant();
    let (liste, corbeille, chiffres) = banc
        .store
        .read(|tx| {
            Box::pin(async move {
                let (tout, lecteur) = (Filtre::default(), (compte, AUJOURD_HUI));
                Ok::<_, Error>((
                    services::liste(tx, lecteur, &tout, Ordre::default(), 0, 10).await?,
                    services::corbeille(tx, compte).await?,
                    [
                        services::chiffres(tx, lecteur, jusqu_ici).await?,
                        services::chiffres(tx, lecteur, jusqu_ici - SignedDuration::from_micros(1))
                            .await?,
                    ],
                ))
            })
        })
        .await
        .unwrap();
    assert!(liste.is_empty());
    assert_eq!(
        chiffres.map(|c| (c.services, c.corbeille)),
        [(0, 0), (0, 1)]
    );
    assert_eq!(corbeille.len(), 1);
    assert_eq!(corbeille[0].supprime_par, Some(compte));
    assert_eq!(corbeille[0].supprime_le, banc.maintenant());
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour_corbeille(tx, id).await?;
                services::restaurer(tx, &mut tour).await
            })
        })
        .await
        .unwrap();
    let charge = banc
        .store
        .read(|tx| Box::pin(services::charger(tx, id)))
        .await;
    assert_eq!(charge.unwrap().nom, "Cantine");
    let encore = banc
        .store
        .write(|tx| Box::pin(services::prendre_tour_corbeille(tx, id)))
        .await;
    assert!(matches!(encore, Err(Error::Absent { .. })));
}

async fn purge_waits_thirty_days_and_leaves_nothing(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let (garde, jete) = (
        banc.service(compte, "Gardé").await,
        banc.service(compte, "Jeté").await,
    );
    let (invitation, maintenant) = (banc.id(), banc.maintenant());
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, jete).await?;
                descriptions::enregistrer(tx, &mut tour, 0, &json!({})).await?;
                let responsables = [compte];
                let mut mesure = ecriture(banc, "AUTH.1", 0, "fait", compte);
                mesure.responsables = Some(&responsables);
                mesures::enregistrer(tx, &mut tour, &mesure).await?;
                let specifique = specifiques::Ecriture {
                    id: "SPE.1",
                    titre: "Fermer",
                    titre_tri: "fermer",
                    categorie: "defense",
                    document: &json!({}),
                    modifie_le: maintenant,
                    modifie_par: compte,
                };
                specifiques::creer(tx, &mut tour, 1, &specifique).await?;
                let risque = risques::Ecriture {
                    id: "RP.1",
                    version_lue: 0,
                    document: &json!({"titre": "Départ"}),
                    modifie_le: maintenant,
                    modifie_par: compte,
                    supprime_le: None,
                };
                risques::enregistrer(tx, &mut tour, &risque).await?;
                let lien = liens::Lien {
                    mesure: "AUTH.1".into(),
                    risque: "RP.1".into(),
                };
                liens::poser(tx, &mut tour, &lien).await?;
                let commentaire = commentaires::Nouveau {
                    id: invitation,
                    objet: "mesure:AUTH.1",
                    auteur: compte,
                    document: &Value::Null,
                    cree_le: maintenant,
                };
                commentaires::ajouter(tx, &mut tour, &commentaire).await?;
                let nouvelle = invitations::Nouvelle {
                    id: invitation,
                    courriel: "b@ville.example",
                    document: &Value::Null,
                    titre: &"lecteur".into(),
                    cree_le: maintenant,
                    cree_par: compte,
                };
                invitations::poser(tx, &mut tour, &nouvelle).await?;
                let derniere = Passage {
                    le: maintenant,
                    sequence: 1,
                };
                let visite = Visite {
                    derniere,
                    precedente: None,
                };
                visites::poser(tx, jete, compte, &visite).await
            })
        })
        .await
        .unwrap();
    supprimer(banc, jete, compte).await;
    banc.horloge.avancer(SignedDuration::from_hours(30 * JOUR));
    assert!(purger(banc).await.is_empty(), "30 days are not over yet");
    banc.horloge.avancer(SignedDuration::from_secs(1));
    let purges = purger(banc).await;
    assert_eq!(purges.len(), 1);
    assert_eq!(purges[0].id, jete);
    assert_eq!(purges[0].tete.len(), 32);
    assert!(purger(banc).await.is_empty());
    for table in ["services", "membres"] {
        let reste = banc.nombre(&format!("SELECT COUNT(*) FROM {table}")).await;
        assert_eq!(reste, 1, "{table}");
    }
    for table in [
        "descriptions",
        "mesures",
        "mesures_specifiques",
        "risques",
        "liens",
        "visites",
        "mesure_responsables",
        "commentaires",
        "invitations",
    ] {
        let reste = banc.nombre(&format!("SELECT COUNT(*) FROM {table}")).await;
        assert_eq!(reste, 0, "{table}");
    }
    let (lignes_gardees, lignes_jetees) = banc
        .store
        .read(|tx| {
            Box::pin(async move {
                Ok::<_, Error>((
                    journal::page(tx, garde, None, 10).await?,
                    journal::page(tx, jete, None, 10).await?,
                ))
            })
        })
        .await
        .unwrap();
    assert_eq!((lignes_gardees.len(), lignes_jetees.len()), (1, 0));
}
