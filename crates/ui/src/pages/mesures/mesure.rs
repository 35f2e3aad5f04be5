//! A measure: what, why, by what to start, what to keep, why here, and where it stands.

use crate::adresse;
use crate::composants::{
    Bascule, Champ, Erreur, bascule_statut, champs_caches, fil, resume_erreurs, zone_texte,
};
use crate::format::typo;
use crate::gabarit::Bande;
use crate::prelude::*;
use crate::texte;
use domaine::catalogue::Mesure;
use domaine::vocabulaire::{Exigence, Porteur, Statut};

/// A risk the measure weighs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RisqueVue {
    /// Identifier of the risk.
    pub id: String,
    /// Its title.
    pub titre: String,
}

/// The page.
#[derive(Clone, Debug)]
pub struct PageMesure<'a> {
    /// Band of the service.
    pub bande: Bande,
    /// The measure.
    pub mesure: &'a Mesure,
    /// Question of the état des lieux it stands for.
    pub question: &'a str,
    /// How strongly it is asked.
    pub exigence: Exigence,
    /// Who carries it.
    pub porteur: Option<Porteur>,
    /// Why the service has it, as sentences (`texte::raison`).
    pub raisons: Vec<String>,
    /// Risks of the service it weighs on.
    pub risques: Vec<RisqueVue>,
    /// Where it stands.
    pub statut: Option<Statut>,
    /// Why it is declined, as saved or as typed.
    pub motif: String,
    /// Version of its row, 0 when it has none.
    pub version: i64,
    /// What was refused; the field is `motif`.
    pub erreurs: Vec<Erreur>,
    /// What the last click did.
    pub annonce: Option<String>,
    /// Whether this person may change its status.
    pub modifiable: bool,
}

impl PageMesure<'_> {
    /// Address of this page.
    fn adresse(&self) -> String {
        adresse::service(self.bande.service, &format!("mesures/{}", self.mesure.id))
    }
}

/// Most characters of a reason; the server checks the same limit.
pub const MOTIF_MAX: usize = 2000;

impl Vue for PageMesure<'_> {
    fn titre(&self) -> String {
        format!("{} · {}", typo(&self.mesure.titre), self.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let mesures = adresse::service(self.bande.service, "mesures");
        let mesure = self.mesure;
        maud! {
            div.fr-container--fluid.mss-page {
                (fil(&[(&mesures, "Mesures")], &mesure.id))
                p.mss-surtitre {
                    (texte::exigence(self.exigence)) " · " (texte::categorie(mesure.categorie)) " · " (texte::effort(mesure.effort))
                }
                h1 { %(typo(&mesure.titre)) }
                (resume_erreurs(&self.erreurs))
                div.mss-duo.mss-duo--etroit {
                    div {
                        p.fr-text--lead { %(typo(&mesure.description)) }
                        h2.mss-h { "Pourquoi" }
                        p.mss-texte { %(typo(&mesure.pourquoi)) }
                        h2.mss-h { "Par où commencer" }
                        ol.mss-texte { @for etape in &mesure.etapes { li { %(typo(etape)) } } }
                        h2.mss-h { "Preuves à garder" }
                        ul.mss-texte { @for preuve in &mesure.preuves { li { %(typo(preuve)) } } }
                        h2.mss-h { "Pourquoi cette mesure ici" }
                        ul.mss-texte { @for raison in &self.raisons { li { (raison) } } }
                        p.fr-text--sm { a href=(adresse::service(self.bande.service, "description")) { "Revoir vos réponses" } }
                        @if !self.risques.is_empty() {
                            h2.mss-h { "Risques sur lesquels elle pèse" }
                            ul.mss-texte { @for risque in &self.risques { li { (risque.id) " : " %(typo(&risque.titre)) } } }
                        }
                        @if !mesure.references.is_empty() {
                            p.fr-text--xs.mss-2 {
                                "Références : "
                                @for (rang, reference) in mesure.references.iter().enumerate() {
                                    @if rang > 0 { " · " }
                                    (reference.referentiel) " " (reference.article)
                                }
                            }
                        }
                    }
                    aside aria-labelledby="statut" { (etat(cadre, self)) }
                }
            }
        }
    }
}

fn etat<'a>(cadre: &'a Cadre<'_>, page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    let service = page.bande.service;
    let bascule = Bascule {
        mesure: &page.mesure.id,
        statut: page.statut,
        version: page.version,
        grande: true,
    };
    maud! {
        div #etat .fr-card {
            h2 #statut .fr-card__title tabindex="-1" data-focus { "Où en êtes-vous ?" }
            p.mss-annonce data-annonce { @if let Some(annonce) = &page.annonce { (annonce) } }
            p.fr-text--sm { %(typo(page.question)) }
            @if page.modifiable {
                form action=(adresse::service(service, "mesures")) method="post" data-fragment="bande etat" {
                    (champs_caches(cadre, None))
                    input type="hidden" name="retour" value=(page.adresse());
                    (bascule_statut(bascule))
                }
                (ecarter(cadre, page))
            } @else {
                p { b { (texte::statut(page.statut)) } }
                @if !page.motif.is_empty() { p { (page.motif) } }
            }
            p.fr-text--sm.mss-2 { "Qui s’en charge : " (texte::porteur(page.porteur)) "." }
        }
    }
}

/// Declining, with its reason; or changing one's mind.
fn ecarter<'a>(cadre: &'a Cadre<'_>, page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    let ecartee = page.statut == Some(Statut::NonFait);
    let erreur = page.erreurs.first().map(|e| e.message.as_str());
    let retenu = if ecartee || erreur.is_some() {
        Statut::NonFait
    } else {
        Statut::ALancer
    };
    let choix = [
        (
            Statut::ALancer,
            "À lancer",
            "Elle reste dans la liste de ce qui est à faire.",
        ),
        (
            Statut::NonFait,
            "Écartée",
            "Elle ne s’applique pas, ou le risque est accepté. L’autorité le verra.",
        ),
    ];
    maud! {
        details.mss-donnees open[ecartee || erreur.is_some()] {
            summary { "Elle ne sera pas faite : l’écarter" }
            form action=(page.adresse()) method="post" novalidate {
                (champs_caches(cadre, Some(page.version)))
                fieldset.fr-fieldset {
                    legend.fr-fieldset__legend { "Cette mesure non faite est…" }
                    @for (statut, nom, aide) in choix {
                        div.fr-fieldset__element { div.fr-radio-group.fr-radio-rich {
                            input #{ "statut-" (statut.id()) } type="radio" name="statut" value=(statut.id()) checked[statut == retenu];
                            label.fr-label for={ "statut-" (statut.id()) } { (nom) span.fr-hint-text { (aide) } }
                        } }
                    }
                }
                (zone_texte(Champ {
                    nom: "motif", libelle: "Motif, si elle est écartée",
                    aide: "Une ou deux phrases que l’autorité comprendra.",
                    valeur: &page.motif, erreur, maximum: MOTIF_MAX, obligatoire: true, ..Champ::default()
                }, 4))
                button.fr-btn.fr-btn--secondary { "Enregistrer" }
            }
        }
    }
}
