//! Deciding of risks, adding some, linking them to measures, several people at once.

use application::acces;
use application::risques::{
    AjouterRisque, AjusterRisque, DossierRisque, Lier, ModifierRisque, RetirerRisque, Versions,
    ajouter_risque, ajuster_risque, dossier, lier, modifier_risque, ouvrir, retirer_risque,
};
use application::services::{Demande, mes_services};
use application::specifiques::{self, AjouterSpecifique};
use application::{Context, Error, Raison};
use domaine::EnumSet;
use domaine::droits::{Action, Role};
use domaine::risques::{
    Ajustement, ChampAjustement, ChampRisquePropre, FaitRisque, GraviteRetenue, OrigineLien,
    PROPRES_MAX, RisquePropre,
};
use domaine::specifiques::{ContenuSaisi, Origine};
use domaine::vocabulaire::{Categorie, CategorieRisque};
use uuid::Uuid;

use crate::monde::{Monde, premieres_mesures};

sur_les_deux_moteurs!(
    a_gravity_is_chosen_with_a_reason_and_nothing_else_moves,
    a_disabled_risk_never_counts_and_comes_back,
    two_people_on_two_fields_merge_and_on_one_choose,
    own_risks_are_added_changed_taken_out_and_put_back,
    numbers_of_own_risks_are_never_given_twice,
    links_join_what_the_catalogue_does_not,
    a_measure_of_one_s_own_weighs_on_the_risk_one_says,
    readers_and_strangers_write_nothing,
    a_draft_has_no_risk,
);

/// The first computed risk of a service.
async fn premier(ctx: &Context, service: Uuid) -> String {
    let ouvert = acces::ouvrir(ctx, service).await.unwrap();
    let risques = ouvert.risques_calcules().unwrap();
    ouvert
        .catalogue
        .risques
        .risque(&risques[0].evalue)
        .id
        .clone()
}

fn ajuster(
    ctx: &Context,
    service: Uuid,
    (risque, version): (&str, i64),
    champ: ChampAjustement,
    saisie: Ajustement,
) -> AjusterRisque {
    AjusterRisque {
        operation: ctx.nouvel_id(),
        service,
        risque: risque.into(),
        version,
        champs: champ.into(),
        saisie,
        stricte: false,
    }
}

fn gravite(valeur: u8, raison: &str) -> Ajustement {
    Ajustement {
        gravite: Some(GraviteRetenue {
            valeur,
            raison: raison.into(),
        }),
        ..Ajustement::default()
    }
}

fn ecarte(raison: &str) -> Ajustement {
    Ajustement {
        desactivation: Some(raison.into()),
        ..Ajustement::default()
    }
}

fn depart() -> RisquePropre {
    RisquePropre {
        titre: " Départ du  seul agent qui connaît l’outil ".into(),
        description: "Personne ne sait relancer le service.".into(),
        categories: CategorieRisque::Disponibilite.into(),
        gravite_brute: 3,
        vraisemblance_brute: 3,
        gravite_courante: 3,
        vraisemblance_courante: 2,
        commentaire: String::new(),
    }
}

async fn ajouter(ctx: &Context, service: Uuid, saisie: RisquePropre) -> Result<String, Error> {
    let commande = AjouterRisque {
        operation: ctx.nouvel_id(),
        service,
        saisie,
    };
    Ok(ajouter_risque(ctx, &commande).await?.id)
}

fn changer(
    ctx: &Context,
    service: Uuid,
    (risque, version): (&str, i64),
    champ: ChampRisquePropre,
    saisie: RisquePropre,
) -> ModifierRisque {
    ModifierRisque {
        operation: ctx.nouvel_id(),
        service,
        risque: risque.into(),
        version,
        champs: champ.into(),
        saisie,
        stricte: false,
    }
}

fn retirer(ctx: &Context, service: Uuid, risque: &str, retablir: bool) -> RetirerRisque {
    RetirerRisque {
        operation: ctx.nouvel_id(),
        service,
        risque: risque.into(),
        retablir,
        version: None,
    }
}

fn joindre(ctx: &Context, service: Uuid, mesure: &str, risque: &str, delier: bool) -> Lier {
    Lier {
        operation: ctx.nouvel_id(),
        service,
        mesure: mesure.into(),
        risque: risque.into(),
        delier,
    }
}

/// Everything that happened to a risk, newest first.
fn faits(dossier: &DossierRisque) -> Vec<FaitRisque> {
    let changements = dossier.historique.iter();
    changements.flat_map(|c| c.faits.clone()).collect()
}

