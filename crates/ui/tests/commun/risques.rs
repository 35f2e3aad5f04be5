//! Risks: the list, one risk, one's own, the coverage, a conflict.

use super::cas::{Cas, echanges};
use super::{HOSTILE, Planche, Regard};
use domaine::risques::{
    Ajustement, ChampAjustement, ChampRisquePropre, GraviteRetenue, OrigineLien,
};
use domaine::risques::{RisquePropre, leviers_communs};
use domaine::texte::typographier;
use domaine::vocabulaire::{CategorieRisque, NiveauRisque, NiveauSecurite, Statut};
use referentiels::{exemples_de_risques, mss_v2};
use ui::composants::{Echanges, Erreur};
use ui::gabarit::SectionService;
use ui::pages::risques::{
    Abaisse, BarriereVue, ColonneRisque, ConflitRisque, CouvertureVue, ExempleVue, Fiche,
    FicheCalculee, FichePropre, LevierCommun, LigneDesactivee, LignePropre, LigneRisque,
    MesureEtat, MesureNommee, PageRisque, PageRisquePropre, PageRisques, RangMesure, Tableau,
    Versions,
};
use ui::texte;

pub(super) fn ajouter(planche: &mut Planche<'_>, cas: &Cas) {
    planche.page(
        "risques",
        Regard::Connecte,
        &PageRisques(tableau(cas, None, true)),
    );
    planche.page(
        "risques-sombre",
        Regard::Sombre,
        &PageRisques(tableau(cas, None, true)),
    );
    let lecture = Tableau {
        propres: Vec::new(),
        desactives: Vec::new(),
        ..tableau(cas, None, false)
    };
    planche.page("risques-lecture", Regard::Connecte, &PageRisques(lecture));

    let vide = Ajustement::default();
    let retenue = Ajustement {
        gravite: Some(GraviteRetenue {
            valeur: 4,
            raison: HOSTILE.to_owned(),
        }),
        ..Ajustement::default()
    };
    let ecarte = Ajustement {
        desactivation: Some("Aucune salle technique ici.".to_owned()),
        ..Ajustement::default()
    };
    for (nom, regard, rang, ajustement) in [
        ("risque", Regard::Connecte, 0, &vide),
        ("risque-retenue", Regard::Sombre, 1, &retenue),
        ("risque-desactive", Regard::Connecte, 2, &ecarte),
    ] {
        planche.page(nom, regard, &page(cas, rang, ajustement));
    }
    let sans_raison = page(
        cas,
        1,
        &Ajustement {
            gravite: Some(GraviteRetenue {
                valeur: 4,
                raison: String::new(),
            }),
            desactivation: None,
        },
    );
    planche.page(
        "risque-raison-manquante",
        Regard::Connecte,
        &PageRisque {
            erreurs: vec![refus("raison", "Dites pourquoi.")],
            ..sans_raison
        },
    );
    planche.page("risque-propre", Regard::Connecte, &page_propre(cas, false));
    planche.page(
        "risque-propre-retire",
        Regard::Connecte,
        &page_propre(cas, true),
    );
    formulaires(planche, cas);
    conflits(planche, cas);
    couverture(planche, cas);
}

fn refus(champ: &str, message: &str) -> Erreur {
    Erreur {
        champ: champ.to_owned(),
        message: message.to_owned(),
    }
}

fn nommee(id: &str) -> MesureNommee {
    let idx = mss_v2().trouver(id).unwrap();
    MesureNommee {
        id: id.to_owned(),
        titre: mss_v2().mesure(idx).titre.clone(),
    }
}

fn propre() -> RisquePropre {
    RisquePropre {
        titre: "Départ du seul agent qui connaît l’outil".to_owned(),
        description: HOSTILE.to_owned(),
        categories: CategorieRisque::Disponibilite | CategorieRisque::Integrite,
        gravite_brute: 3,
        vraisemblance_brute: 4,
        gravite_courante: 3,
        vraisemblance_courante: 2,
        commentaire: "Un binôme est formé depuis mars.".to_owned(),
    }
}

