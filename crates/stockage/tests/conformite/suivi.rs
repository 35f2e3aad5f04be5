//! The plan of a measure, the people who carry it out, what is written about it.

use serde_json::{Value, json};
use stockage::{Error, commentaires, mesures, operations, services};

use crate::banc::{Banc, ecriture};

sur_les_deux_moteurs!(
    a_plan_reads_back,
    comments_are_kept_apart_and_changed_by_their_author,
    an_outcome_is_given_back_to_its_author_only,
);

async fn a_plan_reads_back(banc: &Banc) {
    let (a, b) = (
        banc.compte("a@ville.example").await,
        banc.compte("b@ville.example").await,
    );
    let id = banc.service(a, "Cantine").await;
    let lues = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                let (deux, une) = ([a, b], [b]);
                let mut mesure = ecriture(banc, "AUTH.1", 0, "enCours", a);
                mesure.priorite = Some("haute");
                mesure.echeance = Some("2026-12-31");
                mesure.responsables = Some(&deux);
                mesures::enregistrer(tx, &mut tour, &mesure).await?;
                mesure.id = "SPE.1";
                mesure.responsables = Some(&une);
                mesures::enregistrer(tx, &mut tour, &mesure).await?;
                // None leaves the people as they are.
                mesure.version_lue = 1;
                mesure.echeance = None;
                mesure.responsables = None;
                mesures::enregistrer(tx, &mut tour, &mesure).await?;
                mesure.id = "AUTH.1";
                mesure.responsables = Some(&[]);
                let avant = mesures::une::<Value>(tx, id, "AUTH.1").await?;
                mesures::enregistrer(tx, &mut tour, &mesure).await?;
                Ok::<_, Error>((avant.unwrap(), mesures::toutes::<Value>(tx, id).await?))
            })
        })
        .await
        .unwrap();
    let (avant, toutes) = lues;
    let mut attendus = vec![a, b];
    attendus.sort_unstable();
    assert_eq!(avant.responsables, attendus);
    assert_eq!(avant.priorite.as_deref(), Some("haute"));
    assert_eq!(avant.echeance.as_deref(), Some("2026-12-31"));
    let resume: Vec<_> = toutes
        .iter()
        .map(|m| (m.id.as_str(), m.echeance.as_deref(), m.responsables.len()))
        .collect();
    assert_eq!(resume, [("AUTH.1", None, 0), ("SPE.1", None, 1)]);
}

async fn comments_are_kept_apart_and_changed_by_their_author(banc: &Banc) {
    let (a, b) = (
        banc.compte("a@ville.example").await,
        banc.compte("b@ville.example").await,
    );
    let id = banc.service(a, "Cantine").await;
    let (premier, second) = (banc.id(), banc.id());
    let maintenant = banc.maintenant();
    let (auth, tous, un, vole) = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                for (ecrit, objet) in [(premier, "mesure:AUTH.1"), (second, "risque:R3")] {
                    let nouveau = commentaires::Nouveau {
                        id: ecrit,
                        objet,
                        auteur: a,
                        document: &json!({ "texte": objet }),
                        cree_le: maintenant,
                    };
                    commentaires::ajouter(tx, &mut tour, &nouveau).await?;
                }
                let document = json!({ "texte": "revu" });
                let cle = (premier, a);
                commentaires::modifier(tx, &mut tour, cle, &document, maintenant).await?;
                let vole = commentaires::supprimer(tx, &mut tour, (premier, b), maintenant).await;
                let tous = commentaires::du_service::<Value>(tx, id, 10).await?;
                commentaires::supprimer(tx, &mut tour, (second, a), maintenant).await?;
                Ok::<_, Error>((
                    commentaires::de_l_objet::<Value>(tx, id, ("mesure:AUTH.1", None), 10).await?,
                    tous,
                    commentaires::un::<Value>(tx, id, second).await?,
                    vole,
                ))
            })
        })
        .await
        .unwrap();
    assert_eq!(auth.len(), 1);
    assert_eq!(auth[0].document["texte"], "revu");
    assert_eq!(auth[0].modifie_le, Some(maintenant));
    assert_eq!(tous.len(), 2);
    assert_eq!(un, None);
    assert!(matches!(vole, Err(Error::Absent { .. })));
    let textes = banc
        .nombre("SELECT COUNT(*) FROM commentaires WHERE document IS NOT NULL")
        .await;
    assert_eq!(textes, 1);
}

async fn an_outcome_is_given_back_to_its_author_only(banc: &Banc) {
    let (a, b, id) = (banc.id(), banc.id(), banc.id());
    let maintenant = banc.maintenant();
    let (mienne, autre, rien) = banc
        .store
        .write(|tx| {
            Box::pin(async move {
                let operation = operations::Operation::new(id, a, b"corps");
                operations::reclamer::<Value>(tx, &operation, maintenant).await?;
                operations::terminer(tx, id, &json!({ "fait": 3 })).await?;
                Ok::<_, Error>((
                    operations::issue::<Value>(tx, id, a).await?,
                    operations::issue::<Value>(tx, id, b).await?,
                    operations::issue::<Value>(tx, b, a).await?,
                ))
            })
        })
        .await
        .unwrap();
    assert_eq!(mienne, Some(json!({ "fait": 3 })));
    assert_eq!((autre, rien), (None, None));
}
