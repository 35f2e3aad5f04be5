//! What the page of a risk shows besides its figures: its links, what was written of it, what
//! happened to it.
//!
//! Invariant: one read; the history comes from the journal, never stored twice. A body that was
//! erased leaves a line with its author and its date.

use domaine::droits::Action;
use domaine::risques::{Ajustement, Couverture, FaitRisque, RisquePropre, numero_propre};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;
use stockage::{journal, liens};

use super::liens::matrice;
use crate::acces::{ServiceOuvert, lire};
use crate::commentaires::{Commentaire, Objet, de_l_objet};
use crate::comptes::Annuaire;
use crate::{Context, Result};

/// Changes shown at most.
const CHANGEMENTS_MAX: i64 = 100;

/// What the page of a risk shows besides its figures.
#[derive(Clone, Debug)]
pub struct DossierRisque {
    /// Which measures weigh on which risks.
    pub couverture: Couverture,
    /// What was written about it, newest first.
    pub commentaires: Vec<Commentaire>,
    /// What happened to it, newest first.
    pub historique: Vec<ChangementRisque>,
}

/// A change to a risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangementRisque {
    /// When.
    pub quand: Timestamp,
    /// Who, by name; none for someone whose account is gone.
    pub auteur: Option<String>,
    /// What.
    pub faits: Vec<FaitRisque>,
}

/// What the page of a risk of this service shows besides its figures.
///
/// # Errors
/// [`crate::Error::Introuvable`] for whoever has no role on it any more,
/// [`crate::Error::EncoreBrouillon`].
pub async fn dossier(
    ctx: &Context,
    service: &ServiceOuvert,
    risque: &str,
) -> Result<DossierRisque> {
    let id = service.fiche.id;
    let (poses, commentaires, historique) = lire(ctx, id, Action::Lire, move |tx, _| {
        Box::pin(async move {
            let mut annuaire = Annuaire::default();
            let objet = Objet::Risque(risque.to_owned());
            let commentaires = de_l_objet(tx, id, &objet, &mut annuaire).await?;
            let mut changements = Vec::new();
            let mut avant = None;
            let lignes = journal::de_l_objet(tx, id, risque, CHANGEMENTS_MAX).await?;
            for ligne in lignes.into_iter().rev() {
                let faits = faits(risque, &ligne.genre, avant.as_ref(), ligne.corps.as_ref());
                if ligne.version.is_some() {
                    avant = ligne.corps.or(avant);
                }
                changements.push(ChangementRisque {
                    quand: ligne.horodatage,
                    auteur: match ligne.acteur {
                        Some(acteur) => annuaire.nom(tx, acteur).await?,
                        None => None,
                    },
                    faits,
                });
            }
            changements.reverse();
            Ok((liens::tous(tx, id).await?, commentaires, changements))
        })
    })
    .await?;
    Ok(DossierRisque {
        couverture: matrice(service, &poses)?,
        commentaires,
        historique,
    })
}

/// What a line of the journal says of a risk; nothing when its body cannot be read any more.
fn faits(
    risque: &str,
    genre: &str,
    avant: Option<&Value>,
    corps: Option<&Value>,
) -> Vec<FaitRisque> {
    let mesure = || Some(corps?.get("mesure")?.as_str()?.to_owned());
    match genre {
        "risque.ajoute" => vec![FaitRisque::Ajoute],
        "risque.retire" => vec![FaitRisque::Retire],
        "risque.retabli" => vec![FaitRisque::Retabli],
        "lien.pose" => mesure().map(FaitRisque::Lie).into_iter().collect(),
        "lien.retire" => mesure().map(FaitRisque::Delie).into_iter().collect(),
        _ if numero_propre(risque).is_some() => {
            let (avant, apres) = (lue::<RisquePropre>(avant), lue::<RisquePropre>(corps));
            avant
                .zip(apres)
                .map_or_else(Vec::new, |(avant, apres)| avant.faits(&apres))
        }
        _ => {
            let avant = lue::<Ajustement>(avant).unwrap_or_default();
            lue::<Ajustement>(corps).map_or_else(Vec::new, |apres| avant.faits(&apres))
        }
    }
}

fn lue<T: DeserializeOwned>(valeur: Option<&Value>) -> Option<T> {
    serde_json::from_value(valeur?.clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_line_that_cannot_be_read_says_nothing_and_does_not_fail() {
        for corps in [None, Some(json!(3)), Some(json!({"inconnu": 1}))] {
            for (risque, genre) in [
                ("R3", "risque.modifie"),
                ("RP.1", "risque.modifie"),
                ("R3", "lien.pose"),
            ] {
                let dits = faits(risque, genre, None, corps.as_ref());
                assert!(dits.is_empty(), "{genre} {corps:?}: {dits:?}");
            }
        }
        let lien = json!({ "mesure": "AUTH.1" });
        assert_eq!(
            faits("RP.1", "lien.pose", None, Some(&lien)),
            [FaitRisque::Lie("AUTH.1".to_owned())]
        );
    }
}
