//! The closed vocabularies: every identifier that data files, requests and the database may carry.
//!
//! Invariant: an identifier is written once, here. The catalogue's loader checks that the
//! data files use exactly these ones (a bijection); labels and figures live in the data.

use std::fmt;

/// What every closed vocabulary offers; written by [`vocabulaire!`] only.
pub trait Vocabulaire: Copy + Eq + fmt::Debug + fmt::Display + 'static {
    /// Every word, in the order of the reference.
    const TOUS: &'static [Self];

    /// The identifier used in files, requests and the database (`portailInformation`).
    fn id(self) -> &'static str;

    /// Rank in [`Self::TOUS`].
    fn rang(self) -> usize;

    /// The word whose identifier is `id`, if there is one (case matters).
    fn depuis_id(id: &str) -> Option<Self> {
        Self::TOUS.iter().copied().find(|mot| mot.id() == id)
    }
}

/// Declares closed enums with their identifiers; `id()`, `depuis_id()`, `TOUS`, `Display` and
/// serde (as the identifier) follow.
macro_rules! vocabulaire {
    ($($(#[$doc:meta])* $nom:ident { $($(#[$vdoc:meta])* $mot:ident = $id:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(::enumset::EnumSetType, Debug, Hash, PartialOrd, Ord)]
        #[enumset(serialize_repr = "list")]
        pub enum $nom { $($(#[$vdoc])* #[doc = concat!("`", $id, "`")] $mot),+ }

        impl $nom {
            /// Every word, in the order of the reference.
            pub const TOUS: &'static [Self] = &[$(Self::$mot),+];

            /// The identifier used in files, requests and the database.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$mot => $id),+ }
            }

            /// The word whose identifier is `id`, if there is one (case matters).
            #[must_use]
            pub fn depuis_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$mot),)+ _ => None }
            }

            /// Rank in [`Self::TOUS`].
            #[must_use]
            pub const fn rang(self) -> usize {
                self as usize
            }
        }

        impl $crate::vocabulaire::Vocabulaire for $nom {
            const TOUS: &'static [Self] = $nom::TOUS;
            fn id(self) -> &'static str { $nom::id(self) }
            fn rang(self) -> usize { $nom::rang(self) }
            fn depuis_id(id: &str) -> Option<Self> { $nom::depuis_id(id) }
        }

        impl ::std::fmt::Display for $nom {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.id())
            }
        }

        impl serde::Serialize for $nom {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.id())
            }
        }

        impl<'de> serde::Deserialize<'de> for $nom {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                d.deserialize_str($crate::vocabulaire::Mot(::std::marker::PhantomData))
            }
        }
    )+};
}

/// Reads a word from its identifier, naming the accepted ones when it is not one of them.
pub(crate) struct Mot<T>(pub(crate) std::marker::PhantomData<T>);

impl<T: Vocabulaire> serde::de::Visitor<'_> for Mot<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one of")?;
        T::TOUS
            .iter()
            .try_for_each(|mot| write!(f, " `{}`", mot.id()))
    }

    fn visit_str<E: serde::de::Error>(self, id: &str) -> Result<T, E> {
        T::depuis_id(id).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(id), &self))
    }
}

