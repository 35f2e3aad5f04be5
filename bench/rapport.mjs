// The report: every figure beside its target, met or missed.
// Invariant: it describes the machine, and names nothing of it (no path, no host name).

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { ENSEMBLE } from './mesurer.mjs';

const NOMS = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

/** A figure: three significant digits. */
export const chiffre = (valeur) => (valeur < 10 ? valeur.toFixed(valeur < 1 ? 3 : 2) : valeur.toFixed(0));

/** `met`, or `**missed**`; nothing without a target. */
export function verdict(valeur, cible) {
  if (cible === undefined) return '';
  return valeur <= cible ? 'met' : '**missed**';
}

/** The whole report, in Markdown. */
export function rapport(moteurs, evaluations) {
  const sections = moteurs.map(moteur);
  return `${[...entete(), ...sections.flat(), ...lignesEvaluer(evaluations)].join('\n').trimEnd()}\n`;
}

function entete() {
  return [
    '# Performance',
    '',
    `Written by \`make bench\`: release build, loopback, keep-alive connections, ${ENSEMBLE} requests in flight.`,
    '',
    '- **CPU**: of the `mss` process, user and system, per request; with SQLite that includes the database. The ratio is to the target: up to 1 is met. Of three rounds, the one that used the least: what else runs on the machine only adds to it.',
    '- **Latency** includes the wait for a core: the load generator, and PostgreSQL, share them with `mss`.',
    '- Services are described, and three quarters of their measures have a status.',
    '',
    `Machine: ${cpus()[0].model.trim()}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB of memory; ${systeme()}, Linux ${release()}. ${new Date().toISOString().slice(0, 10)}, commit ${revision()}. Load average at the end: ${loadavg()[2].toFixed(1)}; well above the number of cores, other work was sharing them.`,
    '',
  ];
}

function moteur({ base, resultats, repos, presente, sommet }) {
  const lignes = [
    `## ${NOMS[base]}`,
    '',
    '| what | target, ms CPU | CPU, ms | ratio | | p50, ms | p95 | p99 | bytes | requests |',
    '|---|--:|--:|--:|---|--:|--:|--:|--:|--:|',
  ];
  for (const r of resultats) {
    const ratio = r.cible === undefined ? '' : (r.ms / r.cible).toFixed(2);
    const temps = [r.p50, r.p95, r.p99].map(chiffre).join(' | ');
    const taille = r.octetsMax === undefined ? r.octets : `${r.octets} (${verdict(r.octets, r.octetsMax)}: ${r.octetsMax})`;
    lignes.push(`| ${r.nom} | ${r.cible ?? ''} | ${chiffre(r.ms)} | ${ratio} | ${verdict(r.ms, r.cible)} | ${temps} | ${taille} | ${r.nombre} |`);
  }
  const [peu, beaucoup] = resultats.filter((r) => r.changement);
  if (beaucoup) {
    const rapport = (beaucoup.ms / peu.ms).toFixed(2);
    lignes.push('', `A change of status costs ${rapport} times as much with many services as with few.`);
  }
  lignes.push('', '| resident memory | target, MiB | MiB | ratio | |', '|---|--:|--:|--:|---|');
  for (const [nom, valeur, cible] of [['idle', repos, 64], ['after load', presente, 200], ['highest', sommet]]) {
    const ratio = cible ? (valeur / cible).toFixed(2) : '';
    lignes.push(`| ${nom} | ${cible ?? ''} | ${valeur.toFixed(0)} | ${ratio} | ${verdict(valeur, cible)} |`);
  }
  return [...lignes, ''];
}

function lignesEvaluer(evaluations) {
  if (!evaluations.length) return [];
  const lignes = ['## `mss evaluer`', '', '| services | target, s | seconds | ratio | | highest memory, MiB |', '|--:|--:|--:|--:|---|--:|'];
  for (const { nombre, secondes, sommet } of evaluations) {
    const cible = (60 * nombre) / 1_000_000;
    lignes.push(`| ${nombre.toLocaleString('en')} | ${cible} | ${secondes.toFixed(1)} | ${(secondes / cible).toFixed(2)} | ${verdict(secondes, cible)} | ${sommet.toFixed(0)} |`);
  }
  return lignes;
}

function systeme() {
  const texte = readFileSync('/etc/os-release', 'utf8');
  return /^PRETTY_NAME="?(.*?)"?$/m.exec(texte)?.[1] ?? 'Linux';
}

function revision() {
  const git = (...args) => execFileSync('git', args, { encoding: 'utf8', cwd: new URL('..', import.meta.url) }).trim();
  try {
    const propre = git('status', '--porcelain', '--', 'crates', 'referentiels', 'theme', 'Cargo.lock') === '';
    return `${git('rev-parse', '--short', 'HEAD')}${propre ? '' : ', with changes'}`;
  } catch {
    return 'unknown';
  }
}
