//! What the library can be filtered by, and the addresses that say so.

use crate::adresse::requete;
use domaine::complements::RoleComplement;
use domaine::specifiques::Provenance;
use domaine::vocabulaire::Categorie;

/// What the person asked to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiltresModeles {
    /// Words of the text.
    pub q: String,
    /// Only this category.
    pub categorie: Option<Categorie>,
    /// Only from there.
    pub provenance: Option<Provenance>,
    /// Only complementary measures usually carried by them.
    pub role: Option<RoleComplement>,
}

impl FiltresModeles {
    /// Whether something is left out, the provenance apart.
    #[must_use]
    pub fn actifs(&self) -> bool {
        !self.q.is_empty() || self.categorie.is_some() || self.role.is_some()
    }

    /// The page `base` seen this way: `/modeles?q=…`.
    #[must_use]
    pub fn adresse_sous(&self, base: &str) -> String {
        let paires = [
            ("q", self.q.as_str()),
            ("categorie", self.categorie.map_or("", Categorie::id)),
            ("provenance", self.provenance.map_or("", Provenance::id)),
            ("role", self.role.map_or("", RoleComplement::id)),
        ];
        match requete(&paires) {
            vide if vide.is_empty() => base.to_owned(),
            requete => format!("{base}?{requete}"),
        }
    }

    /// Prefix of the addresses of the pages of the list at `base`: ends with `page=`.
    #[must_use]
    pub fn pages(&self, base: &str) -> String {
        let adresse = self.adresse_sous(base);
        let lien = if adresse.contains('?') { '&' } else { '?' };
        format!("{adresse}{lien}page=")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_only_what_is_asked() {
        let filtres = FiltresModeles::default();
        assert_eq!(filtres.adresse_sous("/modeles"), "/modeles");
        assert_eq!(filtres.pages("/modeles"), "/modeles?page=");
        let filtres = FiltresModeles {
            q: "clé".to_owned(),
            provenance: Some(Provenance::Miens),
            ..filtres
        };
        assert_eq!(
            filtres.pages("/modeles"),
            "/modeles?q=cl%C3%A9&provenance=miens&page="
        );
    }
}
