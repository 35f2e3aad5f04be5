//! One answer to one question that the rules read: the unit of every explanation.

use super::{Description, Reponses};
use crate::vocabulaire::{
    ActiviteExternalisee, Audience, CategorieDonnees, Champ, DureeDysfonctionnement, Localisation,
    NiveauSecurite, Ouverture, Specificite, TypeHebergement, TypeService, Volumetrie,
};
use enumset::EnumSet;

/// An answer, or the part of one that had an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reponse {
    /// The service is (also) of that kind.
    TypeService(TypeService),
    /// The perimeter holds that too.
    Specificite(Specificite),
    /// Where it runs.
    TypeHebergement(TypeHebergement),
    /// What is entrusted to a third party; possibly nothing.
    Activites(EnumSet<ActiviteExternalisee>),
    /// From where it can be reached.
    Ouverture(Ouverture),
    /// How far its public extends.
    Audience(Audience),
    /// How long one can do without it.
    Duree(DureeDysfonctionnement),
    /// Those of its categories of data that had the effect; possibly none.
    Donnees(EnumSet<CategorieDonnees>),
    /// Information described in free text, whatever it says.
    DonneesSupplementaires,
    /// How much information it keeps.
    Volumetrie(Volumetrie),
    /// Where the data is stored.
    Localisation(Localisation),
    /// The level of needs chosen.
    Niveau(NiveauSecurite),
}

impl Reponse {
    /// The question it answers.
    #[must_use]
    pub const fn champ(self) -> Champ {
        match self {
            Self::TypeService(_) => Champ::TypeService,
            Self::Specificite(_) => Champ::SpecificitesProjet,
            Self::TypeHebergement(_) => Champ::TypeHebergement,
            Self::Activites(_) => Champ::ActivitesExternalisees,
            Self::Ouverture(_) => Champ::OuvertureSysteme,
            Self::Audience(_) => Champ::AudienceCible,
            Self::Duree(_) => Champ::DureeDysfonctionnementAcceptable,
            Self::Donnees(_) => Champ::CategoriesDonneesTraitees,
            Self::DonneesSupplementaires => Champ::CategoriesDonneesTraiteesSupplementaires,
            Self::Volumetrie(_) => Champ::VolumetrieDonneesTraitees,
            Self::Localisation(_) => Champ::LocalisationDonneesTraitees,
            Self::Niveau(_) => Champ::NiveauSecurite,
        }
    }

    /// The identifiers of the values, in the order of the questionnaire; empty for "nothing".
    #[must_use]
    pub fn valeurs(self) -> Vec<&'static str> {
        match self {
            Self::TypeService(v) => vec![v.id()],
            Self::Specificite(v) => vec![v.id()],
            Self::TypeHebergement(v) => vec![v.id()],
            Self::Activites(v) => v.iter().map(ActiviteExternalisee::id).collect(),
            Self::Ouverture(v) => vec![v.id()],
            Self::Audience(v) => vec![v.id()],
            Self::Duree(v) => vec![v.id()],
            Self::Donnees(v) => v.iter().map(CategorieDonnees::id).collect(),
            Self::DonneesSupplementaires => Vec::new(),
            Self::Volumetrie(v) => vec![v.id()],
            Self::Localisation(v) => vec![v.id()],
            Self::Niveau(v) => vec![v.id()],
        }
    }

    /// The same service with this answer: it replaces a single choice and is added to a list.
    #[must_use]
    pub fn appliquee_a(self, reponses: &Reponses) -> Reponses {
        let mut r = reponses.clone();
        match self {
            Self::TypeService(v) => r.type_service |= v,
            Self::Specificite(v) => r.specificites_projet |= v,
            Self::TypeHebergement(v) => r.type_hebergement = Some(v),
            Self::Activites(v) => r.activites_externalisees |= v,
            Self::Ouverture(v) => r.ouverture_systeme = Some(v),
            Self::Audience(v) => r.audience_cible = Some(v),
            Self::Duree(v) => r.duree_dysfonctionnement_acceptable = Some(v),
            Self::Donnees(v) => r.categories_donnees_traitees |= v,
            // The rules read that there is a text, never what it says.
            Self::DonneesSupplementaires => {
                r.categories_donnees_traitees_supplementaires
                    .push("…".into());
            }
            Self::Volumetrie(v) => r.volumetrie_donnees_traitees = Some(v),
            Self::Localisation(v) => r.localisation_donnees_traitees = Some(v),
            Self::Niveau(v) => r.niveau_securite = Some(v),
        }
        r
    }

    /// Whether a complete description holds this answer. For a set of activities: exactly these
    /// ones; for categories of data: all of these.
    #[must_use]
    pub fn est_vraie(self, d: &Description) -> bool {
        match self {
            Self::TypeService(v) => d.type_service.contains(v),
            Self::Specificite(v) => d.specificites_projet.contains(v),
            Self::TypeHebergement(v) => d.type_hebergement == v,
            Self::Activites(v) => d.activites_externalisees == v,
            Self::Ouverture(v) => d.ouverture_systeme == v,
            Self::Audience(v) => d.audience_cible == v,
            Self::Duree(v) => d.duree_dysfonctionnement_acceptable == v,
            Self::Donnees(v) => d.categories_donnees_traitees.is_superset(v),
            Self::DonneesSupplementaires => d.donnees_supplementaires,
            Self::Volumetrie(v) => d.volumetrie_donnees_traitees == v,
            Self::Localisation(v) => d.localisation_donnees_traitees == v,
            Self::Niveau(v) => d.niveau_securite == v,
        }
    }
}
