//! The audit of rights (rule 1194): everyone with access to an organisation's services, and how
//! that changed.
//!
//! Invariant: the history is read from the journals of the organisation and of its services, which
//! nobody can change; what a right was before comes from the line before, never from a guess.

use std::collections::BTreeMap;

use domaine::EnumSet;
use domaine::droits::{ActionOrganisation, Habilitation, Role, Rubrique};
use jiff::Timestamp;
use serde_json::Value;
use stockage::{Tx, administrateurs, comptes, journal, organisations};
use uuid::Uuid;

use super::lire;
use crate::acces::habilitation;
use crate::comptes::{Annuaire, Profil};
use crate::{Context, Result};

/// Changes of rights read at most, the latest ones.
pub const HISTORIQUE_MAX: i64 = 10_000;

/// Someone who has access to a service, or to all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acces {
    /// The account.
    pub compte: Uuid,
    /// First name and name.
    pub nom: String,
    /// E-mail address.
    pub courriel: String,
    /// The service: key and name; none for all of them, present and future.
    pub service: Option<(Uuid, String)>,
    /// What the person holds.
    pub habilitation: Habilitation,
    /// Since when.
    pub depuis: Timestamp,
    /// Who gave it; none for whoever made the service, or for the operator.
    pub par: Option<String>,
}

/// A change of right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changement {
    /// When.
    pub quand: Timestamp,
    /// Who made it; none for the operator.
    pub par: Option<String>,
    /// Whom it is about: a name, or the address of someone expected.
    pub pour: String,
    /// On which service; none for the organisation.
    pub service: Option<String>,
    /// What happened (`membre.roleChange`…).
    pub genre: String,
    /// The right before; none without any.
    pub avant: Option<Habilitation>,
    /// The right after; none without any.
    pub apres: Option<Habilitation>,
}

/// Who may, and how it came to that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Name of the organisation.
    pub organisation: String,
    /// Everyone, administrators first, then service by service.
    pub acces: Vec<Acces>,
    /// Every change, latest first; [`HISTORIQUE_MAX`] at most.
    pub changements: Vec<Changement>,
}

/// Who may do what on the services of an organisation, and how that changed.
///
/// # Errors
/// [`crate::Error::Introuvable`], [`crate::Error::InterditOrganisation`].
pub async fn auditer(ctx: &Context, organisation: Uuid) -> Result<Audit> {
    lire(
        ctx,
        organisation,
        ActionOrganisation::Auditer,
        move |tx, _| {
            Box::pin(async move {
                let mut gens = Gens::default();
                Ok(Audit {
                    organisation: organisations::charger(tx, organisation).await?.nom,
                    acces: acces(tx, organisation, &mut gens).await?,
                    changements: changements(tx, organisation, &mut gens).await?,
                })
            })
        },
    )
    .await
}

/// The people of the audit, each read once.
#[derive(Default)]
struct Gens {
    annuaire: Annuaire,
    connus: BTreeMap<Uuid, (String, String)>,
}

impl Gens {
    async fn nom_et_courriel(&mut self, tx: &mut Tx<'_>, compte: Uuid) -> Result<(String, String)> {
        if let Some(connu) = self.connus.get(&compte) {
            return Ok(connu.clone());
        }
        let identite = comptes::charger::<Profil>(tx, compte).await?.document;
        let lu = (identite.nom_affiche(), identite.email);
        self.connus.insert(compte, lu.clone());
        Ok(lu)
    }

    async fn nom(&mut self, tx: &mut Tx<'_>, compte: Option<Uuid>) -> Result<Option<String>> {
        match compte {
            Some(compte) => self.annuaire.nom(tx, compte).await,
            None => Ok(None),
        }
    }
}

