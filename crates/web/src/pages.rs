//! One module per page: `get` and `post`, nothing else.

pub(crate) mod affichage;
pub(crate) mod informations;
pub(crate) mod reprise;
pub(crate) mod sante;
