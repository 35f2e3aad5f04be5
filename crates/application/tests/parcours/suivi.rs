//! The follow-up of measures: fields of two people merged, conflicts shown, selections changed and
//! taken back, history read from the journal.

use std::collections::BTreeSet;

use application::equipe::{Changement, ModifierEquipe, modifier_equipe};
use application::mesures::{
    AnnulerLot, Issue, Lot, Modifiee, Modifier, ModifierLot, Reponse, annuler_lot, historique,
    modifier, modifier_lot, statuer,
};
use application::{Context, Error, Raison, Result, acces, mesures};
use domaine::EnumSet;
use domaine::droits::Role;
use domaine::suivi::{ChampMesure, Priorite, SuiviMesure};
use domaine::vocabulaire::Statut;
use uuid::Uuid;

use crate::monde::{Monde, dire, premieres_mesures};

sur_les_deux_moteurs!(
    different_fields_of_one_measure_are_merged_and_said,
    the_same_field_is_a_conflict_with_both_texts,
    ones_own_older_page_has_the_last_word_unless_a_colleague_wrote,
    a_strict_change_merges_nothing,
    only_members_are_responsible_and_leaving_takes_one_off,
    the_history_says_who_changed_what_from_what,
    a_selection_changes_at_once_and_is_taken_back,
    a_selection_leaves_what_a_colleague_changed,
    taking_back_leaves_what_changed_since,
    a_selection_is_bounded_and_taken_back_by_its_author_only,
);

/// A service of Claire's, with Karim on it and the identifiers of two measures.
async fn deux_personnes(monde: &Monde) -> (Context, Context, Uuid, Vec<String>) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let karim = monde
        .collegue(&claire, id, "karim", Role::Contributeur)
        .await;
    let mesures = premieres_mesures(&claire, id, 4).await;
    (claire, karim, id, mesures)
}

async fn changer(
    ctx: &Context,
    service: Uuid,
    (mesure, version): (&str, i64),
    champs: impl Into<EnumSet<ChampMesure>>,
    saisie: SuiviMesure,
) -> Result<Modifiee> {
    let commande = Modifier {
        operation: ctx.nouvel_id(),
        service,
        mesure: mesure.into(),
        version,
        champs: champs.into(),
        saisie,
        stricte: false,
    };
    modifier(ctx, &commande).await
}

fn details(texte: &str) -> SuiviMesure {
    SuiviMesure {
        details: texte.into(),
        ..SuiviMesure::default()
    }
}

fn confiee(compte: Uuid) -> SuiviMesure {
    SuiviMesure {
        responsables: BTreeSet::from([compte]),
        ..SuiviMesure::default()
    }
}

async fn lire(ctx: &Context, service: Uuid, mesure: &str) -> (i64, SuiviMesure) {
    let ouvert = acces::ouvrir(ctx, service).await.unwrap();
    let ligne = ouvert.lignes.get(mesure).cloned();
    ligne.map(|l| (l.version, l.suivi)).unwrap_or_default()
}

async fn different_fields_of_one_measure_are_merged_and_said(monde: &Monde) {
    let (claire, karim, id, ids) = deux_personnes(monde).await;
    let mesure = ids[0].as_str();
    let plan = SuiviMesure {
        priorite: Some(Priorite::Haute),
        echeance: Some("2026-12-31".parse().unwrap()),
        ..details("Fait pour les administrateurs.")
    };
    let tous = EnumSet::all();
    let une = changer(&claire, id, (mesure, 0), tous, plan.clone()).await;
    assert_eq!(une.unwrap().version, 1);

    // Karim's form, loaded at version 1, changes the deadline; Claire's, the details.
    let repoussee = SuiviMesure {
        echeance: Some("2027-01-31".parse().unwrap()),
        ..plan.clone()
    };
    changer(&karim, id, (mesure, 1), tous, repoussee)
        .await
        .unwrap();
    let precisee = SuiviMesure {
        details: "Fait pour tous.".into(),
        ..plan
    };
    let issue = changer(&claire, id, (mesure, 1), tous, precisee)
        .await
        .unwrap();
    assert_eq!(issue.repris, [ChampMesure::Echeance]);
    assert_eq!(issue.repris_de.as_deref(), Some("karim Martin"));
    let (version, suivi) = lire(&claire, id, mesure).await;
    assert_eq!(version, 3);
    assert_eq!(suivi.details, "Fait pour tous.");
    assert_eq!(suivi.echeance, Some("2027-01-31".parse().unwrap()));
    assert_eq!(suivi.priorite, Some(Priorite::Haute));
}

