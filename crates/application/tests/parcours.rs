//! What people do with a service, on a real database: describe, answer, meet, share, delete.

use std::sync::Arc;

use application::comptes::{Identite, connecter};
use application::description::{Enregistrer, Intention, enregistrer};
use application::equipe::{Changement, ModifierEquipe, equipe, modifier_equipe};
use application::error::Invalide;
use application::mesures::{Reponse, Statuer, statuer};
use application::services::{
    Creer, Demande, Depart, Dupliquer, Restaurer, Supprimer, corbeille, creer, dupliquer,
    mes_services, restaurer, supprimer,
};
use application::{Context, Environnement, Error, acces, taches};
use domaine::droits::Role;
use domaine::reponses::Reponses;
use domaine::vocabulaire::{Audience, Champ, NiveauSecurite, Statut, StatutDeploiement};
use enumset::EnumSet;
use jiff::{SignedDuration, Timestamp};
use stockage::ports::{Alea, AleaFixe, HorlogeFixe, IdsSysteme};
use stockage::{Parametres, Store, Trousseau};
use tempfile::TempDir;
use uuid::Uuid;

const SIRET: &str = "21350238800019";

struct Monde {
    _dossier: TempDir,
    env: Environnement,
    horloge: Arc<HorlogeFixe>,
}

impl Monde {
    async fn new() -> Self {
        let dossier = tempfile::tempdir().unwrap();
        let alea = AleaFixe::new(7);
        let trousseau = Trousseau::generer(&alea as &dyn Alea).unwrap();
        let parametres = Parametres::Sqlite {
            dossier: dossier.path().to_owned(),
        };
        let store = Store::open(parametres, trousseau).await.unwrap();
        store.migrate().await.unwrap();
        let horloge = Arc::new(HorlogeFixe::new("2026-11-21T09:00:00Z".parse().unwrap()));
        let env = Environnement::new(store, horloge.clone(), Arc::new(IdsSysteme));
        Self {
            _dossier: dossier,
            env,
            horloge,
        }
    }

    async fn personne(&self, prenom: &str) -> Context {
        let identite = Identite {
            emetteur: "https://agents.example".into(),
            sub: format!("sub-{prenom}"),
            email: format!("{prenom}@demo.example"),
            given_name: prenom.into(),
            usual_name: "Martin".into(),
            siret: SIRET.into(),
            organizational_unit: String::new(),
        };
        let compte = connecter(&self.env, &identite).await.unwrap();
        self.env.pour(compte.id)
    }

    async fn brouillon(&self, ctx: &Context, depart: Depart) -> Uuid {
        let commande = Creer {
            operation: ctx.nouvel_id(),
            nom: "Réservation de salles".into(),
            siret: SIRET.into(),
            organisation: "Ville de Saint-Aubin".into(),
            depart,
        };
        creer(ctx, &commande).await.unwrap().service
    }

    /// A described service, from an example of the catalogue.
    async fn service(&self, ctx: &Context) -> Uuid {
        let exemple = &ctx.catalogue().exemples[0];
        let id = self
            .brouillon(ctx, Depart::Exemple(exemple.id.clone()))
            .await;
        let requis = {
            let service = acces::ouvrir(ctx, id).await.unwrap();
            ctx.catalogue()
                .baremes
                .provisoire(&service.reponses)
                .minimum
        };
        let commande = modification(ctx, id, 1, |r| {
            r.niveau_securite = Some(requis);
            r.statut_deploiement = Some(StatutDeploiement::EnLigne);
        });
        let commande = Enregistrer {
            intention: Intention::Terminer,
            ..commande
        };
        assert!(
            enregistrer(ctx, &commande)
                .await
                .unwrap()
                .vient_d_etre_decrit
        );
        id
    }
}

