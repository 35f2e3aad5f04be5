//! A form of questions, sent: saved and gone on from, or given back with what is wrong.
//!
//! Invariant: saving as one goes keeps what is right and names what is not; sending the form
//! keeps everything or nothing.

use application::Error;
use application::acces::{ServiceOuvert, ouvrir_pour};
use application::description::{Enregistree, Enregistrer, Intention, enregistrer};
use axum::response::{IntoResponse, Redirect, Response};
use domaine::droits::Action;
use domaine::vocabulaire::Champ;
use ui::pages::description::{CORRIGER, ORGANISATION, ReponseRefusee, VUE};
use uuid::Uuid;

use super::ecran::{Contenu, Ecran, Motif};
use super::saisie::Saisie;
use super::{adresse, annonce, apercu, conflit};
use crate::{Erreur, Formulaire, acteur::Acteur};

/// Someone sends a form of the description of a service.
pub(super) struct Envoi {
    pub(super) acteur: Acteur,
    pub(super) service: Uuid,
    pub(super) formulaire: Formulaire,
}

impl Envoi {
    /// The command these answers make.
    pub(super) fn commande(
        &self,
        saisie: &Saisie,
        intention: Intention,
    ) -> Result<Enregistrer, Erreur> {
        Ok(Enregistrer {
            operation: self.formulaire.operation()?,
            service: self.service,
            version: self.formulaire.version()?,
            champs: saisie.champs - saisie.hors_liste,
            saisie: saisie.reponses.clone(),
            organisation: saisie.organisation.clone().unwrap_or_default(),
            intention,
        })
    }

    /// What saving this form is for; `Confirmer` once the effect of the change was seen.
    pub(super) fn intention(&self, sinon: Intention) -> Intention {
        let vue = self.formulaire.texte(VUE).parse();
        vue.map_or(sinon, |vue| Intention::Confirmer { vue })
    }

    /// Whether the person comes back from the effect of a change to change something else.
    pub(super) fn corrige(&self) -> bool {
        self.formulaire.texte("suite") == CORRIGER
    }

    /// What was typed, without what the page writes itself, to be sent again.
    pub(super) fn a_renvoyer(&self, garde: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        const DE_LA_PAGE: [&str; 4] = ["operation", "version", "suite", VUE];
        self.formulaire
            .champs()
            .filter(|(nom, _)| !DE_LA_PAGE.contains(nom) && garde(nom))
            .map(|(nom, valeur)| (nom.to_owned(), valeur.to_owned()))
            .collect()
    }

    /// The service, for someone who may describe it.
    pub(super) async fn ouvrir(&self) -> Result<ServiceOuvert, Erreur> {
        let ouvert = ouvrir_pour(&self.acteur.ctx, self.service, Action::Decrire).await?;
        Ok(ouvert)
    }

    /// Saves the answers of a form of questions.
    pub(super) async fn enregistrer(&self, ecran: Ecran) -> Result<Response, Erreur> {
        let champs = ecran.champs(self.acteur.catalogue());
        let saisie = Saisie::lire(&self.formulaire, champs);
        if self.corrige() {
            let refusees = saisie.refusees();
            return self.rendre(ecran, &saisie, Motif::Demande, refusees).await;
        }
        if self.formulaire.au_fil() {
            return self.au_fil(ecran, saisie).await;
        }
        if !saisie.hors_liste.is_empty() {
            let refusees = saisie.refusees();
            return self.rendre(ecran, &saisie, Motif::Refus, refusees).await;
        }
        let commande = self.commande(&saisie, self.intention(Intention::Etape))?;
        match enregistrer(&self.acteur.ctx, &commande).await {
            Ok(enregistree) => self.continuer(ecran, &enregistree).await,
            Err(erreur) => self.expliquer(ecran, &saisie, erreur).await,
        }
    }

    /// What is being saved as one goes. Its answer may be lost on the way: the same answers sent
    /// again are the same operation, others are another one.
    fn brouillon(&self, saisie: &Saisie) -> Result<Enregistrer, Erreur> {
        let commande = self.commande(saisie, Intention::Brouillon)?;
        let objet = serde_json::to_vec(&commande).map_err(Error::Commande)?;
        Ok(Enregistrer {
            operation: self.formulaire.operation_pour(&objet)?,
            ..commande
        })
    }

