//! Who may do what on a service: the only table of rights.
//!
//! Invariant: whoever has no role on a service may do nothing at all, not even learn that it exists.
//! To add an action, add its word and its line: the snapshot test shows what changed.

use enumset::{EnumSet, enum_set};
use jiff::civil::Date;
use serde::Serialize;

vocabulaire! {
    /// What a person is for a service. [`Role::AdministrateurOrganisation`] is never given on one:
    /// it follows from being an administrator of the organisation that answers for it.
    Role {
        Proprietaire = "proprietaire",
        Contributeur = "contributeur",
        Lecteur = "lecteur",
        Autorite = "autorite",
        Rssi = "rssi",
        Dpo = "dpo",
        /// Reads until the end of a given day, then has nothing.
        Auditeur = "auditeur",
        AdministrateurOrganisation = "administrateurOrganisation",
    }

    /// What a person is for an organisation.
    RoleOrganisation {
        /// Manages what it says and who administers it; everything an owner may on its services.
        Administrateur = "administrateur",
        /// Has a role on one of its services at least.
        Agent = "agent",
    }

    /// What one may want to do with an organisation.
    ActionOrganisation {
        /// See what it says to everyone who works for it.
        Lire = "lire",
        /// Change its name, its identifiers, its type.
        Identifier = "identifier",
        /// Name administrators, take them off.
        GererAdministrateurs = "gererAdministrateurs",
        /// See who may do what on all its services, and how that changed (rule 1194).
        Auditer = "auditer",
        /// Say how it homologates its services (F02, F03).
        PublierDemarche = "publierDemarche",
        /// Answer for measures once for all its services.
        DeclarerMesures = "declarerMesures",
    }

    /// A part of a service: what a contributor writes may be limited to some of them (F27).
    Rubrique {
        /// Its description and its level of needs.
        Decrire = "decrire",
        /// Where its measures stand, and those of its own.
        Securiser = "securiser",
        /// Its risks.
        Risques = "risques",
        /// Who answers for what, and who has access to it.
        Contacts = "contacts",
        /// What leads to its homologation.
        Homologuer = "homologuer",
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
        /// Say who answers for what, and who has access to it.
        GererContacts = "gererContacts",
        /// Write to the team about a measure or a risk.
        Commenter = "commenter",
        /// Say that the organisation's way to homologate is known (F02).
        PrendreConnaissance = "prendreConnaissance",
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
            Self::GererContacts => Some(Rubrique::Contacts),
            Self::PrendreConnaissance => Some(Rubrique::Homologuer),
            Self::Lire
            | Self::Commenter
            | Self::Dupliquer
            | Self::GererEquipe
            | Self::Supprimer
            | Self::Restaurer => None,
        }
    }
}

/// Longest time an auditor is given at once, in days; it can be prolonged.
pub const AUDIT_JOURS_MAX: u16 = 366;

/// What each role may do at most.
const DROITS: [(Role, EnumSet<Action>); 8] = [
    (Role::Proprietaire, EnumSet::all()),
    (Role::AdministrateurOrganisation, EnumSet::all()),
    (
        Role::Contributeur,
        enum_set!(
            Action::Lire
                | Action::Decrire
                | Action::Securiser
                | Action::GererRisques
                | Action::GererContacts
                | Action::Commenter
                | Action::PrendreConnaissance
                | Action::Dupliquer
        ),
    ),
    (Role::Lecteur, enum_set!(Action::Lire | Action::Dupliquer)),
    (
        Role::Autorite,
        enum_set!(Action::Lire | Action::Commenter | Action::PrendreConnaissance),
    ),
    (
        Role::Rssi,
        enum_set!(
            Action::Lire
                | Action::Securiser
                | Action::GererRisques
                | Action::GererContacts
                | Action::Commenter
                | Action::PrendreConnaissance
                | Action::Dupliquer
        ),
    ),
    (Role::Dpo, enum_set!(Action::Lire | Action::Commenter)),
    (Role::Auditeur, enum_set!(Action::Lire)),
];

/// What each role may do with an organisation.
const DROITS_ORGANISATION: [(RoleOrganisation, EnumSet<ActionOrganisation>); 2] = [
    (RoleOrganisation::Administrateur, EnumSet::all()),
    (RoleOrganisation::Agent, enum_set!(ActionOrganisation::Lire)),
];

impl Role {
    /// Whether someone can be given this role on a service: the others follow from something else.
    #[must_use]
    pub const fn attribuable(self) -> bool {
        !matches!(self, Self::AdministrateurOrganisation)
    }

