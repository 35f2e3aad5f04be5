//! Closed vocabularies in the published description: the words of the domain, never copied.

use domaine::vocabulaire::Vocabulaire;
use serde_json::Value;
use utoipa::openapi::{
    ArrayBuilder, ObjectBuilder,
    schema::{Array, Object, SchemaType, Type},
};

/// One word of a vocabulary.
pub(crate) fn mot<V: Vocabulaire>() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(V::TOUS.iter().map(|mot| mot.id())))
        .build()
}

/// One word, or null.
pub(crate) fn mot_ou_nul<V: Vocabulaire>() -> Object {
    let mots = V::TOUS.iter().map(|mot| Value::from(mot.id()));
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .enum_values(Some(mots.chain([Value::Null])))
        .build()
}

/// Any number of words, none twice.
pub(crate) fn mots<V: Vocabulaire>() -> Array {
    ArrayBuilder::new()
        .items(mot::<V>())
        .unique_items(true)
        .build()
}

/// At most `NOMBRE` texts of at most `LONGUEUR` characters.
pub(crate) fn textes<const LONGUEUR: usize, const NOMBRE: usize>() -> Array {
    let texte = ObjectBuilder::new()
        .schema_type(Type::String)
        .max_length(Some(LONGUEUR));
    ArrayBuilder::new()
        .items(texte.build())
        .max_items(Some(NOMBRE))
        .build()
}
