//! Sentences about answers: why a measure is there, what would raise the level.
//!
//! Invariant: an answer is quoted with the words of the questionnaire, never with its identifier.

use super::niveau;
use crate::format::typo;
use domaine::besoins::Relevement;
use domaine::mesures::{Effet, Raison};
use domaine::questionnaire::Questionnaire;
use domaine::reponses::Reponse;
use domaine::vocabulaire::Champ;

/// The short name of a field, where its question would be too long.
#[must_use]
pub const fn champ(champ: Champ) -> &'static str {
    match champ {
        Champ::NomService => "Nom du service",
        Champ::Siret => "Organisation responsable (SIRET)",
        Champ::StatutDeploiement => "Avancement du projet",
        Champ::Presentation => "Présentation",
        Champ::PointsAcces => "Adresses",
        Champ::TypeService => "Nature du service",
        Champ::SpecificitesProjet => "Éléments à couvrir",
        Champ::TypeHebergement => "Hébergement",
        Champ::ActivitesExternalisees => "Travail confié à un tiers",
        Champ::OuvertureSysteme => "Ouverture",
        Champ::AudienceCible => "Public",
        Champ::DureeDysfonctionnementAcceptable => "Arrêt supportable",
        Champ::CategoriesDonneesTraitees => "Informations traitées",
        Champ::CategoriesDonneesTraiteesSupplementaires => "Autres informations",
        Champ::VolumetrieDonneesTraitees => "Quantité d’informations",
        Champ::LocalisationDonneesTraitees => "Pays de stockage",
        Champ::NiveauSecurite => "Niveau de besoins",
    }
}

/// What a field of a form with several of them is called in the summary of what is refused.
#[must_use]
pub fn sujet(id: &str) -> Option<&'static str> {
    match id {
        "organisation" => Some("Nom de l’organisation"),
        "details" => Some("Modalités de mise en œuvre"),
        "echeance" => Some("Échéance"),
        "responsables" => Some("Responsables"),
        "titre" => Some("Titre"),
        "categorie" => Some("Catégorie"),
        "description" => Some("Description"),
        "etapes" => Some("Étapes"),
        "courriel" => Some("Adresse électronique professionnelle"),
        "role" => Some("Avec quel rôle ?"),
        "nom" => Some("Nom du nouveau service"),
        "exemple" => Some("Voulez-vous partir d’un exemple ?"),
        "motif" => Some("Motif, si elle est écartée"),
        "priorite" => Some("Priorité"),
        "valeur" => Some("Gravité retenue"),
        "raison" => Some("Raison, si elle n’est pas celle du calcul"),
        "desactivation" => Some("Pourquoi ?"),
        "commentaire" => Some("Pourquoi ces valeurs ?"),
        "graviteBrute" => Some("Gravité brute"),
        "graviteCourante" => Some("Gravité aujourd’hui"),
        "vraisemblanceBrute" => Some("Vraisemblance brute"),
        "vraisemblanceCourante" => Some("Vraisemblance aujourd’hui"),
        _ => Champ::depuis_id(id).map(champ),
    }
}

/// An answer, quoted: `« Chez un hébergeur » et « Une demi-journée »`.
#[must_use]
pub fn reponse(questionnaire: &Questionnaire, reponse: Reponse) -> String {
    let citations: Vec<String> = match reponse {
        Reponse::Niveau(retenu) => vec![format!("«\u{a0}besoins {}\u{a0}»", niveau(retenu))],
        Reponse::DonneesSupplementaires => vec!["«\u{a0}d’autres informations\u{a0}»".to_owned()],
        autre => questionnaire
            .libelles(autre)
            .into_iter()
            .map(|libelle| format!("«\u{a0}{}\u{a0}»", typo(libelle)))
            .collect(),
    };
    match citations.split_last() {
        None => "«\u{a0}rien\u{a0}»".to_owned(),
        Some((seule, [])) => seule.clone(),
        Some((derniere, autres)) => format!("{} et {derniere}", autres.join(", ")),
    }
}

/// Why a measure is there, as it is, in one sentence.
#[must_use]
pub fn raison(questionnaire: &Questionnaire, raison: Raison) -> String {
    let citation = reponse(questionnaire, raison.reponse);
    let sujet = champ(raison.reponse.champ());
    match raison.effet {
        Effet::Socle => format!("Elle fait partie du socle demandé à ce niveau\u{a0}: {citation}."),
        Effet::Ajoutee => format!("{sujet}\u{a0}: votre réponse {citation} l’ajoute."),
        Effet::Relevee => format!("{sujet}\u{a0}: votre réponse {citation} la rend indispensable."),
        Effet::Abaissee => format!("{sujet}\u{a0}: votre réponse {citation} la rend recommandée."),
        Effet::PorteeProjet => {
            format!("{sujet}\u{a0}: votre réponse {citation} la confie à votre équipe.")
        }
        Effet::PorteePresta => {
            format!("{sujet}\u{a0}: votre réponse {citation} la confie au prestataire.")
        }
        Effet::PorteeMixte => {
            format!(
                "{sujet}\u{a0}: votre réponse {citation} la confie à votre équipe et au prestataire."
            )
        }
    }
}

/// A single answer that would raise the level.
#[must_use]
pub fn relevement(questionnaire: &Questionnaire, relevement: Relevement) -> String {
    format!(
        "{}\u{a0}: {} donnerait des besoins {}.",
        champ(relevement.reponse.champ()),
        reponse(questionnaire, relevement.reponse),
        niveau(relevement.niveau)
    )
}
