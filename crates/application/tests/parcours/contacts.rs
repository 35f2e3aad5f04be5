//! Who answers for what: prefilled from the team, edited by two people at once, no right by itself.

use application::Error;
use application::acces;
use application::contacts::{ModifierContacts, contacts, modifier_contacts};
use domaine::contacts::{ChampContacts, Contacts};
use domaine::droits::Role;

use crate::monde::Monde;

sur_les_deux_moteurs!(
    the_team_is_proposed_and_nothing_is_written_for_it,
    two_parts_merge_and_the_same_one_shows_both,
    naming_someone_opens_nothing,
);

fn ecrire(
    ctx: &application::Context,
    service: uuid::Uuid,
    version: i64,
    champ: ChampContacts,
    nom: &str,
) -> ModifierContacts {
    let mut saisie = Contacts::default();
    nom.clone_into(&mut saisie.role_mut(champ).unwrap().nom);
    ModifierContacts {
        operation: ctx.nouvel_id(),
        service,
        version,
        champs: vec![champ],
        saisie,
        stricte: false,
    }
}

async fn the_team_is_proposed_and_nothing_is_written_for_it(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    monde.collegue(&claire, id, "karim", Role::Rssi).await;
    let lus = contacts(&claire, id).await.unwrap();
    assert_eq!((lus.version, lus.contacts), (0, Contacts::default()));
    let proposes: Vec<_> = lus.propositions.iter().map(|p| p.champ).collect();
    assert_eq!(proposes, [ChampContacts::ChefDeProjet, ChampContacts::Rssi]);
    assert_eq!(lus.propositions[1].contact.courriel, "karim@demo.example");
    assert_eq!(lus.manques[0].champ, ChampContacts::Autorite);
}

async fn two_parts_merge_and_the_same_one_shows_both(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let karim = monde.collegue(&claire, id, "karim", Role::Rssi).await;
    let une = ecrire(&claire, id, 0, ChampContacts::Autorite, "Anne Roy");
    assert_eq!(modifier_contacts(&claire, &une).await.unwrap().version, 1);
    // Loaded before Claire saved, about another role: both are kept.
    let deux = ecrire(&karim, id, 0, ChampContacts::Dpo, "Léa Blin");
    assert_eq!(modifier_contacts(&karim, &deux).await.unwrap().version, 2);
    let lus = contacts(&claire, id).await.unwrap().contacts;
    assert_eq!(
        (lus.autorite.nom.as_str(), lus.dpo.nom.as_str()),
        ("Anne Roy", "Léa Blin")
    );
    // About the same role: nothing is written, both are shown.
    let trois = ecrire(&karim, id, 0, ChampContacts::Autorite, "Paul Petit");
    let Err(Error::ConflitContacts(conflit)) = modifier_contacts(&karim, &trois).await else {
        panic!("two values of one role");
    };
    assert_eq!(conflit.en_place.autorite.nom, "Anne Roy");
    assert_eq!(conflit.les_miens.autorite.nom, "Paul Petit");
    let stricte = ModifierContacts {
        stricte: true,
        ..ecrire(&karim, id, 1, ChampContacts::Moa, "Paul Petit")
    };
    let refus = modifier_contacts(&karim, &stricte).await;
    assert!(matches!(refus, Err(Error::VersionDepassee)));
}

async fn naming_someone_opens_nothing(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let paul = monde.personne("paul").await;
    let id = monde.service(&claire).await;
    let lea = monde.collegue(&claire, id, "lea", Role::Lecteur).await;
    let nommer = ecrire(&claire, id, 0, ChampContacts::Autorite, "paul Martin");
    modifier_contacts(&claire, &nommer).await.unwrap();
    assert!(acces::ouvrir(&paul, id).await.is_err());
    assert!(contacts(&lea, id).await.is_ok());
    let refus = modifier_contacts(&lea, &ecrire(&lea, id, 1, ChampContacts::Moa, "Léa")).await;
    assert!(matches!(refus, Err(Error::Interdit(_))));
}
