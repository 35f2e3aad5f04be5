//! Who answers for what: read, written, refused, in conflict.

use super::cas::Cas;
use super::{HOSTILE, Planche, Regard};
use domaine::contacts::{AutreRole, ChampContacts, Contact, Contacts, Manque, Partie};
use domaine::droits::Role;
use ui::composants::Erreur;
use ui::gabarit::SectionService;
use ui::pages::contacts::{ConflitContact, PageContact, PageContacts, PropositionVue};
use uuid::Uuid;

pub(super) fn ajouter(planche: &mut Planche<'_>, cas: &Cas) {
    let page = PageContacts {
        bande: cas.bande(SectionService::Contacts),
        contacts: contacts(),
        manques: vec![
            Manque {
                champ: ChampContacts::Rssi,
                commence: false,
            },
            Manque {
                champ: ChampContacts::Hebergement,
                commence: true,
            },
        ],
        propositions: vec![karim()],
        modifies: Some((
            "Paul Renaud".to_owned(),
            "2026-11-24T13:12:00Z".parse().unwrap(),
        )),
        de_l_etat: false,
        modifiable: true,
    };
    planche.page("contacts", Regard::Connecte, &page);
    let lecture = PageContacts {
        manques: Vec::new(),
        modifiable: false,
        de_l_etat: true,
        ..page
    };
    planche.page("contacts-lecture", Regard::Connecte, &lecture);

    let role = PageContact {
        bande: cas.bande(SectionService::Contacts),
        champ: ChampContacts::Rssi,
        saisie: Contacts {
            rssi: Contact {
                nom: "Karim Benali".to_owned(),
                courriel: "karim.benali@saint-aubin.example".to_owned(),
                ..Contact::default()
            },
            ..contacts()
        },
        version: 3,
        depuis: Some(karim()),
        propositions: vec![karim()],
        erreurs: Vec::new(),
    };
    planche.page("contact-prerempli", Regard::Connecte, &role);
    let liste = PageContact {
        champ: ChampContacts::Hebergement,
        depuis: None,
        propositions: Vec::new(),
        erreurs: vec![Erreur {
            champ: "0.courriel".to_owned(),
            message: "Cette adresse n’est pas complète. Elle s’écrit comme prenom.nom@ville.fr."
                .to_owned(),
        }],
        saisie: contacts(),
        ..role.clone()
    };
    planche.page("contact-liste-refusee", Regard::Connecte, &liste);
    let autres = PageContact {
        champ: ChampContacts::AutresRoles,
        erreurs: Vec::new(),
        ..liste
    };
    planche.page("contact-autres-roles", Regard::Connecte, &autres);
    let conflit = ConflitContact {
        formulaire: PageContact {
            champ: ChampContacts::Hebergement,
            propositions: Vec::new(),
            ..autres
        },
        en_place: Contacts::default(),
        auteur: None,
        quand: "2026-11-24T13:12:00Z".parse().unwrap(),
    };
    planche.page("contact-conflit", Regard::Connecte, &conflit);
}

fn karim() -> PropositionVue {
    PropositionVue {
        champ: ChampContacts::Rssi,
        compte: Uuid::from_u128(7),
        role: Role::Rssi,
        nom: "Karim Benali".to_owned(),
    }
}

fn contacts() -> Contacts {
    Contacts {
        autorite: Contact {
            nom: "Anne Roy".to_owned(),
            fonction: "Directrice générale des services".to_owned(),
            courriel: "anne.roy@saint-aubin.example".to_owned(),
            telephone: "02 99 00 00 00".to_owned(),
            organisation: "Ville de Saint-Aubin".to_owned(),
        },
        dpo: Contact {
            fonction: HOSTILE.to_owned(),
            ..Contact::default()
        },
        autres_roles: vec![AutreRole {
            role: "Correspondant de l’école".to_owned(),
            tenu_par: Contact {
                nom: "Léa Blin".to_owned(),
                ..Contact::default()
            },
        }],
        hebergement: vec![Partie {
            nom: HOSTILE.to_owned(),
            ..Partie::default()
        }],
        maintenance: vec![Partie {
            nom: "Infogérance de l’Ouest".to_owned(),
            nature_acces: "Administration des serveurs, par VPN".to_owned(),
            point_contact: "Astreinte".to_owned(),
            courriel: "astreinte@ouest.example".to_owned(),
            telephone: "3949".to_owned(),
        }],
        ..Contacts::default()
    }
}
