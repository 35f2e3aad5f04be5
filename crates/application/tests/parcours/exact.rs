//! What a program writes: exactly over the version it names, nothing merged; and what a token made
//! for some services is not told of.

use application::commentaires::{
    AFFICHES_MAX, Commenter, Geste, Objet, commentaire, commenter, suite,
};
use application::jetons::{Creer, Expiration, creer, reconnaitre};
use application::modeles::{self, Modifier, Partager, Supprimer};
use application::risques::{
    AjouterRisque, AjusterRisque, ModifierRisque, RetirerRisque, ajouter_risque, ajuster_risque,
    modifier_risque, retirer_risque,
};
use application::specifiques::{AjouterSpecifique, RetirerSpecifique, ajouter, retirer};
use application::{Context, Error, acces};
use domaine::EnumSet;
use domaine::droits::Portee;
use domaine::risques::{Ajustement, GraviteRetenue, RisquePropre};
use domaine::specifiques::Origine;
use domaine::vocabulaire::CategorieRisque;
use uuid::Uuid;

use crate::modeles::contenu;
use crate::monde::{Monde, premieres_mesures};

sur_les_deux_moteurs!(
    a_decision_of_a_program_is_never_merged,
    an_own_risk_is_changed_and_taken_out_at_its_version,
    a_specific_measure_is_taken_off_at_its_version,
    a_model_is_changed_shared_and_deleted_at_its_version,
    a_token_of_some_services_sees_no_model,
    comments_are_read_on_from_one_of_them,
);

fn depasse<T>(issue: &Result<T, Error>) -> bool {
    matches!(issue, Err(Error::VersionDepassee))
}

async fn a_decision_of_a_program_is_never_merged(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let service = monde.service(&claire).await;
    let ouvert = acces::ouvrir(&claire, service).await.unwrap();
    let evalue = ouvert.risques_calcules().unwrap()[0].evalue;
    let risque = ouvert.catalogue.risques.risque(&evalue).id.clone();
    let decision = |version, saisie| AjusterRisque {
        operation: claire.nouvel_id(),
        service,
        risque: risque.clone(),
        version,
        champs: EnumSet::all(),
        saisie,
        stricte: true,
    };
    let gravite = Ajustement {
        gravite: Some(GraviteRetenue {
            valeur: 4,
            raison: "Des mineurs.".into(),
        }),
        desactivation: None,
    };
    let faite = ajuster_risque(&claire, &decision(0, gravite.clone())).await;
    assert_eq!(faite.unwrap().version, 1);
    // The same person, another field: a page would merge.
    let desactive = Ajustement {
        gravite: None,
        desactivation: Some("Sans objet.".into()),
    };
    for version in [0, 2, 9] {
        let refus = ajuster_risque(&claire, &decision(version, desactive.clone())).await;
        assert!(depasse(&refus), "{version} {refus:?}");
    }
    let ouvert = acces::ouvrir(&claire, service).await.unwrap();
    assert_eq!(ouvert.risques.ajustement(&risque), gravite);
}

async fn an_own_risk_is_changed_and_taken_out_at_its_version(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let service = monde.service(&claire).await;
    let saisie = RisquePropre {
        titre: "Crue".into(),
        categories: CategorieRisque::Disponibilite.into(),
        gravite_brute: 3,
        vraisemblance_brute: 2,
        gravite_courante: 2,
        vraisemblance_courante: 2,
        ..RisquePropre::default()
    };
    let ajout = AjouterRisque {
        operation: claire.nouvel_id(),
        service,
        saisie: saisie.clone(),
    };
    let risque = ajouter_risque(&claire, &ajout).await.unwrap().id;
    let modification = |version, titre: &str| ModifierRisque {
        operation: claire.nouvel_id(),
        service,
        risque: risque.clone(),
        version,
        champs: EnumSet::all(),
        saisie: RisquePropre {
            titre: titre.into(),
            ..saisie.clone()
        },
        stricte: true,
    };
    modifier_risque(&claire, &modification(1, "Inondation"))
        .await
        .unwrap();
    assert!(depasse(
        &modifier_risque(&claire, &modification(1, "Orage")).await
    ));
    let retrait = |version| RetirerRisque {
        operation: claire.nouvel_id(),
        service,
        risque: risque.clone(),
        retablir: false,
        version: Some(version),
    };
    assert!(depasse(&retirer_risque(&claire, &retrait(1)).await));
    retirer_risque(&claire, &retrait(2)).await.unwrap();
}

async fn a_specific_measure_is_taken_off_at_its_version(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let service = monde.service(&claire).await;
    let ajout = AjouterSpecifique {
        operation: claire.nouvel_id(),
        service,
        contenu: contenu("Fermer la salle"),
        origine: Origine::Aucune,
    };
    let mesure = ajouter(&claire, &ajout).await.unwrap().id;
    let retrait = |version| RetirerSpecifique {
        operation: claire.nouvel_id(),
        service,
        mesure: mesure.clone(),
        retablir: false,
        version: Some(version),
    };
    assert!(depasse(&retirer(&claire, &retrait(0)).await));
    retirer(&claire, &retrait(1)).await.unwrap();
    let ouvert = acces::ouvrir(&claire, service).await.unwrap();
    assert!(ouvert.specifiques.is_empty());
}

