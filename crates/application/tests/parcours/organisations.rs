//! Organisations: what they are, who administers them, and what follows on their services.

use application::equipe::{self, Changement, ModifierEquipe, modifier_equipe};
use application::organisations::{
    Geste, ModifierAdministrateurs, ModifierFiche, auditer, miennes, modifier_administrateurs,
    modifier_fiche, nommer_par_exploitant, ouvrir,
};
use application::services::{
    Creer, Demande, Depart, Restaurer, Supprimer, corbeille, creer, mes_services, restaurer, suite,
    supprimer,
};
use application::{Context, Error, Raison, acces, jetons};
use domaine::droits::{ActionOrganisation, Portee, Role, RoleOrganisation};
use domaine::organisations::{ChampOrganisation, FicheSaisie, TypeEntite};
use stockage::journal;
use uuid::Uuid;

use crate::monde::{Monde, SIRET};

sur_les_deux_moteurs!(
    an_administrator_has_every_service_present_and_to_come,
    nobody_else_learns_that_an_organisation_exists,
    administrators_name_one_another,
    two_people_change_what_an_organisation_is,
    an_identifier_is_one_organisation_s,
    a_body_without_a_siret_is_known_by_its_other_number,
    the_audit_says_who_may_and_how_it_came_to_that,
);

/// The organisation of a service.
pub(crate) async fn organisation(ctx: &Context, service: Uuid) -> Uuid {
    let ouvert = acces::ouvrir(ctx, service).await.unwrap();
    ouvert.fiche.organisation_id
}

async fn ailleurs(ctx: &Context) -> Uuid {
    let commande = Creer {
        operation: ctx.nouvel_id(),
        nom: "Registre".into(),
        siret: "13002526500013".into(),
        organisation: "Autre administration".into(),
        depart: Depart::Vide,
    };
    creer(ctx, &commande).await.unwrap().service
}

async fn an_administrator_has_every_service_present_and_to_come(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let nadia = monde.personne("nadia").await;
    let un = monde.service(&claire).await;
    assert!(matches!(
        acces::ouvrir(&nadia, un).await,
        Err(Error::Introuvable)
    ));
    nommer_par_exploitant(&monde.env, SIRET, "Nadia@demo.example")
        .await
        .unwrap();
    let deux = monde.brouillon(&claire, Depart::Vide).await;
    let hors = ailleurs(&claire).await;
    for service in [un, deux] {
        let ouvert = acces::ouvrir(&nadia, service).await.unwrap();
        assert_eq!(ouvert.habilitation.role, Role::AdministrateurOrganisation);
    }
    assert!(matches!(
        acces::ouvrir(&nadia, hors).await,
        Err(Error::Introuvable)
    ));

    // In every list, once each, as the administrator; nothing is copied into the team.
    let liste = mes_services(&nadia, &Demande::default()).await.unwrap();
    assert_eq!((liste.total, liste.chiffres.services), (2, 2));
    assert!(
        liste
            .services
            .iter()
            .all(|s| s.role == Role::AdministrateurOrganisation)
    );
    assert_eq!(suite(&nadia, None, 10).await.unwrap().len(), 2);
    let equipe_vue = equipe::equipe(&claire, un).await.unwrap();
    assert_eq!(equipe_vue.membres.len(), 1);
    assert_eq!(equipe_vue.administrateurs[0].courriel, "nadia@demo.example");
    assert_eq!(equipe_vue.organisation.1, "Ville de Saint-Aubin");

    // Whatever weaker role they hold besides gives way; an owner stays one.
    let inviter = |service, role: Role| ModifierEquipe {
        operation: claire.nouvel_id(),
        service,
        changement: Changement::Inviter {
            courriel: "nadia@demo.example".into(),
            habilitation: role.into(),
        },
    };
    let refus = modifier_equipe(&claire, &inviter(un, Role::AdministrateurOrganisation)).await;
    assert!(matches!(refus, Err(Error::Saisie { champ: "role", .. })));
    modifier_equipe(&claire, &inviter(un, Role::Lecteur))
        .await
        .unwrap();
    modifier_equipe(&claire, &inviter(deux, Role::Proprietaire))
        .await
        .unwrap();
    let liste = mes_services(&nadia, &Demande::default()).await.unwrap();
    assert_eq!(liste.total, 2);
    for vu in &liste.services {
        let attendu = match vu.id == un {
            true => Role::AdministrateurOrganisation,
            false => Role::Proprietaire,
        };
        assert_eq!(vu.role, attendu);
        let ouvert = acces::ouvrir(&nadia, vu.id).await.unwrap();
        assert_eq!(ouvert.habilitation.role, attendu);
    }

    // The bin too, and a token for one of them.
    let jeton = jetons::Creer {
        operation: nadia.nouvel_id(),
        nom: "Tableau".into(),
        portee: Portee::Lecture,
        services: Some(vec![un]),
        expiration: jetons::Expiration::Jours(3),
    };
    let secret = jetons::creer(&nadia, &jeton).await.unwrap().secret.unwrap();
    let commande = Supprimer {
        operation: nadia.nouvel_id(),
        service: un,
    };
    supprimer(&nadia, &commande).await.unwrap();
    assert_eq!(corbeille(&nadia).await.unwrap()[0].service, un);
    let liste = mes_services(&nadia, &Demande::default()).await.unwrap();
    assert_eq!((liste.total, liste.chiffres.corbeille), (1, 1));
    let commande = Restaurer {
        operation: nadia.nouvel_id(),
        service: un,
    };
    restaurer(&nadia, &commande).await.unwrap();
    let programme = jetons::reconnaitre(&monde.env, &secret)
        .await
        .unwrap()
        .unwrap();
    assert!(acces::ouvrir(&programme, un).await.is_ok());
    assert!(matches!(miennes(&programme).await, Err(Error::HorsPortee)));
}