    /// Saves what can be while the form is being filled in; shows the same form, saved.
    async fn au_fil(&self, ecran: Ecran, saisie: Saisie) -> Result<Response, Erreur> {
        let mut refusees = saisie.refusees();
        let mut issue = enregistrer(&self.acteur.ctx, &self.brouillon(&saisie)?).await;
        if let Err(Error::Saisie {
            champ: ORGANISATION,
            raison,
        }) = issue
        {
            // The SIRET waits for the name that goes with it; the other answers do not.
            refusees.push(ReponseRefusee::organisation(raison));
            let sans_siret = Saisie {
                champs: saisie.champs - Champ::Siret,
                ..saisie.clone()
            };
            issue = enregistrer(&self.acteur.ctx, &self.brouillon(&sans_siret)?).await;
        }
        let enregistree = match issue {
            Ok(enregistree) => enregistree,
            Err(erreur) => return self.expliquer(ecran, &saisie, erreur).await,
        };
        let ouvert = self.ouvrir().await?;
        let contenu = Contenu {
            reponses: saisie.sur(&ouvert.reponses),
            organisation: saisie.organisation,
            refusees,
            version: enregistree.version,
            ..Contenu::en_place(&ouvert)
        };
        ecran.afficher(&self.acteur, &ouvert, contenu).await
    }

    /// Goes where the button leads.
    async fn continuer(&self, ecran: Ecran, enregistree: &Enregistree) -> Result<Response, Erreur> {
        let ouvert = self.ouvrir().await?;
        let bouton = self.formulaire.texte("suite");
        let decrit = ouvert.bilan.is_some();
        if let Some((ton, texte)) = annonce::enregistree(enregistree, decrit, bouton) {
            self.acteur.annoncer(ton, texte).await?;
        }
        let suite = match bouton {
            _ if decrit => ui::adresse::service(self.service, "description"),
            "quitter" => "/services".to_owned(),
            "recalculer" => adresse(self.service, ecran.mot()),
            "revenir" => adresse(self.service, ecran.precedent(ouvert.catalogue)),
            _ => adresse(self.service, ecran.suivant(&ouvert)),
        };
        Ok(Redirect::to(&suite).into_response())
    }

    /// Gives the form back with what is wrong, or shows both answers of a conflict.
    async fn expliquer(
        &self,
        ecran: Ecran,
        saisie: &Saisie,
        erreur: Error,
    ) -> Result<Response, Erreur> {
        let (motif, refusees) = match erreur {
            Error::Invalide(invalides) => {
                let refusees = invalides.into_iter().map(Into::into).collect();
                (Motif::Refus, refusees)
            }
            Error::Saisie {
                champ: ORGANISATION,
                raison,
            } => (Motif::Refus, vec![ReponseRefusee::organisation(raison)]),
            Error::ConflitDescription(conflit) => {
                return conflit::page(self, ecran.mot(), &conflit).await;
            }
            Error::AConfirmer(apercu) => return apercu::page(self, ecran.mot(), &apercu).await,
            Error::OperationDifferente => (Motif::DejaEnvoye, Vec::new()),
            autre => return Err(autre.into()),
        };
        self.rendre(ecran, saisie, motif, refusees).await
    }

    /// The form as it was typed, nothing of it saved.
    async fn rendre(
        &self,
        ecran: Ecran,
        saisie: &Saisie,
        motif: Motif,
        refusees: Vec<ReponseRefusee>,
    ) -> Result<Response, Erreur> {
        let ouvert = self.ouvrir().await?;
        let contenu = Contenu {
            motif,
            reponses: saisie.sur(&ouvert.reponses),
            organisation: saisie.organisation.clone(),
            refusees,
            // What was typed still stands on what was on screen.
            version: self.formulaire.version()?,
            enregistre: None,
        };
        ecran.afficher(&self.acteur, &ouvert, contenu).await
    }
}
