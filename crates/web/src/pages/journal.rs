//! The activity of a service.

use application::historique::{self, Demande, Depuis, EtatMesure, Ligne, PLAFOND};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use domaine::historique::Famille;
use serde::Deserialize;
use ui::gabarit::{Nouveautes, SectionService};
use ui::pages::etat_des_lieux::Reponse;
use ui::pages::journal::{Entree, FiltresJournal, Journal, LigneEntree, Objet, csv};
use uuid::Uuid;

use crate::pages::bande::bande;
use crate::{Erreur, acteur::Acteur, chemin::Chemin, parametres::Parametres};

/// What the address asks for; words that mean nothing are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Vue {
    sujet: String,
    qui: String,
    avant: String,
}

pub(crate) async fn get(
    acteur: Acteur,
    Chemin(service): Chemin<Uuid>,
    Parametres(vue): Parametres<Vue>,
) -> Result<Response, Erreur> {
    let filtres = vue.filtres();
    let lue = historique::activite(&acteur.ctx, service, &demande(filtres)).await?;
    let auteurs = lue.auteurs.into_iter().map(|a| (a.compte, a.nom));
    let vue = Journal {
        bande: bande(&lue.service, SectionService::Journal),
        filtres,
        auteurs: auteurs.collect(),
        nouveautes: lue.nouveautes.map(nouveautes),
        entrees: entrees(lue.groupes),
        suite: lue.suite,
        plafond: usize::try_from(PLAFOND).unwrap_or(usize::MAX),
    };
    acteur.page(&vue).await
}

/// The same lines, for a spreadsheet.
pub(crate) async fn export(
    acteur: Acteur,
    Chemin(service): Chemin<Uuid>,
    Parametres(vue): Parametres<Vue>,
) -> Result<Response, Erreur> {
    let lignes = historique::exporter(&acteur.ctx, service, &demande(vue.filtres())).await?;
    let seules = lignes.into_iter().map(|ligne| vec![ligne]).collect();
    let en_tetes = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"journal.csv\"",
        ),
    ];
    Ok((en_tetes, csv(&entrees(seules))).into_response())
}

impl Vue {
    fn filtres(&self) -> FiltresJournal {
        FiltresJournal {
            famille: Famille::depuis_id(&self.sujet),
            qui: Uuid::parse_str(&self.qui).ok(),
            avant: self.avant.parse().ok().filter(|avant| *avant > 0),
        }
    }
}

fn demande(filtres: FiltresJournal) -> Demande {
    Demande {
        famille: filtres.famille,
        acteur: filtres.qui,
        avant: filtres.avant,
    }
}

fn nouveautes(depuis: Depuis) -> (Nouveautes, Vec<Entree>) {
    let vues = Nouveautes {
        depuis: depuis.compte.depuis,
        nombre: usize::try_from(depuis.compte.nombre).unwrap_or(0),
    };
    (vues, entrees(depuis.groupes))
}

fn entrees(groupes: Vec<Vec<Ligne>>) -> Vec<Entree> {
    groupes.into_iter().filter_map(entree).collect()
}

/// A group as it is shown; none when it is empty.
fn entree(groupe: Vec<Ligne>) -> Option<Entree> {
    let premiere = groupe.first()?;
    Some(Entree {
        quand: premiere.quand,
        qui: premiere.qui.clone(),
        genre: premiere.genre,
        lignes: groupe.into_iter().map(ligne).collect(),
    })
}

fn ligne(ligne: Ligne) -> LigneEntree {
    let detail = ligne.detail;
    LigneEntree {
        quand: ligne.quand,
        objet: objet(ligne.objet),
        mesure: detail.mesure.map(objet),
        etats: detail
            .etats
            .map(|(avant, apres)| (reponse(avant), reponse(apres))),
        champs: detail.champs.into_iter().map(|c| c.champ).collect(),
        role: detail.role,
        indice: ligne.indice.and_then(|i| u16::try_from(i).ok()),
    }
}

fn reponse(etat: EtatMesure) -> Option<Reponse> {
    Reponse::de(etat.statut, etat.incertaine, etat.reportee)
}

fn objet(objet: historique::Objet) -> Objet {
    match objet {
        historique::Objet::Service => Objet::Service,
        historique::Objet::Description => Objet::Description,
        historique::Objet::Mesure {
            id,
            titre,
            presente,
        } => Objet::Mesure {
            id,
            titre,
            presente,
        },
        historique::Objet::Risque {
            id,
            titre,
            presente,
        } => Objet::Risque {
            id,
            titre,
            presente,
        },
        historique::Objet::Personne { nom } => Objet::Personne(nom),
        historique::Objet::Contacts => Objet::Contacts,
        historique::Objet::Autre(id) => Objet::Autre(id),
    }
}
