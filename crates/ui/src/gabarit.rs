//! The layout every page goes through.
//!
//! Invariant: one `main`, one `h1` (in it), skip links first, and nothing inline: neither script
//! nor style.

mod entete;
mod pied;

use crate::prelude::*;
use entete::{bande, bandeau_demo, entete};
use hypertext::{Buffer, Rendered};
use pied::pied;
use uuid::Uuid;

/// Addresses of the files of the theme, with what makes them change when they change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ressources {
    /// The style sheets, in order.
    pub feuilles: Vec<String>,
    /// The page script.
    pub js: String,
    /// The sprite of icons.
    pub icones: String,
    /// The icon of the site.
    pub favicon: String,
}

/// Light, dark; neither (`None` in [`Cadre`]): what the reader's system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on white.
    Clair,
    /// Light ink on black.
    Sombre,
}

impl Theme {
    /// The value kept in the cookie.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Clair => "clair",
            Self::Sombre => "sombre",
        }
    }

    /// Reads the value kept in the cookie.
    #[must_use]
    pub fn depuis_id(id: &str) -> Option<Self> {
        [Self::Clair, Self::Sombre]
            .into_iter()
            .find(|theme| theme.id() == id)
    }
}

/// Entries of the main menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The public home page.
    Accueil,
    /// The services.
    Services,
    /// The library of models of measures.
    Modeles,
    /// The organisations one works for.
    Organisations,
    /// How the product counts.
    Methode,
}

/// How a message of the layout is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ton {
    /// It worked.
    Succes,
    /// Something to know.
    Info,
    /// Something to look at.
    Alerte,
    /// It did not work.
    Erreur,
}

/// What has just happened, shown once at the top of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Avis {
    /// How it is drawn.
    pub ton: Ton,
    /// One or two sentences.
    pub texte: String,
}

/// What a page needs to know about the request, the same for every page.
pub struct Cadre<'a> {
    /// Who runs this installation ("Ville de Saint-Aubin"); empty when not set.
    pub organisation: &'a str,
    /// Full name of the signed-in person.
    pub personne: Option<&'a str>,
    /// Anti-forgery token of the session, masked for this page; empty when there is no session.
    pub jeton: &'a str,
    /// A fresh operation id for each form of the page.
    pub operation: &'a (dyn Fn() -> Uuid + Sync),
    /// What the reader chose, if anything.
    pub theme: Option<Theme>,
    /// Files of the theme.
    pub ressources: &'a Ressources,
    /// Message left by the previous page.
    pub avis: Option<&'a Avis>,
    /// True in `mss demo`: a banner says so.
    pub demonstration: bool,
    /// Path and query of this page, where the display form comes back to.
    pub chemin: &'a str,
    /// Version of the product.
    pub version: &'a str,
}

/// The open service: its name, three facts, and its sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bande {
    /// Key of the service, in addresses.
    pub service: Uuid,
    /// Its name.
    pub nom: String,
    /// Its level of needs, once chosen.
    pub niveau: Option<domaine::vocabulaire::NiveauSecurite>,
    /// Its index in hundredths, once it has measures.
    pub indice: Option<u16>,
    /// What others changed since the person's last visit, if anything.
    pub nouveautes: Option<Nouveautes>,
    /// The section on screen.
    pub section: SectionService,
}

/// How much others changed since a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nouveautes {
    /// When that visit ended.
    pub depuis: jiff::Timestamp,
    /// How many changes, at least 1.
    pub nombre: usize,
}

/// Sections of a service, in the order of the band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionService {
    /// The plain questions.
    EtatDesLieux,
    /// The personalised list.
    Mesures,
    /// The index.
    IndiceCyber,
    /// The risks.
    Risques,
    /// The answers that describe it.
    Description,
    /// Who answers for what.
    Contacts,
    /// Who works on it.
    Equipe,
    /// What happened.
    Journal,
}

/// A page: its name, its place, its content.
pub trait Vue {
    /// Name of the page, first words of the browser's tab.
    fn titre(&self) -> String;

    /// Entry of the main menu it belongs to.
    fn section(&self) -> Option<Section> {
        None
    }

    /// Band of the open service.
    fn bande(&self) -> Option<&Bande> {
        None
    }

    /// What goes into `main`, its `h1` included.
    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable;
}

/// What follows the name of a page in the browser's tab.
pub(crate) const SUFFIXE: &str = " · MonServiceSécurisé";

/// Room made for a page at first, in bytes: most fit in.
const PAGE: usize = 64 << 10;

/// The whole page.
pub fn document(cadre: &Cadre<'_>, vue: &impl Vue) -> Rendered<String> {
    let titre = vue.titre();
    let publique = cadre.personne.is_none();
    // XSS SAFETY: it is empty.
    let mut page = Buffer::dangerously_from_string(String::with_capacity(PAGE));
    maud! {
        !DOCTYPE
        html lang="fr" data-theme=[cadre.theme.map(attribut_theme)] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content=(if publique { "index, follow" } else { "noindex" });
                title { (titre) (SUFFIXE) }
                link rel="icon" type="image/svg+xml" href=(cadre.ressources.favicon);
                @for feuille in &cadre.ressources.feuilles { link rel="stylesheet" href=(feuille); }
                script src=(cadre.ressources.js) defer {}
            }
            body.mss-public[publique] {
                div.fr-skiplinks {
                    nav.fr-container aria-label="Accès rapide" {
                        ul.fr-skiplinks__list {
                            li { a.fr-link href="#contenu" { "Contenu" } }
                            li { a.fr-link href="#menu" { "Menu" } }
                            li { a.fr-link href="#pied" { "Pied de page" } }
                        }
                    }
                }
                @if cadre.demonstration { (bandeau_demo()) }
                (entete(cadre, vue.section()))
                @if let Some(service) = vue.bande() { (bande(service)) }
                main #contenu tabindex="-1" {
                    @if let Some(avis) = cadre.avis {
                        div.fr-container--fluid.mss-avis { (crate::composants::avis(avis)) }
                    }
                    (vue.contenu(cadre))
                }
                p #annonce .fr-sr-only role="status" {}
                (pied(cadre))
            }
        }
    }
    .render_to(&mut page);
    page.rendered()
}

const fn attribut_theme(theme: Theme) -> &'static str {
    match theme {
        Theme::Clair => "light",
        Theme::Sombre => "dark",
    }
}
