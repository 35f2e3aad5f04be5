//! Who works on a service: members, roles, invitations.

use crate::adresse;
use crate::composants::{
    Champ, Erreur, Groupe, OptionVue, Selection, champ, champs_caches, radios, resume_erreurs,
    selection,
};
use crate::format::jour;
use crate::gabarit::Bande;
use crate::prelude::*;
use crate::texte;
use domaine::droits::{Habilitation, Role, Rubrique};
use jiff::Timestamp;
use uuid::Uuid;

/// A person of the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membre {
    /// Key of the person.
    pub id: Uuid,
    /// Full name.
    pub nom: String,
    /// E-mail address.
    pub courriel: String,
    /// What they may do.
    pub habilitation: Habilitation,
    /// The person looking at the page.
    pub moi: bool,
    /// The only owner: can neither leave nor change role.
    pub dernier_proprietaire: bool,
    /// An auditor whose last day is over.
    pub terminee: bool,
}

/// Someone invited who has not signed in yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Key of the invitation.
    pub id: Uuid,
    /// E-mail address.
    pub courriel: String,
    /// What they will be able to do.
    pub habilitation: Habilitation,
    /// When they were invited.
    pub depuis: Timestamp,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equipe {
    /// Band of the service.
    pub bande: Bande,
    /// The people.
    pub membres: Vec<Membre>,
    /// The invitations that wait.
    pub invitations: Vec<Invitation>,
    /// The organisation that answers for the service: its key and name.
    pub organisation: (Uuid, String),
    /// Who has access by administering it: name and address.
    pub administrateurs: Vec<(String, String)>,
    /// Whether this person may change the team.
    pub modifiable: bool,
    /// E-mail address as typed.
    pub courriel: String,
    /// Role and limits as chosen.
    pub habilitation: Habilitation,
    /// Last day of an auditor, as typed.
    pub fin: String,
    /// What was refused; the field is `courriel`, `role` or `fin`, or the last one after the key of
    /// a member.
    pub erreurs: Vec<Erreur>,
}

impl Equipe {
    fn erreur(&self, champ: &str) -> Option<&str> {
        let erreur = self.erreurs.iter().find(|e| e.champ == champ)?;
        Some(erreur.message.as_str())
    }
}

impl Vue for Equipe {
    fn titre(&self) -> String {
        format!("Équipe de {}", self.bande.nom)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Services)
    }

    fn bande(&self) -> Option<&Bande> {
        Some(&self.bande)
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        maud! {
            div.fr-container--fluid.mss-page {
                h1 { "Équipe" }
                (resume_erreurs(&self.erreurs))
                div.mss-duo.mss-duo--etroit {
                    div {
                        ul.mss-liste {
                            @for membre in &self.membres { (ligne(cadre, self, membre)) }
                        }
                        @if !self.invitations.is_empty() {
                            h2.mss-groupe { "Invitations en attente" }
                            ul.mss-liste { @for invitation in &self.invitations { (attente(cadre, self, invitation)) } }
                        }
                        @if !self.administrateurs.is_empty() { (par_l_organisation(self)) }
                    }
                    aside aria-labelledby="inviter" {
                        @if self.modifiable { (inviter(cadre, self)) }
                        @else {
                            h2 #inviter .mss-h { "Votre équipe" }
                            p.fr-text--sm { "Seul un propriétaire du service, ou un administrateur de son organisation, peut inviter quelqu’un ou changer un rôle." }
                        }
                    }
                }
            }
        }
    }
}

fn ligne<'a>(cadre: &'a Cadre<'_>, page: &'a Equipe, membre: &'a Membre) -> impl Renderable + 'a {
    let action = adresse::service(page.bande.service, &format!("equipe/{}", membre.id));
    let roles: Vec<_> = Role::attribuables()
        .map(|r| (r.id(), texte::role(r)))
        .collect();
    let prefixe = format!("{}-", membre.id);
    let tenue = membre.habilitation;
    let erreur = page.erreur(&format!("{prefixe}{FIN}"));
    let fin = tenue.fin.map(|fin| fin.to_string()).unwrap_or_default();
    let limites = Limites {
        prefixe: prefixe.clone(),
        habilitation: tenue,
        fin: if erreur.is_some() {
            page.fin.clone()
        } else {
            fin
        },
        erreur: erreur.map(str::to_owned),
    };
    maud! {
        li.mss-ligne {
            div {
                p.mss-ligne__titre { (membre.nom) @if membre.moi { " (vous)" } }
                p.mss-ligne__meta {
                    span { (membre.courriel) } b { (texte::habilitation(tenue)) }
                    @if membre.terminee { span.mss-retard { "Terminé\u{a0}: ne voit plus le service" } }
                }
            }
            @if page.modifiable && membre.dernier_proprietaire {
                p.mss-fin.mss-2 { "Un service garde au moins un propriétaire" }
            } @else if page.modifiable {
                form.mss-fin action=(action) method="post" {
                    (champs_caches(cadre, None))
                    div.mss-fin-ligne {
                        (selection(Selection {
                            nom: "role", prefixe: &prefixe, libelle: &format!("Rôle de {}", membre.nom),
                            visible: false, options: &roles, valeur: tenue.role.id(),
                        }))
                        button.fr-btn.fr-btn--sm.fr-btn--secondary name="geste" value="role" {
                            "Changer" span.fr-sr-only { " le rôle de " (membre.nom) }
                        }
                        button.fr-btn.fr-btn--sm.fr-btn--tertiary name="geste" value="retirer" {
                            "Retirer" span.fr-sr-only { " " (membre.nom) }
                        }
                    }
                    (limiter(&limites, Some(&membre.nom)))
                }
            }
        }
    }
}

