//! A question of the questionnaire, with its answer.

use crate::composants::{
    Champ as ChampTexte, Erreur, Groupe, OptionVue, cases, champ, pourquoi, radios, zone_texte,
};
use crate::format::typo;
use crate::prelude::*;
use crate::texte;
use domaine::questionnaire::QuestionService;
use domaine::reponses::{Refus, Reponses};
use domaine::vocabulaire::{Champ, TypeHebergement, Vocabulaire};

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Genre {
    Ligne,
    Texte,
    Unique,
    Multiple,
}

const fn genre(champ: Champ) -> Genre {
    match champ {
        Champ::NomService | Champ::Siret => Genre::Ligne,
        Champ::Presentation
        | Champ::PointsAcces
        | Champ::CategoriesDonneesTraiteesSupplementaires => Genre::Texte,
        Champ::TypeService
        | Champ::SpecificitesProjet
        | Champ::ActivitesExternalisees
        | Champ::CategoriesDonneesTraitees => Genre::Multiple,
        Champ::StatutDeploiement
        | Champ::TypeHebergement
        | Champ::OuvertureSysteme
        | Champ::AudienceCible
        | Champ::DureeDysfonctionnementAcceptable
        | Champ::VolumetrieDonneesTraitees
        | Champ::LocalisationDonneesTraitees
        | Champ::NiveauSecurite => Genre::Unique,
    }
}

/// A question as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionVue {
    champ: Champ,
    libelle: String,
    aide: String,
    pourquoi: String,
    exemple: String,
    options: Vec<OptionVue>,
    valeur: String,
    erreur: Option<String>,
}

impl QuestionVue {
    /// The question with what has been answered and refused so far.
    #[must_use]
    pub fn new(question: &QuestionService, reponses: &Reponses, refus: &[Refus]) -> Self {
        let choisis = choisis(question.champ, reponses);
        let verrou = (question.champ == Champ::ActivitesExternalisees
            && reponses.type_hebergement == Some(TypeHebergement::Saas))
        .then(|| "Avec un logiciel en ligne prêt à l’emploi, l’éditeur s’en charge.".to_owned());
        let options = question.choix.iter().map(|choix| OptionVue {
            valeur: choix.id.to_owned(),
            libelle: choix.libelle.clone(),
            aide: choix
                .exemple
                .clone()
                .or_else(|| choix.aide.clone())
                .unwrap_or_default(),
            choisie: verrou.is_some() || choisis.contains(&choix.id),
            refus: verrou.clone(),
        });
        Self {
            champ: question.champ,
            libelle: typo(&question.libelle).to_string(),
            aide: typo(&question.aide).to_string(),
            pourquoi: typo(&question.pourquoi).to_string(),
            exemple: question
                .exemple
                .as_deref()
                .map(|e| typo(e).to_string())
                .unwrap_or_default(),
            options: options.collect(),
            valeur: saisie(question.champ, reponses),
            erreur: refus
                .iter()
                .find(|r| r.champ == question.champ)
                .map(|r| texte::refus(*r)),
        }
    }
}

/// Refused fields, for the summary at the top of a form.
#[must_use]
pub fn erreurs(refus: &[Refus]) -> Vec<Erreur> {
    refus
        .iter()
        .map(|r| Erreur {
            champ: r.champ.id().to_owned(),
            message: format!("{}\u{a0}: {}", texte::champ(r.champ), texte::refus(*r)),
        })
        .collect()
}

/// Identifiers of these words.
fn ids<T: Vocabulaire>(mots: impl IntoIterator<Item = T>) -> Vec<&'static str> {
    mots.into_iter().map(Vocabulaire::id).collect()
}