fn tableau(cas: &Cas, courant: Option<&str>, modifiable: bool) -> Tableau<'static> {
    let modele = &mss_v2().risques;
    let (mesures, statuts) = (&cas.evaluation.mesures, &cas.statuts);
    let analyses: Vec<_> = cas
        .evaluation
        .risques
        .iter()
        .map(|r| (r, modele.analyser(r, &cas.description, mesures, statuts)))
        .collect();
    let communs = leviers_communs(analyses.iter().map(|(r, a)| (r.courant, a)));
    let nommer = |m: domaine::ensemble::MesureIdx| nommee(&mss_v2().mesure(m).id);
    let risques = analyses.iter().map(|(r, analyse)| LigneRisque {
        id: modele.risque(r).id.clone(),
        titre: typographier(&modele.risque(r).titre),
        objectif: analyse.origines[0].objectif.titre.clone(),
        gravite: r.gravite,
        gravite_retenue: r.rang() == 4,
        brut: r.brut,
        courant: r.courant,
        cible: r.cible,
        abaisse: match &analyse.pas {
            None => Abaisse::Rien,
            Some(pas) if pas.mesures.len() == 1 => Abaisse::Seule(nommer(pas.mesures[0])),
            Some(pas) => Abaisse::Ensemble(pas.mesures.iter().map(|m| nommer(*m)).collect()),
        },
    });
    Tableau {
        bande: cas.bande(SectionService::Risques),
        modele,
        risques: risques.collect(),
        desactives: vec![LigneDesactivee {
            id: "R10".to_owned(),
            titre: "Intrusion dans vos propres salles techniques".to_owned(),
            raison: HOSTILE.to_owned(),
        }],
        propres: vec![LignePropre {
            id: "RP.1".to_owned(),
            titre: propre().titre,
            brut: (3, 4),
            courant: (3, 2),
            mesures: 1,
        }],
        retires: vec![("RP.2".to_owned(), "Un ancien risque".to_owned())],
        mesures: (40, 82),
        communs: communs
            .into_iter()
            .map(|(m, risques)| LevierCommun {
                mesure: nommer(m),
                risques,
            })
            .collect(),
        courant: courant.map(str::to_owned),
        modifiable,
    }
}

fn page(cas: &Cas, rang: usize, ajustement: &Ajustement) -> PageRisque<'static> {
    let modele = &mss_v2().risques;
    let mut evalue = cas.evaluation.risques[rang];
    if let Some(retenue) = &ajustement.gravite {
        evalue.gravite = retenue.valeur;
    }
    let (mesures, statuts) = (&cas.evaluation.mesures, &cas.statuts);
    let analyse = modele.analyser(&evalue, &cas.description, mesures, statuts);
    let id = |m: domaine::ensemble::MesureIdx| &mss_v2().mesure(m).id;
    let etat = |m: &domaine::ensemble::MesureIdx| MesureEtat {
        mesure: nommee(id(*m)),
        statut: cas.statuts.de(*m),
    };
    let leviers = analyse.leviers.iter().filter(|l| l.apres < evalue.courant);
    let origines = analyse.origines.iter().map(|o| {
        let reponse = texte::reponse(&mss_v2().questionnaire, o.reponse);
        format!(
            "{}\u{a0}: votre réponse {reponse}.",
            texte::champ(o.reponse.champ())
        )
    });
    let fiche = FicheCalculee {
        risque: modele.risque(&evalue),
        categories: modele.categories(&evalue).into_iter().collect(),
        origines: origines.collect(),
        barrieres: analyse
            .barrieres
            .iter()
            .map(|b| BarriereVue {
                mesures: b.mesures.iter().map(etat).collect(),
                une_suffit: b.une_suffit,
                tient: b.tient,
            })
            .collect(),
        leviers: leviers.map(|l| (nommee(id(l.mesure)), l.apres)).collect(),
        pas: analyse.pas.as_ref().map(|pas| {
            let mesures = pas.mesures.iter().map(|m| nommee(id(*m)));
            (mesures.collect(), pas.apres)
        }),
        liees: Vec::new(),
        liables: vec![nommee("ID.1")],
        en_place: ajustement.clone(),
        saisie: ajustement.clone(),
        version: 2,
        evalue,
    };
    PageRisque {
        tableau: tableau(cas, Some(&fiche.risque.id), true),
        fiche: Fiche::Calculee(Box::new(fiche)),
        dite: Some((HOSTILE.to_owned(), "2026-11-23T13:08:00Z".parse().unwrap())),
        echanges: Echanges {
            fragment: None,
            ..echanges(true)
        },
        erreurs: Vec::new(),
    }
}

fn page_propre(cas: &Cas, retire: bool) -> PageRisque<'static> {
    let liees = if retire {
        Vec::new()
    } else {
        vec![MesureEtat {
            mesure: nommee("ID.1"),
            statut: Some(Statut::EnCours),
        }]
    };
    PageRisque {
        tableau: tableau(cas, Some("RP.1"), true),
        fiche: Fiche::Propre(FichePropre {
            id: "RP.1".to_owned(),
            risque: propre(),
            liees,
            liables: vec![nommee("ID.2"), nommee("ID.3")],
            retire,
        }),
        dite: Some((
            "Karim Benali".to_owned(),
            "2026-11-23T13:08:00Z".parse().unwrap(),
        )),
        echanges: Echanges::default(),
        erreurs: Vec::new(),
    }
}

