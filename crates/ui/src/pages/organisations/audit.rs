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

/// Changes shown on the page; the file has them all.
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
                div.fr-table tabindex="0" role="region" aria-label="Accès d’aujourd’hui" { table {
                    thead { tr { th scope="col" { "Personne" } th scope="col" { "Service" } th scope="col" { "Rôle" } th scope="col" { "Depuis" } th scope="col" { "Par" } } }
                    tbody { @for ligne in &self.acces { tr {
                        th scope="row" { (ligne.nom) br; span.mss-2 { (ligne.courriel) } }
                        td { @match &ligne.service {
                            Some((id, nom)) => { a href=(adresse::service(*id, "equipe")) { (nom) } }
                            None => { "Tous" }
                        } }
                        td { (texte::habilitation(ligne.habilitation)) }
                        td { (jour(ligne.depuis)) }
                        td { (origine(ligne)) }
                    } } }
                } }
                h2.mss-groupe { "Changements" }
                @if self.changements.len() > MONTRES {
                    p.fr-text--sm { "Les " (MONTRES) " derniers. Le fichier les contient tous." }
                }
                div.fr-table tabindex="0" role="region" aria-label="Changements de droits" { table {
                    thead { tr { th scope="col" { "Quand" } th scope="col" { "Pour" } th scope="col" { "Service" } th scope="col" { "Avant" } th scope="col" { "Après" } th scope="col" { "Par" } } }
                    tbody { @for ligne in self.changements.iter().take(MONTRES) { tr {
                        td { (jour(ligne.quand)) }
                        th scope="row" { (ligne.pour) br; span.mss-2 { (evenement(&ligne.genre)) } }
                        td { (ligne.service.as_deref().unwrap_or("Tous")) }
                        td { (droit(ligne.avant)) }
                        td { (droit(ligne.apres)) }
                        td { (ligne.par.as_deref().unwrap_or("L’exploitant")) }
                    } } }
                } }
            }
        }
    }
}

/// Who gave a right.
fn origine(ligne: &LigneAcces) -> &str {
    match (&ligne.par, &ligne.service) {
        (Some(par), _) => par,
        (None, Some(_)) => "A créé le service",
        (None, None) => "L’exploitant",
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
                origine(ligne),
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