vocabulaire! {
    /// The questions that describe a service (`questionnaire.yaml`, `champs`).
    Champ {
        NomService = "nomService",
        Siret = "organisationResponsable.siret",
        StatutDeploiement = "statutDeploiement",
        Presentation = "presentation",
        PointsAcces = "pointsAcces",
        TypeService = "typeService",
        SpecificitesProjet = "specificitesProjet",
        TypeHebergement = "typeHebergement",
        ActivitesExternalisees = "activitesExternalisees",
        OuvertureSysteme = "ouvertureSysteme",
        AudienceCible = "audienceCible",
        DureeDysfonctionnementAcceptable = "dureeDysfonctionnementAcceptable",
        CategoriesDonneesTraitees = "categoriesDonneesTraitees",
        CategoriesDonneesTraiteesSupplementaires = "categoriesDonneesTraiteesSupplementaires",
        VolumetrieDonneesTraitees = "volumetrieDonneesTraitees",
        LocalisationDonneesTraitees = "localisationDonneesTraitees",
        NiveauSecurite = "niveauSecurite",
    }

    /// Where the project stands.
    StatutDeploiement {
        EnProjet = "enProjet",
        EnCours = "enCours",
        EnLigne = "enLigne",
    }

    /// What kind of service it is; several may apply.
    TypeService {
        PortailInformation = "portailInformation",
        ServiceEnLigne = "serviceEnLigne",
        Api = "api",
        ApplicationMobile = "applicationMobile",
        AutreSystemeInformation = "autreSystemeInformation",
    }

    /// What else belongs to the perimeter; each one adds measures.
    Specificite {
        PostesDeTravail = "postesDeTravail",
        AccesPhysiqueAuxBureaux = "accesPhysiqueAuxBureaux",
        AccesPhysiqueAuxSallesTechniques = "accesPhysiqueAuxSallesTechniques",
        Annuaire = "annuaire",
        DispositifDeSignatureElectronique = "dispositifDeSignatureElectronique",
        EchangeOuReceptionEmails = "echangeOuReceptionEmails",
    }

    /// Where the service runs.
    TypeHebergement {
        OnPremise = "onPremise",
        Cloud = "cloud",
        Saas = "saas",
        Autre = "autre",
    }

    /// Work wholly entrusted to a third party.
    ActiviteExternalisee {
        AdministrationTechnique = "administrationTechnique",
        DeveloppementLogiciel = "developpementLogiciel",
    }

    /// From where the service can be reached.
    Ouverture {
        InterneRestreint = "interneRestreint",
        Interne = "interne",
        InternePlusTiers = "internePlusTiers",
        AccessibleSurInternet = "accessibleSurInternet",
    }

    /// How far its public extends.
    Audience {
        Limitee = "limitee",
        Moyenne = "moyenne",
        Large = "large",
        TresLarge = "tresLarge",
    }

    /// How long one can do without it.
    DureeDysfonctionnement {
        MoinsDe4h = "moinsDe4h",
        MoinsDe12h = "moinsDe12h",
        MoinsDe24h = "moinsDe24h",
        PlusDe24h = "plusDe24h",
    }

    /// The kinds of information handled.
    CategorieDonnees {
        DonneesSensibles = "donneesSensibles",
        DocumentsRHSensibles = "documentsRHSensibles",
        SecretsDEntreprise = "secretsDEntreprise",
        DonneesCaracterePersonnelPersonneARisque = "donneesCaracterePersonnelPersonneARisque",
        DonneesSituationFamilialeEconomiqueFinanciere = "donneesSituationFamilialeEconomiqueFinanciere",
        DocumentsIdentifiants = "documentsIdentifiants",
        DonneesTechniques = "donneesTechniques",
        DonneesDIdentite = "donneesDIdentite",
        DonneesAdministrativesEtFinancieres = "donneesAdministrativesEtFinancieres",
    }

    /// How much information is kept.
    Volumetrie {
        Faible = "faible",
        Moyen = "moyen",
        Eleve = "eleve",
        TresEleve = "tresEleve",
    }

    /// Where the data is stored.
    Localisation {
        UE = "UE",
        HorsUE = "horsUE",
    }

    /// The level of needs, chosen by the owner and never below the required one. Ordered.
    NiveauSecurite {
        Niveau1 = "niveau1",
        Niveau2 = "niveau2",
        Niveau3 = "niveau3",
    }

    /// Where a measure stands; no status at all is `Option::None` everywhere.
    Statut {
        /// Done: the only one that lowers a likelihood.
        Fait = "fait",
        /// Under way: counts for half in the index.
        EnCours = "enCours",
        /// To be started.
        ALancer = "aLancer",
        /// Declined, with a reason.
        NonFait = "nonFait",
    }

    /// How strongly a measure is asked of a service.
    Exigence {
        Indispensable = "indispensable",
        Recommandee = "recommandee",
    }

    /// Who carries a measure: the entity's project, its provider, or both.
    Porteur {
        Projet = "projet",
        Presta = "presta",
        Mixte = "mixte",
    }

    /// The four families of the index.
    Categorie {
        Gouvernance = "gouvernance",
        Protection = "protection",
        Defense = "defense",
        Resilience = "resilience",
    }

    /// The six subjects of the catalogue.
    Thematique {
        GouvernanceRisques = "gouvernance-risques",
        Ecosysteme = "ecosysteme",
        IdentitesAcces = "identites-acces",
        SystemesReseaux = "systemes-reseaux",
        ApplicatifDonnees = "applicatif-donnees",
        SurveillanceIncidents = "surveillance-incidents",
    }

    /// The people who usually carry a measure out.
    Acteur {
        ChefProjetNumerique = "chefProjetNumerique",
        ChefProjetMetier = "chefProjetMetier",
        AdminTechnique = "adminTechnique",
        AdminFonctionnel = "adminFonctionnel",
        Developpeurs = "developpeurs",
        Rssi = "rssi",
        Dpo = "dpo",
    }

    /// How much work a measure asks for. Ordered.
    Effort {
        Faible = "faible",
        Moyen = "moyen",
        Eleve = "eleve",
    }

    /// How soon a measure should be carried out. Ordered.
    Delai {
        Court = "court",
        Moyen = "moyen",
        Long = "long",
    }

    /// What a risk touches.
    CategorieRisque {
        Disponibilite = "disponibilite",
        Integrite = "integrite",
        Confidentialite = "confidentialite",
        Tracabilite = "tracabilite",
    }

    /// Overall level of a risk, for display (`risques.md` §4). Ordered.
    NiveauRisque {
        Faible = "faible",
        Moyen = "moyen",
        Eleve = "eleve",
    }
}

impl NiveauSecurite {
    /// Position from 1 (basic needs) to 3 (advanced needs).
    #[must_use]
    pub const fn position(self) -> u8 {
        self as u8 + 1
    }

    /// The next level up, if there is one.
    #[must_use]
    pub fn suivant(self) -> Option<Self> {
        Self::TOUS.get(self.rang() + 1).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aller_retour<T: Vocabulaire>() {
        for (rang, mot) in T::TOUS.iter().enumerate() {
            assert_eq!(T::depuis_id(mot.id()), Some(*mot));
            assert_eq!(mot.rang(), rang);
            assert_eq!(mot.to_string(), mot.id());
        }
        assert_eq!(T::depuis_id("inconnu"), None);
    }

    #[test]
    fn every_identifier_reads_back() {
        aller_retour::<Champ>();
        aller_retour::<TypeService>();
        aller_retour::<CategorieDonnees>();
        aller_retour::<Statut>();
        aller_retour::<Thematique>();
        aller_retour::<NiveauRisque>();
    }

    #[test]
    fn levels_are_ordered() {
        assert!(NiveauSecurite::Niveau1 < NiveauSecurite::Niveau3);
        assert_eq!(
            NiveauSecurite::Niveau2.suivant(),
            Some(NiveauSecurite::Niveau3)
        );
        assert_eq!(NiveauSecurite::Niveau3.suivant(), None);
    }
}
