// Child processes, temporary directories and ports.
// Invariant: nothing started here outlives this Node process, even killed.

import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const enfants = new Set();
const dossiers = new Set();

process.on('exit', () => {
  for (const enfant of enfants) enfant.kill('SIGKILL');
  for (const dossier of dossiers) rmSync(dossier, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** A private directory, removed when this process ends. */
export function dossierTemporaire(nom) {
  const dossier = mkdtempSync(join(tmpdir(), `mss-e2e-${nom}-`));
  dossiers.add(dossier);
  return dossier;
}

/** A free loopback port; in `MSS_E2E_PORTS` ("18300-18399") when it is set. */
export async function portLibre() {
  const plage = process.env.MSS_E2E_PORTS?.split('-').map(Number);
  if (!plage) return essayer(0);
  const [debut, fin] = plage;
  const nombre = fin - debut + 1;
  const depart = Math.floor(Math.random() * nombre);
  for (let i = 0; i < nombre; i += 1) {
    const port = await essayer(debut + ((depart + i) % nombre)).catch(() => null);
    if (port) return port;
  }
  throw new Error(`Aucun port libre entre ${debut} et ${fin}.`);
}

async function essayer(port) {
  const serveur = createServer().listen({ port, host: '127.0.0.1', exclusive: true });
  await once(serveur, 'listening');
  const libre = serveur.address().port;
  await new Promise((fini) => serveur.close(fini));
  return libre;
}

/**
 * Starts `commande`, its output in `journal`. On Linux the kernel stops it with us (`setpriv`),
 * whatever happens to us. `compte` is the system account to become, when we are root.
 */
export function lancer(commande, args, { journal, env = {}, compte = null, signalDeFin = 'KILL' }) {
  const enveloppe = existsSync('/usr/bin/setpriv')
    ? ['/usr/bin/setpriv', `--pdeathsig=${signalDeFin}`, ...identite(compte), '--']
    : compte
      ? ['runuser', '-u', compte, '--']
      : [];
  const [programme, ...arguments_] = [...enveloppe, commande, ...args];
  const sortie = openSync(journal, 'a', 0o600);
  const enfant = spawn(programme, arguments_, {
    stdio: ['ignore', sortie, sortie],
    env: { ...process.env, ...env },
  });
  closeSync(sortie);
  enfant.unref();
  enfants.add(enfant);
  enfant.once('exit', () => enfants.delete(enfant));
  enfant.once('error', () => enfants.delete(enfant));
  return enfant;
}

function identite(compte) {
  return compte ? [`--reuid=${compte}`, `--regid=${compte}`, '--clear-groups'] : [];
}

/** `postgres` refuses to run as root: the account to become, or null. */
export function compteDePostgres() {
  return process.getuid?.() === 0 ? 'postgres' : null;
}

/** Gives a directory to a system account. */
export function donner(dossier, compte) {
  if (compte) execFileSync('chown', ['-R', `${compte}:`, dossier]);
}

/** Asks a process to stop, waits for it, kills it after `delai` ms. */
export async function arreter(enfant, signal = 'SIGTERM', delai = 10_000) {
  if (enfant.exitCode !== null || enfant.signalCode !== null) return;
  const fin = once(enfant, 'exit');
  enfant.ref();
  enfant.kill(signal);
  const force = setTimeout(() => enfant.kill('SIGKILL'), delai);
  await fin;
  clearTimeout(force);
}

/** Waits until `pret()` is true, or fails with the end of the journal. */
export async function attendre(pret, { enfant, journal, quoi, delai = 30_000 }) {
  const limite = Date.now() + delai;
  let erreur = null;
  enfant.once('error', (cause) => {
    erreur = cause;
  });
  while (!(await pret())) {
    const mort = erreur || enfant.exitCode !== null || enfant.signalCode !== null;
    if (mort || Date.now() > limite) {
      const etat = mort ? `ne démarre pas (${erreur ?? enfant.exitCode ?? enfant.signalCode})` : 'ne répond pas';
      throw new Error(`${quoi} ${etat}.\n${finDe(journal)}`);
    }
    await pause(30);
  }
}

function finDe(journal) {
  return existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').slice(-30).join('\n') : '';
}