async fn acces(tx: &mut Tx<'_>, organisation: Uuid, gens: &mut Gens) -> Result<Vec<Acces>> {
    let mut liste = Vec::new();
    for lu in administrateurs::tous(tx, organisation).await? {
        let (nom, courriel) = gens.nom_et_courriel(tx, lu.compte_id).await?;
        liste.push(Acces {
            compte: lu.compte_id,
            nom,
            courriel,
            service: None,
            habilitation: Role::AdministrateurOrganisation.into(),
            depuis: lu.ajoute_le,
            par: gens.nom(tx, lu.ajoute_par).await?,
        });
    }
    for lu in organisations::membres_des_services(tx, organisation).await? {
        let (nom, courriel) = gens.nom_et_courriel(tx, lu.membre.compte_id).await?;
        liste.push(Acces {
            compte: lu.membre.compte_id,
            nom,
            courriel,
            service: Some((lu.service, lu.nom)),
            habilitation: habilitation(&lu.membre.titre).unwrap_or(Role::Lecteur.into()),
            depuis: lu.membre.ajoute_le,
            par: gens.nom(tx, lu.membre.ajoute_par).await?,
        });
    }
    Ok(liste)
}

async fn changements(
    tx: &mut Tx<'_>,
    organisation: Uuid,
    gens: &mut Gens,
) -> Result<Vec<Changement>> {
    let mut lignes = journal::droits_de_l_organisation(tx, organisation, HISTORIQUE_MAX).await?;
    // Oldest first: what each one held is what the line before gave.
    lignes.reverse();
    let mut tenus: BTreeMap<(Uuid, String), Habilitation> = BTreeMap::new();
    let mut liste = Vec::with_capacity(lignes.len());
    for lue in lignes {
        let corps = lue.ligne.corps.as_ref();
        let cle = (lue.chaine, lue.ligne.objet.clone());
        let avant = tenus.get(&cle).copied();
        let apres = apres(&lue.ligne.genre, corps, avant);
        match apres {
            Some(habilitation) => tenus.insert(cle, habilitation),
            None => tenus.remove(&cle),
        };
        let attendue = corps.and_then(courriel);
        let pour = match (attendue, Uuid::parse_str(&lue.ligne.objet)) {
            (None, Ok(compte)) => gens.nom(tx, Some(compte)).await?,
            (attendue, _) => attendue,
        };
        liste.push(Changement {
            quand: lue.ligne.horodatage,
            par: gens.nom(tx, lue.ligne.acteur).await?,
            pour: pour.unwrap_or_default(),
            service: lue.service,
            genre: lue.ligne.genre,
            avant,
            apres,
        });
    }
    liste.reverse();
    Ok(liste)
}

/// What someone holds once a line is written.
fn apres(genre: &str, corps: Option<&Value>, avant: Option<Habilitation>) -> Option<Habilitation> {
    match genre {
        "membre.retire" | "membre.invitationAnnulee" | "organisation.administrateurRetire" => None,
        "organisation.administrateurNomme" => Some(Role::AdministrateurOrganisation.into()),
        "service.cree" => Some(Role::Proprietaire.into()),
        // Someone who had a role already keeps it.
        "membre.invitationSansObjet" => avant,
        _ => corps.and_then(lue),
    }
}

/// The right a line gives: the body itself, or the second part of an invitation.
fn lue(corps: &Value) -> Option<Habilitation> {
    let dit = corps.get(1).unwrap_or(corps);
    let role = Role::depuis_id(dit.get("role").unwrap_or(dit).as_str()?)?;
    let Some(rubriques) = dit.get("rubriques").and_then(Value::as_array) else {
        let fin = dit.get("fin").and_then(Value::as_str);
        return Some(Habilitation {
            fin: fin.and_then(|fin| fin.parse().ok()),
            ..role.into()
        });
    };
    let lues = rubriques.iter().filter_map(Value::as_str);
    let rubriques: EnumSet<Rubrique> = lues.filter_map(Rubrique::depuis_id).collect();
    Some(Habilitation::limitee(role, rubriques))
}

/// The address an invitation is for.
fn courriel(corps: &Value) -> Option<String> {
    Some(corps.get(0)?.get("courriel")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_right_reads_back_as_it_was_written() {
        let limitee = Habilitation::limitee(Role::Contributeur, Rubrique::Risques.into());
        let datee = Habilitation::auditeur("2026-12-31".parse().unwrap());
        for tenue in [limitee, datee, Role::Rssi.into()] {
            let corps = serde_json::to_value(tenue).unwrap();
            assert_eq!(lue(&corps), Some(tenue));
            assert_eq!(lue(&json!([{ "courriel": "a@b.fr" }, corps])), Some(tenue));
        }
        for corps in [json!(null), json!(3), json!([]), json!({ "role": 1 })] {
            assert_eq!(lue(&corps), None);
        }
    }
}
