-- Tokens: what a person lets a program do in their name. Twin of sqlite/0006_jetons.sql.

CREATE TABLE jetons (
  id             UUID             NOT NULL PRIMARY KEY,
  compte_id      UUID             NOT NULL REFERENCES comptes (id),
  empreinte      BYTEA            NOT NULL UNIQUE,
  document       BYTEA            NOT NULL,
  portee         TEXT COLLATE "C" NOT NULL CHECK (portee IN ('lecture', 'ecriture')),
  tous_services  BIGINT           NOT NULL CHECK (tous_services IN (0, 1)),
  cree_le        BIGINT           NOT NULL,
  expire_le      BIGINT           NOT NULL,
  vu_le          BIGINT,
  revoque_le     BIGINT
);
CREATE INDEX jetons_compte ON jetons (compte_id);

CREATE TABLE jeton_services (
  service_id  UUID NOT NULL REFERENCES services (id),
  jeton_id    UUID NOT NULL REFERENCES jetons (id),
  PRIMARY KEY (service_id, jeton_id)
);
CREATE INDEX jeton_services_jeton ON jeton_services (jeton_id);
