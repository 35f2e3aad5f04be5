//! What the team writes to each other about a measure or a risk.
//!
//! Invariant: a comment belongs to whoever wrote it: nobody else changes or deletes it. Deleting it
//! erases its text everywhere, the journal included; that it was written and deleted stays.

mod lecture;

pub use lecture::{commentaire, commentaires, suite};
pub(crate) use lecture::{de_l_objet, textes};

use domaine::droits::Action;
use domaine::risques::numero_propre;
use domaine::saisie::controler;
use domaine::texte::normaliser;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stockage::{Tx, commentaires as base, journal};
use uuid::Uuid;

use crate::acces::{ServiceOuvert, charger};
use crate::ecriture::{Commande, Ecriture, sur_service};
use crate::mesures::cle;
use crate::{Context, Error, Result};

/// Longest comment, in characters.
pub const TEXTE_MAX: usize = 3000;

/// Comments shown of one thing, at most: the last ones.
pub const AFFICHES_MAX: i64 = 200;

/// Journal lines about one thing read to erase a text.
const RELECTURE_MAX: i64 = 10_000;

/// What a comment is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Objet {
    /// A measure, of the catalogue or of the service (`AUTH.1`).
    Mesure(String),
    /// A risk (`R3`).
    Risque(String),
}

impl Objet {
    /// Its stored form, also the object of its journal lines: `mesure:AUTH.1`.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Mesure(id) => format!("mesure:{id}"),
            Self::Risque(id) => format!("risque:{id}"),
        }
    }

    /// Refuses something the service does not have.
    fn verifier(&self, service: &ServiceOuvert) -> Result<()> {
        match self {
            Self::Mesure(id) => cle(service, id).map(drop),
            Self::Risque(id) => {
                let modele = &service.catalogue.risques;
                let bilan = service.bilan()?;
                let mut calcules = bilan.evaluation.risques.iter().chain(&bilan.desactives);
                let mut propres = service.risques.presents();
                let connu = calcules.any(|r| modele.risque(r).id == *id)
                    || numero_propre(id).is_some_and(|n| propres.any(|(numero, _)| numero == n));
                connu.then_some(()).ok_or(Error::Introuvable)
            }
        }
    }
}

/// A comment, as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commentaire {
    /// Its identifier.
    pub id: Uuid,
    /// Who wrote it.
    pub auteur: Uuid,
    /// The name of that person.
    pub nom: Option<String>,
    /// What it says.
    pub texte: String,
    /// When it was written.
    pub cree_le: Timestamp,
    /// When it was last changed.
    pub modifie_le: Option<Timestamp>,
}

/// What is encrypted of it.
#[derive(Debug, Serialize, Deserialize)]
struct Document {
    texte: String,
}

/// Body of its journal lines.
#[derive(Debug, Serialize, Deserialize)]
struct Corps {
    commentaire: Uuid,
    #[serde(default)]
    texte: String,
}

/// What is done with a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Geste {
    /// Write one.
    Ajouter {
        /// What it says.
        texte: String,
    },
    /// Change one's own.
    Modifier {
        /// Which.
        commentaire: Uuid,
        /// What it says from now on.
        texte: String,
    },
    /// Delete one's own.
    Supprimer {
        /// Which.
        commentaire: Uuid,
    },
}

/// Asks to write, change or delete a comment.
#[derive(Clone, Debug, Serialize)]
pub struct Commenter {
    /// Single-use identifier of the form.
    pub operation: Uuid,
    /// The service.
    pub service: Uuid,
    /// What it is about.
    pub objet: Objet,
    /// What is done.
    pub geste: Geste,
}

impl Commande for Commenter {
    const NOM: &'static str = "commentaires.commenter";

    fn operation(&self) -> Uuid {
        self.operation
    }
}

