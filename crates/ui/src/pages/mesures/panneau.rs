//! The panel of a measure: status, what it is, plan, why here, risks, exchanges.

use super::mesure::{PageMesure, Voisines};
use super::plan::plan;
use super::propre::{delier, lier, propre};
use crate::adresse;
use crate::composants::{Bascule, Champ, bascule_statut, champs_caches, echanges, zone_texte};
use crate::format::{compte, gain, typo};
use crate::pages::actions::{ActionVue, condition};
use crate::pages::etat_des_lieux::Reponse;
use crate::prelude::*;
use crate::texte;
use domaine::catalogue::{Mesure, Reference};
use domaine::suivi::MOTIF_MAX;
use domaine::vocabulaire::{Categorie, Statut};
use uuid::Uuid;

/// What a measure is, whatever its kind.
#[derive(Clone, Debug)]
pub struct FicheVue<'a> {
    /// Its identifier.
    pub id: &'a str,
    /// Its title.
    pub titre: &'a str,
    /// Its family.
    pub categorie: Categorie,
    /// What it is when it is done.
    pub description: &'a str,
    /// What happens without it; empty when nobody wrote it.
    pub pourquoi: &'a str,
    /// How to go about it.
    pub etapes: &'a [String],
    /// What shows that it is done.
    pub preuves: &'a [String],
    /// How much work and how soon, in words; empty when not known.
    pub effort: String,
    /// Where other frameworks ask for it.
    pub references: &'a [Reference],
}

impl<'a> From<&'a Mesure> for FicheVue<'a> {
    fn from(m: &'a Mesure) -> Self {
        Self {
            id: &m.id,
            titre: &m.titre,
            categorie: m.categorie,
            description: &m.description,
            pourquoi: &m.pourquoi,
            etapes: &m.etapes,
            preuves: &m.preuves,
            effort: format!(
                "{} · {}",
                texte::effort(m.effort),
                texte::delai(m.delai_conseille)
            ),
            references: &m.references,
        }
    }
}

/// The panel.
pub(super) fn panneau<'a>(cadre: &'a Cadre<'_>, page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    let fiche = &page.fiche;
    let service = page.liste.bande.service;
    maud! {
        article #panneau .mss-panneau aria-labelledby="mesure-titre" {
            div.mss-panneau__tete {
                p.mss-surtitre {
                    (fiche.id) " · " (texte::categorie(fiche.categorie)) " · " (texte::exigence(page.exigence))
                    @if !fiche.effort.is_empty() { " · " (fiche.effort) }
                }
                h1 #mesure-titre tabindex="-1" data-focus { %(typo(fiche.titre)) }
                a.mss-panneau__fermer href=(page.adresse_liste()) data-fragment="volet" { span aria-hidden="true" { "×" } span.fr-sr-only { "Fermer et revenir à la liste" } }
                (etat(cadre, page))
            }
            @if !fiche.description.is_empty() { section {
                @if page.propre.is_some() { p.mss-libre { (fiche.description) } }
                @else { p { b { %(typo(fiche.description)) } } }
                @if !fiche.pourquoi.is_empty() { p.mss-2 { %(typo(fiche.pourquoi)) } }
            } }
            (plan(cadre, page))
            @if let Some(apport) = &page.apport { (change(service, apport)) }
            @if !page.risques.is_empty() { (risques(cadre, page)) }
            (lier(cadre, page))
            @if !fiche.etapes.is_empty() { section {
                h2 { "Par où commencer" }
                ol { @for etape in fiche.etapes { li { %(typo(etape)) } } }
            } }
            @if !fiche.preuves.is_empty() { section {
                h2 { "Preuves à garder" }
                ul { @for preuve in fiche.preuves { li { %(typo(preuve)) } } }
            } }
            @if !page.raisons.is_empty() { section {
                h2 { "Pourquoi cette mesure ici" }
                ul { @for raison in &page.raisons { li { (raison) } } }
                p { a href=(adresse::service(service, "description")) { "Revoir vos réponses" } }
            } }
            section {
                h2 #echanges { "Échanges et historique" }
                (echanges(cadre, &page.echanges))
            }
            @if let Some(vue) = &page.propre { (propre(cadre, page, vue)) }
            (pied(page))
        }
    }
}

/// What the index and the risks gain from it, alone or with what it belongs to.
fn change<'a>(service: Uuid, apport: &'a ActionVue) -> impl Renderable + 'a {
    let baisses = &apport.risques;
    maud! {
        section {
            h2 { "Ce que cela change" }
            p.mss-gain {
                "Une fois faite, l’indice gagne " b { (gain(apport.gain)) }
                @if !baisses.is_empty() { " et " (compte(baisses.len(), "risque devient moins vraisemblable", "risques deviennent moins vraisemblables")) } "."
            }
            @if !baisses.is_empty() {
                details.mss-donnees {
                    summary { "Voir " (compte(baisses.len(), "risque", "risques")) }
                    ul { @for b in baisses {
                        li {
                            a href=(adresse::service(service, &format!("risques/{}", b.id))) { (b.id) " : " %(typo(&b.titre)) }
                            span.fr-hint-text { "Vraisemblance " (b.avant) " → " (b.apres) }
                        }
                    } }
                }
            }
            @if let Some(appui) = &apport.appui { p { (condition(service, apport.categorie, appui)) } }
        }
    }
}

