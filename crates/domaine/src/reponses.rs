//! What is known of a service: its stored answers, and what the rules read of them.
//!
//! Invariant: every answer is optional in [`Reponses`], so that a draft and a complete service
//! are the same type; a [`Description`] is complete. Neither says that the chosen level is
//! high enough: the engine validates nothing, the edge does.

mod reponse;

pub use reponse::Reponse;

use crate::organisations::Identifiant;
use crate::texte::{est_interdit, normaliser, normaliser_ligne};
use crate::vocabulaire::{
    ActiviteExternalisee, Audience, CategorieDonnees, Champ, DureeDysfonctionnement, Localisation,
    NiveauSecurite, Ouverture, Specificite, StatutDeploiement, TypeHebergement, TypeService,
    Volumetrie,
};
use enumset::EnumSet;
use serde::{Deserialize, Serialize};

/// The stored description of a service (JSON: the `description` of the exchange format).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Reponses {
    /// Its name, as agents or inhabitants know it; empty when not answered.
    pub nom_service: String,
    /// The body that answers for it.
    pub organisation_responsable: OrganisationResponsable,
    /// Where the project stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statut_deploiement: Option<StatutDeploiement>,
    /// What it is for, in a few sentences; optional.
    pub presentation: String,
    /// Where it is reached; optional.
    pub points_acces: Vec<PointAcces>,
    /// What kind of service it is; at least one.
    pub type_service: EnumSet<TypeService>,
    /// What else belongs to the perimeter; may be none.
    pub specificites_projet: EnumSet<Specificite>,
    /// Where it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub type_hebergement: Option<TypeHebergement>,
    /// Work wholly entrusted to a third party; may be none.
    pub activites_externalisees: EnumSet<ActiviteExternalisee>,
    /// From where it can be reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ouverture_systeme: Option<Ouverture>,
    /// How far its public extends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience_cible: Option<Audience>,
    /// How long one can do without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duree_dysfonctionnement_acceptable: Option<DureeDysfonctionnement>,
    /// The information it handles; may be none.
    pub categories_donnees_traitees: EnumSet<CategorieDonnees>,
    /// Other information, in free text; may be none.
    pub categories_donnees_traitees_supplementaires: Vec<String>,
    /// How much information it keeps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumetrie_donnees_traitees: Option<Volumetrie>,
    /// Where the data is stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub localisation_donnees_traitees: Option<Localisation>,
    /// The level of needs the owner chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub niveau_securite: Option<NiveauSecurite>,
}

/// The body that answers for a service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OrganisationResponsable {
    /// Its SIRET as typed, or the SIREN, RNA or EUID of a body without one (rules 1437, PU3-T1);
    /// empty when not answered.
    pub siret: String,
}

/// One address where the service is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PointAcces {
    /// Web address, store page, API entry point…
    pub description: String,
}

/// What the rules read of a service, complete.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Description {
    /// What kind of service it is.
    pub type_service: EnumSet<TypeService>,
    /// What else belongs to the perimeter.
    pub specificites_projet: EnumSet<Specificite>,
    /// Where it runs.
    pub type_hebergement: TypeHebergement,
    /// Work wholly entrusted to a third party.
    pub activites_externalisees: EnumSet<ActiviteExternalisee>,
    /// From where it can be reached.
    pub ouverture_systeme: Ouverture,
    /// How far its public extends.
    pub audience_cible: Audience,
    /// How long one can do without it.
    pub duree_dysfonctionnement_acceptable: DureeDysfonctionnement,
    /// The information it handles.
    pub categories_donnees_traitees: EnumSet<CategorieDonnees>,
    /// Whether other information was described in free text.
    pub donnees_supplementaires: bool,
    /// How much information it keeps.
    pub volumetrie_donnees_traitees: Volumetrie,
    /// Where the data is stored.
    pub localisation_donnees_traitees: Localisation,
    /// The level of needs the owner chose.
    pub niveau_securite: NiveauSecurite,
}

/// Why the content of a field is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motif {
    /// A text has more than `max` characters; `element` is its rank in a list, from 0.
    TropLong {
        /// The most that is accepted.
        max: usize,
        /// Rank in the list, for a field that is one.
        element: Option<usize>,
    },
    /// A list has more than `max` items.
    TropDElements {
        /// The most that is accepted.
        max: usize,
    },
    /// A character that cannot be displayed, or that reorders what is displayed.
    CaractereInterdit {
        /// Rank in the list, for a field that is one.
        element: Option<usize>,
    },
    /// Not fourteen digits with a right key.
    SiretInvalide,
}

