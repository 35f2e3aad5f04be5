//! A line of the journal as people read it: who, what, on which object, from what to what.
//!
//! Invariant: it degrades, it never fails: a body that was erased or of a kind to come leaves a
//! line with its author, its date and its object.

use domaine::droits::Role;
use domaine::historique::{Famille, Genre};
use domaine::texte::typographier;
use domaine::vocabulaire::Statut;
use jiff::Timestamp;
use serde_json::Value;
use stockage::{Tx, journal};
use uuid::Uuid;

use super::Lecteur;
use crate::Result;

/// A line of the activity.
#[derive(Clone, Debug, PartialEq)]
pub struct Ligne {
    /// Its number in the journal.
    pub sequence: i64,
    /// When.
    pub quand: Timestamp,
    /// Who; none for the program itself.
    pub acteur: Option<Uuid>,
    /// Their name; none for the program, or someone who is no more.
    pub qui: Option<String>,
    /// What kind of thing happened; none for a kind this version does not know.
    pub genre: Option<Genre>,
    /// What it happened to.
    pub objet: Objet,
    /// What changed.
    pub detail: Detail,
    /// The index afterwards, in hundredths.
    pub indice: Option<i64>,
}

/// What a line is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objet {
    /// The service as a whole.
    Service,
    /// Its description.
    Description,
    /// A measure.
    Mesure {
        /// Its identifier.
        id: String,
        /// Its title, when it is known.
        titre: Option<String>,
        /// Whether the service has it at present.
        presente: bool,
    },
    /// A risk, computed or of the service's own.
    Risque {
        /// Its identifier.
        id: String,
        /// Its title, when it is known.
        titre: Option<String>,
        /// Whether it has a page at present.
        presente: bool,
    },
    /// A person.
    Personne {
        /// Name, or address of someone expected.
        nom: Option<String>,
    },
    /// Who answers for what.
    Contacts,
    /// Something else, by its identifier.
    Autre(String),
}

/// Where a measure stood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EtatMesure {
    /// Its status, if any.
    pub statut: Option<Statut>,
    /// "Je ne sais pas".
    pub incertaine: bool,
    /// "Plus tard".
    pub reportee: bool,
}

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changement {
    /// Its identifier.
    pub champ: String,
    /// What it was and what it is, as the journal says it; none for what people write to each
    /// other: a comment that was changed or deleted is not told again.
    pub valeurs: Option<(Value, Value)>,
}

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// Where the measure stood before and after, when that changed.
    pub etats: Option<(EtatMesure, EtatMesure)>,
    /// The fields that changed.
    pub champs: Vec<Changement>,
    /// The role given.
    pub role: Option<Role>,
    /// The measure a link leads to.
    pub mesure: Option<Objet>,
}

