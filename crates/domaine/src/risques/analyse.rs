//! What carries a risk, and what would lower it.
//!
//! Invariant: pure and total; a step is the smallest set of measures that lowers the likelihood,
//! and every measure named is one the service has and has not done.

use super::{ChampGravite, Groupe, ModeleRisques, Objectif, Predicat, RisqueEvalue, Vraisemblance};
use crate::ensemble::{Ensemble, MesureIdx};
use crate::mesures::MesuresDuService;
use crate::reponses::{Description, Reponse};
use crate::statuts::Statuts;
use crate::vocabulaire::Statut;

/// Groups looked at together; a level of the catalogue has at most nine.
const GROUPES_MAX: usize = 12;

/// Why a risk stands where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analyse<'a> {
    /// What an attacker would be after, with the answer each gravity comes from.
    pub origines: Vec<OrigineGravite<'a>>,
    /// The groups of measures the likelihood depends on, in order.
    pub barrieres: Vec<Barriere>,
    /// Each measure left to do, with what it would change alone; those that change something first.
    pub leviers: Vec<Levier>,
    /// The smallest set that lowers the likelihood; none when nothing does.
    pub pas: Option<Pas>,
}

/// Where a computed gravity comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrigineGravite<'a> {
    /// What the attacker would be after.
    pub objectif: &'a Objectif,
    /// The answer it takes its gravity from.
    pub reponse: Reponse,
}

/// Measures that stand in the way together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barriere {
    /// Those of the service, in the order of the catalogue's file.
    pub mesures: Vec<MesureIdx>,
    /// Those not done.
    pub manquantes: Vec<MesureIdx>,
    /// One done is enough; otherwise all must be.
    pub une_suffit: bool,
    /// Whether it holds.
    pub tient: bool,
}

/// A measure left to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levier {
    /// The measure.
    pub mesure: MesureIdx,
    /// The likelihood once it alone is done, 1 to 4.
    pub apres: u8,
}

/// Measures to finish together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pas {
    /// In catalogue order.
    pub mesures: Vec<MesureIdx>,
    /// The likelihood once they are done, 1 to 4.
    pub apres: u8,
}

impl ModeleRisques {
    /// Why a risk of a service stands where it stands, and what would lower it.
    #[must_use]
    pub fn analyser(
        &self,
        evalue: &RisqueEvalue,
        d: &Description,
        mesures: &MesuresDuService,
        statuts: &Statuts,
    ) -> Analyse<'_> {
        let origine = |objectif| OrigineGravite {
            objectif,
            reponse: reponse(objectif, d),
        };
        let origines = self.objectifs_retenus(evalue).map(origine).collect();
        let niveau = &self.risque(evalue).vraisemblances[d.niveau_securite.rang()];
        let Some(vraisemblance) = niveau else {
            return Analyse {
                origines,
                barrieres: Vec::new(),
                leviers: Vec::new(),
                pas: None,
            };
        };
        let du_service = mesures.toutes();
        let acquises = statuts.avec(Statut::Fait) | !du_service;
        Analyse {
            origines,
            barrieres: vraisemblance.barrieres(du_service, acquises),
            leviers: vraisemblance.leviers(acquises),
            pas: vraisemblance.pas(acquises),
        }
    }
}

/// The answer an objective takes its gravity from.
fn reponse(objectif: &Objectif, d: &Description) -> Reponse {
    match objectif.champ_gravite {
        ChampGravite::Audience => Reponse::Audience(d.audience_cible),
        ChampGravite::Volumetrie => Reponse::Volumetrie(d.volumetrie_donnees_traitees),
        ChampGravite::Duree => Reponse::Duree(d.duree_dysfonctionnement_acceptable),
    }
}

impl Vraisemblance {
    /// The groups some formula looks at.
    fn groupes_lus(&self) -> impl Iterator<Item = &Groupe> {
        self.groupes
            .iter()
            .filter(|g| self.predicats(g).next().is_some())
    }