/// Answers typed on top of nothing: only the fields that `remplir` touched are in the form.
fn modification(
    ctx: &Context,
    service: Uuid,
    version: i64,
    remplir: impl Fn(&mut Reponses),
) -> Enregistrer {
    let mut saisie = Reponses::default();
    remplir(&mut saisie);
    let champs = Champ::TOUS
        .iter()
        .copied()
        .filter(|c| saisie.a_repondu(*c))
        .collect();
    Enregistrer {
        operation: ctx.nouvel_id(),
        service,
        version,
        champs,
        saisie,
        organisation: String::new(),
        intention: Intention::Etape,
    }
}

fn dire(ctx: &Context, service: Uuid, mesure: &str, version: i64, reponse: Reponse) -> Statuer {
    Statuer {
        operation: ctx.nouvel_id(),
        service,
        mesure: mesure.into(),
        version,
        reponse,
    }
}

async fn premieres_mesures(ctx: &Context, service: Uuid, nombre: usize) -> Vec<String> {
    let ouvert = acces::ouvrir(ctx, service).await.unwrap();
    let mesures = ouvert.bilan().unwrap().evaluation.mesures.toutes();
    let ids = mesures
        .iter()
        .map(|m| ouvert.catalogue.mesure(m).id.clone());
    ids.take(nombre).collect()
}

