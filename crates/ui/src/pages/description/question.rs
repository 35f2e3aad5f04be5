//! A question of the questionnaire, with its answer.

use super::reponse_refusee::{ORGANISATION, ReponseRefusee};
use crate::composants::{
    Champ as ChampTexte, Groupe, OptionVue, cases, champ, pourquoi, radios, zone_texte,
};
use crate::format::typo;
use crate::prelude::*;
use domaine::questionnaire::{QuestionService, Questionnaire};
use domaine::reponses::Reponses;
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
    options: Vec<OptionVue>,
    valeur: String,
    erreur: Option<String>,
    organisation: Option<OrganisationVue>,
}

impl QuestionVue {
    /// The question with what has been answered and refused so far.
    #[must_use]
    pub fn new(
        question: &QuestionService,
        reponses: &Reponses,
        refusees: &[ReponseRefusee],
    ) -> Self {
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
            aide: aide(question),
            pourquoi: typo(&question.pourquoi).to_string(),
            options: options.collect(),
            valeur: saisie(question.champ, reponses),
            erreur: refusees
                .iter()
                .find(|r| r.champ == question.champ.id())
                .map(|r| r.message.clone()),
            organisation: None,
        }
    }

    /// The same question, with the organisation its SIRET leads to.
    #[must_use]
    pub fn avec_organisation(mut self, organisation: Option<OrganisationVue>) -> Self {
        self.organisation = organisation;
        self
    }

    /// The field it fills.
    #[must_use]
    pub fn champ(&self) -> Champ {
        self.champ
    }
}

/// The organisation that goes with a SIRET.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganisationVue {
    /// Known under this name.
    Connue(String),
    /// Not known yet: its name is asked.
    Inconnue {
        /// As typed so far.
        nom: String,
        /// Why it is refused.
        erreur: Option<String>,
    },
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
                div.mss-champ {
                    (champ(texte()))
                    @if vue.champ == Champ::Siret { (organisation(vue.organisation.as_ref())) }
                    (explication(vue))
                }
            }
            Genre::Texte => { div.mss-champ { (zone_texte(texte(), 3)) (explication(vue)) } }
            Genre::Unique => { (radios(&groupe())) }
            Genre::Multiple => { (cases(&groupe())) }
        }
    }
}

/// Whose SIRET it is. Always there, even empty: saving as one goes replaces it.
fn organisation(vue: Option<&OrganisationVue>) -> impl Renderable {
    maud! {
        div #organisation-du-siret {
            @match vue {
                Some(OrganisationVue::Connue(nom)) => { p.fr-text--sm { "Ce numéro est celui de " b { (nom) } "." } }
                Some(OrganisationVue::Inconnue { nom, erreur }) => { (nom_organisation(nom, erreur.as_deref())) }
                None => {}
            }
        }
    }
}

/// The field that names an organisation whose SIRET is not known yet.
pub(in crate::pages) fn nom_organisation<'a>(
    nom: &'a str,
    erreur: Option<&'a str>,
) -> impl Renderable + 'a {
    champ(ChampTexte {
        nom: ORGANISATION,
        libelle: "Comment s’appelle cette organisation\u{a0}?",
        aide: "Son nom complet, par exemple «\u{a0}Commune de Saint-Aubin\u{a0}». Il ne vous sera demandé qu’une fois.",
        valeur: nom,
        erreur,
        remplissage: "organization",
        ..ChampTexte::default()
    })
}

/// What helps to answer, as far as the form can do it.
fn aide(question: &QuestionService) -> String {
    match question.champ {
        // Looking an organisation up by its name takes a directory, which we do not have yet.
        Champ::Siret => "Les 14 chiffres de son SIRET, avec ou sans espaces. Sans SIRET\u{a0}: son SIREN, son RNA ou son EUID. C’est cette organisation dont un élu ou un dirigeant signera la décision.".to_owned(),
        Champ::ActivitesExternalisees => format!(
            "{} Avec un logiciel en ligne prêt à l’emploi (SaaS), les deux cases sont cochées d’office.",
            typo(&question.aide)
        ),
        _ => avec_exemple(&question.aide, question.exemple.as_deref()),
    }
}

/// The hint of a question, its example at the end.
fn avec_exemple(aide: &str, exemple: Option<&str>) -> String {
    exemple.map_or_else(
        || typo(aide).to_string(),
        |exemple| format!("{} Exemple\u{a0}: {}", typo(aide), typo(exemple)),
    )
}

/// Most characters of a text field; a list counts all its lines.
fn maximum(champ: Champ) -> usize {
    champ.longueur_max().unwrap_or(20) * champ.nombre_max().map_or(1, |n| n + 1)
}

/// An answer in words, an item per line; empty when there is none.
#[must_use]
pub fn en_mots(questionnaire: &Questionnaire, champ: Champ, reponses: &Reponses) -> String {
    let choisis = choisis(champ, reponses);
    let choix = choisis
        .iter()
        .filter_map(|id| questionnaire.choix_par_id(champ, id));
    let libelles: Vec<String> = choix.map(|c| typo(&c.libelle).to_string()).collect();
    if libelles.is_empty() {
        saisie(champ, reponses)
    } else {
        libelles.join("\n")
    }
}
