-- The foundation: organisations, people, services, their journal. Twin of sqlite/0001_socle.sql.
-- Text that sorts or is compared is COLLATE "C"; a time is a number of UTC microseconds; a boolean is 0 or 1.

CREATE TABLE organisations (
  id        UUID             NOT NULL PRIMARY KEY,
  siret     TEXT COLLATE "C" NOT NULL UNIQUE,
  nom       TEXT COLLATE "C" NOT NULL,
  nom_tri   TEXT COLLATE "C" NOT NULL,
  sequence  BIGINT           NOT NULL,
  tete      BYTEA            NOT NULL,
  sceau     BYTEA            NOT NULL,
  cree_le   BIGINT           NOT NULL
);

CREATE TABLE comptes (
  id              UUID             NOT NULL PRIMARY KEY,
  emetteur        TEXT COLLATE "C" NOT NULL,
  sujet           TEXT COLLATE "C" NOT NULL,
  courriel_index  BYTEA            NOT NULL,
  document        BYTEA            NOT NULL,
  version         BIGINT           NOT NULL,
  cree_le         BIGINT           NOT NULL,
  vu_le           BIGINT           NOT NULL,
  UNIQUE (emetteur, sujet)
);
CREATE INDEX comptes_courriel ON comptes (courriel_index);

CREATE TABLE services (
  id                   UUID             NOT NULL PRIMARY KEY,
  organisation_id      UUID             NOT NULL REFERENCES organisations (id),
  nom                  TEXT COLLATE "C" NOT NULL,
  nom_tri              TEXT COLLATE "C" NOT NULL,
  etat                 TEXT COLLATE "C" NOT NULL CHECK (etat IN ('brouillon', 'actif')),
  statut_deploiement   TEXT COLLATE "C",
  niveau               TEXT COLLATE "C",
  catalogue            TEXT COLLATE "C" NOT NULL,
  sequence             BIGINT           NOT NULL,
  tete                 BYTEA            NOT NULL,
  sceau                BYTEA            NOT NULL,
  nb_mesures           BIGINT           NOT NULL DEFAULT 0,
  nb_statuees          BIGINT           NOT NULL DEFAULT 0,
  nb_faites            BIGINT           NOT NULL DEFAULT 0,
  nb_en_cours          BIGINT           NOT NULL DEFAULT 0,
  nb_a_lancer          BIGINT           NOT NULL DEFAULT 0,
  nb_ecartees          BIGINT           NOT NULL DEFAULT 0,
  nb_incertaines       BIGINT           NOT NULL DEFAULT 0,
  completude           BIGINT,
  indice               BIGINT,
  indice_personnalise  BIGINT,
  prochaine_etape      TEXT COLLATE "C",
  cree_le              BIGINT           NOT NULL,
  modifie_le           BIGINT           NOT NULL,
  supprime_le          BIGINT,
  supprime_par         UUID             REFERENCES comptes (id)
);
CREATE INDEX services_organisation ON services (organisation_id);
CREATE INDEX services_corbeille ON services (supprime_le) WHERE supprime_le IS NOT NULL;

CREATE TABLE descriptions (
  service_id  UUID             NOT NULL PRIMARY KEY REFERENCES services (id),
  version     BIGINT           NOT NULL,
  document    BYTEA            NOT NULL
);

CREATE TABLE mesures (
  service_id   UUID             NOT NULL REFERENCES services (id),
  id           TEXT COLLATE "C" NOT NULL,
  version      BIGINT           NOT NULL,
  statut       TEXT COLLATE "C" CHECK (statut IN ('fait', 'enCours', 'aLancer', 'nonFait')),
  incertaine   BIGINT           NOT NULL CHECK (incertaine IN (0, 1)),
  reportee     BIGINT           NOT NULL CHECK (reportee IN (0, 1)),
  document     BYTEA,
  modifie_le   BIGINT           NOT NULL,
  modifie_par  UUID             REFERENCES comptes (id),
  PRIMARY KEY (service_id, id)
);

CREATE TABLE membres (
  service_id  UUID             NOT NULL REFERENCES services (id),
  compte_id   UUID             NOT NULL REFERENCES comptes (id),
  role        TEXT COLLATE "C" NOT NULL CHECK (role IN ('proprietaire', 'contributeur', 'lecteur')),
  ajoute_le   BIGINT           NOT NULL,
  ajoute_par  UUID             REFERENCES comptes (id),
  PRIMARY KEY (service_id, compte_id)
);
CREATE INDEX membres_compte ON membres (compte_id);

CREATE TABLE invitations (
  service_id      UUID             NOT NULL REFERENCES services (id),
  id              UUID             NOT NULL,
  courriel_index  BYTEA            NOT NULL,
  document        BYTEA            NOT NULL,
  role            TEXT COLLATE "C" NOT NULL CHECK (role IN ('proprietaire', 'contributeur', 'lecteur')),
  cree_le         BIGINT           NOT NULL,
  cree_par        UUID             NOT NULL REFERENCES comptes (id),
  PRIMARY KEY (service_id, id),
  UNIQUE (service_id, courriel_index)
);
CREATE INDEX invitations_courriel ON invitations (courriel_index);

CREATE TABLE chaines (
  id        UUID             NOT NULL PRIMARY KEY,
  sequence  BIGINT           NOT NULL,
  tete      BYTEA            NOT NULL,
  sceau     BYTEA            NOT NULL
);

CREATE TABLE journal (
  chaine        UUID             NOT NULL,
  sequence      BIGINT           NOT NULL,
  horodatage    BIGINT           NOT NULL,
  acteur        UUID,
  genre         TEXT COLLATE "C" NOT NULL,
  objet         TEXT COLLATE "C" NOT NULL,
  version       BIGINT,
  indice_apres  BIGINT,
  empreinte     BYTEA            NOT NULL,
  tete          BYTEA            NOT NULL,
  corps         BYTEA,
  PRIMARY KEY (chaine, sequence)
);
CREATE INDEX journal_objet ON journal (chaine, objet, version);

CREATE TABLE operations (
  id         UUID             NOT NULL PRIMARY KEY,
  acteur     UUID             NOT NULL,
  empreinte  BYTEA            NOT NULL,
  resultat   BYTEA,
  cree_le    BIGINT           NOT NULL
);
CREATE INDEX operations_age ON operations (cree_le);

CREATE TABLE sessions (
  id         BYTEA            NOT NULL PRIMARY KEY,
  compte_id  UUID             REFERENCES comptes (id),
  document   BYTEA            NOT NULL,
  cree_le    BIGINT           NOT NULL,
  vue_le     BIGINT           NOT NULL,
  expire_le  BIGINT           NOT NULL
);
CREATE INDEX sessions_compte ON sessions (compte_id);
CREATE INDEX sessions_expiration ON sessions (expire_le);
