//! What a form of the description says, as answers.
//!
//! Invariant: everything typed is kept, right or wrong, to be shown again; a word that is not one
//! of those proposed is set apart, never guessed.

use application::description::refusees;
use domaine::fusion::ParChamps;
use domaine::reponses::{PointAcces, Reponses};
use domaine::vocabulaire::{Champ, Vocabulaire};
use enumset::{EnumSet, EnumSetType};
use ui::pages::description::{EN_PLACE, ORGANISATION, PREFIXE_CHOIX, ReponseRefusee};

use crate::Formulaire;

/// The answers of a form.
#[derive(Clone)]
pub(super) struct Saisie {
    /// The questions it answers; those left to a colleague's answer are not among them.
    pub(super) champs: EnumSet<Champ>,
    /// Their answers, as typed.
    pub(super) reponses: Reponses,
    /// Name of the organisation, when it was asked.
    pub(super) organisation: Option<String>,
    /// Questions answered with something that was not proposed.
    pub(super) hors_liste: EnumSet<Champ>,
}

impl Saisie {
    /// Reads the answers to `champs`. A question of the form without any value was left empty:
    /// that is how browsers send boxes that are not checked.
    pub(super) fn lire(formulaire: &Formulaire, champs: EnumSet<Champ>) -> Self {
        let mut lecture = Lecture {
            formulaire,
            hors_liste: EnumSet::empty(),
        };
        let mut reponses = Reponses::default();
        for champ in champs {
            lecture.repondre(champ, &mut reponses);
        }
        let gardees = champs.iter().filter(|champ| {
            formulaire.texte(&format!("{PREFIXE_CHOIX}{}", champ.id())) == EN_PLACE
        });
        Self {
            champs: champs - gardees.collect::<EnumSet<_>>(),
            reponses,
            organisation: formulaire
                .contient(ORGANISATION)
                .then(|| formulaire.texte(ORGANISATION).to_owned()),
            hors_liste: lecture.hors_liste,
        }
    }

    /// The answers on top of those in place, to be shown.
    pub(super) fn sur(&self, en_place: &Reponses) -> Reponses {
        let mut reponses = en_place.clone();
        for champ in self.champs - self.hors_liste {
            reponses.reprendre(&self.reponses, champ);
        }
        reponses
    }

    /// Everything that cannot be saved as it is, as far as the form alone tells.
    pub(super) fn refusees(&self) -> Vec<ReponseRefusee> {
        let hors_liste = self.hors_liste.iter().map(ReponseRefusee::hors_liste);
        let contenus = refusees(&self.reponses.clone().normalisees(), self.champs);
        hors_liste
            .chain(contenus.into_iter().map(Into::into))
            .collect()
    }
}

struct Lecture<'a> {
    formulaire: &'a Formulaire,
    hors_liste: EnumSet<Champ>,
}

impl Lecture<'_> {
    fn repondre(&mut self, champ: Champ, r: &mut Reponses) {
        match champ {
            Champ::NomService => r.nom_service = self.texte(champ),
            Champ::Siret => r.organisation_responsable.siret = self.texte(champ),
            Champ::Presentation => r.presentation = self.texte(champ),
            Champ::PointsAcces => {
                let lignes = self.lignes(champ).into_iter();
                r.points_acces = lignes
                    .map(|description| PointAcces { description })
                    .collect();
            }
            Champ::CategoriesDonneesTraiteesSupplementaires => {
                r.categories_donnees_traitees_supplementaires = self.lignes(champ);
            }
            Champ::StatutDeploiement => r.statut_deploiement = self.un(champ),
            Champ::TypeService => r.type_service = self.plusieurs(champ),
            Champ::SpecificitesProjet => r.specificites_projet = self.plusieurs(champ),
            Champ::TypeHebergement => r.type_hebergement = self.un(champ),
            Champ::ActivitesExternalisees => r.activites_externalisees = self.plusieurs(champ),
            Champ::OuvertureSysteme => r.ouverture_systeme = self.un(champ),
            Champ::AudienceCible => r.audience_cible = self.un(champ),
            Champ::DureeDysfonctionnementAcceptable => {
                r.duree_dysfonctionnement_acceptable = self.un(champ);
            }
            Champ::CategoriesDonneesTraitees => {
                r.categories_donnees_traitees = self.plusieurs(champ);
            }
            Champ::VolumetrieDonneesTraitees => r.volumetrie_donnees_traitees = self.un(champ),
            Champ::LocalisationDonneesTraitees => r.localisation_donnees_traitees = self.un(champ),
            Champ::NiveauSecurite => r.niveau_securite = self.un(champ),
        }
    }

    fn texte(&self, champ: Champ) -> String {
        self.formulaire.texte(champ.id()).to_owned()
    }

    fn lignes(&self, champ: Champ) -> Vec<String> {
        let texte = self.formulaire.texte(champ.id());
        texte.lines().map(str::to_owned).collect()
    }

    fn un<T: Vocabulaire>(&mut self, champ: Champ) -> Option<T> {
        let id = self.formulaire.texte(champ.id());
        let mot = T::depuis_id(id);
        if mot.is_none() && !id.is_empty() {
            self.hors_liste |= champ;
        }
        mot
    }

    fn plusieurs<T: Vocabulaire + EnumSetType>(&mut self, champ: Champ) -> EnumSet<T> {
        let mut mots = EnumSet::empty();
        for id in self.formulaire.valeurs(champ.id()) {
            match T::depuis_id(id) {
                Some(mot) => mots |= mot,
                None => self.hors_liste |= champ,
            }
        }
        mots
    }
}
