//! The coverage of risks by measures (F46), on a page and as a file for a spreadsheet.
//!
//! Invariant: both are made of the same rows. In the file no cell starts a formula.

use application::acces::ServiceOuvert;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use domaine::risques::{Couverture, OrigineLien, id_propre};
use domaine::texte::typographier;
use domaine::vocabulaire::Statut;
use ui::gabarit::SectionService;
use ui::pages::risques::{ColonneRisque, CouvertureVue, RangMesure};
use ui::texte;

use super::vues;
use crate::decrit::Decrit;
use crate::{Erreur, acteur::Acteur};

pub(crate) async fn get(acteur: Acteur, decrit: Decrit) -> Result<Response, Erreur> {
    let couverture = application::risques::couverture(&acteur.ctx, &decrit.service).await?;
    acteur.page(&vue(&decrit, &couverture)).await
}

/// The same table as CSV: UTF-8 with its mark and semicolons, as spreadsheets in French expect.
pub(crate) async fn csv(acteur: Acteur, decrit: Decrit) -> Result<Response, Erreur> {
    let couverture = application::risques::couverture(&acteur.ctx, &decrit.service).await?;
    let corps = tableur(&vue(&decrit, &couverture));
    let en_tetes = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"mesures-par-risque.csv\"",
        ),
    ];
    Ok((en_tetes, corps).into_response())
}

fn vue(decrit: &Decrit, couverture: &Couverture) -> CouvertureVue {
    let mut risques = colonnes(decrit);
    let toutes = vues::mesures(decrit);
    let total = toutes.len();
    let mesures: Vec<_> = toutes
        .into_iter()
        .map(|etat| RangMesure {
            cases: risques
                .iter()
                .map(|r| couverture.lien(&etat.mesure.id, &r.id))
                .collect(),
            id: etat.mesure.id,
            titre: etat.mesure.titre,
            statut: etat.statut,
        })
        .filter(|rang| rang.cases.iter().any(Option::is_some))
        .collect();
    for (place, risque) in risques.iter_mut().enumerate() {
        let siennes = mesures
            .iter()
            .filter(|m| m.cases.get(place).is_some_and(Option::is_some));
        let faites = |m: &&RangMesure| m.statut == Some(Statut::Fait);
        risque.mesures = (siennes.clone().filter(faites).count(), siennes.count());
    }
    CouvertureVue {
        bande: decrit.bande(SectionService::Risques),
        sans_risque: total - mesures.len(),
        risques,
        mesures,
    }
}

/// The risks studied, then those of the service's own; their measures are counted later.
fn colonnes(decrit: &Decrit) -> Vec<ColonneRisque> {
    let service: &ServiceOuvert = &decrit.service;
    let modele = &service.catalogue.risques;
    let calcules = decrit.bilan.evaluation.risques.iter().map(|r| {
        let fiche = modele.risque(r);
        let niveau = modele.niveau(r.gravite, r.courant);
        (fiche.id.clone(), typographier(&fiche.titre), niveau)
    });
    let propres = service.risques.presents().map(|(numero, ecrit)| {
        let risque = &ecrit.valeur;
        let niveau = modele.niveau(risque.gravite_courante, risque.vraisemblance_courante);
        (id_propre(numero), risque.titre.clone(), niveau)
    });
    calcules
        .chain(propres)
        .map(|(id, titre, niveau)| ColonneRisque {
            id,
            titre,
            niveau,
            mesures: (0, 0),
        })
        .collect()
}

fn tableur(vue: &CouvertureVue) -> String {
    let mut lignes = vec![
        entete("Mesure", "Titre", "Statut", vue, |r| {
            format!("{}\u{a0}: {}", r.id, r.titre)
        }),
        entete("", "Niveau du risque aujourd’hui", "", vue, |r| {
            texte::niveau_risque(r.niveau).to_owned()
        }),
        entete("", "Mesures faites", "", vue, |r| {
            format!("{} sur {}", r.mesures.0, r.mesures.1)
        }),
    ];
    lignes.extend(vue.mesures.iter().map(|mesure| {
        let cases = mesure.cases.iter().map(|case| match case {
            Some(OrigineLien::Catalogue) => "catalogue".to_owned(),
            Some(OrigineLien::Main) => "ajouté".to_owned(),
            None => String::new(),
        });
        let statut = texte::statut(mesure.statut).to_owned();
        [mesure.id.clone(), mesure.titre.clone(), statut]
            .into_iter()
            .chain(cases)
            .collect()
    }));
    let mut corps = String::from("\u{feff}");
    for ligne in lignes {
        let cellules: Vec<_> = ligne.iter().map(|c| cellule(c)).collect();
        corps.push_str(&cellules.join(";"));
        corps.push_str("\r\n");
    }
    corps
}

fn entete(
    un: &str,
    deux: &str,
    trois: &str,
    vue: &CouvertureVue,
    case: impl Fn(&ColonneRisque) -> String,
) -> Vec<String> {
    let debut = [un, deux, trois].map(str::to_owned);
    debut
        .into_iter()
        .chain(vue.risques.iter().map(case))
        .collect()
}

/// A cell: quoted, and never read as a formula (OWASP, CSV injection).
fn cellule(texte: &str) -> String {
    let formule = texte
        .trim_start()
        .starts_with(['=', '+', '-', '@', '\t', '\r']);
    let garde = if formule { "'" } else { "" };
    format!("\"{garde}{}\"", texte.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cellule;

    #[test]
    fn a_cell_is_text_whatever_it_holds() {
        assert_eq!(cellule("Départ"), "\"Départ\"");
        assert_eq!(cellule("a;\"b\"\nc"), "\"a;\"\"b\"\"\nc\"");
        for formule in ["=1+1", "+1", "-1", "@x", " =HYPERLINK(\"x\")"] {
            assert!(cellule(formule).starts_with("\"'"), "{formule}");
        }
    }
}