async fn the_same_field_is_a_conflict_with_both_texts(monde: &Monde) {
    let (claire, karim, id, ids) = deux_personnes(monde).await;
    let mesure = ids[0].as_str();
    let champ = ChampMesure::Details;
    for (ctx, texte) in [(&claire, "Base."), (&karim, "Base, et l’accueil.")] {
        let version = lire(ctx, id, mesure).await.0;
        changer(ctx, id, (mesure, version), champ, details(texte))
            .await
            .unwrap();
    }
    let issue = changer(
        &claire,
        id,
        (mesure, 1),
        champ,
        details("Base, et la mairie."),
    )
    .await;
    let Err(Error::ConflitMesure(conflit)) = issue else {
        panic!("{issue:?}");
    };
    assert_eq!(conflit.conflits, [ChampMesure::Details]);
    assert_eq!(
        (
            conflit.base.details.as_str(),
            conflit.actuelle.suivi.details.as_str(),
            conflit.miennes.details.as_str()
        ),
        ("Base.", "Base, et l’accueil.", "Base, et la mairie.")
    );
    assert_eq!(conflit.auteur.as_deref(), Some("karim Martin"));
    // Nothing was written; the choice, made from the version in place, is.
    assert_eq!(lire(&claire, id, mesure).await.0, 2);
    let choix = details("Base, l’accueil et la mairie.");
    changer(&claire, id, (mesure, 2), champ, choix.clone())
        .await
        .unwrap();
    assert_eq!(lire(&karim, id, mesure).await.1.details, choix.details);
}

async fn ones_own_older_page_has_the_last_word_unless_a_colleague_wrote(monde: &Monde) {
    let (claire, karim, id, ids) = deux_personnes(monde).await;
    let mesure = ids[0].as_str();
    let champ = ChampMesure::Details;
    changer(&claire, id, (mesure, 0), champ, details("Un."))
        .await
        .unwrap();
    let issue = changer(&claire, id, (mesure, 0), champ, details("Deux."))
        .await
        .unwrap();
    assert_eq!((issue.version, issue.repris), (2, vec![]));
    // A colleague touched another field only: the details are still one's own.
    let reponse = dire(&karim, id, mesure, 2, Reponse::EnCours);
    statuer(&karim, &reponse).await.unwrap();
    let issue = changer(&claire, id, (mesure, 1), champ, details("Trois."))
        .await
        .unwrap();
    assert_eq!(issue.repris, [ChampMesure::Reponse]);
    // The colleague wrote the details, then oneself elsewhere: not one's own any more.
    changer(&karim, id, (mesure, 4), champ, details("De Karim."))
        .await
        .unwrap();
    let issue = changer(&claire, id, (mesure, 4), champ, details("Quatre.")).await;
    assert!(matches!(issue, Err(Error::ConflitMesure(_))), "{issue:?}");
}

async fn a_strict_change_merges_nothing(monde: &Monde) {
    let (claire, karim, id, ids) = deux_personnes(monde).await;
    let mesure = ids[0].as_str();
    changer(
        &karim,
        id,
        (mesure, 0),
        ChampMesure::Details,
        details("De Karim."),
    )
    .await
    .unwrap();
    let commande = Modifier {
        stricte: true,
        operation: claire.nouvel_id(),
        ..Modifier::from(&dire(&claire, id, mesure, 0, Reponse::Fait))
    };
    let issue = modifier(&claire, &commande).await;
    let Err(Error::ConflitMesure(conflit)) = issue else {
        panic!("{issue:?}");
    };
    assert!(conflit.conflits.is_empty());
    assert_eq!(conflit.actuelle.version, 1);
}