#[tokio::test]
async fn a_draft_becomes_a_service_with_its_measures() {
    let monde = Monde::new().await;
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
            r.audience_cible = Some(Audience::Moyenne)
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

#[tokio::test]
async fn the_level_may_be_raised_never_lowered() {
    let monde = Monde::new().await;
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let version = acces::ouvrir(&claire, id).await.unwrap().version;

    // More exposed answers on a described service: its level follows, and it is said.
    let exposer = modification(&claire, id, version, |r| {
        r.audience_cible = Some(Audience::TresLarge);
        r.duree_dysfonctionnement_acceptable =
            Some(domaine::vocabulaire::DureeDysfonctionnement::MoinsDe4h);
    });
    let issue = enregistrer(&claire, &exposer).await.unwrap();
    assert_eq!(issue.niveau_releve, Some(NiveauSecurite::Niveau3));
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    assert_eq!(
        ouvert.reponses.niveau_securite,
        Some(NiveauSecurite::Niveau3)
    );
}

#[tokio::test]
async fn a_second_submit_does_nothing_twice() {
    let monde = Monde::new().await;
    let claire = monde.personne("claire").await;
    let commande = Creer {
        operation: claire.nouvel_id(),
        nom: "Salles".into(),
        siret: SIRET.into(),
        organisation: "Ville".into(),
        depart: Depart::Vide,
    };
    let premier = creer(&claire, &commande).await.unwrap();
    assert_eq!(creer(&claire, &commande).await.unwrap(), premier);
    let autre = Creer {
        nom: "Autre".into(),
        ..commande
    };
    assert!(matches!(
        creer(&claire, &autre).await,
        Err(Error::OperationDifferente)
    ));
    assert_eq!(
        mes_services(&claire, &Demande::default())
            .await
            .unwrap()
            .total,
        1
    );
}

#[tokio::test]
async fn ten_people_on_ten_measures_lose_nothing() {
    let monde = Monde::new().await;
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

#[tokio::test]
async fn the_same_measure_answered_otherwise_is_shown_not_overwritten() {
    let monde = Monde::new().await;
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let mesure = premieres_mesures(&claire, id, 1).await.remove(0);
    statuer(&claire, &dire(&claire, id, &mesure, 0, Reponse::Fait))
        .await
        .unwrap();

    let stale = dire(&claire, id, &mesure, 0, Reponse::EnCours);
    let Err(Error::ConflitMesure(conflit)) = statuer(&claire, &stale).await else {
        panic!("overwritten");
    };
    assert_eq!(conflit.actuelle.statut, Some(Statut::Fait));
    assert_eq!(conflit.auteur.as_deref(), Some("claire Martin"));

    // The same answer from a stale form is no conflict.
    statuer(&claire, &dire(&claire, id, &mesure, 0, Reponse::Fait))
        .await
        .unwrap();

    // Declining needs a reason.
    let sans = dire(
        &claire,
        id,
        &mesure,
        1,
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
        1,
        Reponse::Ecartee {
            motif: motif.into(),
        },
    );
    statuer(&claire, &avec).await.unwrap();
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    assert!(ouvert.lignes.values().any(|l| l.motif == motif));
}

#[tokio::test]
async fn two_people_describing_at_once_are_merged_or_shown_both() {
    let monde = Monde::new().await;
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let version = acces::ouvrir(&claire, id).await.unwrap().version;

    let nom = modification(&claire, id, version, |r| {
        r.nom_service = "Salles et gymnases".into()
    });
    enregistrer(&claire, &nom).await.unwrap();

    let presentation = modification(&claire, id, version, |r| {
        r.presentation = "Pour les associations.".into()
    });
    let issue = enregistrer(&claire, &presentation).await.unwrap();
    assert_eq!(issue.repris, EnumSet::only(Champ::NomService));

    let autre_nom = modification(&claire, id, version, |r| {
        r.nom_service = "Salles du bourg".into()
    });
    let Err(Error::ConflitDescription(conflit)) = enregistrer(&claire, &autre_nom).await else {
        panic!("overwritten");
    };
    assert_eq!(conflit.conflits, [Champ::NomService]);
    assert_eq!(conflit.repris, [Champ::Presentation]);
    assert_eq!(conflit.miennes.nom_service, "Salles du bourg");
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    assert_eq!(ouvert.reponses.nom_service, "Salles et gymnases");
    assert_eq!(ouvert.reponses.presentation, "Pour les associations.");
}

#[tokio::test]
async fn saving_as_one_goes_keeps_what_is_acceptable() {
    let monde = Monde::new().await;
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

#[tokio::test]
async fn without_a_role_a_service_does_not_exist() {
    let monde = Monde::new().await;
    let claire = monde.personne("claire").await;
    let intrus = monde.personne("intrus").await;
    let id = monde.service(&claire).await;
    assert!(matches!(
        acces::ouvrir(&intrus, id).await,
        Err(Error::Introuvable)
    ));
    let commande = dire(&intrus, id, "AUTH.1", 0, Reponse::Fait);
    assert!(matches!(
        statuer(&intrus, &commande).await,
        Err(Error::Introuvable)
    ));
    let jamais = intrus.nouvel_id();
    assert!(matches!(
        acces::ouvrir(&intrus, jamais).await,
        Err(Error::Introuvable)
    ));
}

#[tokio::test]
async fn an_invitation_waits_for_the_first_sign_in() {
    let monde = Monde::new().await;
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let changer = |changement| ModifierEquipe {
        operation: claire.nouvel_id(),
        service: id,
        changement,
    };
    let inviter = |courriel: &str, role| {
        changer(Changement::Inviter {
            courriel: courriel.into(),
            role,
        })
    };
    modifier_equipe(&claire, &inviter("Karim@Demo.example", Role::Lecteur))
        .await
        .unwrap();
    assert_eq!(equipe(&claire, id).await.unwrap().invitations.len(), 1);

    let karim = monde.personne("karim").await;
    assert_eq!(acces::ouvrir(&karim, id).await.unwrap().role, Role::Lecteur);
    assert!(equipe(&claire, id).await.unwrap().invitations.is_empty());
    let commande = dire(&karim, id, "RECENSEMENT.1", 0, Reponse::Fait);
    assert!(matches!(
        statuer(&karim, &commande).await,
        Err(Error::Interdit(_))
    ));

    let partir = changer(Changement::Retirer(claire.acteur()));
    assert!(matches!(
        modifier_equipe(&claire, &partir).await,
        Err(Error::DernierProprietaire)
    ));
    let pas_une_adresse = inviter("karim chez demo", Role::Lecteur);
    assert!(matches!(
        modifier_equipe(&claire, &pas_une_adresse).await,
        Err(Error::Saisie {
            champ: "courriel",
            ..
        })
    ));
    let promouvoir = changer(Changement::ChangerRole {
        compte: karim.acteur(),
        role: Role::Proprietaire,
    });
    modifier_equipe(&claire, &promouvoir).await.unwrap();
    modifier_equipe(&claire, &changer(Changement::Retirer(claire.acteur())))
        .await
        .unwrap();
    assert!(matches!(
        acces::ouvrir(&claire, id).await,
        Err(Error::Introuvable)
    ));
}

#[tokio::test]
async fn the_bin_gives_back_for_thirty_days() {
    let monde = Monde::new().await;
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let jeter = || Supprimer {
        operation: claire.nouvel_id(),
        service: id,
    };
    let reprendre = || Restaurer {
        operation: claire.nouvel_id(),
        service: id,
    };
    supprimer(&claire, &jeter()).await.unwrap();
    assert!(matches!(
        acces::ouvrir(&claire, id).await,
        Err(Error::Introuvable)
    ));
    monde.horloge.avancer(SignedDuration::from_hours(29 * 24));
    assert_eq!(corbeille(&claire).await.unwrap().len(), 1);
    restaurer(&claire, &reprendre()).await.unwrap();
    acces::ouvrir(&claire, id).await.unwrap();

    supprimer(&claire, &jeter()).await.unwrap();
    monde.horloge.avancer(SignedDuration::from_hours(31 * 24));
    assert!(corbeille(&claire).await.unwrap().is_empty());
    assert!(matches!(
        restaurer(&claire, &reprendre()).await,
        Err(Error::Introuvable)
    ));

    let premier = taches::executer(&monde.env).await.unwrap();
    assert_eq!(premier.services_effaces, 1);
    assert!(premier.operations_oubliees > 0);
    let second = taches::executer(&monde.env).await.unwrap();
    assert_eq!(second, taches::Bilan::default());
}

#[tokio::test]
async fn people_follow_a_provider_that_moves() {
    let monde = Monde::new().await;
    let claire = monde.personne("claire").await;
    let (ancien, nouveau) = ("https://agents.example", "https://sso.agents.example");
    application::comptes::changer_emetteur(&monde.env, ancien, nouveau)
        .await
        .unwrap();
    let identite = Identite {
        emetteur: nouveau.into(),
        sub: "sub-claire".into(),
        email: "claire@demo.example".into(),
        given_name: "claire".into(),
        usual_name: "Martin".into(),
        siret: SIRET.into(),
        organizational_unit: String::new(),
    };
    let compte = connecter(&monde.env, &identite).await.unwrap();
    assert_eq!(compte.id, claire.acteur());
}

#[tokio::test]
async fn a_copy_takes_the_answers_not_the_statuses() {
    let monde = Monde::new().await;
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let mesure = premieres_mesures(&claire, id, 1).await.remove(0);
    statuer(&claire, &dire(&claire, id, &mesure, 0, Reponse::Fait))
        .await
        .unwrap();
    let commande = Dupliquer {
        operation: claire.nouvel_id(),
        service: id,
        nom: "Salle des fêtes".into(),
    };
    let copie = dupliquer(&claire, &commande).await.unwrap().service;
    let copie = acces::ouvrir(&claire, copie).await.unwrap();
    let modele = acces::ouvrir(&claire, id).await.unwrap();
    assert_eq!(copie.reponses.type_service, modele.reponses.type_service);
    assert_eq!(copie.reponses.nom_service, "Salle des fêtes");
    assert!(copie.lignes.is_empty());
}

#[tokio::test]
async fn the_journal_of_a_service_holds_together() {
    let monde = Monde::new().await;
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
            "mesure.statuee",
            "mesure.statuee",
            "mesure.statuee"
        ]
    );
    assert!(rapport.rupture.is_none(), "{rapport:?}");
    assert!(
        lignes
            .iter()
            .all(|l| l.horodatage <= Timestamp::MAX && l.acteur == Some(claire.acteur()))
    );
}
