//! What every page with comments shares: reading their form, and showing them.
//!
//! Invariant: a refused text is given back as it was typed, beside the form it came from.

use application::Error;
use application::commentaires::{self, Commentaire, Commenter, Geste, Objet};
use ui::composants::{COMMENTAIRE_MAX, Evenement, Quoi, Refuse};
use ui::texte;
use uuid::Uuid;

use crate::{Erreur, Formulaire, acteur::Acteur};

const _: () = assert!(
    COMMENTAIRE_MAX == commentaires::TEXTE_MAX,
    "the field and the use case accept the same length"
);

/// What became of a comment.
pub(crate) enum Issue {
    /// It is written, changed or deleted.
    Fait,
    /// Its text is refused.
    Refuse(Refuse),
}

/// Does what the form asks.
///
/// # Errors
///
/// The form is not one of ours, or any other refusal of the use case.
pub(crate) async fn commenter(
    acteur: &Acteur,
    service: Uuid,
    objet: Objet,
    formulaire: &Formulaire,
) -> Result<Issue, Erreur> {
    let texte = formulaire.texte("texte").to_owned();
    let commentaire = Uuid::parse_str(formulaire.texte("commentaire")).ok();
    let geste = match (formulaire.texte("geste"), commentaire) {
        ("modifier", Some(commentaire)) => Geste::Modifier {
            commentaire,
            texte: texte.clone(),
        },
        ("supprimer", Some(commentaire)) => Geste::Supprimer { commentaire },
        _ => Geste::Ajouter {
            texte: texte.clone(),
        },
    };
    let commande = Commenter {
        operation: formulaire.operation()?,
        service,
        objet,
        geste,
    };
    let message = match commentaires::commenter(&acteur.ctx, &commande).await {
        Ok(_) => return Ok(Issue::Fait),
        Err(Error::Saisie { champ, raison }) => texte::raison_saisie(champ, raison),
        Err(Error::OperationDifferente) => {
            "Ce formulaire a déjà été envoyé avec un autre texte. Relisez-le, puis publiez à nouveau."
                .to_owned()
        }
        Err(erreur) => return Err(erreur.into()),
    };
    Ok(Issue::Refuse(Refuse {
        commentaire,
        texte,
        message,
    }))
}

/// A comment, for whoever reads it.
pub(crate) fn evenement(commentaire: Commentaire, lecteur: Uuid) -> Evenement {
    Evenement {
        quand: commentaire.cree_le,
        qui: commentaire.nom,
        quoi: Quoi::Ecrit {
            id: commentaire.id,
            texte: commentaire.texte,
            modifie: commentaire.modifie_le.is_some(),
            mien: commentaire.auteur == lecteur,
        },
    }
}
