//! Who may do what on a service: the only table of rights.
//!
//! Invariant: whoever has no role on a service may do nothing at all, not even learn that it exists.
//! To add an action, add its word and its line: the snapshot test shows what changed.

use enumset::{EnumSet, enum_set};

vocabulaire! {
    /// What a person is for a service.
    Role {
        Proprietaire = "proprietaire",
        Contributeur = "contributeur",
        Lecteur = "lecteur",
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

/// What each role may do.
const DROITS: [(Role, EnumSet<Action>); 3] = [
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
];

/// Whether a person with this role on a service may do this to it.
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
                let mot = if autorise(*role, *action) {
                    "oui"
                } else {
                    "non"
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
    fn every_role_has_exactly_one_line() {
        for role in Role::TOUS {
            assert_eq!(DROITS.iter().filter(|(r, _)| r == role).count(), 1);
        }
    }
}
