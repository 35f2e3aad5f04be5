//! Answers: what is missing, what is refused, what is saved.

use super::*;

fn complete() -> Reponses {
    Reponses {
        type_service: TypeService::PortailInformation.into(),
        type_hebergement: Some(TypeHebergement::Cloud),
        ouverture_systeme: Some(Ouverture::AccessibleSurInternet),
        audience_cible: Some(Audience::Moyenne),
        duree_dysfonctionnement_acceptable: Some(DureeDysfonctionnement::PlusDe24h),
        volumetrie_donnees_traitees: Some(Volumetrie::Faible),
        localisation_donnees_traitees: Some(Localisation::UE),
        niveau_securite: Some(NiveauSecurite::Niveau1),
        ..Reponses::default()
    }
}

#[test]
fn an_empty_draft_lacks_every_mandatory_answer() {
    let manques = Reponses::default().manques();
    assert_eq!(manques.len(), 11);
    assert_eq!(manques.first(), Some(&Champ::NomService));
    let lus = Reponses::default().description().unwrap_err();
    assert_eq!(lus.len(), 8);
    assert!(lus.iter().all(|c| !c.est_identite()));
}

#[test]
fn identity_is_not_needed_to_evaluate() {
    let description = complete().description().unwrap();
    assert_eq!(description.niveau_securite, NiveauSecurite::Niveau1);
    assert!(!description.donnees_supplementaires);
    assert_eq!(
        complete().manques(),
        [Champ::NomService, Champ::Siret, Champ::StatutDeploiement]
    );
}

#[test]
fn each_refusal_names_its_field_and_item() {
    let mut reponses = complete();
    reponses.nom_service = "é".repeat(201);
    reponses.organisation_responsable.siret = "123".into();
    reponses.points_acces = vec![
        PointAcces::default(),
        PointAcces {
            description: "a\u{0}".into(),
        },
    ];
    reponses.categories_donnees_traitees_supplementaires = vec![String::new(); 21];
    assert_eq!(
        reponses.refus(),
        [
            Refus {
                champ: Champ::NomService,
                motif: Motif::TropLong {
                    max: 200,
                    element: None
                }
            },
            Refus {
                champ: Champ::Siret,
                motif: Motif::SiretInvalide
            },
            Refus {
                champ: Champ::PointsAcces,
                motif: Motif::CaractereInterdit { element: Some(1) }
            },
            Refus {
                champ: Champ::CategoriesDonneesTraiteesSupplementaires,
                motif: Motif::TropDElements { max: 20 }
            },
        ]
    );
    reponses = complete();
    reponses.nom_service = "é".repeat(200);
    assert_eq!(reponses.refus(), []);
}

#[test]
fn saved_form() {
    let mut reponses = complete();
    reponses.nom_service = "  Portail \n famille ".into();
    reponses.organisation_responsable.siret = "216 704 825 00019".into();
    reponses.points_acces = [" a", "", "a "]
        .map(|d| PointAcces {
            description: d.into(),
        })
        .to_vec();
    reponses.categories_donnees_traitees_supplementaires = vec!["  ".into(), "Photos".into()];
    reponses.type_hebergement = Some(TypeHebergement::Saas);
    let saved = reponses.normalisees();
    assert_eq!(saved.nom_service, "Portail famille");
    assert_eq!(saved.organisation_responsable.siret, "21670482500019");
    assert_eq!(
        saved.points_acces,
        [PointAcces {
            description: "a".into()
        }]
    );
    assert_eq!(
        saved.categories_donnees_traitees_supplementaires,
        ["Photos"]
    );
    assert_eq!(saved.activites_externalisees, EnumSet::all());
    assert_eq!(saved.clone().normalisees(), saved);
}