    fn predicats(&self, groupe: &Groupe) -> impl Iterator<Item = Predicat> {
        let (termes, ensemble) = (
            self.formules.iter().flat_map(|f| &f.termes),
            groupe.ensemble,
        );
        termes
            .filter(move |t| t.groupe == ensemble)
            .map(|t| t.predicat)
    }

    fn une_suffit(&self, groupe: &Groupe) -> bool {
        self.predicats(groupe).all(|p| p == Predicat::AucuneFaite)
    }

    fn tient(&self, groupe: &Groupe, acquises: Ensemble) -> bool {
        if self.une_suffit(groupe) {
            !(groupe.ensemble & acquises).is_empty()
        } else {
            groupe.ensemble.est_inclus_dans(&acquises)
        }
    }

    fn barrieres(&self, du_service: Ensemble, acquises: Ensemble) -> Vec<Barriere> {
        let dedans = |g: &Groupe, e: Ensemble| {
            let mesures = g.mesures.iter().copied();
            mesures.filter(|m| e.contient(*m)).collect::<Vec<_>>()
        };
        self.groupes_lus()
            .filter(|g| !(g.ensemble & du_service).is_empty())
            .map(|g| Barriere {
                mesures: dedans(g, du_service),
                manquantes: dedans(g, du_service - acquises),
                une_suffit: self.une_suffit(g),
                tient: self.tient(g, acquises),
            })
            .collect()
    }

    fn leviers(&self, acquises: Ensemble) -> Vec<Levier> {
        let mut vues = acquises;
        let mut leviers = Vec::new();
        for mesure in self.groupes_lus().flat_map(|g| &g.mesures) {
            if !vues.contient(*mesure) {
                vues.ajouter(*mesure);
                let mut avec = acquises;
                avec.ajouter(*mesure);
                leviers.push(Levier {
                    mesure: *mesure,
                    apres: self.valeur(avec),
                });
            }
        }
        leviers.sort_by_key(|l| l.apres);
        leviers
    }

    /// Looks at every choice of groups to complete: there are few, and only completing a group (or
    /// starting one where a single measure is enough) changes a formula.
    fn pas(&self, acquises: Ensemble) -> Option<Pas> {
        let courant = self.valeur(acquises);
        let groupes: Vec<_> = self.groupes_lus().take(GROUPES_MAX).collect();
        let (mut meilleur, mut taille) = (None, u32::MAX);
        for choix in 1..1_u32 << groupes.len() {
            let retenus = groupes.iter().enumerate();
            let retenus = retenus.filter(|(rang, _)| choix >> rang & 1 == 1);
            let (a_entamer, a_finir): (Vec<_>, Vec<_>) =
                retenus.map(|(_, g)| *g).partition(|g| self.une_suffit(g));
            let mut faites = a_finir.iter().fold(acquises, |e, g| e | g.ensemble);
            for groupe in a_entamer {
                if (groupe.ensemble & faites).is_empty()
                    && let Some(premiere) = groupe.mesures.first()
                {
                    faites.ajouter(*premiere);
                }
            }
            let (ajout, apres) = (faites - acquises, self.valeur(faites));
            if apres < courant && ajout.len() < taille {
                taille = ajout.len();
                meilleur = Some((ajout, apres));
            }
        }
        let (ajout, apres) = meilleur?;
        Some(Pas {
            mesures: ajout.iter().collect(),
            apres,
        })
    }
}

/// The measures that lower risks alone, with how many risks each of them lowers: the most useful
/// first, then in catalogue order. `courant`: the likelihood of each risk analysed.
#[must_use]
pub fn leviers_communs<'a>(
    analyses: impl IntoIterator<Item = (u8, &'a Analyse<'a>)>,
) -> Vec<(MesureIdx, usize)> {
    let mut comptes = std::collections::BTreeMap::new();
    for (courant, analyse) in analyses {
        for levier in analyse.leviers.iter().filter(|l| l.apres < courant) {
            *comptes.entry(levier.mesure).or_insert(0_usize) += 1;
        }
    }
    let mut comptes: Vec<_> = comptes.into_iter().collect();
    comptes.sort_by_key(|(mesure, risques)| (std::cmp::Reverse(*risques), *mesure));
    comptes
}