async fn genres(ctx: &Context, service: Uuid) -> Vec<String> {
    let lignes = ctx
        .store()
        .read::<_, Error, _>(|tx| {
            Box::pin(async move {
                let rapport = stockage::journal::verifier::<stockage::DuService>(tx, service);
                assert!(rapport.await?.rupture.is_none());
                Ok(stockage::journal::page(tx, service, None, 100).await?)
            })
        })
        .await
        .unwrap();
    let noms = lignes.into_iter().rev().map(|l| l.genre);
    noms.filter(|g| g.starts_with("risque.") || g.starts_with("lien."))
        .collect()
}

async fn a_gravity_is_chosen_with_a_reason_and_nothing_else_moves(monde: &Monde) {
    use ChampAjustement::Gravite;
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let risque = premier(&claire, id).await;
    let avant = acces::ouvrir(&claire, id).await.unwrap();
    let calcule = avant.risque_calcule(&risque).unwrap().evalue;
    let autre = if calcule.gravite == 4 { 1 } else { 4 };

    let refusee = ajuster(&claire, id, (&risque, 0), Gravite, gravite(autre, "  "));
    let issue = ajuster_risque(&claire, &refusee).await;
    let Err(Error::Saisies(refus)) = issue else {
        panic!("{issue:?}");
    };
    assert_eq!(refus, [("raison", Raison::Vide)]);

    let voulue = ajuster(
        &claire,
        id,
        (&risque, 0),
        Gravite,
        gravite(autre, "Des mineurs."),
    );
    let faite = ajuster_risque(&claire, &voulue).await.unwrap();
    assert_eq!(faite.version, 1);
    // The same form sent twice does nothing twice.
    assert_eq!(ajuster_risque(&claire, &voulue).await.unwrap(), faite);

    let apres = acces::ouvrir(&claire, id).await.unwrap();
    let ajuste = apres.risque_calcule(&risque).unwrap().evalue;
    assert_eq!(
        (ajuste.gravite, ajuste.gravite_calculee),
        (autre, calcule.gravite)
    );
    assert_eq!(
        (ajuste.brut, ajuste.courant, ajuste.cible),
        (calcule.brut, calcule.courant, calcule.cible)
    );
    assert_eq!(apres.indice(), avant.indice());
    assert_eq!(
        apres.risques.ajustement(&risque),
        gravite(autre, "Des mineurs.")
    );

    let rendue = ajuster(&claire, id, (&risque, 1), Gravite, Ajustement::default());
    assert_eq!(ajuster_risque(&claire, &rendue).await.unwrap().version, 2);
    let apres = acces::ouvrir(&claire, id).await.unwrap();
    assert_eq!(apres.risque_calcule(&risque).unwrap().evalue, calcule);
    assert_eq!(
        genres(&claire, id).await,
        ["risque.modifie", "risque.modifie"]
    );

    let lu = dossier(&claire, &apres, &risque).await.unwrap();
    let retenue = gravite(autre, "Des mineurs.").gravite.unwrap();
    assert_eq!(
        faits(&lu),
        [
            FaitRisque::GraviteCalculee,
            FaitRisque::GraviteChoisie(retenue)
        ]
    );
    assert_eq!(lu.historique[0].auteur.as_deref(), Some("claire Martin"));

    let inconnu = ajuster(&claire, id, ("R99", 0), Gravite, gravite(2, "Oui."));
    assert!(matches!(
        ajuster_risque(&claire, &inconnu).await,
        Err(Error::Introuvable)
    ));
}

async fn a_disabled_risk_never_counts_and_comes_back(monde: &Monde) {
    use ChampAjustement::Desactivation;
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let risque = premier(&claire, id).await;
    let avant = acces::ouvrir(&claire, id).await.unwrap();
    let nombre = avant.bilan().unwrap().evaluation.risques.len();

    let raison = "Aucun agent n’a de poste ici.";
    let voulue = ajuster(&claire, id, (&risque, 0), Desactivation, ecarte(raison));
    ajuster_risque(&claire, &voulue).await.unwrap();
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    let bilan = ouvert.bilan().unwrap();
    assert_eq!(bilan.evaluation.risques.len(), nombre - 1);
    assert_eq!(bilan.desactives.len(), 1);
    assert_eq!(
        ouvert.risques_calcules().unwrap().len(),
        nombre,
        "still shown"
    );
    assert!(!ouvert.risque_calcule(&risque).unwrap().etudie);
    // What lists say does not move: the index is not about risks.
    let liste = mes_services(&claire, &Demande::default()).await.unwrap();
    assert_eq!(liste.services[0].indice, avant.indice());

    let reprise = ajuster(
        &claire,
        id,
        (&risque, 1),
        Desactivation,
        Ajustement::default(),
    );
    ajuster_risque(&claire, &reprise).await.unwrap();
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    assert_eq!(ouvert.bilan().unwrap().evaluation.risques.len(), nombre);
    assert_eq!(
        genres(&claire, id).await,
        ["risque.desactive", "risque.reactive"]
    );
}

