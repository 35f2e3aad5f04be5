-- An organisation as people see it, and who administers it. Twin of postgres/0010_organisations.sql.

ALTER TABLE organisations ADD COLUMN rna TEXT;
ALTER TABLE organisations ADD COLUMN euid TEXT;
ALTER TABLE organisations ADD COLUMN type_entite TEXT;
ALTER TABLE organisations ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
CREATE UNIQUE INDEX organisations_rna ON organisations (rna);
CREATE UNIQUE INDEX organisations_euid ON organisations (euid);

CREATE TABLE organisation_membres (
  organisation_id  BLOB    NOT NULL REFERENCES organisations (id),
  compte_id        BLOB    NOT NULL REFERENCES comptes (id),
  role             TEXT    NOT NULL CHECK (role IN ('administrateur')),
  ajoute_le        INTEGER NOT NULL,
  ajoute_par       BLOB    REFERENCES comptes (id),
  PRIMARY KEY (organisation_id, compte_id)
) STRICT;
CREATE INDEX organisation_membres_compte ON organisation_membres (compte_id);
