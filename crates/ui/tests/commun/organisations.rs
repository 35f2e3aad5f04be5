//! The pages of organisations, in their states.

use super::{HOSTILE, Planche, Regard, SERVICE};
use domaine::droits::{Habilitation, Role, Rubrique};
use domaine::organisations::{Fiche, FicheSaisie, TypeEntite};
use jiff::Timestamp;
use ui::composants::Erreur;
use ui::pages::organisations::{
    Administrateur, AuditDroits, LigneAcces, LigneChangement, MesOrganisations, Mienne,
    ModifierOrganisation, PageOrganisation,
};
use uuid::Uuid;

const ID: Uuid = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0042);

fn instant(texte: &str) -> Timestamp {
    texte.parse().unwrap()
}

fn fiche() -> Fiche {
    Fiche {
        nom: "Ville de Saint-Aubin".to_owned(),
        type_entite: Some(TypeEntite::Commune),
        rna: None,
        euid: None,
    }
}

fn erreur(champ: &str, message: &str) -> Erreur {
    Erreur {
        champ: champ.to_owned(),
        message: message.to_owned(),
    }
}

pub(super) fn ajouter(planche: &mut Planche<'_>) {
    let vide = MesOrganisations {
        miennes: Vec::new(),
    };
    planche.page("organisations-vide", Regard::Connecte, &vide);
    let mienne = |rang, nom: &str, administree: bool| Mienne {
        id: Uuid::from_u128(rang),
        nom: nom.to_owned(),
        siret: "21350238800019".to_owned(),
        type_entite: administree.then_some(TypeEntite::Commune),
        administree,
    };
    planche.page(
        "organisations",
        Regard::Connecte,
        &MesOrganisations {
            miennes: vec![
                mienne(1, "Ville de Saint-Aubin", true),
                mienne(2, HOSTILE, false),
            ],
        },
    );
    une(planche);
    modifier(planche);
    planche.page("organisation-droits", Regard::Connecte, &audit());
}

fn une(planche: &mut Planche<'_>) {
    let nadia = Administrateur {
        id: Uuid::from_u128(3),
        nom: "Nadia Lopez".to_owned(),
        courriel: "nadia.lopez@ville.example".to_owned(),
        depuis: instant("2026-11-02T08:00:00Z"),
        par: None,
        moi: false,
    };
    let page = PageOrganisation {
        id: ID,
        siret: "21350238800019".to_owned(),
        fiche: fiche(),
        administrateurs: Vec::new(),
        administree: false,
        dernier_reste: false,
        services: None,
        courriel: String::new(),
        erreurs: Vec::new(),
    };
    planche.page("organisation-agent", Regard::Connecte, &page);
    let page = PageOrganisation {
        administrateurs: vec![nadia.clone()],
        administree: true,
        dernier_reste: true,
        services: Some(12),
        fiche: Fiche {
            rna: Some("W751234567".to_owned()),
            euid: Some("DEK1101R.HRB116737".to_owned()),
            ..fiche()
        },
        ..page
    };
    planche.page("organisation-administrateur", Regard::Connecte, &page);
    planche.page(
        "organisation-refus",
        Regard::Connecte,
        &PageOrganisation {
            administrateurs: vec![
                nadia,
                Administrateur {
                    id: Uuid::from_u128(4),
                    nom: HOSTILE.to_owned(),
                    courriel: "karim@ville.example".to_owned(),
                    depuis: instant("2026-11-20T08:00:00Z"),
                    par: Some("Nadia Lopez".to_owned()),
                    moi: true,
                },
            ],
            courriel: HOSTILE.to_owned(),
            erreurs: vec![erreur("courriel", "Cette adresse n’est pas complète.")],
            ..page
        },
    );
}

fn modifier(planche: &mut Planche<'_>) {
    let page = ModifierOrganisation {
        id: ID,
        nom: "Ville de Saint-Aubin".to_owned(),
        version: 3,
        saisie: FicheSaisie::from(&fiche()),
        erreurs: Vec::new(),
        conflit: Vec::new(),
    };
    planche.page("organisation-modifier", Regard::Connecte, &page);
    planche.page(
        "organisation-conflit",
        Regard::Connecte,
        &ModifierOrganisation {
            conflit: vec![("Nom", HOSTILE.to_owned()), ("RNA", String::new())],
            ..page.clone()
        },
    );
    planche.page(
        "organisation-modifier-refus",
        Regard::Connecte,
        &ModifierOrganisation {
            saisie: FicheSaisie {
                rna: HOSTILE.to_owned(),
                ..FicheSaisie::default()
            },
            erreurs: vec![
                erreur("nom", "Donnez un nom."),
                erreur("rna", "Ce numéro n’est pas celui d’une association."),
            ],
            ..page
        },
    );
}

fn audit() -> AuditDroits {
    let limitee = Habilitation::limitee(Role::Contributeur, Rubrique::Risques.into());
    let acces = |nom: &str, service: bool, habilitation, par: Option<&str>| LigneAcces {
        nom: nom.to_owned(),
        courriel: "agent@ville.example".to_owned(),
        service: service.then(|| (SERVICE, "Réservation de salles".to_owned())),
        habilitation,
        depuis: instant("2026-11-02T08:00:00Z"),
        par: par.map(str::to_owned),
    };
    let changement = |genre: &str, service: bool, avant, apres| LigneChangement {
        quand: instant("2026-11-21T08:00:00Z"),
        par: service.then(|| "Claire Morvan".to_owned()),
        pour: "Karim Benali".to_owned(),
        service: service.then(|| HOSTILE.to_owned()),
        genre: genre.to_owned(),
        avant,
        apres,
    };
    AuditDroits {
        id: ID,
        nom: "Ville de Saint-Aubin".to_owned(),
        acces: vec![
            acces(
                "Nadia Lopez",
                false,
                Role::AdministrateurOrganisation.into(),
                None,
            ),
            acces("Claire Morvan", true, Role::Proprietaire.into(), None),
            acces(HOSTILE, true, limitee, Some("Claire Morvan")),
        ],
        changements: vec![
            changement(
                "membre.roleChange",
                true,
                Some(Role::Lecteur.into()),
                Some(limitee),
            ),
            changement(
                "organisation.administrateurNomme",
                false,
                None,
                Some(Role::AdministrateurOrganisation.into()),
            ),
        ],
    }
}
