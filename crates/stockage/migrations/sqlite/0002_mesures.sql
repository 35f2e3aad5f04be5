-- Measures in depth: plan, responsible people, comments. Twin of postgres/0002_mesures.sql.

ALTER TABLE mesures ADD COLUMN priorite TEXT CHECK (priorite IN ('haute', 'moyenne', 'basse'));
ALTER TABLE mesures ADD COLUMN echeance TEXT CHECK (length(echeance) = 10);

CREATE TABLE mesure_responsables (
  service_id  BLOB    NOT NULL,
  mesure_id   TEXT    NOT NULL,
  compte_id   BLOB    NOT NULL REFERENCES comptes (id),
  PRIMARY KEY (service_id, mesure_id, compte_id),
  FOREIGN KEY (service_id, mesure_id) REFERENCES mesures (service_id, id)
) STRICT;
CREATE INDEX mesure_responsables_compte ON mesure_responsables (compte_id, service_id);

CREATE TABLE commentaires (
  service_id   BLOB    NOT NULL REFERENCES services (id),
  id           BLOB    NOT NULL,
  objet        TEXT    NOT NULL,
  auteur       BLOB    NOT NULL REFERENCES comptes (id),
  document     BLOB,
  cree_le      INTEGER NOT NULL,
  modifie_le   INTEGER,
  supprime_le  INTEGER,
  PRIMARY KEY (service_id, id)
) STRICT;
CREATE INDEX commentaires_objet ON commentaires (service_id, objet, cree_le);