/// A field whose content is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refus {
    /// The field.
    pub champ: Champ,
    /// Why.
    pub motif: Motif,
}

impl Champ {
    /// Longest accepted text, in characters, for the whole field or each of its items.
    /// Checked against `questionnaire.yaml` when the catalogue is loaded.
    #[must_use]
    pub const fn longueur_max(self) -> Option<usize> {
        match self {
            Self::NomService
            | Self::PointsAcces
            | Self::CategoriesDonneesTraiteesSupplementaires => Some(200),
            Self::Presentation => Some(2000),
            _ => None,
        }
    }

    /// Most items of a list of free texts. Checked against `questionnaire.yaml`.
    #[must_use]
    pub const fn nombre_max(self) -> Option<usize> {
        match self {
            Self::PointsAcces | Self::CategoriesDonneesTraiteesSupplementaires => Some(20),
            _ => None,
        }
    }

    /// Whether a complete service must answer it (`regles.md` §7).
    #[must_use]
    pub const fn est_obligatoire(self) -> bool {
        !matches!(
            self,
            Self::Presentation
                | Self::PointsAcces
                | Self::SpecificitesProjet
                | Self::ActivitesExternalisees
                | Self::CategoriesDonneesTraitees
                | Self::CategoriesDonneesTraiteesSupplementaires
        )
    }

    /// Whether it only identifies the service: no rule reads it.
    #[must_use]
    pub const fn est_identite(self) -> bool {
        matches!(
            self,
            Self::NomService
                | Self::Siret
                | Self::StatutDeploiement
                | Self::Presentation
                | Self::PointsAcces
        )
    }
}

impl Reponses {
    /// Whether a question has an answer (for a list: at least one item).
    #[must_use]
    pub fn a_repondu(&self, champ: Champ) -> bool {
        match champ {
            Champ::NomService => !self.nom_service.is_empty(),
            Champ::Siret => !self.organisation_responsable.siret.is_empty(),
            Champ::StatutDeploiement => self.statut_deploiement.is_some(),
            Champ::Presentation => !self.presentation.is_empty(),
            Champ::PointsAcces => !self.points_acces.is_empty(),
            Champ::TypeService => !self.type_service.is_empty(),
            Champ::SpecificitesProjet => !self.specificites_projet.is_empty(),
            Champ::TypeHebergement => self.type_hebergement.is_some(),
            Champ::ActivitesExternalisees => !self.activites_externalisees.is_empty(),
            Champ::OuvertureSysteme => self.ouverture_systeme.is_some(),
            Champ::AudienceCible => self.audience_cible.is_some(),
            Champ::DureeDysfonctionnementAcceptable => {
                self.duree_dysfonctionnement_acceptable.is_some()
            }
            Champ::CategoriesDonneesTraitees => !self.categories_donnees_traitees.is_empty(),
            Champ::CategoriesDonneesTraiteesSupplementaires => {
                !self.categories_donnees_traitees_supplementaires.is_empty()
            }
            Champ::VolumetrieDonneesTraitees => self.volumetrie_donnees_traitees.is_some(),
            Champ::LocalisationDonneesTraitees => self.localisation_donnees_traitees.is_some(),
            Champ::NiveauSecurite => self.niveau_securite.is_some(),
        }
    }

    /// The mandatory questions without an answer, in the order of the questionnaire.
    #[must_use]
    pub fn manques(&self) -> Vec<Champ> {
        let obligatoires = Champ::TOUS.iter().filter(|c| c.est_obligatoire());
        obligatoires
            .copied()
            .filter(|c| !self.a_repondu(*c))
            .collect()
    }

