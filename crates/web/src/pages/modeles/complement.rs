//! A complementary measure, to read.

use application::Error;
use axum::response::Response;
use ui::pages::modeles::ComplementLu;

use crate::{Erreur, acteur::Acteur, chemin::Chemin};

pub(crate) async fn get(acteur: Acteur, Chemin(id): Chemin<String>) -> Result<Response, Erreur> {
    let complement = acteur.ctx.complements().trouver(&id);
    let complement = complement.ok_or(Error::Introuvable)?;
    acteur.page(&ComplementLu { complement }).await
}
