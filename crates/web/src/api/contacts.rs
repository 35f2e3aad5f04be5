//! Who answers for what around a service, and who else has access to it.
//!
//! Invariant: the domain reads and writes the JSON; a test compares the published description with
//! it.

use application::Context;
use application::contacts::{ContactsDuService, ModifierContacts, contacts, modifier_contacts};
use axum::{http::StatusCode, response::Response};
use domaine::contacts::{AutreRole, ChampContacts, Contact, Contacts, Partie};
use domaine::droits::{Action, Portee};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;

use super::conditions::{Conditions, SiAutreVersion, SiVersion, Version, ecrite};
use super::corps::{Octets, lire};
use super::ligne;
use super::mots::mot;
use super::porteur::Programme;
use super::probleme::{Code, Probleme};
use crate::chemin::Chemin;
use crate::routes::{Acces, Route};

pub(super) fn table() -> Vec<Route> {
    use Acces::Service;
    use Portee::{Ecriture, Lecture};
    vec![
        ligne(Service(Action::Lire), Lecture, routes!(lire_contacts)),
        ligne(
            Service(Action::GererContacts),
            Ecriture,
            routes!(remplacer_contacts),
        ),
        ligne(
            Service(Action::GererContacts),
            Ecriture,
            routes!(modifier_des_contacts),
        ),
    ]
}

/// Une personne qui tient un rôle. Un texte vide veut dire que rien n’est dit.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Contact)]
struct ContactLu {
    /// Prénom et nom.
    #[schema(max_length = 200, required = false)]
    nom: String,
    /// Ce qu’elle est dans son organisation.
    #[schema(max_length = 200, required = false)]
    fonction: String,
    /// Adresse électronique.
    #[schema(max_length = 254, required = false)]
    courriel: String,
    /// Téléphone.
    #[schema(max_length = 30, required = false)]
    telephone: String,
    /// Pour qui elle travaille.
    #[schema(max_length = 200, required = false)]
    organisation: String,
}

/// Un rôle nommé à la main.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AutreRole)]
struct AutreRoleLu {
    /// Nom du rôle.
    #[schema(max_length = 200, min_length = 1)]
    role: String,
    /// Qui le tient.
    #[schema(required = false)]
    tenu_par: ContactLu,
}

/// Une organisation qui intervient sur le service.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PartiePrenante)]
struct PartieLue {
    /// Son nom.
    #[schema(max_length = 200, min_length = 1)]
    nom: String,
    /// Ce qu’elle peut atteindre, et comment.
    #[schema(max_length = 200, required = false)]
    nature_acces: String,
    /// Qui y demander.
    #[schema(max_length = 200, required = false)]
    point_contact: String,
    /// Adresse électronique.
    #[schema(max_length = 254, required = false)]
    courriel: String,
    /// Téléphone.
    #[schema(max_length = 30, required = false)]
    telephone: String,
}

/// Les contacts d’un service. Ce n’est pas un droit d’accès.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Contacts)]
struct Tous {
    /// Qui homologue.
    #[schema(required = false)]
    autorite: ContactLu,
    /// Qui conseille sur la sécurité.
    #[schema(required = false)]
    rssi: ContactLu,
    /// Qui conseille sur les données personnelles.
    #[schema(required = false)]
    dpo: ContactLu,
    /// Qui conduit le projet.
    #[schema(required = false)]
    chef_de_projet: ContactLu,
    /// Maîtrise d’ouvrage.
    #[schema(required = false)]
    moa: ContactLu,
    /// Maîtrise d’œuvre.
    #[schema(required = false)]
    moe: ContactLu,
    /// Autorité qualifiée (État).
    #[schema(required = false)]
    aqssi: ContactLu,
    /// Fonctionnaire de sécurité (État).
    #[schema(required = false)]
    fssi: ContactLu,
    /// Conseiller à la sécurité numérique (État).
    #[schema(required = false)]
    csn: ContactLu,
    /// Rôles nommés à la main.
    #[schema(required = false, max_items = 50)]
    autres_roles: Vec<AutreRoleLu>,
    /// Qui héberge.
    #[schema(required = false, max_items = 50)]
    hebergement: Vec<PartieLue>,
    /// Qui administre ou répare.
    #[schema(required = false, max_items = 50)]
    maintenance: Vec<PartieLue>,
    /// Qui développe ou fournit.
    #[schema(required = false, max_items = 50)]
    developpement: Vec<PartieLue>,
    /// Qui surveille la sécurité.
    #[schema(required = false, max_items = 50)]
    securite: Vec<PartieLue>,
    /// Autres organisations.
    #[schema(required = false, max_items = 50)]
    autres_parties: Vec<PartieLue>,
}

