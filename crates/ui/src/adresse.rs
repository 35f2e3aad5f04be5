//! Addresses of the product's pages, and query strings.

use uuid::Uuid;

/// Address of a page of a service: `/services/{id}/{suite}`.
#[must_use]
pub fn service(id: Uuid, suite: &str) -> String {
    format!("/services/{id}/{suite}")
}

/// Address of a page of an organisation: `/organisations/{id}[/{suite}]`.
#[must_use]
pub fn organisation(id: Uuid, suite: &str) -> String {
    let barre = if suite.is_empty() { "" } else { "/" };
    format!("/organisations/{id}{barre}{suite}")
}

/// Writes pairs as a query string, empty values left out: `q=a%20b&niveau=niveau1`.
#[must_use]
pub fn requete(paires: &[(&str, &str)]) -> String {
    let mut texte = String::new();
    for (nom, valeur) in paires.iter().filter(|(_, valeur)| !valeur.is_empty()) {
        if !texte.is_empty() {
            texte.push('&');
        }
        texte.push_str(nom);
        texte.push('=');
        for octet in valeur.bytes() {
            if octet.is_ascii_alphanumeric() || b"-_.~".contains(&octet) {
                texte.push(char::from(octet));
            } else {
                texte.push_str(&format!("%{octet:02X}"));
            }
        }
    }
    texte
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_percent_encoded_and_empty_ones_left_out() {
        assert_eq!(
            requete(&[("q", "été & co"), ("niveau", ""), ("tri", "nom")]),
            "q=%C3%A9t%C3%A9%20%26%20co&tri=nom"
        );
    }
}
