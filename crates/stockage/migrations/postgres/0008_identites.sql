-- Several identities for one account. Twin of sqlite/0008_identites.sql.

CREATE TABLE identites (
  emetteur   TEXT COLLATE "C" NOT NULL,
  sujet      TEXT COLLATE "C" NOT NULL,
  compte_id  UUID             NOT NULL REFERENCES comptes (id),
  document   BYTEA,
  cree_le    BIGINT           NOT NULL,
  vu_le      BIGINT           NOT NULL,
  PRIMARY KEY (emetteur, sujet)
);
INSERT INTO identites (emetteur, sujet, compte_id, cree_le, vu_le)
  SELECT emetteur, sujet, id, cree_le, vu_le FROM comptes;
CREATE INDEX identites_compte ON identites (compte_id);

ALTER TABLE comptes DROP COLUMN emetteur;
ALTER TABLE comptes DROP COLUMN sujet;
