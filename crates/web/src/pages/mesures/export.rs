//! The list as a file for a spreadsheet.
//!
//! Invariant: no cell is ever read as a formula (`= + - @`, tabulation, carriage return first).

use application::mesures::entourage;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domaine::suivi::SuiviMesure;
use ui::format::jour_civil;
use ui::texte;

use super::Demande;
use super::lignes::{Lecture, reponse};
use crate::decrit::Decrit;
use crate::{Erreur, acteur::Acteur, parametres::Parametres};

const COLONNES: [&str; 12] = [
    "Identifiant",
    "Mesure",
    "Catégorie",
    "Exigence",
    "Porteur",
    "Statut",
    "Motif",
    "Priorité",
    "Échéance",
    "En retard",
    "Responsables",
    "Modalités",
];

pub(crate) async fn get(
    acteur: Acteur,
    Parametres(demande): Parametres<Demande>,
    decrit: Decrit,
) -> Result<Response, Erreur> {
    let filtres = demande.filtres(&decrit);
    let entourage = entourage(&acteur.ctx, &decrit.service, !filtres.q.is_empty()).await?;
    let lecture = Lecture {
        gains: decrit.service.gains()?,
        decrit: &decrit,
        entourage: &entourage,
        jour: jour_civil(acteur.ctx.maintenant()),
    };
    // The byte order mark tells spreadsheets that the text is UTF-8.
    let mut texte = String::from("\u{feff}");
    ecrire(&mut texte, COLONNES.map(str::to_owned));
    for ligne in lecture.liste(&filtres).lignes(None) {
        let rangee = decrit.service.lignes.get(&*ligne.id);
        let vide = SuiviMesure::default();
        let suivi = rangee.map_or(&vide, |l| &l.suivi);
        let exigence = texte::exigence(ligne.exigence);
        ecrire(
            &mut texte,
            [
                ligne.id.into_owned(),
                ligne.titre.into_owned(),
                texte::categorie(ligne.categorie).to_owned(),
                exigence.to_owned(),
                texte::porteur(ligne.porteur).to_owned(),
                ui::pages::etat_des_lieux::Reponse::nom(reponse(rangee)).to_owned(),
                suivi.motif.clone(),
                suivi.priorite.map_or("", texte::priorite).to_owned(),
                ligne.echeance.map(|e| e.to_string()).unwrap_or_default(),
                if ligne.retard { "oui" } else { "" }.to_owned(),
                ligne.responsables.join(", "),
                suivi.details.clone(),
            ],
        );
    }
    let en_tetes = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"mesures.csv\"",
        ),
    ];
    Ok((en_tetes, texte).into_response())
}

/// One record, as RFC 4180 says, with the separator of French spreadsheets.
fn ecrire(fichier: &mut String, cellules: [String; 12]) {
    let ligne = cellules.map(|cellule| cellule_sure(&cellule));
    fichier.push_str(&ligne.join(";"));
    fichier.push_str("\r\n");
}

fn cellule_sure(texte: &str) -> String {
    let formule = texte.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let garde = if formule { "'" } else { "" };
    format!("\"{garde}{}\"", texte.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cellule_sure;

    #[test]
    fn a_cell_is_never_a_formula() {
        for (texte, attendue) in [
            ("AUTH.1", "\"AUTH.1\""),
            ("=1+1", "\"'=1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("-2; \"oui\"", "\"'-2; \"\"oui\"\"\""),
        ] {
            assert_eq!(cellule_sure(texte), attendue);
        }
    }
}
