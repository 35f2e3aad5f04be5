//! The services of the demonstration: seven, at seven stages.
//!
//! Invariant: every stage a page can show is here; figures follow from the answers, none is set.

use application::mesures::Reponse;
use domaine::droits::Role;
use domaine::reponses::{PointAcces, Reponses};
use domaine::vocabulaire::{
    ActiviteExternalisee, Audience, CategorieDonnees, DureeDysfonctionnement, Exigence,
    Localisation, Ouverture, Specificite, StatutDeploiement, TypeHebergement, TypeService,
    Volumetrie,
};
use enumset::{EnumSet, enum_set};

/// A service of the demonstration.
pub(super) struct ServiceDemo {
    /// Its name.
    pub(super) nom: &'static str,
    /// The example of the catalogue it starts from.
    pub(super) exemple: Option<&'static str>,
    /// Who owns it.
    pub(super) proprietaire: &'static str,
    /// Who else works on it.
    pub(super) equipe: &'static [(&'static str, Role)],
    /// What the example does not say.
    pub(super) completer: fn(&mut Reponses),
    /// How far it is.
    pub(super) stade: Stade,
}

/// How far a service is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stade {
    /// The description misses answers.
    Brouillon,
    /// Described, no question answered.
    Decrit,
    /// A third of the questions answered, some "je ne sais pas".
    Commence,
    /// Everything answered, little done: an index below 1.
    Fragile,
    /// Everything answered but a few; a good part done.
    Avance,
    /// Everything answered, the base is done.
    Solide,
    /// Almost everything done.
    Abouti,
}

impl Stade {
    /// What was said of the question of that rank.
    pub(super) fn reponse(self, rang: usize, exigence: Option<Exigence>) -> Option<Reponse> {
        let recommandee = exigence == Some(Exigence::Recommandee);
        let ecartee = || Reponse::Ecartee {
            motif: "Ne s’applique pas : ce service n’a pas cet équipement.".to_owned(),
        };
        match self {
            Self::Brouillon | Self::Decrit => None,
            Self::Commence => match (rang < 26, rang % 9) {
                (false, _) => None,
                (true, 4) => Some(Reponse::NeSaitPas),
                (true, 7) => Some(Reponse::ALancer),
                (true, 2 | 5) => Some(Reponse::EnCours),
                (true, _) => Some(Reponse::Fait),
            },
            Self::Fragile => Some(match rang % 7 {
                0 => Reponse::Fait,
                3 => Reponse::EnCours,
                _ => Reponse::ALancer,
            }),
            Self::Avance => match rang % 11 {
                10 if rang > 60 => None,
                4 => Some(Reponse::EnCours),
                8 => Some(Reponse::ALancer),
                9 if recommandee => Some(ecartee()),
                _ => Some(Reponse::Fait),
            },
            Self::Solide => Some(match rang % 8 {
                3 => Reponse::EnCours,
                6 if recommandee => Reponse::ALancer,
                _ => Reponse::Fait,
            }),
            Self::Abouti => Some(match rang {
                11 | 29 => Reponse::EnCours,
                _ => Reponse::Fait,
            }),
        }
    }
}

const EQUIPE: &[(&str, Role)] = &[("rssi", Role::Rssi), ("autorite", Role::Autorite)];

