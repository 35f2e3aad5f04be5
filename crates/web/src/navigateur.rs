//! A browser in a few words, so that people recognise their own sessions.
//!
//! Invariant: only words of ours come out, never what the browser sent.

use axum::http::{HeaderMap, header};

/// Marks of browsers: those that also bear another's mark come first.
const NAVIGATEURS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

const SYSTEMES: [(&str, &str); 7] = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// "Firefox sur Linux"; empty when nothing is recognised.
pub(crate) fn decrire(headers: &HeaderMap) -> String {
    let annonce = headers.get(header::USER_AGENT);
    let annonce = annonce.and_then(|v| v.to_str().ok()).unwrap_or_default();
    let trouver = |marques: &[(&str, &'static str)]| {
        let trouve = marques.iter().find(|(marque, _)| annonce.contains(marque));
        trouve.map(|(_, nom)| *nom)
    };
    match (trouver(&NAVIGATEURS), trouver(&SYSTEMES)) {
        (Some(nom), Some(systeme)) => format!("{nom} sur {systeme}"),
        (Some(seul), None) | (None, Some(seul)) => seul.to_owned(),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_browsers_are_named() {
        for (annonce, attendu) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
                "Firefox sur Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0",
                "Edge sur Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari sur iPhone",
            ),
            ("<script>alert(1)</script>", ""),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, annonce.parse().unwrap());
            assert_eq!(decrire(&headers), attendu);
        }
        assert_eq!(decrire(&HeaderMap::new()), "");
    }
}
