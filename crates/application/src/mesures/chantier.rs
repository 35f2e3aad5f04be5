//! A change to measures of one service, under way: merge, row, journal line, cached evaluation.
//!
//! Invariant: a row is written with its journal line, whose body is the complete follow-up; that
//! line is the base of a later three-way comparison.

use std::collections::{BTreeMap, BTreeSet};

use domaine::EnumSet;
use domaine::fusion::{Fusion, ParChamps, differences, fusionner};
use domaine::suivi::{ChampMesure, Priorite, SuiviMesure};
use domaine::vocabulaire::Statut;
use jiff::Timestamp;
use stockage::{Tour, Tx, journal, membres, mesures};
use uuid::Uuid;

use super::{ConflitMesure, cle};
use crate::acces::{DocumentMesure, LigneMesure, ServiceOuvert, charger};
use crate::comptes;
use crate::ecriture::Ecriture;
use crate::services::mettre_en_cache;
use crate::{Context, Error, Raison, Result};

/// Journal lines read at most, to tell who changed what since a form was loaded.
const RELECTURE_MAX: i64 = 1000;

/// Kind of the journal line of a changed measure.
const GENRE: &str = "mesure.modifiee";

/// What one asks of a measure.
pub(super) struct Demande<'a> {
    pub(super) mesure: &'a str,
    pub(super) version: i64,
    pub(super) champs: EnumSet<ChampMesure>,
    pub(super) saisie: &'a SuiviMesure,
    pub(super) stricte: bool,
}

/// What it comes to, once merged with what is stored.
pub(super) struct Accord {
    pub(super) suivi: SuiviMesure,
    pub(super) repris: Vec<ChampMesure>,
    pub(super) repris_de: Option<Uuid>,
}

/// Who changed which field of a measure, and when, since a version.
type Auteurs = BTreeMap<ChampMesure, Vec<(Option<Uuid>, Timestamp)>>;

/// A change under way.
pub(super) struct Chantier<'t, 'env> {
    ctx: &'env Context,
    tx: &'t mut Tx<'env>,
    tour: Tour,
    maintenant: Timestamp,
    pub(super) service: ServiceOuvert,
    change: bool,
}

impl<'t, 'env> Chantier<'t, 'env> {
    /// Reads the service, its turn being taken and the right checked.
    pub(super) async fn ouvrir(
        ctx: &'env Context,
        tx: &'t mut Tx<'env>,
        ecriture: Ecriture,
    ) -> Result<Self> {
        let Ecriture {
            tour,
            habilitation,
            maintenant,
        } = ecriture;
        let service = charger(ctx, tx, tour.id(), habilitation).await?;
        Ok(Self {
            ctx,
            tx,
            tour,
            maintenant,
            service,
            change: false,
        })
    }

    /// What is stored of a measure.
    pub(super) fn stocke(&self, mesure: &str) -> SuiviMesure {
        let ligne = self.service.lignes.get(mesure);
        ligne.map(|l| l.suivi.clone()).unwrap_or_default()
    }

    /// The version of its row, 0 without one.
    pub(super) fn version(&self, mesure: &str) -> i64 {
        self.service.lignes.get(mesure).map_or(0, |l| l.version)
    }

    /// What a measure was at a version; none when its journal line was erased.
    pub(super) async fn a_la_version(
        &mut self,
        mesure: &str,
        version: i64,
    ) -> Result<Option<SuiviMesure>> {
        if version == self.version(mesure) {
            return Ok(Some(self.stocke(mesure)));
        }
        if version <= 0 {
            return Ok(Some(SuiviMesure::default()));
        }
        let chaine = self.tour.id();
        Ok(journal::a_la_version(self.tx, chaine, mesure, version).await?)
    }

