//! What a specific measure says: to write and add, then to change.

use application::Error;
use application::acces::ServiceOuvert;
use application::specifiques::{
    AjouterSpecifique, ConflitSpecifique as Conflit, ModifierSpecifique, SpecifiqueModifiee,
    ajouter, modifier,
};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domaine::specifiques::{ChampContenu, Contenu, Origine};
use serde::Deserialize;
use ui::gabarit::{SectionService, Ton};
use ui::pages::specifiques::{ChampEnConflit, ConflitSpecifique, TexteSpecifique};
use uuid::Uuid;

use super::ouvrir;
use crate::pages::bande::bande;
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin, contenu, parametres::Parametres};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Depart {
    depuis: String,
}

/// A new one.
pub(crate) async fn get_nouvelle(
    acteur: Acteur,
    Chemin(service): Chemin<Uuid>,
    Parametres(depart): Parametres<Depart>,
) -> Result<Response, Erreur> {
    let ouvert = ouvrir(&acteur, service).await?;
    let vide = nouvelle(&ouvert);
    let source = contenu::source(&acteur.ctx, &depart.depuis).await?;
    let vue = match source {
        Some(source) => TexteSpecifique {
            saisi: source.saisi,
            source: Some(source.vue),
            ..vide
        },
        None => vide,
    };
    acteur.page(&vue).await
}

pub(crate) async fn post_nouvelle(
    acteur: Acteur,
    Chemin(service): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let source = contenu::source(&acteur.ctx, formulaire.texte("depuis")).await?;
    let commande = AjouterSpecifique {
        operation: formulaire.operation()?,
        service,
        contenu: contenu::lire(&formulaire),
        origine: source
            .as_ref()
            .map_or(Origine::Aucune, |s| s.origine.clone()),
    };
    let rendue = async |erreurs| {
        let ouvert = ouvrir(&acteur, service).await?;
        Ok::<_, Erreur>(TexteSpecifique {
            saisi: commande.contenu.clone(),
            source: source.as_ref().map(|s| s.vue.clone()),
            erreurs,
            ..nouvelle(&ouvert)
        })
    };
    match ajouter(&acteur.ctx, &commande).await {
        Ok(ajoutee) => {
            let texte = format!("{} est ajoutée aux mesures du service.", ajoutee.id);
            suite(&acteur, service, &ajoutee.id, &texte).await
        }
        Err(Error::Saisies(refus)) => {
            let vue = rendue(contenu::refus(&refus)).await?;
            acteur.refuser(&vue).await
        }
        Err(Error::OperationDifferente) => acteur.deja_envoye(&rendue(Vec::new()).await?),
        Err(erreur) => Err(erreur.into()),
    }
}

/// One the service has.
pub(crate) async fn get(
    acteur: Acteur,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
) -> Result<Response, Erreur> {
    let ouvert = ouvrir(&acteur, service).await?;
    let vue = existante(&acteur, &ouvert, &mesure).await?;
    acteur.page(&vue).await
}

pub(crate) async fn post(
    acteur: Acteur,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let ouvert = ouvrir(&acteur, service).await?;
    let en_place = &ouvert.specifique(&mesure)?.contenu;
    let commande = ModifierSpecifique {
        operation: formulaire.operation()?,
        service,
        mesure: mesure.clone(),
        version: formulaire.version()?,
        contenu: contenu::lire_choisi(&formulaire, en_place),
        stricte: false,
    };
    let rendue = async |erreurs| {
        let vue = existante(&acteur, &ouvert, &mesure).await?;
        Ok::<_, Erreur>(TexteSpecifique {
            mesure: Some((mesure.clone(), commande.version)),
            saisi: commande.contenu.clone(),
            erreurs,
            ..vue
        })
    };
    match modifier(&acteur.ctx, &commande).await {
        Ok(fait) => suite(&acteur, service, &mesure, &annonce(&fait)).await,
        Err(Error::Saisies(refus)) => {
            let vue = rendue(contenu::refus(&refus)).await?;
            acteur.refuser(&vue).await
        }
        Err(Error::ConflitSpecifique(conflit)) => {
            let vue = conflit_vue(*conflit);
            acteur.page_avec(StatusCode::CONFLICT, &vue).await
        }
        Err(Error::OperationDifferente) => acteur.deja_envoye(&rendue(Vec::new()).await?),
        Err(erreur) => Err(erreur.into()),
    }
}

fn annonce(fait: &SpecifiqueModifiee) -> String {
    if fait.repris.is_empty() {
        return "Texte enregistré.".to_owned();
    }
    let qui = fait.repris_de.as_deref().unwrap_or("une autre personne");
    format!("Texte enregistré. Ce que {qui} a changé entre-temps est gardé aussi.")
}

async fn suite(
    acteur: &Acteur,
    service: Uuid,
    mesure: &str,
    texte: &str,
) -> Result<Response, Erreur> {
    acteur.annoncer(Ton::Succes, texte).await?;
    let adresse = ui::adresse::service(service, &format!("mesures/{mesure}"));
    Ok(Redirect::to(&adresse).into_response())
}

fn nouvelle(ouvert: &ServiceOuvert) -> TexteSpecifique {
    TexteSpecifique {
        bande: bande(ouvert, SectionService::Mesures),
        mesure: None,
        saisi: domaine::specifiques::ContenuSaisi::default(),
        source: None,
        erreurs: Vec::new(),
    }
}

async fn existante(
    acteur: &Acteur,
    ouvert: &ServiceOuvert,
    mesure: &str,
) -> Result<TexteSpecifique, Erreur> {
    let specifique = ouvert.specifique(mesure)?;
    let source = contenu::source_de(&acteur.ctx, specifique.origine.clone()).await?;
    Ok(TexteSpecifique {
        mesure: Some((mesure.to_owned(), specifique.version)),
        saisi: specifique.contenu.saisi(),
        source: source.map(|s| s.vue),
        ..nouvelle(ouvert)
    })
}

fn conflit_vue(conflit: Conflit) -> ConflitSpecifique {
    let (en_place, la_mienne) = (&conflit.en_place.contenu, &conflit.la_mienne);
    let conflits = conflit.conflits.iter().map(|champ| ChampEnConflit {
        champ: *champ,
        en_place: en_mots(en_place, *champ),
        le_mien: en_mots(la_mienne, *champ),
    });
    ConflitSpecifique {
        bande: bande(&conflit.service, SectionService::Mesures),
        id: conflit.en_place.id.clone(),
        version: conflit.en_place.version,
        auteur: conflit
            .auteur
            .unwrap_or_else(|| "Une autre personne".to_owned()),
        quand: conflit.quand,
        conflits: conflits.collect(),
        repris: conflit.repris,
        saisi: conflit.la_mienne.saisi(),
    }
}

/// A part, in words.
fn en_mots(contenu: &Contenu, champ: ChampContenu) -> String {
    match champ {
        ChampContenu::Titre => contenu.titre.clone(),
        ChampContenu::Description => contenu.description.clone(),
        ChampContenu::Categorie => ui::texte::categorie(contenu.categorie).to_owned(),
        ChampContenu::Etapes => contenu.etapes.join("\n"),
    }
}
