//! The list: key figures that filter it, one line per service, one next step each.

use super::filtres::{Etat, Filtres, LIGNES, Tri};
use crate::adresse;
use crate::composants::{
    Chiffre, Pagination, Selection, badge, chercher, chiffres, pagination, selection, vide,
};
use crate::format::{compte, indice, pourcent};
use crate::gabarit::Ton;
use crate::prelude::*;
use crate::svg::{Icone, icone, mini};
use crate::texte;
use domaine::etapes::ProchaineEtape;
use domaine::indice::palier;
use domaine::vocabulaire::{NiveauSecurite, StatutDeploiement};
use uuid::Uuid;

/// A service of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneService {
    /// Key of the service.
    pub id: Uuid,
    /// Its name.
    pub nom: String,
    /// The organisation that answers for it.
    pub organisation: String,
    /// Where the project stands.
    pub deploiement: Option<StatutDeploiement>,
    /// Its level of needs; `None` while it is a draft.
    pub niveau: Option<NiveauSecurite>,
    /// Measures with a status, and all of them; `None` while it is a draft.
    pub completude: Option<(usize, usize)>,
    /// Its index in hundredths; `None` while it is a draft.
    pub indice: Option<u16>,
    /// What one can do next.
    pub prochaine: ProchaineEtape,
    /// How many questions or measures that is; 0 when it does not count.
    pub reste: usize,
}

/// Key figures over all the person's services, whatever the filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChiffresServices {
    /// All of them.
    pub total: usize,
    /// Those whose description is not complete.
    pub brouillons: usize,
    /// Those whose état des lieux is not finished.
    pub a_statuer: usize,
    /// Those whose index is under 1.
    pub sous_un: usize,
    /// Median of the indices, in hundredths, over complete services.
    pub mediane: Option<u16>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Services {
    /// Key figures.
    pub chiffres: ChiffresServices,
    /// What the person asked to see.
    pub filtres: Filtres,
    /// The lines of this page of the list.
    pub lignes: Vec<LigneService>,
    /// How many lines the filters let through.
    pub trouves: usize,
    /// Rank of the first line of this page, from 1.
    pub premier: usize,
    /// The pages of the list.
    pub pagination: Pagination,
    /// How many services wait in the bin.
    pub corbeille: usize,
}

impl Services {
    fn chiffres(&self) -> Vec<Chiffre> {
        let filtrer = |etat| {
            Filtres {
                etat,
                ..Filtres::default()
            }
            .adresse()
        };
        let chiffre = |valeur: usize, libelle: &str, etat, alerte| Chiffre {
            valeur: valeur.to_string(),
            libelle: libelle.to_owned(),
            adresse: Some(filtrer(etat)),
            alerte: alerte && valeur > 0,
        };
        let c = self.chiffres;
        let mut chiffres = vec![
            chiffre(
                c.total,
                if c.total < 2 { "service" } else { "services" },
                None,
                false,
            ),
            chiffre(c.brouillons, "à décrire", Some(Etat::Brouillon), false),
            chiffre(
                c.a_statuer,
                "état des lieux à finir",
                Some(Etat::AStatuer),
                false,
            ),
            chiffre(c.sous_un, "indice inférieur à 1", Some(Etat::SousUn), true),
        ];
        if let Some(mediane) = c.mediane {
            let par_indice = Filtres {
                tri: Tri::Indice,
                ..Filtres::default()
            };
            chiffres.push(Chiffre {
                valeur: indice(mediane).to_string(),
                libelle: "indice médian".to_owned(),
                adresse: Some(par_indice.adresse()),
                alerte: false,
            });
        }
        chiffres
    }
}

