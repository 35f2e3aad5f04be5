//! The list of services and what is done to one.

use super::cas::Cas;
use super::{HOSTILE, Planche, Regard, SERVICE};
use domaine::etapes::ProchaineEtape;
use domaine::vocabulaire::{NiveauSecurite, StatutDeploiement};
use ui::composants::Pagination;
use ui::gabarit::{Avis, SectionService, Ton};
use ui::pages::services::{
    ChiffresServices, Corbeille, Duplication, Filtres, LigneService, ServiceSupprime, Services,
    Suppression,
};
use uuid::Uuid;

pub(super) fn ajouter(planche: &mut Planche<'_>, cas: &Cas) {
    planche.avec_avis(
        "services",
        Regard::Demo,
        &Avis {
            ton: Ton::Succes,
            texte: "Service créé.".to_owned(),
        },
        &services(),
    );
    planche.page("services-sombre", Regard::Sombre, &services());
    planche.page(
        "services-vide",
        Regard::Connecte,
        &Services {
            chiffres: ChiffresServices::default(),
            lignes: Vec::new(),
            trouves: 0,
            corbeille: 0,
            ..services()
        },
    );
    planche.page(
        "services-aucun-resultat",
        Regard::Connecte,
        &Services {
            filtres: Filtres {
                q: HOSTILE.to_owned(),
                ..Filtres::default()
            },
            lignes: Vec::new(),
            trouves: 0,
            ..services()
        },
    );
    planche.page(
        "corbeille",
        Regard::Connecte,
        &Corbeille {
            services: vec![ServiceSupprime {
                id: SERVICE,
                nom: "Ancien agenda".to_owned(),
                supprime: "2026-11-01T09:00:00Z".parse().unwrap(),
                definitif: "2026-12-01T09:00:00Z".parse().unwrap(),
                restaurable: true,
            }],
        },
    );
    planche.page(
        "corbeille-vide",
        Regard::Connecte,
        &Corbeille {
            services: Vec::new(),
        },
    );
    planche.page(
        "supprimer",
        Regard::Connecte,
        &Suppression {
            service: SERVICE,
            nom: "Réservation de salles".to_owned(),
            jours: 30,
            bande: Some(cas.bande(SectionService::Description)),
        },
    );
    planche.page(
        "dupliquer",
        Regard::Connecte,
        &Duplication {
            service: SERVICE,
            nom: "Réservation de salles".to_owned(),
            nom_copie: String::new(),
            erreur: Some("Donnez un nom à la copie.".to_owned()),
            bande: None,
        },
    );
}

fn service(rang: u128, nom: &str, indice: Option<u16>, prochaine: ProchaineEtape) -> LigneService {
    LigneService {
        id: Uuid::from_u128(rang),
        nom: nom.to_owned(),
        organisation: "Ville de Saint-Aubin".to_owned(),
        deploiement: Some(StatutDeploiement::EnLigne),
        niveau: indice.map(|_| NiveauSecurite::Niveau2),
        completude: indice.map(|_| (74, 82)),
        indice,
        prochaine,
        reste: 8,
    }
}

fn services() -> Services {
    Services {
        chiffres: ChiffresServices {
            total: 31,
            brouillons: 2,
            a_statuer: 5,
            sous_un: 3,
            mediane: Some(261),
        },
        filtres: Filtres::default(),
        lignes: vec![
            service(
                1,
                "Paiement de la cantine",
                Some(171),
                ProchaineEtape::FaireMesures,
            ),
            service(
                2,
                "Portail famille",
                Some(312),
                ProchaineEtape::PoursuivreEtatDesLieux,
            ),
            service(
                3,
                "Extranet des élus",
                Some(83),
                ProchaineEtape::FaireMesures,
            ),
            service(4, HOSTILE, None, ProchaineEtape::TerminerDescription),
            service(5, "Site de la ville", Some(440), ProchaineEtape::Rien),
            service(
                6,
                "Billetterie du théâtre",
                Some(0),
                ProchaineEtape::CommencerEtatDesLieux,
            ),
        ],
        trouves: 31,
        premier: 1,
        pagination: Pagination {
            page: 1,
            pages: 3,
            adresse: Filtres::default().pages(),
        },
        corbeille: 2,
    }
}
