-- Models of measures, and the measures of one's own of each service. Twin of sqlite/0003_modeles.sql.

CREATE TABLE modeles (
  id               UUID             NOT NULL PRIMARY KEY,
  auteur_id        UUID             NOT NULL REFERENCES comptes (id),
  organisation_id  UUID             REFERENCES organisations (id),
  version          BIGINT           NOT NULL,
  titre            TEXT COLLATE "C" NOT NULL,
  titre_tri        TEXT COLLATE "C" NOT NULL,
  categorie        TEXT COLLATE "C" NOT NULL CHECK (categorie IN ('gouvernance', 'protection', 'defense', 'resilience')),
  document         BYTEA            NOT NULL,
  cree_le          BIGINT           NOT NULL,
  modifie_le       BIGINT           NOT NULL,
  supprime_le      BIGINT
);
CREATE INDEX modeles_auteur ON modeles (auteur_id);
CREATE INDEX modeles_organisation ON modeles (organisation_id);

CREATE TABLE mesures_specifiques (
  service_id   UUID             NOT NULL REFERENCES services (id),
  id           TEXT COLLATE "C" NOT NULL,
  numero       BIGINT           NOT NULL,
  version      BIGINT           NOT NULL,
  titre        TEXT COLLATE "C" NOT NULL,
  titre_tri    TEXT COLLATE "C" NOT NULL,
  categorie    TEXT COLLATE "C" NOT NULL CHECK (categorie IN ('gouvernance', 'protection', 'defense', 'resilience')),
  document     BYTEA            NOT NULL,
  cree_le      BIGINT           NOT NULL,
  modifie_le   BIGINT           NOT NULL,
  modifie_par  UUID             REFERENCES comptes (id),
  supprime_le  BIGINT,
  PRIMARY KEY (service_id, id)
);

ALTER TABLE services ADD COLUMN nb_specifiques BIGINT NOT NULL DEFAULT 0;
ALTER TABLE services ADD COLUMN nb_specifiques_statuees BIGINT NOT NULL DEFAULT 0;
ALTER TABLE services ADD COLUMN nb_specifiques_closes BIGINT NOT NULL DEFAULT 0;
