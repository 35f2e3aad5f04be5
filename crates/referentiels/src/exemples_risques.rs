//! `complements/risques-complementaires.json`: examples of risks to add, never evaluated.
//!
//! Invariant: nothing here takes part in an evaluation; picking an example copies its text.

use crate::anomalies::{Anomalie, Releve};
use domaine::EnumSet;
use domaine::risques::{RisquePropre, TEXTE_MAX, TITRE_MAX};
use domaine::texte::typographier;
use domaine::vocabulaire::{CategorieRisque, NiveauSecurite};
use serde::Deserialize;
use std::sync::LazyLock;

/// An example of a risk one may add to a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExempleRisque {
    /// Its identifier, usable in an address.
    pub id: String,
    /// What may happen, in a few words.
    pub titre: String,
    /// The same in a few sentences.
    pub description: String,
    /// Ways it may happen.
    pub vecteurs: Vec<String>,
    /// What it would lead to.
    pub consequences: String,
    /// What it touches.
    pub categories: EnumSet<CategorieRisque>,
    /// Usual gravity by rank of the level of needs, 1 to 4.
    pub gravites: [u8; 3],
    /// Usual likelihood if nothing were done, 1 to 4.
    pub vraisemblance: u8,
    /// The same for a service open on the internet.
    pub vraisemblance_ouverte: u8,
}

impl ExempleRisque {
    /// A risk to start from, its figures being suggestions: current ones start as the raw ones.
    #[must_use]
    pub fn propose(&self, niveau: NiveauSecurite, ouvert_sur_internet: bool) -> RisquePropre {
        let gravite = self.gravites[niveau.rang()];
        let vraisemblance = if ouvert_sur_internet {
            self.vraisemblance_ouverte
        } else {
            self.vraisemblance
        };
        RisquePropre {
            titre: self.titre.clone(),
            description: format!("{} {}", self.description, self.consequences),
            categories: self.categories,
            gravite_brute: gravite,
            vraisemblance_brute: vraisemblance,
            gravite_courante: gravite,
            vraisemblance_courante: vraisemblance,
            commentaire: String::new(),
        }
    }
}

/// The text of the embedded file.
pub const RISQUES_COMPLEMENTAIRES: &str =
    include_str!("../../../referentiels/complements/risques-complementaires.json");

/// The embedded examples, read once.
#[must_use]
pub fn exemples_de_risques() -> &'static [ExempleRisque] {
    static EXEMPLES: LazyLock<Vec<ExempleRisque>> = LazyLock::new(embarques);
    &EXEMPLES
}

#[expect(
    clippy::panic,
    reason = "a file fixed at compile time, which the tests of this crate load"
)]
fn embarques() -> Vec<ExempleRisque> {
    lire_risques(RISQUES_COMPLEMENTAIRES)
        .unwrap_or_else(|anomalies| panic!("embedded examples: {anomalies:#?}"))
}

#[derive(Deserialize)]
struct FichierJson {
    risques: Vec<RisqueJson>,
}

/// What is used of a risk; its residual formula, measures and applicability are not.
#[derive(Deserialize)]
struct RisqueJson {
    id: String,
    titre: String,
    description: String,
    vecteurs: Vec<String>,
    criteres: EnumSet<CategorieRisque>,
    gravite: GravitesJson,
    vraisemblance_initiale: VraisemblanceJson,
    consequences_exemple: String,
}

#[derive(Deserialize)]
struct GravitesJson {
    basique: u8,
    modere: u8,
    avance: u8,
}

#[derive(Deserialize)]
struct VraisemblanceJson {
    defaut: u8,
    ouvert_internet: u8,
}

/// Reads and checks the examples of risks.
///
/// # Errors
/// Every problem found.
pub fn lire_risques(json: &str) -> Result<Vec<ExempleRisque>, Vec<Anomalie>> {
    let mut releve = Releve::new("risques-complementaires.json");
    // JSON is YAML.
    let lus: Vec<RisqueJson> = releve
        .lire(json)
        .map_or_else(Vec::new, |f: FichierJson| f.risques);
    releve.uniques("id", lus.iter().map(|r| r.id.as_str()));
    let exemples: Vec<_> = lus.into_iter().map(|r| exemple(&mut releve, r)).collect();
    if releve.anomalies.is_empty() {
        Ok(exemples)
    } else {
        Err(releve.anomalies)
    }
}

fn exemple(releve: &mut Releve, r: RisqueJson) -> ExempleRisque {
    for texte in [&r.titre, &r.description, &r.consequences_exemple] {
        releve.texte(&r.id, texte);
    }
    releve.exiger(!r.criteres.is_empty(), || format!("{}: no category", r.id));
    let longueur = r.description.chars().count() + r.consequences_exemple.chars().count();
    releve.exiger(
        r.titre.chars().count() <= TITRE_MAX && longueur < TEXTE_MAX,
        || format!("{}: longer than what may be saved", r.id),
    );
    let mut borne = |valeur| releve.borne(&r.id, valeur, 4);
    ExempleRisque {
        gravites: [r.gravite.basique, r.gravite.modere, r.gravite.avance].map(&mut borne),
        vraisemblance: borne(r.vraisemblance_initiale.defaut),
        vraisemblance_ouverte: borne(r.vraisemblance_initiale.ouvert_internet),
        titre: typographier(&r.titre),
        description: typographier(&r.description),
        vecteurs: r.vecteurs.iter().map(|v| typographier(v)).collect(),
        consequences: typographier(&r.consequences_exemple),
        categories: r.criteres,
        id: r.id,
    }
}
