//! The precedences of `regles.md` §4 and §5, each on a table of one measure.

use super::*;
use crate::besoins::{Baremes, Matrice};
use crate::vocabulaire::{Audience, DureeDysfonctionnement, NiveauSecurite, Ouverture, Volumetrie};

fn une() -> MesureIdx {
    MesureIdx::depuis_rang(0).unwrap()
}

fn baremes() -> Baremes {
    const UN: Matrice = [[1; 4]; 4];
    Baremes {
        donnees: [4, 4, 4, 3, 3, 3, 3, 2, 2],
        donnees_supplementaires: 1,
        duree: [4, 3, 2, 1],
        audience: [1, 2, 3, 4],
        ouverture: [1, 2, 3, 4],
        volumetrie: [1, 2, 3, 4],
        volumetrie_donnees: UN,
        audience_disponibilite: UN,
        exposition: [1, 2, 2, 3],
        criticite_exposition: [[NiveauSecurite::Niveau1; 4]; 4],
    }
}

/// A portal that is also an online service, hosted in the cloud, its development entrusted.
fn service() -> Description {
    Description {
        type_service: TypeService::PortailInformation | TypeService::ServiceEnLigne,
        specificites_projet: EnumSet::empty(),
        type_hebergement: TypeHebergement::Cloud,
        activites_externalisees: ActiviteExternalisee::DeveloppementLogiciel.into(),
        ouverture_systeme: Ouverture::AccessibleSurInternet,
        audience_cible: Audience::Moyenne,
        duree_dysfonctionnement_acceptable: DureeDysfonctionnement::PlusDe24h,
        categories_donnees_traitees: EnumSet::empty(),
        donnees_supplementaires: true,
        volumetrie_donnees_traitees: Volumetrie::TresEleve,
        localisation_donnees_traitees: Localisation::UE,
        niveau_securite: NiveauSecurite::Niveau1,
    }
}

/// A table of one measure: in the starting set or not, its requirement at level 1, its cells.
fn table(socle: bool, exigence: Option<Exigence>, cases: &[(Colonne, Modificateur)]) -> Regles {
    let mut regles = Regles::default();
    let seule: Ensemble = [une()].into_iter().collect();
    if socle {
        regles.socle = seule;
    }
    match exigence {
        Some(Exigence::Indispensable) => regles.niveaux[0].indispensables = seule,
        Some(Exigence::Recommandee) => regles.niveaux[0].recommandees = seule,
        None => {}
    }
    for (colonne, modificateur) in cases {
        regles.colonnes[colonne.rang()][modificateur.rang()] = seule;
    }
    regles
}

fn exigence(regles: &Regles) -> Option<Exigence> {
    regles.appliquer(&service(), &baremes()).exigence(une())
}

fn porteur(regles: &Regles, d: &Description) -> Option<Porteur> {
    regles.appliquer(d, &baremes()).porteur(une())
}

const PORTAIL: Colonne = Colonne::TypePortailInformation;
const EN_LIGNE: Colonne = Colonne::TypeServiceEnLigne;
const IND: Option<Exigence> = Some(Exigence::Indispensable);
const REC: Option<Exigence> = Some(Exigence::Recommandee);

#[test]
fn an_empty_level_beats_everything() {
    let regles = table(true, None, &[(EN_LIGNE, Modificateur::Ajouter)]);
    assert_eq!(exigence(&regles), None);
    assert_eq!(regles.raisons(&service(), &baremes(), une()), []);
}

#[test]
fn adding_beats_removing() {
    let retrait = (PORTAIL, Modificateur::Retirer);
    let ajout = (EN_LIGNE, Modificateur::Ajouter);
    assert_eq!(exigence(&table(true, IND, &[retrait])), None);
    assert_eq!(exigence(&table(true, IND, &[retrait, ajout])), IND);
    assert_eq!(exigence(&table(false, IND, &[])), None);
    assert_eq!(exigence(&table(false, IND, &[ajout])), IND);
}

#[test]
fn the_default_requirement_yields_even_when_both_are_active() {
    let deux = [
        (PORTAIL, Modificateur::RendreIndispensable),
        (EN_LIGNE, Modificateur::RendreRecommandee),
    ];
    assert_eq!(exigence(&table(true, IND, &deux)), REC);
    assert_eq!(exigence(&table(true, REC, &deux)), IND);
}

#[test]
fn project_and_provider_from_two_columns_make_both() {
    let cases = [
        (Colonne::ExtDeveloppement, Modificateur::Presta),
        (Colonne::HebergementCloud, Modificateur::Projet),
    ];
    assert_eq!(
        porteur(&table(true, IND, &cases), &service()),
        Some(Porteur::Mixte)
    );
    assert_eq!(
        porteur(&table(true, IND, &cases[..1]), &service()),
        Some(Porteur::Presta)
    );
    let mixte = [(Colonne::HebergementCloud, Modificateur::Mixte), cases[0]];
    assert_eq!(
        porteur(&table(true, IND, &mixte), &service()),
        Some(Porteur::Mixte)
    );
}

#[test]
fn nobody_may_be_designated() {
    let autre = Description {
        type_hebergement: TypeHebergement::Autre,
        ..service()
    };
    let cases = [(Colonne::HebergementCloud, Modificateur::Presta)];
    assert_eq!(porteur(&table(true, IND, &cases), &autre), None);
}

#[test]
fn nothing_entrusted_is_carried_by_the_project() {
    let interne = Description {
        activites_externalisees: EnumSet::empty(),
        type_hebergement: TypeHebergement::Autre,
        ..service()
    };
    let cases = [(Colonne::ExtLesDeux, Modificateur::Presta)];
    assert_eq!(
        porteur(&table(true, IND, &cases), &interne),
        Some(Porteur::Projet)
    );
    let les_deux = Description {
        activites_externalisees: EnumSet::all(),
        ..interne
    };
    assert_eq!(
        porteur(&table(true, IND, &cases), &les_deux),
        Some(Porteur::Presta)
    );
}

#[test]
fn free_text_and_volume_do_not_count_in_data_criticality() {
    let actives = colonnes_actives(&service(), &baremes());
    assert!(actives.contains(Colonne::Donnees1));
    let identite = Description {
        categories_donnees_traitees: crate::vocabulaire::CategorieDonnees::DonneesDIdentite.into(),
        ..service()
    };
    assert!(colonnes_actives(&identite, &baremes()).contains(Colonne::Donnees2));
}
