-- Several identities for one account. SQLite cannot drop a column that is UNIQUE: the table of
-- accounts is made again, and what refers to it is checked at the end. Twin of
-- postgres/0008_identites.sql.

PRAGMA defer_foreign_keys = ON;

CREATE TABLE identites (
  emetteur   TEXT    NOT NULL,
  sujet      TEXT    NOT NULL,
  compte_id  BLOB    NOT NULL REFERENCES comptes (id),
  document   BLOB,
  cree_le    INTEGER NOT NULL,
  vu_le      INTEGER NOT NULL,
  PRIMARY KEY (emetteur, sujet)
) STRICT;
INSERT INTO identites (emetteur, sujet, compte_id, cree_le, vu_le)
  SELECT emetteur, sujet, id, cree_le, vu_le FROM comptes;
CREATE INDEX identites_compte ON identites (compte_id);

CREATE TABLE comptes_avant (
  id              BLOB    NOT NULL PRIMARY KEY,
  courriel_index  BLOB    NOT NULL,
  document        BLOB    NOT NULL,
  version         INTEGER NOT NULL,
  cree_le         INTEGER NOT NULL,
  vu_le           INTEGER NOT NULL
) STRICT;
INSERT INTO comptes_avant (id, courriel_index, document, version, cree_le, vu_le)
  SELECT id, courriel_index, document, version, cree_le, vu_le FROM comptes;
DROP TABLE comptes;
CREATE TABLE comptes (
  id              BLOB    NOT NULL PRIMARY KEY,
  courriel_index  BLOB    NOT NULL,
  document        BLOB    NOT NULL,
  version         INTEGER NOT NULL,
  cree_le         INTEGER NOT NULL,
  vu_le           INTEGER NOT NULL
) STRICT;
INSERT INTO comptes (id, courriel_index, document, version, cree_le, vu_le)
  SELECT id, courriel_index, document, version, cree_le, vu_le FROM comptes_avant;
DROP TABLE comptes_avant;
CREATE INDEX comptes_courriel ON comptes (courriel_index);
