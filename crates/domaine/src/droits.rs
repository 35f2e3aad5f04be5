//! Who may do what on a service: the only table of rights.
//!
//! Invariant: whoever has no role on a service may do nothing at all, not even learn that it exists.
//! To add an action, add its word and its line: the snapshot test shows what changed.

use enumset::{EnumSet, enum_set};
use serde::Serialize;

vocabulaire! {
    /// What a person is for a service.
    Role {
        Proprietaire = "proprietaire",
        Contributeur = "contributeur",
        Lecteur = "lecteur",
        Autorite = "autorite",
        Rssi = "rssi",
        Dpo = "dpo",
    }

    /// A part of a service: what a contributor writes may be limited to some of them (F27).
    Rubrique {
        /// Its description and its level of needs.
        Decrire = "decrire",
        /// Where its measures stand, and those of its own.
        Securiser = "securiser",
        /// Its risks.
        Risques = "risques",
    }

    /// What one may want to do with a service.
    Action {
        /// See everything the service holds.
        Lire = "lire",
        /// Change its description and its level of needs.
        Decrire = "decrire",
        /// Say where measures stand, add specific ones.
        Securiser = "securiser",
        /// Decide of its risks, add some, link them to measures.
        GererRisques = "gererRisques",
        /// Write to the team about a measure or a risk.
        Commenter = "commenter",
        /// Make a new service out of it.
        Dupliquer = "dupliquer",
        /// Invite, change a role, remove a person.
        GererEquipe = "gererEquipe",
        /// Put it in the bin.
        Supprimer = "supprimer",
        /// Take it out of the bin.
        Restaurer = "restaurer",
    }

    /// How far a token of the API goes, within what its owner may do.
    Portee {
        /// Nothing is changed.
        Lecture = "lecture",
        /// Everything its owner may do.
        Ecriture = "ecriture",
    }
}

impl Portee {
    /// Whether a token of this scope may ask for this at all.
    #[must_use]
    pub fn permet(self, action: Action) -> bool {
        self == Self::Ecriture || action == Action::Lire
    }
}

impl Action {
    /// The part of the service it changes, when a contributor may be kept out of it.
    #[must_use]
    pub const fn rubrique(self) -> Option<Rubrique> {
        match self {
            Self::Decrire => Some(Rubrique::Decrire),
            Self::Securiser => Some(Rubrique::Securiser),
            Self::GererRisques => Some(Rubrique::Risques),
            Self::Lire
            | Self::Commenter
            | Self::Dupliquer
            | Self::GererEquipe
            | Self::Supprimer
            | Self::Restaurer => None,
        }
    }
}

/// What each role may do at most.
const DROITS: [(Role, EnumSet<Action>); 6] = [
    (Role::Proprietaire, EnumSet::all()),
    (
        Role::Contributeur,
        enum_set!(
            Action::Lire
                | Action::Decrire
                | Action::Securiser
                | Action::GererRisques
                | Action::Commenter
                | Action::Dupliquer
        ),
    ),
    (Role::Lecteur, enum_set!(Action::Lire | Action::Dupliquer)),
    (Role::Autorite, enum_set!(Action::Lire | Action::Commenter)),
    (
        Role::Rssi,
        enum_set!(
            Action::Lire
                | Action::Securiser
                | Action::GererRisques
                | Action::Commenter
                | Action::Dupliquer
        ),
    ),
    (Role::Dpo, enum_set!(Action::Lire | Action::Commenter)),
];

/// What a person holds on a service: a role and, for a contributor, the parts one writes in.
///
/// Written as the role alone when it is not limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "Ecrite")]
pub struct Habilitation {
    /// The role.
    pub role: Role,
    /// The parts a contributor writes in, the others being read; all of them for any other role.
    pub rubriques: EnumSet<Rubrique>,
}

/// An [`Habilitation`] as the journal says it.
#[derive(Serialize)]
#[serde(untagged)]
enum Ecrite {
    Entiere(Role),
    Limitee {
        role: Role,
        rubriques: EnumSet<Rubrique>,
    },
}