async fn nobody_else_learns_that_an_organisation_exists(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let intrus = monde.personne("intrus").await;
    let id = organisation(&claire, monde.service(&claire).await).await;
    ailleurs(&intrus).await;
    nommer_par_exploitant(&monde.env, "13002526500013", "intrus@demo.example")
        .await
        .unwrap();
    for inconnue in [id, intrus.nouvel_id()] {
        assert!(matches!(
            ouvrir(&intrus, inconnue).await,
            Err(Error::Introuvable)
        ));
        assert!(matches!(
            auditer(&intrus, inconnue).await,
            Err(Error::Introuvable)
        ));
    }
    assert_eq!(miennes(&intrus).await.unwrap().len(), 1);
    let ouverte = ouvrir(&claire, id).await.unwrap();
    assert_eq!(
        (ouverte.role, ouverte.services),
        (RoleOrganisation::Agent, None)
    );
    let commande = ModifierFiche {
        operation: claire.nouvel_id(),
        organisation: id,
        version: 1,
        saisie: FicheSaisie::default(),
        stricte: false,
    };
    // The right before what was typed.
    assert!(matches!(
        modifier_fiche(&claire, &commande).await,
        Err(Error::InterditOrganisation(ActionOrganisation::Identifier))
    ));
    assert!(matches!(
        auditer(&claire, id).await,
        Err(Error::InterditOrganisation(_))
    ));
}

async fn administrators_name_one_another(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let nadia = monde.personne("nadia").await;
    let karim = monde.personne("karim").await;
    let id = organisation(&claire, monde.service(&claire).await).await;
    for (siret, courriel, champ) in [
        ("123", "nadia@demo.example", "siret"),
        ("13002526500013", "nadia@demo.example", "siret"),
        (SIRET, "personne@demo.example", "courriel"),
    ] {
        let refus = nommer_par_exploitant(&monde.env, siret, courriel).await;
        assert!(matches!(refus, Err(Error::Saisie { champ: c, .. }) if c == champ));
    }
    nommer_par_exploitant(&monde.env, SIRET, "nadia@demo.example")
        .await
        .unwrap();
    let demander = |ctx: &Context, geste| ModifierAdministrateurs {
        operation: ctx.nouvel_id(),
        organisation: id,
        geste,
    };
    let nommer = |courriel: &str| Geste::Nommer {
        courriel: courriel.into(),
    };
    for (courriel, raison) in [
        ("karim", Raison::CourrielInvalide),
        ("personne@demo.example", Raison::CompteInconnu),
        ("nadia@demo.example", Raison::DejaAdministrateur),
    ] {
        let refus = modifier_administrateurs(&nadia, &demander(&nadia, nommer(courriel))).await;
        assert!(
            matches!(refus, Err(Error::Saisie { champ: "courriel", raison: r }) if r == raison),
            "{courriel}"
        );
    }
    let refusee = demander(&claire, nommer("karim@demo.example"));
    let refus = modifier_administrateurs(&claire, &refusee).await;
    assert!(matches!(refus, Err(Error::InterditOrganisation(_))));
    modifier_administrateurs(&nadia, &demander(&nadia, nommer("karim@demo.example")))
        .await
        .unwrap();
    let vus = ouvrir(&karim, id).await.unwrap().administrateurs;
    let par: Vec<_> = vus.iter().map(|a| a.par.as_deref()).collect();
    assert_eq!(par, [None, Some("nadia Martin")]);

    // One leaves, then the last: nothing is said for the services, which keep their owners.
    for (qui, ctx) in [(&nadia, &karim), (&karim, &karim)] {
        let geste = Geste::Retirer(qui.acteur());
        modifier_administrateurs(ctx, &demander(ctx, geste))
            .await
            .unwrap();
        assert!(matches!(ouvrir(qui, id).await, Err(Error::Introuvable)));
    }
    assert!(
        ouvrir(&claire, id)
            .await
            .unwrap()
            .administrateurs
            .is_empty()
    );
    let lignes = monde
        .env
        .store()
        .read(|tx| Box::pin(journal::page(tx, id, None, 10)))
        .await
        .unwrap();
    let genres: Vec<_> = lignes.iter().map(|l| l.genre.as_str()).collect();
    assert_eq!(
        genres,
        [
            "organisation.administrateurRetire",
            "organisation.administrateurRetire",
            "organisation.administrateurNomme",
            "organisation.administrateurNomme",
            "organisation.creee",
        ]
    );
    assert_eq!(lignes[3].acteur, None, "the operator");
    assert_eq!(lignes[2].objet, karim.acteur().to_string());
}