fn formulaires(planche: &mut Planche<'_>, cas: &Cas) {
    let exemples: Vec<_> = exemples_de_risques()
        .iter()
        .map(|e| ExempleVue {
            id: e.id.clone(),
            titre: e.titre.clone(),
            description: e.description.clone(),
            choisi: e.id == "rancongiciel",
        })
        .collect();
    let vue = |risque: Option<&str>, saisie| PageRisquePropre {
        bande: cas.bande(SectionService::Risques),
        risque: risque.map(str::to_owned),
        modele: &mss_v2().risques,
        saisie,
        version: risque.map(|_| 3),
        erreurs: Vec::new(),
        exemples: if risque.is_none() {
            exemples.clone()
        } else {
            Vec::new()
        },
    };
    let propose = exemples_de_risques()[1].propose(NiveauSecurite::Niveau2, true);
    planche.page("risque-nouveau", Regard::Connecte, &vue(None, propose));
    planche.page(
        "risque-modifier",
        Regard::Sombre,
        &vue(Some("RP.1"), propre()),
    );
    planche.page(
        "risque-nouveau-refuse",
        Regard::Connecte,
        &PageRisquePropre {
            erreurs: vec![
                refus("titre", "Donnez un titre."),
                refus("categories", "Cochez au moins une réponse."),
                refus("graviteBrute", "Choisissez une des réponses proposées."),
                refus("vraisemblanceCourante", "Baissez cette valeur."),
            ],
            ..vue(None, RisquePropre::default())
        },
    );
}

fn conflits(planche: &mut Planche<'_>, cas: &Cas) {
    let vue = |risque: &str, versions| ConflitRisque {
        bande: cas.bande(SectionService::Risques),
        risque: risque.to_owned(),
        modele: &mss_v2().risques,
        versions,
        auteur: Some("Karim Benali".to_owned()),
        quand: "2026-11-23T13:08:00Z".parse().unwrap(),
        version: 5,
    };
    let retenue = |valeur, raison: &str| Ajustement {
        gravite: Some(GraviteRetenue {
            valeur,
            raison: raison.to_owned(),
        }),
        ..Ajustement::default()
    };
    planche.page(
        "risque-conflit",
        Regard::Connecte,
        &vue(
            "R5",
            Versions::Calcule {
                gravite_calculee: 2,
                en_place: retenue(3, "Des mineurs sont concernés."),
                la_mienne: retenue(4, HOSTILE),
                conflits: vec![ChampAjustement::Gravite],
            },
        ),
    );
    planche.page(
        "risque-propre-conflit",
        Regard::Connecte,
        &vue(
            "RP.1",
            Versions::Propre {
                en_place: propre(),
                la_mienne: RisquePropre {
                    titre: "Départ de Lucie".to_owned(),
                    gravite_courante: 2,
                    ..propre()
                },
                conflits: vec![ChampRisquePropre::Titre, ChampRisquePropre::Gravite],
            },
        ),
    );
}

fn couverture(planche: &mut Planche<'_>, cas: &Cas) {
    let risque = |id: &str, titre: &str, mesures| ColonneRisque {
        id: id.to_owned(),
        titre: titre.to_owned(),
        niveau: NiveauRisque::Eleve,
        mesures,
    };
    let mesure = |id: &str, statut, cases: [Option<OrigineLien>; 3]| RangMesure {
        id: id.to_owned(),
        titre: nommee(id).titre,
        statut,
        cases: cases.to_vec(),
    };
    let catalogue = Some(OrigineLien::Catalogue);
    planche.page(
        "risques-couverture",
        Regard::Connecte,
        &CouvertureVue {
            bande: cas.bande(SectionService::Risques),
            risques: vec![
                risque("R5", "Usurpation du compte d’un utilisateur", (1, 2)),
                risque("RP.1", HOSTILE, (0, 1)),
                risque("RP.2", "Rien en face", (0, 0)),
            ],
            mesures: vec![
                mesure("ID.1", Some(Statut::Fait), [catalogue, None, None]),
                mesure("ID.2", None, [catalogue, Some(OrigineLien::Main), None]),
            ],
            sans_risque: 30,
        },
    );
}
