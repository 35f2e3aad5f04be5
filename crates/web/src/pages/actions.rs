//! What to do next on a service, what if, and putting measures on the plan.
//!
//! Invariant: reading and simulating store nothing, the address says it all; what does not read in
//! it is left out. Only "au plan" writes, through the change of a selection.

mod choix;
pub(crate) mod vues;

use application::acces::ouvrir_pour;
use application::mesures::{Issue, Lot, ModifierLot, modifier_lot};
use axum::response::{IntoResponse, Redirect, Response};
use domaine::droits::Action;
use domaine::suivi::{ChampMesure, SuiviMesure};
use domaine::vocabulaire::Statut;
use ui::format::compte;
use ui::gabarit::{SectionService, Ton};
use ui::pages::actions::{ADRESSE, ProchainesActions};
use ui::pages::mesures::OngletMesures;
use uuid::Uuid;

pub(crate) use choix::Choix;
use vues::{actions, cible, simulateur};

use crate::decrit::Decrit;
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(acteur: Acteur, decrit: Decrit, choix: Choix) -> Result<Response, Erreur> {
    let gains = decrit.service.gains()?;
    let choisies = choix.mesures(&decrit.service, &[]);
    let cible = cible(&decrit, &gains, &choix)?;
    let vue = ProchainesActions {
        bande: decrit.bande(SectionService::IndiceCyber),
        actions: actions(&decrit, &gains, &choisies),
        simulateur: simulateur(&decrit, ADRESSE, &choix.cible, &choisies)?,
        cible,
    };
    match vue.cible.erreur {
        None => acteur.page(&vue).await,
        Some(_) => acteur.refuser(&vue).await,
    }
}

/// Puts measures on the plan: those nobody said anything of become "à lancer".
pub(crate) async fn post(
    acteur: Acteur,
    Chemin(service): Chemin<Uuid>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    // The right first, then what is asked.
    let ouvert = ouvrir_pour(&acteur.ctx, service, Action::Securiser).await?;
    ouvert.bilan()?;
    let sans_statut = |id: &str| {
        let mesure = ouvert.catalogue.trouver(id);
        mesure.is_some_and(|m| ouvert.suivi.statuts.de(m).is_none())
    };
    let mesures = formulaire.valeurs("m").filter_map(|m| {
        let (id, version) = m.split_once(':')?;
        Some((id.to_owned(), version.parse().ok()?))
    });
    let commande = ModifierLot {
        operation: formulaire.operation()?,
        service,
        mesures: mesures.filter(|(id, _)| sans_statut(id)).collect(),
        champs: ChampMesure::Reponse.into(),
        saisie: SuiviMesure {
            statut: Some(Statut::ALancer),
            ..SuiviMesure::default()
        },
    };
    if commande.mesures.is_empty() {
        let texte = "Ces mesures ont déjà une réponse : rien n’a changé.";
        acteur.annoncer(Ton::Info, texte).await?;
    } else {
        let lot = modifier_lot(&acteur.ctx, &commande).await?;
        let (ton, texte) = annonce(&lot);
        acteur.annoncer(ton, texte).await?;
    }
    let onglet = OngletMesures::ALancer.id();
    let suite = ui::adresse::service(service, &format!("mesures?onglet={onglet}"));
    Ok(Redirect::to(&suite).into_response())
}

fn annonce(lot: &Lot) -> (Ton, String) {
    let fait = compte(
        lot.modifiees(),
        "mesure est au plan",
        "mesures sont au plan",
    );
    let conflits = lot
        .avec(|issue| matches!(issue, Issue::Conflit { .. }))
        .count();
    if conflits == 0 {
        return (Ton::Succes, format!("{fait}, «\u{a0}à lancer\u{a0}»."));
    }
    let autres = compte(
        conflits,
        "autre a reçu une réponse entre-temps, gardée",
        "autres ont reçu une réponse entre-temps, gardée",
    );
    (
        Ton::Alerte,
        format!("{fait}, «\u{a0}à lancer\u{a0}» ; {autres}."),
    )
}
