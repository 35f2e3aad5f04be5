//! Reading the forms of risks.

use axum::http::StatusCode;
use domaine::EnumSet;
use domaine::risques::{Ajustement, ChampAjustement, GraviteRetenue, RisquePropre};
use domaine::saisie::Raison;
use domaine::vocabulaire::CategorieRisque;
use ui::composants::Erreur as Refus;
use ui::texte;

use crate::{Erreur, Formulaire};

/// A decision on a computed risk.
pub(super) struct Decision {
    pub(super) champ: ChampAjustement,
    pub(super) saisie: Ajustement,
    /// What is said once it is recorded.
    pub(super) fait: &'static str,
}

impl Decision {
    /// Reads the form that was sent.
    ///
    /// # Errors
    ///
    /// It is not one of ours.
    pub(super) fn lire(formulaire: &Formulaire) -> Result<Self, Erreur> {
        let vide = Ajustement::default();
        let (champ, saisie, fait) = match formulaire.texte("geste") {
            "gravite" => (
                ChampAjustement::Gravite,
                Ajustement {
                    gravite: gravite(formulaire),
                    ..vide
                },
                "La gravité est enregistrée.",
            ),
            "desactiver" => (
                ChampAjustement::Desactivation,
                Ajustement {
                    desactivation: Some(formulaire.texte("desactivation").to_owned()),
                    ..vide
                },
                "Ce risque n’est plus étudié. Il reste visible à part.",
            ),
            "reactiver" => (
                ChampAjustement::Desactivation,
                vide,
                "Ce risque est étudié à nouveau.",
            ),
            _ => return Err(Erreur::Requete(StatusCode::BAD_REQUEST)),
        };
        Ok(Self {
            champ,
            saisie,
            fait,
        })
    }
}

/// The gravity chosen; none for the computed one. A figure that is none of the choices is refused
/// by the use case.
fn gravite(formulaire: &Formulaire) -> Option<GraviteRetenue> {
    let valeur = formulaire.texte("valeur");
    (!valeur.is_empty()).then(|| GraviteRetenue {
        valeur: valeur.parse().unwrap_or_default(),
        raison: formulaire.texte("raison").to_owned(),
    })
}

/// A risk of one's own as typed; a figure that was not chosen is 0.
pub(super) fn risque_propre(formulaire: &Formulaire) -> RisquePropre {
    let cote = |nom| formulaire.texte(nom).parse().unwrap_or_default();
    let categories: EnumSet<CategorieRisque> = formulaire
        .valeurs("categories")
        .filter_map(CategorieRisque::depuis_id)
        .collect();
    RisquePropre {
        titre: formulaire.texte("titre").to_owned(),
        description: formulaire.texte("description").to_owned(),
        categories,
        gravite_brute: cote("graviteBrute"),
        vraisemblance_brute: cote("vraisemblanceBrute"),
        gravite_courante: cote("graviteCourante"),
        vraisemblance_courante: cote("vraisemblanceCourante"),
        commentaire: formulaire.texte("commentaire").to_owned(),
    }
}

/// What is refused, in words, beside its field.
pub(super) fn refus(refus: Vec<(&'static str, Raison)>) -> Vec<Refus> {
    let dire = |(champ, raison): (&'static str, Raison)| Refus {
        champ: champ.to_owned(),
        message: texte::raison_saisie(champ, raison),
    };
    refus.into_iter().map(dire).collect()
}
