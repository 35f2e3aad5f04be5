//! An organisation: what it is, who administers it, what it says for all its services.

use super::{numero_lisible, type_entite};
use crate::adresse;
use crate::composants::{Champ, Erreur, champ, champs_caches, fil, resume_erreurs};
use crate::format::{compte, jour};
use crate::prelude::*;
use domaine::organisations::Fiche;
use domaine::siret::Siret;
use jiff::Timestamp;
use uuid::Uuid;

/// Someone who administers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Administrateur {
    /// Key of the person.
    pub id: Uuid,
    /// Full name.
    pub nom: String,
    /// E-mail address.
    pub courriel: String,
    /// Since when.
    pub depuis: Timestamp,
    /// Who named them; none for the operator.
    pub par: Option<String>,
    /// The person looking at the page.
    pub moi: bool,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageOrganisation {
    /// Its key.
    pub id: Uuid,
    /// 14 digits.
    pub siret: String,
    /// What it is.
    pub fiche: Fiche,
    /// Who administers it.
    pub administrateurs: Vec<Administrateur>,
    /// Whether this person does.
    pub administree: bool,
    /// The last administrator cannot leave.
    pub dernier_reste: bool,
    /// How many services it answers for, for who administers it.
    pub services: Option<usize>,
    /// Address as typed.
    pub courriel: String,
    /// What was refused.
    pub erreurs: Vec<Erreur>,
}

impl Vue for PageOrganisation {
    fn titre(&self) -> String {
        self.fiche.nom.clone()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Organisations)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page {
                (fil(&[("/organisations", "Organisations")], &self.fiche.nom))
                h1 { (self.fiche.nom) }
                (resume_erreurs(&self.erreurs))
                div.mss-duo.mss-duo--etroit {
                    div {
                        (identite(self))
                        h2.mss-groupe { "Administrateurs" }
                        (administrateurs(cadre, self))
                    }
                    aside aria-labelledby="nommer" {
                        @if self.administree { (nommer(cadre, self)) }
                        @else {
                            h2 #nommer .mss-h { "Votre place" }
                            p.fr-text--sm { "Vous travaillez sur un service de cette organisation au moins. Seuls ses administrateurs changent ce qui est écrit ici." }
                        }
                    }
                }
            }
        }
    }
}

fn identite(page: &PageOrganisation) -> impl Renderable {
    let lien = |suite| adresse::organisation(page.id, suite);
    let (registre, numero) = numero_lisible(&page.siret);
    let siren = Siret::lire(&page.siret).map(|s| s.siren().to_owned());
    let liste = format!(
        "/services?{}",
        adresse::requete(&[("q", page.fiche.nom.as_str())])
    );
    maud! {
        dl.mss-fiche {
            dt { (registre) } dd { (numero) }
            @if let Some(siren) = &siren { dt { "SIREN" } dd { (siren) } }
            dt { "Type" } dd { (page.fiche.type_entite.map_or("Non précisé", type_entite)) }
            @if let Some(rna) = page.fiche.rna.as_ref().filter(|rna| **rna != page.siret) { dt { "RNA" } dd { (rna) } }
            @if let Some(euid) = page.fiche.euid.as_ref().filter(|euid| **euid != page.siret) { dt { "EUID" } dd { (euid) } }
            @if let Some(services) = page.services {
                dt { "Services" } dd { a href=(liste) { (compte(services, "service", "services")) } }
            }
        }
        @if page.administree {
            p {
                a.fr-btn.fr-btn--secondary href=(lien("modifier")) { "Modifier" }
                " " a.fr-btn.fr-btn--tertiary href=(lien("droits")) { "Qui a accès à quoi" }
            }
        }
    }
}

fn administrateurs<'a>(cadre: &'a Cadre<'_>, page: &'a PageOrganisation) -> impl Renderable + 'a {
    maud! {
        @if page.administrateurs.is_empty() {
            p.mss-texte { "Personne n’administre encore cette organisation. L’exploitant de ce site nomme la première personne." }
        } @else {
            p.mss-texte.fr-text--sm { "Un administrateur peut tout faire sur chaque service de l’organisation, présent et à venir. Les propriétaires le voient dans l’équipe de leur service." }
            ul.mss-liste { @for personne in &page.administrateurs { (ligne(cadre, page, personne)) } }
        }
    }
}

fn ligne<'a>(
    cadre: &'a Cadre<'_>,
    page: &'a PageOrganisation,
    personne: &'a Administrateur,
) -> impl Renderable + 'a {
    let action = adresse::organisation(page.id, &format!("administrateurs/{}", personne.id));
    let reste = page.dernier_reste && page.administrateurs.len() == 1;
    maud! {
        li.mss-ligne {
            div {
                p.mss-ligne__titre { (personne.nom) @if personne.moi { " (vous)" } }
                p.mss-ligne__meta {
                    span { (personne.courriel) }
                    span { "Depuis le " (jour(personne.depuis)) ", par " (personne.par.as_deref().unwrap_or("l’exploitant")) }
                }
            }
            @if page.administree && reste {
                p.mss-fin.mss-2 { "Ne peut pas partir\u{a0}: personne d’autre ne pourrait corriger ce que l’organisation déclare" }
            } @else if page.administree {
                form.mss-fin action=(action) method="post" {
                    (champs_caches(cadre, None))
                    button.fr-btn.fr-btn--sm.fr-btn--tertiary { "Retirer" span.fr-sr-only { " " (personne.nom) } }
                }
            }
        }
    }
}

fn nommer<'a>(cadre: &'a Cadre<'_>, page: &'a PageOrganisation) -> impl Renderable + 'a {
    let erreur = page.erreurs.iter().find(|e| e.champ == "courriel");
    maud! {
        form.fr-card action=(adresse::organisation(page.id, "administrateurs")) method="post" novalidate {
            h2 #nommer .fr-card__title { "Nommer un administrateur" }
            (champs_caches(cadre, None))
            (champ(Champ {
                nom: "courriel", libelle: "Adresse électronique professionnelle", genre: "email",
                aide: "Celle avec laquelle la personne se connecte. Elle s’est déjà connectée une fois.",
                valeur: &page.courriel, erreur: erreur.map(|e| e.message.as_str()),
                maximum: 254, ..Champ::default()
            }))
            button.fr-btn { "Nommer" }
        }
    }
}
