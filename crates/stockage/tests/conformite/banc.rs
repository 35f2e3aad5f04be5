//! The bench a test works on: an empty, migrated database, fixed ports, and a way to alter rows
//! behind the store's back.
//!
//! Invariant: two tests share nothing.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Pool, Postgres, Sqlite};
use stockage::ports::{Alea, AleaFixe, AleaSysteme, Horloge, HorlogeFixe, Ids, IdsSuite};
use stockage::{Error, Parametres, Store, Tour, Trousseau, Tx};
use stockage::{comptes, journal, membres, mesures, organisations, services};
use tempfile::TempDir;
use uuid::Uuid;

use crate::grappe;

/// Direct access to the database.
pub(crate) enum Brut {
    Sqlite(Pool<Sqlite>),
    Postgres(Pool<Postgres>),
}

/// The day it is, for what ends with a day.
pub(crate) const AUJOURD_HUI: jiff::civil::Date = jiff::civil::Date::constant(2026, 11, 21);

pub(crate) struct Banc {
    pub(crate) store: Store,
    pub(crate) brut: Brut,
    pub(crate) parametres: Parametres,
    pub(crate) horloge: HorlogeFixe,
    ids: IdsSuite,
    base: Option<String>,
    _dossier: TempDir,
}

/// The keyring of every bench.
pub(crate) fn trousseau() -> Trousseau {
    Trousseau::generer(&AleaFixe::new(1)).unwrap()
}

impl Banc {
    pub(crate) async fn sqlite() -> Self {
        let dossier = tempfile::tempdir().unwrap();
        let parametres = Parametres::Sqlite {
            dossier: dossier.path().join("donnees"),
        };
        Self::monter(parametres, None, dossier).await
    }

    pub(crate) async fn postgres() -> Self {
        let (base, parametres) = base_postgres().await;
        Self::monter(parametres, Some(base), tempfile::tempdir().unwrap()).await
    }

    async fn monter(parametres: Parametres, base: Option<String>, dossier: TempDir) -> Self {
        let store = Store::open(parametres.clone(), trousseau()).await.unwrap();
        store.migrate().await.unwrap();
        let brut = match &parametres {
            Parametres::Sqlite { dossier } => {
                let fichier = dossier.join("mss.sqlite");
                let url = format!("sqlite://{}", fichier.display());
                Brut::Sqlite(Pool::connect(&url).await.unwrap())
            }
            Parametres::Postgres { url, .. } => Brut::Postgres(Pool::connect(url).await.unwrap()),
        };
        let horloge = HorlogeFixe::new("2026-11-21T10:00:00Z".parse().unwrap());
        Self {
            store,
            brut,
            parametres,
            horloge,
            ids: IdsSuite::default(),
            base,
            _dossier: dossier,
        }
    }

    pub(crate) async fn fermer(self) {
        self.store.close().await;
        match self.brut {
            Brut::Sqlite(bassin) => bassin.close().await,
            Brut::Postgres(bassin) => bassin.close().await,
        }
        if let Some(base) = self.base {
            jeter(&base).await;
        }
    }

    pub(crate) fn id(&self) -> Uuid {
        self.ids.nouveau()
    }

    pub(crate) fn maintenant(&self) -> Timestamp {
        self.horloge.maintenant()
    }

    /// Runs SQL of a test's own; gives the number of rows changed.
    pub(crate) async fn executer(&self, requete: &str) -> u64 {
        let requete = AssertSqlSafe(requete.to_owned());
        match &self.brut {
            Brut::Sqlite(bassin) => sqlx::query(requete)
                .execute(bassin)
                .await
                .unwrap()
                .rows_affected(),
            Brut::Postgres(bassin) => sqlx::query(requete)
                .execute(bassin)
                .await
                .unwrap()
                .rows_affected(),
        }
    }

    /// Rows of one column of bytes.
    pub(crate) async fn octets(&self, requete: &str) -> Vec<Vec<u8>> {
        let requete = AssertSqlSafe(requete.to_owned());
        match &self.brut {
            Brut::Sqlite(bassin) => sqlx::query_scalar(requete).fetch_all(bassin).await,
            Brut::Postgres(bassin) => sqlx::query_scalar(requete).fetch_all(bassin).await,
        }
        .unwrap()
    }

    /// A number.
    pub(crate) async fn nombre(&self, requete: &str) -> i64 {
        let requete = AssertSqlSafe(requete.to_owned());
        match &self.brut {
            Brut::Sqlite(bassin) => sqlx::query_scalar(requete).fetch_one(bassin).await,
            Brut::Postgres(bassin) => sqlx::query_scalar(requete).fetch_one(bassin).await,
        }
        .unwrap()
    }

