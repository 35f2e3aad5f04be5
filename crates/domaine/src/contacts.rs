//! Who answers for what around a service, and who else has access to it.
//!
//! Invariant: everything is optional and typed by people; a role nobody holds is an empty contact,
//! never a missing one, so that the dossier lists it as such. Source: F44 and
//! `inventaire-fonctionnel.md` §2.8.

mod manques;

pub use manques::{Etat, Manque, manques};

use serde::{Deserialize, Serialize};

use crate::par_champs;
use crate::saisie::{Raison, controler, controler_courriel};
use crate::texte::normaliser_ligne;

vocabulaire! {
    /// The parts of the contacts of a service: a named role, or a list. Each is edited, merged and
    /// told in the journal on its own.
    ChampContacts {
        Autorite = "autorite",
        Rssi = "rssi",
        Dpo = "dpo",
        ChefDeProjet = "chefDeProjet",
        Moa = "moa",
        Moe = "moe",
        Aqssi = "aqssi",
        Fssi = "fssi",
        Csn = "csn",
        /// Roles named by hand.
        AutresRoles = "autresRoles",
        Hebergement = "hebergement",
        Maintenance = "maintenance",
        Developpement = "developpement",
        Securite = "securite",
        /// Parties of another kind.
        AutresParties = "autresParties",
    }
}

/// Longest name, function, organisation or nature of an access, in characters.
pub const TEXTE_MAX: usize = 200;
/// Longest e-mail address, in characters (RFC 5321).
pub const COURRIEL_MAX: usize = 254;
/// Longest phone number, in characters.
pub const TELEPHONE_MAX: usize = 30;
/// Most roles named by hand, and most parties of a kind.
pub const LISTE_MAX: usize = 50;

/// Someone who holds a role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Contact {
    /// First name and name.
    pub nom: String,
    /// What they are in their organisation.
    pub fonction: String,
    /// E-mail address.
    pub courriel: String,
    /// Phone number, as people write it.
    pub telephone: String,
    /// Whom they work for.
    pub organisation: String,
}

/// A role named by hand, and who holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AutreRole {
    /// What the role is called.
    pub role: String,
    /// Who holds it.
    pub tenu_par: Contact,
}

/// An organisation that takes part in the service, and what it can reach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Partie {
    /// What it is called.
    pub nom: String,
    /// What it can reach, and how ("administration des serveurs, par VPN").
    pub nature_acces: String,
    /// Whom to ask for there.
    pub point_contact: String,
    /// E-mail address.
    pub courriel: String,
    /// Phone number, as people write it.
    pub telephone: String,
}

/// Everyone around a service, as stored; what is empty is not written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Contacts {
    /// Who homologates.
    #[serde(skip_serializing_if = "Contact::est_vide")]
    pub autorite: Contact,
    /// Who advises on security.
    #[serde(skip_serializing_if = "Contact::est_vide")]
    pub rssi: Contact,
    /// Who advises on personal data.
    #[serde(skip_serializing_if = "Contact::est_vide")]
    pub dpo: Contact,
    /// Who leads the project.
    #[serde(skip_serializing_if = "Contact::est_vide")]
    pub chef_de_projet: Contact,
    /// Who bears the need.
    #[serde(skip_serializing_if = "Contact::est_vide")]
    pub moa: Contact,
    /// Who builds it.
    #[serde(skip_serializing_if = "Contact::est_vide")]
    pub moe: Contact,
    /// The qualified authority (State).
    #[serde(skip_serializing_if = "Contact::est_vide")]
    pub aqssi: Contact,
    /// The security officer of the ministry (State).
    #[serde(skip_serializing_if = "Contact::est_vide")]
    pub fssi: Contact,
    /// The adviser on digital security (State).
    #[serde(skip_serializing_if = "Contact::est_vide")]
    pub csn: Contact,
    /// Roles named by hand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub autres_roles: Vec<AutreRole>,
    /// Who hosts it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hebergement: Vec<Partie>,
    /// Who maintains it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub maintenance: Vec<Partie>,
    /// Who develops or supplies it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub developpement: Vec<Partie>,
    /// Who watches over its security.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub securite: Vec<Partie>,
    /// Other parties.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub autres_parties: Vec<Partie>,
}

