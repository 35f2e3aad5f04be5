//! One module per page or feature; the same names as in `web::pages`.

pub mod affichage;
