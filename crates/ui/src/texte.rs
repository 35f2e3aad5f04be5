//! The words for what the domain names: levels, statuses, categories, carriers, efforts.
//!
//! Invariant: one place per word, so that a thing has the same name on every page.

mod contacts;
mod journal;
mod phrases;
mod risques;
mod saisie;

pub use contacts::{contacts, contacts_pourquoi, contacts_role};
pub use journal::{champ_modifie, evenement, fait, famille};
pub use phrases::{champ, raison, relevement, reponse, sujet};
pub use risques::{
    categorie_risque, categories_risque, champ_ajustement, champ_risque_propre, cote, fait_risque,
    niveau_risque,
};
pub use saisie::{invalide, raison_saisie, refus};

use domaine::complements::RoleComplement;
use domaine::droits::{Habilitation, Role, Rubrique};
use domaine::suivi::Priorite;
use domaine::vocabulaire::{
    Categorie, Delai, Effort, Exigence, NiveauSecurite, Porteur, Statut, StatutDeploiement,
};

/// A level of needs, as an adjective of "besoins".
#[must_use]
pub const fn niveau(niveau: NiveauSecurite) -> &'static str {
    match niveau {
        NiveauSecurite::Niveau1 => "basiques",
        NiveauSecurite::Niveau2 => "modérés",
        NiveauSecurite::Niveau3 => "avancés",
    }
}

/// A level of needs in a cell of the matrix or of a list.
#[must_use]
pub const fn niveau_court(niveau: NiveauSecurite) -> &'static str {
    match niveau {
        NiveauSecurite::Niveau1 => "Basiques",
        NiveauSecurite::Niveau2 => "Modérés",
        NiveauSecurite::Niveau3 => "Avancés",
    }
}

/// Where a measure stands.
#[must_use]
pub const fn statut(statut: Option<Statut>) -> &'static str {
    match statut {
        None => "À statuer",
        Some(Statut::Fait) => "Fait",
        Some(Statut::EnCours) => "En cours",
        Some(Statut::ALancer) => "À lancer",
        Some(Statut::NonFait) => "Écartée",
    }
}

/// A family of the index.
#[must_use]
pub const fn categorie(categorie: Categorie) -> &'static str {
    match categorie {
        Categorie::Gouvernance => "Gouvernance",
        Categorie::Protection => "Protection",
        Categorie::Defense => "Défense",
        Categorie::Resilience => "Résilience",
    }
}

/// A family of the index inside a sentence, with its article.
#[must_use]
pub const fn la_categorie(categorie: Categorie) -> &'static str {
    match categorie {
        Categorie::Gouvernance => "la gouvernance",
        Categorie::Protection => "la protection",
        Categorie::Defense => "la défense",
        Categorie::Resilience => "la résilience",
    }
}

/// What a family of the index is about, in one sentence.
#[must_use]
pub const fn categorie_en_bref(categorie: Categorie) -> &'static str {
    match categorie {
        Categorie::Gouvernance => "Décider, organiser, suivre.",
        Categorie::Protection => "Empêcher qu’un incident arrive.",
        Categorie::Defense => "Le voir arriver et réagir.",
        Categorie::Resilience => "Continuer malgré lui, puis repartir.",
    }
}

/// A priority.
#[must_use]
pub const fn priorite(priorite: Priorite) -> &'static str {
    match priorite {
        Priorite::Haute => "Haute",
        Priorite::Moyenne => "Moyenne",
        Priorite::Basse => "Basse",
    }
}

/// Who usually carries a complementary measure out.
#[must_use]
pub const fn role_complement(role: RoleComplement) -> &'static str {
    match role {
        RoleComplement::ChefProjet => "Chef de projet",
        RoleComplement::Developpeurs => "Développeurs",
        RoleComplement::Dpo => "Délégué à la protection des données",
        RoleComplement::Exploitation => "Équipe d’exploitation",
        RoleComplement::ResponsableMetier => "Responsable métier",
        RoleComplement::Rssi => "Responsable de la sécurité",
    }
}