async fn modele(ctx: &Context, titre: &str) -> Uuid {
    let commande = modeles::Creer {
        operation: ctx.nouvel_id(),
        contenu: contenu(titre),
        origine: Origine::Aucune,
    };
    modeles::creer(ctx, &commande).await.unwrap().modele
}

async fn a_model_is_changed_shared_and_deleted_at_its_version(monde: &Monde) {
    let claire = monde.personne("claire").await;
    monde.service(&claire).await;
    let id = modele(&claire, "Fermer la salle").await;
    let modification = |version, titre: &str| Modifier {
        operation: claire.nouvel_id(),
        modele: id,
        version,
        contenu: contenu(titre),
        stricte: true,
    };
    let change = modeles::modifier(&claire, &modification(1, "Fermer à clé")).await;
    assert_eq!(change.unwrap().version, 2);
    assert!(depasse(
        &modeles::modifier(&claire, &modification(1, "Murer")).await
    ));
    let organisation = modeles::organisations(&claire).await.unwrap()[0].id;
    let partage = |version| Partager {
        operation: claire.nouvel_id(),
        modele: id,
        organisation: Some(organisation),
        version: Some(version),
    };
    assert!(depasse(&modeles::partager(&claire, &partage(1)).await));
    assert_eq!(modeles::partager(&claire, &partage(2)).await.unwrap(), 3);
    let suppression = |version| Supprimer {
        operation: claire.nouvel_id(),
        modele: id,
        version: Some(version),
    };
    assert!(depasse(&modeles::supprimer(&claire, &suppression(2)).await));
    modeles::supprimer(&claire, &suppression(3)).await.unwrap();
}

async fn a_token_of_some_services_sees_no_model(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let service = monde.service(&claire).await;
    let id = modele(&claire, "Fermer la salle").await;
    let commande = Creer {
        operation: claire.nouvel_id(),
        nom: "Un service".into(),
        portee: Portee::Ecriture,
        services: Some(vec![service]),
        expiration: Expiration::Jours(30),
    };
    let secret = creer(&claire, &commande).await.unwrap().secret.unwrap();
    let limite = reconnaitre(&monde.env, &secret).await.unwrap().unwrap();
    let refus = |erreur: Option<Error>| matches!(erreur, Some(Error::HorsPortee));
    assert!(refus(modeles::modele(&limite, id).await.err()));
    assert!(refus(modeles::visibles(&limite).await.err()));
    assert!(refus(modeles::supprimes(&limite).await.err()));
    assert!(refus(modeles::organisations(&limite).await.err()));
    let demande = modeles::Demande::default();
    assert!(refus(modeles::lister(&limite, &demande).await.err()));
    let creation = modeles::Creer {
        operation: claire.nouvel_id(),
        contenu: contenu("Autre"),
        origine: Origine::Aucune,
    };
    assert!(refus(modeles::creer(&limite, &creation).await.err()));
    // A copy into its service keeps the text, and does not tell whether the model exists.
    let copie = AjouterSpecifique {
        operation: claire.nouvel_id(),
        service,
        contenu: contenu("Fermer la salle"),
        origine: Origine::Modele(id.to_string()),
    };
    ajouter(&limite, &copie).await.unwrap();
    let ouvert = acces::ouvrir(&limite, service).await.unwrap();
    assert_eq!(ouvert.specifiques[0].origine, Origine::Aucune);
}

async fn comments_are_read_on_from_one_of_them(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let service = monde.service(&claire).await;
    let mesure = premieres_mesures(&claire, service, 1).await.remove(0);
    let objet = Objet::Mesure(mesure);
    let ecrire = async |geste| {
        let commande = Commenter {
            operation: claire.nouvel_id(),
            service,
            objet: objet.clone(),
            geste,
        };
        commenter(&claire, &commande).await.unwrap()
    };
    let mut ecrits = Vec::new();
    for rang in 0..5 {
        let texte = format!("Numéro {rang}");
        ecrits.insert(0, ecrire(Geste::Ajouter { texte }).await);
    }
    let ids = async |apres, limite| {
        let lus = suite(&claire, service, &objet, (apres, limite)).await;
        lus.unwrap().iter().map(|c| c.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(None, AFFICHES_MAX).await, ecrits);
    assert_eq!(ids(Some(ecrits[1]), 2).await, ecrits[2..4]);
    // Where one has read to stays, once deleted.
    let commentaire_lu = ecrits[1];
    ecrire(Geste::Supprimer {
        commentaire: commentaire_lu,
    })
    .await;
    assert_eq!(ids(Some(commentaire_lu), 9).await, ecrits[2..]);
    assert!(ids(Some(service), 9).await.is_empty());
    let disparu = commentaire(&claire, service, &objet, commentaire_lu).await;
    assert!(matches!(disparu, Err(Error::Introuvable)));
    let ailleurs = Objet::Mesure("NULLE.1".into());
    let refus = suite(&claire, service, &ailleurs, (None, 9)).await;
    assert!(matches!(refus, Err(Error::Introuvable)));
}
