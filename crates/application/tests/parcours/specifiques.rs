//! Measures of one's own: where they count, how they are followed up, how two people share them.

use application::description::{Enregistrer, Intention, enregistrer};
use application::mesures::{
    Cle, LOT_MAX, ModifierLot, Reponse, cle, historique, modifier_lot, statuer,
};
use application::modeles;
use application::services::{Demande, Dupliquer, dupliquer, mes_services};
use application::specifiques::{
    AjouterSpecifique, ModifierSpecifique, RetirerSpecifique, ajouter, en_modele, modifier,
    retiree, retirer,
};
use application::{Context, Error, acces};
use domaine::droits::Role;
use domaine::etapes::ProchaineEtape;
use domaine::specifiques::{ChampContenu, ContenuSaisi, Origine};
use domaine::suivi::{ChampMesure, SuiviMesure};
use domaine::vocabulaire::{Categorie, NiveauSecurite, Statut};
use stockage::{DuService, journal};
use uuid::Uuid;

use crate::modeles::contenu;
use crate::monde::{Monde, dire, modification, premieres_mesures};

sur_les_deux_moteurs!(
    it_counts_in_the_personalised_index_and_completeness_only,
    it_is_followed_up_like_any_measure,
    its_text_is_merged_part_by_part_and_a_conflict_is_shown,
    taken_off_it_comes_back_with_what_was_said_of_it,
    a_copy_of_the_service_has_its_text_without_its_status,
    it_comes_from_the_library_or_a_model_and_becomes_one,
    only_those_who_may_secure_add_one,
    there_is_a_most_of_them,
);

fn ajout(ctx: &Context, service: Uuid, titre: &str) -> AjouterSpecifique {
    AjouterSpecifique {
        operation: ctx.nouvel_id(),
        service,
        contenu: contenu(titre),
        origine: Origine::Aucune,
    }
}

fn changement(
    ctx: &Context,
    service: Uuid,
    version: i64,
    changer: impl Fn(&mut ContenuSaisi),
) -> ModifierSpecifique {
    let mut contenu = contenu("Fermer la salle");
    changer(&mut contenu);
    ModifierSpecifique {
        operation: ctx.nouvel_id(),
        service,
        mesure: "SPE.1".into(),
        version,
        contenu,
        stricte: false,
    }
}

fn retrait(ctx: &Context, service: Uuid, retablir: bool) -> RetirerSpecifique {
    RetirerSpecifique {
        operation: ctx.nouvel_id(),
        service,
        mesure: "SPE.1".into(),
        retablir,
        version: None,
    }
}

async fn it_counts_in_the_personalised_index_and_completeness_only(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let toutes = premieres_mesures(&claire, id, LOT_MAX).await;
    let tout_fait = ModifierLot {
        operation: claire.nouvel_id(),
        service: id,
        mesures: toutes.into_iter().map(|m| (m, 0)).collect(),
        champs: ChampMesure::Reponse.into(),
        saisie: SuiviMesure {
            statut: Some(Statut::Fait),
            ..SuiviMesure::default()
        },
    };
    modifier_lot(&claire, &tout_fait).await.unwrap();
    let evaluation = async || {
        let ouvert = acces::ouvrir(&claire, id).await.unwrap();
        ouvert.bilan.unwrap().evaluation.clone()
    };
    let avant = evaluation().await;
    assert_eq!(avant.indice_personnalise, avant.indice);
    let commande = ajout(&claire, id, "Fermer la salle");
    let ajoutee = ajouter(&claire, &commande).await.unwrap();
    assert_eq!((ajoutee.id.as_str(), ajoutee.version), ("SPE.1", 1));
    assert_eq!(
        ajouter(&claire, &commande).await.unwrap(),
        ajoutee,
        "sent twice, added once"
    );
    let sans_statut = evaluation().await;
    assert_eq!(sans_statut.indice, avant.indice);
    assert!(sans_statut.indice_personnalise.total < avant.indice_personnalise.total);
    assert_eq!(sans_statut.completude.faites, avant.completude.faites);
    assert_eq!(sans_statut.completude.total, avant.completude.total + 1);
    let statut = dire(&claire, id, "SPE.1", 0, Reponse::EnCours);
    statuer(&claire, &statut).await.unwrap();
    let apres = &evaluation().await;
    assert_eq!(apres.indice, avant.indice);
    assert!(apres.indice_personnalise.total > sans_statut.indice_personnalise.total);
    assert_eq!(apres.completude.faites, avant.completude.faites + 1);
    // The list says the same, without opening the service.
    let liste = mes_services(&claire, &Demande::default()).await.unwrap();
    let attendu = (
        apres.completude.faites.into(),
        apres.completude.total.into(),
    );
    assert_eq!(liste.services[0].completude, Some(attendu));
    let etape = (liste.services[0].prochaine_etape, liste.services[0].reste);
    assert_eq!(etape, (ProchaineEtape::FaireMesures, 1));
}

