//! The service the samples show: "Réservation de salles", half answered.

use super::{HOSTILE, SERVICE};
use domaine::ensemble::MesureIdx;
use domaine::evaluation::Evaluation;
use domaine::indice::centiemes;
use domaine::reponses::{Description, Reponses};
use domaine::statuts::Statuts;
use domaine::suivi::Priorite;
use domaine::vocabulaire::{Categorie, Exigence, Porteur, Statut, StatutDeploiement};
use referentiels::mss_v2;
use ui::composants::{Echanges, Evenement, Quoi};
use ui::gabarit::{Bande, Nouveautes, SectionService};
use ui::pages::description::{
    NiveauVue, OrganisationVue, QuestionVue, ReponseRefusee, ServiceDecrit,
};
use ui::pages::etat_des_lieux::{PageQuestion, Progression, Reponse, ThemeVue};
use ui::pages::mesures::{
    ComptesMesures, FicheVue, FiltresMesures, LigneMesure, LotVue, Mesures, OngletMesures,
    PageMesure, PlanVue, RisqueVue, Voisines,
};
use ui::svg::CategorieIndice;
use ui::texte;
use uuid::Uuid;

/// A service, its answers and its statuses.
pub(crate) struct Cas {
    pub(crate) reponses: Reponses,
    pub(crate) description: Description,
    pub(crate) statuts: Statuts,
    pub(crate) evaluation: Evaluation,
}

/// "Réservation de salles", its first measures answered.
pub(crate) fn cas() -> Cas {
    let catalogue = mss_v2();
    let mut reponses = catalogue.exemples[3].reponses.clone();
    reponses.nom_service = "Réservation de salles".to_owned();
    reponses.organisation_responsable.siret = "21350238800019".to_owned();
    reponses.presentation = "Demander une salle municipale en ligne.".to_owned();
    reponses.statut_deploiement = Some(StatutDeploiement::EnCours);
    reponses.niveau_securite = Some(catalogue.baremes.provisoire(&reponses).minimum);
    let description = reponses.description().unwrap();
    let vierge = catalogue.evaluer(&description, &Statuts::VIDES, &[]);
    let mut statuts = Statuts::VIDES;
    let cycle = [
        Some(Statut::Fait),
        Some(Statut::Fait),
        Some(Statut::EnCours),
        None,
        Some(Statut::ALancer),
        Some(Statut::Fait),
        Some(Statut::NonFait),
    ];
    for (mesure, statut) in vierge
        .mesures
        .toutes()
        .iter()
        .zip(cycle.into_iter().cycle())
    {
        statuts.poser(mesure, statut);
    }
    let evaluation = catalogue.evaluer(&description, &statuts, &[]);
    Cas {
        reponses,
        description,
        statuts,
        evaluation,
    }
}

impl Cas {
    pub(crate) fn bande(&self, section: SectionService) -> Bande {
        Bande {
            service: SERVICE,
            nom: "Réservation de salles".to_owned(),
            niveau: self.reponses.niveau_securite,
            indice: Some(centiemes(self.evaluation.indice.total)),
            nouveautes: Some(Nouveautes {
                depuis: "2026-11-12T16:20:00Z".parse().unwrap(),
                nombre: 4,
            }),
            section,
        }
    }

    pub(crate) fn ligne(&self, mesure: MesureIdx) -> LigneMesure {
        let fiche = mss_v2().mesure(mesure);
        LigneMesure {
            id: fiche.id.clone().into(),
            titre: fiche.titre.clone().into(),
            exigence: self
                .evaluation
                .mesures
                .exigence(mesure)
                .unwrap_or(Exigence::Recommandee),
            categorie: fiche.categorie,
            porteur: self.evaluation.mesures.porteur(mesure),
            propre: false,
            gain: (fiche.id != "AUTH.1").then_some(0.0312),
            risques: 2,
            statut: self.statuts.de(mesure),
            priorite: (fiche.id == "AUTH.1").then_some(Priorite::Haute),
            responsables: vec!["Karim Benali".to_owned(), HOSTILE.to_owned()],
            echeance: "2026-10-31".parse().ok(),
            retard: self.statuts.de(mesure).is_none(),
            version: 3,
        }
    }

