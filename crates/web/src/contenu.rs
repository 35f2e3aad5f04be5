//! The text of a specific measure or of a model, out of a form, and what is wrong with it.

use application::{Context, Raison, modeles};
use domaine::specifiques::{ChampContenu, Contenu, ContenuSaisi, Origine};
use domaine::vocabulaire::Categorie;
use ui::composants::Erreur as Refus;
use ui::pages::description::{EN_PLACE, PREFIXE_CHOIX};
use ui::pages::modeles::{SourceVue, adresse_complement, adresse_modele};
use ui::pages::specifiques::{REUNI_PREFIXE, REUNIS};
use uuid::Uuid;

use crate::{Erreur, Formulaire};

/// What was typed.
pub(crate) fn lire(formulaire: &Formulaire) -> ContenuSaisi {
    ContenuSaisi {
        titre: formulaire.texte("titre").to_owned(),
        description: formulaire.texte("description").to_owned(),
        categorie: Categorie::depuis_id(formulaire.texte("categorie")),
        etapes: formulaire
            .texte("etapes")
            .lines()
            .map(str::to_owned)
            .collect(),
    }
}

/// What was typed, once chosen between two texts part by part (the page of a conflict).
pub(crate) fn lire_choisi(formulaire: &Formulaire, en_place: &Contenu) -> ContenuSaisi {
    let mut saisi = lire(formulaire);
    let garde = en_place.saisi();
    for champ in ChampContenu::TOUS {
        let choix = formulaire.texte(&format!("{PREFIXE_CHOIX}{champ}"));
        let reuni = formulaire.texte(&format!("{REUNI_PREFIXE}{champ}"));
        match (choix, champ) {
            (EN_PLACE, ChampContenu::Titre) => saisi.titre.clone_from(&garde.titre),
            (EN_PLACE, ChampContenu::Description) => {
                saisi.description.clone_from(&garde.description);
            }
            (EN_PLACE, ChampContenu::Categorie) => saisi.categorie = garde.categorie,
            (EN_PLACE, ChampContenu::Etapes) => saisi.etapes.clone_from(&garde.etapes),
            (REUNIS, ChampContenu::Description) => reuni.clone_into(&mut saisi.description),
            (REUNIS, ChampContenu::Etapes) => {
                saisi.etapes = reuni.lines().map(str::to_owned).collect();
            }
            _ => {}
        }
    }
    saisi
}

/// What is wrong with it, in words.
pub(crate) fn refus(refus: &[(&'static str, Raison)]) -> Vec<Refus> {
    let en_mots = |(champ, raison): &(&'static str, Raison)| Refus {
        champ: (*champ).to_owned(),
        message: ui::texte::raison_saisie(champ, *raison),
    };
    refus.iter().map(en_mots).collect()
}

/// What a copy is made from: its origin, how a page names it, and its text.
pub(crate) struct Source {
    pub(crate) origine: Origine,
    pub(crate) vue: SourceVue,
    pub(crate) saisi: ContenuSaisi,
}

/// The source that an address or a form names (`bibliotheque:…`, `modele:…`); none when nothing
/// is named, or nothing this person sees.
pub(crate) async fn source(ctx: &Context, depuis: &str) -> Result<Option<Source>, Erreur> {
    let origine = match depuis.split_once(':') {
        Some(("bibliotheque", id)) => Origine::Bibliotheque(id.to_owned()),
        Some(("modele", id)) => Origine::Modele(id.to_owned()),
        _ => Origine::Aucune,
    };
    source_de(ctx, origine).await
}

/// The same, of a text already copied.
pub(crate) async fn source_de(ctx: &Context, origine: Origine) -> Result<Option<Source>, Erreur> {
    let (valeur, adresse, contenu) = match &origine {
        Origine::Aucune => return Ok(None),
        Origine::Bibliotheque(id) => match ctx.complements().trouver(id) {
            Some(c) => (
                format!("bibliotheque:{id}"),
                adresse_complement(id),
                c.contenu.clone(),
            ),
            None => return Ok(None),
        },
        Origine::Modele(id) => {
            let Ok(id) = Uuid::parse_str(id) else {
                return Ok(None);
            };
            match modeles::modele(ctx, id).await {
                Ok(modele) => (format!("modele:{id}"), adresse_modele(id), modele.contenu),
                Err(application::Error::Introuvable) => return Ok(None),
                Err(erreur) => return Err(erreur.into()),
            }
        }
    };
    let vue = SourceVue {
        valeur,
        titre: contenu.titre.clone(),
        adresse,
    };
    Ok(Some(Source {
        origine,
        vue,
        saisi: contenu.saisi(),
    }))
}
