//! Why a service has a measure: the answers that brought it in, raised it, lowered it, gave its carrier.
//!
//! Invariant: reasons are read from the same table as the result and always agree with it.

use super::{Colonne, Modificateur, Regles, colonnes_actives};
use crate::besoins::Baremes;
use crate::ensemble::MesureIdx;
use crate::reponses::{Description, Reponse};
use crate::vocabulaire::{
    ActiviteExternalisee, Localisation, NiveauSecurite, Porteur, Specificite, TypeHebergement,
    TypeService,
};
use enumset::EnumSet;

vocabulaire! {
    /// What an answer did to a measure.
    Effet {
        /// Asked of every service of that level.
        Socle = "socle",
        /// Brought in by an answer.
        Ajoutee = "ajoutee",
        /// Made indispensable.
        Relevee = "relevee",
        /// Made recommended.
        Abaissee = "abaissee",
        /// Carried by the project.
        PorteeProjet = "porteeProjet",
        /// Carried by the provider.
        PorteePresta = "porteePresta",
        /// Carried by both.
        PorteeMixte = "porteeMixte",
    }
}

/// One reason why a measure is there, as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Raison {
    /// What the answer did.
    pub effet: Effet,
    /// The answer.
    pub reponse: Reponse,
}

impl Regles {
    /// Why the service has this measure: presence first, then requirement, then carrier.
    /// Empty when it does not have it.
    #[must_use]
    pub fn raisons(&self, d: &Description, baremes: &Baremes, mesure: MesureIdx) -> Vec<Raison> {
        let besoin = &self.niveaux[d.niveau_securite.rang()];
        let actives = colonnes_actives(d, baremes);
        let avec = |m: Modificateur| -> EnumSet<Colonne> {
            let touche = |c: &Colonne| self.colonnes[c.rang()][m.rang()].contient(mesure);
            actives.iter().filter(touche).collect()
        };
        let ajouts = avec(Modificateur::Ajouter);
        let du_socle = self.socle.contient(mesure) && avec(Modificateur::Retirer).is_empty();
        if !besoin.existantes().contient(mesure) || (!du_socle && ajouts.is_empty()) {
            return Vec::new();
        }

        let mut raisons = Vec::with_capacity(4);
        let niveau = Reponse::Niveau(d.niveau_securite);
        if du_socle {
            raisons.push(Raison {
                effet: Effet::Socle,
                reponse: niveau,
            });
        }
        if self.relevee_par_le_niveau(mesure, d.niveau_securite) {
            raisons.push(Raison {
                effet: Effet::Relevee,
                reponse: niveau,
            });
        }
        let mut pousser = |effet, colonnes: EnumSet<Colonne>| {
            raisons.extend(colonnes.iter().map(|c| Raison {
                effet,
                reponse: reponse(c, d, baremes),
            }));
        };
        if !du_socle {
            pousser(Effet::Ajoutee, ajouts);
        }
        if besoin.indispensables.contient(mesure) {
            pousser(Effet::Abaissee, avec(Modificateur::RendreRecommandee));
        } else {
            pousser(Effet::Relevee, avec(Modificateur::RendreIndispensable));
        }
        pousser(Effet::PorteeProjet, avec(Modificateur::Projet));
        pousser(Effet::PorteePresta, avec(Modificateur::Presta));
        pousser(Effet::PorteeMixte, avec(Modificateur::Mixte));
        if d.activites_externalisees.is_empty() {
            let interne = Reponse::Activites(EnumSet::empty());
            raisons.push(Raison {
                effet: Effet::PorteeProjet,
                reponse: interne,
            });
        }
        raisons
    }

    /// Whether the measure is indispensable at this level and only recommended at the one below.
    fn relevee_par_le_niveau(&self, mesure: MesureIdx, niveau: NiveauSecurite) -> bool {
        let dessous = niveau
            .rang()
            .checked_sub(1)
            .and_then(|rang| self.niveaux.get(rang));
        dessous.is_some_and(|b| b.recommandees.contient(mesure))
            && self.niveaux[niveau.rang()].indispensables.contient(mesure)
    }
}

/// The answer that activated a column.
fn reponse(colonne: Colonne, d: &Description, baremes: &Baremes) -> Reponse {
    match colonne {
        Colonne::Donnees1 | Colonne::Donnees2 | Colonne::Donnees3 | Colonne::Donnees4 => {
            let criticite = baremes.criticite_donnees(d.categories_donnees_traitees);
            let donnees = d.categories_donnees_traitees.iter();
            Reponse::Donnees(
                donnees
                    .filter(|c| baremes.donnees[c.rang()] == criticite)
                    .collect(),
            )
        }
        Colonne::DonneesHorsUe => Reponse::Localisation(Localisation::HorsUE),
        Colonne::Dispo1 | Colonne::Dispo2 | Colonne::Dispo3 | Colonne::Dispo4 => {
            Reponse::Duree(d.duree_dysfonctionnement_acceptable)
        }
        Colonne::Ouverture1 | Colonne::Ouverture2 | Colonne::Ouverture3 | Colonne::Ouverture4 => {
            Reponse::Ouverture(d.ouverture_systeme)
        }
        Colonne::AccesSallesTechniques => {
            Reponse::Specificite(Specificite::AccesPhysiqueAuxSallesTechniques)
        }
        Colonne::AccesBureaux => Reponse::Specificite(Specificite::AccesPhysiqueAuxBureaux),
        Colonne::Annuaire => Reponse::Specificite(Specificite::Annuaire),
        Colonne::SignatureElectronique => {
            Reponse::Specificite(Specificite::DispositifDeSignatureElectronique)
        }
        Colonne::EchangeEmails => Reponse::Specificite(Specificite::EchangeOuReceptionEmails),
        Colonne::PostesTravail => Reponse::Specificite(Specificite::PostesDeTravail),
        Colonne::TypeApplicationMobile => Reponse::TypeService(TypeService::ApplicationMobile),
        Colonne::TypeApi => Reponse::TypeService(TypeService::Api),
        Colonne::TypePortailInformation => Reponse::TypeService(TypeService::PortailInformation),
        Colonne::TypeServiceEnLigne => Reponse::TypeService(TypeService::ServiceEnLigne),
        Colonne::TypeAutreSi => Reponse::TypeService(TypeService::AutreSystemeInformation),
        Colonne::ExtAdministrationTechnique => {
            Reponse::Activites(ActiviteExternalisee::AdministrationTechnique.into())
        }
        Colonne::ExtDeveloppement => {
            Reponse::Activites(ActiviteExternalisee::DeveloppementLogiciel.into())
        }
        Colonne::ExtLesDeux => Reponse::Activites(EnumSet::all()),
        Colonne::HebergementSurSite => Reponse::TypeHebergement(TypeHebergement::OnPremise),
        Colonne::HebergementCloud => Reponse::TypeHebergement(TypeHebergement::Cloud),
        Colonne::HebergementSaas => Reponse::TypeHebergement(TypeHebergement::Saas),
    }
}

impl Effet {
    /// The carrier it designates, if that is what it does.
    #[must_use]
    pub const fn porteur(self) -> Option<Porteur> {
        match self {
            Self::PorteeProjet => Some(Porteur::Projet),
            Self::PorteePresta => Some(Porteur::Presta),
            Self::PorteeMixte => Some(Porteur::Mixte),
            Self::Socle | Self::Ajoutee | Self::Relevee | Self::Abaissee => None,
        }
    }
}
