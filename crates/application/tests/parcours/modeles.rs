//! Models: whose they are, who sees them, what a change keeps, what the journal says.

use application::modeles::{
    Creer, Demande, Element, Modifier, Partager, Restaurer, Supprimer, creer, lister, modele,
    modifier, organisations, partager, restaurer, supprimer, supprimes,
};
use application::{Context, Error, Raison, taches};
use domaine::complements::RoleComplement;
use domaine::droits::Role;
use domaine::specifiques::{ChampContenu, ContenuSaisi, Origine, Provenance};
use domaine::vocabulaire::Categorie;
use jiff::SignedDuration;
use stockage::{installation, journal};
use uuid::Uuid;

use crate::monde::Monde;

sur_les_deux_moteurs!(
    a_model_is_private_until_it_is_shared,
    only_its_author_changes_a_model,
    two_pages_of_the_author_merge,
    a_copy_keeps_where_it_came_from,
    a_deleted_model_comes_back_for_thirty_days,
    the_library_is_searched_as_one,
    each_version_is_in_the_chain_it_belongs_to,
    a_refused_text_says_every_reason,
);

pub(crate) fn contenu(titre: &str) -> ContenuSaisi {
    ContenuSaisi {
        titre: titre.into(),
        description: "Une porte fermée à clé.".into(),
        categorie: Some(Categorie::Protection),
        etapes: vec!["Poser un verrou".into()],
    }
}

async fn cree(ctx: &Context, titre: &str) -> Uuid {
    let commande = Creer {
        operation: ctx.nouvel_id(),
        contenu: contenu(titre),
        origine: Origine::Aucune,
    };
    creer(ctx, &commande).await.unwrap().modele
}

async fn partage(ctx: &Context, modele: Uuid, organisation: Option<Uuid>) -> Result<i64, Error> {
    let commande = Partager {
        operation: ctx.nouvel_id(),
        modele,
        organisation,
        version: None,
    };
    partager(ctx, &commande).await
}

fn modification(ctx: &Context, modele: Uuid, version: i64, contenu: ContenuSaisi) -> Modifier {
    Modifier {
        operation: ctx.nouvel_id(),
        modele,
        version,
        contenu,
        stricte: false,
    }
}

async fn a_model_is_private_until_it_is_shared(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let service = monde.service(&claire).await;
    let paul = monde
        .collegue(&claire, service, "paul", Role::Lecteur)
        .await;
    let intrus = monde.personne("intrus").await;
    let id = cree(&claire, "Fermer la salle").await;
    assert!(matches!(modele(&paul, id).await, Err(Error::Introuvable)));
    let ville = organisations(&claire).await.unwrap()[0].id;
    assert_eq!(partage(&claire, id, Some(ville)).await.unwrap(), 2);
    let vu = modele(&paul, id).await.unwrap();
    assert_eq!(
        (vu.mien, vu.auteur.as_deref()),
        (false, Some("claire Martin"))
    );
    assert_eq!(vu.organisation.unwrap().1, "Ville de Saint-Aubin");
    assert!(matches!(modele(&intrus, id).await, Err(Error::Introuvable)));
    assert!(organisations(&intrus).await.unwrap().is_empty());
    assert_eq!(partage(&claire, id, None).await.unwrap(), 3);
    assert!(matches!(modele(&paul, id).await, Err(Error::Introuvable)));
    // One cannot share with an organisation one does not work for.
    let sien = cree(&intrus, "Autre").await;
    assert!(matches!(
        partage(&intrus, sien, Some(ville)).await,
        Err(Error::Saisie {
            champ: "organisation",
            raison: Raison::Inconnu
        })
    ));
}

async fn only_its_author_changes_a_model(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let service = monde.service(&claire).await;
    let paul = monde
        .collegue(&claire, service, "paul", Role::Proprietaire)
        .await;
    let id = cree(&claire, "Fermer la salle").await;
    let essai = modification(&paul, id, 1, contenu(""));
    assert!(matches!(
        modifier(&paul, &essai).await,
        Err(Error::Introuvable)
    ));
    let ville = organisations(&claire).await.unwrap()[0].id;
    partage(&claire, id, Some(ville)).await.unwrap();
    assert!(matches!(
        modifier(&paul, &essai).await,
        Err(Error::PasAuteur)
    ));
    assert!(matches!(
        partage(&paul, id, None).await,
        Err(Error::PasAuteur)
    ));
    let suppression = Supprimer {
        operation: paul.nouvel_id(),
        modele: id,
        version: None,
    };
    assert!(matches!(
        supprimer(&paul, &suppression).await,
        Err(Error::PasAuteur)
    ));
    assert_eq!(
        modele(&paul, id).await.unwrap().contenu.titre,
        "Fermer la salle"
    );
}

