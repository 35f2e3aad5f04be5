//! What the panel of a measure says of it, whatever its kind: one of the catalogue, or the
//! service's own.

use application::Context;
use application::acces::ServiceOuvert;
use application::mesures::{Cle, cle};
use application::specifiques::Specifique;
use domaine::ensemble::MesureIdx;
use domaine::risques::{Couverture, id_propre};
use domaine::texte::typographier;
use domaine::vocabulaire::{Exigence, Porteur};
use ui::pages::mesures::{FicheVue, PropreVue, RisqueVue};
use ui::texte;

use crate::decrit::Decrit;
use crate::pages::risques::vues::de_la_mesure;
use crate::{Erreur, contenu};

/// What a measure is and why it is there.
pub(super) struct Fond<'d> {
    pub(super) fiche: FicheVue<'d>,
    pub(super) question: &'d str,
    pub(super) exigence: Exigence,
    pub(super) porteur: Option<Porteur>,
    pub(super) raisons: Vec<String>,
    pub(super) risques: Vec<RisqueVue>,
    pub(super) liables: Vec<(String, String)>,
    pub(super) propre: Option<PropreVue>,
}

/// The measure of that identifier.
///
/// # Errors
///
/// The service does not have it, or the database does not answer.
pub(super) async fn fond<'d>(
    ctx: &Context,
    decrit: &'d Decrit,
    id: &str,
) -> Result<Fond<'d>, Erreur> {
    let service = &decrit.service;
    let cle = cle(service, id)?;
    let couverture = application::risques::couverture(ctx, service).await?;
    let liables = liables(service, &couverture, cle, id)?;
    let fond = match cle {
        Cle::Catalogue(mesure) => du_catalogue(decrit, mesure, &couverture),
        Cle::Specifique(_) => {
            let specifique = service.specifique(id)?;
            let source = contenu::source_de(ctx, specifique.origine.clone()).await?;
            let propre = PropreVue {
                source: source.map(|s| s.vue),
            };
            let risques = de_la_mesure(decrit, &couverture, id);
            du_service(specifique, propre, risques)
        }
    };
    Ok(Fond { liables, ..fond })
}

fn du_catalogue<'d>(decrit: &'d Decrit, mesure: MesureIdx, couverture: &Couverture) -> Fond<'d> {
    let (service, bilan) = (&decrit.service, &decrit.bilan);
    let catalogue = service.catalogue;
    let exigence = bilan.evaluation.mesures.exigence(mesure);
    let raisons = catalogue.raisons(&bilan.description, mesure).into_iter();
    Fond {
        fiche: FicheVue::from(catalogue.mesure(mesure)),
        question: &catalogue.question(mesure).question,
        exigence: exigence.unwrap_or(Exigence::Recommandee),
        porteur: bilan.evaluation.mesures.porteur(mesure),
        raisons: raisons
            .map(|raison| texte::raison(&catalogue.questionnaire, raison))
            .collect(),
        risques: de_la_mesure(decrit, couverture, &catalogue.mesure(mesure).id),
        liables: Vec::new(),
        propre: None,
    }
}

fn du_service(specifique: &Specifique, propre: PropreVue, risques: Vec<RisqueVue>) -> Fond<'_> {
    let contenu = &specifique.contenu;
    Fond {
        fiche: FicheVue {
            id: &specifique.id,
            titre: &contenu.titre,
            categorie: contenu.categorie,
            description: &contenu.description,
            pourquoi: "",
            etapes: &contenu.etapes,
            preuves: &[],
            effort: String::new(),
            references: &[],
        },
        question: "",
        exigence: Exigence::Recommandee,
        porteur: None,
        raisons: Vec::new(),
        risques,
        liables: Vec::new(),
        propre: Some(propre),
    }
}

/// The risks a measure may still be linked to by hand, as `application::risques::lier` allows:
/// identifier, title. The catalogue alone links its measures to its risks.
fn liables(
    service: &ServiceOuvert,
    couverture: &Couverture,
    cle: Cle,
    mesure: &str,
) -> Result<Vec<(String, String)>, Erreur> {
    let modele = &service.catalogue.risques;
    let calcules = service.risques_calcules()?.into_iter();
    let calcules = calcules
        .filter(|c| c.etudie && matches!(cle, Cle::Specifique(_)))
        .map(|c| {
            let id = modele.risque(&c.evalue).id.clone();
            (id, typographier(&modele.risque(&c.evalue).titre))
        });
    let propres = service.risques.presents();
    let propres = propres.map(|(numero, ecrit)| (id_propre(numero), ecrit.valeur.titre.clone()));
    let libre = |(id, _): &(String, String)| couverture.lien(mesure, id).is_none();
    Ok(calcules.chain(propres).filter(libre).collect())
}