/// How strongly a measure is asked.
#[must_use]
pub const fn exigence(exigence: Exigence) -> &'static str {
    match exigence {
        Exigence::Indispensable => "Indispensable",
        Exigence::Recommandee => "Recommandée",
    }
}

/// Who carries a measure.
#[must_use]
pub const fn porteur(porteur: Option<Porteur>) -> &'static str {
    match porteur {
        Some(Porteur::Projet) => "Votre équipe",
        Some(Porteur::Presta) => "Le prestataire",
        Some(Porteur::Mixte) => "Votre équipe et le prestataire",
        None => "À répartir",
    }
}

/// How much work a measure asks for.
#[must_use]
pub const fn effort(effort: Effort) -> &'static str {
    match effort {
        Effort::Faible => "Effort faible",
        Effort::Moyen => "Effort moyen",
        Effort::Eleve => "Effort élevé",
    }
}

/// How soon a measure should be carried out.
#[must_use]
pub const fn delai(delai: Delai) -> &'static str {
    match delai {
        Delai::Court => "À faire en premier",
        Delai::Moyen => "À faire dans l’année",
        Delai::Long => "À prévoir ensuite",
    }
}

/// Where the project stands, in a list.
#[must_use]
pub const fn deploiement(statut: StatutDeploiement) -> &'static str {
    match statut {
        StatutDeploiement::EnProjet => "à l’étude",
        StatutDeploiement::EnCours => "en chantier",
        StatutDeploiement::EnLigne => "en ligne",
    }
}

/// The longest recommended duration of a homologation, in words; `None`: none is possible.
#[must_use]
pub const fn duree(mois: Option<u8>) -> &'static str {
    match mois {
        None => "aucune",
        Some(6) => "6\u{a0}mois",
        Some(12) => "1\u{a0}an",
        Some(24) => "2\u{a0}ans",
        _ => "3\u{a0}ans",
    }
}

/// What a person is for a service.
#[must_use]
pub const fn role(role: Role) -> &'static str {
    match role {
        Role::Proprietaire => "Propriétaire",
        Role::Contributeur => "Contributeur",
        Role::Lecteur => "Lecteur",
        Role::Autorite => "Autorité d’homologation",
        Role::Rssi => "RSSI",
        Role::Dpo => "DPO",
        Role::Auditeur => "Auditeur",
        Role::AdministrateurOrganisation => "Administrateur de l’organisation",
    }
}

/// What a role allows, in one sentence.
#[must_use]
pub const fn role_permet(role: Role) -> &'static str {
    match role {
        Role::Proprietaire => "Fait tout : répond, invite, supprime le service.",
        Role::Contributeur => {
            "Décrit le service, suit les mesures et les risques, ou une partie seulement."
        }
        Role::Lecteur => "Voit tout, ne change rien.",
        Role::Autorite => "Voit tout et écrit à l’équipe avant de décider.",
        Role::Rssi => "Voit tout, suit les mesures et les risques.",
        Role::Dpo => "Voit tout et écrit à l’équipe.",
        Role::Auditeur => "Voit tout, ne change rien, jusqu’au dernier jour que vous fixez.",
        Role::AdministrateurOrganisation => "Fait tout sur chaque service de l’organisation.",
    }
}

/// A part of a service.
#[must_use]
pub const fn rubrique(rubrique: Rubrique) -> &'static str {
    match rubrique {
        Rubrique::Decrire => "Description",
        Rubrique::Securiser => "Mesures",
        Rubrique::Risques => "Risques",
        Rubrique::Contacts => "Contacts",
        Rubrique::Homologuer => "Homologation",
    }
}

/// What a person holds on a service: the role, its limits, its last day.
#[must_use]
pub fn habilitation(tenue: Habilitation) -> String {
    let nom = role(tenue.role);
    if let Some(fin) = tenue.fin {
        return format!("{nom} jusqu’au {}", crate::format::date(fin));
    }
    if !tenue.est_limitee() {
        return nom.to_owned();
    }
    let parties: Vec<_> = tenue.rubriques.iter().map(rubrique).collect();
    match parties.as_slice() {
        [] => format!("{nom}, écrit seulement à l’équipe"),
        _ => format!("{nom}, écrit dans\u{a0}: {}", parties.join(", ")),
    }
}
