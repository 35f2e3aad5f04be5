//! A measure: what, why, by what to start, what to keep, why here, and where it stands.

use super::filtres::FiltresMesures;
use crate::adresse;
use crate::composants::{
    Bascule, Champ, Erreur, bascule_statut, champs_caches, fil, resume_erreurs, zone_texte,
};
use crate::format::{heure, jour, typo};
use crate::gabarit::Bande;
use crate::pages::etat_des_lieux::Reponse;
use crate::prelude::*;
use crate::texte;
use domaine::catalogue::Mesure;
use domaine::vocabulaire::{Exigence, Porteur, Statut};
use jiff::Timestamp;
use uuid::Uuid;

/// A risk the measure weighs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RisqueVue {
    /// Identifier of the risk.
    pub id: String,
    /// Its title.
    pub titre: String,
    /// Its gravity, in a word of the scale.
    pub gravite: String,
    /// Its likelihood as things stand, in a word of the scale.
    pub vraisemblance: String,
}

/// The measures before and after this one in the list, by identifier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voisines {
    /// The one before.
    pub precedente: Option<String>,
    /// The one after.
    pub suivante: Option<String>,
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
    /// What was said of it.
    pub reponse: Option<Reponse>,
    /// Who said it, and when; nothing while nobody said anything.
    pub dite: Option<(String, Timestamp)>,
    /// Why it is declined, as saved or as typed.
    pub motif: String,
    /// What the form that declines said, when it is given back.
    pub choisi: Option<Statut>,
    /// Version of its row, 0 when it has none.
    pub version: i64,
    /// What was refused; the field is `motif`.
    pub erreurs: Vec<Erreur>,
    /// What the last click did.
    pub annonce: Option<String>,
    /// The list this page was opened from.
    pub filtres: FiltresMesures,
    /// Its neighbours there.
    pub voisines: Voisines,
    /// Whether this person may change its status.
    pub modifiable: bool,
}

impl PageMesure<'_> {
    /// Address of this page, or of a neighbour.
    fn adresse(&self, mesure: &str) -> String {
        self.filtres.adresse_mesure(self.bande.service, mesure)
    }

    const fn statut(&self) -> Option<Statut> {
        match self.reponse {
            Some(Reponse::Statut(statut)) => Some(statut),
            _ => None,
        }
    }
}

/// Most characters of a reason; the server checks the same limit.
pub const MOTIF_MAX: usize = 1000;

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
        let mesures = self.filtres.adresse(self.bande.service);
        let mesure = self.mesure;
        maud! {
            div.fr-container--fluid.mss-page {
                (fil(&[(&mesures, "Mesures")], &mesure.id))
                p.mss-surtitre {
                    (texte::exigence(self.exigence)) " · " (texte::categorie(mesure.categorie)) " · " (texte::effort(mesure.effort)) " · " (texte::delai(mesure.delai_conseille))
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
                        @if !self.risques.is_empty() { (risques(self.bande.service, &self.risques)) }
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
                    // A click comes back to the identifier of its measure, here as in the list.
                    aside #(mesure.id) aria-labelledby="statut" { (etat(cadre, self)) }
                }
                (voisines(self))
            }
        }
    }
}

/// Each risk, how grave it would be and how likely it is now.
fn risques<'a>(service: Uuid, risques: &'a [RisqueVue]) -> impl Renderable + 'a {
    maud! {
        h2.mss-h { "Risques sur lesquels elle pèse" }
        ul.mss-texte { @for risque in risques {
            li {
                a href=(adresse::service(service, &format!("risques/{}", risque.id))) { (risque.id) " : " (risque.titre) }
                span.fr-hint-text {
                    "Gravité : " (risque.gravite.to_lowercase()) ". Vraisemblance aujourd’hui : "
                    (risque.vraisemblance.to_lowercase()) "."
                }
            }
        } }
    }
}

fn voisines<'a>(page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    let Voisines {
        precedente,
        suivante,
    } = &page.voisines;
    maud! {
        nav.mss-barre aria-label="Autres mesures de la liste" {
            @if let Some(precedente) = precedente {
                a.fr-btn.fr-btn--tertiary rel="prev" href=(page.adresse(precedente)) { "Mesure précédente" }
            }
            @if let Some(suivante) = suivante {
                a.fr-btn.fr-btn--tertiary rel="next" href=(page.adresse(suivante)) { "Mesure suivante" }
            }
            a.fr-btn.fr-btn--tertiary-no-outline href=(page.filtres.adresse(page.bande.service)) { "Revenir à la liste" }
        }
    }
}

fn etat<'a>(cadre: &'a Cadre<'_>, page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    let service = page.bande.service;
    let bascule = Bascule {
        mesure: &page.mesure.id,
        titre: &page.mesure.titre,
        statut: page.statut(),
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
                    input type="hidden" name="retour" value=(page.adresse(&page.mesure.id));
                    (bascule_statut(bascule))
                    (deja_dite(page))
                    @if page.reponse.is_some() {
                        button.fr-btn.fr-btn--tertiary-no-outline name="statut"
                            value={ (page.mesure.id) "::" (page.version) } { "Effacer la réponse" }
                    }
                }
                (ecarter(cadre, page))
            } @else {
                p { b { (Reponse::nom(page.reponse)) } }
                (deja_dite(page))
                @if !page.motif.is_empty() { p { (page.motif) } }
            }
            p.fr-text--sm.mss-2 { "Qui s’en charge : " (texte::porteur(page.porteur).to_lowercase()) "." }
        }
    }
}

/// Who answered, and when; what a click does not show.
fn deja_dite<'a>(page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    maud! {
        @match page.reponse {
            Some(Reponse::JeNeSaisPas) => { p.fr-text--sm { "Mise de côté : la réponse est à demander." } }
            Some(Reponse::PlusTard) => { p.fr-text--sm { "Remise à plus tard." } }
            _ => {}
        }
        @if let (Some((auteur, quand)), true) = (&page.dite, page.reponse.is_some()) {
            p.fr-text--sm.mss-2 { (auteur) ", le " (jour(*quand)) " à " (heure(*quand)) "." }
        }
    }
}

/// Declining, with its reason; or changing one's mind.
fn ecarter<'a>(cadre: &'a Cadre<'_>, page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    let ecartee = page.statut() == Some(Statut::NonFait);
    let erreur = page.erreurs.first().map(|e| e.message.as_str());
    let en_place = if ecartee {
        Statut::NonFait
    } else {
        Statut::ALancer
    };
    let retenu = page.choisi.unwrap_or(en_place);
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
        details #ecarter .mss-donnees open[ecartee || page.choisi.is_some() || page.statut() == Some(Statut::ALancer)] {
            summary { "Elle ne sera pas faite maintenant" }
            form action=(page.adresse(&page.mesure.id)) method="post" novalidate {
                (champs_caches(cadre, Some(page.version)))
                input type="hidden" name="retour" value=(page.adresse(&page.mesure.id));
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
