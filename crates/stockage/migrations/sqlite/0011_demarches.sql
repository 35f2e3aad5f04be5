-- What an organisation says once for all its services: how it homologates, and the measures it
-- answers for. Twin of postgres/0011_demarches.sql.

CREATE TABLE demarches (
  organisation_id  BLOB    NOT NULL PRIMARY KEY REFERENCES organisations (id),
  version          INTEGER NOT NULL,
  acceptation      TEXT    NOT NULL CHECK (acceptation IN ('oui', 'sousConditions', 'non')),
  document         BLOB    NOT NULL,
  modifie_le       INTEGER NOT NULL,
  modifie_par      BLOB    NOT NULL REFERENCES comptes (id)
) STRICT;

CREATE TABLE accuses (
  service_id       BLOB    NOT NULL PRIMARY KEY REFERENCES services (id),
  organisation_id  BLOB    NOT NULL REFERENCES organisations (id),
  version          INTEGER NOT NULL,
  compte_id        BLOB    NOT NULL REFERENCES comptes (id),
  pris_le          INTEGER NOT NULL
) STRICT;

CREATE TABLE organisation_mesures (
  organisation_id  BLOB    NOT NULL REFERENCES organisations (id),
  id               TEXT    NOT NULL,
  version          INTEGER NOT NULL,
  statut           TEXT    CHECK (statut IN ('fait', 'enCours', 'aLancer', 'nonFait')),
  jour             TEXT,
  document         BLOB    NOT NULL,
  modifie_le       INTEGER NOT NULL,
  modifie_par      BLOB    NOT NULL REFERENCES comptes (id),
  PRIMARY KEY (organisation_id, id)
) STRICT;
