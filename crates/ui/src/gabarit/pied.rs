//! Bottom of the page.

use crate::prelude::*;

const LIENS: [(&str, &str); 5] = [
    ("/accessibilite", "Accessibilité : non conforme"),
    ("/mentions-legales", "Mentions légales"),
    ("/donnees-personnelles", "Données personnelles"),
    ("/methode", "La méthode"),
    ("/affichage", "Affichage clair ou sombre"),
];

/// Legal pages, display, version.
pub(super) fn pied<'a>(cadre: &'a Cadre<'_>) -> impl Renderable + 'a {
    maud! {
        footer #pied .fr-footer role="contentinfo" tabindex="-1" { div.fr-container--fluid {
            ul.fr-footer__bottom-list {
                @for (adresse, nom) in LIENS {
                    li { a.fr-footer__bottom-link href=(adresse) { (nom) } }
                }
            }
            p {
                "MonServiceSécurisé " (cadre.version)
                @if !cadre.organisation.is_empty() { " · service de " (cadre.organisation) }
                " · code source libre"
            }
        } }
    }
}
