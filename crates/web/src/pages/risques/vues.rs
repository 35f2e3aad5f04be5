//! From what the use cases give to what the pages of risks show.
//!
//! Invariant: pure; the same service gives the same page.

use application::acces::ServiceOuvert;
use application::mesures::{Cle, cle};
use application::risques::ChangementRisque;
use application::specifiques::Specifique;
use domaine::ensemble::MesureIdx;
use domaine::risques::{
    Analyse, Couverture, Echelon, FaitRisque, OrigineLien, RisqueEvalue, id_propre, leviers_communs,
};
use domaine::texte::typographier;
use domaine::vocabulaire::Statut;
use ui::composants::{Evenement, Quoi};
use ui::gabarit::SectionService;
use ui::pages::mesures::RisqueVue;
use ui::pages::risques::{
    Abaisse, BarriereVue, LevierCommun, LigneDesactivee, LignePropre, LigneRisque, MesureEtat,
    MesureNommee, Tableau,
};
use ui::texte;

use crate::decrit::Decrit;
use crate::pages::mesures::lignes::nombre;
use domaine::droits::Action;

/// A measure of the catalogue, by its name.
pub(super) fn nommee(service: &ServiceOuvert, mesure: MesureIdx) -> MesureNommee {
    let fiche = service.catalogue.mesure(mesure);
    MesureNommee {
        id: fiche.id.clone(),
        titre: fiche.titre.clone(),
    }
}

/// A measure of the catalogue and where it stands.
fn etat(service: &ServiceOuvert, mesure: MesureIdx) -> MesureEtat {
    MesureEtat {
        mesure: nommee(service, mesure),
        statut: service.suivi.statuts.de(mesure),
    }
}

/// Why a computed risk stands where it stands.
pub(super) fn analyse(decrit: &Decrit, risque: &RisqueEvalue) -> Analyse<'static> {
    let (service, bilan) = (&decrit.service, &decrit.bilan);
    service.catalogue.risques.analyser(
        risque,
        &bilan.description,
        &bilan.evaluation.mesures,
        &service.suivi.statuts,
    )
}

/// Everything about the risks, the one on screen marked.
pub(super) fn tableau(
    decrit: &Decrit,
    couverture: &Couverture,
    courant: Option<&str>,
) -> Tableau<'static> {
    let (service, evaluation) = (&decrit.service, &decrit.bilan.evaluation);
    let modele = &service.catalogue.risques;
    let analyses: Vec<_> = evaluation
        .risques
        .iter()
        .map(|r| (r, analyse(decrit, r)))
        .collect();
    let communs = leviers_communs(analyses.iter().map(|(r, a)| (r.courant, a)));
    let faites = evaluation.mesures.toutes() & service.suivi.statuts.avec(Statut::Fait);
    Tableau {
        bande: decrit.bande(SectionService::Risques),
        modele,
        risques: analyses
            .iter()
            .map(|(risque, analyse)| ligne(service, risque, analyse))
            .collect(),
        desactives: decrit
            .bilan
            .desactives
            .iter()
            .map(|r| desactivee(service, r))
            .collect(),
        propres: propres(service, couverture),
        retires: service
            .risques
            .propres
            .iter()
            .filter(|(_, ecrit)| ecrit.retire_le.is_some())
            .map(|(numero, ecrit)| (id_propre(*numero), ecrit.valeur.titre.clone()))
            .collect(),
        mesures: (
            nombre(faites.len()),
            nombre(evaluation.mesures.toutes().len()),
        ),
        communs: communs
            .into_iter()
            .map(|(mesure, risques)| LevierCommun {
                mesure: nommee(service, mesure),
                risques,
            })
            .collect(),
        courant: courant.map(str::to_owned),
        modifiable: service.peut(Action::GererRisques),
    }
}

fn ligne(service: &ServiceOuvert, risque: &RisqueEvalue, analyse: &Analyse<'_>) -> LigneRisque {
    let modele = &service.catalogue.risques;
    let fiche = modele.risque(risque);
    let nommer = |m: &MesureIdx| nommee(service, *m);
    let abaisse = match &analyse.pas {
        None => Abaisse::Rien,
        Some(pas) => match pas.mesures.as_slice() {
            // The first lever is the one that lowers it most.
            [_] => analyse
                .leviers
                .first()
                .map_or(Abaisse::Rien, |l| Abaisse::Seule(nommer(&l.mesure))),
            plusieurs => Abaisse::Ensemble(plusieurs.iter().map(nommer).collect()),
        },
    };
    let objectif = analyse.origines.first().map(|o| o.objectif.titre.clone());
    LigneRisque {
        id: fiche.id.clone(),
        titre: typographier(&fiche.titre),
        objectif: objectif.unwrap_or_default(),
        gravite: risque.gravite,
        gravite_retenue: service.risques.ajustement(&fiche.id).gravite.is_some(),
        brut: risque.brut,
        courant: risque.courant,
        cible: risque.cible,
        abaisse,
    }
}

fn desactivee(service: &ServiceOuvert, risque: &RisqueEvalue) -> LigneDesactivee {
    let fiche = service.catalogue.risques.risque(risque);
    let ajustement = service.risques.ajustement(&fiche.id);
    LigneDesactivee {
        id: fiche.id.clone(),
        titre: typographier(&fiche.titre),
        raison: ajustement.desactivation.unwrap_or_default(),
    }
}

