//! Comments: written by those who may, changed and deleted by whoever wrote them only.

use application::acces;
use application::commentaires::{Commenter, Geste, Objet, TEXTE_MAX, commentaires, commenter};
use application::mesures::entourage;
use application::{Context, Error, Raison};
use domaine::droits::{Action, Role};
use uuid::Uuid;

use crate::monde::{Monde, premieres_mesures};

sur_les_deux_moteurs!(
    a_team_writes_to_each_other,
    a_comment_belongs_to_its_author,
    a_deleted_text_is_nowhere_any_more,
    what_is_written_is_bounded,
);

fn geste(ctx: &Context, service: Uuid, objet: &Objet, geste: Geste) -> Commenter {
    Commenter {
        operation: ctx.nouvel_id(),
        service,
        objet: objet.clone(),
        geste,
    }
}

async fn ecrire(ctx: &Context, service: Uuid, objet: &Objet, texte: &str) -> Uuid {
    let texte = texte.to_owned();
    let commande = geste(ctx, service, objet, Geste::Ajouter { texte });
    commenter(ctx, &commande).await.unwrap()
}

async fn equipe(monde: &Monde) -> (Context, Context, Uuid, Objet) {
    let claire = monde.personne("claire").await;
    let id = monde.service(&claire).await;
    let karim = monde
        .collegue(&claire, id, "karim", Role::Contributeur)
        .await;
    let mesure = premieres_mesures(&claire, id, 1).await.remove(0);
    (claire, karim, id, Objet::Mesure(mesure))
}

async fn a_team_writes_to_each_other(monde: &Monde) {
    let (claire, karim, id, objet) = equipe(monde).await;
    let texte = "  Les clés arrivent jeudi.\r\nOn équipe l’accueil d’abord. ";
    ecrire(&karim, id, &objet, texte).await;
    let risque = Objet::Risque("R3".into());
    ecrire(&claire, id, &risque, "À revoir en comité.").await;
    let lus = commentaires(&claire, id, &objet).await.unwrap();
    assert_eq!(lus.len(), 1);
    assert_eq!(
        (
            lus[0].nom.as_deref(),
            lus[0].texte.as_str(),
            lus[0].modifie_le
        ),
        (
            Some("karim Martin"),
            "Les clés arrivent jeudi.\nOn équipe l’accueil d’abord.",
            None
        )
    );
    let ouvert = acces::ouvrir(&claire, id).await.unwrap();
    let textes = entourage(&claire, &ouvert, true).await.unwrap().textes;
    assert_eq!(textes.len(), 2);
    assert!(textes[&objet.id()].contains("accueil"));
    assert!(
        entourage(&claire, &ouvert, false)
            .await
            .unwrap()
            .textes
            .is_empty()
    );

    let lecteur = monde.collegue(&claire, id, "ines", Role::Lecteur).await;
    assert_eq!(commentaires(&lecteur, id, &objet).await.unwrap().len(), 1);
    let texte = "Non.".to_owned();
    let issue = commenter(
        &lecteur,
        &geste(&lecteur, id, &objet, Geste::Ajouter { texte }),
    )
    .await;
    assert!(matches!(issue, Err(Error::Interdit(Action::Commenter))));
    let etrangere = monde.personne("noor").await;
    let issue = commentaires(&etrangere, id, &objet).await;
    assert!(matches!(issue, Err(Error::Introuvable)));
}

async fn a_comment_belongs_to_its_author(monde: &Monde) {
    let (claire, karim, id, objet) = equipe(monde).await;
    let commentaire = ecrire(&karim, id, &objet, "Jeudi.").await;
    let modifier = |texte: &str| Geste::Modifier {
        commentaire,
        texte: texte.into(),
    };
    let supprimer = Geste::Supprimer { commentaire };
    for interdit in [modifier("Vendredi."), supprimer.clone()] {
        let issue = commenter(&claire, &geste(&claire, id, &objet, interdit)).await;
        assert!(matches!(issue, Err(Error::Introuvable)));
    }
    commenter(&karim, &geste(&karim, id, &objet, modifier("Vendredi.")))
        .await
        .unwrap();
    let lus = commentaires(&claire, id, &objet).await.unwrap();
    assert_eq!(lus[0].texte, "Vendredi.");
    assert!(lus[0].modifie_le.is_some());
    // Its address is that of the thing it is about, and no other.
    let ailleurs = Objet::Risque("R3".into());
    let issue = commenter(&karim, &geste(&karim, id, &ailleurs, supprimer.clone())).await;
    assert!(matches!(issue, Err(Error::Introuvable)));
    commenter(&karim, &geste(&karim, id, &objet, supprimer))
        .await
        .unwrap();
    assert!(commentaires(&claire, id, &objet).await.unwrap().is_empty());
}

async fn a_deleted_text_is_nowhere_any_more(monde: &Monde) {
    let (_, karim, id, objet) = equipe(monde).await;
    let garde = ecrire(&karim, id, &objet, "À garder.").await;
    let commentaire = ecrire(&karim, id, &objet, "Le code est 1234.").await;
    let supprimer = Geste::Supprimer { commentaire };
    commenter(&karim, &geste(&karim, id, &objet, supprimer))
        .await
        .unwrap();
    let sujet = objet.id();
    let (lignes, rapport) = karim
        .store()
        .read::<_, Error, _>(move |tx| {
            let sujet = sujet.clone();
            Box::pin(async move {
                Ok((
                    stockage::journal::de_l_objet(tx, id, &sujet, 10).await?,
                    stockage::journal::verifier::<stockage::DuService>(tx, id).await?,
                ))
            })
        })
        .await
        .unwrap();
    let genres: Vec<_> = lignes.iter().map(|l| l.genre.as_str()).collect();
    assert_eq!(
        genres,
        [
            "commentaire.supprime",
            "commentaire.ajoute",
            "commentaire.ajoute"
        ]
    );
    let corps: Vec<_> = lignes
        .iter()
        .map(|l| l.corps.as_ref().map(ToString::to_string))
        .collect();
    assert!(corps[0].as_ref().is_some_and(|c| !c.contains("1234")));
    assert_eq!(corps[1], None);
    assert!(
        corps[2]
            .as_ref()
            .is_some_and(|c| c.contains(&garde.to_string()))
    );
    assert!(rapport.rupture.is_none(), "{rapport:?}");
}

async fn what_is_written_is_bounded(monde: &Monde) {
    let (claire, _, id, objet) = equipe(monde).await;
    let attendus = [
        (" \u{200b} ".to_owned(), Raison::Vide),
        (
            "é".repeat(TEXTE_MAX + 1),
            Raison::TropLong { max: TEXTE_MAX },
        ),
        ("a\u{202e}b".to_owned(), Raison::CaractereInterdit),
    ];
    for (texte, attendue) in attendus {
        let commande = geste(&claire, id, &objet, Geste::Ajouter { texte });
        let issue = commenter(&claire, &commande).await;
        assert!(
            matches!(issue, Err(Error::Saisie { champ: "texte", raison }) if raison == attendue)
        );
    }
    ecrire(&claire, id, &objet, &"é".repeat(TEXTE_MAX)).await;
    for inconnu in [
        Objet::Mesure("AUTH.999".into()),
        Objet::Risque("R99".into()),
    ] {
        let texte = "Perdu.".to_owned();
        let commande = geste(&claire, id, &inconnu, Geste::Ajouter { texte });
        let issue = commenter(&claire, &commande).await;
        assert!(matches!(issue, Err(Error::Introuvable)));
    }
}