    /// The list of its measures.
    pub(crate) fn liste(&self, filtres: FiltresMesures, modifiable: bool) -> Mesures {
        let toutes = self.evaluation.mesures.toutes();
        let themes = mss_v2().themes().iter();
        Mesures {
            bande: self.bande(SectionService::Mesures),
            comptes: self.comptes(),
            filtres,
            themes: themes.map(|t| (t.id.clone(), t.titre.clone())).collect(),
            membres: [(1, "Claire Morvan"), (2, "Karim Benali"), (3, HOSTILE)]
                .map(|(rang, nom)| (Uuid::from_u128(rang).to_string(), nom.to_owned()))
                .to_vec(),
            lignes: toutes.iter().map(|m| self.ligne(m)).collect(),
            annonce: Some("AUTH.1 : fait. Indice 2,1.".to_owned()),
            bilan: None,
            lot: LotVue::default(),
            modifiable,
        }
    }

    pub(crate) fn priorites(&self) -> Vec<LigneMesure> {
        mss_v2()
            .priorites(&self.description, &self.statuts, &self.evaluation)
            .iter()
            .map(|reste| self.ligne(reste.mesure))
            .collect()
    }

    pub(crate) fn comptes(&self) -> ComptesMesures {
        let toutes = self.evaluation.mesures.toutes();
        let avec = |statut| (toutes & self.statuts.avec(statut)).len() as usize;
        ComptesMesures {
            a_statuer: (toutes - self.statuts.renseignees()).len() as usize,
            a_lancer: avec(Statut::ALancer),
            en_cours: avec(Statut::EnCours),
            faites: avec(Statut::Fait),
            ecartees: avec(Statut::NonFait),
        }
    }

    pub(crate) fn categories(&self) -> Vec<CategorieIndice> {
        let toutes = self.evaluation.mesures.toutes();
        Categorie::TOUS
            .iter()
            .map(|categorie| {
                let siennes = toutes & mss_v2().de_categorie(*categorie);
                CategorieIndice {
                    categorie: *categorie,
                    centiemes: centiemes(self.evaluation.indice.categorie(*categorie)),
                    mesures: siennes.len() as usize,
                    faites: (siennes & self.statuts.avec(Statut::Fait)).len() as usize,
                }
            })
            .collect()
    }

    pub(crate) fn decrit(&self, complet: bool) -> ServiceDecrit {
        ServiceDecrit {
            id: SERVICE,
            nom: "Réservation de salles".to_owned(),
            version: 7,
            enregistre: "2026-11-23T13:12:00Z".parse().ok(),
            bande: complet.then(|| self.bande(SectionService::Description)),
        }
    }

