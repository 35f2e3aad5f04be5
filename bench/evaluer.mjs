// Many services through `mss evaluer`, made of the reference cases.
// Invariant: the input is never whole anywhere, so that the memory seen is the program's own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dossierTemporaire } from '../e2e/outils/processus.mjs';
import { MSS } from '../e2e/outils/serveur.mjs';
import { memoire } from './mesurer.mjs';

const VECTEURS = new URL('../crates/referentiels/tests/donnees/vecteurs.json', import.meta.url);
const BLOC = 10_000;

/** Evaluates `nombre` services. Gives how many, in how many seconds, and the most memory held. */
export async function evaluer(nombre) {
  const fichier = ecrireBloc();
  const fois = Math.max(1, Math.round(nombre / BLOC));
  const boucle = 'i=0; while [ $i -lt "$1" ]; do cat "$0"; i=$((i+1)); done';
  const depart = performance.now();
  const source = spawn('sh', ['-c', boucle, fichier, String(fois)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const enfant = spawn(MSS, ['evaluer', '--niveau-libre', '-'], { stdio: [source.stdout, 'ignore', 'inherit'] });
  let sommet = 0;
  const sonde = setInterval(() => {
    try {
      sommet = Math.max(sommet, memoire(enfant.pid).sommet);
    } catch {
      // It has just ended.
    }
  }, 50);
  const [code] = await once(enfant, 'exit');
  clearInterval(sonde);
  if (code !== 0) throw new Error(`mss evaluer: exit code ${code}`);
  return { nombre: fois * BLOC, secondes: (performance.now() - depart) / 1000, sommet };
}

function ecrireBloc() {
  const { cas } = JSON.parse(readFileSync(fileURLToPath(VECTEURS), 'utf8'));
  const lignes = cas.map(({ description, statuts }) => JSON.stringify({ description, statuts: dits(statuts) }));
  const fichier = join(dossierTemporaire('bench'), 'cas.jsonl');
  writeFileSync(fichier, Array.from({ length: BLOC }, (_, i) => `${lignes[i % lignes.length]}\n`).join(''));
  return fichier;
}

/** An empty status means none. */
const dits = (statuts) => Object.fromEntries(Object.entries(statuts).filter(([, statut]) => statut));
