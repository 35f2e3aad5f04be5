//! Describing a service: from a draft to its measures, alone or together.

use crate::monde::Monde;
use crate::monde::dire;
use crate::monde::modification;
use application::Error;
use application::acces;
use application::description::Enregistrer;
use application::description::Intention;
use application::description::enregistrer;
use application::error::Invalide;
use application::mesures::Reponse;
use application::mesures::statuer;
use application::services::Demande;
use application::services::Depart;
use application::services::mes_services;
use domaine::droits::Role;
use domaine::vocabulaire::Audience;
use domaine::vocabulaire::Champ;
use domaine::vocabulaire::NiveauSecurite;
use domaine::vocabulaire::Statut;
use domaine::vocabulaire::TypeService;
use enumset::EnumSet;

sur_les_deux_moteurs!(
    one_does_not_conflict_with_oneself,
    a_draft_becomes_a_service_with_its_measures,
    the_level_may_be_raised_never_lowered,
    two_people_describing_at_once_are_merged_or_shown_both,
    saving_as_one_goes_keeps_what_is_acceptable,
    the_effect_of_a_change_is_seen_before_it_is_written,
    statuses_of_measures_that_leave_come_back_with_them,
);

async fn a_draft_becomes_a_service_with_its_measures(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.brouillon(&claire, Depart::Vide).await;

    let trop_tot = dire(&claire, id, "AUTH.1", 0, Reponse::Fait);
    assert!(matches!(
        statuer(&claire, &trop_tot).await,
        Err(Error::EncoreBrouillon)
    ));

    let finir = Enregistrer {
        intention: Intention::Terminer,
        ..modification(&claire, id, 1, |r| {
            r.audience_cible = Some(Audience::Moyenne);
        })
    };
    let Err(Error::Invalide(manques)) = enregistrer(&claire, &finir).await else {
        panic!("an incomplete description was accepted");
    };
    assert!(manques.contains(&Invalide::Manque(Champ::TypeService)));
    assert!(!manques.contains(&Invalide::Manque(Champ::AudienceCible)));

    let decrit = monde.service(&claire).await;
    let liste = mes_services(&claire, &Demande::default()).await.unwrap();
    assert_eq!((liste.total, liste.chiffres.brouillons), (2, 1));
    let ligne = liste.services.iter().find(|s| s.id == decrit).unwrap();
    assert_eq!(
        (
            ligne.indice,
            ligne.completude.map(|(statuees, _)| statuees),
            ligne.brouillon
        ),
        (Some(0), Some(0), false)
    );
}

async fn the_level_may_be_raised_never_lowered(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let version = acces::ouvrir(&claire, id).await.unwrap().version;

    // More exposed answers on a described service: its level follows, and it is said.
    let exposer = modification(&claire, id, version, |r| {
        r.audience_cible = Some(Audience::TresLarge);
        r.duree_dysfonctionnement_acceptable =
            Some(domaine::vocabulaire::DureeDysfonctionnement::MoinsDe4h);
    });
    let Err(Error::AConfirmer(apercu)) = enregistrer(&claire, &exposer).await else {
        panic!("raised before it was said");
    };
    assert_eq!(apercu.niveau_releve, Some(NiveauSecurite::Niveau3));
    let issue = enregistrer(&claire, &vue(&exposer, version)).await.unwrap();
    assert_eq!(issue.niveau_releve, Some(NiveauSecurite::Niveau3));
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    assert_eq!(
        ouvert.reponses.niveau_securite,
        Some(NiveauSecurite::Niveau3)
    );
}

async fn two_people_describing_at_once_are_merged_or_shown_both(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let version = acces::ouvrir(&claire, id).await.unwrap().version;

    let nom = modification(&claire, id, version, |r| {
        r.nom_service = "Salles et gymnases".into();
    });
    enregistrer(&claire, &nom).await.unwrap();

    let presentation = modification(&claire, id, version, |r| {
        r.presentation = "Pour les associations.".into();
    });
    let issue = enregistrer(&claire, &presentation).await.unwrap();
    assert_eq!(issue.repris, EnumSet::only(Champ::NomService));

    let karim = monde
        .collegue(&claire, id, "karim", Role::Contributeur)
        .await;
    let autre_nom = modification(&karim, id, version, |r| {
        r.nom_service = "Salles du bourg".into();
    });
    let Err(Error::ConflitDescription(conflit)) = enregistrer(&karim, &autre_nom).await else {
        panic!("overwritten");
    };
    assert_eq!(conflit.conflits, [Champ::NomService]);
    assert_eq!(conflit.repris, [Champ::Presentation]);
    assert_eq!(conflit.miennes.nom_service, "Salles du bourg");
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    assert_eq!(ouvert.reponses.nom_service, "Salles et gymnases");
    assert_eq!(ouvert.reponses.presentation, "Pour les associations.");
}

