//! The bar of the ticked measures: reading it, doing it, taking it back, saying what it gave.

use std::collections::BTreeMap;

use application::Error;
use application::acces::ouvrir_pour;
use application::mesures::{
    Annulation, AnnulerLot, Issue, Lot, Modifiee, ModifierLot, Operation, annuler_lot, entourage,
    modifier_lot,
};
use axum::http::StatusCode;
use axum::response::Response;
use domaine::EnumSet;
use domaine::droits::Action;
use domaine::saisie::Raison;
use domaine::suivi::{ChampMesure, SuiviMesure};
use ui::format::compte;
use ui::pages::mesures::{Bilan, LaisseeVue, LotVue, champ, valeur};
use ui::texte;
use uuid::Uuid;

use super::{Demande, liste, saisie, statuer};
use crate::decrit::Decrit;
use crate::parametres::Parametres;
use crate::{Erreur, Formulaire, acteur::Acteur};

/// Where one comes back to: the top of the list, where the outcome is said.
const LISTE: &str = "mesures";

/// What declining a selection takes: one reason for all of it.
const SANS_MOTIF: &str = "Dites pourquoi ces mesures sont écartées. L’autorité lira ce motif.";

/// Makes the change.
///
/// # Errors
///
/// The form is not one of ours, or the use case fails.
pub(super) async fn appliquer(
    acteur: &Acteur,
    service: Uuid,
    formulaire: &Formulaire,
) -> Result<Response, Erreur> {
    let retour = statuer::retour(formulaire, service);
    let (commande, refus) = commande(service, formulaire)?;
    let refus = match refus {
        Some(message) => Some(message),
        None => match modifier_lot(&acteur.ctx, &commande).await {
            Ok(_) => None,
            Err(Error::Saisie {
                champ: "motif",
                raison: Raison::Vide,
            }) => Some(SANS_MOTIF.to_owned()),
            Err(Error::Saisie { champ, raison }) => Some(texte::raison_saisie(champ, raison)),
            Err(erreur) => return Err(erreur.into()),
        },
    };
    let Some(message) = refus else {
        let operation = commande.operation.to_string();
        return Ok(statuer::aller(&retour, &[("op", &operation)], LISTE));
    };
    let requete = retour.split_once('?').map_or("", |(_, requete)| requete);
    let Parametres(demande) = Parametres::<Demande>::lire(requete);
    let service = ouvrir_pour(&acteur.ctx, service, Action::Securiser).await?;
    let bilan = service.bilan()?.clone();
    let decrit = Decrit { service, bilan };
    let membres = entourage(&acteur.ctx, &decrit.service, false)
        .await?
        .membres;
    let mut vue = liste::vue(&acteur.ctx, &decrit, membres, &demande).await?;
    vue.lot = LotVue {
        coches: commande.mesures.into_keys().collect(),
        statut: formulaire.texte("lot-statut").to_owned(),
        motif: formulaire.texte("lot-motif").to_owned(),
        responsable: formulaire.texte("lot-responsable").to_owned(),
        echeance: formulaire.texte("lot-echeance").to_owned(),
        erreur: Some(message),
    };
    acteur.refuser(&vue).await
}

/// What the bar asks for; and why it is refused already, when it asks for nothing.
fn commande(
    service: Uuid,
    formulaire: &Formulaire,
) -> Result<(ModifierLot, Option<String>), Erreur> {
    let inconnu = || Erreur::Requete(StatusCode::UNPROCESSABLE_ENTITY);
    let mut mesures = BTreeMap::new();
    for vue in formulaire.valeurs("mesure") {
        let (mesure, version) = vue.split_once(':').ok_or_else(inconnu)?;
        mesures.insert(mesure.to_owned(), version.parse().map_err(|_| inconnu())?);
    }
    let mut champs = EnumSet::empty();
    let mut suivi = SuiviMesure::default();
    let mut refus = None;
    let statut = formulaire.texte("lot-statut");
    if !statut.is_empty() {
        champs |= ChampMesure::Reponse;
        statuer::lire(statut, formulaire.texte("lot-motif"))?.poser(&mut suivi);
    }
    let responsable = formulaire.texte("lot-responsable");
    if !responsable.is_empty() {
        champs |= ChampMesure::Responsables;
        let compte = Uuid::parse_str(responsable).map_err(|_| inconnu())?;
        suivi.responsables.insert(compte);
    }
    let echeance = formulaire.texte("lot-echeance");
    if !echeance.is_empty() {
        champs |= ChampMesure::Echeance;
        suivi.echeance = saisie::date(echeance);
        if suivi.echeance.is_none() {
            refus = Some(texte::raison_saisie("echeance", Raison::DateInvalide));
        }
    }
    if champs.is_empty() {
        refus = Some("Choisissez un statut, une personne ou une échéance.".to_owned());
    }
    // Each selection is an operation of its own, even from the same page gone back to.
    let contenu: Vec<_> = formulaire
        .champs()
        .map(|(n, v)| format!("{n}={v}"))
        .collect();
    let commande = ModifierLot {
        operation: formulaire.operation_pour(contenu.join("&").as_bytes())?,
        service,
        mesures,
        champs,
        saisie: suivi,
    };
    Ok((commande, refus))
}

