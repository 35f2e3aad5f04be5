// What requests cost: CPU of a process, latency, size; and what a process holds in memory.
// Invariant: bounded in count and in time; it measures, and judges nothing.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

/** Requests in flight: two cores, one of them for us. */
export const ENSEMBLE = 4;
const DUREE_MAX = 10_000;
const MANCHES = 3;
const TICS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

const agent = new Agent({ keepAlive: true, maxSockets: ENSEMBLE });

/** CPU seconds a process has used so far, user and system. */
export function cpu(pid) {
  const champs = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  return (Number(champs[11]) + Number(champs[12])) / TICS;
}

/** Resident memory of a process, MiB: now, and at its highest. */
export function memoire(pid) {
  const statut = readFileSync(`/proc/${pid}/status`, 'utf8');
  const lire = (nom) => Number(new RegExp(`${nom}:\\s+(\\d+)`).exec(statut)[1]) / 1024;
  return { presente: lire('VmRSS'), sommet: lire('VmHWM') };
}

/**
 * Sends `nombre` requests to the process `pid` in `MANCHES` rounds, `ENSEMBLE` at a time, after
 * some to warm up; `fabriquer(i, rang)` makes the i-th, sent by the sender of that rank, which
 * waits for the answer before its next one. Each must answer `attendu`.
 * Gives milliseconds of CPU per request, percentiles of latency, bytes of the largest answer, from
 * the round that used the least CPU: whatever else runs on the machine only ever adds to it.
 */
export async function mesurer(pid, fabriquer, { attendu = 200, nombre }) {
  const manche = Math.ceil(nombre / MANCHES);
  await lot(fabriquer, attendu, 0, Math.ceil(manche / 4));
  let meilleure = null;
  for (let i = 0; i < MANCHES; i += 1) {
    const avant = cpu(pid);
    const { durees, octets } = await lot(fabriquer, attendu, i * manche, manche);
    const ms = ((cpu(pid) - avant) * 1000) / durees.length;
    if (!meilleure || ms < meilleure.ms) meilleure = { ms, durees, octets };
  }
  const { ms, durees, octets } = meilleure;
  durees.sort((a, b) => a - b);
  const rang = (part) => durees[Math.min(durees.length - 1, Math.floor(durees.length * part))];
  return { ms, nombre: durees.length, p50: rang(0.5), p95: rang(0.95), p99: rang(0.99), octets };
}

async function lot(fabriquer, attendu, premiere, nombre) {
  const durees = [];
  const fin = performance.now() + DUREE_MAX;
  let octets = 0;
  let prochaine = premiere;
  const ouvrier = async (_, rang) => {
    while (prochaine < premiere + nombre && performance.now() < fin) {
      const { url, ...options } = fabriquer(prochaine++, rang);
      const reponse = await envoyer(url, options);
      if (reponse.statut !== attendu) throw new Error(`${url}: ${reponse.statut}, not ${attendu}`);
      durees.push(reponse.ms);
      octets = Math.max(octets, reponse.octets);
    }
  };
  await Promise.all(Array.from({ length: ENSEMBLE }).map(ouvrier));
  return { durees, octets };
}

function envoyer(url, { methode = 'GET', entetes = {}, corps }) {
  return new Promise((reussi, echoue) => {
    const depart = performance.now();
    const req = request(url, { method: methode, headers: entetes, agent }, (reponse) => {
      let octets = 0;
      reponse.on('data', (morceau) => (octets += morceau.length));
      reponse.on('end', () => reussi({ statut: reponse.statusCode, octets, ms: performance.now() - depart }));
      reponse.on('error', echoue);
    });
    req.on('error', echoue);
    req.end(corps);
  });
}
