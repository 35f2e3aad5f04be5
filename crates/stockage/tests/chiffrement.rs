//! Properties of the envelopes: what is closed for a place opens there, unchanged, and nowhere
//! else.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use proptest::prelude::*;
use stockage::ports::AleaFixe;
use stockage::{CauseChiffrement, Coffre, Error, Lieu, Trousseau};

const TABLES: [&str; 3] = ["comptes", "mesures", "sessions"];
const COLONNES: [&str; 2] = ["document", "corps"];

fn coffre(graine: u32) -> Coffre {
    let trousseau = Trousseau::generer(&AleaFixe::new(graine)).unwrap();
    Coffre::new(&trousseau, Arc::new(AleaFixe::new(graine + 1_000)))
}

fn lieu() -> impl Strategy<Value = Lieu> {
    (0..TABLES.len(), 0..COLONNES.len(), "[a-c]{0,2}/[a-c]{0,2}")
        .prop_map(|(table, colonne, ligne)| Lieu::new(TABLES[table], COLONNES[colonne], ligne))
}

fn meme(un: &Lieu, deux: &Lieu) -> bool {
    (un.table, un.colonne, &un.ligne) == (deux.table, deux.colonne, &deux.ligne)
}

proptest! {
    #[test]
    fn what_is_closed_opens_unchanged(lieu in lieu(), clair in any::<Vec<u8>>()) {
        let coffre = coffre(1);
        let enveloppe = coffre.fermer(&lieu, &clair).unwrap();
        prop_assert_eq!(&*coffre.ouvrir(&lieu, &enveloppe).unwrap(), &clair);
        let seconde = coffre.fermer(&lieu, &clair).unwrap();
        prop_assert_ne!(enveloppe, seconde, "the nonce changes");
    }

    #[test]
    fn another_place_does_not_open(ici in lieu(), la in lieu(), clair in any::<Vec<u8>>()) {
        prop_assume!(!meme(&ici, &la));
        let coffre = coffre(1);
        let enveloppe = coffre.fermer(&ici, &clair).unwrap();
        let altere = matches!(
            coffre.ouvrir(&la, &enveloppe),
            Err(Error::Chiffrement { cause: CauseChiffrement::Altere, .. })
        );
        prop_assert!(altere);
    }

    #[test]
    fn any_altered_bit_is_seen(
        lieu in lieu(),
        clair in any::<Vec<u8>>(),
        rang in any::<prop::sample::Index>(),
        bit in 0..8_u8,
    ) {
        let coffre = coffre(1);
        let mut enveloppe = coffre.fermer(&lieu, &clair).unwrap();
        let rang = rang.index(enveloppe.len());
        enveloppe[rang] ^= 1 << bit;
        let refus = matches!(coffre.ouvrir(&lieu, &enveloppe), Err(Error::Chiffrement { .. }));
        prop_assert!(refus);
    }

    #[test]
    fn any_bytes_are_refused_without_a_panic(lieu in lieu(), octets in any::<Vec<u8>>()) {
        let refus = matches!(coffre(1).ouvrir(&lieu, &octets), Err(Error::Chiffrement { .. }));
        prop_assert!(refus);
    }

    #[test]
    fn another_keyring_does_not_open(lieu in lieu(), clair in any::<Vec<u8>>()) {
        let enveloppe = coffre(1).fermer(&lieu, &clair).unwrap();
        let inconnue = matches!(
            coffre(2).ouvrir(&lieu, &enveloppe),
            Err(Error::Chiffrement { cause: CauseChiffrement::CleInconnue(_), .. })
        );
        prop_assert!(inconnue);
    }

    #[test]
    fn blind_index_ignores_case_and_spaces_only(nom in "[a-z]{1,8}", autre in "[a-z]{1,8}") {
        let coffre = coffre(1);
        let index = |texte: &str| coffre.index_courriel(texte);
        let courriel = format!("{nom}@ville.example");
        prop_assert_eq!(index(&courriel), index(&format!(" {} ", courriel.to_uppercase())));
        prop_assert_eq!(nom == autre, index(&courriel) == index(&format!("{autre}@ville.example")));
        prop_assert_ne!(index(&courriel), self::coffre(2).index_courriel(&courriel));
    }
}

/// A fixed envelope, computed by another implementation as well: changing the format or a
/// derivation would make every database unreadable.
#[test]
fn format_is_stable() {
    let lieu = Lieu::new("comptes", "document", "1");
    let enveloppe = coffre(1).fermer(&lieu, b"clair").unwrap();
    let texte: String = enveloppe.iter().map(|o| format!("{o:02x}")).collect();
    assert_eq!(
        texte,
        "01086362626334383735309d67372938fd17ef9b10c1159ddc6e8d75c2f8a95de9a971da8e081fc7b8a1f1"
    );
}