/// The services of the demonstration.
pub(super) const SERVICES: [ServiceDemo; 7] = [
    ServiceDemo {
        nom: "Portail famille",
        exemple: Some("cantine"),
        proprietaire: "porteur",
        equipe: &[
            ("rssi", Role::Rssi),
            ("prestataire", Role::Contributeur),
            ("autorite", Role::Autorite),
        ],
        completer: |r| r.points_acces = adresse("https://famille.saint-aubin.example"),
        stade: Stade::Avance,
    },
    ServiceDemo {
        nom: "Site de la ville",
        exemple: Some("site-vitrine"),
        proprietaire: "porteur",
        equipe: EQUIPE,
        completer: |r| r.points_acces = adresse("https://www.saint-aubin.example"),
        stade: Stade::Abouti,
    },
    ServiceDemo {
        nom: "Billetterie du théâtre",
        exemple: Some("billetterie"),
        proprietaire: "porteur",
        equipe: EQUIPE,
        completer: |_| (),
        stade: Stade::Commence,
    },
    ServiceDemo {
        nom: "Signalement de voirie",
        exemple: Some("signalement"),
        proprietaire: "porteur",
        equipe: &[("rssi", Role::Rssi), ("prestataire", Role::Contributeur)],
        completer: |_| (),
        stade: Stade::Decrit,
    },
    ServiceDemo {
        nom: "Extranet des élus",
        exemple: None,
        proprietaire: "rssi",
        equipe: &[
            ("porteur", Role::Contributeur),
            ("autorite", Role::Autorite),
        ],
        completer: extranet,
        stade: Stade::Fragile,
    },
    ServiceDemo {
        nom: "Parapheur électronique",
        exemple: None,
        proprietaire: "rssi",
        equipe: &[("porteur", Role::Lecteur), ("autorite", Role::Autorite)],
        completer: parapheur,
        stade: Stade::Solide,
    },
    ServiceDemo {
        nom: "Gestion des courriers",
        exemple: None,
        proprietaire: "porteur",
        equipe: &[("rssi", Role::Rssi)],
        completer: courriers,
        stade: Stade::Brouillon,
    },
];

fn adresse(texte: &str) -> Vec<PointAcces> {
    vec![PointAcces {
        description: texte.to_owned(),
    }]
}

fn extranet(r: &mut Reponses) {
    r.statut_deploiement = Some(StatutDeploiement::EnLigne);
    r.presentation =
        "Les élus y lisent les dossiers du conseil municipal avant la séance.".to_owned();
    r.type_service = EnumSet::only(TypeService::ServiceEnLigne);
    r.specificites_projet = EnumSet::only(Specificite::Annuaire);
    r.type_hebergement = Some(TypeHebergement::OnPremise);
    r.ouverture_systeme = Some(Ouverture::AccessibleSurInternet);
    r.audience_cible = Some(Audience::Limitee);
    r.duree_dysfonctionnement_acceptable = Some(DureeDysfonctionnement::PlusDe24h);
    r.categories_donnees_traitees =
        enum_set!(CategorieDonnees::DonneesDIdentite | CategorieDonnees::SecretsDEntreprise);
    r.volumetrie_donnees_traitees = Some(Volumetrie::Moyen);
    r.localisation_donnees_traitees = Some(Localisation::UE);
}

fn parapheur(r: &mut Reponses) {
    r.statut_deploiement = Some(StatutDeploiement::EnLigne);
    r.presentation =
        "La direction et les élus y signent les actes et les bons de commande.".to_owned();
    r.type_service = EnumSet::only(TypeService::ServiceEnLigne);
    r.specificites_projet = enum_set!(
        Specificite::DispositifDeSignatureElectronique | Specificite::EchangeOuReceptionEmails
    );
    r.type_hebergement = Some(TypeHebergement::Saas);
    r.activites_externalisees = EnumSet::<ActiviteExternalisee>::all();
    r.ouverture_systeme = Some(Ouverture::AccessibleSurInternet);
    r.audience_cible = Some(Audience::Moyenne);
    r.duree_dysfonctionnement_acceptable = Some(DureeDysfonctionnement::MoinsDe12h);
    r.categories_donnees_traitees = enum_set!(
        CategorieDonnees::DonneesDIdentite
            | CategorieDonnees::DonneesAdministrativesEtFinancieres
            | CategorieDonnees::DocumentsRHSensibles
    );
    r.volumetrie_donnees_traitees = Some(Volumetrie::Eleve);
    r.localisation_donnees_traitees = Some(Localisation::UE);
}

fn courriers(r: &mut Reponses) {
    r.statut_deploiement = Some(StatutDeploiement::EnProjet);
    r.presentation = "Numériser, répartir et suivre le courrier reçu en mairie.".to_owned();
    r.type_service = EnumSet::only(TypeService::AutreSystemeInformation);
    r.type_hebergement = Some(TypeHebergement::OnPremise);
}
