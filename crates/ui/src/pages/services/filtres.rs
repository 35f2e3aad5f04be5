//! What the list of services can be filtered and sorted by, and the addresses that say so.

use crate::adresse::requete;
use domaine::vocabulaire::{NiveauSecurite, StatutDeploiement};

/// States a service can be looked for by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Etat {
    /// Its description is not complete.
    Brouillon,
    /// Its measures have no answer yet, or some.
    AStatuer,
    /// Its index is under 1: no homologation possible.
    SousUn,
}

impl Etat {
    /// All of them, with their words.
    pub const TOUS: [(Self, &'static str); 3] = [
        (Self::Brouillon, "Description à terminer"),
        (Self::AStatuer, "État des lieux à finir"),
        (Self::SousUn, "Indice inférieur à 1"),
    ];

    /// Its identifier in addresses.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Brouillon => "brouillon",
            Self::AStatuer => "aStatuer",
            Self::SousUn => "sousUn",
        }
    }

    /// Reads an identifier.
    #[must_use]
    pub fn depuis_id(id: &str) -> Option<Self> {
        Self::TOUS
            .iter()
            .map(|(etat, _)| *etat)
            .find(|etat| etat.id() == id)
    }
}

/// Columns the list can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tri {
    /// Its name.
    #[default]
    Nom,
    /// Its level of needs.
    Niveau,
    /// How far the état des lieux is.
    Completude,
    /// Its index.
    Indice,
    /// When it last changed.
    Modification,
}

impl Tri {
    /// All of them.
    pub const TOUS: [Self; 5] = [
        Self::Nom,
        Self::Niveau,
        Self::Completude,
        Self::Indice,
        Self::Modification,
    ];

    /// Its identifier in addresses.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Nom => "nom",
            Self::Niveau => "niveau",
            Self::Completude => "completude",
            Self::Indice => "indice",
            Self::Modification => "modification",
        }
    }

    /// Reads an identifier.
    #[must_use]
    pub fn depuis_id(id: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|tri| tri.id() == id)
    }
}

/// What asks for long pages in an address: how many services they hold.
pub const LIGNES: &str = "500";

/// What the person asked to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filtres {
    /// Words of the name or of the organisation.
    pub q: String,
    /// Only this level.
    pub niveau: Option<NiveauSecurite>,
    /// Only this state.
    pub etat: Option<Etat>,
    /// Only this progress of the project.
    pub deploiement: Option<StatutDeploiement>,
    /// Sorted by.
    pub tri: Tri,
    /// From the highest.
    pub decroissant: bool,
    /// Long pages.
    pub longue: bool,
}

impl Filtres {
    /// Whether something is left out.
    #[must_use]
    pub fn actifs(&self) -> bool {
        !self.q.is_empty()
            || self.niveau.is_some()
            || self.etat.is_some()
            || self.deploiement.is_some()
    }

    /// Address of the list seen this way, without a page number.
    #[must_use]
    pub fn adresse(&self) -> String {
        let requete = requete(&[
            ("q", &self.q),
            ("niveau", self.niveau.map_or("", NiveauSecurite::id)),
            ("etat", self.etat.map_or("", Etat::id)),
            (
                "deploiement",
                self.deploiement.map_or("", StatutDeploiement::id),
            ),
            (
                "tri",
                if self.tri == Tri::default() {
                    ""
                } else {
                    self.tri.id()
                },
            ),
            ("ordre", if self.decroissant { "desc" } else { "" }),
            ("lignes", if self.longue { LIGNES } else { "" }),
        ]);
        if requete.is_empty() {
            "/services".to_owned()
        } else {
            format!("/services?{requete}")
        }
    }

    /// Prefix of the addresses of its pages: ends with `page=`.
    #[must_use]
    pub fn pages(&self) -> String {
        let adresse = self.adresse();
        let lien = if adresse.contains('?') { '&' } else { '?' };
        format!("{adresse}{lien}page=")
    }

    /// The same list sorted by a column, or the other way round when it is already.
    #[must_use]
    pub(super) fn triee(&self, tri: Tri) -> Self {
        Self {
            tri,
            decroissant: self.tri == tri && !self.decroissant,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_only_what_is_not_the_default() {
        assert_eq!(Filtres::default().adresse(), "/services");
        assert_eq!(Filtres::default().pages(), "/services?page=");
        let filtres = Filtres {
            q: "cantine".to_owned(),
            niveau: Some(NiveauSecurite::Niveau2),
            tri: Tri::Indice,
            ..Filtres::default()
        };
        assert_eq!(
            filtres.adresse(),
            "/services?q=cantine&niveau=niveau2&tri=indice"
        );
        assert!(filtres.triee(Tri::Indice).decroissant);
        assert!(!filtres.triee(Tri::Nom).decroissant);
    }

    #[test]
    fn every_word_reads_back() {
        for tri in Tri::TOUS {
            assert_eq!(Tri::depuis_id(tri.id()), Some(tri));
        }
        for (etat, _) in Etat::TOUS {
            assert_eq!(Etat::depuis_id(etat.id()), Some(etat));
        }
    }
}
