// A private PostgreSQL cluster on the loopback, one database per server under test.
// Invariant: one cluster per run (`MSS_E2E_POSTGRES` names the run's), never the machine's own.

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { arreter, attendre, compteDePostgres, donner, dossierTemporaire, lancer, portLibre } from './processus.mjs';

const executer = promisify(execFile);
const ROLE = 'mss';

function programmes() {
  const racine = '/usr/lib/postgresql';
  const versions = existsSync(racine) ? readdirSync(racine) : [];
  const dossier = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(racine, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
  if (!dossier) throw new Error('PostgreSQL est absent : apt-get install postgresql');
  return dossier;
}

/** Starts a cluster. Gives `{ port, pid, arreter() }`. */
export async function demarrerPostgres() {
  const bin = programmes();
  const compte = compteDePostgres();
  const racine = dossierTemporaire('postgres');
  const donnees = join(racine, 'donnees');
  const journal = join(racine, 'journal');
  mkdirSync(donnees, { mode: 0o700 });
  donner(racine, compte);
  const initialiser = lancer(
    join(bin, 'initdb'),
    ['-D', donnees, '-U', ROLE, '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync', '--no-instructions'],
    { journal, compte },
  );
  await attendre(() => initialiser.exitCode === 0, { enfant: initialiser, journal, quoi: 'initdb', delai: 60_000 });

  const port = await portLibre();
  const reglages = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    full_page_writes: 'off',
    shared_buffers: '32MB',
    max_connections: 200,
  };
  const options = Object.entries(reglages).flatMap(([nom, valeur]) => ['-c', `${nom}=${valeur}`]);
  const enfant = lancer(join(bin, 'postgres'), ['-D', donnees, ...options], { journal, compte, signalDeFin: 'QUIT' });
  const sonde = ['-q', '-h', '127.0.0.1', '-p', String(port), '-U', ROLE, '-d', 'postgres'];
  const pret = () => executer(join(bin, 'pg_isready'), sonde).then(() => true, () => false);
  await attendre(pret, { enfant, journal, quoi: 'PostgreSQL' });
  return { port, pid: enfant.pid, arreter: () => arreter(enfant, 'SIGQUIT') };
}

let duFichier = null;

/** The address of a new, empty database in the run's cluster, or in this file's own. */
export async function creerBase() {
  if (!process.env.MSS_E2E_POSTGRES) duFichier ??= demarrerPostgres();
  const port = process.env.MSS_E2E_POSTGRES ?? (await duFichier).port;
  const nom = `e2e_${randomBytes(6).toString('hex')}`;
  await executer(join(programmes(), 'createdb'), ['-h', '127.0.0.1', '-p', String(port), '-U', ROLE, nom]);
  return `postgres://${ROLE}@127.0.0.1:${port}/${nom}`;
}

/** Runs `sql` on the database at `adresse`, for what only time would do otherwise. */
export async function executerSql(adresse, sql) {
  await executer(join(programmes(), 'psql'), ['-q', '-X', '-v', 'ON_ERROR_STOP=1', '-d', adresse, '-c', sql]);
}

/** Stops this file's own cluster, if it started one. */
export async function arreterPostgresDuFichier() {
  const cluster = await duFichier?.catch(() => null);
  await cluster?.arreter();
  duFichier = null;
}
