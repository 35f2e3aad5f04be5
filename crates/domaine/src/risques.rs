//! The generic risks of a service: selection, gravity, likelihood (`risques.md`).
//!
//! Invariant: only `fait` lowers a likelihood, declining a measure never does; for every risk
//! raw ≥ current ≥ target. What people decide of them is in [`Ajustement`], the risks they add in
//! [`RisquePropre`].

mod ajustement;
mod analyse;
mod changement;
mod couverture;
mod propre;

pub use ajustement::{Ajustement, ChampAjustement, GraviteRetenue, RAISON_MAX, ajuster};
pub use analyse::{Analyse, Barriere, Levier, OrigineGravite, Pas, leviers_communs};
pub use changement::FaitRisque;
pub use couverture::{Couverture, OrigineLien};
pub use propre::{
    ChampRisquePropre, PROPRES_MAX, RisquePropre, TEXTE_MAX, TITRE_MAX, id_propre, numero_propre,
};

use crate::ensemble::{Ensemble, MesureIdx};
use crate::mesures::MesuresDuService;
use crate::reponses::{Description, Reponse};
use crate::statuts::Statuts;
use crate::vocabulaire::{CategorieRisque, NiveauRisque, Statut};
use enumset::EnumSet;

vocabulaire! {
    /// The answer a targeted objective takes its gravity from.
    ChampGravite {
        Audience = "audienceCible",
        Volumetrie = "volumetrieDonneesTraitees",
        Duree = "dureeDysfonctionnementAcceptable",
    }

    /// What a term of a formula looks at in its group of measures.
    Predicat {
        /// Every measure is done.
        ToutFait = "tout_fait",
        /// None is done.
        AucuneFaite = "aucune_faite",
        /// At least one is not done.
        PasToutFait = "pas_tout_fait",
    }
}

/// The risk model of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModeleRisques {
    /// Targeted objectives, in order.
    pub objectifs: Vec<Objectif>,
    /// Generic risks, one per attack vector, in order.
    pub risques: Vec<Risque>,
    /// Words of the scales.
    pub gravites: [Echelon; 4],
    /// Words of the likelihoods.
    pub vraisemblances: [Echelon; 4],
    /// Overall level by gravity − 1, then likelihood − 1.
    pub grille: [[NiveauRisque; 4]; 4],
}

/// A step of a scale from 1 to 4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echelon {
    /// Its name.
    pub libelle: String,
    /// What it means.
    pub description: String,
}

/// What an attacker would be after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objectif {
    /// `OV1`…
    pub id: String,
    /// In plain words.
    pub titre: String,
    /// What would happen.
    pub description: String,
    /// End of the title of a risk that serves it.
    pub complement_titre: String,
    /// What it touches, in order.
    pub categories: Vec<CategorieRisque>,
    /// When it concerns a service.
    pub selection: Selection,
    /// Where its gravity comes from.
    pub champ_gravite: ChampGravite,
    /// Gravity, 1 to 4, by rank of the answer.
    pub gravites: [u8; 4],
}

/// A generic risk: an attack vector against some objectives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risque {
    /// `R1`…
    pub id: String,
    /// `V1`…
    pub vecteur: String,
    /// Title without what the attacker is after.
    pub titre: String,
    /// What happens, in plain words.
    pub description: String,
    /// Examples.
    pub exemples: Vec<String>,
    /// Ranks of the objectives it may serve.
    pub objectifs: Vec<usize>,
    /// When it concerns a service.
    pub selection: Selection,
    /// How likely, by rank of the level; a level may be missing (`risques.md` §3.3).
    pub vraisemblances: [Option<Vraisemblance>; 3],
}

/// When an objective or a vector concerns a service: here a removal wins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Selected unless removed.
    pub initiale: bool,
    /// Answers that add it.
    pub ajouts: Vec<Condition>,
    /// Answers that remove it.
    pub retraits: Vec<Condition>,
}

/// An answer equal to a value, or a list containing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// An activity is entrusted, whatever the other (unlike in the rules table).
    ActiviteConfiee(crate::vocabulaire::ActiviteExternalisee),
    /// Any other answer.
    Reponse(Reponse),
}

impl Condition {
    fn est_vraie(self, d: &Description) -> bool {
        match self {
            Self::ActiviteConfiee(activite) => d.activites_externalisees.contains(activite),
            Self::Reponse(reponse) => reponse.est_vraie(d),
        }
    }
}

impl Selection {
    fn retient(&self, d: &Description) -> bool {
        let vraie = |c: &Condition| c.est_vraie(d);
        (self.initiale || self.ajouts.iter().any(vraie)) && !self.retraits.iter().any(vraie)
    }
}