/// Writes, changes or deletes a comment; gives its identifier.
///
/// # Errors
/// [`Error::Saisie`] on `texte`; [`Error::Introuvable`] for something the service does not have,
/// or a comment that is not this person's.
pub async fn commenter(ctx: &Context, commande: &Commenter) -> Result<Uuid> {
    let nouveau = ctx.nouvel_id();
    sur_service(
        ctx,
        commande.service,
        Action::Commenter,
        commande,
        move |tx, ecriture| {
            Box::pin(async move {
                let tenue = ecriture.habilitation;
                let service = charger(ctx, tx, commande.service, tenue).await?;
                commande.objet.verifier(&service)?;
                let objet = commande.objet.id();
                match &commande.geste {
                    Geste::Ajouter { texte } => {
                        let texte = controle(texte)?;
                        ajouter(ctx, tx, ecriture, &objet, (nouveau, texte)).await
                    }
                    Geste::Modifier { commentaire, texte } => {
                        let texte = controle(texte)?;
                        modifier(ctx, tx, ecriture, &objet, (*commentaire, texte)).await
                    }
                    Geste::Supprimer { commentaire } => {
                        supprimer(ctx, tx, ecriture, &objet, *commentaire).await
                    }
                }
            })
        },
    )
    .await
}

fn controle(texte: &str) -> Result<String> {
    let texte = normaliser(texte);
    match controler(&texte, TEXTE_MAX, true) {
        None => Ok(texte),
        Some(raison) => Err(Error::Saisie {
            champ: "texte",
            raison,
        }),
    }
}

async fn ajouter(
    ctx: &Context,
    tx: &mut Tx<'_>,
    mut ecriture: Ecriture,
    objet: &str,
    (id, texte): (Uuid, String),
) -> Result<Uuid> {
    let document = Document { texte };
    let nouveau = base::Nouveau {
        id,
        objet,
        auteur: ctx.acteur(),
        document: &document,
        cree_le: ecriture.maintenant,
    };
    base::ajouter(tx, &mut ecriture.tour, &nouveau).await?;
    let texte = document.texte;
    noter(
        ctx,
        tx,
        ecriture,
        ("commentaire.ajoute", objet),
        (id, texte),
    )
    .await
}

async fn modifier(
    ctx: &Context,
    tx: &mut Tx<'_>,
    mut ecriture: Ecriture,
    objet: &str,
    (id, texte): (Uuid, String),
) -> Result<Uuid> {
    let actuel = du_sujet(ctx, tx, &ecriture, objet, id).await?;
    let document = Document { texte };
    if actuel.document.texte == document.texte {
        return Ok(id);
    }
    let (tour, le) = (&mut ecriture.tour, ecriture.maintenant);
    base::modifier(tx, tour, (id, ctx.acteur()), &document, le).await?;
    let texte = document.texte;
    noter(
        ctx,
        tx,
        ecriture,
        ("commentaire.modifie", objet),
        (id, texte),
    )
    .await
}

async fn supprimer(
    ctx: &Context,
    tx: &mut Tx<'_>,
    mut ecriture: Ecriture,
    objet: &str,
    id: Uuid,
) -> Result<Uuid> {
    du_sujet(ctx, tx, &ecriture, objet, id).await?;
    let (tour, le) = (&mut ecriture.tour, ecriture.maintenant);
    base::supprimer(tx, tour, (id, ctx.acteur()), le).await?;
    for ligne in journal::de_l_objet(tx, tour.id(), objet, RELECTURE_MAX).await? {
        let corps = ligne
            .corps
            .and_then(|c| serde_json::from_value::<Corps>(c).ok());
        if corps.is_some_and(|c| c.commentaire == id) {
            journal::effacer_corps(tx, tour, ligne.sequence).await?;
        }
    }
    let sans_texte = (id, String::new());
    noter(
        ctx,
        tx,
        ecriture,
        ("commentaire.supprime", objet),
        sans_texte,
    )
    .await
}

/// A comment of this person about that very thing.
async fn du_sujet(
    ctx: &Context,
    tx: &mut Tx<'_>,
    ecriture: &Ecriture,
    objet: &str,
    id: Uuid,
) -> Result<base::Commentaire<Document>> {
    let lu = base::un::<Document>(tx, ecriture.tour.id(), id).await?;
    lu.filter(|c| c.auteur == ctx.acteur() && c.objet == objet)
        .ok_or(Error::Introuvable)
}

async fn noter(
    ctx: &Context,
    tx: &mut Tx<'_>,
    mut ecriture: Ecriture,
    (genre, objet): (&str, &str),
    (commentaire, texte): (Uuid, String),
) -> Result<Uuid> {
    let fait = journal::Fait {
        horodatage: ecriture.maintenant,
        acteur: Some(ctx.acteur()),
        genre,
        objet,
        version: None,
        indice_apres: None,
        corps: &Corps { commentaire, texte },
    };
    journal::ajouter(tx, &mut ecriture.tour, &fait).await?;
    Ok(commentaire)
}
