-- Tokens: what a person lets a program do in their name. Twin of postgres/0006_jetons.sql.

CREATE TABLE jetons (
  id             BLOB    NOT NULL PRIMARY KEY,
  compte_id      BLOB    NOT NULL REFERENCES comptes (id),
  empreinte      BLOB    NOT NULL UNIQUE,
  document       BLOB    NOT NULL,
  portee         TEXT    NOT NULL CHECK (portee IN ('lecture', 'ecriture')),
  tous_services  INTEGER NOT NULL CHECK (tous_services IN (0, 1)),
  cree_le        INTEGER NOT NULL,
  expire_le      INTEGER NOT NULL,
  vu_le          INTEGER,
  revoque_le     INTEGER
) STRICT;
CREATE INDEX jetons_compte ON jetons (compte_id);

CREATE TABLE jeton_services (
  service_id  BLOB NOT NULL REFERENCES services (id),
  jeton_id    BLOB NOT NULL REFERENCES jetons (id),
  PRIMARY KEY (service_id, jeton_id)
) STRICT;
CREATE INDEX jeton_services_jeton ON jeton_services (jeton_id);