/// Each risk, how grave it would be and how likely it is now.
fn risques<'a>(cadre: &'a Cadre<'_>, page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    let service = page.liste.bande.service;
    maud! {
        section {
            h2 { "Risques sur lesquels elle pèse" }
            ul { @for risque in &page.risques {
                li {
                    a href=(adresse::service(service, &format!("risques/{}", risque.id))) { (risque.id) " : " (risque.titre) }
                    span.fr-hint-text {
                        "Gravité : " (risque.gravite.to_lowercase()) ". Vraisemblance aujourd’hui : "
                        (risque.vraisemblance.to_lowercase()) "."
                    }
                    @if risque.main && page.lie { (delier(cadre, page, risque)) }
                }
            } }
        }
    }
}

fn etat<'a>(cadre: &'a Cadre<'_>, page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    let service = page.liste.bande.service;
    let bascule = Bascule {
        mesure: page.fiche.id,
        titre: page.fiche.titre,
        statut: page.statut(),
        version: page.version,
        grande: true,
    };
    maud! {
        p.mss-annonce data-annonce { @if let Some(annonce) = &page.liste.annonce { (annonce) } }
        @if !page.question.is_empty() { p.fr-text--sm { %(typo(page.question)) } }
        @if page.liste.modifiable {
            form action=(adresse::service(service, "mesures")) method="post" data-fragment="bande volet" {
                (champs_caches(cadre, None))
                input type="hidden" name="retour" value=(page.adresse(page.fiche.id));
                (bascule_statut(bascule))
                (a_part(page))
                @if page.reponse.is_some() {
                    button.fr-btn.fr-btn--sm.fr-btn--tertiary-no-outline name="statut"
                        value={ (page.fiche.id) "::" (page.version) } { "Effacer la réponse" }
                }
            }
            (ecarter(cadre, page))
        } @else {
            p { b { (Reponse::nom(page.reponse)) } }
            (a_part(page))
            @if !page.motif.is_empty() { p { (page.motif) } }
        }
        @if page.propre.is_none() { p.fr-text--sm.mss-2 { "Qui s’en charge : " (texte::porteur(page.porteur).to_lowercase()) "." } }
    }
}

/// What the switch does not show.
fn a_part<'a>(page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    maud! {
        @match page.reponse {
            Some(Reponse::JeNeSaisPas) => { p.fr-text--sm { "Mise de côté : la réponse est à demander." } }
            Some(Reponse::PlusTard) => { p.fr-text--sm { "Remise à plus tard." } }
            _ => {}
        }
    }
}

/// Declining, with its reason; or changing one's mind.
fn ecarter<'a>(cadre: &'a Cadre<'_>, page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    let ecartee = page.statut() == Some(Statut::NonFait);
    let mut du_motif = page.erreurs.iter().filter(|e| e.champ == "motif");
    let erreur = du_motif.next().map(|e| e.message.as_str());
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
        details #ecarter .mss-donnees open[ecartee || page.choisi.is_some()] {
            summary { "Elle ne sera pas faite maintenant" }
            form action=(page.adresse(page.fiche.id)) method="post" novalidate {
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
                button.fr-btn.fr-btn--sm.fr-btn--secondary { "Enregistrer" }
            }
        }
    }
}

/// References, and the other measures of the list.
fn pied<'a>(page: &'a PageMesure<'_>) -> impl Renderable + 'a {
    let Voisines {
        precedente,
        suivante,
    } = &page.voisines;
    maud! {
        section {
            @if !page.fiche.references.is_empty() {
                p.fr-text--xs.mss-2 {
                    "Références : "
                    @for (rang, reference) in page.fiche.references.iter().enumerate() {
                        @if rang > 0 { " · " }
                        (reference.referentiel) " " (reference.article)
                    }
                }
            }
            nav.mss-barre aria-label="Autres mesures de la liste" {
                @if let Some(precedente) = precedente {
                    a.fr-btn.fr-btn--sm.fr-btn--tertiary rel="prev" href=(page.adresse(precedente)) data-fragment="volet" { "Mesure précédente" }
                }
                @if let Some(suivante) = suivante {
                    a.fr-btn.fr-btn--sm.fr-btn--tertiary rel="next" href=(page.adresse(suivante)) data-fragment="volet" { "Mesure suivante" }
                }
                a.fr-btn.fr-btn--sm.fr-btn--tertiary-no-outline href=(page.adresse_liste()) data-fragment="volet" { "Revenir à la liste" }
            }
        }
    }
}
