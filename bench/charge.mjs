// What one request costs, on both engines, beside its target; then many services through
// `mss evaluer`. Writes `docs/performance.md`.
// Invariant: it reports, and never decides a test: it fails only when it cannot measure.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { demarrerServir } from '../e2e/outils/serveur.mjs';
import { evaluer } from './evaluer.mjs';
import { memoire, mesurer } from './mesurer.mjs';
import { changement, lecture, peupler } from './peupler.mjs';
import { chiffre, rapport, verdict } from './rapport.mjs';

const RACINE = fileURLToPath(new URL('..', import.meta.url));
const SORTIE = process.env.BENCH_SORTIE ?? join(RACINE, 'docs/performance.md');
const BASES = (process.env.BENCH_BASES ?? 'sqlite,postgres').split(',').filter(Boolean);
const REQUETES = Number(process.env.BENCH_REQUETES ?? 6000);
const GRAND = Number(process.env.BENCH_SERVICES ?? 500);
const EVALUES = Number(process.env.BENCH_EVALUES ?? 1_000_000);

const COMPRESSE = 'gzip, deflate, br';

/** For the small owner, before the large one exists; `page` is the address of their measures. */
const petits = (qui, mesures) => [
  { nom: 'Public page', cible: 0.1, fabriquer: lecture({ url: qui.url }, '/methode'), nombre: REQUETES * 4 },
  { nom: '*Mes services*, 20 services', cible: 1, fabriquer: lecture(qui, '/services') },
  { nom: 'Measures page', cible: 0.5, fabriquer: lecture(qui, mesures) },
  { nom: 'Measures page, compressed', cible: 2, fabriquer: lecture(qui, mesures, COMPRESSE), octetsMax: 60_000 },
  { nom: 'Measures page, every measure', fabriquer: lecture(qui, `${mesures}?onglet=toutes`) },
  { nom: 'Measures page, every measure, compressed', fabriquer: lecture(qui, `${mesures}?onglet=toutes`, COMPRESSE), octetsMax: 60_000 },
  { nom: 'A measure beside the list', fabriquer: lecture(qui, `${mesures}/${Object.keys(qui.etats)[0]}`) },
  { nom: 'Change of a status, 20 services', cible: 1, fabriquer: changement(qui), attendu: 303, changement: true },
];

const grands = (qui) => [
  { nom: `*Mes services*, first page of ${GRAND}`, cible: 1, fabriquer: lecture(qui, '/services') },
  { nom: `*Mes services*, ${GRAND} rows at once`, cible: 10, fabriquer: lecture(qui, '/services?lignes=500'), nombre: Math.ceil(REQUETES / 8) },
  { nom: `Change of a status, ${GRAND} services`, cible: 1, fabriquer: changement(qui), attendu: 303, changement: true },
];

async function moteur(base) {
  const mss = await demarrerServir({ base });
  await fetch(`${mss.url}/`);
  await pause(2000);
  const repos = memoire(mss.pid).presente;
  const resultats = [];
  const passer = async (cas) => {
    for (const { fabriquer, attendu, nombre = REQUETES, ...quoi } of cas) {
      const resultat = { ...quoi, ...(await mesurer(mss.pid, fabriquer, { attendu, nombre })) };
      resultats.push(resultat);
      dire(base, resultat);
    }
  };
  const peu = await peupler(mss.url, 'porteur@demo.example', 20);
  await passer(petits(peu, `${peu.services[0]}/mesures`));
  await passer(grands(await peupler(mss.url, 'admin@demo.example', GRAND)));
  const { presente, sommet } = memoire(mss.pid);
  console.log(`${base} · memory: ${repos.toFixed(0)} MiB idle, ${presente.toFixed(0)} after load, ${sommet.toFixed(0)} at most`);
  await mss.arreter();
  return { base, resultats, repos, presente, sommet };
}

function dire(base, { nom, ms, cible, p50, p95, p99, octets, octetsMax }) {
  const but = cible === undefined ? '' : ` (target ${cible}, ratio ${(ms / cible).toFixed(2)}: ${verdict(ms, cible)})`;
  const taille = octetsMax === undefined ? '' : ` (target ${octetsMax}: ${verdict(octets, octetsMax)})`;
  console.log(`${base} · ${nom}: ${chiffre(ms)} ms CPU${but}, p50 ${chiffre(p50)} p95 ${chiffre(p95)} p99 ${chiffre(p99)} ms, ${octets} bytes${taille}`);
}

const moteurs = [];
for (const base of BASES) moteurs.push(await moteur(base));
const evaluations = [];
// A tenth first: the memory of the whole must be the same.
for (const nombre of EVALUES ? [EVALUES / 10, EVALUES] : []) {
  const lot = await evaluer(nombre);
  evaluations.push(lot);
  console.log(`evaluer · ${lot.nombre} services: ${lot.secondes.toFixed(1)} s, ${lot.sommet.toFixed(0)} MiB at most`);
}
writeFileSync(SORTIE, rapport(moteurs, evaluations));
console.log(`Report: ${SORTIE}`);
// The keep-alive connections would hold it.
process.exit(0);
