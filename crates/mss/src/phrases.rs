//! What goes wrong, in one plain French sentence and what to do about it.
//!
//! Invariant: a cause is told once; the engine's own words, in English, appear only when nothing
//! else is known, and are announced as such.

use std::{io, path::Path};

use stockage::{Nature, TrousseauError};

/// The database when nothing is known of where it is.
const LA_BASE: &str = "La base de données";

/// The whole of a failure, for whoever started the program.
pub(crate) fn dire(erreur: &anyhow::Error) -> String {
    for cause in erreur.chain() {
        // A use case passes a failure of the database on without adding a link to the chain.
        let cause = match cause.downcast_ref() {
            Some(application::Error::Indisponible(cause) | application::Error::Interne(cause)) => {
                Some(cause)
            }
            _ => cause.downcast_ref(),
        };
        if let Some(cause) = cause {
            return base(LA_BASE, cause);
        }
    }
    let phrase = erreur.to_string();
    match (erreur.source(), erreur.root_cause().downcast_ref()) {
        (None, None) => phrase,
        (None, Some(cause)) => {
            format!("Une lecture ou une écriture a échoué : {}.", systeme(cause))
        }
        (Some(_), Some(cause)) => format!("{phrase} : {}.", systeme(cause)),
        (Some(_), None) => format!("{phrase}. {}", detail(erreur.root_cause())),
    }
}

/// Why the system refuses a file, to follow a colon.
pub(crate) fn systeme(erreur: &io::Error) -> String {
    match (erreur.kind(), erreur.raw_os_error()) {
        (io::ErrorKind::NotFound, _) => "ce chemin n’existe pas".to_owned(),
        (io::ErrorKind::PermissionDenied, _) => {
            "le compte qui lance le programme n’en a pas le droit".to_owned()
        }
        (io::ErrorKind::IsADirectory, _) => "c’est un dossier, pas un fichier".to_owned(),
        (io::ErrorKind::NotADirectory, _) => {
            "un fichier occupe la place d’un dossier dans ce chemin".to_owned()
        }
        (io::ErrorKind::AlreadyExists, _) => "ce chemin existe déjà".to_owned(),
        (io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded, _) => {
            "il n’y a plus de place sur le disque".to_owned()
        }
        (io::ErrorKind::ReadOnlyFilesystem, _) => "le disque est en lecture seule".to_owned(),
        (io::ErrorKind::InvalidData, _) => "ce n’est pas un texte en UTF-8".to_owned(),
        (_, Some(numero)) => format!("le système répond par l’erreur numéro {numero}"),
        (_, None) => "la lecture ou l’écriture a échoué".to_owned(),
    }
}

/// Why the keyring at `chemin` cannot be read.
pub(crate) fn trousseau(chemin: &Path, erreur: &TrousseauError) -> String {
    let ou = chemin.display();
    match erreur {
        TrousseauError::Fichier { source, .. } if source.kind() == io::ErrorKind::NotFound => {
            format!(
                "Le trousseau « {ou} » n’existe pas. Pour une nouvelle installation, créez-le : \
                 mss trousseau creer {ou}. Sinon, restaurez-le de sa sauvegarde."
            )
        }
        TrousseauError::Fichier { source, .. } => format!(
            "Le trousseau « {ou} » ne peut pas être lu : {}.",
            systeme(source)
        ),
        TrousseauError::TropOuvert { mode, .. } => format!(
            "Le trousseau « {ou} » est accessible à d’autres comptes (droits {mode:o}). \
             Retirez ces droits : chmod 600 {ou}."
        ),
        TrousseauError::Illisible { ligne } => format!(
            "Le trousseau « {ou} » est abîmé à la ligne {ligne}. Restaurez-le de sa sauvegarde."
        ),
        TrousseauError::Incomplet => {
            format!("Le trousseau « {ou} » est incomplet. Restaurez-le de sa sauvegarde.")
        }
        TrousseauError::Alea(_) => SANS_HASARD.to_owned(),
    }
}

