//! The view of the list, beside a panel or alone.

use application::mesures::completer;
use application::{Context, Error};
use ui::format::jour_civil;
use ui::gabarit::SectionService;
use ui::pages::mesures::{FiltresMesures, LotVue, Mesures};
use uuid::Uuid;

use super::lignes::Lecture;
use super::{Demande, annoncer, lot};
use crate::Erreur;
use crate::decrit::Decrit;

/// The list a person asked to see.
pub(super) async fn vue(
    ctx: &Context,
    decrit: &Decrit,
    membres: Vec<(Uuid, String)>,
    demande: &Demande,
) -> Result<Mesures, Erreur> {
    let filtres = demande.filtres(decrit);
    let recherche = !filtres.q.is_empty();
    let entourage = completer(ctx, &decrit.service, membres, recherche).await?;
    let lecture = Lecture {
        decrit,
        entourage: &entourage,
        jour: jour_civil(ctx.maintenant()),
        gains: decrit.service.gains()?,
    };
    avec(ctx, &lecture, demande, filtres).await
}

/// The same, the people and the comments being read already.
pub(super) async fn avec(
    ctx: &Context,
    lecture: &Lecture<'_>,
    demande: &Demande,
    filtres: FiltresMesures,
) -> Result<Mesures, Erreur> {
    let (decrit, entourage) = (lecture.decrit, lecture.entourage);
    let vient = demande.vient(decrit);
    let operation = match Uuid::parse_str(&demande.op) {
        Ok(id) => operation(ctx, decrit, id).await?,
        Err(_) => None,
    };
    let noms = lecture.noms();
    let (mut bilan, mut repris) = (None, None);
    match operation {
        Some(application::mesures::Operation::Modifiee(modifiee)) => {
            repris = lot::repris(&modifiee);
        }
        Some(autre) => bilan = lot::bilan(&autre, demande, &noms),
        None => {}
    }
    let annonce = vient.map(|mesure| annoncer(decrit, mesure));
    let liste = lecture.liste(&filtres);
    let (comptes, lignes) = (liste.comptes(), liste.lignes(vient));
    Ok(Mesures {
        bande: decrit.bande(SectionService::Mesures),
        comptes,
        themes: themes(decrit),
        membres: entourage
            .membres
            .iter()
            .map(|(id, nom)| (id.to_string(), nom.clone()))
            .collect(),
        lignes,
        filtres,
        annonce: match (annonce, repris) {
            (Some(annonce), Some(repris)) => Some(format!("{annonce} {repris}")),
            (annonce, repris) => annonce.or(repris),
        },
        bilan,
        lot: LotVue::default(),
        modifiable: decrit.modifiable(),
    })
}

async fn operation(
    ctx: &Context,
    decrit: &Decrit,
    id: Uuid,
) -> Result<Option<application::mesures::Operation>, Error> {
    application::mesures::operation(ctx, decrit.service.fiche.id, id).await
}

/// The themes the service has measures in.
fn themes(decrit: &Decrit) -> Vec<(String, String)> {
    let toutes = decrit.bilan.evaluation.mesures.toutes();
    let catalogue = decrit.service.catalogue;
    let avancement = catalogue.avancement_par_theme(toutes, &decrit.service.suivi);
    avancement
        .into_iter()
        .map(|(theme, _)| (theme.id.clone(), theme.titre.clone()))
        .collect()
}
