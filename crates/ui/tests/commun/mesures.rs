//! Measures, index and team.

use super::actions::{actions, simulateur};
use super::cas::Cas;
use super::{HOSTILE, Planche, Regard, SERVICE};
use domaine::droits::{Habilitation, Role, Rubrique};
use domaine::indice::centiemes;
use domaine::suivi::ChampMesure;
use domaine::vocabulaire::Statut;
use ui::composants::Erreur;
use ui::gabarit::SectionService;
use ui::pages::equipe::{Equipe, Invitation, Membre};
use ui::pages::indice::IndiceCyber;
use ui::pages::mesures::{
    Bilan, ChampEnConflit, ConflitMesure, FiltresMesures, LaisseeVue, LotVue, Mesures,
    OngletMesures, PageMesure, Regle,
};
use uuid::Uuid;

pub(super) fn ajouter(planche: &mut Planche<'_>, cas: &Cas) {
    let total = centiemes(cas.evaluation.indice.total);
    let toutes = FiltresMesures {
        onglet: OngletMesures::Toutes,
        ..FiltresMesures::default()
    };
    planche.page(
        "mesures",
        Regard::Connecte,
        &cas.liste(toutes.clone(), true),
    );
    planche.page(
        "mesures-sombre",
        Regard::Sombre,
        &cas.liste(toutes.clone(), true),
    );
    planche.page(
        "mesures-lecture",
        Regard::Connecte,
        &cas.liste(toutes.clone(), false),
    );
    planche.page(
        "mesures-aucune",
        Regard::Connecte,
        &Mesures {
            lignes: Vec::new(),
            filtres: FiltresMesures {
                q: HOSTILE.to_owned(),
                ..FiltresMesures::default()
            },
            ..cas.liste(toutes.clone(), true)
        },
    );
    planche.page(
        "mesures-lot",
        Regard::Connecte,
        &Mesures {
            bilan: Some(Bilan {
                phrase: "2 mesures modifiées : statut en cours.".to_owned(),
                laissees: vec![LaisseeVue {
                    mesure: "AUTH.1".to_owned(),
                    pourquoi: format!("laissée telle quelle, {HOSTILE} l’a changée entre-temps"),
                }],
                annulable: Some(Uuid::from_u128(7)),
            }),
            ..cas.liste(toutes.clone(), true)
        },
    );
    planche.page(
        "mesures-lot-refuse",
        Regard::Connecte,
        &Mesures {
            lot: LotVue {
                erreur: Some("Cochez au moins une mesure.".to_owned()),
                echeance: "2027-01-31".to_owned(),
                ..LotVue::default()
            },
            ..cas.liste(toutes, true)
        },
    );
    planche.page(
        "mesure",
        Regard::Connecte,
        &cas.page_mesure(Some(Statut::EnCours), true),
    );
    planche.page(
        "mesure-ecartee",
        Regard::Connecte,
        &cas.page_mesure(Some(Statut::NonFait), true),
    );
    planche.page(
        "mesure-lecture",
        Regard::Connecte,
        &cas.page_mesure(Some(Statut::NonFait), false),
    );
    planche.page(
        "mesure-motif-manquant",
        Regard::Connecte,
        &PageMesure {
            choisi: Some(Statut::NonFait),
            erreurs: vec![Erreur {
                champ: "motif".to_owned(),
                message: "Écrivez le motif : l’autorité en a besoin pour décider.".to_owned(),
            }],
            ..cas.page_mesure(Some(Statut::ALancer), true)
        },
    );
    planche.page("mesure-conflit", Regard::Connecte, &conflit(cas));

    let indice = |total, personnalise| IndiceCyber {
        bande: cas.bande(SectionService::IndiceCyber),
        deploiement: cas.reponses.statut_deploiement,
        total,
        personnalise,
        courbe: super::journal::courbe(),
        categories: cas.categories(),
        actions: actions(cas).into_iter().take(9).collect(),
        restantes: cas.priorites().len(),
        simulateur: simulateur(cas, 3, "indice-cyber", true),
        completude: (70, 82),
    };
    planche.page(
        "indice",
        Regard::Connecte,
        &indice(total, centiemes(cas.evaluation.indice_personnalise.total)),
    );
    planche.page("indice-sombre", Regard::Sombre, &indice(312, 340));
    planche.page("indice-sous-un", Regard::Connecte, &indice(83, 83));
    planche.page("equipe", Regard::Connecte, &equipe(cas, true));
    planche.page("equipe-lecture", Regard::Connecte, &equipe(cas, false));
}

