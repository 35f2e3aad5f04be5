//! Words for the contacts of a service: what each role and each kind of party is called, what it
//! does, why the dossier needs it.

use domaine::contacts::ChampContacts;

/// What a part of the contacts is called.
#[must_use]
pub const fn contacts(champ: ChampContacts) -> &'static str {
    match champ {
        ChampContacts::Autorite => "Autorité d’homologation",
        ChampContacts::Rssi => "Responsable de la sécurité (RSSI)",
        ChampContacts::Dpo => "Délégué à la protection des données (DPO)",
        ChampContacts::ChefDeProjet => "Chef de projet",
        ChampContacts::Moa => "Maîtrise d’ouvrage (MOA)",
        ChampContacts::Moe => "Maîtrise d’œuvre (MOE)",
        ChampContacts::Aqssi => "Autorité qualifiée (AQSSI)",
        ChampContacts::Fssi => "Fonctionnaire de sécurité (FSSI)",
        ChampContacts::Csn => "Conseiller à la sécurité numérique (CSN)",
        ChampContacts::AutresRoles => "Autres rôles",
        ChampContacts::Hebergement => "Hébergement",
        ChampContacts::Maintenance => "Maintenance",
        ChampContacts::Developpement => "Développement ou fourniture du logiciel",
        ChampContacts::Securite => "Sécurité",
        ChampContacts::AutresParties => "Autres parties prenantes",
    }
}

/// What a part of the contacts does, in one sentence.
#[must_use]
pub const fn contacts_role(champ: ChampContacts) -> &'static str {
    match champ {
        ChampContacts::Autorite => "Accepte les risques qui restent et signe la décision.",
        ChampContacts::Rssi => "Conseille, contrôle et rend un avis avant la décision.",
        ChampContacts::Dpo => "Tient le registre des traitements et rend un avis sur les données.",
        ChampContacts::ChefDeProjet => "Conduit le projet au quotidien et tient le dossier.",
        ChampContacts::Moa => "Porte le besoin, les arbitrages et le budget.",
        ChampContacts::Moe => "Réalise les mesures et en fournit les preuves.",
        ChampContacts::Aqssi => "Répond de la sécurité dans son ministère ou son établissement.",
        ChampContacts::Fssi => "Conduit la politique de sécurité numérique du ministère.",
        ChampContacts::Csn => "Conseille l’autorité qualifiée sur la sécurité numérique.",
        ChampContacts::AutresRoles => "Toute autre personne qui compte pour la décision.",
        ChampContacts::Hebergement => "Qui héberge le service, et ce qu’il peut atteindre.",
        ChampContacts::Maintenance => "Qui administre ou répare le service au quotidien.",
        ChampContacts::Developpement => "Qui écrit ou fournit le logiciel.",
        ChampContacts::Securite => "Qui surveille ou protège le service.",
        ChampContacts::AutresParties => "Toute autre organisation qui accède au service.",
    }
}

/// Why the dossier of a service needs this part, as what it lacks without it.
#[must_use]
pub const fn contacts_pourquoi(champ: ChampContacts) -> &'static str {
    match champ {
        ChampContacts::Autorite => {
            "Sans elle, personne ne peut accepter les risques ni signer la décision."
        }
        ChampContacts::Rssi => "Son avis éclaire l’autorité avant qu’elle décide.",
        ChampContacts::Dpo => {
            "La description dit que le service traite des données personnelles\u{a0}: son avis est attendu."
        }
        ChampContacts::ChefDeProjet => {
            "C’est à cette personne que l’autorité posera ses questions."
        }
        ChampContacts::Aqssi => "Pour un service de l’État, elle tient le registre des dispenses.",
        ChampContacts::Hebergement => {
            "La description dit qu’un tiers héberge le service\u{a0}: l’autorité doit savoir qui, et à quoi il accède."
        }
        ChampContacts::Maintenance => {
            "La description dit que l’administration technique est confiée à un tiers\u{a0}: ses accès sont un risque à connaître."
        }
        ChampContacts::Developpement => {
            "La description dit que le développement est confié à un tiers\u{a0}: ses accès sont un risque à connaître."
        }
        ChampContacts::Moa
        | ChampContacts::Moe
        | ChampContacts::Fssi
        | ChampContacts::Csn
        | ChampContacts::AutresRoles
        | ChampContacts::Securite
        | ChampContacts::AutresParties => "Le dossier en fait la liste.",
    }
}