/// Ce que le dossier demande et n’a pas encore.
#[derive(Serialize, ToSchema)]
struct Manque {
    /// La partie des contacts.
    #[schema(schema_with = mot::<ChampContacts>)]
    champ: ChampContacts,
    /// Commencée, ou pas du tout.
    commence: bool,
    /// Pourquoi le dossier en a besoin.
    pourquoi: &'static str,
}

/// Les contacts d’un service, et ce qui manque au dossier.
#[derive(Serialize, ToSchema)]
struct ContactsDUnService {
    /// Version ; 0 tant que rien n’est écrit. Elle est aussi dans l’étiquette (`ETag`).
    #[schema(minimum = 0)]
    version: i64,
    /// Tous les contacts, ceux qui sont vides compris.
    contacts: Tous,
    /// Ce que le dossier demande et n’a pas, le plus utile d’abord.
    manques: Vec<Manque>,
}

impl From<Contact> for ContactLu {
    fn from(c: Contact) -> Self {
        Self {
            nom: c.nom,
            fonction: c.fonction,
            courriel: c.courriel,
            telephone: c.telephone,
            organisation: c.organisation,
        }
    }
}

impl From<AutreRole> for AutreRoleLu {
    fn from(autre: AutreRole) -> Self {
        Self {
            role: autre.role,
            tenu_par: autre.tenu_par.into(),
        }
    }
}

impl From<Partie> for PartieLue {
    fn from(p: Partie) -> Self {
        Self {
            nom: p.nom,
            nature_acces: p.nature_acces,
            point_contact: p.point_contact,
            courriel: p.courriel,
            telephone: p.telephone,
        }
    }
}

impl From<Contacts> for Tous {
    fn from(c: Contacts) -> Self {
        let parties = |liste: Vec<Partie>| liste.into_iter().map(PartieLue::from).collect();
        Self {
            autorite: c.autorite.into(),
            rssi: c.rssi.into(),
            dpo: c.dpo.into(),
            chef_de_projet: c.chef_de_projet.into(),
            moa: c.moa.into(),
            moe: c.moe.into(),
            aqssi: c.aqssi.into(),
            fssi: c.fssi.into(),
            csn: c.csn.into(),
            autres_roles: c.autres_roles.into_iter().map(AutreRoleLu::from).collect(),
            hebergement: parties(c.hebergement),
            maintenance: parties(c.maintenance),
            developpement: parties(c.developpement),
            securite: parties(c.securite),
            autres_parties: parties(c.autres_parties),
        }
    }
}

impl From<ContactsDuService> for ContactsDUnService {
    fn from(lus: ContactsDuService) -> Self {
        let manque = |m: &domaine::contacts::Manque| Manque {
            champ: m.champ,
            commence: m.commence,
            pourquoi: ui::texte::contacts_pourquoi(m.champ),
        };
        Self {
            version: lus.version,
            manques: lus.manques.iter().map(manque).collect(),
            contacts: lus.contacts.into(),
        }
    }
}

async fn actuels(ctx: &Context, service: Uuid) -> Result<ContactsDUnService, Probleme> {
    Ok(contacts(ctx, service).await?.into())
}

/// Lire les contacts
#[utoipa::path(
    get, path = "/api/v1/services/{id}/contacts", tag = "Contacts", operation_id = "lireContacts",
    params(("id" = Uuid, Path, description = "Le service"), SiAutreVersion),
    responses((status = 200, description = "Les contacts", body = ContactsDUnService)),
)]
async fn lire_contacts(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    conditions: Conditions,
) -> Result<Response, Probleme> {
    let lus = actuels(&programme.ctx, service).await?;
    Ok(conditions.lue(lus.version, &lus))
}

/// Remplacer tous les contacts
///
/// Ce qui n’est pas donné est vidé.
#[utoipa::path(
    put, path = "/api/v1/services/{id}/contacts", tag = "Contacts",
    operation_id = "remplacerContacts",
    params(("id" = Uuid, Path, description = "Le service"), SiVersion),
    request_body = Tous,
    responses((status = 200, description = "Les contacts", body = ContactsDUnService)),
)]
async fn remplacer_contacts(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    Version(version): Version,
    conditions: Conditions,
    Octets(corps): Octets,
) -> Result<Response, Probleme> {
    let saisie = lire(&corps)?;
    ecrire(&programme, service, version, &conditions, saisie).await
}

