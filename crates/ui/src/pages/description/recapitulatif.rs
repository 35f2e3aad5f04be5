//! The answers read again: the fourth step, and the description page of a complete service.

use super::niveau::{NiveauVue, encadre};
use super::question::en_mots;
use super::{BESOINS, ETAPES, ServiceDecrit, fil_si_brouillon};
use crate::composants::{alerte, etapes};
use crate::format::typo;
use crate::gabarit::{Bande, Ton};
use crate::pages::organisations::numero_lisible;
use crate::prelude::*;
use crate::svg::{Icone, icone};
use crate::texte;
use domaine::questionnaire::Etape;
use domaine::reponses::Reponses;
use domaine::vocabulaire::Champ;

/// The answers, step by step.
#[derive(Clone, Debug)]
pub struct Recapitulatif<'a> {
    /// The service.
    pub service: ServiceDecrit,
    /// Name of the organisation that answers for it.
    pub organisation: &'a str,
    /// Its answers.
    pub reponses: &'a Reponses,
    /// The level they give; holds the catalogue whose words are used.
    pub niveau: NiveauVue<'a>,
    /// Whether this person may change them.
    pub modifiable: bool,
}

impl Recapitulatif<'_> {
    /// An answer in words; empty when there is none.
    fn valeur(&self, champ: Champ) -> String {
        let questionnaire = &self.niveau.catalogue.questionnaire;
        match (champ, self.reponses.niveau_securite) {
            (Champ::NiveauSecurite, Some(niveau)) => texte::niveau_court(niveau).to_owned(),
            (Champ::Siret, _) => {
                let (registre, numero) =
                    numero_lisible(&self.reponses.organisation_responsable.siret);
                format!("{}, {registre} {numero}", self.organisation)
            }
            _ => en_mots(questionnaire, champ, self.reponses),
        }
    }

    /// The steps shown: those that hold questions, without the level while it is still to come.
    fn etapes(&self) -> impl Iterator<Item = &Etape> {
        let questionnaire = &self.niveau.catalogue.questionnaire;
        let complete = self.service.bande.is_some();
        questionnaire.etapes.iter().filter(move |etape| {
            let a_venir = usize::from(etape.numero) == ETAPES && !complete;
            !a_venir && questionnaire.de_l_etape(etape.numero).next().is_some()
        })
    }

    /// Mandatory questions without an answer, the level left aside: it has its own step.
    fn manques(&self) -> Vec<Champ> {
        let mut manques = self.reponses.manques();
        manques.retain(|champ| *champ != Champ::NiveauSecurite);
        manques
    }
}

impl Vue for Recapitulatif<'_> {
    fn titre(&self) -> String {
        format!("{}, description", self.service.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        self.service.bande.as_ref()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let manques = self.manques();
        let complete = self.service.bande.is_some();
        let questionnaire = &self.niveau.catalogue.questionnaire;
        let etape_de = |champ: Champ| {
            let numero = questionnaire.question(champ).etape;
            let etape = questionnaire.etapes.iter().find(|e| e.numero == numero);
            etape.map_or("", |e| e.id.as_str())
        };
        let derniere = self.etapes().last();
        maud! {
            div.fr-container--fluid.mss-page {
                (fil_si_brouillon(&self.service))
                div.mss-duo.mss-duo--etroit {
                    div {
                        @if complete { h1 { "Description" } }
                        @else {
                            (etapes("Relire les réponses", 4, ETAPES, "Ensuite : choisir le niveau de besoins."))
                        }
                        @if !manques.is_empty() {
                            (alerte(Ton::Alerte, "Il manque des réponses", maud_borrow! {
                                ul { @for champ in &manques {
                                    li { a href={ (self.service.adresse(etape_de(*champ))) "#" (champ.id()) } { (texte::champ(*champ)) } }
                                } }
                            }))
                        }
                        @for etape in self.etapes() {
                            h2.mss-groupe {
                                %(typo(&etape.titre))
                                @if self.modifiable {
                                    a.fr-text--sm href=(self.service.adresse(&etape.id)) {
                                        "Modifier" span.fr-sr-only { " : " %(typo(&etape.titre)) }
                                    }
                                }
                            }
                            dl.mss-fiche {
                                @for question in questionnaire.de_l_etape(etape.numero) {
                                    @let valeur = self.valeur(question.champ);
                                    dt { (texte::champ(question.champ)) }
                                    dd {
                                        @if !valeur.is_empty() { (valeur) }
                                        @else if question.champ.est_obligatoire() { span.mss-refus { "À compléter" } }
                                        @else { span.mss-facultatif { "Rien" } }
                                    }
                                }
                            }
                        }
                        @if !complete {
                            div.mss-barre {
                                @if !self.modifiable {}
                                @else if let Some(champ) = manques.first() {
                                    a.fr-btn href={ (self.service.adresse(etape_de(*champ))) "#" (champ.id()) } { "Compléter" }
                                } @else {
                                    a.fr-btn href=(self.service.adresse(BESOINS)) { "Choisir le niveau" (icone(cadre, Icone::Fleche)) }
                                }
                                @if let Some(etape) = derniere.filter(|_| self.modifiable) {
                                    a.fr-btn.fr-btn--tertiary href=(self.service.adresse(&etape.id)) { "Revenir" }
                                } @else {
                                    a.fr-btn.fr-btn--tertiary href="/services" { "Revenir à vos services" }
                                }
                            }
                        } @else {
                            h2.mss-groupe { "Ce service" }
                            ul.fr-btns-group {
                                li { a.fr-btn.fr-btn--tertiary href=(crate::adresse::service(self.service.id, "dupliquer")) { "Dupliquer" } }
                                @if self.modifiable {
                                    li { a.fr-btn.fr-btn--tertiary href=(crate::adresse::service(self.service.id, "supprimer")) { "Supprimer" } }
                                }
                            }
                        }
                    }
                    (encadre(&self.niveau, self.service.choix()))
                }
            }
        }
    }
}
