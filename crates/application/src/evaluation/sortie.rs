//! From an evaluation to JSON: identifiers and unrounded figures, measures in catalogue order.
//!
//! Invariant: written straight from the engine's sets, without an intermediate document.

use super::Cas;
use domaine::actions::{Baisse, Gain};
use domaine::catalogue::Catalogue;
use domaine::ensemble::MesureIdx;
use domaine::evaluation::{Completude, Evaluation};
use domaine::indice::Indice;
use domaine::mesures::{Effet, Raison};
use domaine::reponses::Description;
use domaine::risques::RisqueEvalue;
use domaine::vocabulaire::{Categorie, CategorieRisque, Champ, Effort, Exigence, Porteur};
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

/// An evaluated service; serialises to the exchange format.
#[derive(Clone, Debug)]
pub struct Resultat<'a> {
    catalogue: &'a Catalogue,
    description: Description,
    evaluation: Evaluation,
    gains: Vec<Gain>,
}

impl<'a> Resultat<'a> {
    /// The result of evaluating this service with this catalogue.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, cas: Cas) -> Self {
        let Cas {
            description,
            statuts,
            specifiques,
        } = cas;
        let evaluation = catalogue.evaluer(&description, &statuts, &specifiques);
        Self {
            gains: catalogue.gains(&description, &statuts, &evaluation),
            catalogue,
            description,
            evaluation,
        }
    }

    /// The evaluation itself.
    #[must_use]
    pub const fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }

    /// What each measure that remains would bring, the most useful first.
    #[must_use]
    pub fn gains(&self) -> &[Gain] {
        &self.gains
    }
}

impl Serialize for Resultat<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let e = &self.evaluation;
        let mut objet = s.serialize_struct("Resultat", 7)?;
        objet.serialize_field("niveauRequis", &e.niveau_requis)?;
        objet.serialize_field("mesures", &Mesures(self))?;
        objet.serialize_field("indiceCyber", &Figures(&e.indice))?;
        objet.serialize_field("indiceCyberPersonnalise", &Figures(&e.indice_personnalise))?;
        objet.serialize_field("completude", &Taux(&e.completude))?;
        objet.serialize_field("risques", &Risques(self))?;
        objet.serialize_field("prochainesActions", &ProchainesActions(self))?;
        objet.end()
    }
}

struct Mesures<'r, 'a>(&'r Resultat<'a>);

impl Serialize for Mesures<'_, '_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Resultat {
            catalogue,
            description,
            evaluation,
            ..
        } = self.0;
        s.collect_seq(evaluation.mesures.toutes().iter().map(|m| Mesure {
            id: &catalogue.mesure(m).id,
            exigence: evaluation.mesures.exigence(m),
            porteur: evaluation.mesures.porteur(m),
            raisons: raisons(catalogue, description, m),
        }))
    }
}

#[derive(serde::Serialize)]
struct Mesure<'a> {
    id: &'a str,
    exigence: Option<Exigence>,
    porteur: Option<Porteur>,
    raisons: Vec<RaisonJson>,
}

/// Why the measure is there and asked as it is; its carrier is given by `porteur`.
#[derive(serde::Serialize)]
struct RaisonJson {
    effet: Effet,
    champ: Champ,
    valeurs: Vec<&'static str>,
}

fn raisons(catalogue: &Catalogue, d: &Description, mesure: MesureIdx) -> Vec<RaisonJson> {
    let raisons = catalogue.raisons(d, mesure).into_iter();
    let utiles = raisons.filter(|r| r.effet.porteur().is_none());
    utiles
        .map(|Raison { effet, reponse }| RaisonJson {
            effet,
            champ: reponse.champ(),
            valeurs: reponse.valeurs(),
        })
        .collect()
}

struct Figures<'a>(&'a Indice);

impl Serialize for Figures<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut objet = s.serialize_map(Some(1 + Categorie::TOUS.len()))?;
        objet.serialize_entry("total", &self.0.total)?;
        for categorie in Categorie::TOUS {
            objet.serialize_entry(categorie, &self.0.categorie(*categorie))?;
        }
        objet.end()
    }
}

struct Taux<'a>(&'a Completude);

impl Serialize for Taux<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut objet = s.serialize_struct("Completude", 3)?;
        objet.serialize_field("faites", &self.0.faites)?;
        objet.serialize_field("total", &self.0.total)?;
        objet.serialize_field("taux", &self.0.taux())?;
        objet.end()
    }
}

struct Risques<'r, 'a>(&'r Resultat<'a>);

impl Serialize for Risques<'_, '_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.0.evaluation.risques.iter().map(|r| risque(self.0, r)))
    }
}

#[derive(serde::Serialize)]
struct RisqueJson<'a> {
    id: &'a str,
    titre: String,
    gravite: u8,
    brut: u8,
    courant: u8,
    cible: u8,
    categories: Vec<CategorieRisque>,
    mesures: Vec<&'a str>,
}

fn risque<'a>(resultat: &Resultat<'a>, r: &RisqueEvalue) -> RisqueJson<'a> {
    let Resultat {
        catalogue,
        description,
        evaluation,
        ..
    } = resultat;
    let modele = &catalogue.risques;
    let associees = modele.mesures_associees(r, description, &evaluation.mesures);
    RisqueJson {
        id: &modele.risque(r).id,
        titre: modele.titre(r),
        gravite: r.gravite,
        brut: r.brut,
        courant: r.courant,
        cible: r.cible,
        categories: modele.categories(r),
        mesures: associees.map(|m| catalogue.mesure(m).id.as_str()).collect(),
    }
}

struct ProchainesActions<'r, 'a>(&'r Resultat<'a>);

impl Serialize for ProchainesActions<'_, '_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.0.gains.iter().map(|g| action(self.0.catalogue, g)))
    }
}

/// What doing one more measure would bring; risks that it does not move are left out.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct ActionJson<'a> {
    id: &'a str,
    gain_indice: f64,
    gain_risques: Vec<GainRisque<'a>>,
    effort: Effort,
}

#[derive(serde::Serialize)]
struct GainRisque<'a> {
    id: &'a str,
    avant: u8,
    apres: u8,
}

fn action<'a>(catalogue: &'a Catalogue, gain: &Gain) -> ActionJson<'a> {
    let risque = |b: &Baisse| GainRisque {
        id: &catalogue.risques.risque(&b.risque).id,
        avant: b.risque.courant,
        apres: b.apres,
    };
    ActionJson {
        id: &catalogue.mesure(gain.mesure).id,
        gain_indice: gain.indice,
        gain_risques: gain.risques.iter().map(risque).collect(),
        effort: gain.effort,
    }
}
