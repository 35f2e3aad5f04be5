//! The page of my account, in its states, and that of the API.

use super::{HOSTILE, Planche, Regard, SERVICE};
use domaine::droits::Portee;
use jiff::Timestamp;
use ui::composants::Erreur;
use ui::pages::api::{Api, Champ, CodeErreur, Groupe, Objet, Operation, Parametre, Reponse};
use ui::pages::compte::{Compte, Duree, EtatJeton, Jeton, Moyen, Nouveau, Saisie, Session};
use uuid::Uuid;

fn instant(texte: &str) -> Timestamp {
    texte.parse().unwrap()
}

fn jeton(rang: u128, etat: EtatJeton) -> Jeton {
    Jeton {
        id: Uuid::from_u128(rang),
        nom: "Tableau de bord".to_owned(),
        portee: Portee::Lecture,
        services: None,
        cree_le: instant("2026-11-02T08:00:00Z"),
        expire_le: instant("2027-02-01T23:00:00Z"),
        vu_le: None,
        etat,
    }
}

fn session(reference: &str, courante: bool, navigateur: &str) -> Session {
    Session {
        reference: reference.to_owned(),
        courante,
        navigateur: navigateur.to_owned(),
        fournisseur: "ProConnect".to_owned(),
        depuis: instant("2026-11-25T07:58:00Z"),
        vue_le: instant("2026-11-25T08:00:00Z"),
    }
}

pub(super) fn ajouter(planche: &mut Planche<'_>) {
    planche.page("api", Regard::Public, &api());
    planche.page("api-connecte", Regard::Connecte, &api());
    let page = Compte {
        nom: "Claire Morvan".to_owned(),
        courriel: "claire.morvan@ville.example".to_owned(),
        siret: "21350238800019".to_owned(),
        unite: String::new(),
        moyens: vec![
            Moyen {
                nom: "ProConnect".to_owned(),
                emetteur: "https://proconnect.example".to_owned(),
                sub: "7f3a".to_owned(),
                depuis: instant("2026-11-02T08:00:00Z"),
                vu_le: instant("2026-11-25T07:58:00Z"),
            },
            Moyen {
                nom: HOSTILE.to_owned(),
                emetteur: HOSTILE.to_owned(),
                sub: HOSTILE.to_owned(),
                depuis: instant("2026-01-12T10:00:00Z"),
                vu_le: instant("2026-10-30T16:20:00Z"),
            },
        ],
        sessions: vec![
            session("a1", true, "Firefox sur Linux"),
            session("b2", false, "Safari sur iPhone"),
            session("c3", false, ""),
        ],
        jetons: vec![
            jeton(1, EtatJeton::Valable),
            Jeton {
                portee: Portee::Ecriture,
                services: Some(vec!["Réservation de salles".to_owned(), HOSTILE.to_owned()]),
                expire_le: instant("2026-11-29T23:00:00Z"),
                vu_le: Some(instant("2026-11-24T13:12:00Z")),
                ..jeton(2, EtatJeton::Valable)
            },
            jeton(3, EtatJeton::Expire),
            Jeton {
                services: Some(Vec::new()),
                ..jeton(4, EtatJeton::Revoque)
            },
        ],
        services: vec![(SERVICE, "Réservation de salles".to_owned())],
        saisie: Saisie::default(),
        erreurs: Vec::new(),
        nouveau: None,
        maintenant: instant("2026-11-25T08:00:00Z"),
    };
    planche.page("compte", Regard::Connecte, &page);
    let nouveau = |secret: Option<&str>| {
        Some(Nouveau {
            nom: "Tableau de bord".to_owned(),
            secret: secret.map(str::to_owned),
        })
    };
    planche.page(
        "compte-nouveau-jeton",
        Regard::Connecte,
        &Compte {
            nouveau: nouveau(Some("mss_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")),
            ..page.clone()
        },
    );
    planche.page(
        "compte-jeton-deja-affiche",
        Regard::Connecte,
        &Compte {
            nouveau: nouveau(None),
            moyens: page.moyens[..1].to_vec(),
            sessions: page.sessions[..1].to_vec(),
            jetons: Vec::new(),
            services: Vec::new(),
            ..page.clone()
        },
    );
    planche.page(
        "compte-refus",
        Regard::Connecte,
        &Compte {
            saisie: Saisie {
                nom: HOSTILE.to_owned(),
                ecriture: true,
                limite: true,
                services: vec![SERVICE],
                duree: Duree::Date,
                date: "2020-01-01".to_owned(),
            },
            erreurs: vec![Erreur {
                champ: "expiration".to_owned(),
                message: "Choisissez une date à venir, dans un an au plus.".to_owned(),
            }],
            ..page
        },
    );
}

fn api() -> Api<'static> {
    let texte = str::to_owned;
    Api {
        version: "1.0.0",
        adresse: texte("https://mss.ville.example"),
        quota: 600,
        groupes: vec![Groupe {
            nom: texte("Mesures"),
            ancre: texte("theme-1"),
            texte: texte("Les mesures d’un service."),
            operations: vec![Operation {
                methode: texte("PATCH"),
                chemin: texte("/api/v1/services/{id}/mesures/{mesure}"),
                resume: texte("Changer des champs : l’un ou l’autre"),
                detail: texte("Les champs absents restent. Identifiant : `AUTH.1`."),
                parametres: vec![
                    Parametre {
                        nom: texte("id"),
                        lieu: texte("path"),
                        obligatoire: true,
                        texte: texte("Le service"),
                    },
                    Parametre {
                        nom: texte("limite"),
                        lieu: texte("query"),
                        obligatoire: false,
                        texte: texte("Nombre d’éléments"),
                    },
                    Parametre {
                        nom: texte("If-Match"),
                        lieu: texte("header"),
                        obligatoire: true,
                        texte: texte("Étiquette"),
                    },
                ],
                corps: Some(texte("Suivi")),
                reponses: vec![Reponse {
                    statut: texte("200"),
                    texte: texte("La mesure"),
                    objet: Some(texte("Suivi")),
                }],
            }],
        }],
        objets: vec![Objet {
            nom: texte("Suivi"),
            texte: texte("Le suivi d’une mesure."),
            champs: vec![Champ {
                nom: texte("statut"),
                genre: texte("fait, enCours, aLancer, nonFait"),
                obligatoire: true,
                texte: texte("Où elle en est ; `null` si elle est à statuer."),
            }],
        }],
        erreurs: vec![CodeErreur {
            id: "introuvable",
            statut: 404,
            detail: "Rien à cette adresse : ou rien que ce jeton puisse voir.",
        }],
        curl: "curl 'https://mss.ville.example' : <script>alert(1)</script>\n",
        python: "print('ok')\n",
    }
}
