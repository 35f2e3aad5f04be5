//! What the next page says once answers are saved.

use application::description::Enregistree;
use ui::gabarit::Ton;
use ui::texte;

/// What happened, when it is worth saying: a draft that simply goes on says nothing.
pub(super) fn enregistree(
    issue: &Enregistree,
    decrit: bool,
    bouton: &str,
) -> Option<(Ton, String)> {
    let mut phrases = Vec::new();
    let mut ton = Ton::Succes;
    if decrit {
        phrases.push("La description est à jour.".to_owned());
    } else if bouton == "quitter" {
        phrases.push("Le brouillon est gardé. Vous le reprendrez depuis cette liste.".to_owned());
    }
    if let Some(niveau) = issue.niveau_releve {
        ton = Ton::Alerte;
        phrases.push(format!(
            "Vos réponses demandent maintenant des besoins {}\u{a0}: le niveau retenu est relevé.",
            texte::niveau(niveau)
        ));
    }
    if !issue.repris.is_empty() {
        ton = Ton::Alerte;
        phrases.push(reprises(issue));
    }
    (!phrases.is_empty()).then(|| (ton, phrases.join(" ")))
}

/// A colleague answered other questions meanwhile.
fn reprises(issue: &Enregistree) -> String {
    let auteur = issue.repris_de.as_deref().unwrap_or("Une autre personne");
    let questions: Vec<_> = issue
        .repris
        .iter()
        .map(|champ| format!("«\u{a0}{}\u{a0}»", texte::champ(champ)))
        .collect();
    let gardees = match questions.len() {
        1 => "Sa réponse est gardée",
        _ => "Ses réponses sont gardées",
    };
    format!(
        "{auteur} a répondu à {} pendant ce temps. {gardees}.",
        questions.join(", ")
    )
}
