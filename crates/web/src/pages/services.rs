//! "Mes services": the list.

pub(crate) mod corbeille;
pub(crate) mod dupliquer;
pub(crate) mod supprimer;

use application::services::{Demande, MesServices, ServiceListe, mes_services};
use axum::response::Response;
use domaine::texte::cle_de_tri;
use domaine::vocabulaire::{NiveauSecurite, StatutDeploiement};
use serde::Deserialize;
use stockage::services as base;
use ui::composants::Pagination;
use ui::pages::services::{ChiffresServices, Etat, Filtres, LIGNES, LigneService, Services, Tri};

use crate::{Erreur, acteur::Acteur, parametres::Parametres};

/// Longest text looked for, in characters; the rest is ignored.
const RECHERCHE_MAX: usize = 100;

/// What the address asks for; words that mean nothing are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Vue {
    q: String,
    niveau: String,
    etat: String,
    deploiement: String,
    tri: String,
    ordre: String,
    lignes: String,
    page: String,
}

pub(crate) async fn get(
    acteur: Acteur,
    Parametres(vue): Parametres<Vue>,
) -> Result<Response, Erreur> {
    let filtres = vue.filtres();
    let demande = demande(&filtres, &vue.page);
    let trouves = mes_services(&acteur.ctx, &demande).await?;
    acteur.page(&page(filtres, demande.taille(), trouves)).await
}

impl Vue {
    fn filtres(&self) -> Filtres {
        Filtres {
            q: self.q.trim().chars().take(RECHERCHE_MAX).collect(),
            niveau: NiveauSecurite::depuis_id(&self.niveau),
            etat: Etat::depuis_id(&self.etat),
            deploiement: StatutDeploiement::depuis_id(&self.deploiement),
            tri: Tri::depuis_id(&self.tri).unwrap_or_default(),
            decroissant: self.ordre == "desc",
            longue: self.lignes == LIGNES,
        }
    }
}

fn demande(filtres: &Filtres, page: &str) -> Demande {
    let recherche = cle_de_tri(&filtres.q);
    Demande {
        filtre: base::Filtre {
            stade: filtres.etat.map(|etat| match etat {
                Etat::Brouillon => base::Stade::Brouillon,
                Etat::AStatuer => base::Stade::AStatuer,
                Etat::SousUn => base::Stade::SousUn,
            }),
            niveau: filtres.niveau.map(|n| n.id().to_owned()),
            deploiement: filtres.deploiement.map(|d| d.id().to_owned()),
            recherche: (!recherche.is_empty()).then_some(recherche),
        },
        ordre: base::Ordre {
            tri: match filtres.tri {
                Tri::Nom => base::Tri::Nom,
                Tri::Niveau => base::Tri::Niveau,
                Tri::Completude => base::Tri::Completude,
                Tri::Indice => base::Tri::Indice,
                Tri::Modification => base::Tri::Modifie,
            },
            sens: if filtres.decroissant {
                base::Sens::Decroissant
            } else {
                base::Sens::Croissant
            },
        },
        page: page.parse().unwrap_or(1),
        longue: filtres.longue,
    }
}

fn page(filtres: Filtres, taille: i64, trouves: MesServices) -> Services {
    let chiffres = trouves.chiffres;
    Services {
        chiffres: ChiffresServices {
            total: nombre(chiffres.services),
            brouillons: nombre(chiffres.brouillons),
            a_statuer: nombre(chiffres.a_statuer),
            sous_un: nombre(chiffres.sous_un),
            mediane: chiffres.indice_median.and_then(|i| u16::try_from(i).ok()),
        },
        lignes: trouves.services.into_iter().map(ligne).collect(),
        trouves: nombre(trouves.total),
        premier: nombre((trouves.page - 1) * taille + 1),
        pagination: Pagination {
            page: nombre(trouves.page),
            pages: nombre(trouves.pages),
            adresse: filtres.pages(),
        },
        corbeille: nombre(chiffres.corbeille),
        filtres,
    }
}

fn ligne(service: ServiceListe) -> LigneService {
    LigneService {
        id: service.id,
        nom: service.nom,
        organisation: service.organisation,
        deploiement: service.deploiement,
        niveau: service.niveau,
        completude: service
            .completude
            .map(|(statuees, total)| (nombre(statuees), nombre(total))),
        indice: service.indice.and_then(|i| u16::try_from(i).ok()),
        prochaine: service.prochaine_etape,
        reste: nombre(service.reste),
    }
}

fn nombre(compte: i64) -> usize {
    usize::try_from(compte).unwrap_or(0)
}
