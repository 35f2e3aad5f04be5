-- The auditor, a role that ends with a given day (YYYY-MM-DD, Europe/Paris), and only it does.
-- Twin of sqlite/0014_fins.sql.

ALTER TABLE membres DROP CONSTRAINT membres_role_check;
ALTER TABLE membres ADD CONSTRAINT membres_role_check
  CHECK (role IN ('proprietaire', 'contributeur', 'lecteur', 'autorite', 'rssi', 'dpo', 'auditeur'));
ALTER TABLE membres ADD COLUMN fin TEXT COLLATE "C" CHECK ((fin IS NOT NULL) = (role = 'auditeur'));

ALTER TABLE invitations DROP CONSTRAINT invitations_role_check;
ALTER TABLE invitations ADD CONSTRAINT invitations_role_check
  CHECK (role IN ('proprietaire', 'contributeur', 'lecteur', 'autorite', 'rssi', 'dpo', 'auditeur'));
ALTER TABLE invitations ADD COLUMN fin TEXT COLLATE "C" CHECK ((fin IS NOT NULL) = (role = 'auditeur'));
