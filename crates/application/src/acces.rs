//! Opening a service: the person's role on it, then everything a page about it needs.
//!
//! Invariant: nothing of a service is read before the role is known and allows it; someone without
//! a role gets the same answer as for a service that does not exist.

use std::collections::BTreeMap;
use std::sync::Arc;

use domaine::catalogue::Catalogue;
use domaine::droits::{Action, Habilitation, Role, Rubrique};
use domaine::ensemble::MesureIdx;
use domaine::etat_des_lieux::Suivi;
use domaine::evaluation::Evaluation;
use domaine::indice::centiemes;
use domaine::reponses::{Description, Reponses};
use domaine::risques::RisqueEvalue;
use domaine::statuts::MesureSpecifique;
use domaine::suivi::{Priorite, SuiviMesure};
use domaine::vocabulaire::Statut;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use stockage::{Tx, administrateurs, membres, mesures, services};
use uuid::Uuid;

use crate::comptes::Annuaire;
use crate::historique::{Nouveautes, nouveautes_depuis};
use crate::risques::RisquesEcrits;
use crate::specifiques::{self, Specifique};
use crate::{Context, Environnement, Error, Result};

/// What goes with a measure, encrypted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DocumentMesure {
    /// Why it was declined (F30); empty otherwise.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub motif: String,
    /// How it is carried out.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub details: String,
}

impl DocumentMesure {
    /// What is encrypted of a follow-up; none when nothing was typed at length.
    pub(crate) fn de(suivi: &SuiviMesure) -> Option<Self> {
        let document = Self {
            motif: suivi.motif.clone(),
            details: suivi.details.clone(),
        };
        (document != Self::default()).then_some(document)
    }
}

/// A measure someone said something about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneMesure {
    /// From 1; a measure nobody touched is at 0 and has no row.
    pub version: i64,
    /// What was said.
    pub suivi: SuiviMesure,
    /// Last change.
    pub modifie_le: Timestamp,
    /// Who made it.
    pub modifie_par: Option<Uuid>,
}

impl LigneMesure {
    /// What stands for the row of a measure that has none.
    pub(crate) fn jamais_ecrite(maintenant: Timestamp) -> Self {
        Self {
            version: 0,
            suivi: SuiviMesure::default(),
            modifie_le: maintenant,
            modifie_par: None,
        }
    }
}

/// A service, opened by someone who may read it.
#[derive(Clone, Debug)]
pub struct ServiceOuvert {
    /// Its clear columns.
    pub fiche: services::Service,
    /// What the person holds on it.
    pub habilitation: Habilitation,
    /// The catalogue it stands on.
    pub catalogue: &'static Catalogue,
    /// Version of the description.
    pub version: i64,
    /// The stored answers.
    pub reponses: Reponses,
    /// What was said of its measures, by identifier: those of the catalogue it no longer has, and
    /// the specific ones, included.
    pub lignes: BTreeMap<String, LigneMesure>,
    /// The measures of its own, in the order they were added.
    pub specifiques: Vec<Specifique>,
    /// The same as `lignes`, as the engine reads it.
    pub suivi: Suivi,
    /// What was written of its risks.
    pub risques: RisquesEcrits,
    /// What follows from it; none for a draft.
    pub bilan: Option<Arc<Bilan>>,
    /// What others did since the person's last visit, when it was opened to be shown.
    pub nouveautes: Option<Nouveautes>,
}

/// What the engine works out of a described service.
#[derive(Clone, Debug)]
pub struct Bilan {
    /// What it read.
    pub description: Description,
    /// What it found; its risks are those studied, with the gravity people chose.
    pub evaluation: Evaluation,
    /// The risks people decided not to study: never counted.
    pub desactives: Vec<RisqueEvalue>,
}

impl ServiceOuvert {
    /// Whether the person may do this to it.
    #[must_use]
    pub fn peut(&self, action: Action) -> bool {
        self.habilitation.permet(action)
    }

    /// What was said of a measure of the catalogue.
    #[must_use]
    pub fn ligne(&self, mesure: MesureIdx) -> Option<&LigneMesure> {
        self.lignes.get(&self.catalogue.mesure(mesure).id)
    }

    /// What the engine works out.
    ///
    /// # Errors
    /// [`Error::EncoreBrouillon`] when the description is not complete (F28).
    pub fn bilan(&self) -> Result<&Arc<Bilan>> {
        self.bilan.as_ref().ok_or(Error::EncoreBrouillon)
    }
}

/// Opens a service to read it.
///
/// # Errors
/// [`Error::Introuvable`] for whoever has no role on it.
pub async fn ouvrir(ctx: &Context, service: Uuid) -> Result<ServiceOuvert> {
    ouvrir_pour(ctx, service, Action::Lire).await
}

/// Opens a service to do something to it: the form that leads there is for those who may.
///
/// # Errors
/// [`Error::Introuvable`] for whoever has no role on it, [`Error::Interdit`] when the role does
/// not allow it.
pub async fn ouvrir_pour(ctx: &Context, service: Uuid, action: Action) -> Result<ServiceOuvert> {
    ctx.store()
        .read(move |tx| Box::pin(montrer(ctx, tx, service, action)))
        .await
}

