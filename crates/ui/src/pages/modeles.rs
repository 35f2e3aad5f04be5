//! Models of measures: the library, a model to write, change, share or read.

mod filtres;
mod lecture;
mod liste;
mod modele;

pub use filtres::FiltresModeles;
pub use lecture::{ComplementLu, ModeleLu, ModeleSupprime};
pub use liste::{LigneModele, Modeles, OrigineLigne};
pub use modele::{NouveauModele, PageModele, SourceVue};

pub(crate) use liste::{filtres_textes, ligne_texte, onglets_textes};
pub(crate) use modele::d_apres;

/// Address of a model.
#[must_use]
pub fn adresse_modele(id: uuid::Uuid) -> String {
    format!("/modeles/{id}")
}

/// Address of a complementary measure.
#[must_use]
pub fn adresse_complement(id: &str) -> String {
    format!("/modeles/bibliotheque/{id}")
}
