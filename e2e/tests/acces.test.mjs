// Ways in and out: the demonstration as the README starts it, the real thing on PostgreSQL with a
// real provider, the public pages, the error pages.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { verifier } from '../outils/accessibilite.mjs';
import { PERSONNES } from '../outils/fournisseur.mjs';
import { capturer, choisir, ouvrir, seConnecter, statutAttendu } from '../outils/navigateur.mjs';
import { verifierPoids } from '../outils/poids.mjs';
import { demarrerDemo, demarrerServir } from '../outils/serveur.mjs';

const PUBLIQUES = {
  accueil: '/',
  connexion: '/connexion',
  methode: '/methode',
  accessibilite: '/accessibilite',
  'mentions-legales': '/mentions-legales',
  'donnees-personnelles': '/donnees-personnelles',
  affichage: '/affichage',
};

const bandeau = (page) => page.getByRole('region', { name: 'Version de démonstration' });

describe('mss demo', { concurrency: 2 }, () => {
  let mss;
  before(async () => {
    mss = await demarrerDemo();
  });

  test('says where it is and that it is well', async () => {
    assert.match(readFileSync(mss.journal, 'utf8'), new RegExp(`^Adresse : ${mss.url}$`, 'm'));
    const sante = await fetch(`${mss.url}/sante`);
    assert.equal(sante.status, 200);
    assert.deepEqual(await sante.json(), { etat: 'ok', composants: { base: 'ok', identite: 'ok' } });
    const version = await fetch(`${mss.url}/version`);
    assert.match(version.headers.get('content-type'), /^application\/json/);
    const { nom, version: numero } = await version.json();
    assert.equal(nom, 'mss');
    assert.match(numero, /^\d+\.\d+\.\d+$/);
  });

  for (const [nom, chemin] of Object.entries(PUBLIQUES)) {
    test(`public page: ${nom}`, async (t) => {
      const page = await ouvrir(t);
      await verifierPoids(page, `${mss.url}${chemin}`);
      await bandeau(page).waitFor();
      await verifier(page, nom);
      await capturer(page, `acces-${nom}`);
    });
  }

  for (const { email, given_name: prenom, usual_name: nom } of PERSONNES) {
    for (const javaScriptEnabled of email.startsWith('porteur') ? [true, false] : [true]) {
      test(`${email} comes in and leaves (JavaScript: ${javaScriptEnabled})`, async (t) => {
        const page = await ouvrir(t, { javaScriptEnabled });
        await seConnecter(page, mss.url, email);
        assert.equal(new URL(page.url()).pathname, '/services');
        await page.getByRole('banner').getByText(`${prenom} ${nom}`).waitFor();
        await bandeau(page).waitFor();
        await page.getByRole('button', { name: 'Se déconnecter' }).click();
        await page.getByRole('banner').getByRole('link', { name: 'Se connecter' }).waitFor();
        assert.equal(new URL(page.url()).pathname, '/');
        await page.goto(`${mss.url}/services`);
        assert.equal(new URL(page.url()).pathname, '/connexion', 'la session est finie');
      });
    }
  }

  test('the demonstration provider can be looked at and declined', async (t) => {
    const page = await ouvrir(t);
    await page.goto(`${mss.url}/connexion`);
    await page.getByRole('link', { name: 'Continuer avec' }).click();
    await page.getByRole('heading', { name: 'Choisir une personne' }).waitFor();
    await verifier(page, 'choix d’une personne');
    await capturer(page, 'acces-choix');
    await statutAttendu(page, 403, () => page.getByRole('button', { name: 'Renoncer' }).click());
    await page.getByText('La connexion a été refusée ou abandonnée').waitFor();
    await verifier(page, 'connexion abandonnée');
    await capturer(page, 'acces-abandon');
  });

  test('one comes back to the page one asked for', async (t) => {
    const page = await ouvrir(t);
    await page.goto(`${mss.url}/services/corbeille`);
    await page.getByRole('link', { name: 'Continuer avec' }).click();
    await page.getByRole('button', { name: 'admin@demo.example' }).click();
    await page.waitForURL(`${mss.url}/services/corbeille`);
    await page.goto(`${mss.url}/connexion?retour=https://ailleurs.invalid/`);
    assert.equal(page.url(), `${mss.url}/services`, 'une adresse d’un autre site est oubliée');
  });

  test('an unknown address gives a page that helps, signed in or not', async (t) => {
    const page = await ouvrir(t);
    await statutAttendu(page, 404, () => page.goto(`${mss.url}/inconnue`));
    await page.getByRole('heading', { name: 'Page introuvable' }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Revenir à l’accueil' }).waitFor();
    await verifier(page, 'page introuvable');
    await capturer(page, 'acces-404');
    await seConnecter(page, mss.url, 'admin@demo.example');
    await statutAttendu(page, 404, () => page.goto(`${mss.url}/services/inconnu`));
    await page.getByRole('main').getByRole('link', { name: 'Voir mes services' }).waitFor();
  });

  test('the dark display can be chosen for good, and given up', async (t) => {
    const page = await ouvrir(t);
    await page.goto(`${mss.url}/methode`);
    const fond = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const clair = await fond();
    await page.getByRole('link', { name: 'Affichage clair ou sombre' }).click();
    await choisir(page, 'Toujours sombre');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.waitForURL(`${mss.url}/methode`);
    assert.notEqual(await fond(), clair);
    await verifier(page, 'méthode, toujours sombre');
    await capturer(page, 'acces-sombre');
    await page.getByRole('link', { name: 'Affichage clair ou sombre' }).click();
    await choisir(page, 'Comme mon appareil');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.waitForURL(`${mss.url}/methode`);
    assert.equal(await fond(), clair);
  });

  test('it stops, starts again on the same data by itself, and keeps its sessions', async (t) => {
    const demo = await demarrerDemo();
    const page = await ouvrir(t);
    await seConnecter(page, demo.url, 'porteur@demo.example');
    const services = () => page.locator('main table, main .mss-liste').first().innerText();
    const avant = await services();
    await demo.tuer();
    await demo.relancer();
    await page.reload();
    await page.getByRole('button', { name: 'Se déconnecter' }).waitFor();
    assert.equal(await services(), avant);
    await demo.arreter();
  });
});

describe('mss servir, on PostgreSQL with a real provider', () => {
  let mss;
  before(async () => {
    mss = await demarrerServir({ base: 'postgres' });
  });

  for (const javaScriptEnabled of [true, false]) {
    test(`one comes in, sees an empty list, and leaves both sides (JavaScript: ${javaScriptEnabled})`, async (t) => {
      const page = await ouvrir(t, { javaScriptEnabled });
      await seConnecter(page, mss.url, 'porteur@demo.example');
      assert.equal(await bandeau(page).count(), 0, 'rien n’y est une démonstration');
      await page.getByRole('link', { name: /service/i }).first().waitFor();
      if (javaScriptEnabled) {
        await verifier(page, 'aucun service');
        await capturer(page, 'acces-aucun-service');
        await verifierPoids(page, `${mss.url}/services`);
      }
      await page.getByRole('button', { name: 'Se déconnecter' }).click();
      await page.getByRole('button', { name: 'Confirmer la déconnexion' }).click();
      await page.waitForURL((url) => url.href.startsWith(`${mss.url}/?`));
      await page.goto(`${mss.url}/connexion`);
      await page.getByRole('link', { name: 'Continuer avec Compte de la ville' }).click();
      await page.getByRole('button', { name: 'porteur@demo.example' }).waitFor();
    });
  }

  test('an answer nobody asked for signs nobody in', async (t) => {
    const page = await ouvrir(t);
    for (const suite of ['code=vole&state=invente', 'code=vole', 'error=access_denied&state=invente', '']) {
      await statutAttendu(page, 400, () => page.goto(`${mss.url}/connexion/retour?${suite}`));
      await page.getByText('Cette tentative de connexion a expiré ou a déjà servi').waitFor();
    }
    await verifier(page, 'tentative expirée');
    await capturer(page, 'acces-tentative');
    await page.goto(`${mss.url}/services`);
    assert.equal(new URL(page.url()).pathname, '/connexion');
  });

  test('an answer serves once, in the browser that asked', async (t) => {
    const page = await ouvrir(t);
    const retours = [];
    page.on('request', (r) => r.url().includes('/connexion/retour?') && retours.push(r.url()));
    await seConnecter(page, mss.url, 'rssi@demo.example');
    assert.equal(retours.length, 1);
    const autre = await ouvrir(t);
    await statutAttendu(autre, 400, () => autre.goto(retours[0]));
    assert.equal(await autre.getByRole('button', { name: 'Se déconnecter' }).count(), 0);
    await statutAttendu(page, 400, () => page.goto(retours[0]));
    assert.equal(await page.getByRole('button', { name: 'Se déconnecter' }).count(), 1, 'la session ouverte reste');
  });

  test('a provider that stops is said so, and nothing else breaks', async (t) => {
    const arretee = await demarrerServir({ base: 'postgres' });
    const page = await ouvrir(t);
    // Between the choice of a person and the end of the exchange.
    await page.goto(`${arretee.url}/connexion`);
    arretee.fournisseur.sourd = true;
    await page.getByRole('link', { name: 'Continuer avec' }).click();
    await statutAttendu(page, 503, () => page.getByRole('button', { name: 'porteur@demo.example' }).click());
    await page.getByText('Le fournisseur d’identité ne répond pas').waitFor();
    await verifier(page, 'fournisseur arrêté');
    await capturer(page, 'acces-fournisseur');
    // Before mss itself starts.
    await arretee.fournisseur.arreter();
    await arretee.tuer();
    await arretee.relancer();
    await page.goto(`${arretee.url}/connexion`);
    await statutAttendu(page, 503, () => page.getByRole('link', { name: 'Continuer avec' }).click());
    await page.getByText('Le fournisseur d’identité ne répond pas').waitFor();
    const sante = await fetch(`${arretee.url}/sante`);
    assert.equal(sante.status, 503);
    assert.deepEqual((await sante.json()).composants, { base: 'ok', identite: 'defaut' });
    assert.equal((await fetch(`${arretee.url}/sante/vivant`)).status, 200);
    await arretee.arreter();
  });
});
