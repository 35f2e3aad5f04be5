//! The complementary measures: a library to copy specific measures and models from.
//!
//! Invariant: nothing here is ever evaluated (`referentiels/complements`); a copy keeps the
//! identifier it came from and nothing else of it.

use crate::catalogue::Reference;
use crate::specifiques::Contenu;
use crate::texte::{cle_de_tri, mots_cherches};
use crate::vocabulaire::{Categorie, Effort};

vocabulaire! {
    /// Who usually carries a complementary measure out.
    RoleComplement {
        ChefProjet = "chef_projet",
        Developpeurs = "developpeurs",
        Dpo = "dpo",
        Exploitation = "exploitation",
        ResponsableMetier = "responsable_metier",
        Rssi = "rssi",
    }
}

/// A complementary measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complement {
    /// Its identifier, usable in an address (`mfa-administration`).
    pub id: String,
    /// The text a copy takes.
    pub contenu: Contenu,
    /// Its subject, in words.
    pub theme: String,
    /// Who usually does it.
    pub role: RoleComplement,
    /// How much work.
    pub effort: Effort,
    /// Where frameworks ask for it.
    pub references: Vec<Reference>,
    /// What a search reads: title, subject, description, steps, identifier.
    cle: String,
}

impl Complement {
    /// A measure and the key it is searched by.
    #[must_use]
    pub fn new(
        id: String,
        contenu: Contenu,
        theme: String,
        role: RoleComplement,
        effort: Effort,
        references: Vec<Reference>,
    ) -> Self {
        let cle = format!("{} {theme} {id}", contenu.texte_cherche());
        Self {
            cle: cle_de_tri(&cle),
            id,
            contenu,
            theme,
            role,
            effort,
            references,
        }
    }
}

/// Every complementary measure, in the order of the file.
#[derive(Clone, Debug)]
pub struct Complements {
    mesures: Vec<Complement>,
}

impl Complements {
    /// The library; the loader has checked that no identifier appears twice.
    #[must_use]
    pub fn new(mesures: Vec<Complement>) -> Self {
        Self { mesures }
    }

    /// All of them, in order.
    #[must_use]
    pub fn mesures(&self) -> &[Complement] {
        &self.mesures
    }

    /// The measure of that identifier.
    #[must_use]
    pub fn trouver(&self, id: &str) -> Option<&Complement> {
        self.mesures.iter().find(|m| m.id == id)
    }

    /// Those that hold every word of `recherche`, of that category and that role when given.
    pub fn chercher(
        &self,
        recherche: &str,
        categorie: Option<Categorie>,
        role: Option<RoleComplement>,
    ) -> impl Iterator<Item = &Complement> {
        let mots = mots_cherches(recherche);
        self.mesures.iter().filter(move |m| {
            categorie.is_none_or(|c| c == m.contenu.categorie)
                && role.is_none_or(|r| r == m.role)
                && mots.iter().all(|mot| m.cle.contains(mot))
        })
    }
}
