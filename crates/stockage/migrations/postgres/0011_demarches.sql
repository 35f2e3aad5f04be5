-- What an organisation says once for all its services: how it homologates, and the measures it
-- answers for. Twin of sqlite/0011_demarches.sql.

CREATE TABLE demarches (
  organisation_id  UUID             NOT NULL PRIMARY KEY REFERENCES organisations (id),
  version          BIGINT           NOT NULL,
  acceptation      TEXT COLLATE "C" NOT NULL CHECK (acceptation IN ('oui', 'sousConditions', 'non')),
  document         BYTEA            NOT NULL,
  modifie_le       BIGINT           NOT NULL,
  modifie_par      UUID             NOT NULL REFERENCES comptes (id)
);

CREATE TABLE accuses (
  service_id       UUID   NOT NULL PRIMARY KEY REFERENCES services (id),
  organisation_id  UUID   NOT NULL REFERENCES organisations (id),
  version          BIGINT NOT NULL,
  compte_id        UUID   NOT NULL REFERENCES comptes (id),
  pris_le          BIGINT NOT NULL
);

CREATE TABLE organisation_mesures (
  organisation_id  UUID             NOT NULL REFERENCES organisations (id),
  id               TEXT COLLATE "C" NOT NULL,
  version          BIGINT           NOT NULL,
  statut           TEXT COLLATE "C" CHECK (statut IN ('fait', 'enCours', 'aLancer', 'nonFait')),
  jour             TEXT COLLATE "C",
  document         BYTEA            NOT NULL,
  modifie_le       BIGINT           NOT NULL,
  modifie_par      UUID             NOT NULL REFERENCES comptes (id),
  PRIMARY KEY (organisation_id, id)
);
