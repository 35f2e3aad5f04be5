//! The exchange format, as the published description gives it.
//!
//! Invariant: it only describes what `application::evaluation` reads and writes; the tests of the
//! API compare real answers with it.

use std::collections::BTreeMap;

use domaine::mesures::Effet;
use domaine::vocabulaire::{
    Categorie, CategorieRisque, Champ, Effort, Exigence, NiveauSecurite, Porteur, Statut,
};
use utoipa::ToSchema;

use crate::api::mots::{mot, mot_ou_nul, mots};
use crate::api::services::{Completude, Description, FiguresIndice};

/// Un service à évaluer.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
pub(super) struct Cas {
    /// Les réponses qui le décrivent ; celles que lisent les règles sont obligatoires.
    description: Description,
    /// Statut de chaque mesure, par identifiant.
    #[schema(required = false, value_type = BTreeMap<String, StatutMesure>)]
    statuts: BTreeMap<String, String>,
    /// Les mesures spécifiques.
    #[schema(required = false)]
    mesures_specifiques: Vec<Specifique>,
}

/// Où en est une mesure.
pub(in crate::api) struct StatutMesure;

impl utoipa::PartialSchema for StatutMesure {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        mot::<Statut>().into()
    }
}

impl ToSchema for StatutMesure {}

/// Où en est une mesure ; `null` : à statuer.
pub(in crate::api) struct StatutOuNul;

impl utoipa::PartialSchema for StatutOuNul {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        mot_ou_nul::<Statut>().into()
    }
}

impl ToSchema for StatutOuNul {}

/// Une mesure spécifique.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
pub(super) struct Specifique {
    /// Catégorie de l’indice.
    #[schema(schema_with = mot::<Categorie>)]
    categorie: String,
    /// Où elle en est.
    #[schema(required = false, schema_with = mot_ou_nul::<Statut>)]
    statut: String,
}

/// Le résultat d’une évaluation.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
pub(super) struct Resultat {
    /// Niveau de besoins que les réponses demandent au moins.
    #[schema(schema_with = mot::<NiveauSecurite>)]
    niveau_requis: String,
    /// Les mesures personnalisées, dans l’ordre du catalogue.
    mesures: Vec<MesureEvaluee>,
    /// Indice cyber, de 0 à 5.
    indice_cyber: FiguresIndice,
    /// Indice personnalisé, de 0 à 5.
    indice_cyber_personnalise: FiguresIndice,
    /// Part des mesures qui ont un statut.
    completude: Completude,
    /// Les risques retenus.
    risques: Vec<RisqueEvalue>,
    /// Ce qu’apporterait chaque mesure qui reste, la plus utile d’abord : risques abaissés
    /// (pondérés par leur gravité), puis indice, puis effort.
    prochaines_actions: Vec<ActionEvaluee>,
}

/// Ce que changerait une mesure de plus.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
pub(super) struct ActionEvaluee {
    /// Identifiant de la mesure (`AUTH.1`).
    id: String,
    /// Ce que l’indice gagnerait, non arrondi.
    #[schema(minimum = 0, maximum = 5)]
    gain_indice: f64,
    /// Les risques qui baisseraient.
    gain_risques: Vec<BaisseEvaluee>,
    /// Effort demandé.
    #[schema(schema_with = mot::<Effort>)]
    effort: String,
}

/// Un risque qui baisserait ; vraisemblances de 1 à 4.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub(super) struct BaisseEvaluee {
    /// Identifiant (`R3`).
    id: String,
    /// Vraisemblance avant.
    #[schema(minimum = 1, maximum = 4)]
    avant: u8,
    /// Vraisemblance après.
    #[schema(minimum = 1, maximum = 4)]
    apres: u8,
}

/// Une mesure retenue pour ce service.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
pub(super) struct MesureEvaluee {
    /// Identifiant (`AUTH.1`).
    id: String,
    /// Indispensable ou recommandée.
    #[schema(schema_with = mot_ou_nul::<Exigence>)]
    exigence: String,
    /// Qui la réalise.
    #[schema(schema_with = mot_ou_nul::<Porteur>)]
    porteur: String,
    /// Pourquoi elle est là.
    raisons: Vec<RaisonMesure>,
}

/// La réponse qui a fait entrer, relevé ou abaissé une mesure.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub(super) struct RaisonMesure {
    /// Ce qu’elle a fait.
    #[schema(schema_with = mot::<Effet>)]
    effet: String,
    /// La question.
    #[schema(schema_with = mot::<Champ>)]
    champ: String,
    /// Les réponses.
    valeurs: Vec<String>,
}

/// Un risque retenu pour ce service ; gravité et vraisemblances de 1 à 4.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub(super) struct RisqueEvalue {
    /// Identifiant (`R3`).
    id: String,
    /// Titre.
    titre: String,
    /// Gravité.
    #[schema(minimum = 1, maximum = 4)]
    gravite: u8,
    /// Vraisemblance sans aucune mesure.
    #[schema(minimum = 1, maximum = 4)]
    brut: u8,
    /// Vraisemblance avec les mesures faites.
    #[schema(minimum = 1, maximum = 4)]
    courant: u8,
    /// Vraisemblance avec toutes les mesures.
    #[schema(minimum = 1, maximum = 4)]
    cible: u8,
    /// Catégories.
    #[schema(schema_with = mots::<CategorieRisque>)]
    categories: Vec<String>,
    /// Mesures associées.
    mesures: Vec<String>,
}
