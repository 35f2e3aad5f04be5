-- An organisation as people see it, and who administers it. Twin of sqlite/0010_organisations.sql.

ALTER TABLE organisations ADD COLUMN rna TEXT COLLATE "C";
ALTER TABLE organisations ADD COLUMN euid TEXT COLLATE "C";
ALTER TABLE organisations ADD COLUMN type_entite TEXT COLLATE "C";
ALTER TABLE organisations ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
CREATE UNIQUE INDEX organisations_rna ON organisations (rna);
CREATE UNIQUE INDEX organisations_euid ON organisations (euid);

CREATE TABLE organisation_membres (
  organisation_id  UUID             NOT NULL REFERENCES organisations (id),
  compte_id        UUID             NOT NULL REFERENCES comptes (id),
  role             TEXT COLLATE "C" NOT NULL CHECK (role IN ('administrateur')),
  ajoute_le        BIGINT           NOT NULL,
  ajoute_par       UUID             REFERENCES comptes (id),
  PRIMARY KEY (organisation_id, compte_id)
);
CREATE INDEX organisation_membres_compte ON organisation_membres (compte_id);
