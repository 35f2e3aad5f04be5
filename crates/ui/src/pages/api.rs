//! The API for whoever writes a program: how to begin, then every address, from its description.
//!
//! Invariant: everything about an address comes from the published description; only the way in is
//! written here.

mod operation;

pub use operation::{Champ, Groupe, Objet, Operation, Parametre, Reponse};

use crate::format::{nombre, typo};
use crate::prelude::*;

/// A code of refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeErreur {
    /// The stable word.
    pub id: &'static str,
    /// HTTP status.
    pub statut: u16,
    /// What happened, what to do.
    pub detail: &'static str,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api<'a> {
    /// Version of the contract.
    pub version: &'a str,
    /// The address of this installation, without a final slash.
    pub adresse: String,
    /// Requests a token may make each minute.
    pub quota: u32,
    /// The addresses, by theme.
    pub groupes: Vec<Groupe>,
    /// The objects that are exchanged.
    pub objets: Vec<Objet>,
    /// The refusals.
    pub erreurs: Vec<CodeErreur>,
    /// A shell script.
    pub curl: &'a str,
    /// A Python script.
    pub python: &'a str,
}

impl Vue for Api<'_> {
    fn titre(&self) -> String {
        "API".to_owned()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                h1 { "API" }
                p.fr-text--lead {
                    "Tout ce qu’une page fait, un programme peut le faire, avec les mêmes règles. "
                    "Version du contrat\u{a0}: " (self.version) "."
                }
                (sommaire(self))
                (debut(cadre, self))
                (regles(self))
                @for groupe in &self.groupes { (operation::groupe(groupe)) }
                h2 #objets { "Objets" }
                p.mss-texte { "Un champ inconnu est refusé. Les dates sont en UTC, les jours au format AAAA-MM-JJ." }
                @for objet in &self.objets { (operation::objet(objet)) }
                (erreurs(self))
                (exemples(self))
            } }
        }
    }
}

fn sommaire<'a>(page: &'a Api<'_>) -> impl Renderable + 'a {
    maud! {
        nav aria-label="Sur cette page" { ul {
            li { a href="#commencer" { "Commencer" } }
            li { a href="#regles" { "Versions, répétitions, quotas" } }
            @for groupe in &page.groupes { li { a href={ "#" (groupe.ancre) } { (groupe.nom) } } }
            li { a href="#objets" { "Objets" } }
            li { a href="#erreurs" { "Erreurs" } }
            li { a href="#exemples" { "Exemples" } }
            li { a href="/api/openapi.json" { "La description OpenAPI 3.1, en JSON" } }
        } }
    }
}

fn debut<'a>(cadre: &'a Cadre<'_>, page: &'a Api<'_>) -> impl Renderable + 'a {
    maud! {
        h2 #commencer { "Commencer" }
        ol.mss-etapes {
            li { p {
                "Créez un jeton"
                @if cadre.personne.is_some() { " sur la page " a href="/compte" { "Mon compte" } }
                @else { " sur la page «\u{a0}Mon compte\u{a0}», une fois connecté" }
                ". Il lit seulement, ou il lit et écrit\u{a0}; il voit tous vos services, ou certains. "
                "Son secret n’est affiché qu’une fois. L’exploitant peut aussi en créer un avec la commande "
                code { "mss jetons creer" } "."
            } }
            li { p { "Donnez-le à chaque demande\u{a0}:" }
                pre { code { "curl -H \"Authorization: Bearer $MSS_JETON\" " (page.adresse) "/api/v1/moi" } } }
            li { p { "Un jeton ne permet jamais plus que ce que la personne peut faire au moment de la demande. Révoqué, il cesse aussitôt." } }
        }
    }
}

fn regles<'a>(page: &'a Api<'_>) -> impl Renderable + 'a {
    maud! {
        h2 #regles { "Versions, répétitions, quotas" }
        ul {
            li { b { "Versions. " } "Chaque lecture donne une étiquette (" code { "ETag" } "). Pour changer ce que vous avez lu, redonnez-la dans "
                code { "If-Match" } "\u{a0}: sans elle, la réponse est 428\u{a0}; si quelqu’un l’a changé depuis, 412, avec l’état présent. Avec "
                code { "If-None-Match" } ", la réponse est 304 quand rien n’a changé." }
            li { b { "Répétitions. " } "Un " code { "Idempotency-Key" } " (UUID) fait qu’une demande envoyée deux fois n’a d’effet qu’une fois, pendant 24\u{a0}heures." }
            li { b { "Listes. " } "Elles ont la forme " code { "{\"elements\": […], \"suivant\": …}" } ". Tant que " code { "suivant" }
                " n’est pas nul, redonnez-le dans " code { "apres" } "." }
            li { b { "Quotas. " } (nombre(page.quota as usize)) " demandes par minute et par jeton. Les en-têtes " code { "RateLimit-Remaining" } " et " code { "RateLimit-Reset" }
                " disent où vous en êtes\u{a0}; au-delà, la réponse est 429 avec " code { "Retry-After" } "." }
            li { b { "Corps. " } "Du JSON en UTF-8, 256\u{a0}Kio au plus." }
            li { b { "Évolutions. " } "Dans la version 1, des champs et des adresses s’ajoutent\u{a0}; rien n’est retiré ni ne change de sens." }
        }
    }
}

fn erreurs<'a>(page: &'a Api<'_>) -> impl Renderable + 'a {
    maud! {
        h2 #erreurs { "Erreurs" }
        p.mss-texte { "Tout refus est un " code { "application/problem+json" } " (RFC\u{a0}9457)\u{a0}: un code stable, une phrase, et les champs en cause." }
        div.fr-table { table {
            caption.fr-sr-only { "Codes d’erreur" }
            thead { tr { th scope="col" { "Code" } th scope="col" { "Statut" } th scope="col" { "Ce qui se passe" } } }
            tbody { @for erreur in &page.erreurs { tr #{ "erreur-" (erreur.id) } {
                th scope="row" { code { (erreur.id) } }
                td.mss-num { (erreur.statut) }
                td { %(typo(erreur.detail)) }
            } } }
        } }
    }
}

fn exemples<'a>(page: &'a Api<'_>) -> impl Renderable + 'a {
    maud! {
        h2 #exemples { "Exemples" }
        details.mss-donnees { summary { "Un service, de sa création à une mesure faite, avec curl" } pre { code { (page.curl) } } }
        details.mss-donnees { summary { "Un tableau de bord, en Python" } pre { code { (page.python) } } }
    }
}
