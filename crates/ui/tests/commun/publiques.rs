//! Pages that need no sign-in, and the ones for everybody.

use super::{HOSTILE, Planche, Regard};
use referentiels::mss_v2;
use ui::pages::accueil::{Accueil, Exemple};
use ui::pages::affichage::Affichage;
use ui::pages::connexion::{Connexion, Fournisseur, Rattachement};
use ui::pages::erreur::{PageErreur, Refus};
use ui::pages::informations::{Accessibilite, DonneesPersonnelles, MentionsLegales};
use ui::pages::methode::Methode;
use ui::pages::reprise::Reprise;
use uuid::Uuid;

pub(super) fn ajouter(planche: &mut Planche<'_>) {
    let catalogue = mss_v2();
    let question = catalogue.question(catalogue.trouver("ID.1").unwrap());
    planche.page(
        "accueil",
        Regard::Public,
        &Accueil {
            mesures: catalogue.toutes().len() as usize,
            exemple: Exemple {
                question: question.question.clone(),
                fait_si: question.fait_si.clone(),
                en_cours_si: question.en_cours_si.clone(),
                qui_sait: question.qui_sait.clone(),
            },
        },
    );
    planche.page(
        "connexion",
        Regard::Public,
        &Connexion {
            fournisseurs: vec![
                Fournisseur {
                    nom: "ProConnect".to_owned(),
                    adresse: "/connexion/proconnect".to_owned(),
                },
                Fournisseur {
                    nom: "Compte de la ville".to_owned(),
                    adresse: "/connexion/ville".to_owned(),
                },
            ],
            message: None,
        },
    );
    let ville = Fournisseur {
        nom: "Compte de la ville".to_owned(),
        adresse: "/connexion/vers/ville".to_owned(),
    };
    for (nom, fournisseurs) in [
        ("rattachement", vec![ville]),
        ("rattachement-sans-fournisseur", Vec::new()),
    ] {
        let vue = Rattachement {
            par: "ProConnect".to_owned(),
            nom: HOSTILE.to_owned(),
            courriel: "claire.morvan@ville.example".to_owned(),
            fournisseurs,
        };
        planche.page(nom, Regard::Public, &vue);
    }
    for code in [400, 401, 403, 404, 409, 413, 415, 421, 422, 429, 500, 503] {
        let vue = PageErreur {
            code,
            refus: None,
            precision: None,
            reference: Some("01926b".to_owned()),
        };
        planche.page(&format!("erreur-{code}"), Regard::Connecte, &vue);
    }
    for (nom, refus) in [
        ("brouillon", Refus::EncoreBrouillon),
        ("dernier-proprietaire", Refus::DernierProprietaire),
    ] {
        let vue = PageErreur {
            code: 409,
            refus: Some(refus),
            precision: None,
            reference: None,
        };
        planche.page(&format!("erreur-{nom}"), Regard::Connecte, &vue);
    }
    planche.page("accessibilite", Regard::Public, &Accessibilite::default());
    planche.page(
        "mentions-legales",
        Regard::Public,
        &MentionsLegales {
            editeur: "Ville de Saint-Aubin".to_owned(),
            contact: "numerique@saint-aubin.example".to_owned(),
            ..MentionsLegales::default()
        },
    );
    planche.page(
        "donnees-personnelles",
        Regard::Public,
        &DonneesPersonnelles {
            corbeille_jours: 30,
            ..DonneesPersonnelles::default()
        },
    );
    planche.page("methode", Regard::Public, &Methode { catalogue });
    planche.page(
        "affichage",
        Regard::Sombre,
        &Affichage {
            retour: "/services".to_owned(),
        },
    );

    planche.page(
        "reprise",
        Regard::Connecte,
        &Reprise {
            action: "/services/nouveau".to_owned(),
            champs: vec![
                ("operation".to_owned(), Uuid::nil().to_string()),
                ("nomService".to_owned(), HOSTILE.to_owned()),
            ],
        },
    );
}
