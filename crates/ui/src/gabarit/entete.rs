//! Top of the page: demonstration banner, brand, menu, band of the open service.

use super::{Bande, SectionService};
use crate::composants::jeton;
use crate::format::{compte, indice, jour_court};
use crate::prelude::*;
use crate::texte::niveau;

/// Says that nothing here is real.
pub(super) fn bandeau_demo() -> impl Renderable {
    maud! {
        div.fr-notice role="region" aria-label="Version de démonstration" {
            div.fr-container--fluid {
                p { b { "Démonstration." } " Les services et les personnes sont inventés. N’y saisissez rien de réel. "
                    a href="/demo/date" { "Changer la date" }
                }
            }
        }
    }
}

/// Brand, account, main menu.
pub(super) fn entete<'a>(cadre: &'a Cadre<'_>, section: Option<Section>) -> impl Renderable + 'a {
    let connecte = cadre.personne.is_some();
    maud! {
        header.fr-header role="banner" {
            div.fr-header__body { div.fr-container { div.fr-header__body-row {
                a.fr-header__brand href=(if connecte { "/services" } else { "/" }) {
                    svg.mss-marque viewBox="0 0 30 30" aria-hidden="true" focusable="false" {
                        rect.p width="30" height="30" rx="5" {}
                        path.n d="M8 21v-5M15 21V12M22 21V8" {}
                    }
                    span.fr-header__service {
                        span.fr-header__service-title { "MonServiceSécurisé" }
                        @if !cadre.organisation.is_empty() {
                            span.fr-header__service-tagline { (cadre.organisation) }
                        }
                        span.fr-sr-only { ", accueil" }
                    }
                }
                div.fr-header__tools { ul.fr-btns-group {
                    @if let Some(nom) = cadre.personne {
                        li { a.mss-compte-nom href="/compte" { (nom) span.fr-sr-only { ", mon compte" } } }
                        li {
                            form action="/deconnexion" method="post" {
                                (jeton(cadre))
                                button.fr-btn.fr-btn--tertiary-no-outline.fr-btn--sm { "Se déconnecter" }
                            }
                        }
                    } @else {
                        li { a.fr-btn.fr-btn--sm href="/connexion" { "Se connecter" } }
                    }
                } }
            } } }
            div #menu .fr-header__menu tabindex="-1" {
                nav.fr-nav aria-label="Menu principal" { ul.fr-nav__list {
                    @if connecte {
                        (entree("/services", "Services", section == Some(Section::Services)))
                        (entree("/modeles", "Modèles", section == Some(Section::Modeles)))
                        (entree("/organisations", "Organisations", section == Some(Section::Organisations)))
                    } @else {
                        (entree("/", "Accueil", section == Some(Section::Accueil)))
                    }
                    (entree("/methode", "La méthode", section == Some(Section::Methode)))
                } }
            }
        }
    }
}

fn entree<'a>(adresse: &'a str, nom: &'a str, courante: bool) -> impl Renderable + 'a {
    maud! {
        li.fr-nav__item {
            a.fr-nav__link href=(adresse) aria-current=("true")[courante] { (nom) }
        }
    }
}

const SECTIONS: [(SectionService, &str, &str); 8] = [
    (
        SectionService::EtatDesLieux,
        "État des lieux",
        "etat-des-lieux",
    ),
    (SectionService::Mesures, "Mesures", "mesures"),
    (SectionService::IndiceCyber, "Indice cyber", "indice-cyber"),
    (SectionService::Risques, "Risques", "risques"),
    (SectionService::Description, "Description", "description"),
    (SectionService::Contacts, "Contacts", "contacts"),
    (SectionService::Equipe, "Équipe", "equipe"),
    (SectionService::Journal, "Journal", "journal"),
];

/// Name, facts and sections of the open service.
pub(super) fn bande(bande: &Bande) -> impl Renderable {
    maud! {
        section #bande .mss-bande aria-label="Service ouvert" { div.fr-container--fluid {
            div.mss-bande__haut {
                p.mss-bande__nom { (bande.nom) }
                dl.mss-bande__faits {
                    @if let Some(nouveautes) = bande.nouveautes {
                        div {
                            dt { "Depuis votre dernière visite (" (jour_court(nouveautes.depuis)) ")" }
                            dd { a href={ "/services/" %(bande.service) "/journal#depuis" } {
                                (compte(nouveautes.nombre, "changement", "changements"))
                            } }
                        }
                    }
                    @if let Some(retenu) = bande.niveau {
                        div { dt { "Besoins" } dd { (niveau(retenu)) } }
                    } @else {
                        div { dt { "Description" } dd { "à terminer" } }
                    }
                    @if let Some(centiemes) = bande.indice {
                        div { dt { "Indice" } dd.mss-num { (indice(centiemes)) " / 5" } }
                    }
                }
            }
            nav.mss-sections aria-label=(bande.nom) { ul {
                @for (section, nom, chemin) in SECTIONS {
                    li {
                        a href={ "/services/" %(bande.service) "/" (chemin) }
                            aria-current=("true")[section == bande.section] { (nom) }
                    }
                }
            } }
        } }
    }
}
