//! From a refusal of a use case to a problem: the same words as on the pages.

use application::Error;
use application::error::{Invalide, Raison};
use axum::extract::rejection::QueryRejection;
use domaine::reponses::Motif;
use ui::texte;

use super::{Code, Probleme};
use crate::api::jour;

impl From<Error> for Probleme {
    fn from(erreur: Error) -> Self {
        match erreur {
            Error::Introuvable => Code::Introuvable.into(),
            Error::Interdit(_) | Error::InterditOrganisation(_) => Code::RoleInsuffisant.into(),
            Error::HorsPortee => Code::HorsPortee.into(),
            Error::PasAuteur => Code::PasAuteur.into(),
            Error::Invalide(invalides) => {
                invalides
                    .into_iter()
                    .fold(Code::SaisieInvalide.into(), |probleme, invalide| {
                        Self::sur(
                            probleme,
                            invalide.champ().id(),
                            code_invalide(invalide),
                            texte::invalide(invalide),
                        )
                    })
            }
            Error::Saisie { champ, raison } => {
                sur_champ(Code::SaisieInvalide.into(), champ, raison)
            }
            Error::Saisies(saisies) => saisies
                .into_iter()
                .fold(Code::SaisieInvalide.into(), |probleme, (champ, raison)| {
                    sur_champ(probleme, champ, raison)
                }),
            Error::SaisiesDansUneListe(saisies) => saisies
                .into_iter()
                .fold(Code::SaisieInvalide.into(), |probleme, (champ, raison)| {
                    sur_champ(probleme, &champ, raison)
                }),
            Error::OperationDifferente => Code::CleDejaUtilisee.into(),
            Error::EncoreBrouillon => Code::Brouillon.into(),
            Error::DernierProprietaire => Code::DernierProprietaire.into(),
            Error::DernierAdministrateur => Code::DernierAdministrateur.into(),
            // Never met here: what names its version needs no confirmation.
            Error::AConfirmer(_)
            | Error::ConflitDescription(_)
            | Error::ConflitMesure(_)
            | Error::ConflitSpecifique(_)
            | Error::ConflitRisque(_)
            | Error::ConflitFiche(_)
            | Error::ConflitContacts(_)
            | Error::VersionDepassee => Code::VersionDepassee.into(),
            Error::Indisponible(_) => journaliser(&erreur, Code::Indisponible),
            Error::Interne(_) | Error::Commande(_) => journaliser(&erreur, Code::ErreurInterne),
        }
    }
}

impl From<QueryRejection> for Probleme {
    fn from(rejet: QueryRejection) -> Self {
        let texte = rejet.body_text();
        let champ = texte
            .rsplit_once("query string: ")
            .and_then(|(_, suite)| suite.split_once(':'))
            .map_or("", |(champ, _)| champ);
        Self::from(Code::ParametreInvalide).sur(
            champ,
            "valeurInvalide",
            "La valeur n’a pas la forme attendue.",
        )
    }
}

fn sur_champ(probleme: Probleme, champ: &str, raison: Raison) -> Probleme {
    let message = match raison {
        // The pages say it as it is typed there.
        Raison::DateInvalide => jour::message(),
        raison => texte::raison_saisie(champ, raison),
    };
    probleme.sur(champ, code_raison(raison), message)
}

fn journaliser(erreur: &Error, code: Code) -> Probleme {
    tracing::error!(erreur = %erreur, "erreur");
    code.into()
}

fn code_invalide(invalide: Invalide) -> &'static str {
    match invalide {
        Invalide::Manque(_) => "manque",
        Invalide::NiveauTropBas { .. } => "niveauTropBas",
        Invalide::Contenu(refus) => match refus.motif {
            Motif::TropLong { .. } => "tropLong",
            Motif::TropDElements { .. } => "tropDElements",
            Motif::CaractereInterdit { .. } => "caractereInterdit",
            Motif::SiretInvalide => "siretInvalide",
        },
    }
}

fn code_raison(raison: Raison) -> &'static str {
    match raison {
        Raison::Vide => "manque",
        Raison::TropLong { .. } => "tropLong",
        Raison::CaractereInterdit => "caractereInterdit",
        Raison::Inconnu => "inconnu",
        Raison::TropNombreux { .. } => "tropNombreux",
        _ => "valeurInvalide",
    }
}
