//! "Mes services": the list of a person's services, and its key figures.
//!
//! Invariant: made of clear columns only; no service is opened.

use domaine::droits::Role;
use domaine::etapes::ProchaineEtape;
use domaine::vocabulaire::{NiveauSecurite, StatutDeploiement};
use jiff::Timestamp;
use stockage::services::{self, Chiffres, Etat, Filtre, LigneListe, Ordre};
use uuid::Uuid;

use super::corbeille::recuperables_depuis;
use crate::{Context, Result};

/// Services shown on a page of the list.
pub const TAILLE_PAGE: i64 = 20;

/// Services shown at once to whoever asks for long pages.
pub const TAILLE_LONGUE: i64 = 500;

/// Services proposed in a list to choose from.
const NOMS_MAX: i64 = 500;

/// Which part of the list.
#[derive(Clone, Debug, Default)]
pub struct Demande {
    /// Which services.
    pub filtre: Filtre,
    /// In which order.
    pub ordre: Ordre,
    /// Which page, from 1.
    pub page: i64,
    /// Pages of [`TAILLE_LONGUE`] services instead of [`TAILLE_PAGE`].
    pub longue: bool,
}

impl Demande {
    /// Services on a page.
    #[must_use]
    pub const fn taille(&self) -> i64 {
        if self.longue {
            TAILLE_LONGUE
        } else {
            TAILLE_PAGE
        }
    }
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct MesServices {
    /// The rows.
    pub services: Vec<ServiceListe>,
    /// How many services the filter keeps.
    pub total: i64,
    /// The page shown, from 1, brought back within bounds.
    pub page: i64,
    /// How many pages there are, at least 1.
    pub pages: i64,
    /// Key figures, whatever the filter.
    pub chiffres: Chiffres,
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct ServiceListe {
    /// The service.
    pub id: Uuid,
    /// Its name.
    pub nom: String,
    /// The organisation that answers for it.
    pub organisation: String,
    /// What the person is for it.
    pub role: Role,
    /// Still being described.
    pub brouillon: bool,
    /// Where the project stands.
    pub deploiement: Option<StatutDeploiement>,
    /// Its level; none for a draft.
    pub niveau: Option<NiveauSecurite>,
    /// Measures with a status, and all of them; none for a draft.
    pub completude: Option<(i64, i64)>,
    /// Its index, in hundredths; none for a draft.
    pub indice: Option<i64>,
    /// What to do next.
    pub prochaine_etape: ProchaineEtape,
    /// How many questions or measures that is; 0 when it does not count.
    pub reste: i64,
    /// Last change.
    pub modifie_le: Timestamp,
}

/// The services of the person who acts.
///
/// # Errors
/// The database's failures.
pub async fn mes_services(ctx: &Context, demande: &Demande) -> Result<MesServices> {
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let lecteur = ctx.lecteur();
                let (filtre, ordre) = (&demande.filtre, demande.ordre);
                let chiffres = services::chiffres(tx, lecteur, recuperables_depuis(ctx)).await?;
                let total = if *filtre == Filtre::default() {
                    chiffres.services
                } else {
                    services::compter(tx, lecteur, filtre).await?
                };
                let taille = demande.taille();
                let pages = (total + taille - 1).div_euclid(taille).max(1);
                let page = demande.page.clamp(1, pages);
                let decalage = (page - 1) * taille;
                let lignes = services::liste(tx, lecteur, filtre, ordre, decalage, taille).await?;
                Ok(MesServices {
                    services: lignes.into_iter().map(Into::into).collect(),
                    total,
                    page,
                    pages,
                    chiffres,
                })
            })
        })
        .await
}

/// The services whoever acts sees, in the order they were made: `limite` of them after the last
/// one seen (none to begin).
///
/// # Errors
/// The database's failures.
pub async fn suite(ctx: &Context, apres: Option<Uuid>, limite: i64) -> Result<Vec<ServiceListe>> {
    let limites = ctx.delegation().filter(|d| d.services.is_some());
    let jeton = limites.map(|d| d.jeton);
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let apres = apres.unwrap_or_default();
                let lignes = services::suite(tx, ctx.lecteur(), jeton, apres, limite).await?;
                Ok(lignes.into_iter().map(Into::into).collect())
            })
        })
        .await
}

/// The names of the services of the person who acts, in the order of the list.
///
/// # Errors
/// The database's failures.
pub async fn mes_noms(ctx: &Context) -> Result<Vec<(Uuid, String)>> {
    ctx.store()
        .read(move |tx| {
            Box::pin(async move {
                let (lecteur, filtre) = (ctx.lecteur(), Filtre::default());
                let lignes =
                    services::liste(tx, lecteur, &filtre, Ordre::default(), 0, NOMS_MAX).await?;
                Ok(lignes.into_iter().map(|l| (l.id, l.nom)).collect())
            })
        })
        .await
}

impl From<LigneListe> for ServiceListe {
    fn from(l: LigneListe) -> Self {
        let etape = l.prochaine_etape.as_deref();
        let prochaine_etape = etape
            .and_then(ProchaineEtape::depuis_id)
            .unwrap_or(ProchaineEtape::TerminerDescription);
        let brouillon = l.etat == Etat::Brouillon;
        Self {
            id: l.id,
            nom: l.nom,
            organisation: l.organisation,
            role: Role::depuis_id(&l.role).unwrap_or(Role::Lecteur),
            brouillon,
            deploiement: l
                .statut_deploiement
                .as_deref()
                .and_then(StatutDeploiement::depuis_id),
            niveau: l.niveau.as_deref().and_then(NiveauSecurite::depuis_id),
            completude: (!brouillon).then_some((
                l.nb_statuees + l.nb_specifiques_statuees,
                l.nb_mesures + l.nb_specifiques,
            )),
            indice: l.indice,
            prochaine_etape,
            reste: match prochaine_etape {
                ProchaineEtape::PoursuivreEtatDesLieux => {
                    l.nb_mesures - l.nb_statuees - l.nb_incertaines
                }
                ProchaineEtape::DemanderReponses => l.nb_incertaines,
                ProchaineEtape::FaireMesures => {
                    let siennes = l.nb_specifiques - l.nb_specifiques_closes;
                    l.nb_mesures - l.nb_faites - l.nb_ecartees + siennes
                }
                ProchaineEtape::TerminerDescription
                | ProchaineEtape::CommencerEtatDesLieux
                | ProchaineEtape::Rien => 0,
            },
            modifie_le: l.modifie_le,
        }
    }
}