async fn only_members_are_responsible_and_leaving_takes_one_off(monde: &Monde) {
    let (claire, karim, id, ids) = deux_personnes(monde).await;
    let etrangere = monde.personne("ines").await;
    let mesure = ids[0].as_str();
    let champ = ChampMesure::Responsables;
    let issue = changer(&claire, id, (mesure, 0), champ, confiee(etrangere.acteur())).await;
    let refus = Error::Saisie {
        champ: "responsables",
        raison: Raison::PasMembre,
    };
    assert_eq!(issue.unwrap_err().to_string(), refus.to_string());
    changer(&claire, id, (mesure, 0), champ, confiee(karim.acteur()))
        .await
        .unwrap();
    let dossier = mesures::dossier(&claire, id, mesure).await.unwrap();
    let noms: Vec<_> = dossier
        .membres
        .iter()
        .map(|(_, nom)| nom.as_str())
        .collect();
    assert_eq!(noms, ["claire Martin", "karim Martin"]);

    let commande = ModifierEquipe {
        operation: claire.nouvel_id(),
        service: id,
        changement: Changement::Retirer(karim.acteur()),
    };
    modifier_equipe(&claire, &commande).await.unwrap();
    let (version, suivi) = lire(&claire, id, mesure).await;
    assert_eq!((version, suivi.responsables.len()), (2, 0));
    let historique = historique(&claire, id, mesure).await.unwrap();
    let depart = &historique.changements[0];
    assert_eq!(depart.champs, [ChampMesure::Responsables]);
    assert_eq!(depart.auteur.as_deref(), Some("claire Martin"));
    assert_eq!(historique.noms[&karim.acteur()], "karim Martin");
}

async fn the_history_says_who_changed_what_from_what(monde: &Monde) {
    let (claire, karim, id, ids) = deux_personnes(monde).await;
    let mesure = ids[0].as_str();
    let lancer = dire(&karim, id, mesure, 0, Reponse::ALancer);
    statuer(&karim, &lancer).await.unwrap();
    let cours = dire(&claire, id, mesure, 1, Reponse::EnCours);
    let indice = statuer(&claire, &cours).await.unwrap().indice;
    // Neither a comparison nor a repeated answer is a change.
    let encore = dire(&claire, id, mesure, 2, Reponse::EnCours);
    statuer(&claire, &encore).await.unwrap();
    let historique = historique(&karim, id, mesure).await.unwrap();
    let [seconde, premiere] = historique.changements.as_slice() else {
        panic!("{historique:?}");
    };
    assert_eq!(premiere.auteur.as_deref(), Some("karim Martin"));
    assert_eq!(premiere.avant, SuiviMesure::default());
    assert_eq!(seconde.auteur.as_deref(), Some("claire Martin"));
    assert_eq!(
        (seconde.avant.statut, seconde.apres.statut),
        (Some(Statut::ALancer), Some(Statut::EnCours))
    );
    assert_eq!((seconde.version, seconde.indice), (2, indice));
}

fn lot(
    ctx: &Context,
    service: Uuid,
    vues: &[(&str, i64)],
    champs: EnumSet<ChampMesure>,
) -> ModifierLot {
    ModifierLot {
        operation: ctx.nouvel_id(),
        service,
        mesures: vues.iter().map(|(m, v)| ((*m).to_owned(), *v)).collect(),
        champs,
        saisie: SuiviMesure {
            echeance: Some("2027-03-31".parse().unwrap()),
            ..Reponse::EnCours.suivi()
        },
    }
}

fn annuler(ctx: &Context, service: Uuid, lot: Uuid) -> AnnulerLot {
    AnnulerLot {
        operation: ctx.nouvel_id(),
        service,
        lot,
    }
}

async fn a_selection_changes_at_once_and_is_taken_back(monde: &Monde) {
    let (claire, _, id, ids) = deux_personnes(monde).await;
    let faite = dire(&claire, id, &ids[0], 0, Reponse::Fait);
    let indice = statuer(&claire, &faite).await.unwrap().indice;
    let champs = ChampMesure::Reponse | ChampMesure::Echeance;
    let commande = lot(
        &claire,
        id,
        &[(&ids[0], 1), (&ids[1], 0), ("AUTH.999", 0)],
        champs,
    );
    let issue = modifier_lot(&claire, &commande).await.unwrap();
    assert_eq!(issue.modifiees(), 2);
    assert_eq!(
        issue.avec(|i| *i == Issue::Absente).collect::<Vec<_>>(),
        ["AUTH.999"]
    );
    assert_ne!(issue.indice, indice);
    // Sent twice: the same outcome, nothing more. It is remembered for whoever made it.
    assert_eq!(modifier_lot(&claire, &commande).await.unwrap(), issue);
    let relu = mesures::operation(&claire, id, commande.operation)
        .await
        .unwrap();
    assert_eq!(relu, Some(mesures::Operation::Lot(issue)));
    assert_eq!(
        lire(&claire, id, &ids[0]).await.1.statut,
        Some(Statut::EnCours)
    );

    let retour = annuler_lot(&claire, &annuler(&claire, id, commande.operation))
        .await
        .unwrap();
    assert_eq!((retour.rendues.len(), retour.laissees.len()), (2, 0));
    assert_eq!(retour.indice, indice);
    let (_, suivi) = lire(&claire, id, &ids[0]).await;
    assert_eq!(suivi, Reponse::Fait.suivi());
    assert_eq!(
        lire(&claire, id, &ids[1]).await,
        (2, SuiviMesure::default())
    );
}

