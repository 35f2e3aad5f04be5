//! Organisations: those one works for, what one is and who administers it, the audit of rights.

mod audit;
mod fiche;
mod liste;
mod modifier;

pub use audit::{AuditDroits, LigneAcces, LigneChangement, export};
pub use fiche::{Administrateur, PageOrganisation};
pub use liste::{MesOrganisations, Mienne};
pub use modifier::{ModifierOrganisation, Stockee};

use domaine::organisations::{Identifiant, TypeEntite};

/// A kind of public body.
#[must_use]
pub const fn type_entite(entite: TypeEntite) -> &'static str {
    match entite {
        TypeEntite::Commune => "Commune",
        TypeEntite::Epci => "Intercommunalité ou syndicat",
        TypeEntite::Departement => "Département",
        TypeEntite::Region => "Région ou collectivité à statut particulier",
        TypeEntite::Etat => "Administration de l’État",
        TypeEntite::EtablissementPublic => "Établissement public",
        TypeEntite::EtablissementSante => "Établissement public de santé ou médico-social",
        TypeEntite::EnseignementRecherche => "Enseignement ou recherche",
        TypeEntite::DelegataireServicePublic => "Délégataire d’un service public",
        TypeEntite::Autre => "Autre",
    }
}

/// The number an organisation is found by, and its register, as people read them:
/// `SIRET`, `213 502 388 00019`.
#[must_use]
pub fn numero_lisible(numero: &str) -> (&'static str, String) {
    let Some(lu) = Identifiant::lire(numero) else {
        return ("Numéro", numero.to_owned());
    };
    let texte = lu.to_string();
    let bloc = |debut, fin| texte.get(debut..fin).unwrap_or_default();
    let lisible = match lu {
        Identifiant::Siret(_) => [bloc(0, 3), bloc(3, 6), bloc(6, 9), bloc(9, 14)].join("\u{202f}"),
        Identifiant::Siren(_) => [bloc(0, 3), bloc(3, 6), bloc(6, 9)].join("\u{202f}"),
        Identifiant::Rna(_) | Identifiant::Euid(_) => texte,
    };
    (lu.registre(), lisible)
}
