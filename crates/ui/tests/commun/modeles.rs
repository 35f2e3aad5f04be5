//! The library, and a model as its author and as others see it.

use super::{HOSTILE, Planche, Regard, SERVICE};
use domaine::complements::RoleComplement;
use domaine::specifiques::{Contenu, ContenuSaisi, Provenance};
use domaine::vocabulaire::{Categorie, Effort};
use referentiels::complements;
use ui::composants::{Erreur, Pagination};
use ui::pages::modeles::{
    ComplementLu, FiltresModeles, LigneModele, ModeleLu, ModeleSupprime, Modeles, NouveauModele,
    OrigineLigne, PageModele, SourceVue, adresse_complement, adresse_modele,
};

pub(super) fn ajouter(planche: &mut Planche<'_>) {
    planche.page("modeles", Regard::Connecte, &liste());
    planche.page("modeles-sombre", Regard::Sombre, &liste());
    for (nom, provenance, q) in [
        ("modeles-vide", Some(Provenance::Miens), ""),
        ("modeles-partages-vide", Some(Provenance::Partages), ""),
        ("modeles-aucun-resultat", None, HOSTILE),
    ] {
        let filtres = FiltresModeles {
            q: q.to_owned(),
            provenance,
            ..FiltresModeles::default()
        };
        let vue = Modeles {
            filtres,
            lignes: Vec::new(),
            supprimes: Vec::new(),
            ..liste()
        };
        planche.page(nom, Regard::Connecte, &vue);
    }
    planche.page(
        "modele-nouveau",
        Regard::Connecte,
        &NouveauModele::default(),
    );
    let refuse = NouveauModele {
        saisi: ContenuSaisi {
            description: HOSTILE.to_owned(),
            etapes: vec!["Un".to_owned(), HOSTILE.to_owned()],
            ..ContenuSaisi::default()
        },
        source: Some(source()),
        erreurs: vec![
            erreur("titre", "Donnez un titre à la mesure."),
            erreur("categorie", "Choisissez une catégorie."),
            erreur("etapes", "La ligne 2 est trop longue."),
        ],
    };
    planche.page("modele-nouveau-refuse", Regard::Connecte, &refuse);
    planche.page("modele", Regard::Connecte, &modele());
    let partage = PageModele {
        organisation: Some(SERVICE),
        organisations: vec![(SERVICE, "Ville de Saint-Aubin".to_owned())],
        ..modele()
    };
    planche.page("modele-partage", Regard::Sombre, &partage);
    let lu = ModeleLu {
        id: SERVICE,
        contenu: contenu(),
        auteur: "Paul Renaud".to_owned(),
        organisation: "Ville de Saint-Aubin".to_owned(),
        modifie: "2026-11-01T09:00:00Z".parse().unwrap(),
    };
    planche.page("modele-d-un-collegue", Regard::Connecte, &lu);
    let supprime = ModeleSupprime {
        id: SERVICE,
        contenu: contenu(),
        definitif: "2026-12-01T09:00:00Z".parse().unwrap(),
    };
    planche.page("modele-supprime", Regard::Connecte, &supprime);
    let complement = complements().trouver("mfa-administration").unwrap();
    planche.page("complement", Regard::Connecte, &ComplementLu { complement });
}

fn erreur(champ: &str, message: &str) -> Erreur {
    Erreur {
        champ: champ.to_owned(),
        message: message.to_owned(),
    }
}

pub(super) fn source() -> SourceVue {
    SourceVue {
        valeur: "bibliotheque:mfa-administration".to_owned(),
        titre: "Exiger deux facteurs pour administrer".to_owned(),
        adresse: adresse_complement("mfa-administration"),
    }
}

pub(super) fn contenu() -> Contenu {
    Contenu {
        titre: "Fermer la salle serveur à clé".to_owned(),
        description: format!("La porte est fermée.\nDeux personnes ont la clé. {HOSTILE}"),
        categorie: Categorie::Protection,
        etapes: vec!["Poser un verrou".to_owned(), "Garder la clé".to_owned()],
    }
}

fn modele() -> PageModele {
    PageModele {
        id: SERVICE,
        version: 3,
        titre: contenu().titre,
        saisi: contenu().saisi(),
        source: None,
        organisation: None,
        organisations: Vec::new(),
        erreurs: Vec::new(),
    }
}

pub(super) fn ligne_de_bibliotheque() -> LigneModele {
    LigneModele {
        adresse: adresse_complement("autorite-homologation"),
        titre: "Nommer l’autorité d’homologation".to_owned(),
        categorie: Categorie::Gouvernance,
        origine: OrigineLigne::Complement(
            "Pilotage et responsabilités".to_owned(),
            RoleComplement::ResponsableMetier,
            Effort::Faible,
        ),
    }
}

fn liste() -> Modeles {
    let ligne = |titre: &str, categorie, origine| LigneModele {
        adresse: adresse_modele(SERVICE),
        titre: titre.to_owned(),
        categorie,
        origine,
    };
    let ville = || "Ville de Saint-Aubin".to_owned();
    Modeles {
        filtres: FiltresModeles::default(),
        comptes: [134, 2, 1, 131],
        lignes: vec![
            ligne(
                "Fermer la salle serveur à clé",
                Categorie::Protection,
                OrigineLigne::Mien(None),
            ),
            ligne(
                HOSTILE,
                Categorie::Defense,
                OrigineLigne::Mien(Some(ville())),
            ),
            ligne(
                "Prévenir la mairie de garde",
                Categorie::Resilience,
                OrigineLigne::Partage("Paul Renaud".to_owned(), ville()),
            ),
            ligne_de_bibliotheque(),
        ],
        pagination: Pagination {
            page: 1,
            pages: 6,
            adresse: FiltresModeles::default().pages("/modeles"),
        },
        supprimes: vec![(adresse_modele(SERVICE), "Ancien modèle".to_owned())],
    }
}
