//! The audit of rights, on a page and as a file.

use application::organisations::{Acces, Audit, Changement, auditer};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use ui::pages::organisations::{AuditDroits, LigneAcces, LigneChangement, export};
use uuid::Uuid;

use crate::{Erreur, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(acteur: Acteur, Chemin(id): Chemin<Uuid>) -> Result<Response, Erreur> {
    acteur.page(&vue(id, auditer(&acteur.ctx, id).await?)).await
}

pub(crate) async fn csv(acteur: Acteur, Chemin(id): Chemin<Uuid>) -> Result<Response, Erreur> {
    let fichier = export(&vue(id, auditer(&acteur.ctx, id).await?));
    let en_tetes = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"droits.csv\"",
        ),
    ];
    Ok((en_tetes, fichier).into_response())
}

fn vue(id: Uuid, audit: Audit) -> AuditDroits {
    let acces = |a: Acces| LigneAcces {
        nom: a.nom,
        courriel: a.courriel,
        service: a.service,
        habilitation: a.habilitation,
        depuis: a.depuis,
        par: a.par,
    };
    let changement = |c: Changement| LigneChangement {
        quand: c.quand,
        par: c.par,
        pour: c.pour,
        service: c.service,
        genre: c.genre,
        avant: c.avant,
        apres: c.apres,
    };
    AuditDroits {
        id,
        nom: audit.organisation,
        acces: audit.acces.into_iter().map(acces).collect(),
        changements: audit.changements.into_iter().map(changement).collect(),
    }
}