    /// Merges what is asked with what is stored; what is refused, and a conflict, are errors.
    pub(super) async fn accorder(&mut self, demande: &Demande<'_>) -> Result<Accord> {
        let mesure = demande.mesure;
        cle(&self.service, mesure)?;
        let (stocke, version) = (self.stocke(mesure), self.version(mesure));
        let lue = self.a_la_version(mesure, demande.version).await?;
        // An erased body leaves nothing to compare with: then every difference is a conflict.
        let base = lue.unwrap_or_default();
        let mut miennes = base.clone();
        for champ in demande.champs {
            miennes.reprendre(demande.saisie, champ);
        }
        let miennes = miennes.normalise();
        if let Some((champ, raison)) = miennes.refus() {
            return Err(Error::Saisie { champ, raison });
        }
        let mut fusion = fusionner(&base, &stocke, &miennes);
        let auteurs = if demande.version == version {
            Auteurs::new()
        } else {
            self.auteurs(mesure, demande.version, &base).await?
        };
        self.dernier_mot(&auteurs, &mut fusion, &miennes);
        if !fusion.conflits.is_empty() || (demande.stricte && demande.version != version) {
            return Err(self
                .conflit(demande, base, miennes, fusion, &auteurs)
                .await?);
        }
        self.verifier_membres(&stocke, &fusion.valeur).await?;
        let repris_de = fusion.repris.iter().find_map(|champ| {
            let (auteur, _) = *auteurs.get(champ)?.last()?;
            auteur
        });
        Ok(Accord {
            suivi: fusion.valeur,
            repris: fusion.repris,
            repris_de,
        })
    }

    /// Whoever alone changed a field since may change their mind from an older page of theirs,
    /// and is not told of their own changes.
    fn dernier_mot(
        &self,
        auteurs: &Auteurs,
        fusion: &mut Fusion<SuiviMesure>,
        miennes: &SuiviMesure,
    ) {
        let seul = |champ: ChampMesure| {
            let du_champ = auteurs.get(&champ);
            du_champ.is_some_and(|liste| {
                liste
                    .iter()
                    .all(|(auteur, _)| *auteur == Some(self.ctx.acteur()))
            })
        };
        fusion.repris.retain(|champ| !seul(*champ));
        for champ in std::mem::take(&mut fusion.conflits) {
            if seul(champ) {
                fusion.valeur.reprendre(miennes, champ);
            } else {
                fusion.conflits.push(champ);
            }
        }
    }

    /// Who changed which field of a measure since a version, oldest first.
    async fn auteurs(&mut self, mesure: &str, version: i64, base: &SuiviMesure) -> Result<Auteurs> {
        let chaine = self.tour.id();
        let lignes = journal::de_l_objet(self.tx, chaine, mesure, RELECTURE_MAX).await?;
        let depuis = lignes
            .into_iter()
            .rev()
            .filter(|l| l.version.is_some_and(|v| v > version));
        let mut auteurs = Auteurs::new();
        let mut avant = base.clone();
        for ligne in depuis {
            let lu = ligne.corps.and_then(|c| serde_json::from_value(c).ok());
            let Some(apres) = lu else { continue };
            for champ in differences(&avant, &apres) {
                let du_champ = auteurs.entry(champ).or_default();
                du_champ.push((ligne.acteur, ligne.horodatage));
            }
            avant = apres;
        }
        Ok(auteurs)
    }

    async fn conflit(
        &mut self,
        demande: &Demande<'_>,
        base: SuiviMesure,
        miennes: SuiviMesure,
        fusion: Fusion<SuiviMesure>,
        auteurs: &Auteurs,
    ) -> Result<Error> {
        let mesure = demande.mesure;
        let ligne = self.service.lignes.get(mesure).cloned();
        let actuelle = ligne.unwrap_or_else(|| LigneMesure::jamais_ecrite(self.maintenant));
        let (auteur, quand) = fusion
            .conflits
            .iter()
            .find_map(|champ| auteurs.get(champ)?.last().copied())
            .unwrap_or((actuelle.modifie_par, actuelle.modifie_le));
        let auteur = self.nom(auteur).await?;
        Ok(Error::ConflitMesure(Box::new(ConflitMesure {
            mesure: mesure.to_owned(),
            version_lue: demande.version,
            base,
            actuelle,
            miennes,
            conflits: fusion.conflits,
            repris: fusion.repris,
            auteur,
            quand,
            service: Box::new(self.service.clone()),
        })))
    }

    /// Whoever is made responsible has a role on the service.
    pub(super) async fn verifier_membres(
        &mut self,
        avant: &SuiviMesure,
        apres: &SuiviMesure,
    ) -> Result<()> {
        let mut nouveaux = apres
            .responsables
            .difference(&avant.responsables)
            .peekable();
        if nouveaux.peek().is_none() {
            return Ok(());
        }
        let membres = self.membres().await?;
        if nouveaux.all(|compte| membres.contains(compte)) {
            return Ok(());
        }
        Err(Error::Saisie {
            champ: "responsables",
            raison: Raison::PasMembre,
        })
    }

