// `kill -9` in a loop while several people write: what was acknowledged is there, and the server
// starts again by itself. COUPURES=60 makes the long form (`make endurance`).

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { LISTE, boutons, creerService, identifier, inviter, remplir } from '../outils/client.mjs';
import { PERSONNES } from '../outils/fournisseur.mjs';
import { arreter, dossierTemporaire, lancer, portLibre } from '../outils/processus.mjs';
import { demarrerDemo, demarrerServir, MSS } from '../outils/serveur.mjs';

const COUPURES = Number(process.env.COUPURES ?? 6);
const STATUTS = ['fait', 'enCours', 'aLancer'];
const DEMARRER = { sqlite: () => demarrerDemo(), postgres: () => demarrerServir({ base: 'postgres' }) };

const hasard = (min, max) => min + Math.floor(Math.random() * (max - min + 1));

for (const [moteur, demarrer] of Object.entries(DEMARRER)) {
  test(`${COUPURES} times kill -9 under writes lose nothing (${moteur})`, async (t) => {
    const mss = await demarrer();
    const gens = [];
    for (const { email } of PERSONNES) gens.push(await identifier(mss.url, email));
    const service = await creerService(gens[0], 'Sous les coupures');
    for (const { email } of PERSONNES.slice(1)) await inviter(gens[0], service, email);
    const liste = `${service}/mesures?onglet=toutes`;
    const suivi = Object.fromEntries(
      Object.keys(boutons(await gens[0].lire(liste))).map((mesure) => [mesure, { statut: null, version: 0, envoi: null }]),
    );
    let confirmees = 0;

    for (let tour = 0; tour < COUPURES; tour += 1) {
      const coupure = { apres: hasard(3, 25), faite: null };
      const confirmer = () => {
        confirmees += 1;
        coupure.apres -= 1;
        if (coupure.apres === 0) coupure.faite = pause(hasard(0, 12)).then(() => mss.tuer());
      };
      await Promise.all(gens.map((client, rang) => ecrire(client, rang, { liste, suivi, confirmer })));
      assert.ok(coupure.faite, 'le serveur ne s’arrête que parce qu’on le tue');
      await coupure.faite;

      await mss.relancer();
      for (const client of gens) await client.renouer();
      const sante = await fetch(`${mss.url}/sante`);
      assert.equal(sante.status, 200, await sante.text());
      comparer(boutons(await gens[0].lire(liste)), suivi, tour);
      for (const etat of Object.values(suivi)) await renvoyer(etat);
      comparer(boutons(await gens[0].lire(liste)), suivi, tour);
    }
    t.diagnostic(`${confirmees} écritures confirmées, toutes retrouvées`);
    for (const client of gens) await client.fermer();
    await mss.arreter();
  });
}

/** Changes the measures that are this person's until the server dies. */
async function ecrire(client, rang, { liste, suivi, confirmer }) {
  try {
    const page = await client.lire(liste);
    const miennes = Object.keys(suivi).filter((_, i) => i % PERSONNES.length === rang);
    for (let i = 0; ; i += 1) {
      const mesure = miennes[i % miennes.length];
      const etat = suivi[mesure];
      const statut = STATUTS[(STATUTS.indexOf(etat.statut) + 1) % STATUTS.length];
      const { action, corps } = remplir(page, LISTE, { statut: `${mesure}:${statut}:${etat.version}` });
      etat.envoi = { client, action, corps, statut };
      const reponse = await client.poster(action, corps);
      assert.equal(reponse.statut, 303, reponse.html);
      etat.envoi = null;
      Object.assign(etat, { statut, version: etat.version + 1 });
      confirmer();
    }
  } catch (erreur) {
    if (erreur.code === 'ERR_ASSERTION') throw erreur;
    assert.match(erreur.message, /ECONNREFUSED|ECONNRESET|EPIPE|socket hang up/);
  }
}

/** What is stored is what was acknowledged; what was under way when the server died, that or the next. */
function comparer(lues, suivi, tour) {
  for (const [mesure, { statut, version, envoi }] of Object.entries(suivi)) {
    const lue = lues[mesure];
    const possibles = [{ statut, version }, ...(envoi ? [{ statut: envoi.statut, version: version + 1 }] : [])];
    const connue = possibles.some((p) => p.statut === lue.statut && p.version === lue.version);
    assert.ok(connue, `coupure ${tour + 1}, ${mesure} : ${JSON.stringify(lue)} au lieu de ${JSON.stringify(possibles)}`);
  }
}

/** Sends again, unchanged, what was under way: it counts once, whether it had arrived or not. */
async function renvoyer(etat) {
  if (!etat.envoi) return;
  const { client, action, corps, statut } = etat.envoi;
  const reponse = await client.poster(action, corps);
  assert.equal(reponse.statut, 303, reponse.html);
  Object.assign(etat, { statut, version: etat.version + 1, envoi: null });
}

test('a first start cut short at any moment is taken up again', async () => {
  for (let tour = 0; tour < Math.max(2, COUPURES / 3); tour += 1) {
    const donnees = join(dossierTemporaire('coupure'), 'donnees');
    const journal = join(dossierTemporaire('journal'), 'journal');
    const port = await portLibre();
    const enfant = lancer(MSS, ['demo', '--port', String(port), '--donnees', donnees], { journal });
    while (!existsSync(donnees)) await pause(1);
    await pause(hasard(0, 600));
    await arreter(enfant, 'SIGKILL');
    const mss = await demarrerDemo({ donnees, port });
    const client = await identifier(mss.url, 'porteur@demo.example');
    const services = await client.lire('/services');
    assert.match(services.html, /Gestion des courriers/);
    assert.equal(new Set(services.html.match(/\/services\/[0-9a-f-]{36}/g)).size, 7);
    await client.fermer();
    await mss.arreter();
  }
});
