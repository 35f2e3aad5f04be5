//! One sample of each page and of its states, computed from the real catalogue.
//!
//! Shared by the tests and by `examples/apercus.rs`, which writes them to files to be looked at.

use domaine::droits::Role;
use domaine::ensemble::MesureIdx;
use domaine::etapes::ProchaineEtape;
use domaine::evaluation::Evaluation;
use domaine::indice::centiemes;
use domaine::reponses::{Description, Reponses};
use domaine::statuts::Statuts;
use domaine::vocabulaire::{
    Categorie, Champ, Exigence, NiveauSecurite, Porteur, Statut, StatutDeploiement,
};
use referentiels::mss_v2;
use ui::composants::{Erreur, Pagination};
use ui::gabarit::{Avis, Bande, Ressources, SectionService, Theme, Ton};
use ui::pages::accueil::{Accueil, Exemple};
use ui::pages::affichage::Affichage;
use ui::pages::connexion::{Connexion, Fournisseur};
use ui::pages::description::{
    ChampEnConflit, ChoixNiveau, ConflitDescription, DescriptionRapide, EtapeDescription,
    NiveauVue, OrganisationVue, QuestionVue, Recapitulatif, ReponseRefusee, ServiceDecrit, erreurs,
};
use ui::pages::equipe::{Equipe, Invitation, Membre};
use ui::pages::erreur::PageErreur;
use ui::pages::etat_des_lieux::{
    ADemander, Brouillon, Debut, Fin, GroupeADemander, PageQuestion, Progression, QuestionADemander, Reponse,
    ThemeVue,
};
use ui::pages::indice::IndiceCyber;
use ui::pages::informations::{Accessibilite, DonneesPersonnelles, MentionsLegales};
use ui::pages::mesures::{
    ComptesMesures, ConflitMesure, FiltresMesures, LigneMesure, Mesures, OngletMesures, PageMesure, Voisines,
    RisqueVue,
};
use ui::pages::methode::Methode;
use ui::pages::nouveau::Nouveau;
use ui::pages::reprise::Reprise;
use ui::pages::services::{
    ChiffresServices, Corbeille, Duplication, Filtres, LigneService, ServiceSupprime, Services,
    Suppression,
};
use ui::svg::CategorieIndice;
use ui::{Cadre, Vue, document, texte};
use uuid::Uuid;

/// A text that would do harm if it were not escaped.
pub(crate) const HOSTILE: &str = "<script>alert(1)</script> \"><img src=x onerror=alert(2)>";

const SERVICE: Uuid = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001);

/// Who looks, and how.
#[derive(Clone, Copy)]
enum Regard {
    Public,
    Connecte,
    Sombre,
    Demo,
}

fn rendre(regard: Regard, ressources: &Ressources, avis: Option<&Avis>, vue: &impl Vue) -> String {
    let cadre = Cadre {
        organisation: "Ville de Saint-Aubin",
        personne: (!matches!(regard, Regard::Public)).then_some("Claire Morvan"),
        jeton: "jeton-masque",
        operation: &Uuid::nil,
        theme: matches!(regard, Regard::Sombre).then_some(Theme::Sombre),
        ressources,
        avis,
        demonstration: matches!(regard, Regard::Demo),
        chemin: "/services",
        version: "0.1.0",
    };
    document(&cadre, vue).into_inner()
}

struct Cas {
    reponses: Reponses,
    description: Description,
    statuts: Statuts,
    evaluation: Evaluation,
}

