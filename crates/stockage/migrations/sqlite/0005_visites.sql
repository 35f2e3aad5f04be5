-- When each person last came to each service. Twin of postgres/0005_visites.sql.

CREATE TABLE visites (
  service_id           BLOB    NOT NULL REFERENCES services (id),
  compte_id            BLOB    NOT NULL REFERENCES comptes (id),
  derniere_le          INTEGER NOT NULL,
  derniere_sequence    INTEGER NOT NULL,
  precedente_le        INTEGER,
  precedente_sequence  INTEGER,
  PRIMARY KEY (service_id, compte_id)
) STRICT;