par_champs! {
    Contacts, ChampContacts {
        Autorite => autorite;
        Rssi => rssi;
        Dpo => dpo;
        ChefDeProjet => chef_de_projet;
        Moa => moa;
        Moe => moe;
        Aqssi => aqssi;
        Fssi => fssi;
        Csn => csn;
        AutresRoles => autres_roles;
        Hebergement => hebergement;
        Maintenance => maintenance;
        Developpement => developpement;
        Securite => securite;
        AutresParties => autres_parties;
    }
}

/// A part, by its shape.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// A named role.
    Role(&'a Contact),
    /// Roles named by hand.
    Roles(&'a [AutreRole]),
    /// Parties of one kind.
    Parties(&'a [Partie]),
}

impl Contact {
    /// Whether nothing is known of it.
    #[must_use]
    pub fn est_vide(&self) -> bool {
        *self == Self::default()
    }

    fn textes(&self) -> [Texte<'_>; 5] {
        [
            Texte("nom", &self.nom, Genre::Libre),
            Texte("fonction", &self.fonction, Genre::Libre),
            Texte("courriel", &self.courriel, Genre::Courriel),
            Texte("telephone", &self.telephone, Genre::Telephone),
            Texte("organisation", &self.organisation, Genre::Libre),
        ]
    }

    fn normalise(self) -> Self {
        Self {
            nom: normaliser_ligne(&self.nom),
            fonction: normaliser_ligne(&self.fonction),
            courriel: normaliser_ligne(&self.courriel),
            telephone: normaliser_ligne(&self.telephone),
            organisation: normaliser_ligne(&self.organisation),
        }
    }
}

impl AutreRole {
    fn normalise(self) -> Self {
        Self {
            role: normaliser_ligne(&self.role),
            tenu_par: self.tenu_par.normalise(),
        }
    }
}

impl Partie {
    fn textes(&self) -> [Texte<'_>; 5] {
        [
            Texte("nom", &self.nom, Genre::Requis),
            Texte("natureAcces", &self.nature_acces, Genre::Libre),
            Texte("pointContact", &self.point_contact, Genre::Libre),
            Texte("courriel", &self.courriel, Genre::Courriel),
            Texte("telephone", &self.telephone, Genre::Telephone),
        ]
    }

    fn normalise(self) -> Self {
        Self {
            nom: normaliser_ligne(&self.nom),
            nature_acces: normaliser_ligne(&self.nature_acces),
            point_contact: normaliser_ligne(&self.point_contact),
            courriel: normaliser_ligne(&self.courriel),
            telephone: normaliser_ligne(&self.telephone),
        }
    }
}

impl Contacts {
    /// What a part holds.
    #[must_use]
    pub fn part(&self, champ: ChampContacts) -> Part<'_> {
        use ChampContacts as C;
        match champ {
            C::Autorite => Part::Role(&self.autorite),
            C::Rssi => Part::Role(&self.rssi),
            C::Dpo => Part::Role(&self.dpo),
            C::ChefDeProjet => Part::Role(&self.chef_de_projet),
            C::Moa => Part::Role(&self.moa),
            C::Moe => Part::Role(&self.moe),
            C::Aqssi => Part::Role(&self.aqssi),
            C::Fssi => Part::Role(&self.fssi),
            C::Csn => Part::Role(&self.csn),
            C::AutresRoles => Part::Roles(&self.autres_roles),
            C::Hebergement => Part::Parties(&self.hebergement),
            C::Maintenance => Part::Parties(&self.maintenance),
            C::Developpement => Part::Parties(&self.developpement),
            C::Securite => Part::Parties(&self.securite),
            C::AutresParties => Part::Parties(&self.autres_parties),
        }
    }

    /// The contact of a named role, to write it; none for a list.
    pub fn role_mut(&mut self, champ: ChampContacts) -> Option<&mut Contact> {
        use ChampContacts as C;
        Some(match champ {
            C::Autorite => &mut self.autorite,
            C::Rssi => &mut self.rssi,
            C::Dpo => &mut self.dpo,
            C::ChefDeProjet => &mut self.chef_de_projet,
            C::Moa => &mut self.moa,
            C::Moe => &mut self.moe,
            C::Aqssi => &mut self.aqssi,
            C::Fssi => &mut self.fssi,
            C::Csn => &mut self.csn,
            _ => return None,
        })
    }

    /// The parties of a kind, to write them; none for anything else.
    pub fn parties_mut(&mut self, champ: ChampContacts) -> Option<&mut Vec<Partie>> {
        use ChampContacts as C;
        Some(match champ {
            C::Hebergement => &mut self.hebergement,
            C::Maintenance => &mut self.maintenance,
            C::Developpement => &mut self.developpement,
            C::Securite => &mut self.securite,
            C::AutresParties => &mut self.autres_parties,
            _ => return None,
        })
    }

    /// The form in which they are saved: texts normalised, empty lines gone.
    #[must_use]
    pub fn normalises(mut self) -> Self {
        for champ in ChampContacts::TOUS {
            if let Some(contact) = self.role_mut(*champ) {
                *contact = std::mem::take(contact).normalise();
            }
            if let Some(parties) = self.parties_mut(*champ) {
                let lues = std::mem::take(parties).into_iter();
                *parties = lues.map(Partie::normalise).collect();
                parties.retain(|partie| *partie != Partie::default());
            }
        }
        let roles = self.autres_roles.into_iter().map(AutreRole::normalise);
        self.autres_roles = roles.filter(|role| *role != AutreRole::default()).collect();
        self
    }

    /// What cannot be saved, as the path to it (`autorite.courriel`, `hebergement.0.nom`) and why;
    /// they are normalised already.
    #[must_use]
    pub fn refus(&self) -> Vec<(String, Raison)> {
        let mut refus = Vec::new();
        for champ in ChampContacts::TOUS {
            match self.part(*champ) {
                Part::Role(contact) => refuser(&mut refus, champ.id(), &contact.textes()),
                Part::Roles(roles) => {
                    trop(&mut refus, champ.id(), roles.len());
                    for (rang, role) in roles.iter().enumerate() {
                        let chemin = format!("{champ}.{rang}");
                        let nom = Texte("role", &role.role, Genre::Requis);
                        refuser(&mut refus, &chemin, &[nom]);
                        let tenu_par = format!("{chemin}.tenuPar");
                        refuser(&mut refus, &tenu_par, &role.tenu_par.textes());
                    }
                }
                Part::Parties(parties) => {
                    trop(&mut refus, champ.id(), parties.len());
                    for (rang, partie) in parties.iter().enumerate() {
                        refuser(&mut refus, &format!("{champ}.{rang}"), &partie.textes());
                    }
                }
            }
        }
        refus
    }
}

/// A text to check: its field, itself, what it should be.
struct Texte<'a>(&'static str, &'a str, Genre);

#[derive(Clone, Copy)]
enum Genre {
    Libre,
    Requis,
    Courriel,
    Telephone,
}

fn refuser(refus: &mut Vec<(String, Raison)>, chemin: &str, textes: &[Texte<'_>]) {
    for Texte(champ, texte, genre) in textes {
        let raison = match genre {
            Genre::Libre => controler(texte, TEXTE_MAX, false),
            Genre::Requis => controler(texte, TEXTE_MAX, true),
            Genre::Courriel if texte.is_empty() => None,
            Genre::Courriel => controler_courriel(texte, COURRIEL_MAX),
            Genre::Telephone => telephone(texte),
        };
        refus.extend(raison.map(|raison| (format!("{chemin}.{champ}"), raison)));
    }
}

fn trop(refus: &mut Vec<(String, Raison)>, champ: &str, nombre: usize) {
    if nombre > LISTE_MAX {
        refus.push((champ.to_owned(), Raison::TropNombreux { max: LISTE_MAX }));
    }
}

/// A number one can dial, without being stricter than people are.
fn telephone(texte: &str) -> Option<Raison> {
    let connu = |c: char| c.is_ascii_digit() || " +().-/".contains(c);
    let chiffres = texte.chars().filter(char::is_ascii_digit).count();
    controler(texte, TELEPHONE_MAX, false).or_else(|| {
        let lisible = texte.is_empty() || (texte.chars().all(connu) && chiffres >= 3);
        (!lisible).then_some(Raison::TelephoneInvalide)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fusion::{differences, fusionner};

    fn contacts() -> Contacts {
        Contacts {
            autorite: Contact {
                nom: "  Claire   Morvan ".to_owned(),
                fonction: "Maire".to_owned(),
                ..Contact::default()
            },
            hebergement: vec![
                Partie {
                    nom: "Hébergeur".to_owned(),
                    ..Partie::default()
                },
                Partie {
                    nom: "   ".to_owned(),
                    ..Partie::default()
                },
            ],
            ..Contacts::default()
        }
    }

    #[test]
    fn texts_are_tidied_and_empty_lines_go() {
        let propres = contacts().normalises();
        assert_eq!(propres.autorite.nom, "Claire Morvan");
        assert_eq!(propres.hebergement.len(), 1);
        assert!(propres.refus().is_empty());
        assert_eq!(propres.clone().normalises(), propres);
    }

    #[test]
    fn what_is_empty_is_not_written() {
        let json = serde_json::to_value(contacts().normalises()).unwrap();
        let cles: Vec<_> = json.as_object().unwrap().keys().collect();
        assert_eq!(cles, ["autorite", "hebergement"]);
        let relus: Contacts = serde_json::from_value(json).unwrap();
        assert_eq!(relus, contacts().normalises());
    }

    #[test]
    fn every_part_is_written_reached_and_refused_on_its_own() {
        for champ in ChampContacts::TOUS {
            let mut mauvais = Contacts::default();
            if let Some(contact) = mauvais.role_mut(*champ) {
                contact.courriel = "pas une adresse".to_owned();
            } else if let Some(parties) = mauvais.parties_mut(*champ) {
                parties.push(Partie {
                    courriel: "pas une adresse".to_owned(),
                    ..Partie::default()
                });
            } else {
                mauvais.autres_roles.push(AutreRole {
                    tenu_par: Contact {
                        courriel: "pas une adresse".to_owned(),
                        ..Contact::default()
                    },
                    ..AutreRole::default()
                });
            }
            assert_eq!(differences(&Contacts::default(), &mauvais), [*champ]);
            let json = serde_json::to_value(&mauvais).unwrap();
            assert!(json.get(champ.id()).is_some(), "{champ} is its own key");
            let refus = mauvais.refus();
            let invalide = |(chemin, raison): &(String, Raison)| {
                chemin.starts_with(champ.id()) && *raison == Raison::CourrielInvalide
            };
            assert!(refus.iter().any(invalide), "{champ}: {refus:?}");
        }
    }

    #[test]
    fn two_people_on_two_roles_do_not_meet() {
        let base = Contacts::default();
        let (mut a, mut b) = (base.clone(), base.clone());
        a.rssi.nom = "Karim".to_owned();
        b.dpo.nom = "Léa".to_owned();
        let fusion = fusionner(&base, &a, &b);
        assert!(fusion.conflits.is_empty());
        assert_eq!(fusion.repris, [ChampContacts::Rssi]);
        assert_eq!(
            (
                fusion.valeur.rssi.nom.as_str(),
                fusion.valeur.dpo.nom.as_str()
            ),
            ("Karim", "Léa")
        );
    }

    #[test]
    fn phone_numbers_are_those_people_write() {
        for bon in ["", "02 99 00 00 00", "+33 (0)2.99.00.00.00", "3949", "112"] {
            assert_eq!(telephone(bon), None, "{bon}");
        }
        for faux in ["appelez-moi", "+", "02 99 poste 12"] {
            assert_eq!(telephone(faux), Some(Raison::TelephoneInvalide), "{faux}");
        }
        let long = "0".repeat(TELEPHONE_MAX + 1);
        assert!(matches!(telephone(&long), Some(Raison::TropLong { .. })));
    }
}
