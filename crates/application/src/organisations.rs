//! Organisations as people see them: what they are, who administers them, what they say once for
//! all their services.
//!
//! Invariant: what an organisation is to a person comes from [`autoriser`] alone; someone without
//! any role on it nor on one of its services gets the same answer as for one that does not exist.
//! A token made for some services sees no organisation: it tells of services it was not made for.

mod administrateurs;
mod audit;
mod ecriture;
mod fiche;

pub(crate) use administrateurs::tous as administrateurs_de;
pub use administrateurs::{
    Administrateur, Geste, ModifierAdministrateurs, modifier_administrateurs, nommer_par_exploitant,
};
pub use audit::{Acces, Audit, Changement, HISTORIQUE_MAX, auditer};
pub use fiche::{ConflitFiche, ModifierFiche, modifier_fiche};

use std::sync::Arc;

use domaine::droits::{ActionOrganisation, RoleOrganisation};
use domaine::organisations::{Fiche, TypeEntite};
use futures_util::future::BoxFuture;
use stockage::{Tx, administrateurs as base_administrateurs, organisations};
use uuid::Uuid;

use crate::{Context, Error, Result};

/// An organisation someone works for, in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mienne {
    /// Its key.
    pub id: Uuid,
    /// 14 digits.
    pub siret: String,
    /// What it is.
    pub fiche: Fiche,
    /// What the person is for it.
    pub role: RoleOrganisation,
}

/// An organisation, opened by someone who may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationOuverte {
    /// Its key.
    pub id: Uuid,
    /// 14 digits.
    pub siret: String,
    /// What it is.
    pub fiche: Fiche,
    /// Version of that, from 1.
    pub version: i64,
    /// What the person is for it.
    pub role: RoleOrganisation,
    /// Who administers it, in order of arrival.
    pub administrateurs: Vec<Administrateur>,
    /// Whether the last of them may leave.
    pub engagee: bool,
    /// How many living services it answers for; said to those who administer it.
    pub services: Option<i64>,
}

impl OrganisationOuverte {
    /// Whether the person may do this to it.
    #[must_use]
    pub fn peut(&self, action: ActionOrganisation) -> bool {
        self.role.permet(action)
    }
}

/// The organisations of the person who acts, by name.
///
/// # Errors
/// [`Error::HorsPortee`] for a token made for some services.
pub async fn miennes(ctx: &Context) -> Result<Vec<Mienne>> {
    ctx.peut_voir_les_organisations()?;
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let mut liste = Vec::new();
                for lue in organisations::du_compte(tx, ctx.lecteur()).await? {
                    let role = match base_administrateurs::est_un(tx, lue.id, ctx.acteur()).await? {
                        true => RoleOrganisation::Administrateur,
                        false => RoleOrganisation::Agent,
                    };
                    liste.push(Mienne {
                        id: lue.id,
                        siret: lue.siret.clone(),
                        fiche: presenter(lue),
                        role,
                    });
                }
                Ok(liste)
            })
        })
        .await
}

/// Opens an organisation to read it.
///
/// # Errors
/// [`Error::Introuvable`] for whoever does not work for it.
pub async fn ouvrir(ctx: &Context, id: Uuid) -> Result<OrganisationOuverte> {
    ouvrir_pour(ctx, id, ActionOrganisation::Lire).await
}

/// Opens an organisation to do something to it: the form that leads there is for those who may.
///
/// # Errors
/// [`Error::Introuvable`], [`Error::InterditOrganisation`].
pub async fn ouvrir_pour(
    ctx: &Context,
    id: Uuid,
    action: ActionOrganisation,
) -> Result<OrganisationOuverte> {
    lire(ctx, id, action, move |tx, role| {
        Box::pin(async move {
            let lue = organisations::charger(tx, id).await?;
            let services = match role {
                RoleOrganisation::Administrateur => {
                    Some(organisations::nombre_services(tx, id).await?)
                }
                RoleOrganisation::Agent => None,
            };
            Ok(OrganisationOuverte {
                id,
                siret: lue.siret.clone(),
                version: lue.version,
                fiche: presenter(lue),
                role,
                administrateurs: administrateurs_de(tx, id).await?,
                engagee: organisations::est_engagee(tx, id).await?,
                services,
            })
        })
    })
    .await
}

/// Reads something of an organisation, for someone who may.
pub(crate) async fn lire<'env, R, F>(
    ctx: &'env Context,
    organisation: Uuid,
    action: ActionOrganisation,
    lecture: F,
) -> Result<R>
where
    R: Send,
    F: for<'t> Fn(&'t mut Tx<'env>, RoleOrganisation) -> BoxFuture<'t, Result<R>>
        + Send
        + Sync
        + 'env,
{
    let lecture = Arc::new(lecture);
    ctx.store()
        .read(move |tx| {
            let lecture = Arc::clone(&lecture);
            Box::pin(async move {
                let role = autoriser(ctx, tx, organisation, action).await?;
                lecture(tx, role).await
            })
        })
        .await
}

/// What the person is for an organisation, when it allows `action`.
pub(crate) async fn autoriser(
    ctx: &Context,
    tx: &mut Tx<'_>,
    organisation: Uuid,
    action: ActionOrganisation,
) -> Result<RoleOrganisation> {
    ctx.peut_voir_les_organisations()?;
    let acteur = ctx.acteur();
    let role = if base_administrateurs::est_un(tx, organisation, acteur).await? {
        RoleOrganisation::Administrateur
    } else if organisations::a_pour_agent(tx, organisation, ctx.lecteur()).await? {
        RoleOrganisation::Agent
    } else {
        return Err(Error::Introuvable);
    };
    if role.permet(action) {
        Ok(role)
    } else {
        Err(Error::InterditOrganisation(action))
    }
}

/// A stored organisation as the domain says it; an unknown type says nothing.
fn presenter(lue: organisations::Organisation) -> Fiche {
    Fiche {
        nom: lue.nom,
        type_entite: lue.type_entite.as_deref().and_then(TypeEntite::depuis_id),
        rna: lue.rna,
        euid: lue.euid,
    }
}