    /// Makes an account with that address.
    pub(crate) async fn compte(&self, courriel: &str) -> Uuid {
        let (id, cree_le) = (self.id(), self.maintenant());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    comptes::creer(
                        tx,
                        &comptes::Nouveau {
                            id,
                            courriel,
                            document: &json!({ "courriel": courriel }),
                            cree_le,
                        },
                    )
                    .await?;
                    Ok::<_, Error>(id)
                })
            })
            .await
            .unwrap()
    }

    /// Makes a service owned by `compte`.
    pub(crate) async fn service(&self, compte: Uuid, nom: &str) -> Uuid {
        let id = self.id();
        let organisation = self.id();
        let maintenant = self.maintenant();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let fiche = fiche(tx, organisation, nom, maintenant).await?;
                    let nouveau = services::Nouveau {
                        id,
                        fiche,
                        catalogue: "mss-v2".into(),
                        cree_le: maintenant,
                    };
                    let mut tour = services::creer(tx, &nouveau).await?;
                    let membre = membres::Membre {
                        compte_id: compte,
                        titre: "proprietaire".into(),
                        ajoute_le: maintenant,
                        ajoute_par: None,
                    };
                    membres::poser(tx, &mut tour, &membre).await?;
                    journaliser(tx, &mut tour, "service.cree", &json!({ "nom": nom })).await?;
                    Ok::<_, Error>(id)
                })
            })
            .await
            .unwrap()
    }
}

/// The columns of a service of the town of Saint-Aubin.
async fn fiche(
    tx: &mut Tx<'_>,
    id: Uuid,
    nom: &str,
    cree_le: Timestamp,
) -> Result<services::Fiche, Error> {
    let organisation = organisations::trouver_ou_creer(
        tx,
        &organisations::Nouvelle {
            id,
            siret: "21350001400013",
            nom: "Ville de Saint-Aubin",
            nom_tri: "ville de saint-aubin",
            cree_le,
        },
    )
    .await?;
    Ok(services::Fiche {
        organisation_id: organisation.id,
        nom: nom.into(),
        nom_tri: domaine::texte::cle_de_tri(nom),
        etat: services::Etat::Brouillon,
        statut_deploiement: None,
    })
}

/// Appends a line by nobody about `genre`.
pub(crate) async fn journaliser(
    tx: &mut Tx<'_>,
    tour: &mut Tour,
    genre: &str,
    corps: &Value,
) -> Result<i64, Error> {
    let fait = journal::Fait {
        horodatage: "2026-11-21T10:00:00Z".parse().unwrap(),
        acteur: None,
        genre,
        objet: genre,
        version: None,
        indice_apres: None,
        corps,
    };
    journal::ajouter(tx, tour, &fait).await
}

/// A measure written over `version_lue`.
pub(crate) fn ecriture<'a>(
    banc: &Banc,
    id: &'a str,
    version_lue: i64,
    statut: &'a str,
    par: Uuid,
) -> mesures::Ecriture<'a, Value> {
    mesures::Ecriture {
        id,
        version_lue,
        statut: Some(statut),
        incertaine: false,
        reportee: false,
        priorite: None,
        echeance: None,
        responsables: None,
        document: None,
        modifie_le: banc.maintenant(),
        modifie_par: par,
    }
}

/// A new PostgreSQL database: its name and how to open it.
pub(crate) async fn base_postgres() -> (String, Parametres) {
    let mut suffixe = [0; 8];
    AleaSysteme.remplir(&mut suffixe).unwrap();
    let base = format!("mss_test_{:016x}", u64::from_be_bytes(suffixe));
    administrer(&format!("CREATE DATABASE {base}")).await;
    let parametres = Parametres::Postgres {
        url: grappe::url(&base),
        connexions: 12,
    };
    (base, parametres)
}

/// Removes a PostgreSQL database.
pub(crate) async fn jeter(base: &str) {
    administrer(&format!("DROP DATABASE {base} WITH (FORCE)")).await;
}

async fn administrer(requete: &str) {
    let mut connexion = PgConnection::connect(&grappe::url("postgres"))
        .await
        .unwrap();
    connexion
        .execute(AssertSqlSafe(requete.to_owned()))
        .await
        .unwrap();
    connexion.close().await.unwrap();
}

/// Another handle on the same database, with another keyring.
pub(crate) async fn ouvrir_avec(banc: &Banc, trousseau: Trousseau) -> Store {
    Store::open_avec(banc.parametres.clone(), trousseau, Arc::new(AleaSysteme))
        .await
        .unwrap()
}