/// Why a new keyring cannot be written at `chemin`.
pub(crate) fn nouveau_trousseau(chemin: &Path, erreur: &TrousseauError) -> String {
    match erreur {
        TrousseauError::Fichier { source, .. } => format!(
            "Le trousseau « {} » ne peut pas être créé : {}.",
            chemin.display(),
            systeme(source)
        ),
        autre => trousseau(chemin, autre),
    }
}

const SANS_HASARD: &str =
    "Le système ne fournit pas de nombres au hasard : aucune clé ne peut être créée.";

/// Why the database cannot be used; `sujet` names it and begins the sentence.
pub(crate) fn base(sujet: &str, erreur: &stockage::Error) -> String {
    let suite = match erreur.nature() {
        Nature::Acces => match erreur {
            stockage::Error::Dossier { chemin, source } => {
                return format!(
                    "Le dossier des données « {chemin} » ne peut pas être utilisé : {}. \
                     Choisissez un dossier où le compte qui lance le programme peut écrire.",
                    systeme(source)
                );
            }
            _ => {
                "ne peut pas être ouverte ou écrite. Donnez au compte qui lance le programme le \
                 droit d’écrire dans son dossier et dans ses fichiers."
            }
        },
        Nature::Illisible => {
            "est illisible : son fichier est abîmé, ou ce n’en est pas un. Restaurez-la de sa \
             sauvegarde."
        }
        Nature::DisquePlein => {
            "n’a plus de place sur son disque. Libérez de la place, puis recommencez."
        }
        Nature::Occupee => {
            "est occupée par un autre programme. Attendez qu’il ait fini, puis recommencez."
        }
        Nature::Injoignable => {
            "ne répond pas. Vérifiez que son serveur est démarré et que l’adresse donnée dans \
             « base.postgres » est la bonne."
        }
        Nature::Liaison => {
            "n’accepte pas la liaison chiffrée demandée. Vérifiez son certificat et le paramètre \
             « sslmode » de l’adresse donnée dans « base.postgres »."
        }
        Nature::Adresse => {
            "a une adresse qui n’est pas comprise. Corrigez celle de « base.postgres », sur le \
             modèle postgres://compte:motdepasse@serveur/base."
        }
        Nature::Compte => {
            "refuse le compte ou le mot de passe de l’adresse donnée dans « base.postgres »."
        }
        Nature::Inexistante => {
            "n’existe pas sur ce serveur. Créez-la, ou corrigez son nom dans l’adresse donnée dans \
             « base.postgres »."
        }
        Nature::Droits => {
            "ne laisse pas ce compte créer ou modifier ses tables. Donnez-lui ce droit."
        }
        Nature::PlusRecente => {
            "vient d’une version plus récente du programme. Installez cette version, ou \
             restaurez une sauvegarde plus ancienne."
        }
        Nature::Schema => {
            "n’a pas les tables que cette version attend. Restaurez-la de sa sauvegarde, ou \
             donnez une base vide."
        }
        Nature::AutreTrousseau => {
            "ne s’ouvre pas avec ce trousseau. Donnez celui de cette installation, ou \
             restaurez-le de sa sauvegarde."
        }
        Nature::Autre => {
            if matches!(erreur, stockage::Error::Alea(_)) {
                return SANS_HASARD.to_owned();
            }
            return format!("{sujet} a refusé une opération. {}", detail(racine(erreur)));
        }
    };
    format!("{sujet} {suite}")
}

/// The innermost cause: those around it only repeat it.
fn racine(erreur: &stockage::Error) -> &(dyn std::error::Error + 'static) {
    let mut cause: &(dyn std::error::Error + 'static) = erreur;
    while let Some(dessous) = cause.source() {
        cause = dessous;
    }
    cause
}

fn detail(cause: &dyn std::error::Error) -> String {
    format!("Détail technique : {cause}.")
}
