//! Reads an object from an object only.
//!
//! Invariant: what serde derives for a struct also takes a list, by position; behind this, at
//! every depth, it is refused, and everything else reads as before.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// A deserializer, or whatever it hands to what is read, made strict.
pub(super) struct Strict<T>(pub(super) T);

/// A struct is asked for as a map: a list is then of another type.
macro_rules! transmettre {
    ($($methode:ident($($nom:ident: $genre:ty),*);)+) => { $(
        fn $methode<V: Visitor<'de>>(
            self,
            $($nom: $genre,)*
            visiteur: V,
        ) -> Result<V::Value, Self::Error> {
            self.0.$methode($($nom,)* Strict(visiteur))
        }
    )+ };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<D> {
    type Error = D::Error;

    transmettre! {
        deserialize_any();
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_unit();
        deserialize_unit_struct(nom: &'static str);
        deserialize_newtype_struct(nom: &'static str);
        deserialize_seq();
        deserialize_tuple(taille: usize);
        deserialize_tuple_struct(nom: &'static str, taille: usize);
        deserialize_map();
        deserialize_enum(nom: &'static str, variantes: &'static [&'static str]);
        deserialize_identifier();
        deserialize_ignored_any();
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visiteur: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Strict(visiteur))
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

macro_rules! recevoir {
    ($($methode:ident($genre:ty);)+) => { $(
        fn $methode<E: Error>(self, valeur: $genre) -> Result<V::Value, E> {
            self.0.$methode(valeur)
        }
    )+ };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Strict<V> {
    type Value = V::Value;

    recevoir! {
        visit_bool(bool);
        visit_i64(i64);
        visit_i128(i128);
        visit_u64(u64);
        visit_u128(u128);
        visit_f64(f64);
        visit_char(char);
        visit_str(&str);
        visit_borrowed_str(&'de str);
        visit_string(String);
        visit_bytes(&[u8]);
    }

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Strict(d))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Strict(d))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, acces: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Strict(acces))
    }

    fn visit_map<A: MapAccess<'de>>(self, acces: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Strict(acces))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, acces: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Strict(acces))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Strict<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Strict(d))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        graine: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Strict(graine))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        graine: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(graine)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        graine: S,
    ) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Strict(graine))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Strict<A> {
    type Error = A::Error;
    type Variant = Strict<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        graine: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        let (mot, contenu) = self.0.variant_seed(graine)?;
        Ok((mot, Strict(contenu)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        graine: S,
    ) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(Strict(graine))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        taille: usize,
        visiteur: V,
    ) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(taille, Strict(visiteur))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visiteur: V,
    ) -> Result<V::Value, A::Error> {
        self.0.newtype_variant_seed(Objet(visiteur))
    }
}

/// The fields of a variant, asked for as a map.
struct Objet<V>(V);

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Objet<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<V::Value, D::Error> {
        d.deserialize_map(Strict(self.0))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Point {
        x: i32,
        y: Option<i32>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    enum Forme {
        Rien,
        Autour(Point),
        Entre { debut: Point, fin: (i32, i32) },
    }

    fn lire<T: DeserializeOwned>(texte: &str) -> Result<T, String> {
        let mut lecteur = serde_json::Deserializer::from_str(texte);
        serde_path_to_error::deserialize(Strict(&mut lecteur)).map_err(|e| e.path().to_string())
    }

    #[test]
    fn a_list_is_never_an_object_wherever_it_stands() {
        let point = |texte| lire::<Point>(texte);
        assert_eq!(point(r#"{"x":1,"y":2}"#), Ok(Point { x: 1, y: Some(2) }));
        assert_eq!(point("[1,2]"), Err(".".to_owned()));
        let liste = lire::<Vec<Point>>(r#"[{"x":1},[1,2]]"#);
        assert_eq!(liste, Err("[1]".to_owned()));
        let par_nom = lire::<BTreeMap<String, Option<Point>>>(r#"{"a":null,"b":[1,2]}"#);
        assert_eq!(par_nom, Err("b".to_owned()));
        let profond = lire::<BTreeMap<String, Vec<(i32, Point)>>>(r#"{"a":[[1,[1,2]]]}"#);
        assert_eq!(profond, Err("a[0][1]".to_owned()));
        for texte in [
            r#"{"Autour":[1,2]}"#,
            r#"{"Entre":[{"x":1},[1,2]]}"#,
            r#"{"Entre":{"debut":[1,2],"fin":[1,2]}}"#,
        ] {
            assert!(lire::<Forme>(texte).is_err(), "{texte}");
        }
    }

    #[test]
    fn everything_else_reads_as_before() {
        assert_eq!(lire::<Forme>(r#""Rien""#), Ok(Forme::Rien));
        let entre = lire::<Forme>(r#"{"Entre":{"debut":{"x":1},"fin":[1,2]}}"#);
        let (debut, fin) = (Point { x: 1, y: None }, (1, 2));
        assert_eq!(entre, Ok(Forme::Entre { debut, fin }));
        let texte = r#"{"a":[1,-2,3.5,"é\n",null,true,{"b":[]}]}"#;
        let valeur: serde_json::Value = serde_json::from_str(texte).unwrap();
        assert_eq!(lire(texte), Ok(valeur));
        assert_eq!(lire::<Option<Vec<u8>>>("null"), Ok(None));
    }
}