async fn saving_as_one_goes_keeps_what_is_acceptable(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.brouillon(&claire, Depart::Vide).await;
    let commande = modification(&claire, id, 1, |r| {
        r.nom_service = "x".repeat(300);
        r.presentation = "Louer une salle.".into();
    });
    assert!(matches!(
        enregistrer(&claire, &commande).await,
        Err(Error::Invalide(_))
    ));
    let au_fil = Enregistrer {
        intention: Intention::Brouillon,
        operation: claire.nouvel_id(),
        ..commande
    };
    enregistrer(&claire, &au_fil).await.unwrap();
    let reponses = acces::ouvrir(&claire, id).await.unwrap().reponses;
    assert_eq!(reponses.nom_service, "Réservation de salles");
    assert_eq!(reponses.presentation, "Louer une salle.");
}

/// Two pages of one person, or an answer lost on the way: her last word, and nothing else, wins.
async fn one_does_not_conflict_with_oneself(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let version = acces::ouvrir(&claire, id).await.unwrap().version;
    for nom in ["Salles et gymnases", "Salles du bourg"] {
        let commande = modification(&claire, id, version, |r| r.nom_service = nom.into());
        enregistrer(&claire, &commande).await.unwrap();
    }
    let presentation = modification(&claire, id, version, |r| r.presentation = "Louer.".into());
    enregistrer(&claire, &presentation).await.unwrap();
    let reponses = acces::ouvrir(&claire, id).await.unwrap().reponses;
    assert_eq!(reponses.nom_service, "Salles du bourg");
    assert_eq!(reponses.presentation, "Louer.");
}

/// The same change, its effect on that version having been seen.
fn vue(commande: &Enregistrer, version: i64) -> Enregistrer {
    Enregistrer {
        intention: Intention::Confirmer { vue: version },
        ..commande.clone()
    }
}

async fn the_effect_of_a_change_is_seen_before_it_is_written(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let avant = acces::ouvrir(&claire, id).await.unwrap();
    let version = avant.version;

    // What only identifies the service is saved at once.
    let nom = modification(&claire, id, version, |r| r.nom_service = "Salles".into());
    enregistrer(&claire, &nom).await.unwrap();

    let ajouter = modification(&claire, id, version, |r| {
        r.type_service = TypeService::ServiceEnLigne | TypeService::ApplicationMobile;
    });
    let intentions = [
        Intention::Etape,
        Intention::Terminer,
        Intention::Brouillon,
        // Seen on the version before the name changed.
        Intention::Confirmer { vue: version },
    ];
    for intention in intentions {
        let commande = Enregistrer {
            intention,
            ..ajouter.clone()
        };
        let Err(Error::AConfirmer(apercu)) = enregistrer(&claire, &commande).await else {
            panic!("written unseen: {intention:?}");
        };
        let ecart = apercu.ecart().unwrap();
        assert!(!ecart.ajoutees.is_empty() && ecart.retirees.is_empty());
        assert_eq!(apercu.repris, Champ::NomService, "kept");
        let stockees = acces::ouvrir(&claire, id).await.unwrap();
        assert_eq!(stockees.version, version + 1);
        assert_eq!(stockees.reponses.type_service, avant.reponses.type_service);
    }
    let issue = enregistrer(&claire, &vue(&ajouter, version + 1))
        .await
        .unwrap();
    assert_eq!(issue.version, version + 2);
    let apres = acces::ouvrir(&claire, id).await.unwrap();
    assert!(
        apres
            .reponses
            .type_service
            .contains(TypeService::ApplicationMobile)
    );
    assert_eq!(apres.reponses.nom_service, "Salles");
}

async fn statuses_of_measures_that_leave_come_back_with_them(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let changer = async |types: EnumSet<TypeService>| {
        let version = acces::ouvrir(&claire, id).await.unwrap().version;
        let commande = Enregistrer {
            champs: Champ::TypeService.into(),
            ..modification(&claire, id, version, |r| r.type_service = types)
        };
        enregistrer(&claire, &vue(&commande, version))
            .await
            .unwrap();
        acces::ouvrir(&claire, id).await.unwrap()
    };
    let (peu, plus) = (TypeService::ServiceEnLigne, TypeService::ApplicationMobile);
    let sans = changer(peu.into()).await;
    let avec = changer(peu | plus).await;
    let mesures = |s: &acces::ServiceOuvert| s.bilan().unwrap().evaluation.mesures.toutes();
    let venue = (mesures(&avec) - mesures(&sans)).iter().next().unwrap();
    let cle = avec.catalogue.mesure(venue).id.clone();
    let fait = dire(&claire, id, &cle, 0, Reponse::Fait);
    statuer(&claire, &fait).await.unwrap();
    let indice = acces::ouvrir(&claire, id).await.unwrap().indice();
    assert!(indice > avec.indice());

    let partie = changer(peu.into()).await;
    assert!(!mesures(&partie).contient(venue));
    assert_eq!(partie.indice(), sans.indice());
    assert!(matches!(
        statuer(&claire, &dire(&claire, id, &cle, 1, Reponse::EnCours)).await,
        Err(Error::Introuvable)
    ));

    let revenue = changer(peu | plus).await;
    assert_eq!(revenue.suivi.statuts.de(venue), Some(Statut::Fait));
    assert_eq!(revenue.indice(), indice);
}
