//! The list of services: same order, same filters, same figures on both engines.

use jiff::Timestamp;
use stockage::services::{
    Apercu, Chiffres, Etat, Fiche, Filtre, LigneListe, Ordre, Sens, Stade, Tri,
};
use stockage::{Error, membres, organisations, services};
use uuid::Uuid;

use crate::banc::{AUJOURD_HUI, Banc};

sur_les_deux_moteurs!(
    a_list_read_by_key_skips_nothing,
    names_sort_as_french_readers_expect,
    missing_values_come_last_both_ways,
    filters_keep_what_they_say,
    search_takes_wildcards_literally,
    index_below_one_is_told_apart,
    pages_follow_without_overlap,
    key_figures_are_right,
    others_see_nothing,
    a_role_that_ended_opens_nothing,
);

const TRIS: [Tri; 5] = [
    Tri::Nom,
    Tri::Niveau,
    Tri::Completude,
    Tri::Indice,
    Tri::Modifie,
];

async fn lister(banc: &Banc, compte: Uuid, filtre: Filtre, tri: Tri, sens: Sens) -> Vec<String> {
    let page = paginer(banc, compte, filtre, Ordre { tri, sens }, 0, 50).await;
    page.into_iter().map(|ligne| ligne.nom).collect()
}

async fn paginer(
    banc: &Banc,
    compte: Uuid,
    filtre: Filtre,
    ordre: Ordre,
    decalage: i64,
    limite: i64,
) -> Vec<LigneListe> {
    let filtre = &filtre;
    banc.store
        .read(|tx| {
            Box::pin(services::liste(
                tx,
                (compte, AUJOURD_HUI),
                filtre,
                ordre,
                decalage,
                limite,
            ))
        })
        .await
        .unwrap()
}

/// Gives a service a level and an index.
async fn evaluer(banc: &Banc, id: Uuid, niveau: &str, indice: i64) {
    let apercu = Apercu {
        niveau: Some(niveau.into()),
        nb_mesures: 82,
        catalogue: "mss-v2".into(),
        completude: Some(indice * 10),
        indice: Some(indice),
        ..Apercu::default()
    };
    banc.horloge.avancer(jiff::SignedDuration::from_secs(1));
    let (apercu, maintenant) = (&apercu, banc.maintenant());
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                let service = services::charger(tx, id).await?;
                let fiche = Fiche {
                    organisation_id: service.organisation_id,
                    nom_tri: domaine::texte::cle_de_tri(&service.nom),
                    nom: service.nom,
                    etat: Etat::Actif,
                    statut_deploiement: Some("enLigne".into()),
                };
                services::modifier(tx, &mut tour, &fiche, maintenant).await?;
                services::mettre_en_cache(tx, &mut tour, apercu, maintenant).await
            })
        })
        .await
        .unwrap();
}

async fn names_sort_as_french_readers_expect(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    for nom in [
        "Zoo",
        "École",
        "Eguisheim",
        "Ebersheim",
        "Échirolles",
        "œuvre 10",
        "Œuvre 9",
        "Zoo-musée",
        "Zoo!",
    ] {
        banc.service(compte, nom).await;
    }
    let attendu = [
        "Ebersheim",
        "Échirolles",
        "École",
        "Eguisheim",
        "Œuvre 9",
        "œuvre 10",
        "Zoo",
        "Zoo!",
        "Zoo-musée",
    ];
    let croissant = lister(banc, compte, Filtre::default(), Tri::Nom, Sens::Croissant).await;
    assert_eq!(croissant, attendu);
    let decroissant = lister(banc, compte, Filtre::default(), Tri::Nom, Sens::Decroissant).await;
    assert!(decroissant.iter().eq(attendu.iter().rev()));
}

async fn missing_values_come_last_both_ways(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    banc.service(compte, "Brouillon").await;
    for (nom, niveau, indice) in [("Bas", "niveau1", 100), ("Haut", "niveau3", 400)] {
        let id = banc.service(compte, nom).await;
        evaluer(banc, id, niveau, indice).await;
    }
    for tri in [Tri::Niveau, Tri::Completude, Tri::Indice] {
        let croissant = lister(banc, compte, Filtre::default(), tri, Sens::Croissant).await;
        assert_eq!(croissant, ["Bas", "Haut", "Brouillon"], "{tri:?}");
        let decroissant = lister(banc, compte, Filtre::default(), tri, Sens::Decroissant).await;
        assert_eq!(decroissant, ["Haut", "Bas", "Brouillon"], "{tri:?}");
    }
    let recents = lister(
        banc,
        compte,
        Filtre::default(),
        Tri::Modifie,
        Sens::Decroissant,
    )
    .await;
    assert_eq!(recents, ["Haut", "Bas", "Brouillon"]);
    let anciens = lister(
        banc,
        compte,
        Filtre::default(),
        Tri::Modifie,
        Sens::Croissant,
    )
    .await;
    assert_eq!(anciens, ["Brouillon", "Bas", "Haut"]);
}