impl Vue for Services {
    fn titre(&self) -> String {
        "Mes services".to_owned()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page {
                div.mss-entete {
                    h1 { "Mes services" }
                    @if self.chiffres.total > 0 {
                        a.fr-btn href="/services/nouveau" { (icone(cadre, Icone::Plus)) "Nouveau service" }
                    }
                }
                @if self.chiffres.total == 0 { (premier_service()) }
                @else {
                    (chiffres("Chiffres clés, chacun filtre la liste", &self.chiffres()))
                    (filtres(cadre, &self.filtres))
                    div #liste {
                        @if self.lignes.is_empty() {
                            (vide("Aucun service ne correspond", maud! {
                                p { "Essayez un autre mot, ou retirez un filtre." }
                                a.fr-btn.fr-btn--tertiary href="/services" { "Voir tous les services" }
                            }))
                        } @else {
                            @if self.filtres.actifs() {
                                p.fr-text--sm {
                                    (compte(self.trouves, "service trouvé", "services trouvés")) ". "
                                    a href="/services" { "Tout voir" }
                                }
                            }
                            (table(self))
                            div.mss-entete {
                                p.fr-text--sm.mss-2 data-annonce {
                                    (self.premier) " à " (self.premier + self.lignes.len() - 1) " sur "
                                    (compte(self.trouves, "service", "services"))
                                }
                                (pagination(&self.pagination))
                                @if self.pagination.pages > 1 && !self.filtres.longue {
                                    p.fr-text--sm { a href=(Filtres { longue: true, ..self.filtres.clone() }.adresse()) { "Afficher " (LIGNES) " services à la fois" } }
                                }
                            }
                        }
                    }
                }
                @if self.corbeille > 0 {
                    p.fr-text--sm { a href="/services/corbeille" { "Corbeille (" (self.corbeille) ")" } }
                }
            }
        }
    }
}

fn premier_service() -> impl Renderable {
    vide(
        "Décrivez votre premier service",
        maud! {
            p {
                "Un site, une démarche en ligne, un logiciel métier. En dix minutes, vous saurez quelles mesures lui conviennent. Un nom et une organisation suffisent pour commencer."
            }
            a.fr-btn.fr-btn--lg href="/services/nouveau" { "Décrire un service" }
        },
    )
}

fn filtres<'a>(cadre: &'a Cadre<'_>, filtres: &'a Filtres) -> impl Renderable + 'a {
    let niveaux: Vec<_> = [("", "Besoins")]
        .into_iter()
        .chain(
            NiveauSecurite::TOUS
                .iter()
                .map(|n| (n.id(), texte::niveau_court(*n))),
        )
        .collect();
    let etats: Vec<_> = [("", "État")]
        .into_iter()
        .chain(Etat::TOUS.iter().map(|(etat, nom)| (etat.id(), *nom)))
        .collect();
    let deploiements = [
        ("", "Avancement"),
        (StatutDeploiement::EnProjet.id(), "À l’étude"),
        (StatutDeploiement::EnCours.id(), "En chantier"),
        (StatutDeploiement::EnLigne.id(), "En ligne"),
    ];
    maud! {
        form.mss-filtres action="/services" method="get" role="search" aria-label="Filtrer les services" data-fragment="liste" {
            (chercher(cadre, "Chercher un service", "Nom, organisation", &filtres.q))
            (selection(Selection { nom: "niveau", prefixe: "f-", libelle: "Besoins", visible: false,
                options: &niveaux, valeur: filtres.niveau.map_or("", NiveauSecurite::id) }))
            (selection(Selection { nom: "etat", prefixe: "f-", libelle: "État", visible: false,
                options: &etats, valeur: filtres.etat.map_or("", Etat::id) }))
            (selection(Selection { nom: "deploiement", prefixe: "f-", libelle: "Avancement", visible: false,
                options: &deploiements, valeur: filtres.deploiement.map_or("", StatutDeploiement::id) }))
            @if filtres.tri != Tri::default() { input type="hidden" name="tri" value=(filtres.tri.id()); }
            @if filtres.decroissant { input type="hidden" name="ordre" value="desc"; }
            @if filtres.longue { input type="hidden" name="lignes" value=(LIGNES); }
            button.fr-btn.fr-btn--tertiary { "Filtrer" }
        }
    }
}

