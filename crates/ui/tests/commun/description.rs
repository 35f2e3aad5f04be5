//! A new service and its description.

use super::cas::{Cas, refusees};
use super::{HOSTILE, Planche, Regard, SERVICE};
use domaine::ecarts::{Etat, comparer};
use domaine::indice::centiemes;
use domaine::reponses::Reponses;
use domaine::vocabulaire::Champ;
use domaine::vocabulaire::{NiveauSecurite, TypeHebergement};
use referentiels::mss_v2;
use ui::composants::Erreur;
use ui::pages::description::{
    ApercuDescription, ChampEnConflit, ChoixNiveau, ConflitDescription, DescriptionRapide,
    EtapeDescription, MesureApercu, Recapitulatif, ReponseChangee, erreurs,
};
use ui::pages::nouveau::Nouveau;

pub(super) fn ajouter(planche: &mut Planche<'_>, cas: &Cas) {
    let catalogue = mss_v2();
    planche.page(
        "nouveau",
        Regard::Connecte,
        &Nouveau {
            catalogue,
            nom: String::new(),
            siret: String::new(),
            organisation: None,
            exemple: String::new(),
            services: vec![(SERVICE, "Portail famille".to_owned())],
            erreurs: Vec::new(),
        },
    );
    let mut fausses = cas.reponses.clone();
    fausses.organisation_responsable.siret = "12345".to_owned();
    fausses.nom_service = HOSTILE.to_owned();
    fausses.presentation = "a".repeat(2001);
    planche.page(
        "nouveau-refus",
        Regard::Connecte,
        &Nouveau {
            catalogue,
            nom: HOSTILE.to_owned(),
            siret: "12345".to_owned(),
            organisation: Some(HOSTILE.to_owned()),
            exemple: "salle".to_owned(),
            services: Vec::new(),
            erreurs: erreurs(&refusees(&fausses)),
        },
    );

    for numero in 1..=3u8 {
        let etapes = &catalogue.questionnaire.etapes;
        let mut partielles = cas.reponses.clone();
        partielles.volumetrie_donnees_traitees = None;
        let reponses = if numero == 1 { &fausses } else { &partielles };
        let vue = EtapeDescription {
            service: cas.decrit(false),
            numero,
            id: &etapes[usize::from(numero) - 1].id,
            titre: &etapes[usize::from(numero) - 1].titre,
            suivante: &etapes[usize::from(numero)].titre,
            questions: cas.questions(numero, reponses),
            niveau: cas.niveau(reponses),
            erreurs: erreurs(&refusees(reponses)),
        };
        planche.page(&format!("description-{numero}"), Regard::Connecte, &vue);
    }
    planche.page(
        "description-rapide",
        Regard::Connecte,
        &DescriptionRapide {
            service: cas.decrit(false),
            premiere: "identite",
            etapes: (1..=3u8)
                .map(|n| {
                    (
                        catalogue.questionnaire.etapes[usize::from(n) - 1]
                            .titre
                            .as_str(),
                        cas.questions(n, &Reponses::default()),
                    )
                })
                .collect(),
            niveau: cas.niveau(&Reponses::default()),
            erreurs: Vec::new(),
        },
    );
    planche.page(
        "description-4",
        Regard::Connecte,
        &Recapitulatif {
            service: cas.decrit(false),
            organisation: "Ville de Saint-Aubin",
            reponses: &Reponses::default(),
            niveau: cas.niveau(&Reponses::default()),
            modifiable: true,
        },
    );
    planche.page(
        "description",
        Regard::Connecte,
        &Recapitulatif {
            service: cas.decrit(true),
            organisation: "Ville de Saint-Aubin",
            reponses: &cas.reponses,
            niveau: cas.niveau(&cas.reponses),
            modifiable: true,
        },
    );
    let mut exigeantes = cas.reponses.clone();
    exigeantes.duree_dysfonctionnement_acceptable =
        Some(domaine::vocabulaire::DureeDysfonctionnement::MoinsDe12h);
    planche.page(
        "description-5",
        Regard::Connecte,
        &ChoixNiveau {
            service: cas.decrit(false),
            niveau: cas.niveau(&exigeantes),
            choisi: None,
            erreurs: vec![Erreur {
                champ: Champ::NiveauSecurite.id().to_owned(),
                message: "Choisissez un niveau.".to_owned(),
            }],
        },
    );
    apercu(planche, cas);
    planche.page(
        "description-conflit",
        Regard::Connecte,
        &ConflitDescription {
            service: cas.decrit(true),
            auteur: "Karim Benali".to_owned(),
            quand: "2026-11-23T13:08:00Z".parse().unwrap(),
            conflits: vec![ChampEnConflit {
                champ: Champ::Presentation,
                en_place: "Réserver une salle municipale.".to_owned(),
                le_mien: HOSTILE.to_owned(),
            }],
            regles: vec![
                (
                    Champ::TypeHebergement,
                    "Sur nos propres machines".to_owned(),
                    true,
                ),
                (Champ::AudienceCible, "Une équipe".to_owned(), false),
            ],
            saisie: vec![("presentation".to_owned(), HOSTILE.to_owned())],
            action: format!("/services/{SERVICE}/description/identite"),
        },
    );
}