/// How likely a vector is at one level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vraisemblance {
    /// Groups of measures, in order.
    pub groupes: Vec<Groupe>,
    /// The worst formula wins.
    pub formules: Vec<Formule>,
}

/// Measures that weigh together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groupe {
    /// In the order of the file.
    pub mesures: Vec<MesureIdx>,
    /// The same, as a set.
    pub ensemble: Ensemble,
}

/// A base and signed terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formule {
    /// Always 4 today.
    pub base: i8,
    /// What is added or subtracted.
    pub termes: Vec<Terme>,
}

/// A signed weight when a predicate holds of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terme {
    /// Weight of the group with the sign of the term.
    pub poids: i8,
    /// The measures looked at.
    pub groupe: Ensemble,
    /// What is looked at.
    pub predicat: Predicat,
}

impl Vraisemblance {
    /// Likelihood, 1 to 4. `acquises`: the measures done, and all those the service does not have.
    pub(crate) fn valeur(&self, acquises: Ensemble) -> u8 {
        let vaut = |t: &Terme| {
            let vrai = match t.predicat {
                Predicat::ToutFait => t.groupe.est_inclus_dans(&acquises),
                Predicat::AucuneFaite => (t.groupe & acquises).is_empty(),
                Predicat::PasToutFait => !t.groupe.est_inclus_dans(&acquises),
            };
            if vrai { i32::from(t.poids) } else { 0 }
        };
        let somme = |f: &Formule| i32::from(f.base) + f.termes.iter().map(vaut).sum::<i32>();
        match self.formules.iter().map(somme).max() {
            Some(..=1) => 1,
            Some(2) => 2,
            Some(3) => 3,
            Some(4..) | None => 4,
        }
    }
}

impl Vraisemblance {
    /// The measures any of which may change the likelihood by itself once done: the last one
    /// missing from a group, or any of a group that none of is done.
    fn decisives(&self, acquises: Ensemble) -> Ensemble {
        let termes = self.formules.iter().flat_map(|f| &f.termes);
        termes.fold(Ensemble::VIDE, |decisives, t| {
            let manquantes = t.groupe - acquises;
            let seules = match t.predicat {
                Predicat::ToutFait | Predicat::PasToutFait => manquantes.len() == 1,
                Predicat::AucuneFaite => manquantes == t.groupe,
            };
            if seules {
                decisives | manquantes
            } else {
                decisives
            }
        })
    }
}

/// A risk as it concerns one service; figures are 1 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RisqueEvalue {
    pub(crate) rang: usize,
    retenus: u8,
    /// How bad it would be: as computed, unless people chose another (see [`ajuster`]).
    pub gravite: u8,
    /// How bad it would be, as computed.
    pub gravite_calculee: u8,
    /// Likelihood if nothing were done.
    pub brut: u8,
    /// Likelihood today.
    pub courant: u8,
    /// Likelihood once everything is done.
    pub cible: u8,
}

impl RisqueEvalue {
    /// Its rank in the catalogue.
    #[must_use]
    pub const fn rang(&self) -> usize {
        self.rang
    }
}

impl ModeleRisques {
    /// The most objectives a model may hold.
    pub const OBJECTIFS_MAX: usize = 8;

    /// The risks of a service, in the order of the catalogue.
    #[must_use]
    pub fn evaluer(
        &self,
        d: &Description,
        mesures: &MesuresDuService,
        statuts: &Statuts,
    ) -> Vec<RisqueEvalue> {
        let absentes = !mesures.toutes();
        let gravites = self.gravites_des_objectifs(d);
        let mut evalues = Vec::with_capacity(self.risques.len());
        for (rang, risque) in self.risques.iter().enumerate() {
            let niveau = risque.vraisemblances[d.niveau_securite.rang()].as_ref();
            let Some(vraisemblance) = niveau.filter(|_| risque.selection.retient(d)) else {
                continue;
            };
            let gravite_de = |o: &usize| gravites.get(*o).copied().flatten();
            let Some(gravite) = risque.objectifs.iter().filter_map(gravite_de).max() else {
                continue;
            };
            let retenus = risque
                .objectifs
                .iter()
                .filter(|o| gravite_de(o) == Some(gravite));
            evalues.push(RisqueEvalue {
                rang,
                retenus: retenus.fold(0, |masque, o| masque | 1 << o),
                gravite,
                gravite_calculee: gravite,
                brut: vraisemblance.valeur(absentes),
                courant: vraisemblance.valeur(statuts.avec(Statut::Fait) | absentes),
                cible: vraisemblance.valeur(mesures.toutes() | absentes),
            });
        }
        evalues
    }

