-- More roles on a service, and the parts a contributor writes in; null for all of them.
-- Twin of sqlite/0007_habilitations.sql.

ALTER TABLE membres DROP CONSTRAINT membres_role_check;
ALTER TABLE membres ADD CONSTRAINT membres_role_check
  CHECK (role IN ('proprietaire', 'contributeur', 'lecteur', 'autorite', 'rssi', 'dpo'));
ALTER TABLE membres ADD COLUMN rubriques TEXT COLLATE "C" CHECK (rubriques IS NULL OR role = 'contributeur');

ALTER TABLE invitations DROP CONSTRAINT invitations_role_check;
ALTER TABLE invitations ADD CONSTRAINT invitations_role_check
  CHECK (role IN ('proprietaire', 'contributeur', 'lecteur', 'autorite', 'rssi', 'dpo'));
ALTER TABLE invitations ADD COLUMN rubriques TEXT COLLATE "C" CHECK (rubriques IS NULL OR role = 'contributeur');