    /// What the rules read.
    ///
    /// # Errors
    /// The mandatory answers that are missing among those the rules read; identity is not needed.
    pub fn description(&self) -> Result<Description, Vec<Champ>> {
        if let (
            false,
            Some(type_hebergement),
            Some(ouverture_systeme),
            Some(audience_cible),
            Some(duree_dysfonctionnement_acceptable),
            Some(volumetrie_donnees_traitees),
            Some(localisation_donnees_traitees),
            Some(niveau_securite),
        ) = (
            self.type_service.is_empty(),
            self.type_hebergement,
            self.ouverture_systeme,
            self.audience_cible,
            self.duree_dysfonctionnement_acceptable,
            self.volumetrie_donnees_traitees,
            self.localisation_donnees_traitees,
            self.niveau_securite,
        ) {
            Ok(Description {
                type_service: self.type_service,
                specificites_projet: self.specificites_projet,
                type_hebergement,
                activites_externalisees: self.activites_externalisees,
                ouverture_systeme,
                audience_cible,
                duree_dysfonctionnement_acceptable,
                categories_donnees_traitees: self.categories_donnees_traitees,
                donnees_supplementaires: !self
                    .categories_donnees_traitees_supplementaires
                    .is_empty(),
                volumetrie_donnees_traitees,
                localisation_donnees_traitees,
                niveau_securite,
            })
        } else {
            let mut manques = self.manques();
            manques.retain(|c| !c.est_identite());
            Err(manques)
        }
    }

    /// The form in which answers are saved: texts normalised, empty items dropped, lists
    /// without repetition, SIRET without blanks, and both activities entrusted when the service is
    /// ready-made software (`questionnaire.yaml`, `effet_saisie`).
    #[must_use]
    pub fn normalisees(mut self) -> Self {
        self.nom_service = normaliser_ligne(&self.nom_service);
        self.presentation = normaliser(&self.presentation);
        let siret = &mut self.organisation_responsable.siret;
        *siret = Identifiant::lire(siret)
            .map_or_else(|| normaliser_ligne(siret), |valide| valide.to_string());
        for point in &mut self.points_acces {
            point.description = normaliser_ligne(&point.description);
        }
        let mut points = Vec::new();
        self.points_acces
            .retain(|p| nouveau(&mut points, &p.description));
        for donnee in &mut self.categories_donnees_traitees_supplementaires {
            *donnee = normaliser_ligne(donnee);
        }
        let mut donnees = Vec::new();
        self.categories_donnees_traitees_supplementaires
            .retain(|d| nouveau(&mut donnees, d));
        if self.type_hebergement == Some(TypeHebergement::Saas) {
            self.activites_externalisees = EnumSet::all();
        }
        self
    }

    /// Everything that cannot be saved as it is. Missing answers are not refusals: see [`Self::manques`].
    #[must_use]
    pub fn refus(&self) -> Vec<Refus> {
        let mut refus = Vec::new();
        controler(&mut refus, Champ::NomService, None, &self.nom_service);
        let siret = &self.organisation_responsable.siret;
        if !siret.is_empty() && Identifiant::lire(siret).is_none() {
            refus.push(Refus {
                champ: Champ::Siret,
                motif: Motif::SiretInvalide,
            });
        }
        controler(&mut refus, Champ::Presentation, None, &self.presentation);
        let points = self.points_acces.iter().map(|p| p.description.as_str());
        controler_liste(&mut refus, Champ::PointsAcces, points);
        let donnees = self.categories_donnees_traitees_supplementaires.iter();
        controler_liste(
            &mut refus,
            Champ::CategoriesDonneesTraiteesSupplementaires,
            donnees.map(String::as_str),
        );
        refus
    }
}

/// Whether a text is neither empty nor already among `vus`, where it is then noted.
fn nouveau(vus: &mut Vec<String>, texte: &str) -> bool {
    let garde = !texte.is_empty() && !vus.iter().any(|vu| vu == texte);
    if garde {
        vus.push(texte.to_owned());
    }
    garde
}

fn controler(refus: &mut Vec<Refus>, champ: Champ, element: Option<usize>, texte: &str) {
    if let Some(max) = champ.longueur_max()
        && texte.chars().count() > max
    {
        refus.push(Refus {
            champ,
            motif: Motif::TropLong { max, element },
        });
    }
    if texte.chars().any(est_interdit) {
        refus.push(Refus {
            champ,
            motif: Motif::CaractereInterdit { element },
        });
    }
}

fn controler_liste<'a>(
    refus: &mut Vec<Refus>,
    champ: Champ,
    textes: impl ExactSizeIterator<Item = &'a str>,
) {
    let max = champ.nombre_max().unwrap_or(usize::MAX);
    if textes.len() > max {
        refus.push(Refus {
            champ,
            motif: Motif::TropDElements { max },
        });
    }
    for (rang, texte) in textes.take(max).enumerate() {
        controler(refus, champ, Some(rang), texte);
    }
}

#[cfg(test)]
mod tests;
