//! The codes of problems: a stable word, a status, a sentence.

use axum::http::StatusCode;

/// Declares the codes.
macro_rules! codes {
    ($($nom:ident = $id:literal, $statut:ident, $titre:literal, $detail:literal;)+) => {
        /// What went wrong, for programs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Code { $($nom),+ }

        impl Code {
            /// Every code, in the order of the statuses.
            pub(crate) const TOUS: &'static [Self] = &[$(Self::$nom),+];

            /// The word.
            pub(crate) const fn id(self) -> &'static str {
                match self { $(Self::$nom => $id),+ }
            }

            /// The HTTP status.
            pub(crate) const fn statut(self) -> StatusCode {
                match self { $(Self::$nom => StatusCode::$statut),+ }
            }

            /// A few words.
            pub(crate) const fn titre(self) -> &'static str {
                match self { $(Self::$nom => $titre),+ }
            }

            /// What happened, what to do.
            pub(crate) const fn detail(self) -> &'static str {
                match self { $(Self::$nom => $detail),+ }
            }
        }
    };
}

codes! {
    RequeteIllisible = "requeteIllisible", BAD_REQUEST, "Demande illisible",
        "Un en-tête de la demande n’a pas la forme attendue.";
    CorpsIllisible = "corpsIllisible", BAD_REQUEST, "Corps illisible",
        "Le corps n’est pas du JSON valide, en UTF-8.";
    CorpsTropProfond = "corpsTropProfond", BAD_REQUEST, "Corps trop profond",
        "Le JSON emboîte plus de 16 listes ou objets.";
    ParametreInvalide = "parametreInvalide", BAD_REQUEST, "Paramètre invalide",
        "Un paramètre de l’adresse est inconnu, répété ou n’a pas la forme attendue.";
    CleInvalide = "cleInvalide", BAD_REQUEST, "Clé d’idempotence invalide",
        "L’en-tête Idempotency-Key est un UUID.";
    JetonAbsent = "jetonAbsent", UNAUTHORIZED, "Jeton absent",
        "Donnez un jeton dans l’en-tête Authorization, sous la forme « Bearer mss_… ». La page « Mon compte » permet d’en créer un.";
    JetonInvalide = "jetonInvalide", UNAUTHORIZED, "Jeton refusé",
        "Ce jeton est inconnu, révoqué ou expiré. La page « Mon compte » permet d’en créer un autre.";
    HorsPortee = "horsPortee", FORBIDDEN, "Hors de la portée du jeton",
        "Le jeton ne va pas jusque-là : il lit seulement, ou il est limité à certains services.";
    RoleInsuffisant = "roleInsuffisant", FORBIDDEN, "Rôle insuffisant",
        "Le rôle de la personne sur ce service, ou sur cette organisation, ne le permet pas.";
    PasAuteur = "pasAuteur", FORBIDDEN, "Réservé à son auteur",
        "Seul son auteur peut le changer.";
    Introuvable = "introuvable", NOT_FOUND, "Introuvable",
        "Rien à cette adresse, ou rien que ce jeton puisse voir.";
    MethodeRefusee = "methodeRefusee", METHOD_NOT_ALLOWED, "Méthode refusée",
        "Cette adresse n’accepte pas cette méthode. L’en-tête Allow dit lesquelles.";
    Brouillon = "brouillon", CONFLICT, "Service encore à décrire",
        "La description du service n’est pas terminée : il n’a pas encore de mesures.";
    DernierProprietaire = "dernierProprietaire", CONFLICT, "Dernier propriétaire",
        "Un service garde au moins un propriétaire.";
    DernierAdministrateur = "dernierAdministrateur", CONFLICT, "Dernier administrateur",
        "Une organisation qui décrit sa démarche ou déclare des mesures garde un administrateur.";
    VersionDepassee = "versionDepassee", PRECONDITION_FAILED, "Version dépassée",
        "Quelqu’un l’a changé depuis. « actuel » donne l’état présent : refaites la demande à partir de lui.";
    CorpsTropGrand = "corpsTropGrand", PAYLOAD_TOO_LARGE, "Corps trop grand",
        "Le corps dépasse 256 Kio.";
    TypeRefuse = "typeRefuse", UNSUPPORTED_MEDIA_TYPE, "Type refusé",
        "Le corps est attendu en application/json, en UTF-8.";
    AdresseInconnue = "adresseInconnue", MISDIRECTED_REQUEST, "Adresse inconnue",
        "Ce serveur ne répond pas à cette adresse.";
    SaisieInvalide = "saisieInvalide", UNPROCESSABLE_ENTITY, "Saisie refusée",
        "Au moins un champ est refusé : « erreurs » dit lesquels. Rien n’a été enregistré.";
    CleDejaUtilisee = "cleDejaUtilisee", UNPROCESSABLE_ENTITY, "Clé d’idempotence déjà utilisée",
        "Cette clé a déjà servi pour une autre demande. Prenez-en une nouvelle.";
    VersionRequise = "versionRequise", PRECONDITION_REQUIRED, "Version requise",
        "Donnez dans l’en-tête If-Match l’étiquette (ETag) de l’état que vous changez.";
    QuotaDepasse = "quotaDepasse", TOO_MANY_REQUESTS, "Trop de demandes",
        "Ce jeton a fait trop de demandes en une minute. L’en-tête Retry-After dit quand reprendre.";
    ErreurInterne = "erreurInterne", INTERNAL_SERVER_ERROR, "Erreur interne",
        "La demande a échoué de notre côté. Donnez « instance » à l’exploitant.";
    Indisponible = "indisponible", SERVICE_UNAVAILABLE, "Indisponible",
        "Le service ne répond pas pour le moment. Réessayez dans quelques instants.";
}

impl Code {
    /// The code of a refusal that only says its status.
    pub(crate) fn du_statut(statut: StatusCode) -> Self {
        let connu = Self::TOUS.iter().copied().find(|c| c.statut() == statut);
        connu.unwrap_or(if statut.is_server_error() {
            Self::ErreurInterne
        } else {
            Self::RequeteIllisible
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_status_gives_the_most_general_code() {
        for (statut, attendu) in [
            (400, Code::RequeteIllisible),
            (404, Code::Introuvable),
            (405, Code::MethodeRefusee),
            (408, Code::RequeteIllisible),
            (413, Code::CorpsTropGrand),
            (415, Code::TypeRefuse),
            (421, Code::AdresseInconnue),
            (500, Code::ErreurInterne),
            (502, Code::ErreurInterne),
            (503, Code::Indisponible),
        ] {
            assert_eq!(
                Code::du_statut(StatusCode::from_u16(statut).unwrap()),
                attendu
            );
        }
    }
}
