-- Measures in depth: plan, responsible people, comments. Twin of sqlite/0002_mesures.sql.

ALTER TABLE mesures ADD COLUMN priorite TEXT COLLATE "C" CHECK (priorite IN ('haute', 'moyenne', 'basse'));
ALTER TABLE mesures ADD COLUMN echeance TEXT COLLATE "C" CHECK (length(echeance) = 10);

CREATE TABLE mesure_responsables (
  service_id  UUID             NOT NULL,
  mesure_id   TEXT COLLATE "C" NOT NULL,
  compte_id   UUID             NOT NULL REFERENCES comptes (id),
  PRIMARY KEY (service_id, mesure_id, compte_id),
  FOREIGN KEY (service_id, mesure_id) REFERENCES mesures (service_id, id)
);
CREATE INDEX mesure_responsables_compte ON mesure_responsables (compte_id, service_id);

CREATE TABLE commentaires (
  service_id   UUID             NOT NULL REFERENCES services (id),
  id           UUID             NOT NULL,
  objet        TEXT COLLATE "C" NOT NULL,
  auteur       UUID             NOT NULL REFERENCES comptes (id),
  document     BYTEA,
  cree_le      BIGINT           NOT NULL,
  modifie_le   BIGINT,
  supprime_le  BIGINT,
  PRIMARY KEY (service_id, id)
);
CREATE INDEX commentaires_objet ON commentaires (service_id, objet, cree_le);