async fn two_pages_of_the_author_merge(monde: &Monde) {
    let claire = monde.personne("claire").await;
    monde.service(&claire).await;
    let id = cree(&claire, "Fermer la salle").await;
    let ville = organisations(&claire).await.unwrap()[0].id;
    let titre = ContenuSaisi {
        titre: "Fermer la salle serveur".into(),
        ..contenu("Fermer la salle")
    };
    let premiere = modification(&claire, id, 1, titre);
    let fait = modifier(&claire, &premiere).await.unwrap();
    assert_eq!((fait.version, fait.repris.len()), (2, 0));
    assert_eq!(
        modifier(&claire, &premiere).await.unwrap().version,
        2,
        "sent twice, done once"
    );
    // An older page, after the model moved to another chain: the other part, then the same one.
    assert_eq!(partage(&claire, id, Some(ville)).await.unwrap(), 3);
    let etapes = ContenuSaisi {
        etapes: vec!["Poser un verrou".into(), "Garder la clé".into()],
        ..contenu("Fermer la salle")
    };
    let fait = modifier(&claire, &modification(&claire, id, 1, etapes))
        .await
        .unwrap();
    assert_eq!((fait.version, fait.repris), (4, vec![ChampContenu::Titre]));
    let lu = modele(&claire, id).await.unwrap();
    assert_eq!(lu.contenu.titre, "Fermer la salle serveur");
    assert_eq!(lu.contenu.etapes.len(), 2);
    let ancienne = modification(&claire, id, 1, contenu("Verrouiller"));
    modifier(&claire, &ancienne).await.unwrap();
    let lu = modele(&claire, id).await.unwrap().contenu;
    assert_eq!((lu.titre.as_str(), lu.etapes.len()), ("Verrouiller", 2));
}

async fn a_copy_keeps_where_it_came_from(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let paul = monde.personne("paul").await;
    let complement = &claire.complements().mesures()[0];
    let copier = |ctx: &Context, origine: Origine| Creer {
        operation: ctx.nouvel_id(),
        contenu: complement.contenu.saisi(),
        origine,
    };
    let bibliotheque = Origine::Bibliotheque(complement.id.clone());
    let commande = copier(&claire, bibliotheque.clone());
    let id = creer(&claire, &commande).await.unwrap().modele;
    assert_eq!(modele(&claire, id).await.unwrap().origine, bibliotheque);
    // Nothing tells whether someone else's model exists.
    for origine in [
        Origine::Modele(id.to_string()),
        Origine::Modele(paul.nouvel_id().to_string()),
        Origine::Bibliotheque("inconnue".into()),
    ] {
        let cree = creer(&paul, &copier(&paul, origine)).await.unwrap();
        let lu = modele(&paul, cree.modele).await.unwrap();
        assert_eq!(lu.origine, Origine::Aucune);
    }
}

async fn a_deleted_model_comes_back_for_thirty_days(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let paul = monde.personne("paul").await;
    let id = cree(&claire, "Fermer la salle").await;
    let suppression = Supprimer {
        operation: claire.nouvel_id(),
        modele: id,
        version: None,
    };
    let retour = |ctx: &Context| Restaurer {
        operation: ctx.nouvel_id(),
        modele: id,
    };
    supprimer(&claire, &suppression).await.unwrap();
    assert!(
        lister(&claire, &Demande::default())
            .await
            .unwrap()
            .comptes
            .miens
            == 0
    );
    assert!(modele(&claire, id).await.unwrap().supprime_le.is_some());
    assert!(matches!(
        restaurer(&paul, &retour(&paul)).await,
        Err(Error::Introuvable)
    ));
    restaurer(&claire, &retour(&claire)).await.unwrap();
    assert!(modele(&claire, id).await.unwrap().supprime_le.is_none());
    assert!(matches!(
        restaurer(&claire, &retour(&claire)).await,
        Err(Error::Introuvable)
    ));
    let encore = Supprimer {
        operation: claire.nouvel_id(),
        modele: id,
        version: None,
    };
    supprimer(&claire, &encore).await.unwrap();
    assert_eq!(
        taches::executer(&monde.env).await.unwrap().modeles_effaces,
        0
    );
    monde
        .horloge
        .avancer(SignedDuration::from_hours(30 * 24 + 1));
    assert!(supprimes(&claire).await.unwrap().is_empty());
    assert!(matches!(modele(&claire, id).await, Err(Error::Introuvable)));
    assert_eq!(
        taches::executer(&monde.env).await.unwrap().modeles_effaces,
        1
    );
}

