//! Tabs and filters of the list of measures, and the addresses that say them.

use crate::adresse::{requete, service};
use domaine::suivi::Priorite;
use domaine::vocabulaire::{Categorie, Exigence, Porteur};
use uuid::Uuid;

/// The tabs, by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OngletMesures {
    /// Neither done nor declined.
    #[default]
    ATraiter,
    /// Without a status.
    AStatuer,
    /// To be started.
    ALancer,
    /// Under way.
    EnCours,
    /// Done.
    Faites,
    /// Declined.
    Ecartees,
    /// All of them.
    Toutes,
}

impl OngletMesures {
    /// All of them, in order.
    pub const TOUS: [Self; 7] = [
        Self::ATraiter,
        Self::AStatuer,
        Self::ALancer,
        Self::EnCours,
        Self::Faites,
        Self::Ecartees,
        Self::Toutes,
    ];

    /// Its identifier in addresses.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::ATraiter => "aTraiter",
            Self::AStatuer => "aStatuer",
            Self::ALancer => "aLancer",
            Self::EnCours => "enCours",
            Self::Faites => "faites",
            Self::Ecartees => "ecartees",
            Self::Toutes => "toutes",
        }
    }

    /// Reads an identifier.
    #[must_use]
    pub fn depuis_id(id: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|onglet| onglet.id() == id)
    }

    /// What it is called.
    #[must_use]
    pub const fn nom(self) -> &'static str {
        match self {
            Self::ATraiter => "À traiter",
            Self::AStatuer => "À statuer",
            Self::ALancer => "À lancer",
            Self::EnCours => "En cours",
            Self::Faites => "Faites",
            Self::Ecartees => "Écartées",
            Self::Toutes => "Toutes",
        }
    }
}

/// In which order the lines come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TriMesures {
    /// The most pressing first (F31).
    #[default]
    Priorite,
    /// By title.
    Titre,
    /// What brings the most first ([`domaine::actions::Gain`]).
    Gain,
    /// The lightest first.
    Effort,
    /// The earliest deadline first, those without one last.
    Echeance,
}

impl TriMesures {
    /// All of them.
    pub const TOUS: [Self; 5] = [
        Self::Priorite,
        Self::Gain,
        Self::Effort,
        Self::Echeance,
        Self::Titre,
    ];

    /// Its identifier in addresses.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Priorite => "priorite",
            Self::Titre => "titre",
            Self::Gain => "gain",
            Self::Effort => "effort",
            Self::Echeance => "echeance",
        }
    }

    /// Reads an identifier.
    #[must_use]
    pub fn depuis_id(id: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|tri| tri.id() == id)
    }

    /// What it is called.
    #[must_use]
    pub const fn nom(self) -> &'static str {
        match self {
            Self::Priorite => "Tri : priorité",
            Self::Titre => "Tri : titre",
            Self::Gain => "Tri : gain",
            Self::Effort => "Tri : effort",
            Self::Echeance => "Tri : échéance",
        }
    }
}

/// Which deadlines to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EcheanceMesures {
    /// Over, and the measure still open.
    Retard,
    /// Within thirty days.
    Proche,
    /// None set.
    Aucune,
}

impl EcheanceMesures {
    /// All of them.
    pub const TOUTES: [Self; 3] = [Self::Retard, Self::Proche, Self::Aucune];

    /// Its identifier in addresses.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Retard => "retard",
            Self::Proche => "proche",
            Self::Aucune => "aucune",
        }
    }

    /// Reads an identifier.
    #[must_use]
    pub fn depuis_id(id: &str) -> Option<Self> {
        Self::TOUTES.into_iter().find(|e| e.id() == id)
    }

    /// What it is called.
    #[must_use]
    pub const fn nom(self) -> &'static str {
        match self {
            Self::Retard => "En retard",
            Self::Proche => "Dans les 30 jours",
            Self::Aucune => "Sans échéance",
        }
    }
}