impl Lecteur<'_> {
    pub(super) async fn ligne(&mut self, tx: &mut Tx<'_>, lue: journal::Ligne) -> Result<Ligne> {
        let genre = Genre::depuis_id(&lue.genre);
        let avant = match lue.version {
            Some(version) if version > 1 => {
                let chaine = self.service.fiche.id;
                journal::a_la_version::<Value>(tx, chaine, &lue.objet, version - 1).await?
            }
            _ => None,
        };
        let corps = lue.corps.as_ref();
        Ok(Ligne {
            objet: self.objet(tx, &lue).await?,
            detail: Detail {
                etats: etats(&lue.genre, avant.as_ref(), corps),
                champs: champs(&lue.genre, avant.as_ref(), corps),
                role: corps.and_then(role),
                mesure: corps
                    .and_then(|corps| corps.get("mesure")?.as_str())
                    .map(|id| self.mesure(id)),
            },
            qui: match lue.acteur {
                Some(acteur) => self.nom(tx, acteur).await?,
                None => None,
            },
            sequence: lue.sequence,
            quand: lue.horodatage,
            acteur: lue.acteur,
            genre,
            indice: lue.indice_apres,
        })
    }

    async fn objet(&mut self, tx: &mut Tx<'_>, lue: &journal::Ligne) -> Result<Objet> {
        let famille = lue.genre.split('.').next().unwrap_or_default();
        Ok(match famille {
            "service" => Objet::Service,
            "description" => Objet::Description,
            "contacts" => Objet::Contacts,
            "mesure" => self.mesure(&lue.objet),
            // The text of a measure of its own has an object apart from its follow-up.
            "mesureSpecifique" => {
                let objet = lue.objet.as_str();
                self.mesure(objet.split_once(':').map_or(objet, |(_, id)| id))
            }
            "risque" | "lien" => self.risque(&lue.objet),
            "commentaire" => match lue.objet.split_once(':') {
                Some(("mesure", id)) => self.mesure(id),
                Some(("risque", id)) => self.risque(id),
                _ => Objet::Autre(lue.objet.clone()),
            },
            "membre" => {
                let attendue = lue.corps.as_ref().and_then(courriel);
                let nom = match (attendue, Uuid::parse_str(&lue.objet)) {
                    (None, Ok(compte)) => self.nom(tx, compte).await?,
                    (attendue, _) => attendue,
                };
                Objet::Personne { nom }
            }
            _ => Objet::Autre(lue.objet.clone()),
        })
    }

    fn mesure(&self, id: &str) -> Objet {
        let service = self.service;
        if let Some(sienne) = service.specifiques.iter().find(|s| s.id == id) {
            return Objet::Mesure {
                id: id.to_owned(),
                titre: Some(sienne.contenu.titre.clone()),
                presente: true,
            };
        }
        let mesure = service.catalogue.trouver(id);
        let presentes = service
            .bilan
            .as_ref()
            .map(|b| b.evaluation.mesures.toutes());
        Objet::Mesure {
            id: id.to_owned(),
            titre: mesure.map(|m| typographier(&service.catalogue.mesure(m).titre)),
            presente: mesure
                .zip(presentes)
                .is_some_and(|(mesure, toutes)| toutes.contient(mesure)),
        }
    }
}

impl Lecteur<'_> {
    fn risque(&self, id: &str) -> Objet {
        let service = self.service;
        let modele = &service.catalogue.risques;
        let propre = service
            .risques
            .presents()
            .find(|(numero, _)| format!("RP.{numero}") == id)
            .map(|(_, ecrit)| ecrit.valeur.titre.clone());
        let calcule = modele.risques.iter().find(|r| r.id == id);
        let retenus = service.bilan.iter().flat_map(|b| &b.evaluation.risques);
        let retenu = retenus.into_iter().any(|r| modele.risque(r).id == id);
        Objet::Risque {
            id: id.to_owned(),
            presente: propre.is_some() || retenu || service.risques.ajustements.contains_key(id),
            titre: propre.or_else(|| calcule.map(|r| typographier(&r.titre))),
        }
    }
}

/// Where a measure stood, and where it stands; none when that did not change.
fn etats(
    genre: &str,
    avant: Option<&Value>,
    apres: Option<&Value>,
) -> Option<(EtatMesure, EtatMesure)> {
    if !genre.starts_with("mesure.") {
        return None;
    }
    let avant = avant.map(EtatMesure::lire).unwrap_or_default();
    let apres = EtatMesure::lire(apres?);
    (avant != apres).then_some((avant, apres))
}

impl EtatMesure {
    fn lire(corps: &Value) -> Self {
        let statut = corps.get("statut").and_then(Value::as_str);
        let vrai = |cle| corps.get(cle).and_then(Value::as_bool).unwrap_or(false);
        Self {
            statut: statut.and_then(Statut::depuis_id),
            incertaine: vrai("incertaine"),
            reportee: vrai("reportee"),
        }
    }
}

/// The fields that two values of the same object do not share; those that hold something, when
/// there is nothing to compare with.
fn champs(genre: &str, avant: Option<&Value>, apres: Option<&Value>) -> Vec<Changement> {
    let vide = serde_json::Map::new();
    let objet = |valeur: Option<&'_ Value>| valeur.and_then(Value::as_object).cloned();
    let Some(apres) = objet(apres) else {
        return Vec::new();
    };
    let avant = objet(avant).unwrap_or(vide);
    let cles: std::collections::BTreeSet<_> = avant.keys().chain(apres.keys()).collect();
    let change = |cle: &&&String| {
        let (a, b) = (avant.get(**cle), apres.get(**cle));
        a != b && !(est_vide(a) && est_vide(b))
    };
    let dites = Famille::de(genre).is_some_and(dit_ses_valeurs);
    let valeur = |objet: &serde_json::Map<String, Value>, cle: &str| {
        objet.get(cle).cloned().unwrap_or_default()
    };
    let changement = |cle: &&String| Changement {
        champ: (*cle).clone(),
        valeurs: dites.then(|| (valeur(&avant, cle), valeur(&apres, cle))),
    };
    cles.iter().filter(change).map(changement).collect()
}

