-- When each person last came to each service. Twin of sqlite/0005_visites.sql.

CREATE TABLE visites (
  service_id           UUID    NOT NULL REFERENCES services (id),
  compte_id            UUID    NOT NULL REFERENCES comptes (id),
  derniere_le          BIGINT  NOT NULL,
  derniere_sequence    BIGINT  NOT NULL,
  precedente_le        BIGINT,
  precedente_sequence  BIGINT,
  PRIMARY KEY (service_id, compte_id)
);
