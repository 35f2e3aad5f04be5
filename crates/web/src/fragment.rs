//! Answers some elements of a page when the browser's script asks for them by id.
//!
//! Invariant: the page is always built in full; a fragment is the exact bytes of its elements,
//! one after the other, or the whole page when one of them is not there.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};

/// Names the wanted elements in the request (ids separated by a space), and the returned ones
/// in the response.
pub(crate) const EN_TETE: HeaderName = HeaderName::from_static("mss-fragment");

/// No page of ours comes near this; beyond it the page is sent whole.
const TAILLE_MAX: usize = 4 * 1024 * 1024;

/// Replaces a HTML page by the elements the `Mss-Fragment` header names.
///
/// Every HTML answer varies on that header, so that no cache serves a fragment for a page.
pub(crate) async fn couche(request: Request, next: Next) -> Response {
    let voulu = voulu(request.headers()).map(str::to_owned);
    let lisible = matches!(*request.method(), Method::GET | Method::POST);
    let mut response = next.run(request).await;
    if !est_html(&response) {
        return response;
    }
    response
        .headers_mut()
        .append(header::VARY, HeaderValue::from_static("Mss-Fragment"));
    match voulu {
        Some(ids) if lisible => reduire(response, &ids).await,
        _ => response,
    }
}

/// The ids the browser's script asks for; none when it wants a page.
pub(crate) fn voulu(headers: &HeaderMap) -> Option<&str> {
    let ids = headers.get(&EN_TETE)?.to_str().ok()?;
    ids.split(' ').all(est_un_identifiant).then_some(ids)
}

async fn reduire(response: Response, ids: &str) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(octets) = to_bytes(body, TAILLE_MAX).await else {
        parts.status = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
        return Response::from_parts(parts, Body::empty());
    };
    let trouve = std::str::from_utf8(&octets)
        .ok()
        .and_then(|page| ids.split(' ').map(|id| element(page, id)).collect())
        .map(|elements: Vec<_>| elements.concat());
    let Some(morceau) = trouve else {
        return Response::from_parts(parts, Body::from(octets));
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    if let Ok(valeur) = HeaderValue::from_str(ids) {
        parts.headers.insert(EN_TETE, valeur);
    }
    Response::from_parts(parts, Body::from(morceau))
}

fn est_html(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|t| t.starts_with("text/html"))
}

fn est_un_identifiant(id: &str) -> bool {
    id.len() <= 64
        && id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// The element of `page` whose `id` attribute is `id`, from its start tag to its end tag.
///
/// `page` is our own well-formed output: attributes are quoted, elements of the same name nest.
/// Comments and the text of `script`, `style`, `textarea` and `title` are skipped as HTML does.
#[must_use]
pub fn element<'a>(page: &'a str, id: &str) -> Option<&'a str> {
    let mut balises = Balises { page, position: 0 };
    let debut = balises.find(|b| !b.fermante && b.attribut("id") == Some(id))?;
    if debut.est_vide() {
        return page.get(debut.debut..debut.fin);
    }
    if debut.texte_brut() {
        let fin = balises.find(|b| b.fermante && b.nom == debut.nom)?.fin;
        return page.get(debut.debut..fin);
    }
    let mut profondeur = 1_usize;
    for balise in balises.filter(|b| b.nom == debut.nom && !b.est_vide()) {
        if !balise.fermante {
            profondeur += 1;
            continue;
        }
        profondeur -= 1;
        if profondeur == 0 {
            return page.get(debut.debut..balise.fin);
        }
    }
    None
}

#[derive(Clone, Copy)]
struct Balise<'a> {
    nom: &'a str,
    attributs: &'a str,
    fermante: bool,
    debut: usize,
    fin: usize,
}

impl<'a> Balise<'a> {
    /// The raw value of a quoted attribute. Ids hold no character that HTML escapes.
    fn attribut(&self, cherche: &str) -> Option<&'a str> {
        let mut reste = self.attributs;
        loop {
            reste = reste.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            let fin = reste.find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/')?;
            let (nom, suite) = reste.split_at(fin);
            let Some(valeur) = suite.strip_prefix('=') else {
                reste = suite;
                continue;
            };
            let guillemet = valeur.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let (valeur, suite) = valeur.get(1..)?.split_once(guillemet)?;
            if nom == cherche {
                return Some(valeur);
            }
            reste = suite;
        }
    }

    fn est_vide(&self) -> bool {
        const VIDES: [&str; 13] = [
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
            "track", "wbr",
        ];
        self.attributs.ends_with('/') || VIDES.contains(&self.nom)
    }

    fn texte_brut(&self) -> bool {
        matches!(self.nom, "script" | "style" | "textarea" | "title")
    }
}