/// "Réservation de salles", its first measures answered.
fn cas() -> Cas {
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
    fn bande(&self, section: SectionService) -> Bande {
        Bande {
            service: SERVICE,
            nom: "Réservation de salles".to_owned(),
            niveau: self.reponses.niveau_securite,
            indice: Some(centiemes(self.evaluation.indice.total)),
            section,
        }
    }

    fn ligne(&self, mesure: MesureIdx) -> LigneMesure {
        let fiche = mss_v2().mesure(mesure);
        LigneMesure {
            id: fiche.id.clone(),
            titre: fiche.titre.clone(),
            exigence: self
                .evaluation
                .mesures
                .exigence(mesure)
                .unwrap_or(Exigence::Recommandee),
            categorie: fiche.categorie,
            porteur: self.evaluation.mesures.porteur(mesure),
            risques: 2,
            statut: self.statuts.de(mesure),
            version: 3,
        }
    }

    fn priorites(&self) -> Vec<LigneMesure> {
        mss_v2()
            .priorites(&self.description, &self.statuts, &self.evaluation)
            .iter()
            .map(|reste| self.ligne(reste.mesure))
            .collect()
    }

    fn comptes(&self) -> ComptesMesures {
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

    fn categories(&self) -> Vec<CategorieIndice> {
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

    fn decrit(&self, complet: bool) -> ServiceDecrit {
        ServiceDecrit {
            id: SERVICE,
            nom: "Réservation de salles".to_owned(),
            version: 7,
            enregistre: "2026-11-23T13:12:00Z".parse().ok(),
            bande: complet.then(|| self.bande(SectionService::Description)),
        }
    }

    fn niveau(&self, reponses: &Reponses) -> NiveauVue<'static> {
        NiveauVue {
            catalogue: mss_v2(),
            provisoire: mss_v2().baremes.provisoire(reponses),
        }
    }

    fn themes(&self) -> Vec<ThemeVue> {
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

    fn questions(&self, etape: u8, reponses: &Reponses) -> Vec<QuestionVue> {
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

    fn page_question(&self, modifiable: bool) -> PageQuestion<'static> {
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

    fn page_mesure(&self, statut: Option<Statut>, modifiable: bool) -> PageMesure<'static> {
        let catalogue = mss_v2();
        let idx = self.evaluation.mesures.toutes().iter().next().unwrap();
        PageMesure {
            bande: self.bande(SectionService::Mesures),
            mesure: catalogue.mesure(idx),
            question: &catalogue.question(idx).question,
            exigence: Exigence::Indispensable,
            porteur: Some(Porteur::Mixte),
            raisons: catalogue
                .raisons(&self.description, idx)
                .into_iter()
                .map(|raison| texte::raison(&catalogue.questionnaire, raison))
                .collect(),
            risques: vec![RisqueVue {
                id: "R5".to_owned(),
                titre: "Usurpation du compte d'un utilisateur".to_owned(),
                gravite: "Sensible".to_owned(),
                vraisemblance: "Probable".to_owned(),
            }],
            reponse: statut.map(Reponse::Statut),
            dite: Some((HOSTILE.to_owned(), "2026-11-23T13:08:00Z".parse().unwrap())),
            motif: if statut == Some(Statut::NonFait) {
                "Le service ne garde aucune donnée.".to_owned()
            } else {
                String::new()
            },
            version: 4,
            erreurs: Vec::new(),
            annonce: None,
            filtres: FiltresMesures {
                onglet: OngletMesures::Toutes,
                ..FiltresMesures::default()
            },
            voisines: Voisines {
                precedente: None,
                suivante: Some("ID.2".to_owned()),
            },
            modifiable,
        }
    }

    fn equipe(&self, modifiable: bool) -> Equipe {
        let membre = |rang: u128, nom: &str, courriel: &str, role| Membre {
            id: Uuid::from_u128(rang),
            nom: nom.to_owned(),
            courriel: courriel.to_owned(),
            role,
            moi: rang == 1,
            dernier_proprietaire: role == Role::Proprietaire,
        };
        Equipe {
            bande: self.bande(SectionService::Equipe),
            membres: vec![
                membre(
                    1,
                    "Claire Morvan",
                    "claire.morvan@saint-aubin.example",
                    Role::Proprietaire,
                ),
                membre(
                    2,
                    "Karim Benali",
                    "karim.benali@saint-aubin.example",
                    Role::Contributeur,
                ),
                membre(3, HOSTILE, "agence@lumen.example", Role::Lecteur),
            ],
            invitations: vec![Invitation {
                id: Uuid::from_u128(9),
                courriel: "ines.tahar@saint-aubin.example".to_owned(),
                role: Role::Lecteur,
                depuis: "2026-11-20T09:00:00Z".parse().unwrap(),
            }],
            modifiable,
            courriel: String::new(),
            role: Role::Contributeur,
            erreurs: Vec::new(),
        }
    }
}

fn refusees(reponses: &Reponses) -> Vec<ReponseRefusee> {
    reponses.refus().into_iter().map(Into::into).collect()
}

const PROGRESSION: Progression = Progression {
    total: 82,
    repondues: 70,
    inconnues: 3,
    minutes: 4,
};

fn service(rang: u128, nom: &str, indice: Option<u16>, prochaine: ProchaineEtape) -> LigneService {
    LigneService {
        id: Uuid::from_u128(rang),
        nom: nom.to_owned(),
        organisation: "Ville de Saint-Aubin".to_owned(),
        deploiement: Some(StatutDeploiement::EnLigne),
        niveau: indice.map(|_| NiveauSecurite::Niveau2),
        completude: indice.map(|_| (74, 82)),
        indice,
        prochaine,
        reste: 8,
    }
}

fn services() -> Services {
    Services {
        chiffres: ChiffresServices {
            total: 31,
            brouillons: 2,
            a_statuer: 5,
            sous_un: 3,
            mediane: Some(261),
        },
        filtres: Filtres::default(),
        lignes: vec![
            service(
                1,
                "Paiement de la cantine",
                Some(271),
                ProchaineEtape::FaireMesures,
            ),
            service(
                2,
                "Portail famille",
                Some(312),
                ProchaineEtape::PoursuivreEtatDesLieux,
            ),
            service(
                3,
                "Extranet des élus",
                Some(83),
                ProchaineEtape::FaireMesures,
            ),
            service(4, HOSTILE, None, ProchaineEtape::TerminerDescription),
            service(5, "Site de la ville", Some(440), ProchaineEtape::Rien),
            service(
                6,
                "Billetterie du théâtre",
                Some(0),
                ProchaineEtape::CommencerEtatDesLieux,
            ),
        ],
        trouves: 31,
        premier: 1,
        pagination: Pagination {
            page: 1,
            pages: 3,
            adresse: Filtres::default().pages(),
        },
        corbeille: 2,
    }
}

/// Every sample: its name and its page.
pub(crate) fn tous(ressources: &Ressources) -> Vec<(String, String)> {
    let catalogue = mss_v2();
    let cas = cas();
    let mut pages: Vec<(String, String)> = Vec::new();
    let mut ajouter = |nom: &str, regard: Regard, vue: &dyn Fn(Regard) -> String| {
        pages.push((nom.to_owned(), vue(regard)));
    };
    macro_rules! page {
        ($nom:literal, $regard:ident, $vue:expr) => {
            page!($nom, $regard, $vue, None)
        };
        ($nom:literal, $regard:ident, $vue:expr, $avis:expr) => {{
            let vue = $vue;
            let avis: Option<Avis> = $avis;
            ajouter($nom, Regard::$regard, &|regard| {
                rendre(regard, ressources, avis.as_ref(), &vue)
            });
        }};
    }

    let question = catalogue.question(catalogue.trouver("ID.1").unwrap());
    page!(
        "accueil",
        Public,
        Accueil {
            mesures: catalogue.toutes().len() as usize,
            exemple: Exemple {
                question: question.question.clone(),
                fait_si: question.fait_si.clone(),
                en_cours_si: question.en_cours_si.clone(),
                qui_sait: question.qui_sait.clone(),
            },
        }
    );
    page!(
        "connexion",
        Public,
        Connexion {
            fournisseurs: vec![
                Fournisseur {
                    nom: "ProConnect".to_owned(),
                    adresse: "/connexion/proconnect".to_owned()
                },
                Fournisseur {
                    nom: "Compte de la ville".to_owned(),
                    adresse: "/connexion/ville".to_owned()
                },
            ],
            message: None,
        }
    );
    for code in [400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503] {
        let vue = PageErreur {
            code,
            precision: None,
            reference: Some("01926b".to_owned()),
        };
        ajouter(&format!("erreur-{code}"), Regard::Connecte, &|regard| {
            rendre(regard, ressources, None, &vue)
        });
    }
    page!("accessibilite", Public, Accessibilite::default());
    page!(
        "mentions-legales",
        Public,
        MentionsLegales {
            editeur: "Ville de Saint-Aubin".to_owned(),
            ..MentionsLegales::default()
        }
    );
    page!(
        "donnees-personnelles",
        Public,
        DonneesPersonnelles {
            corbeille_jours: 30,
            ..DonneesPersonnelles::default()
        }
    );
    page!("methode", Public, Methode { catalogue });
    page!(
        "affichage",
        Sombre,
        Affichage {
            retour: "/services".to_owned()
        }
    );

    page!(
        "reprise",
        Connecte,
        Reprise {
            action: "/services/nouveau".to_owned(),
            champs: vec![
                ("operation".to_owned(), Uuid::nil().to_string()),
                ("nomService".to_owned(), HOSTILE.to_owned()),
            ],
        }
    );
    page!(
        "services",
        Demo,
        services(),
        Some(Avis {
            ton: Ton::Succes,
            texte: "Service créé.".to_owned()
        })
    );
    page!("services-sombre", Sombre, services());
    page!(
        "services-vide",
        Connecte,
        Services {
            chiffres: ChiffresServices::default(),
            lignes: Vec::new(),
            trouves: 0,
            corbeille: 0,
            ..services()
        }
    );
    page!(
        "services-aucun-resultat",
        Connecte,
        Services {
            filtres: Filtres {
                q: HOSTILE.to_owned(),
                ..Filtres::default()
            },
            lignes: Vec::new(),
            trouves: 0,
            ..services()
        }
    );
    page!(
        "corbeille",
        Connecte,
        Corbeille {
            services: vec![ServiceSupprime {
                id: SERVICE,
                nom: "Ancien agenda".to_owned(),
                supprime: "2026-11-01T09:00:00Z".parse().unwrap(),
                definitif: "2026-12-01T09:00:00Z".parse().unwrap(),
                restaurable: true,
            }]
        }
    );
    page!(
        "corbeille-vide",
        Connecte,
        Corbeille {
            services: Vec::new()
        }
    );
    page!(
        "supprimer",
        Connecte,
        Suppression {
            service: SERVICE,
            nom: "Réservation de salles".to_owned(),
            jours: 30,
            bande: Some(cas.bande(SectionService::Description)),
        }
    );
    page!(
        "dupliquer",
        Connecte,
        Duplication {
            service: SERVICE,
            nom: "Réservation de salles".to_owned(),
            nom_copie: String::new(),
            erreur: Some("Donnez un nom à la copie.".to_owned()),
            bande: None,
        }
    );
    page!(
        "nouveau",
        Connecte,
        Nouveau {
            catalogue,
            nom: String::new(),
            siret: String::new(),
            organisation: None,
            exemple: String::new(),
            services: vec![(SERVICE, "Portail famille".to_owned())],
            erreurs: Vec::new(),
        }
    );
    let mut fausses = cas.reponses.clone();
    fausses.organisation_responsable.siret = "12345".to_owned();
    fausses.nom_service = HOSTILE.to_owned();
    fausses.presentation = "a".repeat(2001);
    page!(
        "nouveau-refus",
        Connecte,
        Nouveau {
            catalogue,
            nom: HOSTILE.to_owned(),
            siret: "12345".to_owned(),
            organisation: Some(HOSTILE.to_owned()),
            exemple: "salle".to_owned(),
            services: Vec::new(),
            erreurs: erreurs(&refusees(&fausses)),
        }
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
        ajouter(
            &format!("description-{numero}"),
            Regard::Connecte,
            &|regard| rendre(regard, ressources, None, &vue),
        );
    }
    page!(
        "description-rapide",
        Connecte,
        DescriptionRapide {
            service: cas.decrit(false),
            premiere: "identite",
            etapes: (1..=3u8)
                .map(|n| (
                    catalogue.questionnaire.etapes[usize::from(n) - 1]
                        .titre
                        .as_str(),
                    cas.questions(n, &Reponses::default())
                ))
                .collect(),
            niveau: cas.niveau(&Reponses::default()),
            erreurs: Vec::new(),
        }
    );
    page!(
        "description-4",
        Connecte,
        Recapitulatif {
            service: cas.decrit(false),
            reponses: &Reponses::default(),
            niveau: cas.niveau(&Reponses::default()),
            modifiable: true,
        }
    );
    page!(
        "description",
        Connecte,
        Recapitulatif {
            service: cas.decrit(true),
            reponses: &cas.reponses,
            niveau: cas.niveau(&cas.reponses),
            modifiable: true,
        }
    );
    let mut exigeantes = cas.reponses.clone();
    exigeantes.duree_dysfonctionnement_acceptable =
        Some(domaine::vocabulaire::DureeDysfonctionnement::MoinsDe12h);
    page!(
        "description-5",
        Connecte,
        ChoixNiveau {
            service: cas.decrit(false),
            niveau: cas.niveau(&exigeantes),
            choisi: None,
            erreurs: vec![Erreur {
                champ: Champ::NiveauSecurite.id().to_owned(),
                message: "Choisissez un niveau.".to_owned(),
            }],
        }
    );
    page!(
        "description-conflit",
        Connecte,
        ConflitDescription {
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
                    true
                ),
                (Champ::AudienceCible, "Une équipe".to_owned(), false)
            ],
            saisie: vec![("presentation".to_owned(), HOSTILE.to_owned())],
            action: format!("/services/{SERVICE}/description/identite"),
        }
    );

    page!(
        "etat-des-lieux",
        Connecte,
        Debut {
            bande: cas.bande(SectionService::EtatDesLieux),
            progression: Progression {
                repondues: 0,
                total: 82,
                minutes: 15,
                inconnues: 0
            },
            prochaine: Some("ID.1".to_owned()),
            themes: cas.themes(),
            modifiable: true,
        }
    );
    page!(
        "etat-des-lieux-brouillon",
        Connecte,
        Brouillon {
            bande: Bande {
                niveau: None,
                indice: None,
                ..cas.bande(SectionService::EtatDesLieux)
            },
            modifiable: true,
        }
    );
    page!("question", Connecte, cas.page_question(true));
    page!("question-lecture", Connecte, cas.page_question(false));
    page!("question-sombre", Sombre, cas.page_question(true));
    page!(
        "a-demander",
        Connecte,
        ADemander {
            bande: cas.bande(SectionService::EtatDesLieux),
            groupes: vec![GroupeADemander {
                qui_sait: question.qui_sait.clone(),
                questions: vec![QuestionADemander {
                    mesure: "ID.1".to_owned(),
                    question: question.question.clone(),
                    fait_si: question.fait_si.clone(),
                    en_cours_si: question.en_cours_si.clone(),
                    version: 1,
                }],
            }],
            annonce: None,
            modifiable: true,
        }
    );
    page!(
        "a-demander-rien",
        Connecte,
        ADemander {
            bande: cas.bande(SectionService::EtatDesLieux),
            groupes: Vec::new(),
            annonce: Some("ID.1 : fait. Indice 2,1.".to_owned()),
            modifiable: true,
        }
    );
    let total = centiemes(cas.evaluation.indice.total);
    let comptes = cas.comptes();
    page!(
        "fin",
        Connecte,
        Fin {
            bande: cas.bande(SectionService::EtatDesLieux),
            indice: total,
            comptes: [
                comptes.faites,
                comptes.en_cours,
                comptes.a_lancer,
                comptes.ecartees
            ],
            restantes: comptes.a_statuer,
            inconnues: 3,
            priorites: cas.priorites(),
        }
    );

    let lignes: Vec<_> = cas
        .evaluation
        .mesures
        .toutes()
        .iter()
        .map(|m| cas.ligne(m))
        .collect();
    let mesures = |lignes: Vec<LigneMesure>, filtres, modifiable| Mesures {
        bande: cas.bande(SectionService::Mesures),
        comptes: cas.comptes(),
        filtres,
        themes: catalogue
            .themes()
            .iter()
            .map(|t| (t.id.clone(), t.titre.clone()))
            .collect(),
        lignes,
        annonce: Some("AUTH.1 : fait. Indice 2,1.".to_owned()),
        modifiable,
    };
    let toutes = FiltresMesures {
        onglet: OngletMesures::Toutes,
        ..FiltresMesures::default()
    };
    page!(
        "mesures",
        Connecte,
        mesures(lignes.clone(), toutes.clone(), true)
    );
    page!(
        "mesures-sombre",
        Sombre,
        mesures(lignes.clone(), toutes.clone(), true)
    );
    page!("mesures-lecture", Connecte, mesures(lignes, toutes, false));
    page!(
        "mesures-aucune",
        Connecte,
        mesures(
            Vec::new(),
            FiltresMesures {
                q: HOSTILE.to_owned(),
                ..FiltresMesures::default()
            },
            true
        )
    );
    page!(
        "mesure",
        Connecte,
        cas.page_mesure(Some(Statut::EnCours), true)
    );
    page!(
        "mesure-ecartee",
        Connecte,
        cas.page_mesure(Some(Statut::NonFait), true)
    );
    page!(
        "mesure-lecture",
        Connecte,
        cas.page_mesure(Some(Statut::NonFait), false)
    );
    page!(
        "mesure-motif-manquant",
        Connecte,
        PageMesure {
            erreurs: vec![Erreur {
                champ: "motif".to_owned(),
                message: "Écrivez le motif : l’autorité en a besoin pour décider.".to_owned()
            }],
            ..cas.page_mesure(Some(Statut::ALancer), true)
        }
    );
    page!(
        "mesure-conflit",
        Connecte,
        ConflitMesure {
            bande: cas.bande(SectionService::Mesures),
            mesure: cas.page_mesure(None, true).mesure,
            auteur: Some("Karim Benali".to_owned()),
            quand: "2026-11-23T13:08:00Z".parse().unwrap(),
            en_place: (Some(Reponse::Statut(Statut::EnCours)), String::new()),
            le_mien: (Some(Reponse::Statut(Statut::NonFait)), HOSTILE.to_owned()),
            version: 5,
            retour: format!("/services/{SERVICE}/mesures"),
        }
    );

    let indice = |total, personnalise| IndiceCyber {
        bande: cas.bande(SectionService::IndiceCyber),
        total,
        personnalise,
        categories: cas.categories(),
        priorites: cas.priorites(),
        restantes: cas.priorites().len(),
        completude: (70, 82),
    };
    page!(
        "indice",
        Connecte,
        indice(total, centiemes(cas.evaluation.indice_personnalise.total))
    );
    page!("indice-sombre", Sombre, indice(312, 340));
    page!("indice-sous-un", Connecte, indice(83, 83));
    page!("equipe", Connecte, cas.equipe(true));
    page!("equipe-lecture", Connecte, cas.equipe(false));
    pages
}
