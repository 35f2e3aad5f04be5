-- Models of measures, and the measures of one's own of each service. Twin of postgres/0003_modeles.sql.

CREATE TABLE modeles (
  id               BLOB    NOT NULL PRIMARY KEY,
  auteur_id        BLOB    NOT NULL REFERENCES comptes (id),
  organisation_id  BLOB    REFERENCES organisations (id),
  version          INTEGER NOT NULL,
  titre            TEXT    NOT NULL,
  titre_tri        TEXT    NOT NULL,
  categorie        TEXT    NOT NULL CHECK (categorie IN ('gouvernance', 'protection', 'defense', 'resilience')),
  document         BLOB    NOT NULL,
  cree_le          INTEGER NOT NULL,
  modifie_le       INTEGER NOT NULL,
  supprime_le      INTEGER
) STRICT;
CREATE INDEX modeles_auteur ON modeles (auteur_id);
CREATE INDEX modeles_organisation ON modeles (organisation_id);

CREATE TABLE mesures_specifiques (
  service_id   BLOB    NOT NULL REFERENCES services (id),
  id           TEXT    NOT NULL,
  numero       INTEGER NOT NULL,
  version      INTEGER NOT NULL,
  titre        TEXT    NOT NULL,
  titre_tri    TEXT    NOT NULL,
  categorie    TEXT    NOT NULL CHECK (categorie IN ('gouvernance', 'protection', 'defense', 'resilience')),
  document     BLOB    NOT NULL,
  cree_le      INTEGER NOT NULL,
  modifie_le   INTEGER NOT NULL,
  modifie_par  BLOB    REFERENCES comptes (id),
  supprime_le  INTEGER,
  PRIMARY KEY (service_id, id)
) STRICT;

ALTER TABLE services ADD COLUMN nb_specifiques INTEGER NOT NULL DEFAULT 0;
ALTER TABLE services ADD COLUMN nb_specifiques_statuees INTEGER NOT NULL DEFAULT 0;
ALTER TABLE services ADD COLUMN nb_specifiques_closes INTEGER NOT NULL DEFAULT 0;