impl From<Habilitation> for Ecrite {
    fn from(Habilitation { role, rubriques }: Habilitation) -> Self {
        if rubriques == EnumSet::all() {
            Self::Entiere(role)
        } else {
            Self::Limitee { role, rubriques }
        }
    }
}

impl From<Role> for Habilitation {
    fn from(role: Role) -> Self {
        Self {
            role,
            rubriques: EnumSet::all(),
        }
    }
}

impl Habilitation {
    /// A role limited to these parts; only a contributor's can be.
    #[must_use]
    pub fn limitee(role: Role, rubriques: EnumSet<Rubrique>) -> Self {
        match role {
            Role::Contributeur => Self { role, rubriques },
            _ => role.into(),
        }
    }

    /// Whether it is limited to some parts.
    #[must_use]
    pub fn est_limitee(self) -> bool {
        self.rubriques != EnumSet::all()
    }

    /// Whether it allows this.
    #[must_use]
    pub fn permet(self, action: Action) -> bool {
        let dans = |rubrique| self.rubriques.contains(rubrique);
        autorise(self.role, action) && action.rubrique().is_none_or(dans)
    }
}

/// Whether a person with this role on a service, limited to no part of it, may do this to it.
#[must_use]
pub fn autorise(role: Role, action: Action) -> bool {
    actions(role).contains(action)
}

/// Everything a role may do, to show only what is possible.
#[must_use]
pub fn actions(role: Role) -> EnumSet<Action> {
    DROITS
        .iter()
        .find(|(candidat, _)| *candidat == role)
        .map_or(EnumSet::empty(), |(_, actions)| *actions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    /// The matrix is checked in: a change of rights shows in the review.
    #[test]
    fn the_published_matrix_is_the_table() {
        let mut matrice = String::from("| action |");
        for role in Role::TOUS {
            write!(matrice, " {role} |").unwrap();
        }
        matrice.push_str("\n|---|");
        matrice.push_str(&"---|".repeat(Role::TOUS.len()));
        matrice.push('\n');
        for action in Action::TOUS {
            write!(matrice, "| `{action}` |").unwrap();
            for role in Role::TOUS {
                let limitable = *role == Role::Contributeur && action.rubrique().is_some();
                let mot = match autorise(*role, *action) {
                    true if limitable => "selon ses rubriques",
                    true => "oui",
                    false => "non",
                };
                write!(matrice, " {mot} |").unwrap();
            }
            matrice.push('\n');
        }
        let publiee = include_str!("../../../docs/reference/droits.md");
        assert!(
            publiee.contains(&matrice),
            "docs/reference/droits.md should hold:\n{matrice}"
        );
    }

    #[test]
    fn a_token_that_reads_changes_nothing() {
        for action in Action::TOUS {
            assert_eq!(Portee::Lecture.permet(*action), *action == Action::Lire);
            assert!(Portee::Ecriture.permet(*action));
        }
    }

    #[test]
    fn a_contributor_may_be_kept_to_some_parts() {
        let limitee = Habilitation::limitee(Role::Contributeur, Rubrique::Risques.into());
        assert!(limitee.est_limitee() && limitee.permet(Action::GererRisques));
        assert!(!limitee.permet(Action::Securiser) && !limitee.permet(Action::Decrire));
        assert!(limitee.permet(Action::Lire) && limitee.permet(Action::Commenter));
        assert!(
            !limitee.permet(Action::GererEquipe),
            "a part adds nothing to the role"
        );
        for role in Role::TOUS.iter().filter(|r| **r != Role::Contributeur) {
            let entiere = Habilitation::limitee(*role, EnumSet::empty());
            assert_eq!(entiere, Habilitation::from(*role));
        }
    }

    #[test]
    fn every_role_has_exactly_one_line() {
        for role in Role::TOUS {
            assert_eq!(DROITS.iter().filter(|(r, _)| r == role).count(), 1);
        }
    }
}