fn table(page: &Services) -> impl Renderable {
    let colonne = |tri: Tri, nom: &'static str, classe: &'static str| {
        let filtres = &page.filtres;
        let ordre = (filtres.tri == tri).then_some(if filtres.decroissant {
            "descending"
        } else {
            "ascending"
        });
        let adresse = filtres.triee(tri).adresse();
        maud! {
            th scope="col" role="columnheader" class=[(!classe.is_empty()).then_some(classe)] aria-sort=[ordre] {
                a href=(adresse) { (nom) }
            }
        }
    };
    maud! {
        div.fr-table { table.mss-dense role="table" {
            caption.fr-sr-only { "Services, " (compte(page.trouves, "résultat", "résultats")) }
            thead role="rowgroup" { tr role="row" {
                (colonne(Tri::Nom, "Service", ""))
                (colonne(Tri::Niveau, "Besoins", "mss-sec"))
                (colonne(Tri::Completude, "Complété", "mss-num mss-sec"))
                (colonne(Tri::Indice, "Indice sur 5", "mss-num"))
                th scope="col" role="columnheader" { "Homologation" }
                th scope="col" role="columnheader" { "Prochaine étape" }
            } }
            tbody role="rowgroup" { @for ligne in &page.lignes { (rangee(ligne)) } }
        } }
    }
}

fn rangee(ligne: &LigneService) -> impl Renderable {
    let accueil = match ligne.prochaine {
        ProchaineEtape::TerminerDescription => prochaine(ligne).0,
        _ => adresse::service(ligne.id, "mesures"),
    };
    maud! {
        tr role="row" {
            th scope="row" role="rowheader" {
                a href=(accueil) { (ligne.nom) }
                small {
                    @if ligne.organisation.is_empty() { "Organisation à préciser" } @else { (ligne.organisation) }
                    @if let Some(statut) = ligne.deploiement { " · " (texte::deploiement(statut)) }
                }
            }
            td.mss-sec role="cell" data-l="Besoins" { @if let Some(niveau) = ligne.niveau { (texte::niveau_court(niveau)) } }
            td.mss-num.mss-sec role="cell" data-l="Complété" {
                @if let Some((faites, total)) = ligne.completude { (pourcent(faites, total)) }
            }
            td.mss-num role="cell" data-l="Indice" {
                @if let Some(centiemes) = ligne.indice {
                    b.mss-retard[centiemes < 100] { (indice(centiemes)) } (mini(centiemes))
                }
            }
            td role="cell" { (homologation(ligne.indice)) }
            td.mss-large role="cell" {
                @let (adresse, mots) = prochaine(ligne);
                @if adresse.is_empty() { span.mss-2 { (mots) } } @else { a href=(adresse) { (mots) } }
            }
        }
    }
}

/// What the index allows; no decision is recorded yet.
fn homologation(indice: Option<u16>) -> impl Renderable {
    maud! {
        @if let Some(centiemes) = indice {
            (badge(None, "Sans décision"))
            small {
                @if centiemes < 100 { "indice inférieur à 1" }
                @else {
                    @let palier = palier(f64::from(centiemes) / 100.0);
                    @if palier.deconseille { "déconseillée, " (texte::duree(palier.mois)) " au plus" }
                    @else { "durée conseillée : " (texte::duree(palier.mois)) }
                }
            }
        } @else {
            (badge(Some(Ton::Info), "Brouillon"))
            small { "description à terminer" }
        }
    }
}

/// Where the next step is, and its words; no address when there is nothing to do.
fn prochaine(ligne: &LigneService) -> (String, String) {
    let reste = |singulier, pluriel| compte(ligne.reste, singulier, pluriel);
    let (suite, mots) = match ligne.prochaine {
        ProchaineEtape::TerminerDescription => {
            ("description", "Terminer la description".to_owned())
        }
        ProchaineEtape::CommencerEtatDesLieux => {
            ("etat-des-lieux", "Commencer l’état des lieux".to_owned())
        }
        ProchaineEtape::PoursuivreEtatDesLieux => (
            "etat-des-lieux",
            format!("Répondre à {}", reste("question", "questions")),
        ),
        ProchaineEtape::DemanderReponses => (
            "etat-des-lieux/a-demander",
            format!("Demander {}", reste("réponse", "réponses")),
        ),
        ProchaineEtape::FaireMesures => {
            ("mesures", format!("Traiter {}", reste("mesure", "mesures")))
        }
        ProchaineEtape::Rien => return (String::new(), "Rien à faire".to_owned()),
    };
    (adresse::service(ligne.id, suite), mots)
}