async fn two_people_on_two_fields_merge_and_on_one_choose(monde: &Monde) {
    use ChampAjustement::{Desactivation, Gravite};
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let risque = premier(&claire, id).await;
    let karim = monde
        .collegue(&claire, id, "karim", Role::Contributeur)
        .await;
    let une = ajuster(
        &claire,
        id,
        (&risque, 0),
        Gravite,
        gravite(2, "Peu de dossiers."),
    );
    ajuster_risque(&claire, &une).await.unwrap();

    // Another field, from a page opened before: merged, and said.
    let deux = ajuster(
        &karim,
        id,
        (&risque, 0),
        Desactivation,
        ecarte("Sans objet."),
    );
    let faite = ajuster_risque(&karim, &deux).await.unwrap();
    assert_eq!(faite.repris, ["gravite"]);
    assert_eq!(faite.repris_de.as_deref(), Some("claire Martin"));
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    let ensemble = Ajustement {
        desactivation: Some("Sans objet.".into()),
        ..gravite(2, "Peu de dossiers.")
    };
    assert_eq!(ouvert.risques.ajustement(&risque), ensemble);

    // The same field: both are shown, nothing is written.
    let trois = ajuster(
        &karim,
        id,
        (&risque, 0),
        Gravite,
        gravite(4, "Des mineurs."),
    );
    let issue = ajuster_risque(&karim, &trois).await;
    let Err(Error::ConflitRisque(conflit)) = issue else {
        panic!("{issue:?}");
    };
    assert_eq!(
        (conflit.risque.as_str(), conflit.version),
        (risque.as_str(), 2)
    );
    let Versions::Calcule {
        en_place,
        la_mienne,
        conflits,
    } = conflit.versions
    else {
        panic!("a computed risk");
    };
    assert_eq!(conflits, [Gravite]);
    assert_eq!(en_place, ensemble);
    assert_eq!(la_mienne, gravite(4, "Des mineurs."));

    // Chosen, from the version in place.
    let choix = AjusterRisque {
        operation: karim.nouvel_id(),
        version: conflit.version,
        ..trois
    };
    assert_eq!(ajuster_risque(&karim, &choix).await.unwrap().version, 3);
    // One may change one's own mind from an older page.
    let retour = ajuster(&karim, id, (&risque, 2), Gravite, gravite(3, "Finalement."));
    assert_eq!(ajuster_risque(&karim, &retour).await.unwrap().version, 4);
}

async fn own_risks_are_added_changed_taken_out_and_put_back(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let pire = RisquePropre {
        vraisemblance_courante: 4,
        ..depart()
    };
    let issue = ajouter(&claire, id, pire).await;
    let Err(Error::Saisies(refus)) = issue else {
        panic!("{issue:?}");
    };
    assert_eq!(refus, [("vraisemblanceCourante", Raison::PlusHautQueBrut)]);

    let risque = ajouter(&claire, id, depart()).await.unwrap();
    assert_eq!(risque, "RP.1");
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    let (numero, ecrit) = ouvert.risques.presents().next().unwrap();
    assert_eq!(numero, 1);
    assert_eq!(
        ecrit.valeur.titre,
        "Départ du seul agent qui connaît l’outil"
    );

    let karim = monde
        .collegue(&claire, id, "karim", Role::Contributeur)
        .await;
    let plus_bas = RisquePropre {
        gravite_courante: 2,
        ..depart()
    };
    let une = changer(
        &claire,
        id,
        ("RP.1", 1),
        ChampRisquePropre::Gravite,
        plus_bas,
    );
    assert_eq!(modifier_risque(&claire, &une).await.unwrap().version, 2);
    let note = RisquePropre {
        commentaire: "Un binôme est formé.".into(),
        ..RisquePropre::default()
    };
    let deux = changer(
        &karim,
        id,
        ("RP.1", 1),
        ChampRisquePropre::Commentaire,
        note,
    );
    let faite = modifier_risque(&karim, &deux).await.unwrap();
    assert_eq!(faite.repris, ["gravite"]);
    let autre = RisquePropre {
        titre: "Départ de Lucie".into(),
        ..RisquePropre::default()
    };
    let trois = changer(
        &claire,
        id,
        ("RP.1", 2),
        ChampRisquePropre::Titre,
        autre.clone(),
    );
    modifier_risque(&claire, &trois).await.unwrap();
    let quatre = RisquePropre {
        titre: "Départ d’Ines".into(),
        ..autre
    };
    let quatre = changer(&karim, id, ("RP.1", 3), ChampRisquePropre::Titre, quatre);
    let issue = modifier_risque(&karim, &quatre).await;
    let Err(Error::ConflitRisque(conflit)) = issue else {
        panic!("{issue:?}");
    };
    assert!(matches!(conflit.versions, Versions::Propre { .. }));

    let sortie = retirer(&claire, id, "RP.1", false);
    assert_eq!(retirer_risque(&claire, &sortie).await.unwrap().version, 5);
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    assert_eq!(ouvert.risques.presents().count(), 0);
    assert!(!ouvert.a_le_risque("RP.1").unwrap());
    assert!(matches!(
        modifier_risque(&karim, &quatre).await,
        Err(Error::Introuvable)
    ));
    retirer_risque(&karim, &retirer(&karim, id, "RP.1", true))
        .await
        .unwrap();
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    let (_, ecrit) = ouvert.risques.presents().next().unwrap();
    assert_eq!(ecrit.valeur.titre, "Départ de Lucie", "as it was");
    assert_eq!(
        genres(&claire, id).await,
        [
            "risque.ajoute",
            "risque.modifie",
            "risque.modifie",
            "risque.modifie",
            "risque.retire",
            "risque.retabli"
        ]
    );
}

