-- Who answers for what around a service, and who has access to it. Twin of
-- sqlite/0015_contacts.sql.

CREATE TABLE contacts (
  service_id   UUID   NOT NULL PRIMARY KEY REFERENCES services (id),
  version      BIGINT NOT NULL,
  document     BYTEA  NOT NULL,
  modifie_le   BIGINT NOT NULL,
  modifie_par  UUID   NOT NULL REFERENCES comptes (id)
);
