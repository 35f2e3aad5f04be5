//! The level of needs: computed beside the questions, then chosen.

use super::{BESOINS, ETAPES, RECAPITULATIF, ServiceDecrit, fil_si_brouillon};
use crate::composants::{Erreur, Groupe, OptionVue, champs_caches, etapes, radios, resume_erreurs};
use crate::format::typo;
use crate::gabarit::Bande;
use crate::prelude::*;
use crate::svg::{Icone, icone, matrice_niveaux};
use crate::texte;
use domaine::besoins::{Besoins, Provisoire};
use domaine::catalogue::Catalogue;
use domaine::reponses::Reponse;
use domaine::vocabulaire::{Champ, NiveauSecurite};

/// The level that the answers give so far.
#[derive(Clone, Debug)]
pub struct NiveauVue<'a> {
    /// The catalogue the answers are read with.
    pub catalogue: &'a Catalogue,
    /// What it says.
    pub provisoire: Provisoire,
}

/// How many answers that would raise the level are named.
const RELEVEMENTS: usize = 3;

/// Answers the level is computed from.
const DETERMINANTES: usize = 4;

/// Where the choice of the level stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choix {
    /// It comes at the last step.
    AVenir,
    /// It is being made on this page.
    EnCours,
    /// It is made: the description is complete.
    Fait(NiveauSecurite),
}

/// Beside the questions: the level, how it is reached, what would raise it.
pub(super) fn encadre<'a>(vue: &'a NiveauVue<'_>, choix: Choix) -> impl Renderable + 'a {
    let questionnaire = &vue.catalogue.questionnaire;
    let provisoire = &vue.provisoire;
    let sans_niveau = provisoire.manquants.len() == DETERMINANTES;
    maud! {
        aside #niveau aria-labelledby="niveau-titre" { div.fr-card {
            p.mss-surtitre {
                @if matches!(choix, Choix::Fait(_)) { "Niveau demandé par les réponses" } @else { "Niveau calculé à ce stade" }
            }
            h2 #niveau-titre {
                @if sans_niveau { "Pas encore de niveau" }
                @else { "Besoins " (texte::niveau(provisoire.minimum)) }
            }
            @if !provisoire.manquants.is_empty() {
                p.fr-text--sm {
                    @if !sans_niveau { "Provisoire. " }
                    @if provisoire.manquants.len() == 1 { "Il manque une réponse : " }
                    @else { "Il manque " (provisoire.manquants.len()) " réponses : " }
                    @for (rang, champ) in provisoire.manquants.iter().enumerate() {
                        @if rang > 0 { ", " }
                        (texte::champ(*champ).to_lowercase())
                    }
                    "."
                    @if !sans_niveau && provisoire.maximum > provisoire.minimum {
                        " Le niveau peut encore monter."
                    }
                }
            }
            (matrice_niveaux(&vue.catalogue.baremes, provisoire.besoins.as_ref()))
            @if let Some(besoins) = &provisoire.besoins { (chemin(vue.catalogue, besoins)) }
            @if provisoire.manquants.is_empty() && !provisoire.relevements.is_empty() {
                h3.mss-h { "Ce qui le ferait monter" }
                ul.fr-text--sm {
                    @for relevement in provisoire.relevements.iter().take(RELEVEMENTS) {
                        li { (texte::relevement(questionnaire, *relevement)) }
                    }
                }
            }
            @match choix {
                Choix::Fait(retenu) => { p.fr-text--sm.mss-2 { "Niveau retenu : besoins " (texte::niveau(retenu)) "." } }
                Choix::AVenir if !sans_niveau => {
                    p.fr-text--sm.mss-2 { "Vous pourrez choisir plus haut à la dernière étape. Jamais plus bas." }
                }
                Choix::AVenir | Choix::EnCours => {}
            }
        } }
    }
}

