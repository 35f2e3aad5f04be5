//! Measures of one's own: choosing, writing, a conflict, taking off.

use super::cas::Cas;
use super::modeles::{contenu, ligne_de_bibliotheque, source};
use super::{HOSTILE, Planche, Regard};
use domaine::specifiques::{ChampContenu, ContenuSaisi};
use domaine::vocabulaire::{Exigence, Statut};
use ui::composants::{Erreur, Pagination};
use ui::gabarit::SectionService;
use ui::pages::mesures::{FicheVue, PageMesure, PropreVue};
use ui::pages::modeles::FiltresModeles;
use ui::pages::specifiques::{
    AjouterMesure, ChampEnConflit, ConflitSpecifique, RetirerMesure, Retrait, TexteSpecifique,
};

/// The panel of a measure of one's own, and its line in the list.
fn panneau(planche: &mut Planche<'_>, cas: &Cas) {
    let contenu = contenu();
    let mut page = cas.page_mesure(Some(Statut::EnCours), true);
    if let Some(ligne) = page.liste.lignes.first_mut() {
        ligne.id = "SPE.2".into();
        ligne.titre = contenu.titre.clone().into();
        ligne.exigence = Exigence::Recommandee;
        ligne.propre = true;
    }
    if let Some(risque) = page.risques.first_mut() {
        risque.main = true;
    }
    let page = PageMesure {
        fiche: FicheVue {
            id: "SPE.2",
            titre: &contenu.titre,
            categorie: contenu.categorie,
            description: &contenu.description,
            pourquoi: "",
            etapes: &contenu.etapes,
            preuves: &[],
            effort: String::new(),
            references: &[],
        },
        question: "",
        exigence: Exigence::Recommandee,
        porteur: None,
        raisons: Vec::new(),
        propre: Some(PropreVue {
            source: Some(source()),
        }),
        liables: vec![("R3".to_owned(), HOSTILE.to_owned())],
        ..page
    };
    planche.page("specifique", Regard::Connecte, &page);
}

pub(super) fn ajouter(planche: &mut Planche<'_>, cas: &Cas) {
    panneau(planche, cas);
    let bande = || cas.bande(SectionService::Mesures);
    let liste = AjouterMesure {
        bande: bande(),
        filtres: FiltresModeles::default(),
        comptes: [131, 1, 0, 130],
        lignes: vec![ligne_de_bibliotheque()],
        pagination: Pagination {
            page: 1,
            pages: 1,
            adresse: String::new(),
        },
    };
    planche.page("mesure-ajouter", Regard::Connecte, &liste);
    let rien = AjouterMesure {
        filtres: FiltresModeles {
            q: HOSTILE.to_owned(),
            ..FiltresModeles::default()
        },
        lignes: Vec::new(),
        ..liste
    };
    planche.page("mesure-ajouter-aucun-resultat", Regard::Connecte, &rien);
    let nouvelle = TexteSpecifique {
        bande: bande(),
        mesure: None,
        saisi: contenu().saisi(),
        source: Some(source()),
        erreurs: Vec::new(),
    };
    planche.page("specifique-nouvelle", Regard::Connecte, &nouvelle);
    let refusee = TexteSpecifique {
        mesure: Some(("SPE.2".to_owned(), 3)),
        saisi: ContenuSaisi {
            description: HOSTILE.to_owned(),
            ..ContenuSaisi::default()
        },
        erreurs: vec![Erreur {
            champ: "titre".to_owned(),
            message: "Donnez un titre à la mesure.".to_owned(),
        }],
        ..nouvelle
    };
    planche.page("specifique-refusee", Regard::Connecte, &refusee);
    let conflit = ConflitSpecifique {
        bande: bande(),
        id: "SPE.2".to_owned(),
        version: 4,
        auteur: "Paul Renaud".to_owned(),
        quand: "2026-11-24T13:12:00Z".parse().unwrap(),
        conflits: vec![
            ChampEnConflit {
                champ: ChampContenu::Titre,
                en_place: "Fermer la salle".to_owned(),
                le_mien: HOSTILE.to_owned(),
            },
            ChampEnConflit {
                champ: ChampContenu::Etapes,
                en_place: "Un\nDeux".to_owned(),
                le_mien: "Trois".to_owned(),
            },
        ],
        repris: vec![ChampContenu::Categorie],
        saisi: contenu().saisi(),
    };
    planche.page("specifique-conflit", Regard::Connecte, &conflit);
    for (nom, retrait) in [
        ("specifique-retirer", Retrait::Demande),
        ("specifique-retiree", Retrait::Fait),
    ] {
        let vue = RetirerMesure {
            bande: bande(),
            id: "SPE.2".to_owned(),
            contenu: contenu(),
            retrait,
        };
        planche.page(nom, Regard::Connecte, &vue);
    }
}
