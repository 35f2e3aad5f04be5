-- Who answers for what around a service, and who has access to it. Twin of
-- postgres/0015_contacts.sql.

CREATE TABLE contacts (
  service_id   BLOB    NOT NULL PRIMARY KEY REFERENCES services (id),
  version      INTEGER NOT NULL,
  document     BLOB    NOT NULL,
  modifie_le   INTEGER NOT NULL,
  modifie_par  BLOB    NOT NULL REFERENCES comptes (id)
) STRICT;
