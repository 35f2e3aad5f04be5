//! Which measures a service has, how strongly each is asked, and who carries it (`regles.md` §4).
//!
//! Invariant: the table is data (`regles.csv`); here are only the precedences between its modifiers.

mod raisons;

pub use raisons::{Effet, Raison};

use crate::besoins::Baremes;
use crate::ensemble::{Ensemble, MesureIdx};
use crate::reponses::Description;
use crate::vocabulaire::{
    ActiviteExternalisee, Exigence, Localisation, Porteur, Specificite, TypeHebergement,
    TypeService,
};
use enumset::EnumSet;

vocabulaire! {
    /// The columns of modifiers of `regles.csv`; each is active for some answers.
    Colonne {
        Donnees1 = "donnees_1",
        Donnees2 = "donnees_2",
        Donnees3 = "donnees_3",
        Donnees4 = "donnees_4",
        DonneesHorsUe = "donnees_hors_ue",
        Dispo1 = "dispo_1",
        Dispo2 = "dispo_2",
        Dispo3 = "dispo_3",
        Dispo4 = "dispo_4",
        Ouverture1 = "ouverture_1",
        Ouverture2 = "ouverture_2",
        Ouverture3 = "ouverture_3",
        Ouverture4 = "ouverture_4",
        AccesSallesTechniques = "acces_salles_techniques",
        AccesBureaux = "acces_bureaux",
        Annuaire = "annuaire",
        SignatureElectronique = "signature_electronique",
        EchangeEmails = "echange_emails",
        PostesTravail = "postes_travail",
        TypeApplicationMobile = "type_application_mobile",
        TypeApi = "type_api",
        TypePortailInformation = "type_portail_information",
        TypeServiceEnLigne = "type_service_en_ligne",
        TypeAutreSi = "type_autre_si",
        ExtAdministrationTechnique = "ext_administration_technique",
        ExtDeveloppement = "ext_developpement",
        ExtLesDeux = "ext_les_deux",
        HebergementSurSite = "hebergement_sur_site",
        HebergementCloud = "hebergement_cloud",
        HebergementSaas = "hebergement_saas",
    }

    /// What a cell of the table does to its measure.
    Modificateur {
        Ajouter = "ajouter",
        Retirer = "retirer",
        RendreIndispensable = "rendre_indispensable",
        RendreRecommandee = "rendre_recommandee",
        Projet = "projet",
        Presta = "presta",
        Mixte = "mixte",
    }
}

/// The measures each modifier touches; indexed by the rank of the modifier.
pub type Modifications = [Ensemble; Modificateur::TOUS.len()];

/// The measures of a level, by default requirement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Besoin {
    /// Asked as indispensable.
    pub indispensables: Ensemble,
    /// Asked as recommended.
    pub recommandees: Ensemble,
}

impl Besoin {
    /// Every measure that exists at that level.
    #[must_use]
    pub fn existantes(&self) -> Ensemble {
        self.indispensables | self.recommandees
    }
}

/// The rules table, column by column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regles {
    /// The starting set.
    pub socle: Ensemble,
    /// Default requirement at each level, by rank of the level.
    pub niveaux: [Besoin; 3],
    /// What each column does, by rank of the column.
    pub colonnes: [Modifications; Colonne::TOUS.len()],
}

/// The personalised measures of a service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct MesuresDuService {
    toutes: Ensemble,
    indispensables: Ensemble,
    porteurs: [Ensemble; 3],
}

impl MesuresDuService {
    /// All of them.
    #[must_use]
    pub const fn toutes(&self) -> Ensemble {
        self.toutes
    }

    /// Those asked this strongly.
    #[must_use]
    pub fn avec(&self, exigence: Exigence) -> Ensemble {
        match exigence {
            Exigence::Indispensable => self.indispensables,
            Exigence::Recommandee => self.toutes - self.indispensables,
        }
    }

    /// How strongly a measure is asked; `None` when the service does not have it.
    #[must_use]
    pub fn exigence(&self, mesure: MesureIdx) -> Option<Exigence> {
        let exigences = Exigence::TOUS.iter().copied();
        exigences
            .into_iter()
            .find(|e| self.avec(*e).contient(mesure))
    }

    /// Who carries a measure; `None` when no answer tells (`regles.md` §4.5).
    #[must_use]
    pub fn porteur(&self, mesure: MesureIdx) -> Option<Porteur> {
        let mut porteurs = Porteur::TOUS.iter().copied();
        porteurs.find(|p| self.porteurs[p.rang()].contient(mesure))
    }
}