    /// Whether it ends on a given day: it is given with that day, and never without.
    #[must_use]
    pub const fn prend_fin(self) -> bool {
        matches!(self, Self::Auditeur)
    }

    /// The roles one can give on a service, in the order of the reference.
    pub fn attribuables() -> impl Iterator<Item = Self> {
        Self::TOUS.iter().copied().filter(|r| r.attribuable())
    }
}

impl RoleOrganisation {
    /// Whether a person with this role may do this to the organisation.
    #[must_use]
    pub fn permet(self, action: ActionOrganisation) -> bool {
        let ligne = DROITS_ORGANISATION.iter().find(|(r, _)| *r == self);
        ligne.is_some_and(|(_, actions)| actions.contains(action))
    }
}

/// What a person holds on a service: a role and, for a contributor, the parts one writes in; for
/// an auditor, the last day.
///
/// Written as the role alone when nothing limits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "Ecrite")]
pub struct Habilitation {
    /// The role.
    pub role: Role,
    /// The parts a contributor writes in, the others being read; all of them for any other role.
    pub rubriques: EnumSet<Rubrique>,
    /// The last day of an auditor, in Europe/Paris; none for any other role.
    pub fin: Option<Date>,
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
    Datee {
        role: Role,
        fin: Date,
    },
}

impl From<Habilitation> for Ecrite {
    fn from(tenue: Habilitation) -> Self {
        let Habilitation {
            role,
            rubriques,
            fin,
        } = tenue;
        match fin {
            Some(fin) => Self::Datee { role, fin },
            None if tenue.est_limitee() => Self::Limitee { role, rubriques },
            None => Self::Entiere(role),
        }
    }
}

impl From<Role> for Habilitation {
    fn from(role: Role) -> Self {
        Self {
            role,
            rubriques: EnumSet::all(),
            fin: None,
        }
    }
}

impl Habilitation {
    /// A role limited to these parts; only a contributor's can be.
    #[must_use]
    pub fn limitee(role: Role, rubriques: EnumSet<Rubrique>) -> Self {
        match role {
            Role::Contributeur => Self {
                rubriques,
                ..role.into()
            },
            _ => role.into(),
        }
    }

    /// An auditor's, until the end of that day.
    #[must_use]
    pub fn auditeur(fin: Date) -> Self {
        Self {
            fin: Some(fin),
            ..Role::Auditeur.into()
        }
    }

    /// Whether it still gives something on that day; a role that should end, and does not say
    /// when, gives nothing.
    #[must_use]
    pub fn vaut(self, jour: Date) -> bool {
        match self.fin {
            Some(fin) => jour <= fin,
            None => !self.role.prend_fin(),
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
    fn the_published_matrix_of_organisations_is_the_table() {
        let mut matrice = String::from("| action |");
        for role in RoleOrganisation::TOUS {
            write!(matrice, " {role} |").unwrap();
        }
        matrice.push_str("\n|---|---|---|\n");
        for action in ActionOrganisation::TOUS {
            write!(matrice, "| `{action}` |").unwrap();
            for role in RoleOrganisation::TOUS {
                let mot = if role.permet(*action) { "oui" } else { "non" };
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
    fn an_administrator_may_what_an_owner_may_and_is_never_named_on_a_service() {
        let role = Role::AdministrateurOrganisation;
        assert_eq!(actions(role), actions(Role::Proprietaire));
        assert!(Role::attribuables().all(|r| r != role));
        assert_eq!(Role::attribuables().count(), Role::TOUS.len() - 1);
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
    fn an_auditor_reads_until_the_end_of_the_day_and_nothing_else() {
        let jour = |texte: &str| texte.parse::<Date>().unwrap();
        let tenue = Habilitation::auditeur(jour("2026-12-31"));
        assert!(tenue.vaut(jour("2026-12-30")) && tenue.vaut(jour("2026-12-31")));
        assert!(!tenue.vaut(jour("2027-01-01")));
        assert!(
            !Habilitation::from(Role::Auditeur).vaut(jour("2026-12-30")),
            "an end is never left out"
        );
        for action in Action::TOUS {
            assert_eq!(tenue.permet(*action), *action == Action::Lire);
        }
        assert!(Habilitation::from(Role::Lecteur).vaut(jour("9999-12-31")));
        assert_eq!(
            serde_json::to_value(tenue).unwrap(),
            serde_json::json!({ "role": "auditeur", "fin": "2026-12-31" })
        );
    }

    #[test]
    fn every_role_has_exactly_one_line() {
        for role in Role::TOUS {
            assert_eq!(DROITS.iter().filter(|(r, _)| r == role).count(), 1);
        }
    }
}
