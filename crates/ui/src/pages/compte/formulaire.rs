//! The form that makes a token.

use super::Compte;
use crate::composants::{Champ, Groupe, Noms, OptionVue, cases, champ, champs_caches, radios};
use crate::prelude::*;
use domaine::droits::Portee;
use uuid::Uuid;

/// How long a token lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duree {
    /// 30 days.
    Mois,
    /// 90 days.
    #[default]
    Trimestre,
    /// One year.
    An,
    /// Until a date.
    Date,
}

impl Duree {
    const TOUTES: [(Self, &'static str); 4] = [
        (Self::Mois, "30\u{a0}jours"),
        (Self::Trimestre, "90\u{a0}jours"),
        (Self::An, "1\u{a0}an"),
        (Self::Date, "Jusqu’à la date ci-dessous"),
    ];

    /// The value of its button.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Mois => "30",
            Self::Trimestre => "90",
            Self::An => "365",
            Self::Date => "date",
        }
    }

    /// Reads the value of a button.
    #[must_use]
    pub fn depuis_id(id: &str) -> Option<Self> {
        let toutes = Self::TOUTES.iter().map(|(duree, _)| *duree);
        toutes.into_iter().find(|duree| duree.id() == id)
    }
}

/// What the fields are called, for the summary of what is refused.
pub(super) const NOMS: Noms = &[
    ("nom", "À quoi sert-il\u{202f}?"),
    ("portee", "Que peut-il faire\u{202f}?"),
    ("etendue", "Sur quels services\u{202f}?"),
    ("services", "Services que le jeton verra"),
    ("duree", "Jusqu’à quand\u{202f}?"),
    ("expiration", "Date du dernier jour"),
];

/// The form, as filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saisie {
    /// What the token is for.
    pub nom: String,
    /// Whether it may change anything.
    pub ecriture: bool,
    /// Limited to the services of the list.
    pub limite: bool,
    /// The services chosen.
    pub services: Vec<Uuid>,
    /// How long it lives.
    pub duree: Duree,
    /// The date, as typed.
    pub date: String,
}

pub(super) fn formulaire<'a>(cadre: &'a Cadre<'_>, page: &'a Compte) -> impl Renderable + 'a {
    let saisie = &page.saisie;
    let option = |valeur: &str, libelle: &str, aide: &str, choisie| OptionVue {
        valeur: valeur.to_owned(),
        libelle: libelle.to_owned(),
        aide: aide.to_owned(),
        choisie,
        refus: None,
    };
    let portees = [
        option(Portee::Lecture.id(), "Lire seulement", "", !saisie.ecriture),
        option(Portee::Ecriture.id(), "Lire et écrire", "", saisie.ecriture),
    ];
    let etendues = [
        option(
            "tous",
            "Tous mes services",
            "Ceux que je rejoindrai plus tard aussi.",
            !saisie.limite,
        ),
        option(
            "liste",
            "Certains seulement",
            "Il ne verra aucun modèle de mesure.",
            saisie.limite,
        ),
    ];
    let services: Vec<_> = page
        .services
        .iter()
        .map(|(id, nom)| option(&id.to_string(), nom, "", saisie.services.contains(id)))
        .collect();
    let durees = Duree::TOUTES.map(|(d, nom)| option(d.id(), nom, "", d == saisie.duree));
    maud! {
        form.fr-card action="/compte/jetons" method="post" novalidate {
            h2 #creer .fr-card__title { "Créer un jeton" }
            (champs_caches(cadre, None))
            (champ(Champ {
                nom: "nom", libelle: "À quoi sert-il\u{202f}?",
                aide: "Un nom pour le reconnaître, par exemple «\u{a0}Tableau de bord de la DSI\u{a0}».",
                valeur: &saisie.nom, erreur: page.erreur("nom"), maximum: 100, ..Champ::default()
            }))
            (radios(&Groupe {
                nom: "portee", legende: "Que peut-il faire\u{202f}?", aide: "", precision: (),
                options: &portees, erreur: page.erreur("portee"),
            }))
            @if !services.is_empty() {
                (radios(&Groupe {
                    nom: "etendue", legende: "Sur quels services\u{202f}?", aide: "", precision: (),
                    options: &etendues, erreur: page.erreur("etendue"),
                }))
                details.mss-donnees open[saisie.limite || page.erreur("services").is_some()] {
                    summary { "Choisir les services" }
                    (cases(&Groupe {
                        nom: "services", legende: "Services que le jeton verra",
                        aide: "Ne compte que si «\u{a0}Certains seulement\u{a0}» est choisi.", precision: (),
                        options: &services, erreur: page.erreur("services"),
                    }))
                }
            }
            (radios(&Groupe {
                nom: "duree", legende: "Jusqu’à quand\u{202f}?", aide: "", precision: (),
                options: &durees, erreur: page.erreur("duree"),
            }))
            (champ(Champ {
                nom: "expiration", libelle: "Date du dernier jour", genre: "date", aide: "De demain à dans un an.",
                valeur: &saisie.date, erreur: page.erreur("expiration"), maximum: 10, obligatoire: false,
                ..Champ::default()
            }))
            button.fr-btn { "Créer le jeton" }
        }
    }
}
