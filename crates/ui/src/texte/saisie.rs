//! Sentences about what is refused: what is wrong, and what is accepted.
//!
//! Invariant: a sentence says what to do; it never quotes what was typed.

use super::niveau;
use crate::format::nombre;
use domaine::reponses::{Motif, Refus};
use domaine::saisie::{Invalide, Raison};
use domaine::vocabulaire::Champ;

/// Why a field is refused, and what is accepted.
#[must_use]
pub fn refus(refus: Refus) -> String {
    let sujet = |element: Option<usize>| {
        element.map_or_else(
            || "Ce texte".to_owned(),
            |rang| format!("La ligne {}", rang + 1),
        )
    };
    match refus.motif {
        Motif::TropLong { max, element } => {
            format!("{} dépasse la longueur permise. La limite est de {} caractères.", sujet(element), nombre(max))
        }
        Motif::TropDElements { max } => {
            format!("Cette liste est trop longue. La limite est de {max} lignes.")
        }
        Motif::CaractereInterdit { element } => format!(
            "{} contient un caractère invisible. Effacez et tapez à nouveau.",
            sujet(element)
        ),
        Motif::SiretInvalide => {
            "Ce numéro n’est ni un SIRET, ni un SIREN, ni un RNA, ni un EUID. Vérifiez-le, par exemple sur annuaire-entreprises.data.gouv.fr.".to_owned()
        }
    }
}

/// Why an answer to the questionnaire is refused, and what is accepted.
#[must_use]
pub fn invalide(invalide: Invalide) -> String {
    match invalide {
        Invalide::Contenu(cause) => refus(cause),
        Invalide::Manque(Champ::NomService) => "Donnez un nom au service.".to_owned(),
        Invalide::Manque(Champ::Siret) => {
            "Indiquez le SIRET de l’organisation, quatorze chiffres.".to_owned()
        }
        Invalide::Manque(Champ::TypeService) => "Cochez au moins une réponse.".to_owned(),
        Invalide::Manque(_) => "Choisissez une réponse.".to_owned(),
        Invalide::NiveauTropBas { requis } => format!(
            "Vos réponses demandent au moins des besoins {}. Vous pouvez viser plus haut, pas plus bas.",
            niveau(requis)
        ),
    }
}

/// Why another value is refused, and what is accepted.
#[must_use]
pub fn raison_saisie(champ: &str, raison: Raison) -> String {
    match (champ, raison) {
        ("organisation", Raison::Vide) => {
            "Nous ne connaissons pas encore ce numéro. Donnez le nom de l’organisation.".to_owned()
        }
        ("motif", Raison::Vide) => {
            "Dites pourquoi cette mesure est écartée. L’autorité lira ce motif.".to_owned()
        }
        ("raison", Raison::Vide) => {
            "Dites pourquoi vous retenez cette gravité. L’autorité lira cette raison.".to_owned()
        }
        ("desactivation", Raison::Vide) => {
            "Dites pourquoi ce risque n’est pas étudié. L’autorité lira cette raison.".to_owned()
        }
        ("titre", Raison::Vide) => "Donnez un titre.".to_owned(),
        ("nom", Raison::Vide) => "Donnez un nom.".to_owned(),
        ("categories", Raison::Vide) => "Cochez au moins une réponse.".to_owned(),
        ("courriel", Raison::Vide) => "Indiquez une adresse électronique.".to_owned(),
        ("categorie", Raison::Vide) => "Choisissez une catégorie.".to_owned(),
        ("fin", Raison::Vide) => {
            "Indiquez le dernier jour de l’auditeur, dans un an au plus.".to_owned()
        }
        ("expiration" | "fin", Raison::DateHorsBornes) => {
            "Choisissez une date à venir, dans un an au plus.".to_owned()
        }
        (_, Raison::DateHorsBornes) => "Cette date est passée ou trop lointaine.".to_owned(),
        ("jetons", Raison::TropNombreux { max }) => {
            format!(
                "Vous avez déjà {max} jetons valables. Révoquez-en un avant d’en créer un autre."
            )
        }
        ("services", Raison::Vide) => "Cochez au moins un service.".to_owned(),
        ("mesures", Raison::Vide) => "Cochez au moins une mesure.".to_owned(),
        ("texte", Raison::Vide) => "Écrivez quelque chose avant de publier.".to_owned(),
        (_, Raison::Vide) => "Remplissez ce champ.".to_owned(),
        (_, Raison::TropLong { max }) => {
            format!("Ce texte est trop long. Il peut compter {} caractères au plus.", nombre(max))
        }
        (_, Raison::TropDeLignes { max }) => {
            format!("Cette liste est trop longue. Elle peut compter {max} lignes au plus.")
        }
        (_, Raison::LigneTropLongue { ligne, max }) => format!(
            "La ligne {ligne} est trop longue. Une ligne peut compter {} caractères au plus.",
            nombre(max)
        ),
        (_, Raison::CaractereInterdit) => {
            "Ce texte contient un caractère invisible. Effacez-le et tapez-le à nouveau.".to_owned()
        }
        (_, Raison::CourrielInvalide) => {
            "Cette adresse n’est pas complète. Elle s’écrit comme prenom.nom@ville.fr.".to_owned()
        }
        (_, Raison::TelephoneInvalide) => {
            "Ce numéro ne se lit pas. Écrivez-le avec des chiffres, comme 02 99 00 00 00.".to_owned()
        }
        (_, Raison::Inconnu) => "Choisissez une des réponses proposées.".to_owned(),
        (_, Raison::PasMembre) => {
            "Choisissez des personnes qui travaillent sur ce service.".to_owned()
        }
        (_, Raison::DateInvalide) => "Indiquez un jour du calendrier, comme 31/12/2026.".to_owned(),
        ("mesures", Raison::TropNombreux { max }) => {
            format!("Choisissez-en {max} au plus, puis recommencez avec les autres.")
        }
        (_, Raison::DejaMembre) => {
            "Cette personne travaille déjà sur ce service. Changez son rôle dans la liste."
                .to_owned()
        }
        (_, Raison::PlusHautQueBrut) => {
            "Aujourd’hui ne peut pas dépasser le risque brut\u{a0}: vos mesures réduisent un risque, elles ne l’aggravent pas. Baissez cette valeur, ou relevez la valeur brute.".to_owned()
        }
        (_, Raison::RnaInvalide) => {
            "Ce numéro n’est pas celui d’une association. Il s’écrit W suivi de neuf chiffres, comme W751234567.".to_owned()
        }
        (_, Raison::EuidInvalide) => {
            "Cet identifiant n’est pas européen. Il s’écrit pays, registre, point, numéro, comme DEK1101R.HRB116737.".to_owned()
        }
        (_, Raison::DejaPris) => {
            "Une autre organisation a déjà cet identifiant. Vérifiez-le auprès d’elle, ou videz ce champ.".to_owned()
        }
        (_, Raison::DejaAdministrateur) => {
            "Cette personne administre déjà l’organisation.".to_owned()
        }
        (_, Raison::CompteInconnu) => {
            "Personne ne s’est encore connecté avec cette adresse. Demandez à la personne de se connecter une première fois, puis recommencez.".to_owned()
        }
        ("titre", Raison::TropNombreux { max }) => {
            format!("Il y en a déjà {max}, le plus qu’on puisse avoir. Retirez-en un d’abord.")
        }
        (_, Raison::TropNombreux { max }) => {
            format!("Il y en a déjà {max}, le plus qu’un service puisse avoir. Retirez-en un d’abord.")
        }
    }
}