async fn numbers_of_own_risks_are_never_given_twice(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    for attendu in ["RP.1", "RP.2"] {
        assert_eq!(ajouter(&claire, id, depart()).await.unwrap(), attendu);
    }
    retirer_risque(&claire, &retirer(&claire, id, "RP.2", false))
        .await
        .unwrap();
    assert_eq!(ajouter(&claire, id, depart()).await.unwrap(), "RP.3");
    for _ in 2..PROPRES_MAX {
        ajouter(&claire, id, depart()).await.unwrap();
    }
    for issue in [
        ajouter(&claire, id, depart()).await.err(),
        retirer_risque(&claire, &retirer(&claire, id, "RP.2", true))
            .await
            .err(),
    ] {
        let Some(Error::Saisies(refus)) = issue else {
            panic!("{issue:?}");
        };
        assert_eq!(
            refus,
            [("titre", Raison::TropNombreux { max: PROPRES_MAX })]
        );
    }
}

async fn links_join_what_the_catalogue_does_not(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let calcule = premier(&claire, id).await;
    let mesures = premieres_mesures(&claire, id, 2).await;
    let risque = ajouter(&claire, id, depart()).await.unwrap();
    let decouverts = async || {
        let ouverts = ouvrir(&claire, id).await.unwrap();
        let ids: Vec<_> = ouverts.couverture.decouverts().map(str::to_owned).collect();
        ids
    };
    assert_eq!(decouverts().await, ["RP.1"]);

    let poser = joindre(&claire, id, &mesures[0], &risque, false);
    assert!(lier(&claire, &poser).await.unwrap());
    let encore = joindre(&claire, id, &mesures[0], &risque, false);
    assert!(!lier(&claire, &encore).await.unwrap(), "already there");
    let ouverts = ouvrir(&claire, id).await.unwrap();
    assert_eq!(
        ouverts.couverture.lien(&mesures[0], &risque),
        Some(OrigineLien::Main)
    );
    assert!(decouverts().await.is_empty());

    let au_catalogue = joindre(&claire, id, &mesures[0], &calcule, false);
    assert!(matches!(
        lier(&claire, &au_catalogue).await,
        Err(Error::Saisie {
            champ: "risque",
            raison: Raison::Inconnu
        })
    ));
    for (mesure, risque) in [
        ("AUTH.99", "RP.1"),
        (&*mesures[0], "RP.2"),
        ("SPE.9", "RP.1"),
    ] {
        let issue = lier(&claire, &joindre(&claire, id, mesure, risque, false)).await;
        assert!(
            matches!(issue, Err(Error::Introuvable)),
            "{mesure} {risque}"
        );
    }

    // Taken out, a risk takes its links out of the matrix; put back, it brings them back.
    retirer_risque(&claire, &retirer(&claire, id, &risque, false))
        .await
        .unwrap();
    let ouverts = ouvrir(&claire, id).await.unwrap();
    assert_eq!(ouverts.couverture.lien(&mesures[0], &risque), None);
    retirer_risque(&claire, &retirer(&claire, id, &risque, true))
        .await
        .unwrap();
    let ouverts = ouvrir(&claire, id).await.unwrap();
    assert!(ouverts.couverture.lien(&mesures[0], &risque).is_some());

    let defaire = joindre(&claire, id, &mesures[0], &risque, true);
    assert!(lier(&claire, &defaire).await.unwrap());
    assert_eq!(decouverts().await, ["RP.1"]);
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    let lu = dossier(&claire, &ouvert, "RP.1").await.unwrap();
    assert_eq!(
        faits(&lu),
        [
            FaitRisque::Delie(mesures[0].clone()),
            FaitRisque::Retabli,
            FaitRisque::Retire,
            FaitRisque::Lie(mesures[0].clone()),
            FaitRisque::Ajoute
        ]
    );
    let genres = genres(&claire, id).await;
    let liens = genres.iter().filter(|g| g.starts_with("lien."));
    assert_eq!(liens.collect::<Vec<_>>(), ["lien.pose", "lien.retire"]);
}

