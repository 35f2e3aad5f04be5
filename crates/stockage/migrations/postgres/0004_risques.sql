-- Decisions on computed risks, risks of one's own, links made by hand. Twin of sqlite/0004_risques.sql.

CREATE TABLE risques (
  service_id   UUID             NOT NULL REFERENCES services (id),
  id           TEXT COLLATE "C" NOT NULL,
  version      BIGINT           NOT NULL,
  document     BYTEA            NOT NULL,
  modifie_le   BIGINT           NOT NULL,
  modifie_par  UUID             REFERENCES comptes (id),
  supprime_le  BIGINT,
  PRIMARY KEY (service_id, id)
);

CREATE TABLE liens (
  service_id  UUID             NOT NULL REFERENCES services (id),
  mesure_id   TEXT COLLATE "C" NOT NULL,
  risque_id   TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (service_id, mesure_id, risque_id)
);