async fn two_people_change_what_an_organisation_is(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let nadia = monde.personne("nadia").await;
    let id = organisation(&claire, monde.service(&claire).await).await;
    for qui in ["nadia", "claire"] {
        let courriel = format!("{qui}@demo.example");
        nommer_par_exploitant(&monde.env, SIRET, &courriel)
            .await
            .unwrap();
    }
    let changer = |ctx: &Context, version, nom: &str, entite: &str, rna: &str| ModifierFiche {
        operation: ctx.nouvel_id(),
        organisation: id,
        version,
        saisie: FicheSaisie {
            nom: nom.into(),
            type_entite: entite.into(),
            rna: rna.into(),
            euid: String::new(),
        },
        stricte: false,
    };
    let ville = "Ville de Saint-Aubin";
    let fait = modifier_fiche(&claire, &changer(&claire, 1, ville, "commune", ""))
        .await
        .unwrap();
    assert_eq!(fait.version, 2);
    // From the first version: another part merges, the same part is a conflict.
    let fait = modifier_fiche(&nadia, &changer(&nadia, 1, ville, "", "w751234567"))
        .await
        .unwrap();
    assert_eq!(
        (fait.version, fait.repris),
        (3, vec![ChampOrganisation::TypeEntite])
    );
    let refus = modifier_fiche(&nadia, &changer(&nadia, 1, ville, "epci", "W751234567")).await;
    let Err(Error::ConflitFiche(conflit)) = refus else {
        panic!("{refus:?}")
    };
    assert_eq!(conflit.version, 3);
    assert_eq!(conflit.champs, [ChampOrganisation::TypeEntite]);
    assert_eq!(conflit.stockee.type_entite, Some(TypeEntite::Commune));
    let strict = ModifierFiche {
        stricte: true,
        ..changer(&nadia, 2, ville, "epci", "")
    };
    assert!(matches!(
        modifier_fiche(&nadia, &strict).await,
        Err(Error::VersionDepassee)
    ));
    // What the list of services calls it follows.
    modifier_fiche(&nadia, &changer(&nadia, 3, "Saint-Aubin", "epci", ""))
        .await
        .unwrap();
    let liste = mes_services(&claire, &Demande::default()).await.unwrap();
    assert_eq!(liste.services[0].organisation, "Saint-Aubin");
    assert_eq!(miennes(&nadia).await.unwrap()[0].fiche.rna, None);
}

async fn an_identifier_is_one_organisation_s(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let services = [monde.service(&claire).await, ailleurs(&claire).await];
    for siret in [SIRET, "13002526500013"] {
        nommer_par_exploitant(&monde.env, siret, "claire@demo.example")
            .await
            .unwrap();
    }
    let mut issues = Vec::new();
    for service in services {
        let commande = ModifierFiche {
            operation: claire.nouvel_id(),
            organisation: organisation(&claire, service).await,
            version: 1,
            saisie: FicheSaisie {
                nom: "Association".into(),
                rna: "W751234567".into(),
                euid: "FR7501.732829320".into(),
                ..FicheSaisie::default()
            },
            stricte: false,
        };
        issues.push(modifier_fiche(&claire, &commande).await);
    }
    assert!(issues[0].is_ok());
    let Err(Error::Saisies(refus)) = &issues[1] else {
        panic!("{issues:?}")
    };
    assert_eq!(
        refus.as_slice(),
        [("rna", Raison::DejaPris), ("euid", Raison::DejaPris)]
    );
}

