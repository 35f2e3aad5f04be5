//! What the journal of a service tells people: its kinds, the curve of its index, changes grouped,
//! visits.
//!
//! Invariant: everything here is worked out from lines already written; nothing is kept twice.

mod courbe;
mod groupes;
mod visite;

pub use courbe::{Courbe, Evenement, POINTS_MAX, Point, REPERES_MAX, Releve, courbe};
pub use groupes::{FENETRE, grouper};
pub use visite::{FINESSE, Passage, SILENCE, Visite};

vocabulaire! {
    /// The kinds of lines of a service's chain (`docs/journaux.md`).
    Genre {
        ServiceCree = "service.cree",
        ServiceSupprime = "service.supprime",
        ServiceRestaure = "service.restaure",
        DescriptionModifiee = "description.modifiee",
        DescriptionTerminee = "description.terminee",
        MesureStatuee = "mesure.statuee",
        MesureModifiee = "mesure.modifiee",
        MesureSpecifiqueAjoutee = "mesureSpecifique.ajoutee",
        MesureSpecifiqueModifiee = "mesureSpecifique.modifiee",
        MesureSpecifiqueRetiree = "mesureSpecifique.retiree",
        MesureSpecifiqueRetablie = "mesureSpecifique.retablie",
        CommentaireAjoute = "commentaire.ajoute",
        CommentaireModifie = "commentaire.modifie",
        CommentaireSupprime = "commentaire.supprime",
        RisqueModifie = "risque.modifie",
        RisqueDesactive = "risque.desactive",
        RisqueReactive = "risque.reactive",
        RisqueAjoute = "risque.ajoute",
        RisqueRetire = "risque.retire",
        RisqueRetabli = "risque.retabli",
        LienPose = "lien.pose",
        LienRetire = "lien.retire",
        MembreAjoute = "membre.ajoute",
        MembreRoleChange = "membre.roleChange",
        MembreRetire = "membre.retire",
        MembreInvite = "membre.invite",
        MembreInvitationAcceptee = "membre.invitationAcceptee",
        MembreInvitationAnnulee = "membre.invitationAnnulee",
        MembreInvitationSansObjet = "membre.invitationSansObjet",
        ContactsModifies = "contacts.modifies",
    }

    /// Families of kinds, to filter the activity by.
    Famille {
        Mesures = "mesures",
        Risques = "risques",
        Description = "description",
        Commentaires = "commentaires",
        Equipe = "equipe",
        Contacts = "contacts",
        Service = "service",
    }
}

impl Genre {
    /// Whether several lines of this kind by the same person read as one thing.
    #[must_use]
    pub const fn se_groupe(self) -> bool {
        matches!(
            self,
            Self::MesureStatuee
                | Self::MesureModifiee
                | Self::DescriptionModifiee
                | Self::ContactsModifies
        )
    }
}

impl Famille {
    /// What the kinds of the family begin with, before the dot: one word or two.
    #[must_use]
    pub const fn mots(self) -> &'static [&'static str] {
        match self {
            Self::Mesures => &["mesure", "mesureSpecifique"],
            Self::Risques => &["risque", "lien"],
            Self::Description => &["description"],
            Self::Commentaires => &["commentaire"],
            Self::Equipe => &["membre"],
            Self::Contacts => &["contacts"],
            Self::Service => &["service"],
        }
    }

    /// The family of a kind, known or not.
    #[must_use]
    pub fn de(genre: &str) -> Option<Self> {
        let mot = genre.split('.').next().unwrap_or_default();
        let familles = Self::TOUS.iter().copied();
        familles
            .into_iter()
            .find(|famille| famille.mots().contains(&mot))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kinds of a service's chain, as `docs/journaux.md` lists them.
    fn documentes() -> Vec<&'static str> {
        let doc = include_str!("../../../docs/journaux.md");
        let (_, lignes) = doc.split_once("| a service |").unwrap();
        let (lignes, _) = lignes.split_once("| an organisation |").unwrap();
        let colonnes = lignes.lines().map(|ligne| {
            let ligne = ligne.trim_start_matches("| | ");
            ligne.split_once(" | ").map_or(ligne, |(genres, _)| genres)
        });
        colonnes
            .flat_map(|genres| genres.split('`').skip(1).step_by(2))
            .collect()
    }

    #[test]
    fn every_documented_kind_is_known_and_so_has_a_sentence() {
        let documentes = documentes();
        assert!(documentes.len() > 15, "{documentes:?}");
        for genre in &documentes {
            assert!(Genre::depuis_id(genre).is_some(), "{genre} is not a Genre");
        }
    }

    #[test]
    fn every_kind_has_a_family() {
        for genre in Genre::TOUS {
            assert!(Famille::de(genre.id()).is_some(), "{genre}");
        }
        assert_eq!(
            Famille::de("mesureSpecifique.creee"),
            Some(Famille::Mesures)
        );
        assert_eq!(Famille::de("decision.prise"), None);
    }
}