    /// The accounts that work on the service: an auditor does not.
    pub(super) async fn membres(&mut self) -> Result<BTreeSet<Uuid>> {
        let tous = membres::tous(self.tx, self.tour.id()).await?;
        let travaillent = tous.into_iter().filter(|m| m.titre.fin.is_none());
        Ok(travaillent.map(|m| m.compte_id).collect())
    }

    /// Writes the follow-up of a measure and its journal line; does nothing when it is the same.
    /// Gives the version of the row.
    pub(super) async fn ecrire(&mut self, mesure: &str, suivi: SuiviMesure) -> Result<i64> {
        let (stocke, lue) = (self.stocke(mesure), self.version(mesure));
        if stocke == suivi {
            return Ok(lue);
        }
        let confies: Vec<Uuid> = suivi.responsables.iter().copied().collect();
        let echeance = suivi.echeance.map(|date| date.to_string());
        let document = DocumentMesure::de(&suivi);
        let ecriture = mesures::Ecriture {
            id: mesure,
            version_lue: lue,
            statut: suivi.statut.map(Statut::id),
            incertaine: suivi.incertaine,
            reportee: suivi.reportee,
            priorite: suivi.priorite.map(Priorite::id),
            echeance: echeance.as_deref(),
            responsables: (stocke.responsables != suivi.responsables).then_some(&confies),
            document: document.as_ref(),
            modifie_le: self.maintenant,
            modifie_par: self.ctx.acteur(),
        };
        let version = mesures::enregistrer(self.tx, &mut self.tour, &ecriture).await?;
        let ligne = LigneMesure {
            version,
            suivi,
            modifie_le: self.maintenant,
            modifie_par: Some(self.ctx.acteur()),
        };
        let corps = ligne.suivi.clone();
        self.service.lignes.insert(mesure.to_owned(), ligne);
        if !stocke.meme(&corps, ChampMesure::Reponse) {
            self.service.evaluer();
        }
        let fait = journal::Fait {
            horodatage: self.maintenant,
            acteur: Some(self.ctx.acteur()),
            genre: GENRE,
            objet: mesure,
            version: Some(version),
            indice_apres: self.service.indice(),
            corps: &corps,
        };
        journal::ajouter(self.tx, &mut self.tour, &fait).await?;
        self.change = true;
        Ok(version)
    }

    /// Refreshes the cached evaluation, once everything is written; gives the index, in
    /// hundredths.
    pub(super) async fn clore(&mut self) -> Result<Option<i64>> {
        if self.change {
            let (tour, maintenant) = (&mut self.tour, self.maintenant);
            mettre_en_cache(self.tx, tour, &self.service, maintenant).await?;
        }
        Ok(self.service.indice())
    }

    /// The name of an account.
    pub(super) async fn nom(&mut self, compte: Option<Uuid>) -> Result<Option<String>> {
        comptes::nom(self.tx, compte).await
    }

    /// The outcome of an earlier operation of the same person.
    pub(super) async fn issue(&mut self, operation: Uuid) -> Result<Option<serde_json::Value>> {
        let acteur = self.ctx.acteur();
        Ok(stockage::operations::issue(self.tx, operation, acteur).await?)
    }
}

/// Takes someone who leaves the service off the measures that person carried out: each has its
/// version and its journal line, so that colleagues see what became theirs to hand out again.
/// Gives the write back, to go on with.
pub(crate) async fn retirer_responsable<'env>(
    ctx: &'env Context,
    tx: &mut Tx<'env>,
    ecriture: Ecriture,
    compte: Uuid,
) -> Result<Ecriture> {
    let mut chantier = Chantier::ouvrir(ctx, tx, ecriture).await?;
    let lignes = chantier.service.lignes.iter();
    let confiees: Vec<_> = lignes
        .filter(|(_, ligne)| ligne.suivi.responsables.contains(&compte))
        .map(|(mesure, ligne)| (mesure.clone(), ligne.suivi.clone()))
        .collect();
    for (mesure, mut suivi) in confiees {
        suivi.responsables.remove(&compte);
        chantier.ecrire(&mesure, suivi).await?;
    }
    chantier.clore().await?;
    Ok(Ecriture {
        tour: chantier.tour,
        habilitation: chantier.service.habilitation,
        maintenant: chantier.maintenant,
    })
}
