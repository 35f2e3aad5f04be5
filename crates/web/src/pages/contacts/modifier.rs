//! Writing one part of the contacts of a service.

use application::Error;
use application::contacts::{
    ConflitContacts, ContactsDuService, ModifierContacts, contacts_pour, modifier_contacts,
};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domaine::contacts::{AutreRole, ChampContacts, Contact, Contacts, LISTE_MAX, Part, Partie};
use domaine::droits::Action;
use serde::Deserialize;
use ui::composants::Erreur as Refus;
use ui::gabarit::{SectionService, Ton};
use ui::pages::contacts::{ConflitContact, PageContact, RETIRER, nom_de_ligne};
use uuid::Uuid;

use super::proposition;
use crate::pages::bande::bande;
use crate::{Erreur, Formulaire, acteur::Acteur, chemin::Chemin, parametres::Parametres};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Depart {
    depuis: String,
}

pub(crate) async fn get(
    acteur: Acteur,
    Chemin((service, contact)): Chemin<(Uuid, String)>,
    Parametres(depart): Parametres<Depart>,
) -> Result<Response, Erreur> {
    let (champ, lus) = ouvrir(&acteur, service, &contact).await?;
    let compte = Uuid::parse_str(&depart.depuis).ok();
    let mut vue = vue(&lus, champ);
    let mut proposees = lus.propositions.iter().filter(|p| p.champ == champ);
    let choisie = proposees.find(|p| Some(p.compte) == compte);
    if let (Some(choisie), Some(role)) = (choisie, vue.saisie.role_mut(champ)) {
        role.clone_from(&choisie.contact);
        vue.depuis = Some(proposition(choisie));
    }
    acteur.page(&vue).await
}

pub(crate) async fn post(
    acteur: Acteur,
    Chemin((service, contact)): Chemin<(Uuid, String)>,
    formulaire: Formulaire,
) -> Result<Response, Erreur> {
    let (champ, lus) = ouvrir(&acteur, service, &contact).await?;
    let commande = ModifierContacts {
        operation: formulaire.operation()?,
        service,
        version: formulaire.version()?,
        champs: vec![champ],
        saisie: lire(&formulaire, champ).normalises(),
        stricte: false,
    };
    let rendue = |erreurs| PageContact {
        saisie: commande.saisie.clone(),
        version: commande.version,
        erreurs,
        ..vue(&lus, champ)
    };
    match modifier_contacts(&acteur.ctx, &commande).await {
        Ok(_) => suite(&acteur, service, champ, formulaire.texte("geste")).await,
        Err(Error::SaisiesDansUneListe(refus)) => {
            let refus = refus
                .iter()
                .map(|(chemin, raison)| refus_du_champ(chemin, *raison));
            acteur.refuser(&rendue(refus.collect())).await
        }
        Err(Error::ConflitContacts(conflit)) => {
            let vue = conflit_vue(*conflit, rendue(Vec::new()));
            acteur.page_avec(StatusCode::CONFLICT, &vue).await
        }
        Err(Error::OperationDifferente) => acteur.deja_envoye(&rendue(Vec::new())),
        Err(erreur) => Err(erreur.into()),
    }
}

/// The part that name leads to, for someone who may write it.
async fn ouvrir(
    acteur: &Acteur,
    service: Uuid,
    contact: &str,
) -> Result<(ChampContacts, ContactsDuService), Erreur> {
    let lus = contacts_pour(&acteur.ctx, service, Action::GererContacts).await?;
    let champ = ChampContacts::depuis_id(contact).ok_or(Error::Introuvable)?;
    Ok((champ, lus))
}

fn vue(lus: &ContactsDuService, champ: ChampContacts) -> PageContact {
    let proposees = lus.propositions.iter().filter(|p| p.champ == champ);
    PageContact {
        bande: bande(&lus.service, SectionService::Contacts),
        champ,
        saisie: lus.contacts.clone(),
        version: lus.version,
        depuis: None,
        propositions: proposees.map(proposition).collect(),
        erreurs: Vec::new(),
    }
}

fn conflit_vue(conflit: ConflitContacts, formulaire: PageContact) -> ConflitContact {
    ConflitContact {
        formulaire: PageContact {
            saisie: conflit.les_miens,
            version: conflit.version,
            propositions: Vec::new(),
            ..formulaire
        },
        en_place: conflit.en_place,
        auteur: conflit.auteur,
        quand: conflit.quand,
    }
}

async fn suite(
    acteur: &Acteur,
    service: Uuid,
    champ: ChampContacts,
    geste: &str,
) -> Result<Response, Erreur> {
    let texte = format!("{}\u{a0}: c’est enregistré.", ui::texte::contacts(champ));
    acteur.annoncer(Ton::Succes, texte).await?;
    let page = match geste {
        "suite" => format!("contacts/{champ}"),
        _ => "contacts".to_owned(),
    };
    Ok(Redirect::to(&ui::adresse::service(service, &page)).into_response())
}

/// A refusal as the form names its fields: `hebergement.0.nom` is `0.nom` there.
fn refus_du_champ(chemin: &str, raison: domaine::saisie::Raison) -> Refus {
    let (_, dans_la_part) = chemin.split_once('.').unwrap_or(("", chemin));
    let champ = dans_la_part.replace("tenuPar.", "");
    let nom = champ.rsplit('.').next().unwrap_or_default();
    Refus {
        message: ui::texte::raison_saisie(nom, raison),
        champ,
    }
}

/// What the form says of that part; lines to take off left out.
fn lire(formulaire: &Formulaire, champ: ChampContacts) -> Contacts {
    let mut saisie = Contacts::default();
    if let Some(role) = saisie.role_mut(champ) {
        *role = contact(formulaire, "");
    } else if let Some(parties) = saisie.parties_mut(champ) {
        *parties = lignes(formulaire)
            .map(|prefixe| partie(formulaire, &prefixe))
            .collect();
    } else if matches!(saisie.part(champ), Part::Roles(_)) {
        saisie.autres_roles = lignes(formulaire)
            .map(|prefixe| AutreRole {
                role: formulaire.texte(&format!("{prefixe}role")).to_owned(),
                tenu_par: contact(formulaire, &prefixe),
            })
            .collect();
    }
    saisie
}

/// What comes before the fields of each line that stays.
fn lignes(formulaire: &Formulaire) -> impl Iterator<Item = String> {
    (0..=LISTE_MAX)
        .filter(|rang| formulaire.contient(&nom_de_ligne(*rang, "nom")))
        .filter(|rang| !formulaire.contient(&nom_de_ligne(*rang, RETIRER)))
        .map(|rang| nom_de_ligne(rang, ""))
}

fn contact(formulaire: &Formulaire, prefixe: &str) -> Contact {
    let texte = |champ| formulaire.texte(&format!("{prefixe}{champ}")).to_owned();
    Contact {
        nom: texte("nom"),
        fonction: texte("fonction"),
        courriel: texte("courriel"),
        telephone: texte("telephone"),
        organisation: texte("organisation"),
    }
}

fn partie(formulaire: &Formulaire, prefixe: &str) -> Partie {
    let texte = |champ| formulaire.texte(&format!("{prefixe}{champ}")).to_owned();
    Partie {
        nom: texte("nom"),
        nature_acces: texte("natureAcces"),
        point_contact: texte("pointContact"),
        courriel: texte("courriel"),
        telephone: texte("telephone"),
    }
}
