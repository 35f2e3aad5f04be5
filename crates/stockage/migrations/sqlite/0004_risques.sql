-- Decisions on computed risks, risks of one's own, links made by hand. Twin of postgres/0004_risques.sql.

CREATE TABLE risques (
  service_id   BLOB    NOT NULL REFERENCES services (id),
  id           TEXT    NOT NULL,
  version      INTEGER NOT NULL,
  document     BLOB    NOT NULL,
  modifie_le   INTEGER NOT NULL,
  modifie_par  BLOB    REFERENCES comptes (id),
  supprime_le  INTEGER,
  PRIMARY KEY (service_id, id)
) STRICT;

CREATE TABLE liens (
  service_id  BLOB NOT NULL REFERENCES services (id),
  mesure_id   TEXT NOT NULL,
  risque_id   TEXT NOT NULL,
  PRIMARY KEY (service_id, mesure_id, risque_id)
) STRICT;