/// The service, with what others did since the person's last visit.
async fn montrer(
    ctx: &Context,
    tx: &mut Tx<'_>,
    service: Uuid,
    action: Action,
) -> Result<ServiceOuvert> {
    if !ctx.voit(service) {
        return Err(Error::Introuvable);
    }
    let ouverture = services::ouvrir::<Reponses>(tx, service, Some(ctx.acteur())).await?;
    let tenue = ouverture.titre.as_ref().and_then(habilitation);
    let tenue = juger(ctx, tenue, action)?;
    let visite = ouverture.visite;
    let mut ouvert = assembler(ctx, tx, ouverture, tenue).await?;
    ouvert.nouveautes = nouveautes_depuis(ctx, tx, service, visite).await?;
    Ok(ouvert)
}

/// The same as [`ouvrir`], with the members, in order of arrival: one read for a page that names
/// them.
///
/// # Errors
/// Those of [`ouvrir`].
pub async fn ouvrir_avec_membres(
    ctx: &Context,
    service: Uuid,
) -> Result<(ServiceOuvert, Vec<(Uuid, String)>)> {
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let ouvert = montrer(ctx, tx, service, Action::Lire).await?;
                let membres = Annuaire::default().membres(tx, service).await?;
                Ok((ouvert, membres))
            })
        })
        .await
}

/// Runs a read on a service, for someone whose role allows `action`.
pub(crate) async fn lire<'env, T, F>(
    ctx: &'env Context,
    service: Uuid,
    action: Action,
    lecture: F,
) -> Result<T>
where
    T: Send,
    F: for<'t> Fn(&'t mut Tx<'env>, Habilitation) -> BoxFuture<'t, Result<T>> + Send + Sync + 'env,
{
    let lecture = Arc::new(lecture);
    ctx.store()
        .read(move |tx| {
            let lecture = Arc::clone(&lecture);
            Box::pin(async move {
                let habilitation = autoriser(ctx, tx, service, action).await?;
                lecture(tx, habilitation).await
            })
        })
        .await
}

/// What the person holds on a service, by a role on it or as an administrator of its organisation,
/// when it has not ended, allows `action` and, for a program, its token too: a token restricts
/// what its owner may do at this moment, and never adds to it.
pub(crate) async fn autoriser(
    ctx: &Context,
    tx: &mut Tx<'_>,
    service: Uuid,
    action: Action,
) -> Result<Habilitation> {
    if !ctx.voit(service) {
        return Err(Error::Introuvable);
    }
    let titre = administrateurs::titre_sur_service(tx, service, ctx.acteur()).await?;
    juger(ctx, titre.as_ref().and_then(habilitation), action)
}

/// What the person holds, once it is known to be enough.
fn juger(ctx: &Context, tenue: Option<Habilitation>, action: Action) -> Result<Habilitation> {
    let tenue = tenue.filter(|tenue| tenue.vaut(ctx.aujourd_hui()));
    let tenue = tenue.ok_or(Error::Introuvable)?;
    if !tenue.permet(action) {
        return Err(Error::Interdit(action));
    }
    match ctx.delegation() {
        Some(delegation) if !delegation.portee.permet(action) => Err(Error::HorsPortee),
        _ => Ok(tenue),
    }
}

/// What the person holds on a service on this day, whatever the token; none without any role, or
/// once it ended.
pub(crate) async fn tenue(
    ctx: &Context,
    tx: &mut Tx<'_>,
    service: Uuid,
) -> Result<Option<Habilitation>> {
    let titre = administrateurs::titre_sur_service(tx, service, ctx.acteur()).await?;
    let tenue = titre.as_ref().and_then(habilitation);
    Ok(tenue.filter(|tenue| tenue.vaut(ctx.aujourd_hui())))
}

/// What a stored role gives, whether or not it ended; none for one this version does not know.
pub(crate) fn habilitation(titre: &membres::Titre) -> Option<Habilitation> {
    let role = Role::depuis_id(&titre.role)?;
    Some(match (&titre.rubriques, &titre.fin) {
        (Some(ids), _) => Habilitation::limitee(
            role,
            ids.split(' ').filter_map(Rubrique::depuis_id).collect(),
        ),
        (None, Some(fin)) => Habilitation {
            fin: fin.parse().ok(),
            ..role.into()
        },
        (None, None) => role.into(),
    })
}

/// Whether a stored role still gives something on that day.
pub(crate) fn tient(titre: &membres::Titre, jour: Date) -> bool {
    habilitation(titre).is_some_and(|tenue| tenue.vaut(jour))
}

/// The same, as it is stored.
pub(crate) fn titre(habilitation: Habilitation) -> membres::Titre {
    let ids = habilitation.rubriques.iter().map(Rubrique::id);
    membres::Titre {
        role: habilitation.role.id().to_owned(),
        rubriques: habilitation
            .est_limitee()
            .then(|| ids.collect::<Vec<_>>().join(" ")),
        fin: habilitation.fin.map(|fin| fin.to_string()),
    }
}

