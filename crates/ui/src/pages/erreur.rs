//! Error pages: what happened, what was kept, what to do.

use crate::prelude::*;

/// An error page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageErreur {
    /// HTTP status.
    pub code: u16,
    /// What the product refused, when that says more than the status.
    pub refus: Option<Refus>,
    /// A precision on this very case.
    pub precision: Option<String>,
    /// Number of the request, to quote when asking for help.
    pub reference: Option<String>,
}

/// A refusal of the product that has words of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refus {
    /// The description is not complete (F28).
    EncoreBrouillon,
    /// The last owner cannot leave nor lose that role.
    DernierProprietaire,
    /// The last administrator of an organisation that says something for its services.
    DernierAdministrateur,
}

impl Refus {
    const fn texte(self) -> Texte {
        match self {
            Self::EncoreBrouillon => Texte {
                titre: "Terminez d’abord la description",
                passe: "Les mesures de ce service dépendent de sa description, qui n’est pas terminée.",
                garde: "La description reste telle que vous l’avez enregistrée.",
                faire: "Ouvrez le service, terminez sa description, puis recommencez.",
            },
            Self::DernierProprietaire => Texte {
                titre: "Un service garde au moins un propriétaire",
                passe: "Cette personne est la seule propriétaire du service.",
                garde: "L’équipe n’a pas changé.",
                faire: "Nommez d’abord une autre personne propriétaire, puis recommencez.",
            },
            Self::DernierAdministrateur => Texte {
                titre: "Cette organisation garde un administrateur",
                passe: "Elle décrit sa démarche d’homologation ou déclare des mesures, et cette personne est la seule à pouvoir les corriger.",
                garde: "Les administrateurs n’ont pas changé.",
                faire: "Nommez d’abord une autre personne, puis recommencez.",
            },
        }
    }
}

struct Texte {
    titre: &'static str,
    passe: &'static str,
    garde: &'static str,
    faire: &'static str,
}

/// The words for a status; any other one is told as a failure of ours.
const fn texte(code: u16) -> Texte {
    match code {
        400 | 405 => Texte {
            titre: "Cette demande n’a pas été comprise",
            passe: "L’adresse ou le formulaire reçu est incomplet.",
            garde: "Rien n’a été enregistré.",
            faire: "Revenez à la page précédente, rechargez-la, puis recommencez.",
        },
        401 => Texte {
            titre: "Connectez-vous pour continuer",
            passe: "Cette page demande une connexion, ou votre session a pris fin.",
            garde: "Ce que vous aviez enregistré est gardé.",
            faire: "Connectez-vous, vous reviendrez ici.",
        },
        403 => Texte {
            titre: "Vous ne pouvez pas faire cela",
            passe: "Votre rôle sur ce service ne le permet pas, ou ce formulaire vient d’une ancienne session.",
            garde: "Rien n’a été enregistré.",
            faire: "Rechargez la page et recommencez. Sinon, demandez au propriétaire du service de changer votre rôle.",
        },
        404 => Texte {
            titre: "Page introuvable",
            passe: "Cette page n’existe pas, ou vous n’y avez pas accès.",
            garde: "Rien n’a été changé.",
            faire: "Vérifiez l’adresse, ou demandez à un collègue de vous inviter sur le service.",
        },
        409 => Texte {
            titre: "Quelqu’un a changé la même chose que vous",
            passe: "Une autre personne a enregistré pendant que vous écriviez.",
            garde: "Sa version est en place. La vôtre n’a pas été enregistrée.",
            faire: "Revenez à la page précédente pour retrouver votre texte, rechargez le service, puis recommencez.",
        },
        413 => Texte {
            titre: "Cet envoi est trop lourd",
            passe: "Le formulaire dépasse la taille acceptée.",
            garde: "Rien n’a été enregistré.",
            faire: "Revenez à la page précédente et raccourcissez les textes.",
        },
        415 => Texte {
            titre: "Ce format n’est pas accepté",
            passe: "Le contenu envoyé n’est pas celui d’un formulaire de ce site.",
            garde: "Rien n’a été enregistré.",
            faire: "Revenez à la page précédente, rechargez-la, puis recommencez.",
        },
        421 => Texte {
            titre: "Cette adresse n’est pas la bonne",
            passe: "Ce site répond à une autre adresse que celle-ci.",
            garde: "Rien n’a été changé.",
            faire: "Vérifiez l’adresse. Si vous la tenez d’un collègue ou d’un message, demandez-lui celle du site.",
        },
        422 => Texte {
            titre: "Ce formulaire ne peut pas être enregistré",
            passe: "Une réponse n’est pas acceptée, ou ce formulaire a déjà servi à un autre envoi.",
            garde: "Le premier envoi, s’il y en a eu un, est gardé.",
            faire: "Rechargez la page, vérifiez ce qui est enregistré, puis recommencez.",
        },
        429 => Texte {
            titre: "Trop de demandes en peu de temps",
            passe: "Votre navigateur a envoyé beaucoup de demandes à la suite.",
            garde: "Ce qui a été confirmé à l’écran est enregistré.",
            faire: "Attendez une minute, puis rechargez la page.",
        },
        503 => Texte {
            titre: "Le service est momentanément indisponible",
            passe: "Une opération de maintenance est en cours, ou la base de données ne répond pas.",
            garde: "Ce qui a été confirmé à l’écran est enregistré.",
            faire: "Réessayez dans quelques minutes.",
        },
        _ => Texte {
            titre: "Une erreur est survenue de notre côté",
            passe: "Le produit n’a pas pu terminer votre demande.",
            garde: "Ce qui a été confirmé à l’écran est enregistré. Cette dernière demande ne l’est peut-être pas.",
            faire: "Rechargez la page et vérifiez. Si l’erreur revient, transmettez le numéro ci-dessous à la personne qui gère cette installation.",
        },
    }
}

impl PageErreur {
    fn texte(&self) -> Texte {
        self.refus.map_or_else(|| texte(self.code), Refus::texte)
    }
}

impl Vue for PageErreur {
    fn titre(&self) -> String {
        self.texte().titre.to_owned()
    }

    fn contenu(&self, cadre: &Cadre<'_>) -> impl Renderable {
        let texte = self.texte();
        let connecte = cadre.personne.is_some();
        maud! {
            div.fr-container--fluid.mss-page { div.mss-colonne {
                p.mss-surtitre { "Erreur " (self.code) }
                h1 { (texte.titre) }
                @if let Some(precision) = &self.precision { p.mss-texte { b { (precision) } } }
                dl.mss-fiche {
                    dt { "Ce qui s’est passé" } dd { (texte.passe) }
                    dt { "Ce qui est gardé" } dd { (texte.garde) }
                    dt { "Ce que vous pouvez faire" } dd { (texte.faire) }
                    @if let Some(reference) = &self.reference {
                        dt { "Numéro à transmettre" } dd { code { (reference) } }
                    }
                }
                ul.fr-btns-group {
                    @if self.code == 401 {
                        li { a.fr-btn href="/connexion" { "Se connecter" } }
                    } @else if connecte {
                        li { a.fr-btn href="/services" { "Voir mes services" } }
                    } @else {
                        li { a.fr-btn href="/" { "Revenir à l’accueil" } }
                    }
                }
            } }
        }
    }
}
