//! `risques.yaml`: objectives, vectors, groups and formulas (`risques.md`).

use crate::anomalies::Releve;
use crate::mesures::Rangs;
use domaine::reponses::Reponse;
use domaine::risques::{
    ChampGravite, Condition, Echelon, Formule, Groupe, ModeleRisques, Objectif, Predicat, Risque,
    Selection, Terme, Vraisemblance,
};
use domaine::texte::typographier;
use domaine::vocabulaire::{
    ActiviteExternalisee, Audience, CategorieRisque, Champ, DureeDysfonctionnement, NiveauRisque,
    NiveauSecurite, Ouverture, Specificite, TypeHebergement, TypeService, Vocabulaire, Volumetrie,
};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModeleYaml {
    version: u8,
    echelles: EchellesYaml,
    niveau_de_risque: NiveauYaml,
    #[serde(rename = "predicats")]
    _predicats: IgnoredAny,
    objectifs_vises: Vec<ObjectifYaml>,
    vecteurs: Vec<VecteurYaml>,
    risques: Vec<RisqueYaml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EchellesYaml {
    gravite: Vec<EchelonYaml>,
    vraisemblance: Vec<EchelonYaml>,
    bornes_vraisemblance: [u8; 2],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EchelonYaml {
    valeur: u8,
    libelle: String,
    description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NiveauYaml {
    #[serde(rename = "regle")]
    _regle: IgnoredAny,
    grille_gravite_vraisemblance: BTreeMap<u8, [NiveauRisque; 4]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ObjectifYaml {
    id: String,
    titre: String,
    description: String,
    complement_titre: String,
    categories: Vec<CategorieRisque>,
    selection: SelectionYaml,
    gravite: GraviteYaml,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GraviteYaml {
    champ: ChampGravite,
    valeurs: BTreeMap<String, u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SelectionYaml {
    present_initialement: bool,
    regles: BTreeMap<Champ, BTreeMap<String, Sens>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Sens {
    Ajouter,
    Retirer,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VecteurYaml {
    id: String,
    risque: String,
    titre: String,
    description: String,
    exemples: Vec<String>,
    objectifs_vises: Vec<String>,
    selection: SelectionYaml,
    vraisemblance: BTreeMap<NiveauSecurite, VraisemblanceYaml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VraisemblanceYaml {
    groupes: BTreeMap<String, GroupeYaml>,
    formules: Vec<FormuleYaml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupeYaml {
    poids: i8,
    mesures: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormuleYaml {
    base: i8,
    termes: Vec<TermeYaml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermeYaml {
    signe: String,
    groupe: String,
    predicat: Predicat,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RisqueYaml {
    id: String,
    vecteur: String,
    titre: String,
    #[serde(rename = "titre_complet")]
    _titre_complet: IgnoredAny,
}

/// Reads the risk model. `None` when the file cannot be read at all.
pub(crate) fn lire(releve: &mut Releve, yaml: &str, rangs: &Rangs) -> Option<ModeleRisques> {
    let lu: ModeleYaml = releve.lire(yaml)?;
    releve.exiger(lu.version == 1, || {
        format!("version {}, expected 1", lu.version)
    });
    releve.exiger(lu.echelles.bornes_vraisemblance == [1, 4], || {
        "likelihood bounds".into()
    });
    releve.uniques(
        "objectifs_vises",
        lu.objectifs_vises.iter().map(|o| o.id.as_str()),
    );
    releve.uniques("vecteurs", lu.vecteurs.iter().map(|v| v.id.as_str()));
    releve.exiger(
        lu.objectifs_vises.len() <= ModeleRisques::OBJECTIFS_MAX,
        || format!("more than {} objectives", ModeleRisques::OBJECTIFS_MAX),
    );
    let annonces = lu.risques.iter().map(|r| (&r.id, &r.vecteur, &r.titre));
    let produits = lu.vecteurs.iter().map(|v| (&v.risque, &v.id, &v.titre));
    releve.exiger(annonces.eq(produits), || {
        "`risques` differs from `vecteurs`".into()
    });

    let ids: Vec<String> = lu.objectifs_vises.iter().map(|o| o.id.clone()).collect();
    let objectifs = lu
        .objectifs_vises
        .into_iter()
        .map(|o| objectif(releve, o))
        .collect();
    let risques = lu
        .vecteurs
        .into_iter()
        .map(|v| risque(releve, v, &ids, rangs))
        .collect();
    Some(ModeleRisques {
        objectifs,
        risques,
        gravites: echelle(releve, lu.echelles.gravite)?,
        vraisemblances: echelle(releve, lu.echelles.vraisemblance)?,
        grille: grille(releve, &lu.niveau_de_risque.grille_gravite_vraisemblance)?,
    })
}

fn echelle(releve: &mut Releve, lue: Vec<EchelonYaml>) -> Option<[Echelon; 4]> {
    let ordonnee = lue.iter().map(|e| e.valeur).eq(1..=4);
    releve.exiger(ordonnee, || "a scale does not run from 1 to 4".into());
    let echelons = lue.into_iter().map(|e| Echelon {
        libelle: typographier(&e.libelle),
        description: typographier(&e.description),
    });
    echelons.collect::<Vec<_>>().try_into().ok()
}

fn grille(
    releve: &mut Releve,
    lue: &BTreeMap<u8, [NiveauRisque; 4]>,
) -> Option<[[NiveauRisque; 4]; 4]> {
    releve.exiger(lue.keys().copied().eq(1..=4), || {
        "grid: gravities 1 to 4".into()
    });
    lue.values().copied().collect::<Vec<_>>().try_into().ok()
}

fn objectif(releve: &mut Releve, o: ObjectifYaml) -> Objectif {
    for texte in [&o.titre, &o.description, &o.complement_titre] {
        releve.texte(&o.id, texte);
    }
    releve.exiger(!o.categories.is_empty(), || {
        format!("{}: no category", o.id)
    });
    let gravites = match o.gravite.champ {
        ChampGravite::Audience => gravites::<Audience>(releve, &o),
        ChampGravite::Volumetrie => gravites::<Volumetrie>(releve, &o),
        ChampGravite::Duree => gravites::<DureeDysfonctionnement>(releve, &o),
    };
    let selection = selection(releve, &o.id, &o.selection);
    releve.exiger(selection.retraits.is_empty(), || {
        format!("{}: objectives only add", o.id)
    });
    Objectif {
        champ_gravite: o.gravite.champ,
        gravites,
        selection,
        titre: typographier(&o.titre),
        description: typographier(&o.description),
        id: o.id,
        complement_titre: o.complement_titre,
        categories: o.categories,
    }
}

fn gravites<T: Vocabulaire>(releve: &mut Releve, o: &ObjectifYaml) -> [u8; 4] {
    let mut gravites = [1; 4];
    releve.exiger(o.gravite.valeurs.len() == T::TOUS.len(), || {
        format!("{}: gravities", o.id)
    });
    for (gravite, mot) in gravites.iter_mut().zip(T::TOUS) {
        let lue = o.gravite.valeurs.get(mot.id()).copied().unwrap_or(0);
        *gravite = releve.borne(&o.id, lue, 4);
    }
    gravites
}

fn selection(releve: &mut Releve, ou: &str, lue: &SelectionYaml) -> Selection {
    let mut selection = Selection {
        initiale: lue.present_initialement,
        ..Selection::default()
    };
    for (champ, regles) in &lue.regles {
        for (id, sens) in regles {
            match (condition(*champ, id), sens) {
                (Some(condition), Sens::Ajouter) => selection.ajouts.push(condition),
                (Some(condition), Sens::Retirer) => selection.retraits.push(condition),
                (None, _) => releve.noter(format!("{ou}: no answer `{champ}` = `{id}`")),
            }
        }
    }
    selection
}

fn condition(champ: Champ, id: &str) -> Option<Condition> {
    let reponse = match champ {
        Champ::TypeService => Reponse::TypeService(TypeService::depuis_id(id)?),
        Champ::SpecificitesProjet => Reponse::Specificite(Specificite::depuis_id(id)?),
        Champ::TypeHebergement => Reponse::TypeHebergement(TypeHebergement::depuis_id(id)?),
        Champ::OuvertureSysteme => Reponse::Ouverture(Ouverture::depuis_id(id)?),
        Champ::NiveauSecurite => Reponse::Niveau(NiveauSecurite::depuis_id(id)?),
        Champ::ActivitesExternalisees => {
            return ActiviteExternalisee::depuis_id(id).map(Condition::ActiviteConfiee);
        }
        _ => return None,
    };
    Some(Condition::Reponse(reponse))
}

fn risque(releve: &mut Releve, v: VecteurYaml, objectifs: &[String], rangs: &Rangs) -> Risque {
    for texte in v.exemples.iter().chain([&v.titre, &v.description]) {
        releve.texte(&v.id, texte);
    }
    let mut vises = Vec::new();
    for id in &v.objectifs_vises {
        match objectifs.iter().position(|o| o == id) {
            Some(rang) => vises.push(rang),
            None => releve.noter(format!("{}: unknown objective `{id}`", v.id)),
        }
    }
    let selection = selection(releve, &v.id, &v.selection);
    for niveau in NiveauSecurite::TOUS {
        let ecarte = selection
            .retraits
            .contains(&Condition::Reponse(Reponse::Niveau(*niveau)));
        let connu = v.vraisemblance.contains_key(niveau);
        releve.exiger(connu != ecarte, || {
            format!("{}: {niveau} is either configured or removed", v.id)
        });
    }
    let vraisemblances = [
        NiveauSecurite::Niveau1,
        NiveauSecurite::Niveau2,
        NiveauSecurite::Niveau3,
    ]
    .map(|niveau| {
        let lue = v.vraisemblance.get(&niveau)?;
        Some(vraisemblance(
            releve,
            &format!("{} {niveau}", v.id),
            lue,
            rangs,
        ))
    });
    Risque {
        id: v.risque,
        vecteur: v.id,
        titre: v.titre,
        description: typographier(&v.description),
        exemples: v.exemples.iter().map(|e| typographier(e)).collect(),
        objectifs: vises,
        selection,
        vraisemblances,
    }
}

fn vraisemblance(
    releve: &mut Releve,
    ou: &str,
    lue: &VraisemblanceYaml,
    rangs: &Rangs,
) -> Vraisemblance {
    let mut groupes = BTreeMap::new();
    for (nom, groupe) in &lue.groupes {
        releve.exiger(groupe.poids > 0, || format!("{ou}: weight of group {nom}"));
        let mut mesures = Vec::new();
        for id in &groupe.mesures {
            match rangs.get(id) {
                Some(mesure) => mesures.push(*mesure),
                None => releve.noter(format!("{ou}: unknown measure `{id}`")),
            }
        }
        let ensemble = mesures.iter().copied().collect();
        groupes.insert(nom.as_str(), (groupe.poids, Groupe { mesures, ensemble }));
    }
    releve.exiger(!lue.formules.is_empty(), || format!("{ou}: no formula"));
    let mut formules = Vec::new();
    for formule in &lue.formules {
        let mut termes = Vec::new();
        for terme in &formule.termes {
            let signe = match terme.signe.as_str() {
                "+" => Some(1),
                "-" => Some(-1),
                _ => None,
            };
            match (groupes.get(terme.groupe.as_str()), signe) {
                (Some((poids, groupe)), Some(signe)) => termes.push(Terme {
                    poids: poids.saturating_mul(signe),
                    groupe: groupe.ensemble,
                    predicat: terme.predicat,
                }),
                _ => releve.noter(format!("{ou}: term `{}{}`", terme.signe, terme.groupe)),
            }
        }
        formules.push(Formule {
            base: formule.base,
            termes,
        });
    }
    Vraisemblance {
        groupes: groupes.into_values().map(|(_, g)| g).collect(),
        formules,
    }
}
