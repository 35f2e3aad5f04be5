//! Measures, index and team.

use super::actions::{actions, simulateur};
use super::cas::Cas;
use super::{HOSTILE, Planche, Regard, SERVICE};
use domaine::droits::Role;
use domaine::indice::centiemes;
use domaine::vocabulaire::Statut;
use referentiels::mss_v2;
use ui::composants::Erreur;
use ui::gabarit::SectionService;
use ui::pages::equipe::{Equipe, Invitation, Membre};
use ui::pages::etat_des_lieux::Reponse;
use ui::pages::indice::IndiceCyber;
use ui::pages::mesures::{
    ConflitMesure, FiltresMesures, LigneMesure, Mesures, OngletMesures, PageMesure,
};
use uuid::Uuid;

pub(super) fn ajouter(planche: &mut Planche<'_>, cas: &Cas) {
    let catalogue = mss_v2();
    let total = centiemes(cas.evaluation.indice.total);
    let lignes: Vec<_> = cas
        .evaluation
        .mesures
        .toutes()
        .iter()
        .map(|m| cas.ligne(m))
        .collect();
    let mesures = |lignes: Vec<LigneMesure>, filtres, modifiable| Mesures {
        bande: cas.bande(SectionService::Mesures),
        comptes: cas.comptes(),
        filtres,
        themes: catalogue
            .themes()
            .iter()
            .map(|t| (t.id.clone(), t.titre.clone()))
            .collect(),
        lignes,
        annonce: Some("AUTH.1 : fait. Indice 2,1.".to_owned()),
        modifiable,
    };
    let toutes = FiltresMesures {
        onglet: OngletMesures::Toutes,
        ..FiltresMesures::default()
    };
    planche.page(
        "mesures",
        Regard::Connecte,
        &mesures(lignes.clone(), toutes.clone(), true),
    );
    planche.page(
        "mesures-sombre",
        Regard::Sombre,
        &mesures(lignes.clone(), toutes.clone(), true),
    );
    planche.page(
        "mesures-lecture",
        Regard::Connecte,
        &mesures(lignes, toutes, false),
    );
    planche.page(
        "mesures-aucune",
        Regard::Connecte,
        &mesures(
            Vec::new(),
            FiltresMesures {
                q: HOSTILE.to_owned(),
                ..FiltresMesures::default()
            },
            true,
        ),
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
    planche.page(
        "mesure-conflit",
        Regard::Connecte,
        &ConflitMesure {
            bande: cas.bande(SectionService::Mesures),
            mesure: cas.page_mesure(None, true).mesure,
            auteur: Some("Karim Benali".to_owned()),
            quand: "2026-11-23T13:08:00Z".parse().unwrap(),
            en_place: (Some(Reponse::Statut(Statut::EnCours)), String::new()),
            le_mien: (Some(Reponse::Statut(Statut::NonFait)), HOSTILE.to_owned()),
            version: 5,
            retour: format!("/services/{SERVICE}/mesures"),
        },
    );

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

fn equipe(cas: &Cas, modifiable: bool) -> Equipe {
    let membre = |rang: u128, nom: &str, courriel: &str, role| Membre {
        id: Uuid::from_u128(rang),
        nom: nom.to_owned(),
        courriel: courriel.to_owned(),
        role,
        moi: rang == 1,
        dernier_proprietaire: role == Role::Proprietaire,
    };
    Equipe {
        bande: cas.bande(SectionService::Equipe),
        membres: vec![
            membre(
                1,
                "Claire Morvan",
                "claire.morvan@saint-aubin.example",
                Role::Proprietaire,
            ),
            membre(
                2,
                "Karim Benali",
                "karim.benali@saint-aubin.example",
                Role::Contributeur,
            ),
            membre(3, HOSTILE, "agence@lumen.example", Role::Lecteur),
        ],
        invitations: vec![Invitation {
            id: Uuid::from_u128(9),
            courriel: "ines.tahar@saint-aubin.example".to_owned(),
            role: Role::Lecteur,
            depuis: "2026-11-20T09:00:00Z".parse().unwrap(),
        }],
        modifiable,
        courriel: String::new(),
        role: Role::Contributeur,
        erreurs: Vec::new(),
    }
}