async fn it_is_followed_up_like_any_measure(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    ajouter(&claire, &ajout(&claire, id, "Fermer la salle"))
        .await
        .unwrap();
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    assert_eq!(cle(&ouvert, "SPE.1").unwrap(), Cle::Specifique(0));
    assert!(matches!(cle(&ouvert, "SPE.2"), Err(Error::Introuvable)));
    let motif = Reponse::Ecartee {
        motif: "Il n’y a pas de salle.".into(),
    };
    for (version, reponse) in [(0, Reponse::EnCours), (1, motif)] {
        let fait = statuer(&claire, &dire(&claire, id, "SPE.1", version, reponse)).await;
        assert_eq!(fait.unwrap().version, version + 1);
    }
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    assert_eq!(ouvert.lignes["SPE.1"].suivi.statut, Some(Statut::NonFait));
    let raconte = historique(&claire, id, "SPE.1").await.unwrap();
    assert_eq!(raconte.changements.len(), 2, "its text has its own history");
    let inconnue = dire(&claire, id, "SPE.9", 0, Reponse::Fait);
    assert!(matches!(
        statuer(&claire, &inconnue).await,
        Err(Error::Introuvable)
    ));
    // The next step counts it once the questions are over; another level leaves it there.
    let change = Enregistrer {
        intention: Intention::Confirmer { vue: 2 },
        ..modification(&claire, id, 2, |r| {
            r.niveau_securite = Some(NiveauSecurite::Niveau3);
        })
    };
    enregistrer(&claire, &change).await.unwrap();
    assert_eq!(
        acces::ouvrir(&claire, id).await.unwrap().specifiques.len(),
        1
    );
}

async fn its_text_is_merged_part_by_part_and_a_conflict_is_shown(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let paul = monde
        .collegue(&claire, id, "paul", Role::Contributeur)
        .await;
    ajouter(&claire, &ajout(&claire, id, "Fermer la salle"))
        .await
        .unwrap();
    let titre = changement(&paul, id, 1, |c| c.titre = "Fermer à clé".into());
    let fait = modifier(&paul, &titre).await.unwrap();
    assert_eq!((fait.version, fait.repris.len()), (2, 0));
    // Another part: merged, and said.
    let etapes = changement(&claire, id, 1, |c| c.etapes = vec!["Acheter".into()]);
    let fait = modifier(&claire, &etapes).await.unwrap();
    assert_eq!(fait.repris, [ChampContenu::Titre]);
    assert_eq!(fait.repris_de.as_deref(), Some("paul Martin"));
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    let contenu = &ouvert.specifique("SPE.1").unwrap().contenu;
    assert_eq!(
        (contenu.titre.as_str(), contenu.etapes.len()),
        ("Fermer à clé", 1)
    );
    // The same part: shown.
    let autre = changement(&claire, id, 1, |c| c.titre = "Murer".into());
    let Err(Error::ConflitSpecifique(conflit)) = modifier(&claire, &autre).await else {
        panic!("a colleague's title was overwritten");
    };
    assert_eq!(conflit.conflits, [ChampContenu::Titre]);
    assert_eq!(conflit.la_mienne.titre, "Murer");
    assert_eq!(conflit.en_place.contenu.titre, "Fermer à clé");
    // Once chosen, over the version in place.
    let choisi = changement(&claire, id, 3, |c| c.titre = "Murer".into());
    assert_eq!(modifier(&claire, &choisi).await.unwrap().version, 4);
    // An older page of one's own: the last word.
    let ancienne = changement(&claire, id, 3, |c| c.titre = "Murer la porte".into());
    assert_eq!(modifier(&claire, &ancienne).await.unwrap().version, 5);
    // A program that asks for strictness merges nothing.
    let stricte = ModifierSpecifique {
        stricte: true,
        ..changement(&claire, id, 4, |c| c.description = "Autre".into())
    };
    assert!(matches!(
        modifier(&claire, &stricte).await,
        Err(Error::ConflitSpecifique(_))
    ));
}