/// Identifiers of the chosen answers.
fn choisis(champ: Champ, r: &Reponses) -> Vec<&'static str> {
    match champ {
        Champ::StatutDeploiement => ids(r.statut_deploiement),
        Champ::TypeService => ids(r.type_service),
        Champ::SpecificitesProjet => ids(r.specificites_projet),
        Champ::TypeHebergement => ids(r.type_hebergement),
        Champ::ActivitesExternalisees => ids(r.activites_externalisees),
        Champ::OuvertureSysteme => ids(r.ouverture_systeme),
        Champ::AudienceCible => ids(r.audience_cible),
        Champ::DureeDysfonctionnementAcceptable => ids(r.duree_dysfonctionnement_acceptable),
        Champ::CategoriesDonneesTraitees => ids(r.categories_donnees_traitees),
        Champ::VolumetrieDonneesTraitees => ids(r.volumetrie_donnees_traitees),
        Champ::LocalisationDonneesTraitees => ids(r.localisation_donnees_traitees),
        Champ::NiveauSecurite => ids(r.niveau_securite),
        Champ::NomService
        | Champ::Siret
        | Champ::Presentation
        | Champ::PointsAcces
        | Champ::CategoriesDonneesTraiteesSupplementaires => Vec::new(),
    }
}

/// What is typed in a text field; lists have an item per line.
pub(super) fn saisie(champ: Champ, r: &Reponses) -> String {
    match champ {
        Champ::NomService => r.nom_service.clone(),
        Champ::Siret => r.organisation_responsable.siret.clone(),
        Champ::Presentation => r.presentation.clone(),
        Champ::PointsAcces => {
            let lignes: Vec<_> = r
                .points_acces
                .iter()
                .map(|p| p.description.as_str())
                .collect();
            lignes.join("\n")
        }
        Champ::CategoriesDonneesTraiteesSupplementaires => {
            r.categories_donnees_traitees_supplementaires.join("\n")
        }
        _ => String::new(),
    }
}

fn explication(question: &QuestionVue) -> impl Renderable {
    maud! {
        @if !question.pourquoi.is_empty() {
            (pourquoi("Pourquoi cette question ?", maud! { p { (question.pourquoi) } }))
        }
    }
}

/// The question, its explanation, its answers.
pub(super) fn question(vue: &QuestionVue) -> impl Renderable {
    let texte = move || ChampTexte {
        nom: vue.champ.id(),
        libelle: &vue.libelle,
        aide: &vue.aide,
        valeur: &vue.valeur,
        erreur: vue.erreur.as_deref(),
        maximum: maximum(vue.champ),
        obligatoire: vue.champ.est_obligatoire(),
        ..ChampTexte::default()
    };
    let groupe = move || Groupe {
        nom: vue.champ.id(),
        legende: &vue.libelle,
        aide: &vue.aide,
        precision: explication(vue),
        options: &vue.options,
        erreur: vue.erreur.as_deref(),
    };
    maud! {
        @match genre(vue.champ) {
            Genre::Ligne => {
                (champ(texte()))
                (precision_texte(vue))
            }
            Genre::Texte => {
                (zone_texte(texte(), 3))
                (precision_texte(vue))
            }
            Genre::Unique => { (radios(&groupe())) }
            Genre::Multiple => { (cases(&groupe())) }
        }
    }
}

fn precision_texte(vue: &QuestionVue) -> impl Renderable {
    maud! {
        @if !vue.exemple.is_empty() { p.fr-text--xs.mss-2 { "Exemple : " (vue.exemple) } }
        (explication(vue))
    }
}

/// Most characters of a text field; a list counts all its lines.
fn maximum(champ: Champ) -> usize {
    champ.longueur_max().unwrap_or(20) * champ.nombre_max().map_or(1, |n| n + 1)
}

impl QuestionVue {
    /// Whether it is answered by choosing.
    pub(super) fn a_des_choix(&self) -> bool {
        !self.options.is_empty()
    }

    /// The words of the chosen answers.
    pub(super) fn choisies(&self) -> Vec<String> {
        self.options
            .iter()
            .filter(|option| option.choisie)
            .map(|option| typo(&option.libelle).to_string())
            .collect()
    }
}
