//! Sentences of the activity: one per kind of line of the journal.
//!
//! Invariant: each reads after a person's name: "Karim Benali a terminé la description". A kind to
//! come has a neutral sentence.

use domaine::contacts::ChampContacts;
use domaine::historique::{Evenement, Famille, Genre};
use domaine::vocabulaire::Champ;

use super::niveau;
use crate::format::compte;

/// What someone did, after their name; `nombre` lines of that kind read as one.
#[must_use]
pub fn fait(genre: Option<Genre>, nombre: usize) -> String {
    let Some(genre) = genre else {
        return "a modifié le service".to_owned();
    };
    match genre {
        Genre::ServiceCree => "a créé le service",
        Genre::ServiceSupprime => "a mis le service à la corbeille",
        Genre::ServiceRestaure => "a repris le service dans la corbeille",
        Genre::DescriptionModifiee if nombre > 1 => {
            return format!("a modifié la description, en {}", fois(nombre));
        }
        Genre::DescriptionModifiee => "a modifié la description",
        Genre::DescriptionTerminee => "a terminé la description",
        Genre::MesureStatuee if nombre > 1 => {
            return format!("a répondu pour {}", compte(nombre, "mesure", "mesures"));
        }
        Genre::MesureStatuee => "a répondu pour une mesure",
        Genre::MesureModifiee if nombre > 1 => {
            return format!("a mis à jour {}", compte(nombre, "mesure", "mesures"));
        }
        Genre::MesureModifiee => "a mis à jour une mesure",
        Genre::MesureSpecifiqueAjoutee => "a ajouté une mesure propre au service",
        Genre::MesureSpecifiqueModifiee => "a modifié une mesure propre au service",
        Genre::MesureSpecifiqueRetiree => "a retiré une mesure propre au service",
        Genre::MesureSpecifiqueRetablie => "a rétabli une mesure propre au service",
        Genre::CommentaireAjoute => "a écrit un commentaire",
        Genre::CommentaireModifie => "a modifié son commentaire",
        Genre::CommentaireSupprime => "a supprimé son commentaire",
        Genre::RisqueModifie => "a modifié un risque",
        Genre::RisqueDesactive => "a désactivé un risque",
        Genre::RisqueReactive => "a réactivé un risque",
        Genre::RisqueAjoute => "a ajouté un risque propre au service",
        Genre::RisqueRetire => "a retiré un risque propre au service",
        Genre::RisqueRetabli => "a rétabli un risque propre au service",
        Genre::LienPose => "a lié une mesure à un risque",
        Genre::LienRetire => "a délié une mesure d’un risque",
        Genre::MembreAjoute => "a ajouté une personne à l’équipe",
        Genre::MembreRoleChange => "a changé un rôle dans l’équipe",
        Genre::MembreRetire => "a retiré une personne de l’équipe",
        Genre::MembreInvite => "a invité une personne",
        Genre::MembreInvitationAcceptee => "a rejoint l’équipe",
        Genre::MembreInvitationAnnulee => "a annulé une invitation",
        Genre::ContactsModifies if nombre > 1 => {
            return format!("a mis à jour les contacts, en {}", fois(nombre));
        }
        Genre::ContactsModifies => "a mis à jour les contacts",
        Genre::MembreInvitationSansObjet => "était déjà dans l’équipe : l’invitation est close",
    }
    .to_owned()
}

fn fois(nombre: usize) -> String {
    format!("{nombre}\u{a0}fois")
}

/// A family of the activity, in the filter.
#[must_use]
pub const fn famille(famille: Famille) -> &'static str {
    match famille {
        Famille::Mesures => "Mesures",
        Famille::Risques => "Risques",
        Famille::Description => "Description",
        Famille::Commentaires => "Commentaires",
        Famille::Equipe => "Équipe",
        Famille::Contacts => "Contacts",
        Famille::Service => "Service",
    }
}

/// What a field that changed is called; none when its change is told otherwise.
#[must_use]
pub fn champ_modifie(id: &str) -> Option<&'static str> {
    match id {
        // The only nested answer.
        "organisationResponsable" => Some(super::champ(Champ::Siret)),
        "motif" => Some("Motif"),
        "details" => Some("Modalités de mise en œuvre"),
        "priorite" => Some("Priorité"),
        "echeance" => Some("Échéance"),
        "responsables" => Some("Responsables"),
        "gravite" => Some("Gravité"),
        "desactivation" => Some("Prise en compte"),
        "titre" => Some("Titre"),
        "description" => Some("Description"),
        "categories" => Some("Catégories"),
        "graviteBrute" => Some("Gravité brute"),
        "vraisemblanceBrute" => Some("Vraisemblance brute"),
        "graviteCourante" => Some("Gravité courante"),
        "vraisemblanceCourante" => Some("Vraisemblance courante"),
        "commentaire" => Some("Commentaire"),
        _ => Champ::depuis_id(id)
            .map(super::champ)
            .or_else(|| ChampContacts::depuis_id(id).map(super::contacts)),
    }
}

/// What happened on the curve of the index.
#[must_use]
pub fn evenement(evenement: Evenement) -> String {
    match evenement {
        Evenement::Niveau { avant, apres } => format!(
            "Les besoins passent de {} à {}",
            niveau(avant),
            niveau(apres)
        ),
        Evenement::DescriptionTerminee => "La description est terminée".to_owned(),
        Evenement::RisqueDesactive => "Un risque est désactivé".to_owned(),
        Evenement::DescriptionModifiee => "La description change".to_owned(),
        Evenement::Mesures(nombre) => {
            format!("{} sur les mesures", compte(nombre, "réponse", "réponses"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_sentence_of_its_own() {
        let neutre = fait(None, 1);
        let mut vues = std::collections::BTreeSet::new();
        for genre in Genre::TOUS {
            let phrase = fait(Some(*genre), 1);
            assert_ne!(phrase, neutre, "{genre}");
            assert!(!phrase.contains('\'') && !phrase.ends_with('.'), "{phrase}");
            assert!(vues.insert(phrase), "{genre} reads as another kind");
            if genre.se_groupe() {
                assert!(fait(Some(*genre), 12).contains("12\u{a0}"), "{genre}");
            }
        }
    }
}