async fn filters_keep_what_they_say(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    banc.service(compte, "Cantine").await;
    let salles = banc.service(compte, "Réservation de salles").await;
    evaluer(banc, salles, "niveau2", 200).await;
    let filtres = [
        (
            Filtre {
                stade: Some(Stade::Brouillon),
                ..Filtre::default()
            },
            "Cantine",
        ),
        (
            Filtre {
                stade: Some(Stade::AStatuer),
                ..Filtre::default()
            },
            "Réservation de salles",
        ),
        (
            Filtre {
                niveau: Some("niveau2".into()),
                ..Filtre::default()
            },
            "Réservation de salles",
        ),
        (
            Filtre {
                deploiement: Some("enLigne".into()),
                ..Filtre::default()
            },
            "Réservation de salles",
        ),
        (
            Filtre {
                recherche: Some("ntin".into()),
                ..Filtre::default()
            },
            "Cantine",
        ),
    ];
    for (filtre, attendu) in filtres {
        for tri in TRIS {
            for sens in [Sens::Croissant, Sens::Decroissant] {
                assert_eq!(
                    lister(banc, compte, filtre.clone(), tri, sens).await,
                    [attendu]
                );
            }
        }
    }
    let aucun = Filtre {
        niveau: Some("niveau3".into()),
        ..Filtre::default()
    };
    assert!(
        lister(banc, compte, aucun, Tri::Nom, Sens::Croissant)
            .await
            .is_empty()
    );
}

async fn index_below_one_is_told_apart(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    banc.service(compte, "Brouillon").await;
    for (nom, indice) in [("Dessous", 99), ("Pile", 100)] {
        let id = banc.service(compte, nom).await;
        evaluer(banc, id, "niveau1", indice).await;
    }
    let filtre = Filtre {
        stade: Some(Stade::SousUn),
        ..Filtre::default()
    };
    let trouves = lister(banc, compte, filtre, Tri::Nom, Sens::Croissant).await;
    assert_eq!(trouves, ["Dessous"]);
    let chiffres = banc
        .store
        .read(|tx| {
            Box::pin(services::chiffres(
                tx,
                (compte, AUJOURD_HUI),
                Timestamp::MIN,
            ))
        })
        .await;
    assert_eq!(chiffres.unwrap().sous_un, 1);
}

async fn search_takes_wildcards_literally(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    for nom in ["Cent %", "Souligné_", "Bang!", "Autre"] {
        banc.service(compte, nom).await;
    }
    let recherche = [("%", "Cent %"), ("_", "Souligné_"), ("!", "Bang!")];
    for (texte, attendu) in recherche {
        let filtre = Filtre {
            recherche: Some(texte.into()),
            ..Filtre::default()
        };
        assert_eq!(
            lister(banc, compte, filtre, Tri::Nom, Sens::Croissant).await,
            [attendu]
        );
    }
    let organisation = Filtre {
        recherche: Some("saint-aubin".into()),
        ..Filtre::default()
    };
    assert_eq!(
        lister(banc, compte, organisation, Tri::Nom, Sens::Croissant)
            .await
            .len(),
        4
    );
}

async fn pages_follow_without_overlap(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    for _ in 0..7 {
        banc.service(compte, "Homonyme").await;
    }
    let mut vus = Vec::new();
    for decalage in [0, 3, 6] {
        let page = paginer(
            banc,
            compte,
            Filtre::default(),
            Ordre::default(),
            decalage,
            3,
        )
        .await;
        vus.extend(page.into_iter().map(|ligne| ligne.id));
    }
    let mut tries = vus.clone();
    tries.sort_unstable();
    tries.dedup();
    assert_eq!(
        vus, tries,
        "ties are broken by id, and no service comes twice"
    );
    assert_eq!(vus.len(), 7);
    let tout = Filtre::default();
    let total = banc
        .store
        .read(|tx| Box::pin(services::compter(tx, (compte, AUJOURD_HUI), &tout)))
        .await;
    assert_eq!(total.unwrap(), 7);
}