fn conflit(cas: &Cas) -> ConflitMesure<'static> {
    let fiche = cas.page_mesure(None, true).fiche;
    let champ = |champ, en_place: &str, le_mien: &str, reuni: Option<&str>| ChampEnConflit {
        champ,
        depart: "Reste la messagerie : 14 agents.".to_owned(),
        en_place: en_place.to_owned(),
        le_mien: le_mien.to_owned(),
        reuni: reuni.map(str::to_owned),
    };
    ConflitMesure {
        bande: cas.bande(SectionService::Mesures),
        mesure: fiche.id,
        titre: fiche.titre,
        auteur: Some("Karim Benali".to_owned()),
        quand: "2026-11-23T13:08:00Z".parse().unwrap(),
        conflits: vec![
            champ(
                ChampMesure::Details,
                "Reste la messagerie : 31 agents.",
                HOSTILE,
                Some("Reste la messagerie : 31 agents. Exception écrite."),
            ),
            champ(
                ChampMesure::Responsables,
                "Karim Benali",
                "Claire Morvan",
                Some("Karim Benali, Claire Morvan"),
            ),
        ],
        regles: vec![Regle {
            champ: ChampMesure::Echeance,
            valeur: "30 novembre 2026".to_owned(),
            mienne: true,
        }],
        version: 5,
        saisie: vec![
            ("champ", "details".to_owned()),
            ("details", HOSTILE.to_owned()),
        ],
        retour: format!("/services/{SERVICE}/mesures"),
        action: format!("/services/{SERVICE}/mesures/{}", fiche.id),
    }
}

fn equipe(cas: &Cas, modifiable: bool) -> Equipe {
    let membre = |rang: u128, nom: &str, courriel: &str, habilitation: Habilitation| Membre {
        id: Uuid::from_u128(rang),
        nom: nom.to_owned(),
        courriel: courriel.to_owned(),
        habilitation,
        moi: rang == 1,
        dernier_proprietaire: habilitation.role == Role::Proprietaire,
        terminee: rang == 4,
    };
    Equipe {
        bande: cas.bande(SectionService::Equipe),
        membres: vec![
            membre(
                1,
                "Claire Morvan",
                "claire.morvan@saint-aubin.example",
                Role::Proprietaire.into(),
            ),
            membre(
                2,
                "Karim Benali",
                "karim.benali@saint-aubin.example",
                Habilitation::limitee(Role::Contributeur, Rubrique::Securiser.into()),
            ),
            membre(3, HOSTILE, "agence@lumen.example", Role::Dpo.into()),
            membre(
                4,
                "Paul Audit",
                "paul@audit.example",
                Habilitation::auditeur("2026-11-19".parse().unwrap()),
            ),
        ],
        invitations: vec![Invitation {
            id: Uuid::from_u128(9),
            courriel: "ines.tahar@saint-aubin.example".to_owned(),
            habilitation: Role::Lecteur.into(),
            depuis: "2026-11-20T09:00:00Z".parse().unwrap(),
        }],
        organisation: (Uuid::from_u128(42), "Ville de Saint-Aubin".to_owned()),
        administrateurs: vec![(
            "Nadia Lopez".to_owned(),
            "nadia.lopez@saint-aubin.example".to_owned(),
        )],
        modifiable,
        courriel: String::new(),
        habilitation: Role::Contributeur.into(),
        fin: String::new(),
        erreurs: Vec::new(),
    }
}
