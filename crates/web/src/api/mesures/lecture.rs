//! Reading measures.

use std::collections::BTreeSet;

use application::Error;
use application::acces::{self, ServiceOuvert};
use application::mesures::{Cle, cle};
use axum::response::Response;
use domaine::catalogue::Question as Posee;
use domaine::suivi::{Priorite, SuiviMesure};
use domaine::texte::typographier;
use domaine::vocabulaire::{Categorie, Exigence, Porteur, Statut};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::conditions::{Conditions, SiAutreVersion};
use crate::api::mots::{mot, mot_ou_nul};
use crate::api::page::{Demande, Page};
use crate::api::porteur::Programme;
use crate::api::probleme::Probleme;
use crate::chemin::Chemin;

/// D’où vient une mesure.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Genre {
    /// Du catalogue.
    Catalogue,
    /// Propre au service.
    Specifique,
}

/// Une mesure en question, comme dans l’état des lieux.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Question {
    /// La question.
    texte: String,
    /// Quand répondre `fait`.
    fait_si: String,
    /// Quand répondre `enCours`.
    en_cours_si: String,
    /// À qui la poser quand on ne sait pas.
    qui_sait: String,
}

impl From<&Posee> for Question {
    fn from(q: &Posee) -> Self {
        Self {
            texte: typographier(&q.question),
            fait_si: typographier(&q.fait_si),
            en_cours_si: typographier(&q.en_cours_si),
            qui_sait: typographier(&q.qui_sait),
        }
    }
}

/// Une mesure d’un service et son suivi.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) struct Mesure {
    /// Identifiant : `AUTH.1`, ou `SPE.1` pour une mesure spécifique.
    id: String,
    /// Version du suivi, 0 tant que personne n’a rien dit. Elle est aussi dans l’étiquette (`ETag`).
    #[schema(minimum = 0)]
    pub(in crate::api) version: i64,
    /// Du catalogue, ou propre au service.
    genre: Genre,
    /// Titre.
    titre: String,
    /// Ce qu’elle demande.
    description: String,
    /// La question que pose l’état des lieux ; `null` pour une mesure spécifique.
    question: Option<Question>,
    /// Catégorie de l’indice.
    #[schema(schema_with = mot::<Categorie>)]
    categorie: Categorie,
    /// Indispensable ou recommandée ; `null` pour une mesure spécifique.
    #[schema(schema_with = mot_ou_nul::<Exigence>)]
    exigence: Option<Exigence>,
    /// Qui la réalise, d’après la description.
    #[schema(schema_with = mot_ou_nul::<Porteur>)]
    porteur: Option<Porteur>,
    /// Où elle en est ; `null` tant qu’elle est à statuer.
    #[schema(schema_with = mot_ou_nul::<Statut>)]
    statut: Option<Statut>,
    /// « Je ne sais pas ».
    incertaine: bool,
    /// « Plus tard ».
    reportee: bool,
    /// Pourquoi elle est écartée (`nonFait`) ; vide sinon.
    motif: String,
    /// Modalités de mise en œuvre.
    details: String,
    /// Priorité.
    #[schema(schema_with = mot_ou_nul::<Priorite>)]
    priorite: Option<Priorite>,
    /// Échéance.
    echeance: Option<Date>,
    /// Comptes des responsables, membres du service.
    responsables: BTreeSet<Uuid>,
    /// Dernier changement du suivi.
    modifie_le: Option<Timestamp>,
    /// Compte de la personne qui l’a fait.
    modifie_par: Option<Uuid>,
}

