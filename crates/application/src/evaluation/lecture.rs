//! From JSON to a case: strict, and listing everything that is wrong.
//!
//! Invariant: only the answers the rules read are required; identity is accepted and ignored.

use super::json::{Json, abreger};
use super::{Cas, Options, Probleme};
use domaine::catalogue::Catalogue;
use domaine::reponses::{Description, Reponses};
use domaine::statuts::{MesureSpecifique, Statuts};
use domaine::vocabulaire::{Categorie, Champ, NiveauSecurite, Statut, Vocabulaire};
use domaine::{EnumSet, EnumSetType};
use serde_json::Value;
use std::collections::HashSet;

/// Where no field can be named: the text itself.
const JSON: &str = "json";
/// The fields of a case.
const CHAMPS_DU_CAS: [&str; 3] = ["description", "statuts", "mesuresSpecifiques"];
/// An expected result beside a case: ignored without a word, so that reference cases can be given
/// as they are.
const CHAMPS_IGNORES: [&str; 1] = ["attendu"];

type Objet<'a> = [(std::borrow::Cow<'a, str>, Json<'a>)];

/// Collects problems while reading.
struct Lecteur<'c> {
    catalogue: &'c Catalogue,
    problemes: Vec<Probleme>,
}

pub(super) fn lire(
    catalogue: &Catalogue,
    json: &str,
    options: Options,
) -> Result<Cas, Vec<Probleme>> {
    let racine: Json<'_> = serde_json::from_str(json).map_err(|e| vec![mal_forme(&e)])?;
    let mut lecteur = Lecteur {
        catalogue,
        problemes: Vec::new(),
    };
    let cas = lecteur.cas(&racine, options);
    match cas {
        Some(cas) if lecteur.problemes.is_empty() => Ok(cas),
        _ => Err(lecteur.problemes),
    }
}

/// A text that is not JSON. The parser's own words are English: only its place is kept.
fn mal_forme(e: &serde_json::Error) -> Probleme {
    let ou = format!("ligne {}, colonne {}", e.line(), e.column());
    let message = if e.is_eof() {
        format!("le texte s’arrête avant la fin de l’objet JSON ({ou})")
    } else if e.to_string().starts_with("recursion limit") {
        format!("trop de niveaux imbriqués ({ou})")
    } else {
        format!("le texte n’est pas du JSON valide ({ou})")
    };
    Probleme {
        champ: JSON.to_owned(),
        valeur: Value::Null,
        message,
    }
}