fn propres(service: &ServiceOuvert, couverture: &Couverture) -> Vec<LignePropre> {
    service
        .risques
        .presents()
        .map(|(numero, ecrit)| {
            let (id, risque) = (id_propre(numero), &ecrit.valeur);
            LignePropre {
                mesures: couverture.mesures(&id).count(),
                titre: risque.titre.clone(),
                brut: (risque.gravite_brute, risque.vraisemblance_brute),
                courant: (risque.gravite_courante, risque.vraisemblance_courante),
                id,
            }
        })
        .collect()
}

/// What stands in the way of a computed risk.
pub(super) fn barrieres(service: &ServiceOuvert, analyse: &Analyse<'_>) -> Vec<BarriereVue> {
    let une = |b: &domaine::risques::Barriere| BarriereVue {
        mesures: b.mesures.iter().map(|m| etat(service, *m)).collect(),
        une_suffit: b.une_suffit,
        tient: b.tient,
    };
    analyse.barrieres.iter().map(une).collect()
}

/// What an attacker would be after, and the answer each gravity comes from.
pub(super) fn origines(service: &ServiceOuvert, analyse: &Analyse<'_>) -> Vec<String> {
    let questionnaire = &service.catalogue.questionnaire;
    let dire = |o: &domaine::risques::OrigineGravite<'_>| {
        format!(
            "{}. {}\u{a0}: votre réponse {}.",
            o.objectif.titre,
            texte::champ(o.reponse.champ()),
            texte::reponse(questionnaire, o.reponse)
        )
    };
    analyse.origines.iter().map(dire).collect()
}

/// A measure the service added and where it stands.
fn etat_specifique(service: &ServiceOuvert, specifique: &Specifique) -> MesureEtat {
    let ligne = service.lignes.get(&specifique.id);
    MesureEtat {
        mesure: MesureNommee {
            id: specifique.id.clone(),
            titre: specifique.contenu.titre.clone(),
        },
        statut: ligne.and_then(|l| l.suivi.statut),
    }
}

/// A measure of the service of that identifier, whatever its kind, and where it stands.
fn mesure(service: &ServiceOuvert, id: &str) -> Option<MesureEtat> {
    match cle(service, id).ok()? {
        Cle::Catalogue(mesure) => Some(etat(service, mesure)),
        Cle::Specifique(rang) => {
            let specifique = service.specifiques.get(rang)?;
            Some(etat_specifique(service, specifique))
        }
    }
}

/// Every measure of the service, in catalogue order, then those it added.
pub(super) fn mesures(decrit: &Decrit) -> Vec<MesureEtat> {
    let toutes = decrit.bilan.evaluation.mesures.toutes();
    let du_catalogue = toutes.iter().map(|m| etat(&decrit.service, m));
    du_catalogue.chain(specifiques(&decrit.service)).collect()
}

/// The measures the service added.
pub(super) fn specifiques(service: &ServiceOuvert) -> impl Iterator<Item = MesureEtat> {
    let siennes = service.specifiques.iter();
    siennes.map(|s| etat_specifique(service, s))
}

/// The measures linked to a risk by hand.
pub(super) fn liees(
    service: &ServiceOuvert,
    couverture: &Couverture,
    risque: &str,
) -> Vec<MesureEtat> {
    let main = couverture
        .mesures(risque)
        .filter(|(_, origine)| *origine == OrigineLien::Main);
    main.filter_map(|(id, _)| mesure(service, id)).collect()
}

/// What happened to a risk, in sentences.
pub(super) fn historique(
    service: &ServiceOuvert,
    changements: &[ChangementRisque],
) -> Vec<Evenement> {
    let gravites = &service.catalogue.risques.gravites;
    let phrase = |fait: &FaitRisque| texte::fait_risque(gravites, fait);
    let un = |c: &ChangementRisque| Evenement {
        quand: c.quand,
        qui: c.auteur.clone(),
        quoi: Quoi::Change(c.faits.iter().map(phrase).collect()),
    };
    changements.iter().map(un).collect()
}

/// The risks a measure weighs on, as they stand: the computed ones that are studied, then those of
/// the service's own.
pub(crate) fn de_la_mesure(
    decrit: &Decrit,
    couverture: &Couverture,
    mesure: &str,
) -> Vec<RisqueVue> {
    let service = &decrit.service;
    let modele = &service.catalogue.risques;
    let dire = |id: String, titre, gravite, vraisemblance| RisqueVue {
        id,
        titre,
        gravite: mot(&modele.gravites, gravite),
        vraisemblance: mot(&modele.vraisemblances, vraisemblance),
        main: false,
    };
    let calcules = decrit.bilan.evaluation.risques.iter().map(|r| {
        let titre = typographier(&modele.risque(r).titre);
        dire(modele.risque(r).id.clone(), titre, r.gravite, r.courant)
    });
    let propres = service.risques.presents().map(|(numero, ecrit)| {
        let r = &ecrit.valeur;
        let titre = r.titre.clone();
        dire(
            id_propre(numero),
            titre,
            r.gravite_courante,
            r.vraisemblance_courante,
        )
    });
    calcules
        .chain(propres)
        .filter_map(|r| {
            let origine = couverture.lien(mesure, &r.id)?;
            Some(RisqueVue {
                main: origine == OrigineLien::Main,
                ..r
            })
        })
        .collect()
}

/// The word of a step of a scale from 1 to 4.
fn mot(echelle: &[Echelon; 4], valeur: u8) -> String {
    let echelon = echelle.get(usize::from(valeur).wrapping_sub(1));
    echelon.map(|e| e.libelle.clone()).unwrap_or_default()
}