/// A heavier level and another hosting, before they are saved.
fn apercu(planche: &mut Planche<'_>, cas: &Cas) {
    let catalogue = mss_v2();
    let reponses = Reponses {
        type_hebergement: Some(TypeHebergement::OnPremise),
        niveau_securite: Some(NiveauSecurite::Niveau3),
        ..cas.reponses.clone()
    };
    let description = reponses.description().unwrap();
    let evaluation = catalogue.evaluer(&description, &cas.statuts, &[]);
    let ecart = comparer(
        Etat {
            catalogue,
            description: &cas.description,
            evaluation: &cas.evaluation,
        },
        Etat {
            catalogue,
            description: &description,
            evaluation: &evaluation,
        },
    );
    let mesure = |fiche: &&domaine::catalogue::Mesure| {
        let idx = catalogue.trouver(&fiche.id).unwrap();
        MesureApercu {
            id: fiche.id.clone(),
            titre: fiche.titre.clone(),
            exigence: evaluation
                .mesures
                .exigence(idx)
                .or_else(|| cas.evaluation.mesures.exigence(idx)),
            statut: cas.statuts.de(idx),
        }
    };
    let vue = ApercuDescription {
        service: cas.decrit(true),
        vue: 3,
        action: format!("/services/{SERVICE}/description/enjeux"),
        saisie: vec![("presentation".to_owned(), HOSTILE.to_owned())],
        reponses: vec![ReponseChangee {
            champ: Champ::TypeHebergement,
            avant: HOSTILE.to_owned(),
            apres: String::new(),
        }],
        niveau_releve: Some(NiveauSecurite::Niveau3),
        niveau: ecart.niveau,
        indice: (centiemes(ecart.indice.0), centiemes(ecart.indice.1)),
        ajoutees: ecart.ajoutees.iter().map(mesure).collect(),
        retirees: ecart.retirees.iter().map(mesure).collect(),
        relevees: ecart.relevees.iter().map(mesure).collect(),
        abaissees: ecart.abaissees.iter().map(mesure).collect(),
        porteurs: ecart
            .porteurs
            .iter()
            .map(|(m, a, b)| (mesure(m), *a, *b))
            .collect(),
        inchangees: ecart.inchangees,
        risques_apparus: ecart.risques_apparus,
        risques_disparus: ecart.risques_disparus,
        risques_changes: ecart.risques_changes,
        auteur: Some("Karim Benali".to_owned()),
    };
    planche.page("description-apercu", Regard::Connecte, &vue);
}