async fn taken_off_it_comes_back_with_what_was_said_of_it(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let paul = monde
        .collegue(&claire, id, "paul", Role::Contributeur)
        .await;
    ajouter(&claire, &ajout(&claire, id, "Fermer la salle"))
        .await
        .unwrap();
    statuer(&claire, &dire(&claire, id, "SPE.1", 0, Reponse::Fait))
        .await
        .unwrap();
    let avec = acces::ouvrir(&claire, id)
        .await
        .unwrap()
        .bilan
        .unwrap()
        .evaluation
        .clone();
    retirer(&paul, &retrait(&paul, id, false)).await.unwrap();
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    assert!(ouvert.specifiques.is_empty());
    assert!(matches!(cle(&ouvert, "SPE.1"), Err(Error::Introuvable)));
    let sans = &ouvert.bilan.as_ref().unwrap().evaluation;
    assert_eq!(sans.completude.total + 1, avec.completude.total);
    assert_eq!(
        retiree(&claire, id, "SPE.1").await.unwrap().contenu.titre,
        "Fermer la salle"
    );
    retirer(&claire, &retrait(&claire, id, true)).await.unwrap();
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    assert_eq!(ouvert.bilan.as_ref().unwrap().evaluation, avec);
    assert!(matches!(
        retiree(&claire, id, "SPE.1").await,
        Err(Error::Introuvable)
    ));
    let suivante = ajouter(&claire, &ajout(&claire, id, "Autre"))
        .await
        .unwrap();
    assert_eq!(suivante.id, "SPE.2");
    let (genres, rapport) = journal_du(monde, id).await;
    assert_eq!(
        genres,
        [
            "mesureSpecifique.ajoutee",
            "mesureSpecifique.retiree",
            "mesureSpecifique.retablie",
            "mesureSpecifique.ajoutee"
        ]
    );
    assert_eq!(rapport.rupture, None);
}

async fn journal_du(monde: &Monde, service: Uuid) -> (Vec<String>, journal::Rapport) {
    let lu: Result<_, stockage::Error> = monde
        .env
        .store()
        .read(move |tx| {
            Box::pin(async move {
                let lignes = journal::page(tx, service, None, 50).await?;
                Ok((lignes, journal::verifier::<DuService>(tx, service).await?))
            })
        })
        .await;
    let (lignes, rapport) = lu.unwrap();
    let genres = lignes.into_iter().rev().map(|l| l.genre);
    (
        genres
            .filter(|g| g.starts_with("mesureSpecifique."))
            .collect(),
        rapport,
    )
}

async fn a_copy_of_the_service_has_its_text_without_its_status(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    for titre in ["Un", "Deux", "Trois"] {
        ajouter(&claire, &ajout(&claire, id, titre)).await.unwrap();
    }
    retirer(&claire, &retrait(&claire, id, false))
        .await
        .unwrap();
    statuer(&claire, &dire(&claire, id, "SPE.2", 0, Reponse::Fait))
        .await
        .unwrap();
    let commande = Dupliquer {
        operation: claire.nouvel_id(),
        service: id,
        nom: "La copie".into(),
    };
    let copie = dupliquer(&claire, &commande).await.unwrap().service;
    let ouvert = acces::ouvrir(&claire, copie).await.unwrap();
    let textes: Vec<_> = ouvert
        .specifiques
        .iter()
        .map(|s| (s.id.as_str(), s.contenu.titre.as_str()))
        .collect();
    assert_eq!(textes, [("SPE.1", "Deux"), ("SPE.2", "Trois")]);
    assert!(ouvert.lignes.is_empty());
    let brouillon = ajout(&claire, copie, "Quatre");
    assert!(matches!(
        ajouter(&claire, &brouillon).await,
        Err(Error::EncoreBrouillon)
    ));
}

