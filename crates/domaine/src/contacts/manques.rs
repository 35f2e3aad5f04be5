//! What is still missing of the contacts of a service, for its dossier.
//!
//! Invariant: a hint, never a refusal: nothing forbids going on without them. What is asked for
//! follows from what the service is: a host when someone else hosts it, a DPO when it holds
//! personal data.

use enumset::{EnumSet, enum_set};

use super::{ChampContacts, Contact, Contacts, Part, Partie};
use crate::organisations::TypeEntite;
use crate::reponses::Reponses;
use crate::vocabulaire::{ActiviteExternalisee, CategorieDonnees, TypeHebergement};

/// How far a part is filled in (`inventaire-fonctionnel.md` §2.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Etat {
    /// Nothing.
    ASaisir,
    /// Someone is named, and cannot be reached; or the nature of an access is not said.
    ACompleter,
    /// What the dossier needs is there.
    Complet,
}

/// A part the dossier of this service needs, and does not have yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manque {
    /// Which one.
    pub champ: ChampContacts,
    /// Begun, or not even that.
    pub commence: bool,
}

/// Data about people.
const PERSONNELLES: EnumSet<CategorieDonnees> = enum_set!(
    CategorieDonnees::DonneesSensibles
        | CategorieDonnees::DocumentsRHSensibles
        | CategorieDonnees::DonneesCaracterePersonnelPersonneARisque
        | CategorieDonnees::DonneesSituationFamilialeEconomiqueFinanciere
        | CategorieDonnees::DocumentsIdentifiants
        | CategorieDonnees::DonneesDIdentite
);

/// What the dossier of a service needs to say, and does not yet, the most needed first.
#[must_use]
pub fn manques(
    contacts: &Contacts,
    reponses: &Reponses,
    entite: Option<TypeEntite>,
) -> Vec<Manque> {
    let attendus = attendus(reponses, entite);
    let manque = |champ| match contacts.etat(champ) {
        Etat::Complet => None,
        etat => Some(Manque {
            champ,
            commence: etat == Etat::ACompleter,
        }),
    };
    attendus.into_iter().filter_map(manque).collect()
}

fn attendus(reponses: &Reponses, entite: Option<TypeEntite>) -> Vec<ChampContacts> {
    let externalisees = reponses.activites_externalisees;
    let heberge = matches!(
        reponses.type_hebergement,
        Some(TypeHebergement::Cloud | TypeHebergement::Saas)
    );
    let tous = [
        (ChampContacts::Autorite, true),
        (ChampContacts::Rssi, true),
        (ChampContacts::ChefDeProjet, true),
        (
            ChampContacts::Dpo,
            !reponses
                .categories_donnees_traitees
                .is_disjoint(PERSONNELLES),
        ),
        (ChampContacts::Aqssi, entite == Some(TypeEntite::Etat)),
        (ChampContacts::Hebergement, heberge),
        (
            ChampContacts::Maintenance,
            externalisees.contains(ActiviteExternalisee::AdministrationTechnique),
        ),
        (
            ChampContacts::Developpement,
            externalisees.contains(ActiviteExternalisee::DeveloppementLogiciel),
        ),
    ];
    let attendu = |(champ, attendu)| Some(champ).filter(|_| attendu);
    tous.into_iter().filter_map(attendu).collect()
}

impl Contacts {
    /// How far a part is filled in.
    #[must_use]
    pub fn etat(&self, champ: ChampContacts) -> Etat {
        match self.part(champ) {
            Part::Role(contact) => de(contact.est_vide(), contact.est_joignable()),
            Part::Roles(roles) => de(
                roles.is_empty(),
                roles.iter().all(|role| role.tenu_par.est_joignable()),
            ),
            Part::Parties(parties) => {
                de(parties.is_empty(), parties.iter().all(Partie::est_complete))
            }
        }
    }
}

impl Contact {
    /// Whether someone is named, and can be reached.
    fn est_joignable(&self) -> bool {
        let muet = self.courriel.is_empty() && self.telephone.is_empty();
        !self.nom.is_empty() && !muet
    }
}

impl Partie {
    /// Whether its access is said, and someone can be reached there.
    fn est_complete(&self) -> bool {
        let muette =
            self.point_contact.is_empty() && self.courriel.is_empty() && self.telephone.is_empty();
        !self.nature_acces.is_empty() && !muette
    }
}

const fn de(vide: bool, complet: bool) -> Etat {
    match (vide, complet) {
        (true, _) => Etat::ASaisir,
        (false, false) => Etat::ACompleter,
        (false, true) => Etat::Complet,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn champs(reponses: &Reponses, entite: Option<TypeEntite>) -> Vec<ChampContacts> {
        let manques = manques(&Contacts::default(), reponses, entite);
        assert!(manques.iter().all(|m| !m.commence));
        manques.into_iter().map(|m| m.champ).collect()
    }

    #[test]
    fn what_is_asked_for_follows_from_the_description() {
        use ChampContacts as C;
        let vide = Reponses::default();
        assert_eq!(champs(&vide, None), [C::Autorite, C::Rssi, C::ChefDeProjet]);
        let complet = Reponses {
            categories_donnees_traitees: CategorieDonnees::DonneesDIdentite.into(),
            type_hebergement: Some(TypeHebergement::Cloud),
            activites_externalisees: EnumSet::all(),
            ..Reponses::default()
        };
        assert_eq!(
            champs(&complet, Some(TypeEntite::Etat))[3..],
            [
                C::Dpo,
                C::Aqssi,
                C::Hebergement,
                C::Maintenance,
                C::Developpement
            ]
        );
        let interne = Reponses {
            categories_donnees_traitees: CategorieDonnees::DonneesTechniques.into(),
            type_hebergement: Some(TypeHebergement::OnPremise),
            ..Reponses::default()
        };
        assert_eq!(champs(&interne, Some(TypeEntite::Commune)).len(), 3);
    }

    #[test]
    fn a_name_alone_is_a_beginning() {
        let mut contacts = Contacts::default();
        contacts.autorite.nom = "Claire Morvan".to_owned();
        assert_eq!(contacts.etat(ChampContacts::Autorite), Etat::ACompleter);
        let manque = manques(&contacts, &Reponses::default(), None)[0];
        assert!(manque.commence && manque.champ == ChampContacts::Autorite);
        contacts.autorite.telephone = "02 99 00 00 00".to_owned();
        assert_eq!(contacts.etat(ChampContacts::Autorite), Etat::Complet);
        contacts.hebergement.push(Partie {
            nom: "Hébergeur".to_owned(),
            ..Partie::default()
        });
        assert_eq!(contacts.etat(ChampContacts::Hebergement), Etat::ACompleter);
    }
}
