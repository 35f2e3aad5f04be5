-- The auditor, a role that ends with a given day (YYYY-MM-DD, Europe/Paris), and only it does.
-- SQLite cannot change a CHECK: the tables are made again. Twin of postgres/0014_fins.sql.

CREATE TABLE membres_suite (
  service_id  BLOB    NOT NULL REFERENCES services (id),
  compte_id   BLOB    NOT NULL REFERENCES comptes (id),
  role        TEXT    NOT NULL CHECK (role IN ('proprietaire', 'contributeur', 'lecteur', 'autorite', 'rssi', 'dpo', 'auditeur')),
  rubriques   TEXT    CHECK (rubriques IS NULL OR role = 'contributeur'),
  fin         TEXT    CHECK ((fin IS NOT NULL) = (role = 'auditeur')),
  ajoute_le   INTEGER NOT NULL,
  ajoute_par  BLOB    REFERENCES comptes (id),
  PRIMARY KEY (service_id, compte_id)
) STRICT;
INSERT INTO membres_suite (service_id, compte_id, role, rubriques, ajoute_le, ajoute_par)
  SELECT service_id, compte_id, role, rubriques, ajoute_le, ajoute_par FROM membres;
DROP TABLE membres;
ALTER TABLE membres_suite RENAME TO membres;
CREATE INDEX membres_compte ON membres (compte_id);

CREATE TABLE invitations_suite (
  service_id      BLOB    NOT NULL REFERENCES services (id),
  id              BLOB    NOT NULL,
  courriel_index  BLOB    NOT NULL,
  document        BLOB    NOT NULL,
  role            TEXT    NOT NULL CHECK (role IN ('proprietaire', 'contributeur', 'lecteur', 'autorite', 'rssi', 'dpo', 'auditeur')),
  rubriques       TEXT    CHECK (rubriques IS NULL OR role = 'contributeur'),
  fin             TEXT    CHECK ((fin IS NOT NULL) = (role = 'auditeur')),
  cree_le         INTEGER NOT NULL,
  cree_par        BLOB    NOT NULL REFERENCES comptes (id),
  PRIMARY KEY (service_id, id),
  UNIQUE (service_id, courriel_index)
) STRICT;
INSERT INTO invitations_suite (
    service_id, id, courriel_index, document, role, rubriques, cree_le, cree_par)
  SELECT service_id, id, courriel_index, document, role, rubriques, cree_le, cree_par
  FROM invitations;
DROP TABLE invitations;
ALTER TABLE invitations_suite RENAME TO invitations;
CREATE INDEX invitations_courriel ON invitations (courriel_index);
