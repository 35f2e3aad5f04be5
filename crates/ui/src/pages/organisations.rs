//! Organisations: those one works for, what one is and who administers it, the audit of rights.

mod audit;
mod fiche;
mod liste;
mod modifier;

pub use audit::{AuditDroits, LigneAcces, LigneChangement, export};
pub use fiche::{Administrateur, PageOrganisation};
pub use liste::{MesOrganisations, Mienne};
pub use modifier::{ModifierOrganisation, Stockee};

use domaine::organisations::TypeEntite;
use domaine::siret::Siret;

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

/// Fourteen digits as people read them: `213 502 388 00019`.
#[must_use]
pub fn siret_lisible(siret: &str) -> String {
    let Some(siret) = Siret::lire(siret) else {
        return siret.to_owned();
    };
    let texte = siret.as_str();
    let bloc = |debut, fin| texte.get(debut..fin).unwrap_or_default();
    [bloc(0, 3), bloc(3, 6), bloc(6, 9), bloc(9, 14)].join("\u{202f}")
}