async fn a_body_without_a_siret_is_known_by_its_other_number(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let decrire = |numero: &str| Creer {
        operation: claire.nouvel_id(),
        nom: "Adhésions".into(),
        siret: numero.into(),
        organisation: "Amis du musée".into(),
        depart: Depart::Vide,
    };
    let un = creer(&claire, &decrire("w 751 234 567")).await.unwrap();
    let id = organisation(&claire, un.service).await;
    assert_eq!(ouvrir(&claire, id).await.unwrap().siret, "W751234567");
    let deux = creer(&claire, &decrire("W751234567")).await.unwrap();
    assert_eq!(organisation(&claire, deux.service).await, id);
    for faux in ["FR7501.732829321", "130025264", "W75"] {
        let refus = creer(&claire, &decrire(faux)).await;
        assert!(matches!(refus, Err(Error::Invalide(_))), "{faux}");
    }

    // A number given later to an organisation leads to it, and is nobody else's.
    let ville = organisation(&claire, monde.service(&claire).await).await;
    nommer_par_exploitant(&monde.env, SIRET, "claire@demo.example")
        .await
        .unwrap();
    let donner = |rna: &str, euid: &str| ModifierFiche {
        operation: claire.nouvel_id(),
        organisation: ville,
        version: 1,
        saisie: FicheSaisie {
            nom: "Ville de Saint-Aubin".into(),
            rna: rna.into(),
            euid: euid.into(),
            ..FicheSaisie::default()
        },
        stricte: false,
    };
    let refus = modifier_fiche(&claire, &donner("W751234567", "")).await;
    assert!(matches!(refus, Err(Error::Saisies(champs)) if champs == [("rna", Raison::DejaPris)]));
    modifier_fiche(&claire, &donner("", "DEK1101R.HRB116737"))
        .await
        .unwrap();
    let trois = creer(&claire, &decrire("DEK1101R.HRB116737"))
        .await
        .unwrap();
    assert_eq!(organisation(&claire, trois.service).await, ville);
}

async fn the_audit_says_who_may_and_how_it_came_to_that(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let nadia = monde.personne("nadia").await;
    let service = monde.service(&claire).await;
    let id = organisation(&claire, service).await;
    ailleurs(&claire).await;
    nommer_par_exploitant(&monde.env, SIRET, "nadia@demo.example")
        .await
        .unwrap();
    let changer = |changement| ModifierEquipe {
        operation: nadia.nouvel_id(),
        service,
        changement,
    };
    let inviter = changer(Changement::Inviter {
        courriel: "karim@demo.example".into(),
        habilitation: Role::Lecteur.into(),
    });
    modifier_equipe(&nadia, &inviter).await.unwrap();
    let karim = monde.personne("karim").await;
    let promouvoir = changer(Changement::ChangerRole {
        compte: karim.acteur(),
        habilitation: Role::Rssi.into(),
    });
    modifier_equipe(&nadia, &promouvoir).await.unwrap();

    let audit = auditer(&nadia, id).await.unwrap();
    let acces: Vec<_> = audit
        .acces
        .iter()
        .map(|a| {
            (
                a.nom.as_str(),
                a.habilitation.role,
                a.service.is_some(),
                a.par.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        acces,
        [
            (
                "nadia Martin",
                Role::AdministrateurOrganisation,
                false,
                None
            ),
            ("claire Martin", Role::Proprietaire, true, None),
            ("karim Martin", Role::Rssi, true, Some("nadia Martin")),
        ]
    );
    let dits: Vec<_> = audit
        .changements
        .iter()
        .map(|c| {
            let role = |h: Option<domaine::droits::Habilitation>| h.map(|h| h.role);
            (
                c.genre.as_str(),
                c.pour.as_str(),
                role(c.avant),
                role(c.apres),
            )
        })
        .collect();
    for attendu in [
        (
            "membre.roleChange",
            "karim Martin",
            Some(Role::Lecteur),
            Some(Role::Rssi),
        ),
        (
            "membre.invitationAcceptee",
            "karim Martin",
            None,
            Some(Role::Lecteur),
        ),
        (
            "membre.invite",
            "karim@demo.example",
            None,
            Some(Role::Lecteur),
        ),
        (
            "organisation.administrateurNomme",
            "nadia Martin",
            None,
            Some(Role::AdministrateurOrganisation),
        ),
        (
            "service.cree",
            "claire Martin",
            None,
            Some(Role::Proprietaire),
        ),
    ] {
        assert!(dits.contains(&attendu), "{attendu:?}\n{dits:#?}");
    }
    assert_eq!(dits.len(), 5);
}