impl Lecteur<'_> {
    fn noter(&mut self, champ: impl Into<String>, valeur: Value, message: impl Into<String>) {
        let (champ, message) = (champ.into(), message.into());
        self.problemes.push(Probleme {
            champ,
            valeur,
            message,
        });
    }

    fn cas(&mut self, racine: &Json<'_>, options: Options) -> Option<Cas> {
        let Json::Objet(champs) = racine else {
            let message = "un objet est attendu : {\"description\": {…}, \"statuts\": {…}}";
            self.noter(JSON, racine.citation(), message);
            return None;
        };
        self.cles(champs, &CHAMPS_DU_CAS, &CHAMPS_IGNORES, "");
        let description = match champ(champs, "description") {
            Some(Json::Objet(reponses)) => self.description(reponses, options),
            Some(autre) => {
                self.noter("description", autre.citation(), "un objet est attendu");
                None
            }
            None => {
                let message = "champ obligatoire : les réponses qui décrivent le service";
                self.noter("description", Value::Null, message);
                None
            }
        };
        let statuts = self.statuts(champ(champs, "statuts"));
        let specifiques = self.specifiques(champ(champs, "mesuresSpecifiques"));
        Some(Cas {
            description: description?,
            statuts,
            specifiques,
        })
    }

    /// Notes the keys that are not expected, and those given twice. No `connues`: any is expected.
    fn cles(&mut self, objet: &Objet<'_>, connues: &[&str], ignorees: &[&str], prefixe: &str) {
        let mut vues = HashSet::with_capacity(objet.len());
        for (cle, valeur) in objet {
            let nom = || format!("{prefixe}{}", abreger(cle));
            let passee = connues.is_empty() || ignorees.contains(&cle.as_ref());
            if !passee && !connues.contains(&cle.as_ref()) {
                let message = format!("champ inconnu. Champs acceptés : {}", connues.join(", "));
                self.noter(nom(), valeur.citation(), message);
            }
            if !vues.insert(cle.as_ref()) {
                self.noter(nom(), valeur.citation(), "champ donné deux fois");
            }
        }
    }

    fn description(&mut self, objet: &Objet<'_>, options: Options) -> Option<Description> {
        let connus: Vec<&str> = Champ::TOUS.iter().map(|c| cle(*c)).collect();
        self.cles(objet, &connus, &[], "");
        let avant = self.problemes.len();
        let reponses = Reponses {
            type_service: self.choix_multiple(objet, Champ::TypeService),
            specificites_projet: self.choix_multiple(objet, Champ::SpecificitesProjet),
            type_hebergement: self.choix(objet, Champ::TypeHebergement),
            activites_externalisees: self.choix_multiple(objet, Champ::ActivitesExternalisees),
            ouverture_systeme: self.choix(objet, Champ::OuvertureSysteme),
            audience_cible: self.choix(objet, Champ::AudienceCible),
            duree_dysfonctionnement_acceptable: self
                .choix(objet, Champ::DureeDysfonctionnementAcceptable),
            categories_donnees_traitees: self
                .choix_multiple(objet, Champ::CategoriesDonneesTraitees),
            categories_donnees_traitees_supplementaires: self
                .textes(objet, Champ::CategoriesDonneesTraiteesSupplementaires),
            volumetrie_donnees_traitees: self.choix(objet, Champ::VolumetrieDonneesTraitees),
            localisation_donnees_traitees: self.choix(objet, Champ::LocalisationDonneesTraitees),
            niveau_securite: self.choix(objet, Champ::NiveauSecurite),
            ..Reponses::default()
        };
        match reponses.description() {
            Ok(description) => {
                if !options.niveau_libre {
                    self.niveau(&description);
                }
                Some(description)
            }
            Err(manques) => {
                for manque in manques {
                    // A wrong answer was noted already, as such.
                    let note = |p: &Probleme| p.champ.starts_with(manque.id());
                    if !self.problemes.iter().skip(avant).any(note) {
                        let valeurs = self.valeurs(manque);
                        let message = format!("réponse obligatoire. Valeurs acceptées : {valeurs}");
                        self.noter(manque.id(), Value::Null, message);
                    }
                }
                None
            }
        }
    }

    /// Notes a level below the required one.
    fn niveau(&mut self, description: &Description) {
        let requis = self.catalogue.baremes.besoins(description).requis;
        let choisi = description.niveau_securite;
        if choisi < requis {
            let acceptes = NiveauSecurite::TOUS.iter().filter(|n| **n >= requis);
            let acceptes: Vec<&str> = acceptes.map(|n| n.id()).collect();
            let message = format!(
                "niveau inférieur au niveau requis par les réponses, {requis}. Valeurs acceptées : {}",
                acceptes.join(", ")
            );
            self.noter(Champ::NiveauSecurite.id(), choisi.id().into(), message);
        }
    }

    fn choix<T: Vocabulaire>(&mut self, objet: &Objet<'_>, question: Champ) -> Option<T> {
        match champ(objet, cle(question))? {
            Json::Texte(t) if t.is_empty() => None,
            valeur => self.mot(question.id(), valeur),
        }
    }

    fn choix_multiple<T: Vocabulaire + EnumSetType>(
        &mut self,
        objet: &Objet<'_>,
        question: Champ,
    ) -> EnumSet<T> {
        let Some(elements) = self.liste(objet, question) else {
            return EnumSet::empty();
        };
        let elements = elements.iter().enumerate();
        elements
            .filter_map(|(rang, v)| self.mot::<T>(&format!("{question}[{rang}]"), v))
            .collect()
    }

    /// Free texts; those without a visible character count for nothing.
    fn textes(&mut self, objet: &Objet<'_>, question: Champ) -> Vec<String> {
        let mut textes = Vec::new();
        for (rang, element) in self
            .liste(objet, question)
            .unwrap_or(&[])
            .iter()
            .enumerate()
        {
            match element {
                Json::Texte(t) if t.trim().is_empty() => {}
                Json::Texte(t) => textes.push(t.to_string()),
                autre => {
                    self.noter(
                        format!("{question}[{rang}]"),
                        autre.citation(),
                        "un texte est attendu",
                    );
                }
            }
        }
        textes
    }

    fn liste<'o, 'a>(&mut self, objet: &'o Objet<'a>, question: Champ) -> Option<&'o [Json<'a>]> {
        match champ(objet, cle(question))? {
            Json::Liste(elements) => Some(elements),
            autre => {
                let message = match self.valeurs(question) {
                    vide if vide.is_empty() => "une liste de textes est attendue".to_owned(),
                    valeurs => format!("une liste est attendue. Valeurs acceptées : {valeurs}"),
                };
                self.noter(question.id(), autre.citation(), message);
                None
            }
        }
    }

    /// A word of a closed vocabulary.
    fn mot<T: Vocabulaire>(&mut self, champ: &str, valeur: &Json<'_>) -> Option<T> {
        let lu = match valeur {
            Json::Texte(t) => T::depuis_id(t),
            _ => None,
        };
        if lu.is_none() {
            let message = format!("valeur inconnue. Valeurs acceptées : {}", enumerer::<T>());
            self.noter(champ, valeur.citation(), message);
        }
        lu
    }

    /// The accepted values of a question, as the questionnaire lists them.
    fn valeurs(&self, question: Champ) -> String {
        let choix = &self.catalogue.questionnaire.question(question).choix;
        choix.iter().map(|c| c.id).collect::<Vec<_>>().join(", ")
    }

    fn statuts(&mut self, valeur: Option<&Json<'_>>) -> Statuts {
        let mut statuts = Statuts::VIDES;
        match valeur {
            None => {}
            Some(Json::Objet(paires)) => {
                self.cles(paires, &[], &[], "statuts.");
                for (id, valeur) in paires {
                    let mesure = self.catalogue.trouver(id);
                    let nom = || format!("statuts.{}", abreger(id));
                    if mesure.is_none() {
                        let message = "mesure absente du catalogue. Identifiants acceptés : ceux \
                                       de mesures.yaml, par exemple AUTH.1";
                        self.noter(nom(), valeur.citation(), message);
                    }
                    let statut = self.statut(nom, valeur);
                    if let Some(mesure) = mesure {
                        statuts.poser(mesure, statut);
                    }
                }
            }
            Some(autre) => {
                let message = "un objet est attendu : {\"AUTH.1\": \"fait\"}";
                self.noter("statuts", autre.citation(), message);
            }
        }
        statuts
    }

    /// A status; the empty text is none.
    fn statut(&mut self, champ: impl Fn() -> String, valeur: &Json<'_>) -> Option<Statut> {
        let lu = match valeur {
            Json::Texte(t) if t.is_empty() => return None,
            Json::Texte(t) => Statut::depuis_id(t),
            _ => None,
        };
        if lu.is_none() {
            let message = format!(
                "statut inconnu. Valeurs acceptées : {}, ou \"\" pour aucun statut",
                enumerer::<Statut>()
            );
            self.noter(champ(), valeur.citation(), message);
        }
        lu
    }

    fn specifiques(&mut self, valeur: Option<&Json<'_>>) -> Vec<MesureSpecifique> {
        let elements = match valeur {
            None => return Vec::new(),
            Some(Json::Liste(elements)) => elements,
            Some(autre) => {
                let message = "une liste est attendue : [[\"protection\", \"fait\"]]";
                self.noter("mesuresSpecifiques", autre.citation(), message);
                return Vec::new();
            }
        };
        let mut specifiques = Vec::with_capacity(elements.len());
        for (rang, element) in elements.iter().enumerate() {
            let nom = || format!("mesuresSpecifiques[{rang}]");
            if let Json::Liste(paire) = element
                && let [categorie, statut] = paire.as_slice()
            {
                let categorie = self.mot::<Categorie>(&nom(), categorie);
                let statut = self.statut(nom, statut);
                specifiques
                    .extend(categorie.map(|categorie| MesureSpecifique { categorie, statut }));
            } else {
                let message = format!(
                    "une paire [catégorie, statut] est attendue. Catégories acceptées : {}",
                    enumerer::<Categorie>()
                );
                self.noter(nom(), element.citation(), message);
            }
        }
        specifiques
    }
}

/// The key a question has in the description: its identifier, up to the first dot.
fn cle(question: Champ) -> &'static str {
    let id = question.id();
    id.split_once('.').map_or(id, |(debut, _)| debut)
}

fn champ<'o, 'a>(objet: &'o Objet<'a>, nom: &str) -> Option<&'o Json<'a>> {
    objet
        .iter()
        .find(|(cle, _)| cle == nom)
        .map(|(_, valeur)| valeur)
}

fn enumerer<T: Vocabulaire>() -> String {
    T::TOUS
        .iter()
        .map(|mot| mot.id())
        .collect::<Vec<_>>()
        .join(", ")
}
