//! The two forms of questions: a step, or everything on one page.
//!
//! Invariant: both ask the same questions in the same order, those of the questionnaire; only the
//! level is asked elsewhere, once the others are answered.

use application::acces::ServiceOuvert;
use axum::{http::StatusCode, response::Response};
use domaine::catalogue::Catalogue;
use domaine::organisations::Identifiant;
use domaine::questionnaire::Etape;
use domaine::reponses::Reponses;
use domaine::vocabulaire::Champ;
use enumset::EnumSet;
use jiff::Timestamp;
use ui::Vue;
use ui::pages::description::{
    BESOINS, DescriptionRapide, EtapeDescription, ORGANISATION, OrganisationVue, QuestionVue,
    RAPIDE, RECAPITULATIF, ReponseRefusee, ServiceDecrit, erreurs,
};

use crate::{Erreur, acteur::Acteur};

/// A form of questions.
#[derive(Clone, Copy)]
pub(super) enum Ecran {
    /// One step.
    Etape(&'static Etape),
    /// All of them.
    Rapide,
}

/// Why a form is shown.
#[derive(Clone, Copy)]
pub(super) enum Motif {
    /// It was asked for, or saved as one goes.
    Demande,
    /// Something in it is refused.
    Refus,
    /// It was sent once with other answers.
    DejaEnvoye,
}

/// What a form shows.
pub(super) struct Contenu {
    /// Why it is shown.
    pub(super) motif: Motif,
    /// The answers, as typed.
    pub(super) reponses: Reponses,
    /// Name of the organisation, when it was asked.
    pub(super) organisation: Option<String>,
    /// What is refused.
    pub(super) refusees: Vec<ReponseRefusee>,
    /// Version of the description the answers stand on.
    pub(super) version: i64,
    /// When the draft was saved; none when nothing was.
    pub(super) enregistre: Option<Timestamp>,
}

impl Contenu {
    /// The answers as they are stored.
    pub(super) fn en_place(ouvert: &ServiceOuvert) -> Self {
        Self {
            motif: Motif::Demande,
            reponses: ouvert.reponses.clone(),
            organisation: None,
            refusees: Vec::new(),
            version: ouvert.version,
            enregistre: Some(ouvert.fiche.modifie_le),
        }
    }
}

/// The steps that hold questions, in order.
fn etapes(catalogue: &'static Catalogue) -> impl DoubleEndedIterator<Item = &'static Etape> {
    let questionnaire = &catalogue.questionnaire;
    let niveau = questionnaire.question(Champ::NiveauSecurite).etape;
    questionnaire.etapes.iter().filter(move |etape| {
        etape.numero != niveau && questionnaire.de_l_etape(etape.numero).next().is_some()
    })
}

impl Ecran {
    /// The step of that identifier.
    pub(super) fn etape(catalogue: &'static Catalogue, id: &str) -> Result<Self, Erreur> {
        let trouvee = etapes(catalogue).find(|etape| etape.id == id);
        trouvee
            .map(Self::Etape)
            .ok_or(Erreur::Requete(StatusCode::NOT_FOUND))
    }

    /// Last words of its address.
    pub(super) fn mot(self) -> &'static str {
        match self {
            Self::Etape(etape) => &etape.id,
            Self::Rapide => RAPIDE,
        }
    }

    fn ses_etapes(self, catalogue: &'static Catalogue) -> impl Iterator<Item = &'static Etape> {
        etapes(catalogue).filter(move |etape| match self {
            Self::Etape(seule) => seule.numero == etape.numero,
            Self::Rapide => true,
        })
    }

    /// The questions it asks.
    pub(super) fn champs(self, catalogue: &'static Catalogue) -> EnumSet<Champ> {
        self.ses_etapes(catalogue)
            .flat_map(|etape| catalogue.questionnaire.de_l_etape(etape.numero))
            .map(|question| question.champ)
            .collect()
    }

    /// Where a draft goes on.
    pub(super) fn suivant(self, ouvert: &ServiceOuvert) -> &'static str {
        match self {
            Self::Etape(etape) => etapes(ouvert.catalogue)
                .find(|suivante| suivante.numero > etape.numero)
                .map_or(RECAPITULATIF, |suivante| &suivante.id),
            Self::Rapide if ouvert.reponses.manques() == [Champ::NiveauSecurite] => BESOINS,
            Self::Rapide => RECAPITULATIF,
        }
    }

    /// Where a draft goes back.
    pub(super) fn precedent(self, catalogue: &'static Catalogue) -> &'static str {
        match self {
            Self::Etape(etape) => etapes(catalogue)
                .rfind(|precedente| precedente.numero < etape.numero)
                .map_or(&etape.id, |precedente| &precedente.id),
            Self::Rapide => RAPIDE,
        }
    }

    /// The page.
    pub(super) async fn afficher(
        self,
        acteur: &Acteur,
        ouvert: &ServiceOuvert,
        contenu: Contenu,
    ) -> Result<Response, Erreur> {
        let catalogue = ouvert.catalogue;
        let questions = |etape: &Etape| questions(ouvert, &contenu, etape);
        let service = ServiceDecrit {
            version: contenu.version,
            enregistre: contenu.enregistre,
            ..super::decrit(ouvert)
        };
        let niveau = super::niveau(ouvert, &contenu.reponses);
        let erreurs = erreurs(&contenu.refusees);
        match self {
            Self::Etape(etape) => {
                let vue = EtapeDescription {
                    service,
                    numero: etape.numero,
                    id: &etape.id,
                    titre: &etape.titre,
                    suivante: suivante(catalogue, etape),
                    questions: questions(etape),
                    niveau,
                    erreurs,
                };
                rendre(acteur, contenu.motif, &vue).await
            }
            Self::Rapide => {
                let etapes = etapes(catalogue);
                let vue = DescriptionRapide {
                    service,
                    premiere: self
                        .ses_etapes(catalogue)
                        .next()
                        .map_or("", |etape| &etape.id),
                    etapes: etapes.map(|e| (e.titre.as_str(), questions(e))).collect(),
                    niveau,
                    erreurs,
                };
                rendre(acteur, contenu.motif, &vue).await
            }
        }
    }
}

async fn rendre(acteur: &Acteur, motif: Motif, vue: &impl Vue) -> Result<Response, Erreur> {
    match motif {
        Motif::Demande => acteur.page(vue).await,
        Motif::Refus => acteur.refuser(vue).await,
        Motif::DejaEnvoye => acteur.deja_envoye(vue),
    }
}

/// Title of the step that comes after this one.
fn suivante(catalogue: &'static Catalogue, etape: &Etape) -> &'static str {
    let toutes = catalogue.questionnaire.etapes.iter();
    toutes
        .skip_while(|suivante| suivante.numero <= etape.numero)
        .map(|suivante| suivante.titre.as_str())
        .next()
        .unwrap_or_default()
}

fn questions(ouvert: &ServiceOuvert, contenu: &Contenu, etape: &Etape) -> Vec<QuestionVue> {
    let questionnaire = &ouvert.catalogue.questionnaire;
    let vues = questionnaire.de_l_etape(etape.numero).map(|question| {
        let vue = QuestionVue::new(question, &contenu.reponses, &contenu.refusees);
        match question.champ {
            Champ::Siret => vue.avec_organisation(organisation(ouvert, contenu)),
            _ => vue,
        }
    });
    vues.collect()
}

/// The organisation that goes with the number on screen: known, to be named, or not found yet.
fn organisation(ouvert: &ServiceOuvert, contenu: &Contenu) -> Option<OrganisationVue> {
    let lire = |reponses: &Reponses| Identifiant::lire(&reponses.organisation_responsable.siret);
    let numero = lire(&contenu.reponses);
    if numero.is_some() && numero == lire(&ouvert.reponses) {
        return Some(OrganisationVue::Connue(ouvert.fiche.organisation.clone()));
    }
    let refus = contenu.refusees.iter().find(|r| r.champ == ORGANISATION);
    if refus.is_none() && contenu.organisation.is_none() {
        return None;
    }
    Some(OrganisationVue::Inconnue {
        nom: contenu.organisation.clone().unwrap_or_default(),
        erreur: refus.map(|r| r.message.clone()),
    })
}
