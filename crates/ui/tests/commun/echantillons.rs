//! One sample of each page and of its states, computed from the real catalogue.
//!
//! Shared by the tests and by `examples/apercus.rs`, which writes them to files to be looked at.

mod actions;
mod cas;
mod compte;
mod contacts;
mod description;
mod etat_des_lieux;
mod journal;
mod mesures;
mod modeles;
mod organisations;
mod publiques;
mod risques;
mod services;
mod specifiques;

use ui::gabarit::{Avis, Ressources, Theme};
use ui::{Cadre, Vue, document};
use uuid::Uuid;

/// A text that would do harm if it were not escaped.
const HOSTILE: &str = "<script>alert(1)</script> \"><img src=x onerror=alert(2)>";

const SERVICE: Uuid = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001);

/// Who looks, and how.
#[derive(Clone, Copy)]
enum Regard {
    Public,
    Connecte,
    Sombre,
    Demo,
}

/// The samples drawn so far.
struct Planche<'a> {
    ressources: &'a Ressources,
    pages: Vec<(String, String)>,
}

impl Planche<'_> {
    fn page(&mut self, nom: &str, regard: Regard, vue: &impl Vue) {
        self.dessiner(nom, regard, None, vue);
    }

    fn avec_avis(&mut self, nom: &str, regard: Regard, avis: &Avis, vue: &impl Vue) {
        self.dessiner(nom, regard, Some(avis), vue);
    }

    fn dessiner(&mut self, nom: &str, regard: Regard, avis: Option<&Avis>, vue: &impl Vue) {
        let cadre = Cadre {
            organisation: "Ville de Saint-Aubin",
            personne: (!matches!(regard, Regard::Public)).then_some("Claire Morvan"),
            jeton: "jeton-masque",
            operation: &Uuid::nil,
            theme: matches!(regard, Regard::Sombre).then_some(Theme::Sombre),
            ressources: self.ressources,
            avis,
            demonstration: matches!(regard, Regard::Demo),
            chemin: "/services",
            version: "0.1.0",
        };
        let page = document(&cadre, vue).into_inner();
        self.pages.push((nom.to_owned(), page));
    }
}

/// Every sample: its name and its page.
pub(crate) fn tous(ressources: &Ressources) -> Vec<(String, String)> {
    let mut planche = Planche {
        ressources,
        pages: Vec::new(),
    };
    let cas = cas::cas();
    publiques::ajouter(&mut planche);
    compte::ajouter(&mut planche);
    services::ajouter(&mut planche, &cas);
    contacts::ajouter(&mut planche, &cas);
    description::ajouter(&mut planche, &cas);
    etat_des_lieux::ajouter(&mut planche, &cas);
    mesures::ajouter(&mut planche, &cas);
    journal::ajouter(&mut planche, &cas);
    actions::ajouter(&mut planche, &cas);
    modeles::ajouter(&mut planche);
    organisations::ajouter(&mut planche);
    risques::ajouter(&mut planche, &cas);
    specifiques::ajouter(&mut planche, &cas);
    planche.pages
}