/// How the answers lead to the level.
pub(super) fn chemin<'a>(catalogue: &'a Catalogue, besoins: &'a Besoins) -> impl Renderable + 'a {
    let citer = |reponse| texte::reponse(&catalogue.questionnaire, reponse);
    let plus_forte = besoins
        .donnees
        .criticite
        .max(besoins.disponibilite.criticite);
    maud! {
        h3.mss-h { "Comment on y arrive" }
        ul.fr-text--sm {
            li { b { "Exposition " (besoins.exposition) " sur 3" } " : " (citer(Reponse::Ouverture(besoins.ouverture))) "." }
            li {
                b { "Criticité " (besoins.criticite) " sur 4" } " : "
                @if besoins.disponibilite.criticite == plus_forte {
                    "arrêt supportable " (citer(Reponse::Duree(besoins.disponibilite.duree)))
                    ", public " (citer(Reponse::Audience(besoins.disponibilite.audience)))
                    @if besoins.donnees.criticite == plus_forte { " ; " }
                }
                @if besoins.donnees.criticite == plus_forte {
                    @if besoins.donnees.determinantes.is_empty() { "informations peu sensibles" }
                    @else { (citer(Reponse::Donnees(besoins.donnees.determinantes))) }
                    ", quantité " (citer(Reponse::Volumetrie(besoins.donnees.volumetrie)))
                }
                "."
            }
        }
    }
}

/// The last step: which level is chosen.
#[derive(Clone, Debug)]
pub struct ChoixNiveau<'a> {
    /// The service.
    pub service: ServiceDecrit,
    /// The level that the answers give; its `minimum` is the lowest that may be chosen.
    pub niveau: NiveauVue<'a>,
    /// The level chosen so far.
    pub choisi: Option<NiveauSecurite>,
    /// What was refused.
    pub erreurs: Vec<Erreur>,
}

impl ChoixNiveau<'_> {
    /// The three levels; those below the required one say why they cannot be chosen.
    fn options(&self) -> Vec<OptionVue> {
        let requis = self.niveau.provisoire.minimum;
        let choisi = self.choisi.unwrap_or(requis).max(requis);
        let questionnaire = &self.niveau.catalogue.questionnaire;
        NiveauSecurite::TOUS
            .iter()
            .map(|niveau| {
                let choix = questionnaire.choix(Champ::NiveauSecurite, *niveau);
                let aide = choix.and_then(|c| c.aide.as_deref()).unwrap_or_default();
                let exemple = choix.and_then(|c| c.exemple.as_deref()).unwrap_or_default();
                OptionVue {
                    valeur: niveau.id().to_owned(),
                    libelle: format!("Besoins {}", texte::niveau(*niveau)),
                    aide: format!("{} Exemple : {}", typo(aide), typo(exemple)),
                    choisie: *niveau == choisi,
                    refus: (*niveau < requis).then(|| {
                        format!(
                            "Trop bas : vos réponses demandent des besoins {}.",
                            texte::niveau(requis)
                        )
                    }),
                }
            })
            .collect()
    }
}

impl Vue for ChoixNiveau<'_> {
    fn titre(&self) -> String {
        format!("{}, choisir le niveau de besoins", self.service.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        self.service.bande.as_ref()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let options = self.options();
        let complet = self.service.bande.is_some();
        let requis = self.niveau.provisoire.minimum;
        maud! {
            div.fr-container--fluid.mss-page {
                (fil_si_brouillon(&self.service))
                div.mss-duo.mss-duo--etroit {
                    form action=(self.service.adresse(BESOINS)) method="post" {
                        (champs_caches(cadre, Some(self.service.version)))
                        @if complet { h1 { "Choisir le niveau de besoins" } }
                        @else {
                            (etapes("Choisir le niveau de besoins", ETAPES, ETAPES,
                                "Ensuite : la liste des mesures et l’état des lieux."))
                        }
                        (resume_erreurs(&self.erreurs))
                        p.mss-texte {
                            "Vos réponses demandent des besoins " b { (texte::niveau(requis)) }
                            ". C’est un minimum."
                        }
                        (radios(&Groupe {
                            nom: Champ::NiveauSecurite.id(),
                            legende: "Quel niveau retenez-vous ?",
                            aide: "Un niveau plus haut ajoute des mesures. Choisissez-le si le service va grandir ou si votre organisation le demande.",
                            precision: (), options: &options,
                            erreur: self.erreurs.first().map(|e| e.message.as_str()),
                        }))
                        div.mss-barre {
                            @if complet {
                                button.fr-btn { "Enregistrer" }
                                a.fr-btn.fr-btn--tertiary href=(self.service.accueil()) { "Annuler" }
                            } @else {
                                button.fr-btn { "Terminer la description" (icone(cadre, Icone::Fleche)) }
                                a.fr-btn.fr-btn--tertiary href=(self.service.adresse(RECAPITULATIF)) { "Revenir" }
                            }
                        }
                    }
                    (encadre(&self.niveau, match self.service.choix() {
                        Choix::AVenir => Choix::EnCours,
                        choix => choix,
                    }))
                }
            }
        }
    }
}
