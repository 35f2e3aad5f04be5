//! The library: models and complementary measures.

pub(crate) mod complement;
pub(crate) mod modele;
pub(crate) mod nouveau;

use application::modeles::{Comptes, Demande, Element, Modele, lister, supprimes};
use axum::response::Response;
use domaine::complements::RoleComplement;
use domaine::specifiques::Provenance;
use domaine::vocabulaire::Categorie;
use serde::Deserialize;
use ui::composants::Pagination;
use ui::pages::modeles::{
    FiltresModeles, LigneModele, Modeles, OrigineLigne, adresse_complement, adresse_modele,
};

use crate::{Erreur, acteur::Acteur, parametres::Parametres};

/// Longest text looked for, in characters; the rest is ignored.
const RECHERCHE_MAX: usize = 100;

/// What the address asks for; words that mean nothing are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Vue {
    q: String,
    categorie: String,
    provenance: String,
    role: String,
    page: String,
}

pub(crate) async fn get(
    acteur: Acteur,
    Parametres(vue): Parametres<Vue>,
) -> Result<Response, Erreur> {
    let filtres = vue.filtres();
    let trouves = lister(&acteur.ctx, &demande(&filtres, &vue.page)).await?;
    let jetes = supprimes(&acteur.ctx).await?.into_iter();
    acteur
        .page(&Modeles {
            comptes: comptes(trouves.comptes),
            lignes: trouves.elements.into_iter().map(ligne).collect(),
            pagination: Pagination {
                page: trouves.page,
                pages: trouves.pages,
                adresse: filtres.pages("/modeles"),
            },
            supprimes: jetes
                .map(|m| (adresse_modele(m.id), m.contenu.titre))
                .collect(),
            filtres,
        })
        .await
}

impl Vue {
    /// The page asked for.
    pub(crate) fn page(&self) -> &str {
        &self.page
    }

    pub(crate) fn filtres(&self) -> FiltresModeles {
        FiltresModeles {
            q: self.q.trim().chars().take(RECHERCHE_MAX).collect(),
            categorie: Categorie::depuis_id(&self.categorie),
            provenance: Provenance::depuis_id(&self.provenance),
            role: RoleComplement::depuis_id(&self.role),
        }
    }
}

/// How a form names a text to copy.
pub(crate) fn depuis(element: &Element) -> String {
    match element {
        Element::Modele(modele) => format!("modele:{}", modele.id),
        Element::Complement(c) => format!("bibliotheque:{}", c.id),
    }
}

/// What is asked of the list.
pub(crate) fn demande(filtres: &FiltresModeles, page: &str) -> Demande {
    Demande {
        recherche: filtres.q.clone(),
        categorie: filtres.categorie,
        provenance: filtres.provenance,
        role: filtres.role,
        page: page.parse().unwrap_or(1),
    }
}

/// The figures of the tabs, in their order.
pub(crate) fn comptes(comptes: Comptes) -> [usize; 4] {
    [
        comptes.de(None),
        comptes.miens,
        comptes.partages,
        comptes.bibliotheque,
    ]
}

/// A line of the list.
pub(crate) fn ligne(element: Element) -> LigneModele {
    match element {
        Element::Modele(modele) => LigneModele {
            adresse: adresse_modele(modele.id),
            categorie: modele.contenu.categorie,
            origine: origine(&modele),
            titre: modele.contenu.titre,
        },
        Element::Complement(c) => LigneModele {
            adresse: adresse_complement(&c.id),
            titre: c.contenu.titre.clone(),
            categorie: c.contenu.categorie,
            origine: OrigineLigne::Complement(c.theme.clone(), c.role, c.effort),
        },
    }
}

fn origine(modele: &Modele) -> OrigineLigne {
    let organisation = modele.organisation.as_ref().map(|(_, nom)| nom.clone());
    if modele.mien {
        return OrigineLigne::Mien(organisation);
    }
    let auteur = modele.auteur.clone();
    OrigineLigne::Partage(
        auteur.unwrap_or_else(|| "Une autre personne".to_owned()),
        organisation.unwrap_or_default(),
    )
}