/// Reads the tags of a page in order.
struct Balises<'a> {
    page: &'a str,
    position: usize,
}

impl<'a> Balises<'a> {
    fn sauter_jusqua(&mut self, motif: &str) -> Option<()> {
        let ecart = self.page.get(self.position..)?.find(motif)?;
        self.position += ecart;
        Some(())
    }

    /// The end of a tag: the first `>` that is not inside a quoted value.
    fn fin_de_balise(&self, depuis: usize) -> Option<usize> {
        let mut guillemet = None;
        for (i, c) in self.page.get(depuis..)?.char_indices() {
            match (guillemet, c) {
                (None, '>') => return Some(depuis + i),
                (None, '"' | '\'') => guillemet = Some(c),
                (Some(g), c) if g == c => guillemet = None,
                _ => {}
            }
        }
        None
    }
}

impl<'a> Iterator for Balises<'a> {
    type Item = Balise<'a>;

    fn next(&mut self) -> Option<Balise<'a>> {
        loop {
            self.sauter_jusqua("<")?;
            let debut = self.position;
            let reste = self.page.get(debut..)?;
            if reste.starts_with("<!--") {
                self.sauter_jusqua("-->")?;
                self.position += 3;
                continue;
            }
            let fermante = reste.starts_with("</");
            let debut_nom = debut + if fermante { 2 } else { 1 };
            if !self
                .page
                .get(debut_nom..)?
                .starts_with(|c: char| c.is_ascii_alphabetic())
            {
                self.position = debut + 1;
                continue;
            }
            let chevron = self.fin_de_balise(debut_nom)?;
            let contenu = self.page.get(debut_nom..chevron)?;
            let (nom, attributs) = contenu
                .find(|c: char| c.is_ascii_whitespace() || c == '/')
                .map_or((contenu, ""), |i| contenu.split_at(i));
            let balise = Balise {
                nom,
                attributs,
                fermante,
                debut,
                fin: chevron + 1,
            };
            self.position = balise.fin;
            if !fermante && balise.texte_brut() {
                self.sauter_jusqua(&format!("</{nom}"))?;
            }
            return Some(balise);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::element;

    const PAGE: &str = r#"<!DOCTYPE html><html><head><title>a <div id="liste"> b</title></head>
<body><!-- <div id="liste">non</div> --><p data-x="<div id='liste'>">1 < 2</p>
<div class="a" id="liste"><div>un</div><br><input type="text" value="</div>"><textarea></div></textarea><div><div>deux</div></div></div>
<p id="seul">é</p><input id="champ" required><textarea id="zone"><p></textarea><svg id="dessin"><path d="M0 0"/></svg></body></html>"#;

    #[test]
    fn returns_the_exact_element() {
        assert_eq!(
            element(PAGE, "liste"),
            Some(
                r#"<div class="a" id="liste"><div>un</div><br><input type="text" value="</div>"><textarea></div></textarea><div><div>deux</div></div></div>"#
            )
        );
        assert_eq!(element(PAGE, "seul"), Some(r#"<p id="seul">é</p>"#));
        assert_eq!(
            element(PAGE, "champ"),
            Some(r#"<input id="champ" required>"#)
        );
        assert_eq!(
            element(PAGE, "zone"),
            Some(r#"<textarea id="zone"><p></textarea>"#)
        );
        assert_eq!(
            element(PAGE, "dessin"),
            Some(r#"<svg id="dessin"><path d="M0 0"/></svg>"#)
        );
    }

    #[test]
    fn an_unknown_or_unclosed_element_is_nothing() {
        assert_eq!(element(PAGE, "absent"), None);
        assert_eq!(element("<div id=\"a\"><div></div>", "a"), None);
        assert_eq!(element("<div id=\"a", "a"), None);
        assert_eq!(element("", "a"), None);
    }
}