impl Mesure {
    /// The measure of that identifier, as it stands.
    pub(in crate::api) fn de(service: &ServiceOuvert, id: &str) -> Result<Self, Error> {
        let ligne = service.lignes.get(id);
        let suivi = ligne.map(|l| l.suivi.clone()).unwrap_or_default();
        let SuiviMesure {
            statut,
            incertaine,
            reportee,
            motif,
            details,
            priorite,
            echeance,
            responsables,
        } = suivi;
        let definition = Definition::de(service, id)?;
        Ok(Self {
            id: id.to_owned(),
            version: ligne.map_or(0, |l| l.version),
            genre: definition.genre,
            titre: definition.titre,
            description: definition.description,
            question: definition.question,
            categorie: definition.categorie,
            exigence: definition.exigence,
            porteur: definition.porteur,
            statut,
            incertaine,
            reportee,
            motif,
            details,
            priorite,
            echeance,
            responsables,
            modifie_le: ligne.map(|l| l.modifie_le),
            modifie_par: ligne.and_then(|l| l.modifie_par),
        })
    }
}

/// What a measure is, whatever was said of it.
struct Definition {
    genre: Genre,
    titre: String,
    description: String,
    question: Option<Question>,
    categorie: Categorie,
    exigence: Option<Exigence>,
    porteur: Option<Porteur>,
}

impl Definition {
    fn de(service: &ServiceOuvert, id: &str) -> Result<Self, Error> {
        let mesures = &service.bilan()?.evaluation.mesures;
        Ok(match cle(service, id)? {
            Cle::Catalogue(mesure) => {
                let fiche = service.catalogue.mesure(mesure);
                Self {
                    genre: Genre::Catalogue,
                    titre: typographier(&fiche.titre),
                    description: typographier(&fiche.description),
                    question: Some(service.catalogue.question(mesure).into()),
                    categorie: fiche.categorie,
                    exigence: mesures.exigence(mesure),
                    porteur: mesures.porteur(mesure),
                }
            }
            Cle::Specifique(_) => {
                let contenu = service.specifique(id)?.contenu.clone();
                Self {
                    genre: Genre::Specifique,
                    titre: contenu.titre,
                    description: contenu.description,
                    question: None,
                    categorie: contenu.categorie,
                    exigence: None,
                    porteur: None,
                }
            }
        })
    }
}

/// The identifiers of the measures of a service: those of the catalogue, then its own.
fn ids(service: &ServiceOuvert) -> Result<Vec<String>, Error> {
    let toutes = service.bilan()?.evaluation.mesures.toutes();
    let du_catalogue = toutes
        .iter()
        .map(|m| service.catalogue.mesure(m).id.clone());
    let siennes = service.specifiques.iter().map(|s| s.id.clone());
    Ok(du_catalogue.chain(siennes).collect())
}

/// Lister les mesures d’un service
///
/// Celles du catalogue, puis les mesures spécifiques, avec leur suivi.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/mesures", tag = "Mesures", operation_id = "listerMesures",
    params(("id" = Uuid, Path, description = "Le service"), Demande, SiAutreVersion),
    responses((status = 200, description = "Une page de mesures", body = Page<Mesure>)),
)]
pub(super) async fn lister_mesures(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
    demande: Demande,
) -> Result<Response, Probleme> {
    let service = acces::ouvrir(&programme.ctx, service).await?;
    let page = demande.couper(ids(&service)?, String::clone)?;
    let lues: Result<Vec<_>, _> = page
        .elements
        .iter()
        .map(|id| Mesure::de(&service, id))
        .collect();
    let page = Page {
        elements: lues?,
        suivant: page.suivant,
    };
    Ok(conditions.lue(0, &page))
}

/// Lire une mesure
///
/// L’étiquette porte la version du suivi de cette mesure.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/mesures/{mesure}", tag = "Mesures",
    operation_id = "lireMesure",
    params(
        ("id" = Uuid, Path, description = "Le service"),
        ("mesure" = String, Path, description = "La mesure : `AUTH.1`, `SPE.1`"),
        SiAutreVersion,
    ),
    responses((status = 200, description = "La mesure", body = Mesure)),
)]
pub(super) async fn lire_mesure(
    programme: Programme,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let service = acces::ouvrir(&programme.ctx, service).await?;
    let mesure = Mesure::de(&service, &mesure)?;
    Ok(conditions.lue(mesure.version, &mesure))
}