/// Everything about a service, within a transaction.
pub(crate) async fn charger(
    environnement: &Environnement,
    tx: &mut Tx<'_>,
    service: Uuid,
    habilitation: Habilitation,
) -> Result<ServiceOuvert> {
    let ouverture = services::ouvrir::<Reponses>(tx, service, None).await?;
    assembler(environnement, tx, ouverture, habilitation).await
}

/// The same, from what its first statement read.
async fn assembler(
    environnement: &Environnement,
    tx: &mut Tx<'_>,
    ouverture: services::Ouverture<Reponses>,
    habilitation: Habilitation,
) -> Result<ServiceOuvert> {
    let service = ouverture.service.id;
    let catalogue = environnement.catalogue();
    let stockees = mesures::toutes::<DocumentMesure>(tx, service).await?;
    let lignes = stockees
        .into_iter()
        .map(|mut m| (std::mem::take(&mut m.id), LigneMesure::from(m)))
        .collect();
    let mut ouvert = ServiceOuvert {
        fiche: ouverture.service,
        habilitation,
        catalogue,
        version: ouverture.description.version,
        reponses: ouverture.description.document,
        lignes,
        specifiques: match ouverture.a_des_specifiques {
            true => specifiques::du_service(tx, service).await?,
            false => Vec::new(),
        },
        suivi: Suivi::default(),
        risques: match ouverture.a_des_risques {
            true => RisquesEcrits::charger(tx, service).await?,
            false => RisquesEcrits::default(),
        },
        bilan: None,
        nouveautes: None,
    };
    ouvert.evaluer();
    Ok(ouvert)
}

impl ServiceOuvert {
    /// Its index in hundredths; none for a draft.
    #[must_use]
    pub fn indice(&self) -> Option<i64> {
        let bilan = self.bilan.as_ref()?;
        Some(centiemes(bilan.evaluation.indice.total).into())
    }

    /// The measures of its own, as the engine reads them.
    #[must_use]
    pub fn mesures_specifiques(&self) -> Vec<MesureSpecifique> {
        let lue = |s: &Specifique| MesureSpecifique {
            categorie: s.contenu.categorie,
            statut: self.lignes.get(&s.id).and_then(|l| l.suivi.statut),
        };
        self.specifiques.iter().map(lue).collect()
    }

    /// Works everything out again, after a change to the answers or the measures.
    pub(crate) fn evaluer(&mut self) {
        self.suivi = suivi(self.catalogue, &self.lignes);
        self.bilan = self.bilan_calcule().map(Arc::new);
    }

    fn bilan_calcule(&self) -> Option<Bilan> {
        let decrit = self.fiche.etat == services::Etat::Actif;
        let description = decrit.then(|| self.reponses.description().ok()).flatten()?;
        let siennes = self.mesures_specifiques();
        let mut evaluation = self
            .catalogue
            .evaluer(&description, &self.suivi.statuts, &siennes);
        let (etudies, desactives) = self.risques.ajuster(self.catalogue, &evaluation.risques);
        evaluation.risques = etudies;
        Some(Bilan {
            description,
            evaluation,
            desactives,
        })
    }
}

impl From<mesures::Mesure<DocumentMesure>> for LigneMesure {
    fn from(m: mesures::Mesure<DocumentMesure>) -> Self {
        let document = m.document.unwrap_or_default();
        Self {
            version: m.version,
            suivi: SuiviMesure {
                statut: m.statut.as_deref().and_then(Statut::depuis_id),
                incertaine: m.incertaine,
                reportee: m.reportee,
                motif: document.motif,
                details: document.details,
                priorite: m.priorite.as_deref().and_then(Priorite::depuis_id),
                echeance: m.echeance.and_then(|date| date.parse().ok()),
                responsables: m.responsables.into_iter().collect(),
            },
            modifie_le: m.modifie_le,
            modifie_par: m.modifie_par,
        }
    }
}

/// What the engine reads of the rows: those of the catalogue.
fn suivi(catalogue: &Catalogue, lignes: &BTreeMap<String, LigneMesure>) -> Suivi {
    let du_catalogue: Vec<_> = lignes
        .iter()
        .filter_map(|(id, ligne)| Some((catalogue.trouver(id)?, ligne)))
        .collect();
    let mut reportees: Vec<_> = du_catalogue
        .iter()
        .filter(|(_, l)| l.suivi.reportee)
        .collect();
    reportees.sort_by_key(|(mesure, ligne)| (ligne.modifie_le, *mesure));
    Suivi {
        statuts: du_catalogue
            .iter()
            .filter_map(|(mesure, ligne)| Some((*mesure, ligne.suivi.statut?)))
            .collect(),
        inconnues: du_catalogue
            .iter()
            .filter(|(_, ligne)| ligne.suivi.incertaine)
            .map(|(mesure, _)| *mesure)
            .collect(),
        plus_tard: reportees.into_iter().map(|(mesure, _)| *mesure).collect(),
    }
}