async fn a_selection_leaves_what_a_colleague_changed(monde: &Monde) {
    let (claire, karim, id, ids) = deux_personnes(monde).await;
    let faite = dire(&karim, id, &ids[0], 0, Reponse::Fait);
    statuer(&karim, &faite).await.unwrap();
    changer(
        &karim,
        id,
        (&ids[1], 0),
        ChampMesure::Details,
        details("Note."),
    )
    .await
    .unwrap();
    let commande = lot(
        &claire,
        id,
        &[(&ids[0], 0), (&ids[1], 0)],
        ChampMesure::Reponse.into(),
    );
    let Lot { resultats, .. } = modifier_lot(&claire, &commande).await.unwrap();
    let auteur = Some("karim Martin".to_owned());
    assert_eq!(resultats[0].issue, Issue::Conflit { auteur });
    assert_eq!(resultats[1].issue, Issue::Modifiee { version: 2 });
    assert_eq!(
        lire(&claire, id, &ids[0]).await.1.statut,
        Some(Statut::Fait)
    );
    assert_eq!(lire(&claire, id, &ids[1]).await.1.details, "Note.");
}

async fn taking_back_leaves_what_changed_since(monde: &Monde) {
    let (claire, karim, id, ids) = deux_personnes(monde).await;
    let vues: Vec<_> = ids.iter().map(|m| (m.as_str(), 0)).collect();
    let commande = lot(&claire, id, &vues[..3], ChampMesure::Reponse.into());
    modifier_lot(&claire, &commande).await.unwrap();
    let faite = dire(&karim, id, &ids[0], 1, Reponse::Fait);
    statuer(&karim, &faite).await.unwrap();
    changer(
        &karim,
        id,
        (&ids[1], 1),
        ChampMesure::Details,
        details("Note."),
    )
    .await
    .unwrap();
    let retour = annuler_lot(&claire, &annuler(&claire, id, commande.operation))
        .await
        .unwrap();
    assert_eq!(retour.laissees, [ids[0].as_str()]);
    assert_eq!(retour.rendues.len(), 2);
    assert_eq!(
        lire(&claire, id, &ids[0]).await.1.statut,
        Some(Statut::Fait)
    );
    // Another field changed since stays; the status is given back all the same.
    assert_eq!(lire(&claire, id, &ids[1]).await.1, details("Note."));
}

async fn a_selection_is_bounded_and_taken_back_by_its_author_only(monde: &Monde) {
    let (claire, karim, id, ids) = deux_personnes(monde).await;
    let vide = lot(&claire, id, &[], ChampMesure::Reponse.into());
    let issue = modifier_lot(&claire, &vide).await;
    assert!(matches!(
        issue,
        Err(Error::Saisie {
            champ: "mesures",
            raison: Raison::Vide
        })
    ));
    let mut immense = vide;
    immense.operation = claire.nouvel_id();
    immense.mesures = (0..=mesures::LOT_MAX)
        .map(|n| (format!("M.{n}"), 0))
        .collect();
    let issue = modifier_lot(&claire, &immense).await;
    assert!(matches!(
        issue,
        Err(Error::Saisie {
            raison: Raison::TropNombreux { .. },
            ..
        })
    ));
    let commande = lot(&claire, id, &[(&ids[0], 0)], ChampMesure::Reponse.into());
    modifier_lot(&claire, &commande).await.unwrap();
    let issue = annuler_lot(&karim, &annuler(&karim, id, commande.operation)).await;
    assert!(matches!(issue, Err(Error::Introuvable)));
    // Nor can another outcome be taken for a selection's.
    let faite = dire(&claire, id, &ids[1], 0, Reponse::Fait);
    statuer(&claire, &faite).await.unwrap();
    let issue = annuler_lot(&claire, &annuler(&claire, id, faite.operation)).await;
    assert!(matches!(issue, Err(Error::Introuvable)));
}
