//! From gains, targets and simulations to what the pages show.

use domaine::actions::{AppuiRisque, Appuis, Baisse, Cible, Gain};
use domaine::catalogue::Catalogue;
use domaine::ensemble::Ensemble;
use domaine::indice::{MAXIMUM, centiemes, palier_suivant};
use domaine::vocabulaire::{Exigence, Statut};
use ui::pages::actions::{
    ActionVue, Appui, BaisseVue, CheminVue, Choisie, CibleVue, EtatCible, Simulateur,
};

use super::Choix;
use crate::Erreur;
use crate::decrit::Decrit;

/// What each of these measures would bring; those of `choisies` are ticked.
pub(crate) fn actions(decrit: &Decrit, gains: &[Gain], choisies: &Ensemble) -> Vec<ActionVue> {
    let service = &decrit.service;
    let bilan = &decrit.bilan;
    let statuts = &service.suivi.statuts;
    let appuis = Appuis::new(
        service.catalogue,
        &bilan.description,
        statuts,
        &bilan.evaluation,
    );
    let une = |gain: &Gain| {
        let fiche = service.catalogue.mesure(gain.mesure);
        let exigence = bilan.evaluation.mesures.exigence(gain.mesure);
        ActionVue {
            id: fiche.id.clone(),
            titre: fiche.titre.clone(),
            categorie: fiche.categorie,
            exigence: exigence.unwrap_or(Exigence::Recommandee),
            effort: gain.effort,
            statut: statuts.de(gain.mesure),
            gain: gain.indice,
            risques: baisses(service.catalogue, gain.risques.iter().copied()),
            appui: appuis.de(gain).map(|a| appui(service.catalogue, a)),
            cochee: choisies.contient(gain.mesure),
        }
    };
    gains.iter().map(une).collect()
}

fn appui(catalogue: &Catalogue, appui: domaine::actions::Appui) -> Appui {
    match appui {
        domaine::actions::Appui::Indispensable => Appui::Indispensable,
        domaine::actions::Appui::Groupe(AppuiRisque {
            risque,
            apres,
            avec,
        }) => {
            let avec = avec.iter().map(|m| catalogue.mesure(m).id.clone());
            Appui::Groupe {
                avec: avec.collect(),
                risque: baisse(catalogue, Baisse { risque, apres }),
            }
        }
    }
}

fn baisses(catalogue: &Catalogue, baisses: impl Iterator<Item = Baisse>) -> Vec<BaisseVue> {
    baisses.map(|b| baisse(catalogue, b)).collect()
}

fn baisse(catalogue: &Catalogue, baisse: Baisse) -> BaisseVue {
    BaisseVue {
        id: catalogue.risques.risque(&baisse.risque).id.clone(),
        titre: catalogue.risques.risque(&baisse.risque).titre.clone(),
        avant: baisse.risque.courant,
        apres: baisse.apres,
    }
}

/// What if these measures were done, on the page of that address.
pub(crate) fn simulateur(
    decrit: &Decrit,
    page: &'static str,
    cible: &str,
    choisies: &Ensemble,
) -> Result<Simulateur, Erreur> {
    let service = &decrit.service;
    let faites: Vec<_> = choisies.iter().map(|m| (m, Some(Statut::Fait))).collect();
    let simulation = service.simuler(&faites)?;
    let choisie = |mesure| {
        let fiche = service.catalogue.mesure(mesure);
        Choisie {
            id: fiche.id.clone(),
            titre: fiche.titre.clone(),
            version: service.ligne(mesure).map_or(0, |l| l.version),
            sans_statut: service.suivi.statuts.de(mesure).is_none(),
        }
    };
    Ok(Simulateur {
        page,
        cible: cible.to_owned(),
        choisies: choisies.iter().map(choisie).collect(),
        indice: (
            centiemes(simulation.avant.indice.total),
            centiemes(simulation.apres.indice.total),
        ),
        baisses: baisses(service.catalogue, simulation.baisses()),
        modifiable: decrit.modifiable(),
    })
}

/// The index aimed at: the next step of the scale unless another one is asked for.
pub(super) fn cible(decrit: &Decrit, gains: &[Gain], choix: &Choix) -> Result<CibleVue, Erreur> {
    let indice = decrit.bilan.evaluation.indice.total;
    let saisie = if choix.cible.is_empty() {
        format!("{:.0}", cible_suivante(indice))
    } else {
        choix.cible.clone()
    };
    let visee = lire(&saisie);
    let etat = visee.map(|visee| etat(decrit, gains, visee)).transpose()?;
    Ok(CibleVue {
        erreur: etat
            .is_none()
            .then_some("Écrivez un nombre de 0,01 à 5, par exemple 3 ou 3,5."),
        saisie,
        indice: centiemes(indice),
        etat,
    })
}

/// What one aims at from an index, unless told otherwise: the next step of the scale.
pub(crate) fn cible_suivante(indice: f64) -> f64 {
    palier_suivant(indice).map_or(MAXIMUM, |p| p.seuil)
}

/// An index as a person types it, in hundredths.
fn lire(saisie: &str) -> Option<u16> {
    visee(saisie.replace(',', ".").parse().ok()?)
}

/// An index one may aim at, in hundredths: 0.01 to 5.
pub(crate) fn visee(indice: f64) -> Option<u16> {
    let visee = (indice * 100.0).round();
    (1.0..=500.0).contains(&visee).then_some(visee as u16)
}

fn etat(decrit: &Decrit, gains: &[Gain], visee: u16) -> Result<EtatCible, Erreur> {
    let service = &decrit.service;
    let catalogue = service.catalogue;
    let exigence = |m| {
        let mesures = &decrit.bilan.evaluation.mesures;
        mesures.exigence(m).unwrap_or(Exigence::Recommandee)
    };
    Ok(match service.plus_court(gains, visee)? {
        Cible::Atteinte => EtatCible::Atteinte,
        Cible::Accessible(chemin) => EtatCible::Accessible(CheminVue {
            mesures: chemin
                .mesures
                .iter()
                .map(|m| {
                    let fiche = catalogue.mesure(*m);
                    (
                        fiche.id.clone(),
                        fiche.titre.clone(),
                        exigence(*m),
                        fiche.effort,
                    )
                })
                .collect(),
            indice: centiemes(chemin.indice),
        }),
        Cible::HorsDePortee { maximum, ecartees } => EtatCible::HorsDePortee {
            maximum: centiemes(maximum),
            ecartees: ecartees
                .iter()
                .map(|m| {
                    let fiche = catalogue.mesure(m);
                    (fiche.id.clone(), fiche.titre.clone())
                })
                .collect(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::lire;

    #[test]
    fn an_index_is_typed_with_a_comma_or_a_point() {
        assert_eq!(lire("3"), Some(300));
        assert_eq!(lire("3,5"), Some(350));
        assert_eq!(lire("3.29"), Some(329));
        for refuse in ["", "0", "5,01", "-1", "NaN", "inf", "trois", "1e9"] {
            assert_eq!(lire(refuse), None, "{refuse}");
        }
    }
}