/// Changer des contacts
///
/// Fusion JSON (RFC 7396) : ce qui n’est pas donné reste, `null` vide, une liste donnée remplace
/// l’ancienne.
#[utoipa::path(
    patch, path = "/api/v1/services/{id}/contacts", tag = "Contacts",
    operation_id = "modifierContacts",
    params(("id" = Uuid, Path, description = "Le service"), SiVersion),
    request_body = Tous,
    responses((status = 200, description = "Les contacts", body = ContactsDUnService)),
)]
async fn modifier_des_contacts(
    programme: Programme,
    Chemin(service): Chemin<Uuid>,
    Version(version): Version,
    conditions: Conditions,
    Octets(corps): Octets,
) -> Result<Response, Probleme> {
    let changements: Map<String, Value> = lire(&corps)?;
    // What is not a change to contacts is refused as such, whatever the service holds.
    appliquer(&Contacts::default(), changements.clone())?;
    let en_place = contacts(&programme.ctx, service).await?.contacts;
    let saisie = appliquer(&en_place, changements)?;
    ecrire(&programme, service, version, &conditions, saisie).await
}

fn appliquer(base: &Contacts, changements: Map<String, Value>) -> Result<Contacts, Probleme> {
    let mut valeur = serde_json::to_value(base).map_err(|_| Code::ErreurInterne)?;
    fusionner(&mut valeur, Value::Object(changements));
    lire(&serde_json::to_vec(&valeur).map_err(|_| Code::ErreurInterne)?)
}

async fn ecrire(
    programme: &Programme,
    service: Uuid,
    version: i64,
    conditions: &Conditions,
    saisie: Contacts,
) -> Result<Response, Probleme> {
    let commande = ModifierContacts {
        operation: conditions.operation(&programme.ctx),
        service,
        version,
        champs: ChampContacts::TOUS.to_vec(),
        saisie,
        stricte: true,
    };
    let ecrits = modifier_contacts(&programme.ctx, &commande).await;
    let actuels = actuels(&programme.ctx, service);
    if let Err(erreur) = ecrits {
        return Err(Probleme::d_ecriture(erreur, actuels).await);
    }
    let lus = actuels.await?;
    Ok(ecrite(StatusCode::OK, lus.version, &lus))
}

/// A merge patch (RFC 7396).
fn fusionner(cible: &mut Value, changement: Value) {
    let Value::Object(changements) = changement else {
        *cible = changement;
        return;
    };
    if !cible.is_object() {
        *cible = Value::Object(Map::new());
    }
    let Some(objet) = cible.as_object_mut() else {
        return;
    };
    for (cle, valeur) in changements {
        if valeur.is_null() {
            objet.remove(&cle);
        } else {
            fusionner(objet.entry(cle).or_insert(Value::Null), valeur);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// What the description says a body may hold is what the domain reads, and nothing else.
    #[test]
    fn what_is_described_is_what_the_domain_reads() {
        let rendus = serde_json::to_value(Tous::from(Contacts::default())).unwrap();
        let cles: Vec<_> = rendus.as_object().unwrap().keys().cloned().collect();
        let attendues: Vec<_> = ChampContacts::TOUS.iter().map(|c| c.id()).collect();
        let triees = |mut liste: Vec<String>| {
            liste.sort();
            liste
        };
        let attendues = attendues.into_iter().map(str::to_owned).collect();
        assert_eq!(triees(cles), triees(attendues));
        let plein = Contacts {
            autres_roles: vec![AutreRole::default()],
            hebergement: vec![Partie::default()],
            ..Contacts::default()
        };
        let rendus = serde_json::to_value(Tous::from(plein.clone())).unwrap();
        assert_eq!(serde_json::from_value::<Contacts>(rendus).unwrap(), plein);
    }

    #[test]
    fn a_merge_patch_is_the_one_of_the_standard() {
        let mut cible = json!({ "a": { "b": 1, "c": 2 }, "d": [1, 2], "e": 3 });
        fusionner(
            &mut cible,
            json!({ "a": { "b": null, "f": { "g": null } }, "d": [3], "e": null }),
        );
        assert_eq!(cible, json!({ "a": { "c": 2, "f": {} }, "d": [3] }));
    }
}
