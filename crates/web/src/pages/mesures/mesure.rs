//! The page of a measure, and its forms: the plan, the reason for declining, the choice between
//! two edits.

use application::Error;
use axum::response::Response;
use domaine::saisie::Raison;
use domaine::vocabulaire::Statut;
use ui::composants::Erreur as Refus;
use ui::pages::mesures::{PageMesure, PlanVue};
use ui::texte;
use uuid::Uuid;

use super::saisie::Saisie;
use super::statuer::Enregistrement;
use super::{Demande, panneau, statuer};
use crate::decrit::Decrit;
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin, parametres::Parametres};

pub(crate) async fn get(
    acteur: Acteur,
    Chemin((_, mesure)): Chemin<(Uuid, String)>,
    Parametres(demande): Parametres<Demande>,
    decrit: Decrit,
) -> Result<Response, Erreur> {
    let vue = panneau::vue(&acteur.ctx, &decrit, &mesure, &demande).await?;
    acteur.page(&vue).await
}

/// Any change to the measure.
pub(crate) async fn post(
    acteur: Acteur,
    Chemin((service, mesure)): Chemin<(Uuid, String)>,
    Parametres(demande): Parametres<Demande>,
    decrit: Decrit,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(&formulaire)?;
    let retour = retour(&decrit, &mesure, &demande, &formulaire);
    let commande = saisie.commande(service, &mesure, &formulaire)?;
    let issue = if saisie.date_illisible {
        Err(Erreur::Application(Error::Saisie {
            champ: "echeance",
            raison: Raison::DateInvalide,
        }))
    } else {
        statuer::modifier(&acteur, &commande, &retour).await
    };
    let rendue = async || {
        let vue = panneau::vue(&acteur.ctx, &decrit, &mesure, &demande).await?;
        Ok::<_, Erreur>(comme_saisie(vue, &saisie, &formulaire))
    };
    match issue {
        Ok(Enregistrement::Fait(modifiee)) => {
            let operation = (!modifiee.repris.is_empty()).then_some(commande.operation);
            Ok(statuer::revenir(&retour, &mesure, operation))
        }
        Ok(Enregistrement::Conflit(page)) => Ok(page),
        Err(Erreur::Application(Error::Saisie { champ, raison })) => {
            let mut vue = rendue().await?;
            vue.erreurs = vec![Refus {
                champ: champ.to_owned(),
                message: texte::raison_saisie(champ, raison),
            }];
            acteur.refuser(&vue).await
        }
        Err(Erreur::Application(Error::OperationDifferente)) => {
            acteur.deja_envoye(&rendue().await?)
        }
        Err(erreur) => Err(erreur),
    }
}

/// The page the form says, or that of the measure with the list as it was.
fn retour(decrit: &Decrit, mesure: &str, demande: &Demande, formulaire: &Formulaire) -> String {
    let service = decrit.service.fiche.id;
    if formulaire.contient("retour") {
        return statuer::retour(formulaire, service);
    }
    demande.filtres(decrit).adresse_mesure(service, mesure)
}

/// The page with its form as it was filled in.
fn comme_saisie<'a>(
    vue: PageMesure<'a>,
    saisie: &Saisie,
    formulaire: &Formulaire,
) -> PageMesure<'a> {
    if formulaire.contient("champ") {
        let plan = PlanVue {
            echeance: formulaire.texte("echeance").to_owned(),
            ..PlanVue::de(&saisie.suivi, false)
        };
        return PageMesure { plan, ..vue };
    }
    let choisi = Statut::depuis_id(formulaire.texte("statut"));
    PageMesure {
        motif: formulaire.texte("motif").to_owned(),
        choisi: choisi.filter(|s| matches!(s, Statut::NonFait | Statut::ALancer)),
        ..vue
    }
}