async fn key_figures_are_right(banc: &Banc) {
    let compte = banc.compte("a@ville.example").await;
    let chiffres = || {
        banc.store.read(|tx| {
            Box::pin(services::chiffres(
                tx,
                (compte, AUJOURD_HUI),
                Timestamp::MIN,
            ))
        })
    };
    assert_eq!(chiffres().await.unwrap(), Chiffres::default());
    banc.service(compte, "Brouillon").await;
    let mut medianes = Vec::new();
    for (nom, indice) in [("A", 301), ("B", 100), ("C", 400), ("D", 304)] {
        let id = banc.service(compte, nom).await;
        evaluer(banc, id, "niveau1", indice).await;
        medianes.push(chiffres().await.unwrap().indice_median);
    }
    assert_eq!(medianes, [Some(301), Some(201), Some(301), Some(303)]);
    let total = chiffres().await.unwrap();
    assert_eq!(
        (
            total.services,
            total.brouillons,
            total.a_statuer,
            total.sous_un
        ),
        (5, 1, 4, 0)
    );
}

async fn others_see_nothing(banc: &Banc) {
    let (compte, autre) = (
        banc.compte("a@ville.example").await,
        banc.compte("b@ville.example").await,
    );
    let id = banc.service(compte, "Cantine").await;
    let tout = Filtre::default;
    assert!(
        lister(banc, autre, tout(), Tri::Nom, Sens::Croissant)
            .await
            .is_empty()
    );
    let maintenant = banc.maintenant();
    banc.store
        .write(|tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                let membre = membres::Membre {
                    compte_id: autre,
                    titre: "lecteur".into(),
                    ajoute_le: maintenant,
                    ajoute_par: Some(compte),
                };
                membres::poser(tx, &mut tour, &membre).await?;
                Ok::<_, Error>(())
            })
        })
        .await
        .unwrap();
    let page = paginer(banc, autre, tout(), Ordre::default(), 0, 10).await;
    assert_eq!(page[0].role, "lecteur");
}

async fn a_list_read_by_key_skips_nothing(banc: &Banc) {
    let compte = banc.compte("claire@ville.example").await;
    let mut attendus = Vec::new();
    for nom in ["Zoo", "Cantine", "Piscine"] {
        attendus.push(banc.service(compte, nom).await);
    }
    let suite = async |jeton, apres: Uuid, limite| -> Vec<Uuid> {
        let lues = banc
            .store
            .read::<_, Error, _>(|tx| {
                Box::pin(services::suite(
                    tx,
                    (compte, AUJOURD_HUI),
                    jeton,
                    apres,
                    limite,
                ))
            })
            .await
            .unwrap();
        lues.into_iter().map(|l| l.id).collect()
    };
    assert_eq!(suite(None, Uuid::nil(), 2).await, attendus[..2]);
    assert_eq!(suite(None, attendus[1], 2).await, attendus[2..]);
    assert!(suite(None, attendus[2], 2).await.is_empty());
    let limite = suite(Some(banc.id()), Uuid::nil(), 10).await;
    assert!(limite.is_empty(), "a token without any service");
}

async fn a_role_that_ended_opens_nothing(banc: &Banc) {
    let porteur = banc.compte("a@ville.example").await;
    let auditeur = banc.compte("b@audit.example").await;
    let id = banc.service(porteur, "Cantine").await;
    let maintenant = banc.maintenant();
    banc.store
        .write(move |tx| {
            Box::pin(async move {
                let mut tour = services::prendre_tour(tx, id).await?;
                let membre = membres::Membre {
                    compte_id: auditeur,
                    titre: membres::Titre {
                        fin: Some(AUJOURD_HUI.to_string()),
                        .."auditeur".into()
                    },
                    ajoute_le: maintenant,
                    ajoute_par: Some(porteur),
                };
                membres::poser(tx, &mut tour, &membre).await
            })
        })
        .await
        .unwrap();
    for (jour, vus) in [(AUJOURD_HUI, 1), (AUJOURD_HUI.tomorrow().unwrap(), 0)] {
        let lecteur = (auditeur, jour);
        let (liste, total, suite, chiffres, organisations) = banc
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let (tout, ordre) = (Filtre::default(), Ordre::default());
                    let organisation = services::charger(tx, id).await?.organisation_id;
                    let agent = organisations::a_pour_agent(tx, organisation, lecteur).await?;
                    let siennes = organisations::du_compte(tx, lecteur).await?;
                    assert_eq!(agent, !siennes.is_empty());
                    Ok::<_, Error>((
                        services::liste(tx, lecteur, &tout, ordre, 0, 50)
                            .await?
                            .len(),
                        services::compter(tx, lecteur, &tout).await?,
                        services::suite(tx, lecteur, None, Uuid::nil(), 50)
                            .await?
                            .len(),
                        services::chiffres(tx, lecteur, Timestamp::MIN)
                            .await?
                            .services,
                        siennes.len(),
                    ))
                })
            })
            .await
            .unwrap();
        assert_eq!((liste, suite, organisations), (vus, vus, vus), "on {jour}");
        assert_eq!((total, chiffres), (vus as i64, vus as i64), "on {jour}");
    }
}