fn attente<'a>(
    cadre: &'a Cadre<'_>,
    page: &'a Equipe,
    invitation: &'a Invitation,
) -> impl Renderable + 'a {
    let action = adresse::service(
        page.bande.service,
        &format!("equipe/invitations/{}", invitation.id),
    );
    maud! {
        li.mss-ligne {
            div {
                p.mss-ligne__titre { (invitation.courriel) }
                p.mss-ligne__meta {
                    b { (texte::habilitation(invitation.habilitation)) }
                    span { "Depuis le " (jour(invitation.depuis)) ". Verra le service à sa première connexion." }
                }
            }
            @if page.modifiable {
                form.mss-fin action=(action) method="post" {
                    (champs_caches(cadre, None))
                    button.fr-btn.fr-btn--sm.fr-btn--tertiary { "Annuler" span.fr-sr-only { " l’invitation de " (invitation.courriel) } }
                }
            }
        }
    }
}

/// Those who are not on the team, and may all the same.
fn par_l_organisation(page: &Equipe) -> impl Renderable {
    let (id, nom) = &page.organisation;
    maud! {
        h2.mss-groupe { "Ont accès par l’organisation" }
        p.fr-text--sm {
            "Les administrateurs de " a href=(adresse::organisation(*id, "")) { (nom) } " peuvent tout faire sur ses services."
        }
        ul.mss-liste { @for (personne, courriel) in &page.administrateurs {
            li.mss-ligne { div {
                p.mss-ligne__titre { (personne) }
                p.mss-ligne__meta { span { (courriel) } b { (texte::role(Role::AdministrateurOrganisation)) } }
            } }
        } }
    }
}

fn inviter<'a>(cadre: &'a Cadre<'_>, page: &'a Equipe) -> impl Renderable + 'a {
    let limites = Limites {
        prefixe: String::new(),
        habilitation: page.habilitation,
        fin: page.fin.clone(),
        erreur: page.erreur(FIN).map(str::to_owned),
    };
    let roles: Vec<_> = Role::attribuables()
        .map(|role| OptionVue {
            valeur: role.id().to_owned(),
            libelle: texte::role(role).to_owned(),
            aide: texte::role_permet(role).to_owned(),
            choisie: role == page.habilitation.role,
            refus: None,
        })
        .collect();
    maud! {
        form.fr-card action=(adresse::service(page.bande.service, "equipe")) method="post" novalidate {
            h2 #inviter .fr-card__title { "Inviter quelqu’un" }
            (champs_caches(cadre, None))
            (champ(Champ {
                nom: "courriel", libelle: "Adresse électronique professionnelle", genre: "email",
                aide: "Celle avec laquelle la personne se connecte.", valeur: &page.courriel,
                erreur: page.erreur("courriel"), maximum: 254, ..Champ::default()
            }))
            (radios(&Groupe {
                nom: "role", legende: "Avec quel rôle ?", aide: "", precision: (),
                options: &roles, erreur: page.erreur("role"),
            }))
            (limiter(&limites, None))
            button.fr-btn { "Inviter" }
        }
    }
}

/// Name of the field that says the parts were on screen: without it, nothing is limited.
pub const CHOIX_RUBRIQUES: &str = "rubriques";

/// Name of the field of an auditor's last day.
pub const FIN: &str = "fin";

/// What limits a role, as it is chosen.
#[derive(Clone, Debug)]
pub struct Limites {
    /// What tells the fields of several forms apart.
    pub prefixe: String,
    /// What is held, or chosen.
    pub habilitation: Habilitation,
    /// The last day, as typed.
    pub fin: String,
    /// Why that day was refused.
    pub erreur: Option<String>,
}

/// The parts a contributor writes in, and the last day of an auditor; each says nothing of another
/// role. `qui` tells the person, when several are on the page.
pub(crate) fn limiter<'a>(limites: &'a Limites, qui: Option<&'a str>) -> impl Renderable + 'a {
    let Limites {
        prefixe,
        habilitation,
        fin,
        erreur,
    } = limites;
    let ouvertes = habilitation.est_limitee() || !fin.is_empty() || erreur.is_some();
    let id = format!("{prefixe}{FIN}");
    let (aide, message) = (format!("{id}-aide"), format!("{id}-erreur"));
    let decrit = match erreur {
        Some(_) => format!("{aide} {message}"),
        None => aide.clone(),
    };
    maud! {
        details.mss-donnees open[ouvertes] {
            summary { "Limiter un contributeur ou un auditeur" @if let Some(qui) = qui { span.fr-sr-only { " : " (qui) } } }
            fieldset.fr-fieldset {
                legend.fr-fieldset__legend { "Un contributeur écrit dans" }
                input type="hidden" name=(CHOIX_RUBRIQUES) value="choisies";
                @for rubrique in Rubrique::TOUS {
                    div.fr-checkbox-group {
                        input #{ (prefixe) (rubrique.id()) } type="checkbox" name="rubrique" value=(rubrique.id())
                            checked[habilitation.rubriques.contains(*rubrique)];
                        label.fr-label for={ (prefixe) (rubrique.id()) } { (texte::rubrique(*rubrique)) }
                    }
                }
            }
            div.fr-input-group.fr-input-group--error[erreur.is_some()] {
                label.fr-label for=(id) { "Dernier jour d’un auditeur" }
                span #(aide) .fr-hint-text { "Il voit le service jusqu’à la fin de ce jour. Dans un an au plus." }
                input #(id) .fr-input type="date" name=(FIN) value=(fin) maxlength="10" autocomplete="off"
                    aria-describedby=(decrit) aria-invalid=("true")[erreur.is_some()];
                @if let Some(erreur) = erreur {
                    p #(message) .fr-message--error { span.fr-sr-only { "Erreur : " } (erreur) }
                }
            }
        }
    }
}