async fn it_comes_from_the_library_or_a_model_and_becomes_one(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let complement = &claire.complements().mesures()[7];
    let commande = AjouterSpecifique {
        contenu: complement.contenu.saisi(),
        origine: Origine::Bibliotheque(complement.id.clone()),
        ..ajout(&claire, id, "")
    };
    ajouter(&claire, &commande).await.unwrap();
    let modele = en_modele(&claire, claire.nouvel_id(), id, "SPE.1")
        .await
        .unwrap()
        .modele;
    let lu = modeles::modele(&claire, modele).await.unwrap();
    assert_eq!(lu.contenu, complement.contenu);
    assert_eq!(lu.origine, commande.origine);
    let commande = AjouterSpecifique {
        origine: Origine::Modele(modele.to_string()),
        ..ajout(&claire, id, "Fermer la salle")
    };
    ajouter(&claire, &commande).await.unwrap();
    // The model goes; the measure keeps its text and where it came from.
    let suppression = modeles::Supprimer {
        operation: claire.nouvel_id(),
        modele,
        version: None,
    };
    modeles::supprimer(&claire, &suppression).await.unwrap();
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    let siennes = ouvert.specifique("SPE.2").unwrap();
    assert_eq!(siennes.contenu.titre, "Fermer la salle");
    assert_eq!(siennes.origine, commande.origine);
}

async fn only_those_who_may_secure_add_one(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let lecteur = monde.collegue(&claire, id, "paul", Role::Lecteur).await;
    let intrus = monde.personne("intrus").await;
    // The right comes before what was typed.
    let vide = |ctx: &Context| AjouterSpecifique {
        contenu: ContenuSaisi::default(),
        ..ajout(ctx, id, "")
    };
    assert!(matches!(
        ajouter(&lecteur, &vide(&lecteur)).await,
        Err(Error::Interdit(_))
    ));
    assert!(matches!(
        ajouter(&intrus, &vide(&intrus)).await,
        Err(Error::Introuvable)
    ));
    let Err(Error::Saisies(refus)) = ajouter(&claire, &vide(&claire)).await else {
        panic!("an empty text was accepted");
    };
    assert_eq!(refus.len(), 2);
    ajouter(&claire, &ajout(&claire, id, "Fermer"))
        .await
        .unwrap();
    let change = changement(&lecteur, id, 1, |c| c.categorie = Some(Categorie::Defense));
    assert!(matches!(
        modifier(&lecteur, &change).await,
        Err(Error::Interdit(_))
    ));
    let retrait_lecteur = retrait(&lecteur, id, false);
    assert!(matches!(
        retirer(&lecteur, &retrait_lecteur).await,
        Err(Error::Interdit(_))
    ));
    // Reading is enough to keep the text as a model of one's own.
    assert!(
        en_modele(&lecteur, lecteur.nouvel_id(), id, "SPE.1")
            .await
            .is_ok()
    );
    let autre = en_modele(&intrus, intrus.nouvel_id(), id, "SPE.1").await;
    assert!(matches!(autre, Err(Error::Introuvable)));
}

async fn there_is_a_most_of_them(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    for numero in 0..application::specifiques::SPECIFIQUES_MAX {
        let commande = ajout(&claire, id, &format!("Mesure {numero}"));
        ajouter(&claire, &commande).await.unwrap();
    }
    let une_de_trop = ajout(&claire, id, "De trop");
    assert!(matches!(
        ajouter(&claire, &une_de_trop).await,
        Err(Error::Saisies(_))
    ));
}