    pub(crate) fn niveau(&self, reponses: &Reponses) -> NiveauVue<'static> {
        NiveauVue {
            catalogue: mss_v2(),
            provisoire: mss_v2().baremes.provisoire(reponses),
        }
    }

    pub(crate) fn themes(&self) -> Vec<ThemeVue> {
        let toutes = self.evaluation.mesures.toutes();
        let suivi = domaine::etat_des_lieux::Suivi {
            statuts: self.statuts,
            ..Default::default()
        };
        mss_v2()
            .avancement_par_theme(toutes, &suivi)
            .into_iter()
            .enumerate()
            .map(|(rang, (theme, avancement))| ThemeVue {
                titre: theme.titre.clone(),
                repondues: avancement.repondues as usize,
                total: avancement.total as usize,
                mesure: "ID.1".to_owned(),
                courant: rang == 0,
            })
            .collect()
    }

    pub(crate) fn questions(&self, etape: u8, reponses: &Reponses) -> Vec<QuestionVue> {
        let refusees = refusees(reponses);
        mss_v2()
            .questionnaire
            .de_l_etape(etape)
            .map(|q| {
                QuestionVue::new(q, reponses, &refusees).avec_organisation(Some(
                    OrganisationVue::Inconnue {
                        nom: HOSTILE.to_owned(),
                        erreur: Some("Donnez un nom.".to_owned()),
                    },
                ))
            })
            .collect()
    }

    pub(crate) fn page_question(&self, modifiable: bool) -> PageQuestion<'static> {
        let catalogue = mss_v2();
        let mesure = catalogue.trouver("ID.1").unwrap();
        PageQuestion {
            bande: self.bande(SectionService::EtatDesLieux),
            question: catalogue.question(mesure),
            mesure: catalogue.mesure(mesure),
            theme: &catalogue.theme(mesure).titre,
            reponse: Some(Reponse::Statut(Statut::EnCours)),
            version: 2,
            progression: PROGRESSION,
            precedente: Some("AUTH.10".to_owned()),
            suivante: Some("ID.2".to_owned()),
            themes: self.themes(),
            annonce: modifiable.then(|| "Réponse enregistrée : fait.".to_owned()),
            modifiable,
        }
    }

    pub(crate) fn page_mesure(
        &self,
        statut: Option<Statut>,
        modifiable: bool,
    ) -> PageMesure<'static> {
        let catalogue = mss_v2();
        let idx = self.evaluation.mesures.toutes().iter().next().unwrap();
        let filtres = FiltresMesures {
            onglet: OngletMesures::Toutes,
            ..FiltresMesures::default()
        };
        PageMesure {
            liste: self.liste(filtres, modifiable),
            fiche: FicheVue::from(catalogue.mesure(idx)),
            question: &catalogue.question(idx).question,
            exigence: Exigence::Indispensable,
            porteur: Some(Porteur::Mixte),
            raisons: catalogue
                .raisons(&self.description, idx)
                .into_iter()
                .map(|raison| texte::raison(&catalogue.questionnaire, raison))
                .collect(),
            apport: super::actions::actions(self).into_iter().next(),
            risques: vec![RisqueVue {
                id: "R5".to_owned(),
                titre: "Usurpation du compte d’un utilisateur".to_owned(),
                gravite: "Sensible".to_owned(),
                vraisemblance: "Probable".to_owned(),
                main: false,
            }],
            liables: vec![("RP.1".to_owned(), "Départ d’une personne clé".to_owned())],
            lie: modifiable,
            propre: None,
            reponse: statut.map(Reponse::Statut),
            motif: if statut == Some(Statut::NonFait) {
                "Le service ne garde aucune donnée.".to_owned()
            } else {
                String::new()
            },
            version: 4,
            choisi: None,
            plan: plan(),
            echanges: echanges(modifiable),
            erreurs: Vec::new(),
            voisines: Voisines {
                precedente: None,
                suivante: Some("ID.2".to_owned()),
            },
        }
    }
}

/// The plan of a measure, late.
fn plan() -> PlanVue {
    PlanVue {
        details: format!("Reste la messagerie.\n{HOSTILE}"),
        priorite: Some(Priorite::Haute),
        echeance: "2026-11-20".to_owned(),
        retard: true,
        responsables: [Uuid::from_u128(2).to_string()].into(),
    }
}

/// What was written of a measure, and what changed.
pub(crate) fn echanges(modifiable: bool) -> Echanges {
    let ecrit = |rang, mien| Quoi::Ecrit {
        id: Uuid::from_u128(rang),
        texte: format!("Les clés arrivent jeudi.\n{HOSTILE}"),
        modifie: mien,
        mien,
    };
    let evenement = |qui: Option<&str>, quoi| Evenement {
        quand: "2026-11-23T13:08:00Z".parse().unwrap(),
        qui: qui.map(str::to_owned),
        quoi,
    };
    Echanges {
        action: "/services/x/mesures/ID.1/commentaires".to_owned(),
        fragment: Some("bande volet"),
        peut_ecrire: modifiable,
        refuse: None,
        evenements: vec![
            evenement(Some("Claire Morvan"), ecrit(11, true)),
            evenement(Some(HOSTILE), ecrit(12, false)),
            evenement(
                None,
                Quoi::Change(vec!["Échéance : aucune → 30 novembre 2026".to_owned()]),
            ),
        ],
    }
}

/// How far its état des lieux is.
pub(crate) const PROGRESSION: Progression = Progression {
    total: 82,
    repondues: 70,
    inconnues: 3,
    minutes: 4,
};

/// What a description is refused for.
pub(crate) fn refusees(reponses: &Reponses) -> Vec<ReponseRefusee> {
    reponses.refus().into_iter().map(Into::into).collect()
}