    /// Gravity of each objective; `None` for those that do not concern the service.
    fn gravites_des_objectifs(&self, d: &Description) -> [Option<u8>; Self::OBJECTIFS_MAX] {
        let mut gravites = [None; Self::OBJECTIFS_MAX];
        for (gravite, objectif) in gravites.iter_mut().zip(&self.objectifs) {
            let rang = match objectif.champ_gravite {
                ChampGravite::Audience => d.audience_cible.rang(),
                ChampGravite::Volumetrie => d.volumetrie_donnees_traitees.rang(),
                ChampGravite::Duree => d.duree_dysfonctionnement_acceptable.rang(),
            };
            *gravite = objectif
                .selection
                .retient(d)
                .then(|| objectif.gravites[rang]);
        }
        gravites
    }

    /// The generic risk an evaluated one comes from.
    #[must_use]
    pub fn risque(&self, evalue: &RisqueEvalue) -> &Risque {
        &self.risques[evalue.rang]
    }

    /// The objectives whose gravity is the risk's, in order.
    pub fn objectifs_retenus(&self, evalue: &RisqueEvalue) -> impl Iterator<Item = &Objectif> {
        let retenus = evalue.retenus;
        let retenu = move |rang: usize| retenus.checked_shr(rang as u32).unwrap_or(0) & 1 == 1;
        self.objectifs
            .iter()
            .enumerate()
            .filter(move |(rang, _)| retenu(*rang))
            .map(|(_, o)| o)
    }

    /// What the risk touches, without repetition, in the order of its objectives.
    #[must_use]
    pub fn categories(&self, evalue: &RisqueEvalue) -> Vec<CategorieRisque> {
        let mut vues = EnumSet::empty();
        let categories = self.objectifs_retenus(evalue).flat_map(|o| &o.categories);
        categories.copied().filter(|c| vues.insert(*c)).collect()
    }

    /// The full title: the vector's, then what the attacker is after ("a, b et c").
    #[must_use]
    pub fn titre(&self, evalue: &RisqueEvalue) -> String {
        let mut titre = self.risque(evalue).titre.clone();
        let complements: Vec<&str> = self
            .objectifs_retenus(evalue)
            .map(|o| o.complement_titre.as_str())
            .collect();
        for (rang, complement) in complements.iter().enumerate() {
            titre.push_str(match rang {
                0 => " ",
                _ if rang + 1 == complements.len() => " et ",
                _ => ", ",
            });
            titre.push_str(complement);
        }
        titre
    }

    /// The measures of the service that weigh on the risk, in group order; one that is in two
    /// groups appears twice.
    pub fn mesures_associees(
        &self,
        evalue: &RisqueEvalue,
        d: &Description,
        mesures: &MesuresDuService,
    ) -> impl Iterator<Item = MesureIdx> {
        let toutes = mesures.toutes();
        let niveau = &self.risque(evalue).vraisemblances[d.niveau_securite.rang()];
        let groupes = niveau.iter().flat_map(|v| &v.groupes);
        groupes
            .flat_map(|g| g.mesures.iter().copied())
            .filter(move |m| toutes.contient(*m))
    }

    /// How likely a risk is at the level of the service, and what makes it so.
    pub(crate) fn vraisemblance(&self, evalue: &RisqueEvalue, d: &Description) -> &Vraisemblance {
        // A risk is evaluated at a level it has a likelihood at.
        const AUCUNE: &Vraisemblance = &Vraisemblance {
            groupes: Vec::new(),
            formules: Vec::new(),
        };
        let niveau = self.risque(evalue).vraisemblances[d.niveau_securite.rang()].as_ref();
        niveau.unwrap_or(AUCUNE)
    }

    /// Calls `baisse` for each of the measures that lowers the risk once done, alone, with the
    /// likelihood it leads to. `acquises`: the measures done, and those the service does not have.
    pub(crate) fn baisses(
        &self,
        evalue: &RisqueEvalue,
        d: &Description,
        acquises: Ensemble,
        mut baisse: impl FnMut(MesureIdx, u8),
    ) {
        let vraisemblance = self.vraisemblance(evalue, d);
        for mesure in (vraisemblance.decisives(acquises) - acquises).iter() {
            let mut avec = acquises;
            avec.ajouter(mesure);
            let apres = vraisemblance.valeur(avec);
            if apres < evalue.courant {
                baisse(mesure, apres);
            }
        }
    }

    /// Overall level for display, from a gravity and a likelihood of 1 to 4 (`risques.md` §4).
    #[must_use]
    pub fn niveau(&self, gravite: u8, vraisemblance: u8) -> NiveauRisque {
        let rang = |valeur: u8| usize::from(valeur.clamp(1, 4) - 1);
        self.grille[rang(gravite)][rang(vraisemblance)]
    }
}
