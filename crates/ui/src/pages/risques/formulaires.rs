//! The forms that decide of a computed risk, with what was typed and what is refused.

use super::page_du_risque;
use crate::composants::{Champ, Erreur, Selection, champs_caches, selection, zone_texte};
use crate::prelude::*;
use crate::texte;
use domaine::risques::{Ajustement, ModeleRisques, RAISON_MAX};
use uuid::Uuid;

/// What the forms of a computed risk show.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decider<'a> {
    pub(super) service: Uuid,
    pub(super) risque: &'a str,
    pub(super) modele: &'a ModeleRisques,
    /// As computed, 1 to 4.
    pub(super) gravite_calculee: u8,
    /// As saved, or as typed.
    pub(super) saisie: &'a Ajustement,
    pub(super) version: i64,
    pub(super) erreurs: &'a [Erreur],
}

/// The refusal of a field.
pub(super) fn erreur<'a>(erreurs: &'a [Erreur], champ: &str) -> Option<&'a str> {
    let erreur = erreurs.iter().find(|e| e.champ == champ)?;
    Some(erreur.message.as_str())
}

/// Choosing another gravity, or the computed one again.
pub(super) fn gravite<'a>(cadre: &'a Cadre<'_>, form: Decider<'a>) -> impl Renderable + 'a {
    let retenue = form.saisie.gravite.as_ref();
    let valeur = retenue.map(|g| g.valeur.to_string()).unwrap_or_default();
    let calculee = texte::cote(&form.modele.gravites, form.gravite_calculee);
    let mut options = vec![(String::new(), format!("{calculee} (calculée)"))];
    let autres = (1..=4u8).filter(|g| {
        *g != form.gravite_calculee || retenue.is_some_and(|r| r.valeur == form.gravite_calculee)
    });
    options.extend(autres.map(|g| (g.to_string(), texte::cote(&form.modele.gravites, g))));
    maud! {
        form action=(page_du_risque(form.service, form.risque)) method="post" novalidate {
            (champs_caches(cadre, Some(form.version)))
            input type="hidden" name="geste" value="gravite";
            @let options = options.iter().map(|(v, nom)| (v.as_str(), nom.as_str())).collect::<Vec<_>>();
            (selection(Selection {
                nom: "valeur", prefixe: "", libelle: "Gravité retenue", visible: true,
                options: &options, valeur: &valeur,
            }))
            (zone_texte(Champ {
                nom: "raison", libelle: "Raison, si elle n’est pas celle du calcul",
                aide: "L’autorité la lira.",
                valeur: retenue.map_or("", |g| g.raison.as_str()), erreur: erreur(form.erreurs, "raison"),
                maximum: RAISON_MAX, obligatoire: true, ..Champ::default()
            }, 2))
            button.fr-btn.fr-btn--sm { "Enregistrer la gravité" }
        }
    }
}

/// Not studying the risk, with the reason.
pub(super) fn desactiver<'a>(cadre: &'a Cadre<'_>, form: Decider<'a>) -> impl Renderable + 'a {
    let refus = erreur(form.erreurs, "desactivation");
    maud! {
        details #desactiver .mss-donnees open[form.saisie.desactivation.is_some()] {
            summary { "Ne pas étudier ce risque" }
            form action=(page_du_risque(form.service, form.risque)) method="post" novalidate {
                (champs_caches(cadre, Some(form.version)))
                input type="hidden" name="geste" value="desactiver";
                (zone_texte(Champ {
                    nom: "desactivation", libelle: "Pourquoi ?",
                    aide: "Une ou deux phrases que l’autorité comprendra. Le risque restera visible à part, sans compter dans les chiffres.",
                    valeur: form.saisie.desactivation.as_deref().unwrap_or_default(), erreur: refus,
                    maximum: RAISON_MAX, obligatoire: true, ..Champ::default()
                }, 2))
                button.fr-btn.fr-btn--sm.fr-btn--secondary { "Ne pas l’étudier" }
            }
        }
    }
}

/// Studying it again.
pub(super) fn reactiver<'a>(cadre: &'a Cadre<'_>, form: Decider<'a>) -> impl Renderable + 'a {
    maud! {
        form action=(page_du_risque(form.service, form.risque)) method="post" {
            (champs_caches(cadre, Some(form.version)))
            button.fr-btn.fr-btn--sm.fr-btn--secondary name="geste" value="reactiver" { "L’étudier à nouveau" }
        }
    }
}