/// Takes a change back.
///
/// # Errors
///
/// The form is not one of ours, or the change is not this person's.
pub(super) async fn annuler(
    acteur: &Acteur,
    service: Uuid,
    formulaire: &Formulaire,
) -> Result<Response, Erreur> {
    let retour = statuer::retour(formulaire, service);
    let lot = Uuid::parse_str(formulaire.texte("annuler"));
    let lot = lot.map_err(|_| Erreur::Requete(StatusCode::BAD_REQUEST))?;
    let commande = AnnulerLot {
        operation: formulaire.operation_pour(lot.as_bytes())?,
        service,
        lot,
    };
    annuler_lot(&acteur.ctx, &commande).await?;
    let operation = commande.operation.to_string();
    Ok(statuer::aller(&retour, &[("op", &operation)], LISTE))
}

/// What an operation gave, in sentences; none for a change to one measure.
pub(super) fn bilan(
    operation: &Operation,
    demande: &Demande,
    noms: &BTreeMap<Uuid, String>,
) -> Option<Bilan> {
    match operation {
        Operation::Lot(lot) => Some(du_lot(lot, demande, noms)),
        Operation::Annulation(annulation) => Some(de_l_annulation(annulation)),
        Operation::Modifiee(_) => None,
    }
}

fn du_lot(lot: &Lot, demande: &Demande, noms: &BTreeMap<Uuid, String>) -> Bilan {
    let valeurs: Vec<_> = lot
        .champs
        .iter()
        .map(|c| {
            format!(
                "{} {}",
                champ(c).to_lowercase(),
                valeur(&lot.saisie, c, noms)
            )
        })
        .collect();
    let modifiees = lot.modifiees();
    let mut phrase = format!(
        "{}\u{a0}: {}.",
        compte(modifiees, "mesure modifiée", "mesures modifiées"),
        valeurs.join(", ")
    );
    let deja = lot.avec(|issue| *issue == Issue::Inchangee).count();
    if deja > 0 {
        phrase += &format!(" {} ainsi.", compte(deja, "était déjà", "étaient déjà"));
    }
    let laissees = lot.resultats.iter().filter_map(|r| {
        let pourquoi = match &r.issue {
            Issue::Conflit { auteur } => {
                let auteur = auteur.as_deref().unwrap_or("une autre personne");
                format!("laissée telle quelle, {auteur} l’a changée entre-temps")
            }
            Issue::Absente => "elle ne fait plus partie de ce service".to_owned(),
            Issue::Modifiee { .. } | Issue::Inchangee => return None,
        };
        Some(LaisseeVue {
            mesure: r.mesure.clone(),
            pourquoi,
        })
    });
    Bilan {
        phrase,
        laissees: laissees.collect(),
        annulable: Uuid::parse_str(&demande.op).ok().filter(|_| modifiees > 0),
    }
}

fn de_l_annulation(annulation: &Annulation) -> Bilan {
    let laissee = |mesure: &String| LaisseeVue {
        mesure: mesure.clone(),
        pourquoi: "laissée telle quelle, elle a changé depuis".to_owned(),
    };
    Bilan {
        phrase: format!(
            "Changement annulé\u{a0}: {}.",
            compte(
                annulation.rendues.len(),
                "mesure rétablie",
                "mesures rétablies"
            )
        ),
        laissees: annulation.laissees.iter().map(laissee).collect(),
        annulable: None,
    }
}

/// What a colleague changed meanwhile in a measure just saved, in a sentence.
pub(super) fn repris(modifiee: &Modifiee) -> Option<String> {
    let champs: Vec<_> = modifiee
        .repris
        .iter()
        .map(|c| champ(*c).to_lowercase())
        .collect();
    let auteur = modifiee
        .repris_de
        .as_deref()
        .unwrap_or("Une autre personne");
    (!champs.is_empty()).then(|| {
        format!(
            "{auteur} a aussi changé entre-temps\u{a0}: {}. Les deux changements sont gardés.",
            champs.join(", ")
        )
    })
}
