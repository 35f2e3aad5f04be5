//! The audit of rights: who may, how it came to that; and the same as a file (rule 1194).

use crate::adresse;
use crate::composants::fil;
use crate::format::{compte, jour};
use crate::prelude::*;
use crate::tableur;
use crate::texte;
use domaine::droits::Habilitation;
use jiff::Timestamp;
use uuid::Uuid;

/// Someone who has access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneAcces {
    /// Full name.
    pub nom: String,
    /// E-mail address.
    pub courriel: String,
    /// The service: key and name; none for all of them.
    pub service: Option<(Uuid, String)>,
    /// What the person holds.
    pub habilitation: Habilitation,
    /// Since when.
    pub depuis: Timestamp,
    /// Who gave it.
    pub par: Option<String>,
}

/// A change of right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneChangement {
    /// When.
    pub quand: Timestamp,
    /// Who made it; none for the operator.
    pub par: Option<String>,
    /// Whom it is about.
    pub pour: String,
    /// The service; none for the organisation.
    pub service: Option<String>,
    /// What happened (`membre.roleChange`…).
    pub genre: String,
    /// The right before.
    pub avant: Option<Habilitation>,
    /// The right after.
    pub apres: Option<Habilitation>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditDroits {
    /// The organisation.
    pub id: Uuid,
    /// Its name.
    pub nom: String,
    /// Everyone who has access.
    pub acces: Vec<LigneAcces>,
    /// The changes, latest first.
    pub changements: Vec<LigneChangement>,
}

/// Accesses shown on the page; the file has them all.
const ACCES_MONTRES: usize = 200;

/// Changes shown on the page; likewise.
const MONTRES: usize = 50;

impl Vue for AuditDroits {
    fn titre(&self) -> String {
        format!("Qui a accès à quoi, {}", self.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Organisations)
    }

    fn contenu(&self, _: &Cadre<'_>) -> impl Renderable {
        let fiche = adresse::organisation(self.id, "");
        maud! {
            div.fr-container--fluid.mss-page {
                (fil(&[("/organisations", "Organisations"), (&fiche, &self.nom)], "Qui a accès à quoi"))
                div.mss-entete {
                    h1 { "Qui a accès à quoi" }
                    a.fr-btn.fr-btn--secondary href=(adresse::organisation(self.id, "droits.csv")) { "Exporter (CSV)" }
                }
                p.mss-texte.fr-text--sm { "Toutes les personnes qui ont accès à un service de l’organisation, puis chaque changement de droit, tel que le journal l’a gardé." }
                h2.mss-groupe { "Aujourd’hui\u{a0}: " (compte(self.acces.len(), "accès", "accès")) }
                @if self.acces.len() > ACCES_MONTRES {
                    p.fr-text--sm { "Les " (ACCES_MONTRES) " premiers. Le fichier les contient tous." }
                }
                ul.mss-liste { @for ligne in self.acces.iter().take(ACCES_MONTRES) { (acces(ligne)) } }
                h2.mss-groupe { "Changements" }
                @if self.changements.len() > MONTRES {
                    p.fr-text--sm { "Les " (MONTRES) " derniers. Le fichier les contient tous." }
                }
                ul.mss-liste { @for ligne in self.changements.iter().take(MONTRES) { (changement(ligne)) } }
            }
        }
    }
}

fn acces(ligne: &LigneAcces) -> impl Renderable {
    maud! {
        li.mss-ligne { div {
            p.mss-ligne__titre { (ligne.nom) }
            p.mss-ligne__meta {
                span { (ligne.courriel) }
                @match &ligne.service {
                    Some((id, nom)) => { a href=(adresse::service(*id, "equipe")) { (nom) } }
                    None => { span { "Tous les services" } }
                }
                b { (texte::habilitation(ligne.habilitation)) }
                span { "Depuis le " (jour(ligne.depuis)) ". " (origine(ligne)) "." }
            }
        } }
    }
}

fn changement(ligne: &LigneChangement) -> impl Renderable {
    maud! {
        li.mss-ligne { div {
            p.mss-ligne__titre { (ligne.pour) }
            p.mss-ligne__meta {
                span { (jour(ligne.quand)) }
                span { (ligne.service.as_deref().unwrap_or("Tous les services")) }
                span { (evenement(&ligne.genre)) "\u{a0}: " (droit(ligne.avant)) " → " b { (droit(ligne.apres)) } }
                span { "Par " (ligne.par.as_deref().unwrap_or("l’exploitant")) }
            }
        } }
    }
}

/// Who gave a right.
fn origine(ligne: &LigneAcces) -> String {
    match (&ligne.par, &ligne.service) {
        (Some(par), _) => format!("Par {par}"),
        (None, Some(_)) => "A créé le service".to_owned(),
        (None, None) => "Par l’exploitant".to_owned(),
    }
}

fn droit(tenue: Option<Habilitation>) -> String {
    tenue.map_or_else(|| "Aucun".to_owned(), texte::habilitation)
}

/// What happened to a right.
fn evenement(genre: &str) -> &'static str {
    match genre {
        "service.cree" => "Création du service",
        "membre.ajoute" => "Ajout à l’équipe",
        "membre.roleChange" => "Changement de rôle",
        "membre.retire" => "Retrait de l’équipe",
        "membre.invite" => "Invitation",
        "membre.invitationAcceptee" => "Invitation acceptée",
        "membre.invitationAnnulee" => "Invitation annulée",
        "membre.invitationSansObjet" => "Invitation sans objet",
        "organisation.administrateurNomme" => "Nomination",
        "organisation.administrateurRetire" => "Fin d’administration",
        _ => "Changement de droit",
    }
}

/// The audit as a file for a spreadsheet: what is, then what changed.
#[must_use]
pub fn export(audit: &AuditDroits) -> String {
    let mut sortie = tableur::DEBUT.to_owned();
    let colonnes = [
        "Nature",
        "Date",
        "Personne",
        "Adresse",
        "Service",
        "Événement",
        "Avant",
        "Après",
        "Par",
    ];
    tableur::ligne(&mut sortie, colonnes);
    for ligne in &audit.acces {
        let service = ligne.service.as_ref().map_or("Tous", |(_, nom)| nom);
        tableur::ligne(
            &mut sortie,
            [
                "accès",
                &ligne.depuis.to_string(),
                &ligne.nom,
                &ligne.courriel,
                service,
                "",
                "",
                &texte::habilitation(ligne.habilitation),
                &origine(ligne),
            ],
        );
    }
    for ligne in &audit.changements {
        tableur::ligne(
            &mut sortie,
            [
                "changement",
                &ligne.quand.to_string(),
                &ligne.pour,
                "",
                ligne.service.as_deref().unwrap_or("Tous"),
                evenement(&ligne.genre),
                &droit(ligne.avant),
                &droit(ligne.apres),
                ligne.par.as_deref().unwrap_or("L’exploitant"),
            ],
        );
    }
    sortie
}
