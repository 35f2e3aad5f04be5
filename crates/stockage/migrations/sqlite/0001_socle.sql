-- The foundation: organisations, people, services, their journal. Twin of postgres/0001_socle.sql.
-- Every table is STRICT; a time is a number of UTC microseconds; a boolean is 0 or 1.

CREATE TABLE organisations (
  id        BLOB    NOT NULL PRIMARY KEY,
  siret     TEXT    NOT NULL UNIQUE,
  nom       TEXT    NOT NULL,
  nom_tri   TEXT    NOT NULL,
  sequence  INTEGER NOT NULL,
  tete      BLOB    NOT NULL,
  sceau     BLOB    NOT NULL,
  cree_le   INTEGER NOT NULL
) STRICT;

CREATE TABLE comptes (
  id              BLOB    NOT NULL PRIMARY KEY,
  emetteur        TEXT    NOT NULL,
  sujet           TEXT    NOT NULL,
  courriel_index  BLOB    NOT NULL,
  document        BLOB    NOT NULL,
  version         INTEGER NOT NULL,
  cree_le         INTEGER NOT NULL,
  vu_le           INTEGER NOT NULL,
  UNIQUE (emetteur, sujet)
) STRICT;
CREATE INDEX comptes_courriel ON comptes (courriel_index);

CREATE TABLE services (
  id                   BLOB    NOT NULL PRIMARY KEY,
  organisation_id      BLOB    NOT NULL REFERENCES organisations (id),
  nom                  TEXT    NOT NULL,
  nom_tri              TEXT    NOT NULL,
  etat                 TEXT    NOT NULL CHECK (etat IN ('brouillon', 'actif')),
  statut_deploiement   TEXT,
  niveau               TEXT,
  catalogue            TEXT    NOT NULL,
  sequence             INTEGER NOT NULL,
  tete                 BLOB    NOT NULL,
  sceau                BLOB    NOT NULL,
  nb_mesures           INTEGER NOT NULL DEFAULT 0,
  nb_statuees          INTEGER NOT NULL DEFAULT 0,
  nb_faites            INTEGER NOT NULL DEFAULT 0,
  nb_en_cours          INTEGER NOT NULL DEFAULT 0,
  nb_a_lancer          INTEGER NOT NULL DEFAULT 0,
  nb_ecartees          INTEGER NOT NULL DEFAULT 0,
  nb_incertaines       INTEGER NOT NULL DEFAULT 0,
  completude           INTEGER,
  indice               INTEGER,
  indice_personnalise  INTEGER,
  prochaine_etape      TEXT,
  cree_le              INTEGER NOT NULL,
  modifie_le           INTEGER NOT NULL,
  supprime_le          INTEGER,
  supprime_par         BLOB    REFERENCES comptes (id)
) STRICT;
CREATE INDEX services_organisation ON services (organisation_id);
CREATE INDEX services_corbeille ON services (supprime_le) WHERE supprime_le IS NOT NULL;

CREATE TABLE descriptions (
  service_id  BLOB    NOT NULL PRIMARY KEY REFERENCES services (id),
  version     INTEGER NOT NULL,
  document    BLOB    NOT NULL
) STRICT;

CREATE TABLE mesures (
  service_id   BLOB    NOT NULL REFERENCES services (id),
  id           TEXT    NOT NULL,
  version      INTEGER NOT NULL,
  statut       TEXT    CHECK (statut IN ('fait', 'enCours', 'aLancer', 'nonFait')),
  incertaine   INTEGER NOT NULL CHECK (incertaine IN (0, 1)),
  reportee     INTEGER NOT NULL CHECK (reportee IN (0, 1)),
  document     BLOB,
  modifie_le   INTEGER NOT NULL,
  modifie_par  BLOB    REFERENCES comptes (id),
  PRIMARY KEY (service_id, id)
) STRICT;

CREATE TABLE membres (
  service_id  BLOB    NOT NULL REFERENCES services (id),
  compte_id   BLOB    NOT NULL REFERENCES comptes (id),
  role        TEXT    NOT NULL CHECK (role IN ('proprietaire', 'contributeur', 'lecteur')),
  ajoute_le   INTEGER NOT NULL,
  ajoute_par  BLOB    REFERENCES comptes (id),
  PRIMARY KEY (service_id, compte_id)
) STRICT;
CREATE INDEX membres_compte ON membres (compte_id);

CREATE TABLE invitations (
  service_id      BLOB    NOT NULL REFERENCES services (id),
  id              BLOB    NOT NULL,
  courriel_index  BLOB    NOT NULL,
  document        BLOB    NOT NULL,
  role            TEXT    NOT NULL CHECK (role IN ('proprietaire', 'contributeur', 'lecteur')),
  cree_le         INTEGER NOT NULL,
  cree_par        BLOB    NOT NULL REFERENCES comptes (id),
  PRIMARY KEY (service_id, id),
  UNIQUE (service_id, courriel_index)
) STRICT;
CREATE INDEX invitations_courriel ON invitations (courriel_index);

CREATE TABLE chaines (
  id        BLOB    NOT NULL PRIMARY KEY,
  sequence  INTEGER NOT NULL,
  tete      BLOB    NOT NULL,
  sceau     BLOB    NOT NULL
) STRICT;

CREATE TABLE journal (
  chaine        BLOB    NOT NULL,
  sequence      INTEGER NOT NULL,
  horodatage    INTEGER NOT NULL,
  acteur        BLOB,
  genre         TEXT    NOT NULL,
  objet         TEXT    NOT NULL,
  version       INTEGER,
  indice_apres  INTEGER,
  empreinte     BLOB    NOT NULL,
  tete          BLOB    NOT NULL,
  corps         BLOB,
  PRIMARY KEY (chaine, sequence)
) STRICT;
CREATE INDEX journal_objet ON journal (chaine, objet, version);

CREATE TABLE operations (
  id         BLOB    NOT NULL PRIMARY KEY,
  acteur     BLOB    NOT NULL,
  empreinte  BLOB    NOT NULL,
  resultat   BLOB,
  cree_le    INTEGER NOT NULL
) STRICT;
CREATE INDEX operations_age ON operations (cree_le);

CREATE TABLE sessions (
  id         BLOB    NOT NULL PRIMARY KEY,
  compte_id  BLOB    REFERENCES comptes (id),
  document   BLOB    NOT NULL,
  cree_le    INTEGER NOT NULL,
  vue_le     INTEGER NOT NULL,
  expire_le  INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_compte ON sessions (compte_id);
CREATE INDEX sessions_expiration ON sessions (expire_le);
