//! The activity of a service, and the curve of its index.

use super::cas::Cas;
use super::{HOSTILE, Planche, Regard};
use domaine::droits::Role;
use domaine::historique::{Courbe, Evenement, Famille, Genre, Point};
use domaine::vocabulaire::{NiveauSecurite, Statut};
use ui::gabarit::{Nouveautes, SectionService};
use ui::pages::etat_des_lieux::Reponse;
use ui::pages::journal::{Entree, FiltresJournal, Journal, LigneEntree, Objet};
use uuid::Uuid;

pub(super) fn ajouter(planche: &mut Planche<'_>, cas: &Cas) {
    let nouveautes = Nouveautes {
        depuis: "2026-11-12T16:20:00Z".parse().unwrap(),
        nombre: 4,
    };
    let page = Journal {
        bande: cas.bande(SectionService::Journal),
        filtres: FiltresJournal::default(),
        auteurs: vec![
            (Uuid::from_u128(1), "Claire Morvan".to_owned()),
            (Uuid::from_u128(2), HOSTILE.to_owned()),
        ],
        nouveautes: Some((nouveautes, entrees().into_iter().take(2).collect())),
        entrees: entrees(),
        suite: Some(12),
        plafond: 100,
    };
    planche.page("journal", Regard::Connecte, &page);
    planche.page("journal-sombre", Regard::Sombre, &page);
    let filtree = Journal {
        filtres: FiltresJournal {
            famille: Some(Famille::Risques),
            qui: Some(Uuid::from_u128(2)),
            avant: Some(3),
        },
        nouveautes: None,
        entrees: Vec::new(),
        suite: None,
        ..page
    };
    planche.page("journal-vide", Regard::Connecte, &filtree);
}

/// A curve with every kind of mark.
pub(super) fn courbe() -> Courbe {
    let niveau = Evenement::Niveau {
        avant: NiveauSecurite::Niveau1,
        apres: NiveauSecurite::Niveau2,
    };
    let points = [
        ("2026-05-04", 0, vec![Evenement::DescriptionTerminee]),
        ("2026-05-06", 84, vec![Evenement::Mesures(31)]),
        ("2026-06-18", 171, vec![]),
        ("2026-07-02", 203, vec![]),
        ("2026-09-14", 158, vec![niveau, Evenement::Mesures(12)]),
        ("2026-10-05", 214, vec![Evenement::RisqueDesactive]),
        ("2026-11-02", 249, vec![Evenement::DescriptionModifiee]),
        ("2026-11-25", 249, vec![]),
    ];
    let points = points.map(|(jour, centiemes, evenements)| Point {
        jour: jour.parse().unwrap(),
        centiemes,
        evenements,
    });
    Courbe {
        points: points.to_vec(),
    }
}

fn entrees() -> Vec<Entree> {
    let mesure = |id: &str, titre: &str, presente| Objet::Mesure {
        id: id.to_owned(),
        titre: Some(titre.to_owned()),
        presente,
    };
    let a_lancer = Some(Reponse::Statut(Statut::ALancer));
    let fait = Some(Reponse::Statut(Statut::Fait));
    let lot = ["11:04", "10:41", "10:12"].map(|heure| {
        let mut une = ligne(
            &format!("2026-11-25T{heure}:00Z"),
            mesure("AUTH.1", "Choisir des mots de passe solides", true),
        );
        une.etats = Some((a_lancer, fait));
        une.champs = vec!["statut".to_owned()];
        une
    });
    let mut statuee = ligne(
        "2026-11-24T08:30:00Z",
        mesure("CONTRAT.2", "Vérifier que les promesses sont tenues", false),
    );
    statuee.etats = Some((None, Some(Reponse::Statut(Statut::NonFait))));
    statuee.champs = vec!["motif".to_owned(), "statut".to_owned()];
    let mut decrite = ligne("2026-11-24T08:10:00Z", Objet::Description);
    decrite.champs = [
        "audienceCible",
        "nomService",
        "typeHebergement",
        "presentation",
        "pointsAcces",
    ]
    .map(str::to_owned)
    .to_vec();
    let mut invitee = ligne(
        "2026-11-20T08:10:00Z",
        Objet::Personne(Some("t.petit@prestataire.example".to_owned())),
    );
    invitee.role = Some(Role::Contributeur);
    let creee = LigneEntree {
        indice: None,
        ..ligne("2026-11-20T08:00:00Z", Objet::Service)
    };
    let plus_tard = ligne("2026-11-20T07:00:00Z", Objet::Autre("X.1".to_owned()));
    let mut liee = ligne(
        "2026-11-25T13:10:00Z",
        Objet::Risque {
            id: "R5".to_owned(),
            titre: Some("Usurpation du compte d'un utilisateur".to_owned()),
            presente: true,
        },
    );
    liee.mesure = Some(mesure("AUTH.1", "Choisir des mots de passe solides", true));
    vec![
        entree("Karim Benali", Some(Genre::LienPose), vec![liee]),
        entree("Karim Benali", Some(Genre::MesureStatuee), lot.to_vec()),
        entree("Karim Benali", Some(Genre::MesureStatuee), vec![statuee]),
        entree(HOSTILE, Some(Genre::DescriptionModifiee), vec![decrite]),
        entree("Claire Morvan", Some(Genre::MembreInvite), vec![invitee]),
        entree("Claire Morvan", Some(Genre::ServiceCree), vec![creee]),
        Entree {
            qui: None,
            ..entree("", None, vec![plus_tard])
        },
    ]
}

fn ligne(quand: &str, objet: Objet) -> LigneEntree {
    LigneEntree {
        quand: quand.parse().unwrap(),
        objet,
        etats: None,
        champs: Vec::new(),
        role: None,
        mesure: None,
        indice: Some(249),
    }
}

fn entree(qui: &str, genre: Option<Genre>, lignes: Vec<LigneEntree>) -> Entree {
    Entree {
        quand: lignes[0].quand,
        qui: Some(qui.to_owned()),
        genre,
        lignes,
    }
}
