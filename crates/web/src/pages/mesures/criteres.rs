//! What a person asked to see of the list, compared with each measure.
//!
//! Invariant: a text is read only when one searches; every word must be somewhere in the measure.

use std::collections::BTreeMap;

use application::commentaires::Objet;
use domaine::suivi::SuiviMesure;
use domaine::texte::mots_cherches;
use domaine::vocabulaire::Statut;
use jiff::ToSpan;
use jiff::civil::Date;
use ui::pages::mesures::{EcheanceMesures, FiltresMesures, OngletMesures};
use uuid::Uuid;

use super::lignes::Article;

/// How near a deadline is "near", in days.
const PROCHE: i32 = 30;

/// What a person asked to see, ready to be compared with each measure.
pub(super) struct Criteres<'l> {
    pub(super) filtres: &'l FiltresMesures,
    pub(super) mots: Vec<String>,
    pub(super) noms: BTreeMap<Uuid, String>,
    /// What was written of each object.
    pub(super) textes: &'l BTreeMap<String, String>,
    pub(super) jour: Date,
}

impl Criteres<'_> {
    /// Whether the filters keep a measure, the tab aside.
    pub(super) fn retient(&self, article: &Article<'_>) -> bool {
        let (f, fiche) = (self.filtres, &article.fiche);
        f.categorie.is_none_or(|c| fiche.categorie == c)
            && (f.theme.is_empty() || article.theme == Some(&f.theme))
            && f.exigence.is_none_or(|e| fiche.exigence == e)
            && f.porteur.is_none_or(|p| fiche.porteur == Some(p))
            && self.du_plan(article)
            && self.contient(article)
    }

    /// Whether the plan of a measure is one of those asked for.
    fn du_plan(&self, article: &Article<'_>) -> bool {
        let vide = SuiviMesure::default();
        let (filtres, suivi) = (self.filtres, article.suivi.unwrap_or(&vide));
        let bientot = self.jour.saturating_add(PROCHE.days());
        let responsable = match filtres.responsable.as_str() {
            "" => true,
            FiltresMesures::PERSONNE => suivi.responsables.is_empty(),
            compte => Uuid::parse_str(compte).is_ok_and(|id| suivi.responsables.contains(&id)),
        };
        responsable
            && filtres.priorite.is_none_or(|p| suivi.priorite == Some(p))
            && match filtres.echeance {
                None => true,
                Some(EcheanceMesures::Retard) => suivi.en_retard(self.jour),
                Some(EcheanceMesures::Proche) => suivi
                    .echeance
                    .is_some_and(|e| (self.jour..=bientot).contains(&e)),
                Some(EcheanceMesures::Aucune) => suivi.echeance.is_none(),
            }
    }

    /// Whether every word is somewhere in the measure: title, text, identifier, plan, people,
    /// comments.
    fn contient(&self, article: &Article<'_>) -> bool {
        if self.mots.is_empty() {
            return true;
        }
        let fiche = &article.fiche;
        let mut texte = format!("{} {} {}", fiche.id, fiche.titre, article.fond.texte());
        let mut ajouter = |morceau: &str| {
            texte.push(' ');
            texte.push_str(morceau);
        };
        if let Some(suivi) = article.suivi {
            ajouter(&suivi.motif);
            ajouter(&suivi.details);
            for nom in suivi.responsables.iter().filter_map(|id| self.noms.get(id)) {
                ajouter(nom);
            }
        }
        let objet = Objet::Mesure(fiche.id.to_string()).id();
        if let Some(ecrit) = self.textes.get(&objet) {
            ajouter(ecrit);
        }
        let plie = mots_cherches(&texte).join(" ");
        self.mots.iter().all(|mot| plie.contains(mot.as_str()))
    }
}

/// Whether a measure that stands there belongs to a tab.
pub(super) fn de_l_onglet(statut: Option<Statut>, onglet: OngletMesures) -> bool {
    match onglet {
        OngletMesures::ATraiter => !matches!(statut, Some(Statut::Fait | Statut::NonFait)),
        OngletMesures::AStatuer => statut.is_none(),
        OngletMesures::ALancer => statut == Some(Statut::ALancer),
        OngletMesures::EnCours => statut == Some(Statut::EnCours),
        OngletMesures::Faites => statut == Some(Statut::Fait),
        OngletMesures::Ecartees => statut == Some(Statut::NonFait),
        OngletMesures::Toutes => true,
    }
}
