//! The five people of the demonstration, their words and their claims.
//!
//! Invariant: nobody here exists; every address is in `demo.example`.

/// SIRET of the town the demonstration invents (valid by the Luhn rule, allotted to nobody).
pub(crate) const SIRET: &str = "21000000600010";

/// Someone one can sign in as.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Personne {
    /// Identifier at the provider (`sub`), and the part of the address before `@`.
    pub sub: &'static str,
    /// First name.
    pub prenom: &'static str,
    /// Last name.
    pub nom: &'static str,
    /// Position in the town.
    pub fonction: &'static str,
    /// What one does in the demonstration as this person, in one sentence.
    pub role: &'static str,
}

impl Personne {
    /// Professional address.
    #[must_use]
    pub(crate) fn courriel(&self) -> String {
        format!("{}@demo.example", self.sub)
    }

    /// The person with this identifier.
    #[must_use]
    pub(crate) fn par_sub(sub: &str) -> Option<&'static Self> {
        PERSONNES.iter().find(|p| p.sub == sub)
    }
}

/// The people of the choice page, in its order.
pub(crate) const PERSONNES: [Personne; 5] = [
    Personne {
        sub: "porteur",
        prenom: "Claire",
        nom: "Morvan",
        fonction: "Responsable des services en ligne",
        role: "Décrit les services et dit où en sont les mesures.",
    },
    Personne {
        sub: "rssi",
        prenom: "Karim",
        nom: "Benali",
        fonction: "Responsable de la sécurité numérique",
        role: "Suit tous les services et conseille les équipes.",
    },
    Personne {
        sub: "autorite",
        prenom: "Hélène",
        nom: "Faure",
        fonction: "Directrice générale des services",
        role: "Lit l’état de chaque service avant de décider.",
    },
    Personne {
        sub: "prestataire",
        prenom: "Thomas",
        nom: "Petit",
        fonction: "Développeur chez un prestataire",
        role: "Répond aux mesures des services qui lui sont confiés.",
    },
    Personne {
        sub: "admin",
        prenom: "Nadia",
        nom: "Lopez",
        fonction: "Administratrice de l’installation",
        role: "Découvre le produit avec un compte sans service.",
    },
];
