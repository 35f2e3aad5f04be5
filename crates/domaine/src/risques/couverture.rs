//! Which measures weigh on which risks (F46): what the catalogue says, and links made by hand.
//!
//! Invariant: a computed risk is covered by the catalogue exactly by its associated measures; a
//! link made by hand never replaces one of the catalogue.

use super::RisqueEvalue;
use crate::catalogue::Catalogue;
use crate::mesures::MesuresDuService;
use crate::reponses::Description;
use std::collections::BTreeMap;

vocabulaire! {
    /// Where a link comes from.
    OrigineLien {
        /// The groups of the catalogue.
        Catalogue = "catalogue",
        /// Someone of the service.
        Main = "main",
    }
}

/// The matrix, by identifier of risk then of measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Couverture(BTreeMap<String, BTreeMap<String, OrigineLien>>);

impl Couverture {
    /// What the catalogue says of the risks of a service.
    #[must_use]
    pub fn du_catalogue(
        catalogue: &Catalogue,
        d: &Description,
        mesures: &MesuresDuService,
        risques: &[RisqueEvalue],
    ) -> Self {
        let modele = &catalogue.risques;
        let un = |risque: &RisqueEvalue| {
            let siennes = modele.mesures_associees(risque, d, mesures);
            let ids = siennes.map(|m| (catalogue.mesure(m).id.clone(), OrigineLien::Catalogue));
            (modele.risque(risque).id.clone(), ids.collect())
        };
        Self(risques.iter().map(un).collect())
    }

    /// Adds a risk no measure covers yet.
    pub fn ajouter_risque(&mut self, risque: &str) {
        self.0.entry(risque.to_owned()).or_default();
    }

    /// Adds a link made by hand, when its risk is one of the matrix.
    pub fn lier(&mut self, mesure: &str, risque: &str) {
        if let Some(mesures) = self.0.get_mut(risque) {
            mesures
                .entry(mesure.to_owned())
                .or_insert(OrigineLien::Main);
        }
    }

    /// Whether a measure weighs on a risk, and why.
    #[must_use]
    pub fn lien(&self, mesure: &str, risque: &str) -> Option<OrigineLien> {
        self.0.get(risque)?.get(mesure).copied()
    }

    /// The measures that weigh on a risk.
    pub fn mesures<'a>(&'a self, risque: &str) -> impl Iterator<Item = (&'a str, OrigineLien)> {
        let mesures = self.0.get(risque).into_iter().flatten();
        mesures.map(|(mesure, origine)| (mesure.as_str(), *origine))
    }

    /// The risks a measure weighs on, with where each link comes from.
    pub fn risques<'a>(&'a self, mesure: &'a str) -> impl Iterator<Item = (&'a str, OrigineLien)> {
        let lien = move |(risque, mesures): (&'a String, &'a BTreeMap<String, OrigineLien>)| {
            Some((risque.as_str(), *mesures.get(mesure)?))
        };
        self.0.iter().filter_map(lien)
    }

    /// The risks no measure weighs on.
    pub fn decouverts(&self) -> impl Iterator<Item = &str> {
        let vides = self.0.iter().filter(|(_, mesures)| mesures.is_empty());
        vides.map(|(risque, _)| risque.as_str())
    }
}
