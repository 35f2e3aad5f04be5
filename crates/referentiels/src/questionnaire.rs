//! `questionnaire.yaml`: the words of the description, criticalities and matrices.

use crate::anomalies::Releve;
use domaine::besoins::{Baremes, Matrice};
use domaine::questionnaire::{Choix, Etape, QuestionService, Questionnaire};
use domaine::texte::typographier;
use domaine::vocabulaire::{
    ActiviteExternalisee, Audience, CategorieDonnees, Champ, DureeDysfonctionnement, Localisation,
    NiveauSecurite, Ouverture, Specificite, StatutDeploiement, TypeHebergement, TypeService,
    Vocabulaire, Volumetrie,
};
use serde::Deserialize;
use serde::de::IgnoredAny;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionnaireYaml {
    version: u8,
    etapes: Vec<EtapeYaml>,
    champs: Vec<ChampYaml>,
    niveau_securite: NiveauYaml,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EtapeYaml {
    numero: u8,
    id: String,
    titre: String,
}

/// A field. Keys with an underscore describe what the code of the product does for everyone's
/// sake; they are accepted, not read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChampYaml {
    id: Champ,
    etape: u8,
    #[serde(rename = "type")]
    genre: Genre,
    obligatoire: bool,
    libelle: String,
    aide: String,
    pourquoi: String,
    exemple: Option<String>,
    longueur_max: Option<usize>,
    longueur_max_element: Option<usize>,
    nombre_max: Option<usize>,
    criticite_forfaitaire: Option<u8>,
    #[serde(default)]
    valeurs: Vec<ValeurYaml>,
    #[serde(rename = "minimum")]
    _minimum: Option<IgnoredAny>,
    #[serde(rename = "format")]
    _format: Option<IgnoredAny>,
    #[serde(rename = "structure_element")]
    _structure: Option<IgnoredAny>,
    #[serde(rename = "effet_saisie")]
    _effet: Option<IgnoredAny>,
    #[serde(rename = "contrainte")]
    _contrainte: Option<IgnoredAny>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Genre {
    Texte,
    TexteLong,
    Siret,
    ListeTextes,
    ChoixUnique,
    ChoixMultiple,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValeurYaml {
    id: String,
    criticite: Option<u8>,
    position: Option<u8>,
    libelle: String,
    aide: Option<String>,
    exemple: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NiveauYaml {
    matrice_volumetrie_donnees: Matrice,
    matrice_audience_disponibilite: Matrice,
    exposition_par_ouverture: [u8; 4],
    matrice_criticite_exposition: [[NiveauSecurite; 4]; 4],
    #[serde(rename = "formule")]
    _formule: IgnoredAny,
}

/// Reads words and figures. `None` when the file cannot be read at all.
pub(crate) fn lire(releve: &mut Releve, yaml: &str) -> Option<(Questionnaire, Baremes)> {
    let lu: QuestionnaireYaml = releve.lire(yaml)?;
    releve.exiger(lu.version == 1, || {
        format!("version {}, expected 1", lu.version)
    });
    let ids: Vec<&str> = lu.champs.iter().map(|c| c.id.id()).collect();
    releve.bijection::<Champ>("champs", &ids);
    releve.uniques("etapes", lu.etapes.iter().map(|e| e.id.as_str()));
    for (rang, etape) in (1u8..).zip(&lu.etapes) {
        releve.exiger(etape.numero == rang, || {
            format!("etape `{}`: number", etape.id)
        });
    }
    let baremes = baremes(releve, &lu);
    let etapes = lu.etapes.len();
    let questions = lu
        .champs
        .into_iter()
        .map(|c| question(releve, c, etapes))
        .collect();
    let etapes = lu
        .etapes
        .into_iter()
        .map(|e| Etape {
            numero: e.numero,
            titre: typographier(&e.titre),
            id: e.id,
        })
        .collect();
    Some((Questionnaire { etapes, questions }, baremes))
}

fn question(releve: &mut Releve, c: ChampYaml, etapes: usize) -> QuestionService {
    let ids: Vec<&str> = c.valeurs.iter().map(|v| v.id.as_str()).collect();
    let ou = c.id.id();
    let mots = match c.id {
        Champ::StatutDeploiement => mots::<StatutDeploiement>(releve, ou, &ids),
        Champ::TypeService => mots::<TypeService>(releve, ou, &ids),
        Champ::SpecificitesProjet => mots::<Specificite>(releve, ou, &ids),
        Champ::TypeHebergement => mots::<TypeHebergement>(releve, ou, &ids),
        Champ::ActivitesExternalisees => mots::<ActiviteExternalisee>(releve, ou, &ids),
        Champ::OuvertureSysteme => mots::<Ouverture>(releve, ou, &ids),
        Champ::AudienceCible => mots::<Audience>(releve, ou, &ids),
        Champ::DureeDysfonctionnementAcceptable => mots::<DureeDysfonctionnement>(releve, ou, &ids),
        Champ::CategoriesDonneesTraitees => mots::<CategorieDonnees>(releve, ou, &ids),
        Champ::VolumetrieDonneesTraitees => mots::<Volumetrie>(releve, ou, &ids),
        Champ::LocalisationDonneesTraitees => mots::<Localisation>(releve, ou, &ids),
        Champ::NiveauSecurite => mots::<NiveauSecurite>(releve, ou, &ids),
        Champ::NomService
        | Champ::Siret
        | Champ::Presentation
        | Champ::PointsAcces
        | Champ::CategoriesDonneesTraiteesSupplementaires => Vec::new(),
    };
    releve.exiger(mots.len() == c.valeurs.len(), || {
        format!("{ou}: choices of a free text")
    });
    let a_choix = matches!(c.genre, Genre::ChoixUnique | Genre::ChoixMultiple);
    releve.exiger(a_choix != mots.is_empty(), || format!("{ou}: type"));
    let longueur = c.longueur_max.or(c.longueur_max_element);
    releve.exiger(longueur == c.id.longueur_max(), || {
        format!("{ou}: longueur_max")
    });
    releve.exiger(c.nombre_max == c.id.nombre_max(), || {
        format!("{ou}: nombre_max")
    });
    releve.exiger(c.obligatoire == c.id.est_obligatoire(), || {
        format!("{ou}: obligatoire")
    });
    releve.exiger((1..=etapes).contains(&usize::from(c.etape)), || {
        format!("{ou}: etape")
    });
    for texte in [&c.libelle, &c.aide, &c.pourquoi] {
        releve.texte(ou, texte);
    }
    let facultatif = |t: Option<String>| t.map(|t| typographier(&t));
    QuestionService {
        champ: c.id,
        etape: c.etape,
        libelle: typographier(&c.libelle),
        aide: typographier(&c.aide),
        pourquoi: typographier(&c.pourquoi),
        exemple: facultatif(c.exemple),
        choix: mots
            .into_iter()
            .zip(c.valeurs)
            .map(|(id, v)| Choix {
                id,
                libelle: typographier(&v.libelle),
                aide: facultatif(v.aide),
                exemple: facultatif(v.exemple),
            })
            .collect(),
    }
}

/// The words of a vocabulary, once the file is known to have the same ones.
fn mots<T: Vocabulaire>(releve: &mut Releve, ou: &str, ids: &[&str]) -> Vec<&'static str> {
    releve.bijection::<T>(ou, ids);
    T::TOUS.iter().map(|mot| mot.id()).collect()
}

fn baremes(releve: &mut Releve, lu: &QuestionnaireYaml) -> Baremes {
    let niveau = &lu.niveau_securite;
    for matrice in [
        niveau.matrice_volumetrie_donnees,
        niveau.matrice_audience_disponibilite,
    ] {
        for valeur in matrice
            .into_iter()
            .flatten()
            .chain(niveau.exposition_par_ouverture)
        {
            releve.borne("niveau_securite", valeur, 4);
        }
    }
    let valeurs = |champ| {
        lu.champs
            .iter()
            .find(|c| c.id == champ)
            .map_or(&[][..], |c| &c.valeurs)
    };
    for (rang, valeur) in (1u8..).zip(valeurs(Champ::NiveauSecurite)) {
        releve.exiger(valeur.position == Some(rang), || {
            format!("`{}`: position", valeur.id)
        });
    }
    let libres = Champ::CategoriesDonneesTraiteesSupplementaires;
    let forfait = lu
        .champs
        .iter()
        .find(|c| c.id == libres)
        .and_then(|c| c.criticite_forfaitaire);
    Baremes {
        donnees: criticites(releve, valeurs(Champ::CategoriesDonneesTraitees)),
        donnees_supplementaires: releve.borne(libres.id(), forfait.unwrap_or(0), 4),
        duree: criticites(releve, valeurs(Champ::DureeDysfonctionnementAcceptable)),
        audience: criticites(releve, valeurs(Champ::AudienceCible)),
        ouverture: criticites(releve, valeurs(Champ::OuvertureSysteme)),
        volumetrie: criticites(releve, valeurs(Champ::VolumetrieDonneesTraitees)),
        volumetrie_donnees: niveau.matrice_volumetrie_donnees,
        audience_disponibilite: niveau.matrice_audience_disponibilite,
        exposition: niveau.exposition_par_ouverture,
        criticite_exposition: niveau.matrice_criticite_exposition,
    }
}

fn criticites<const N: usize>(releve: &mut Releve, valeurs: &[ValeurYaml]) -> [u8; N] {
    let mut criticites = [1; N];
    for (criticite, valeur) in criticites.iter_mut().zip(valeurs) {
        *criticite = releve.borne(&valeur.id, valeur.criticite.unwrap_or(0), 4);
    }
    criticites
}