async fn the_library_is_searched_as_one(monde: &Monde) {
    let claire = monde.personne("claire").await;
    cree(&claire, "Zèbre").await;
    cree(&claire, "Âne").await;
    let tout = lister(&claire, &Demande::default()).await.unwrap();
    assert_eq!((tout.comptes.miens, tout.comptes.bibliotheque), (2, 130));
    assert_eq!((tout.elements.len(), tout.page, tout.pages), (25, 1, 6));
    let titres = tout.elements.iter().map(|e| match e {
        Element::Modele(m) => m.contenu.titre.as_str(),
        Element::Complement(c) => c.contenu.titre.as_str(),
    });
    assert_eq!(titres.take(2).collect::<Vec<_>>(), ["Âne", "Zèbre"]);
    let demande = Demande {
        recherche: "ZEBRE verrou".into(),
        ..Demande::default()
    };
    let trouve = lister(&claire, &demande).await.unwrap();
    assert_eq!(trouve.comptes.de(None), 1, "title and steps alike");
    let demande = Demande {
        role: Some(RoleComplement::Dpo),
        provenance: Some(Provenance::Bibliotheque),
        page: 99,
        ..Demande::default()
    };
    let trouve = lister(&claire, &demande).await.unwrap();
    assert_eq!((trouve.elements.len(), trouve.page), (8, 1));
    let demande = Demande {
        categorie: Some(Categorie::Defense),
        provenance: Some(Provenance::Miens),
        ..Demande::default()
    };
    let trouve = lister(&claire, &demande).await.unwrap();
    assert_eq!((trouve.elements.len(), trouve.comptes.miens), (0, 0));
}

async fn each_version_is_in_the_chain_it_belongs_to(monde: &Monde) {
    let claire = monde.personne("claire").await;
    monde.service(&claire).await;
    let ville = organisations(&claire).await.unwrap()[0].id;
    let id = cree(&claire, "Fermer la salle").await;
    partage(&claire, id, Some(ville)).await.unwrap();
    let change = modification(&claire, id, 2, contenu("Fermer à clé"));
    modifier(&claire, &change).await.unwrap();
    partage(&claire, id, None).await.unwrap();
    let lignes = |chaine| async move {
        let lues: Result<_, stockage::Error> = monde
            .env
            .store()
            .read(move |tx| Box::pin(journal::page(tx, chaine, None, 50)))
            .await;
        let mut lues = lues.unwrap();
        lues.retain(|l| l.objet == id.to_string());
        lues.reverse();
        lues.into_iter()
            .map(|l| (l.genre, l.version))
            .collect::<Vec<_>>()
    };
    let ligne = |genre: &str, version| (genre.to_owned(), version);
    assert_eq!(
        lignes(ville).await,
        [
            ligne("modele.partage", Some(2)),
            ligne("modele.modifie", Some(3)),
            ligne("modele.sorti", None),
        ]
    );
    assert_eq!(
        lignes(installation::INSTALLATION).await,
        [
            ligne("modele.cree", Some(1)),
            ligne("modele.sorti", None),
            ligne("modele.personnel", Some(4)),
        ]
    );
    for chaine in [ville, installation::INSTALLATION] {
        let rapport: Result<_, stockage::Error> = monde
            .env
            .store()
            .read(move |tx| {
                Box::pin(async move {
                    if chaine == ville {
                        journal::verifier::<stockage::DeLOrganisation>(tx, chaine).await
                    } else {
                        journal::verifier::<stockage::DeLInstallation>(tx, chaine).await
                    }
                })
            })
            .await;
        assert_eq!(rapport.unwrap().rupture, None);
    }
}

async fn a_refused_text_says_every_reason(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let commande = Creer {
        operation: claire.nouvel_id(),
        contenu: ContenuSaisi::default(),
        origine: Origine::Aucune,
    };
    let Err(Error::Saisies(refus)) = creer(&claire, &commande).await else {
        panic!("an empty text was accepted");
    };
    let champs: Vec<_> = refus.iter().map(|(champ, _)| *champ).collect();
    assert_eq!(champs, ["titre", "categorie"]);
}
