//! Bottom of the page.

use crate::adresse::requete;
use crate::prelude::*;

const LIENS: [(&str, &str); 5] = [
    ("/accessibilite", "Accessibilité : non conforme"),
    ("/mentions-legales", "Mentions légales"),
    ("/donnees-personnelles", "Données personnelles"),
    ("/methode", "La méthode"),
    ("/api", "API"),
];

/// Legal pages, display, version.
pub(super) fn pied<'a>(cadre: &'a Cadre<'_>) -> impl Renderable + 'a {
    maud! {
        footer #pied .fr-footer role="contentinfo" tabindex="-1" { div.fr-container--fluid {
            ul.fr-footer__bottom-list {
                @for (adresse, nom) in LIENS {
                    li { a.fr-footer__bottom-link href=(adresse) { (nom) } }
                }
                li { a.fr-footer__bottom-link href={ "/affichage?" (requete(&[("retour", cadre.chemin)])) } {
                    "Affichage clair ou sombre"
                } }
            }
            p {
                "MonServiceSécurisé " (cadre.version)
                @if !cadre.organisation.is_empty() { " · " (cadre.organisation) }
                " · code source libre"
            }
        } }
    }
}
