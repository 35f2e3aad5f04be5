// `npm test [-- files]`: runs the browser tests with one PostgreSQL cluster for the whole run.
// Invariant: the exit code is the test runner's; the cluster is stopped whatever it is.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { demarrerPostgres } from './postgres.mjs';

const racine = fileURLToPath(new URL('..', import.meta.url));
const fichiers = process.argv.slice(2);
const tests = fichiers.length
  ? fichiers
  : readdirSync(`${racine}tests`).filter((nom) => nom.endsWith('.test.mjs')).map((nom) => `tests/${nom}`);

const postgres = await demarrerPostgres();
try {
  const coureur = spawn(process.execPath, ['--test', '--test-concurrency=2', ...tests], {
    cwd: racine,
    stdio: 'inherit',
    env: { ...process.env, MSS_E2E_POSTGRES: String(postgres.port) },
  });
  [process.exitCode] = await once(coureur, 'exit');
  process.exitCode ??= 1;
} finally {
  await postgres.arreter();
}
