//! A new service: what does not belong here, a name, an organisation, an example to start from.

use crate::adresse;
use crate::composants::{
    Champ, Erreur, Groupe, OptionVue, champ, champs_caches, fil, radios, resume_erreurs,
};
use crate::pages::description::nom_organisation;
use crate::prelude::*;
use crate::svg::{Icone, icone};
use domaine::catalogue::Catalogue;
use domaine::organisations::EUID_MAX;
use uuid::Uuid;

/// The first page of a new service.
#[derive(Clone, Debug)]
pub struct Nouveau<'a> {
    /// The catalogue, for its examples.
    pub catalogue: &'a Catalogue,
    /// Name as typed.
    pub nom: String,
    /// SIRET as typed, or the one of the person's last service.
    pub siret: String,
    /// Name of the organisation as typed, when its SIRET is not known yet.
    pub organisation: Option<String>,
    /// Identifier of the chosen example; empty for none.
    pub exemple: String,
    /// Services that can be duplicated: key, name.
    pub services: Vec<(Uuid, String)>,
    /// What was refused; fields are `nomService`,
    /// `organisationResponsable.siret`, `organisation`, `exemple`.
    pub erreurs: Vec<Erreur>,
}

impl Nouveau<'_> {
    fn erreur(&self, champ: &str) -> Option<&str> {
        let erreur = self.erreurs.iter().find(|e| e.champ == champ)?;
        Some(&erreur.message)
    }

    fn exemples(&self) -> Vec<OptionVue> {
        let vierge = OptionVue {
            libelle: "Partir de zéro".to_owned(),
            aide: "Aucune réponse remplie d’avance.".to_owned(),
            choisie: self.exemple.is_empty(),
            ..OptionVue::default()
        };
        let exemples = self.catalogue.exemples.iter().map(|exemple| OptionVue {
            valeur: exemple.id.clone(),
            libelle: exemple.titre.clone(),
            aide: exemple.description.clone(),
            choisie: exemple.id == self.exemple,
            refus: None,
        });
        [vierge].into_iter().chain(exemples).collect()
    }
}

impl Vue for Nouveau<'_> {
    fn titre(&self) -> String {
        "Nouveau service".to_owned()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let exemples = self.exemples();
        let siret = "organisationResponsable.siret";
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                (fil(&[("/services", "Services")], "Nouveau service"))
                h1 { "Nouveau service" }
                p.mss-texte.fr-text--sm {
                    b { "N’a pas sa place ici : " }
                    "un système qui traite des informations classifiées ou de Diffusion Restreinte, ou celui d’un opérateur d’importance vitale."
                }
                (resume_erreurs(&self.erreurs))
                form action="/services/nouveau" method="post" novalidate {
                    (champs_caches(cadre, None))
                    (champ(Champ {
                        nom: "nomService", libelle: "Comment s’appelle le service ?",
                        aide: "Le nom que les agents ou les habitants emploient, par exemple « Réservation de salles ».",
                        valeur: &self.nom, erreur: self.erreur("nomService"), ..Champ::default()
                    }))
                    (champ(Champ {
                        nom: siret, libelle: "Quelle organisation en répond ?",
                        aide: "Les 14 chiffres de son numéro SIRET, avec ou sans espaces. Sans SIRET\u{a0}: son SIREN, son RNA ou son EUID. C’est elle qui signera la décision.",
                        valeur: &self.siret, erreur: self.erreur(siret), maximum: EUID_MAX, ..Champ::default()
                    }))
                    @if let Some(nom) = &self.organisation {
                        (nom_organisation(nom, self.erreur("organisation")))
                    }
                    (radios(&Groupe {
                        nom: "exemple", legende: "Voulez-vous partir d’un exemple ?",
                        aide: "L’exemple remplit les réponses habituelles. Vous pourrez toutes les changer.",
                        precision: (), options: &exemples, erreur: self.erreur("exemple"),
                    }))
                    div.mss-barre {
                        button.fr-btn name="suite" value="etapes" { "Commencer" (icone(cadre, Icone::Fleche)) }
                        button.fr-btn.fr-btn--tertiary name="suite" value="rapide" { "Tout voir sur une page" }
                    }
                }
                p.fr-text--sm.mss-2 { "Le brouillon est gardé dès que vous cliquez sur « Commencer ». Vous pourrez le reprendre plus tard, depuis vos services." }
                @if !self.services.is_empty() {
                    details.mss-donnees {
                        summary { "Partir plutôt d’un service existant" }
                        ul { @for (id, nom) in &self.services {
                            li { a href=(adresse::service(*id, "dupliquer")) { "Dupliquer " (nom) } }
                        } }
                    }
                }
            } }
        }
    }
}