async fn a_measure_of_one_s_own_weighs_on_the_risk_one_says(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let calcule = premier(&claire, id).await;
    let commande = AjouterSpecifique {
        operation: claire.nouvel_id(),
        service: id,
        contenu: ContenuSaisi {
            titre: "Fermer la salle à clé".into(),
            categorie: Some(Categorie::Protection),
            ..ContenuSaisi::default()
        },
        origine: Origine::Aucune,
    };
    specifiques::ajouter(&claire, &commande).await.unwrap();
    let avant = acces::ouvrir(&claire, id).await.unwrap();
    for risque in [calcule.as_str(), "RP.1"] {
        ajouter(&claire, id, depart()).await.unwrap();
        let poser = joindre(&claire, id, "SPE.1", risque, false);
        assert!(lier(&claire, &poser).await.unwrap());
    }
    let ouverts = ouvrir(&claire, id).await.unwrap();
    let risques: Vec<_> = ouverts.couverture.risques("SPE.1").collect();
    assert_eq!(
        risques,
        [
            (calcule.as_str(), OrigineLien::Main),
            ("RP.1", OrigineLien::Main)
        ]
    );
    let apres = ouverts.service.risque_calcule(&calcule).unwrap();
    assert_eq!(
        apres,
        avant.risque_calcule(&calcule).unwrap(),
        "no figure moves"
    );
}

async fn readers_and_strangers_write_nothing(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let risque = premier(&claire, id).await;
    let lecteur = monde.collegue(&claire, id, "lea", Role::Lecteur).await;
    let inconnu = monde.personne("noe").await;
    for (ctx, interdit) in [(&lecteur, true), (&inconnu, false)] {
        let champ = ChampAjustement::Gravite;
        let ajustement = ajuster(ctx, id, (&risque, 0), champ, gravite(2, " "));
        let issues = [
            ajuster_risque(ctx, &ajustement).await.err(),
            ajouter(ctx, id, RisquePropre::default()).await.err(),
            lier(ctx, &joindre(ctx, id, "x", "y", false)).await.err(),
            retirer_risque(ctx, &retirer(ctx, id, "RP.1", false))
                .await
                .err(),
        ];
        for issue in issues {
            let attendue = match &issue {
                Some(Error::Interdit(Action::GererRisques)) => interdit,
                Some(Error::Introuvable) => !interdit,
                _ => false,
            };
            assert!(attendue, "{issue:?}");
        }
    }
    assert!(ouvrir(&lecteur, id).await.is_ok());
    assert!(matches!(
        ouvrir(&inconnu, id).await,
        Err(Error::Introuvable)
    ));
    assert!(genres(&claire, id).await.is_empty());
}

async fn a_draft_has_no_risk(monde: &Monde) {
    let claire = monde.personne("claire").await;
    let exemple = claire.catalogue().exemples[0].id.clone();
    let depart_brouillon = application::services::Depart::Exemple(exemple);
    let id = monde.brouillon(&claire, depart_brouillon).await;
    assert!(matches!(
        ouvrir(&claire, id).await,
        Err(Error::EncoreBrouillon)
    ));
    assert!(matches!(
        ajouter(&claire, id, depart()).await,
        Err(Error::EncoreBrouillon)
    ));
    let champs: EnumSet<ChampAjustement> = ChampAjustement::Gravite.into();
    let commande = AjusterRisque {
        operation: claire.nouvel_id(),
        service: id,
        risque: "R5".into(),
        version: 0,
        champs,
        saisie: gravite(2, "Oui."),
        stricte: false,
    };
    assert!(matches!(
        ajuster_risque(&claire, &commande).await,
        Err(Error::EncoreBrouillon)
    ));
}