const fn dit_ses_valeurs(famille: Famille) -> bool {
    match famille {
        Famille::Mesures | Famille::Risques | Famille::Description => true,
        Famille::Commentaires | Famille::Equipe | Famille::Contacts | Famille::Service => false,
    }
}

fn est_vide(valeur: Option<&Value>) -> bool {
    match valeur {
        None | Some(Value::Null | Value::Bool(false)) => true,
        Some(Value::String(texte)) => texte.is_empty(),
        Some(Value::Array(liste)) => liste.is_empty(),
        Some(_) => false,
    }
}

/// The role a line about a person gives: the body itself, or the second part of an invitation.
fn role(corps: &Value) -> Option<Role> {
    let dit = corps.get(1).unwrap_or(corps);
    Role::depuis_id(dit.get("role").unwrap_or(dit).as_str()?)
}

/// The address an invitation is for.
fn courriel(corps: &Value) -> Option<String> {
    Some(corps.get(0)?.get("courriel")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domaine::droits::{Habilitation, Rubrique};
    use serde_json::json;

    #[test]
    fn changed_fields_are_told_and_empty_ones_are_not() {
        let avant = json!({ "statut": "fait", "motif": "", "details": "a", "jours": [1] });
        let apres = json!({ "statut": "fait", "details": "b", "jours": [], "reportee": false });
        let noms = |avant, apres| {
            let lus = champs("mesure.modifiee", avant, apres).into_iter();
            lus.map(|c| c.champ).collect::<Vec<_>>()
        };
        assert_eq!(noms(Some(&avant), Some(&apres)), ["details", "jours"]);
        assert_eq!(noms(None, Some(&apres)), ["details", "statut"]);
        assert!(noms(Some(&avant), None).is_empty(), "an erased body");
        assert!(noms(None, Some(&json!("texte"))).is_empty());
    }

    #[test]
    fn values_are_told_but_not_what_people_wrote_to_each_other() {
        let (avant, apres) = (json!({ "texte": "a" }), json!({ "texte": "b", "autre": 1 }));
        let lus = |genre| champs(genre, Some(&avant), Some(&apres));
        let changement = |champ: &str, valeurs| Changement {
            champ: champ.to_owned(),
            valeurs,
        };
        assert_eq!(
            lus("mesureSpecifique.modifiee"),
            [
                changement("autre", Some((json!(null), json!(1)))),
                changement("texte", Some((json!("a"), json!("b")))),
            ]
        );
        let tus = [changement("autre", None), changement("texte", None)];
        assert_eq!(lus("commentaire.modifie"), tus);
        assert_eq!(lus("unGenre.aVenir"), tus);
    }

    #[test]
    fn bodies_of_any_shape_are_read_without_failing() {
        for corps in [
            json!(null),
            json!(3),
            json!([]),
            json!(["x"]),
            json!({"statut": 4}),
        ] {
            assert_eq!(EtatMesure::lire(&corps), EtatMesure::default());
            assert_eq!((role(&corps), courriel(&corps)), (None, None));
        }
        let invitation = json!([{ "courriel": "a@ville.example" }, "lecteur"]);
        assert_eq!(role(&invitation), Some(Role::Lecteur));
        assert_eq!(courriel(&invitation).as_deref(), Some("a@ville.example"));
        assert_eq!(role(&json!("proprietaire")), Some(Role::Proprietaire));
        let limite = Habilitation::limitee(Role::Contributeur, Rubrique::Risques.into());
        let limite = serde_json::to_value(limite).unwrap();
        assert_eq!(
            limite,
            json!({ "role": "contributeur", "rubriques": ["risques"] })
        );
        assert_eq!(role(&limite), Some(Role::Contributeur));
        assert_eq!(role(&json!([{}, limite])), Some(Role::Contributeur));
    }
}