/// What the person asked to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiltresMesures {
    /// Which state.
    pub onglet: OngletMesures,
    /// Words of the title, the text, the identifier, a person's name or a comment.
    pub q: String,
    /// Only this category.
    pub categorie: Option<Categorie>,
    /// Only this theme of the état des lieux, by identifier; empty for all.
    pub theme: String,
    /// Only this requirement.
    pub exigence: Option<Exigence>,
    /// Only this carrier.
    pub porteur: Option<Porteur>,
    /// Only this responsible person's, by account; [`FiltresMesures::PERSONNE`] for nobody's;
    /// empty for all.
    pub responsable: String,
    /// Only this priority.
    pub priorite: Option<Priorite>,
    /// Only these deadlines.
    pub echeance: Option<EcheanceMesures>,
    /// In which order.
    pub tri: TriMesures,
}

impl FiltresMesures {
    /// The value that asks for measures nobody is responsible for.
    pub const PERSONNE: &str = "personne";

    /// Whether something is left out, the tab aside.
    #[must_use]
    pub fn actifs(&self) -> bool {
        let tout = Self {
            onglet: self.onglet,
            tri: self.tri,
            ..Self::default()
        };
        *self != tout
    }

    /// Address of the list of a service seen this way.
    #[must_use]
    pub fn adresse(&self, id: Uuid) -> String {
        self.completer(service(id, "mesures"))
    }

    /// Address of the page of a measure, which comes back to the list seen this way.
    #[must_use]
    pub fn adresse_mesure(&self, id: Uuid, mesure: &str) -> String {
        self.completer(service(id, &format!("mesures/{mesure}")))
    }

    /// Address of the list, seen this way, as a file for a spreadsheet.
    #[must_use]
    pub fn adresse_csv(&self, id: Uuid) -> String {
        self.completer(service(id, "mesures.csv"))
    }

    fn completer(&self, base: String) -> String {
        let non_defaut = |id: &'static str, defaut: bool| if defaut { "" } else { id };
        let onglet = non_defaut(self.onglet.id(), self.onglet == OngletMesures::default());
        let tri = non_defaut(self.tri.id(), self.tri == TriMesures::default());
        let requete = requete(&[
            ("onglet", onglet),
            ("q", &self.q),
            ("categorie", self.categorie.map_or("", Categorie::id)),
            ("theme", &self.theme),
            ("exigence", self.exigence.map_or("", Exigence::id)),
            ("porteur", self.porteur.map_or("", Porteur::id)),
            ("responsable", &self.responsable),
            ("priorite", self.priorite.map_or("", Priorite::id)),
            ("echeance", self.echeance.map_or("", EcheanceMesures::id)),
            ("tri", tri),
        ]);
        if requete.is_empty() {
            base
        } else {
            format!("{base}?{requete}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_read_back() {
        for onglet in OngletMesures::TOUS {
            assert_eq!(OngletMesures::depuis_id(onglet.id()), Some(onglet));
        }
        for echeance in EcheanceMesures::TOUTES {
            assert_eq!(EcheanceMesures::depuis_id(echeance.id()), Some(echeance));
        }
        for tri in TriMesures::TOUS {
            assert_eq!(TriMesures::depuis_id(tri.id()), Some(tri));
        }
        let filtres = FiltresMesures {
            onglet: OngletMesures::Faites,
            q: "mot de passe".to_owned(),
            exigence: Some(Exigence::Indispensable),
            ..FiltresMesures::default()
        };
        assert_eq!(
            filtres.adresse(Uuid::nil()),
            "/services/00000000-0000-0000-0000-000000000000/mesures?onglet=faites&q=mot%20de%20passe&exigence=indispensable"
        );
        assert_eq!(
            filtres.adresse_mesure(Uuid::nil(), "ID.1"),
            "/services/00000000-0000-0000-0000-000000000000/mesures/ID.1?onglet=faites&q=mot%20de%20passe&exigence=indispensable"
        );
        assert!(filtres.actifs());
        assert!(
            !FiltresMesures {
                onglet: OngletMesures::Toutes,
                tri: TriMesures::Titre,
                ..FiltresMesures::default()
            }
            .actifs()
        );
    }
}