impl Regles {
    /// The personalised measures of a service.
    #[must_use]
    pub fn appliquer(&self, d: &Description, baremes: &Baremes) -> MesuresDuService {
        let mut mods = Modifications::default();
        for colonne in colonnes_actives(d, baremes) {
            let effets = &self.colonnes[colonne.rang()];
            mods.iter_mut()
                .zip(effets)
                .for_each(|(total, effet)| *total |= *effet);
        }
        let avec = |m: Modificateur| mods[m.rang()];
        let besoin = &self.niveaux[d.niveau_securite.rang()];

        let presentes = (self.socle - avec(Modificateur::Retirer)) | avec(Modificateur::Ajouter);
        let toutes = besoin.existantes() & presentes;
        let indispensables = (besoin.indispensables - avec(Modificateur::RendreRecommandee))
            | (besoin.recommandees & avec(Modificateur::RendreIndispensable));

        // Nothing entrusted to a third party: everything is carried by the project (§5.1).
        let interne = if d.activites_externalisees.is_empty() {
            toutes
        } else {
            Ensemble::VIDE
        };
        let projet = avec(Modificateur::Projet) | interne;
        let presta = avec(Modificateur::Presta);
        let mixte = avec(Modificateur::Mixte) | (projet & presta);
        MesuresDuService {
            toutes,
            indispensables: indispensables & toutes,
            porteurs: [projet - mixte, presta - mixte, mixte].map(|e| e & toutes),
        }
    }
}

/// The columns a description activates (`regles.md` §2).
pub(crate) fn colonnes_actives(d: &Description, baremes: &Baremes) -> EnumSet<Colonne> {
    let mut actives = EnumSet::from(
        match baremes.criticite_donnees(d.categories_donnees_traitees) {
            ..=1 => Colonne::Donnees1,
            2 => Colonne::Donnees2,
            3 => Colonne::Donnees3,
            4.. => Colonne::Donnees4,
        },
    );
    if d.localisation_donnees_traitees == Localisation::HorsUE {
        actives |= Colonne::DonneesHorsUe;
    }
    actives |= match baremes.duree[d.duree_dysfonctionnement_acceptable.rang()] {
        ..=1 => Colonne::Dispo1,
        2 => Colonne::Dispo2,
        3 => Colonne::Dispo3,
        4.. => Colonne::Dispo4,
    };
    actives |= match baremes.ouverture[d.ouverture_systeme.rang()] {
        ..=1 => Colonne::Ouverture1,
        2 => Colonne::Ouverture2,
        3 => Colonne::Ouverture3,
        4.. => Colonne::Ouverture4,
    };
    actives |= d
        .specificites_projet
        .iter()
        .map(colonne_specificite)
        .collect::<EnumSet<_>>();
    actives |= d
        .type_service
        .iter()
        .map(colonne_type)
        .collect::<EnumSet<_>>();
    let administration = d
        .activites_externalisees
        .contains(ActiviteExternalisee::AdministrationTechnique);
    let developpement = d
        .activites_externalisees
        .contains(ActiviteExternalisee::DeveloppementLogiciel);
    match (administration, developpement) {
        (true, true) => actives |= Colonne::ExtLesDeux,
        (true, false) => actives |= Colonne::ExtAdministrationTechnique,
        (false, true) => actives |= Colonne::ExtDeveloppement,
        (false, false) => {}
    }
    match d.type_hebergement {
        TypeHebergement::OnPremise => actives |= Colonne::HebergementSurSite,
        TypeHebergement::Cloud => actives |= Colonne::HebergementCloud,
        TypeHebergement::Saas => actives |= Colonne::HebergementSaas,
        TypeHebergement::Autre => {}
    }
    actives
}

const fn colonne_specificite(specificite: Specificite) -> Colonne {
    match specificite {
        Specificite::PostesDeTravail => Colonne::PostesTravail,
        Specificite::AccesPhysiqueAuxBureaux => Colonne::AccesBureaux,
        Specificite::AccesPhysiqueAuxSallesTechniques => Colonne::AccesSallesTechniques,
        Specificite::Annuaire => Colonne::Annuaire,
        Specificite::DispositifDeSignatureElectronique => Colonne::SignatureElectronique,
        Specificite::EchangeOuReceptionEmails => Colonne::EchangeEmails,
    }
}

const fn colonne_type(type_service: TypeService) -> Colonne {
    match type_service {
        TypeService::PortailInformation => Colonne::TypePortailInformation,
        TypeService::ServiceEnLigne => Colonne::TypeServiceEnLigne,
        TypeService::Api => Colonne::TypeApi,
        TypeService::ApplicationMobile => Colonne::TypeApplicationMobile,
        TypeService::AutreSystemeInformation => Colonne::TypeAutreSi,
    }
}

#[cfg(test)]
mod tests;
