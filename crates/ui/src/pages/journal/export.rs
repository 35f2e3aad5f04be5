//! The activity for a spreadsheet: one row per line of the journal, newest first.

use super::entree::{Entree, Objet};
use crate::format::{heure, indice};
use crate::pages::etat_des_lieux::Reponse;
use crate::tableur;
use crate::texte;

/// A row: an entry of exactly one line.
pub type LigneExport = Entree;

/// The columns.
const COLONNES: [&str; 9] = [
    "Date",
    "Heure",
    "Personne",
    "Action",
    "Objet",
    "Avant",
    "Après",
    "Précisions",
    "Indice",
];

/// The file.
#[must_use]
pub fn csv(lignes: &[LigneExport]) -> String {
    let mut sortie = tableur::DEBUT.to_owned();
    tableur::ligne(&mut sortie, COLONNES);
    for entree in lignes {
        for ligne in &entree.lignes {
            let (avant, apres) = ligne.etats.unzip();
            let nom =
                |reponse: Option<Option<Reponse>>| reponse.map_or("", Reponse::nom).to_owned();
            let champs = ligne.champs_modifies().into_iter();
            let role = ligne.role.map(texte::role);
            let mesure = ligne.mesure.as_ref().map(objet);
            let precisions: Vec<_> = champs
                .chain(role)
                .map(str::to_owned)
                .chain(mesure)
                .collect();
            tableur::ligne(
                &mut sortie,
                [
                    crate::format::date_civile(ligne.quand).to_string(),
                    heure(ligne.quand).to_string(),
                    entree.auteur().to_owned(),
                    entree.fait(),
                    objet(&ligne.objet),
                    nom(avant),
                    nom(apres),
                    precisions.join(", "),
                    ligne
                        .indice
                        .map(|i| indice(i).to_string())
                        .unwrap_or_default(),
                ],
            );
        }
    }
    sortie
}

fn objet(objet: &Objet) -> String {
    match objet {
        Objet::Service => "Service".to_owned(),
        Objet::Description => "Description".to_owned(),
        Objet::Mesure { id, titre, .. } | Objet::Risque { id, titre, .. } => match titre {
            Some(titre) => format!("{id} {titre}"),
            None => id.clone(),
        },
        Objet::Personne(nom) => nom.clone().unwrap_or_default(),
        Objet::Contacts => "Contacts".to_owned(),
        Objet::Autre(id) => id.clone(),
    }
}
