//! Where one is and where one can go: breadcrumb, tabs, pages, steps.

use crate::prelude::*;

/// The way to this page; the last name is the page itself.
pub fn fil<'a>(parents: &'a [(&'a str, &'a str)], page: &'a str) -> impl Renderable + 'a {
    maud! {
        nav.fr-breadcrumb aria-label="Vous êtes ici" { ol.fr-breadcrumb__list {
            @for (adresse, nom) in parents {
                li { a.fr-breadcrumb__link href=(adresse) { (nom) } }
            }
            li { span.fr-breadcrumb__link aria-current="page" { (page) } }
        } }
    }
}

/// A tab: a link, with how many things it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Onglet {
    /// What it is called.
    pub nom: &'static str,
    /// How many things it leads to.
    pub compte: usize,
    /// Where.
    pub adresse: String,
    /// On screen.
    pub courant: bool,
}

/// A row of tabs.
pub fn onglets<'a>(nom: &'a str, onglets: &'a [Onglet]) -> impl Renderable + 'a {
    maud! {
        nav.mss-onglets aria-label=(nom) { ul.fr-tabs__list {
            @for onglet in onglets {
                li { a.fr-tabs__tab href=(onglet.adresse) aria-current=("page")[onglet.courant] {
                    (onglet.nom) " " span.mss-compte { (onglet.compte) }
                } }
            }
        } }
    }
}

/// The pages of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// Page on screen, from 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// Address of a page, without its number: ends with `page=`.
    pub adresse: String,
}

/// Links to the pages near this one. Nothing when there is only one.
pub fn pagination(vue: &Pagination) -> impl Renderable {
    let proches = vue.page.saturating_sub(2).max(1)..=(vue.page + 2).min(vue.pages);
    maud! {
        @if vue.pages > 1 {
            nav.fr-pagination aria-label="Pages de la liste" { ul.fr-pagination__list {
                @if vue.page > 1 {
                    li { a.fr-pagination__link rel="prev" href={ (vue.adresse) (vue.page - 1) } { "Page précédente" } }
                }
                @for page in proches.clone() {
                    li { a.fr-pagination__link href={ (vue.adresse) (page) }
                        aria-current=("page")[page == vue.page] {
                        span.fr-sr-only { "Page " } (page)
                    } }
                }
                @if vue.page < vue.pages {
                    li { a.fr-pagination__link rel="next" href={ (vue.adresse) (vue.page + 1) } { "Page suivante" } }
                }
            } }
        }
    }
}

/// Title of a step of a guided path (`numero` from 1), with its bar; holds the `h1`.
pub fn etapes<'a>(
    titre: &'a str,
    numero: usize,
    total: usize,
    suite: impl Renderable + 'a,
) -> impl Renderable + 'a {
    maud! {
        div.fr-stepper {
            h1.fr-stepper__title {
                span.fr-stepper__state { "Étape " (numero) " sur " (total) }
                (titre)
            }
            ol.fr-stepper__steps aria-hidden="true" {
                @for etape in 1..=total { li.ok[etape <= numero] {} }
            }
            p.fr-stepper__details { (suite) }
        }
    }
}
