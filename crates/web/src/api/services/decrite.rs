//! The description of a service as the published description gives it; the words are the domain's.
//!
//! Invariant: it only describes `domaine::reponses::Reponses`, which reads and writes the JSON; a
//! test compares the two.

use domaine::vocabulaire::{
    ActiviteExternalisee, Audience, CategorieDonnees, DureeDysfonctionnement, Localisation,
    NiveauSecurite, Ouverture, Specificite, StatutDeploiement, TypeHebergement, TypeService,
    Volumetrie,
};
use utoipa::ToSchema;

use crate::api::mots::{mot_ou_nul, mots, textes};

/// Les réponses qui décrivent un service. Chacune est facultative tant que la description n’est
/// pas terminée.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only described")]
pub(crate) struct Description {
    /// Nom du service.
    #[schema(required = false, max_length = 200)]
    nom_service: String,
    /// Organisation qui en répond.
    #[schema(required = false)]
    organisation_responsable: OrganisationResponsable,
    /// Avancement du projet.
    #[schema(required = false, schema_with = mot_ou_nul::<StatutDeploiement>)]
    statut_deploiement: String,
    /// À quoi il sert, en quelques phrases.
    #[schema(required = false, max_length = 2000)]
    presentation: String,
    /// Où l’on y accède.
    #[schema(required = false, max_items = 20)]
    points_acces: Vec<PointAcces>,
    /// Nature du service.
    #[schema(required = false, schema_with = mots::<TypeService>)]
    type_service: Vec<String>,
    /// Ce que le périmètre comprend aussi.
    #[schema(required = false, schema_with = mots::<Specificite>)]
    specificites_projet: Vec<String>,
    /// Où il est hébergé.
    #[schema(required = false, schema_with = mot_ou_nul::<TypeHebergement>)]
    type_hebergement: String,
    /// Travail entièrement confié à un tiers.
    #[schema(required = false, schema_with = mots::<ActiviteExternalisee>)]
    activites_externalisees: Vec<String>,
    /// D’où on peut l’atteindre.
    #[schema(required = false, schema_with = mot_ou_nul::<Ouverture>)]
    ouverture_systeme: String,
    /// Étendue de son public.
    #[schema(required = false, schema_with = mot_ou_nul::<Audience>)]
    audience_cible: String,
    /// Combien de temps on peut s’en passer.
    #[schema(required = false, schema_with = mot_ou_nul::<DureeDysfonctionnement>)]
    duree_dysfonctionnement_acceptable: String,
    /// Informations traitées.
    #[schema(required = false, schema_with = mots::<CategorieDonnees>)]
    categories_donnees_traitees: Vec<String>,
    /// Autres informations, en clair.
    #[schema(required = false, schema_with = textes::<200, 20>)]
    categories_donnees_traitees_supplementaires: Vec<String>,
    /// Quantité d’informations.
    #[schema(required = false, schema_with = mot_ou_nul::<Volumetrie>)]
    volumetrie_donnees_traitees: String,
    /// Pays de stockage.
    #[schema(required = false, schema_with = mot_ou_nul::<Localisation>)]
    localisation_donnees_traitees: String,
    /// Niveau de besoins choisi, jamais inférieur au niveau requis.
    #[schema(required = false, schema_with = mot_ou_nul::<NiveauSecurite>)]
    niveau_securite: String,
}

/// L’organisation qui répond du service.
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only described")]
pub(crate) struct OrganisationResponsable {
    /// SIRET, quatorze chiffres ; à défaut SIREN, RNA ou EUID.
    #[schema(required = false, max_length = 50)]
    siret: String,
}

/// Une adresse où l’on accède au service.
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only described")]
pub(crate) struct PointAcces {
    /// Adresse web, page de magasin d’applications, point d’entrée d’API.
    #[schema(required = false, max_length = 200)]
    description: String,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domaine::vocabulaire::Champ;
    use utoipa::PartialSchema;
    use utoipa::openapi::{RefOr, Schema};

    use super::Description;

    #[test]
    fn every_question_is_described_and_no_other() {
        let RefOr::T(Schema::Object(objet)) = Description::schema() else {
            panic!("an object");
        };
        let decrits: BTreeSet<_> = objet.properties.keys().cloned().collect();
        let connus: BTreeSet<_> = Champ::TOUS
            .iter()
            .map(|champ| champ.id().split('.').next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(decrits, connus);
    }

    #[test]
    fn what_a_text_may_hold_is_what_the_domain_says() {
        let champ = Champ::CategoriesDonneesTraiteesSupplementaires;
        assert_eq!(champ.longueur_max(), Some(200));
        assert_eq!(champ.nombre_max(), Some(20));
    }
}
