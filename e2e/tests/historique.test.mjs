// What happened to a service: the curve of its index, its journal, what others changed since.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { verifier } from '../outils/accessibilite.mjs';
import { LISTE, boutons, identifier } from '../outils/client.mjs';
import { capturer, ouvrir, seConnecter } from '../outils/navigateur.mjs';
import { verifierPoids } from '../outils/poids.mjs';
import { demarrerDemo } from '../outils/serveur.mjs';

const CLAIRE = 'porteur@demo.example';

let mss;
let karim;
before(async () => {
  mss = await demarrerDemo();
  karim = await identifier(mss.url, 'rssi@demo.example');
});
after(() => karim.fermer());

/** Opens the service of that name, as Claire. */
async function ouvrirService(t, options, nom = 'Portail famille') {
  const page = await ouvrir(t, options);
  await seConnecter(page, mss.url, CLAIRE);
  await page.getByRole('rowheader').getByRole('link', { name: nom }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

for (const javaScriptEnabled of [true, false]) {
  test(`the curve tells months of work (JavaScript: ${javaScriptEnabled})`, async (t) => {
    const page = await ouvrirService(t, { javaScriptEnabled });
    await page.getByRole('link', { name: 'Indice cyber', exact: true }).click();
    const courbe = page.getByRole('img', { name: 'Évolution de l’indice cyber' });
    await courbe.waitFor();
    await page.getByText('La description est terminée').first().waitFor();
    await page.getByText('Les données de la courbe').click();
    const table = page.getByRole('table', { name: 'Indice cyber par date' });
    const lignes = await table.getByRole('row').count();
    assert.ok(lignes > 10 && lignes < 80, `${lignes} lignes`);
    if (javaScriptEnabled) {
      await verifier(page, 'courbe');
      await capturer(page, 'historique-courbe');
    }
  });

  test(`the journal is read, filtered and followed (JavaScript: ${javaScriptEnabled})`, async (t) => {
    const page = await ouvrirService(t, { javaScriptEnabled });
    await page.getByRole('link', { name: 'Journal', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Journal' }).waitFor();
    if (javaScriptEnabled) {
      await verifier(page, 'journal');
      await capturer(page, 'historique-journal');
      await verifierPoids(page, page.url());
    }
    await page.getByRole('combobox', { name: 'Sujet' }).selectOption({ label: 'Équipe' });
    await page.getByRole('button', { name: 'Filtrer' }).click();
    await page.waitForURL(/sujet=equipe/);
    await page.getByText('Claire Morvan a ajouté une personne').first().waitFor();
    await page.getByRole('combobox', { name: 'Sujet' }).selectOption({ label: 'Mesures' });
    await page.getByRole('combobox', { name: 'Personne' }).selectOption({ label: 'Thomas Petit' });
    await page.getByRole('button', { name: 'Filtrer' }).click();
    await page.waitForURL(/sujet=mesures&qui=/);
    const titres = await page.locator('.mss-ligne__titre').allInnerTexts();
    assert.ok(titres.length > 0 && titres.every((titre) => titre.startsWith('Thomas Petit')), titres.join('\n'));
    await page.locator('.mss-ligne details summary').first().click();
    await page.locator('.mss-ligne details[open] a').first().click();
    await page.waitForURL(/\/mesures\/[A-Z]/);
  });

  test(`what others changed is told once and for all (JavaScript: ${javaScriptEnabled})`, async (t) => {
    const nom = javaScriptEnabled ? 'Site de la ville' : 'Portail famille';
    const page = await ouvrirService(t, { javaScriptEnabled }, nom);
    const service = new URL(page.url()).pathname.split('/').slice(0, 3).join('/');
    const liste = await karim.lire(`${service}/mesures?onglet=toutes`);
    const [mesure, { version }] = Object.entries(boutons(liste)).find(([, { statut }]) => statut === 'fait');
    const envoi = await karim.envoyer(liste, LISTE, { statut: `${mesure}:enCours:${version}` });
    assert.equal(envoi.statut, 303, envoi.html);
    await page.reload();
    const bande = page.getByRole('region', { name: 'Service ouvert' });
    await bande.getByText('Depuis votre dernière visite').waitFor();
    await bande.getByRole('link', { name: /changement/ }).click();
    await page.waitForURL(/\/journal#depuis/);
    const bloc = page.getByRole('region', { name: /Depuis votre dernière visite/ });
    await bloc.getByRole('link', { name: mesure }).first().waitFor();
    assert.match(await bloc.innerText(), /Karim Benali/);
    if (javaScriptEnabled) {
      await verifier(page, 'depuis ma visite');
      await capturer(page, 'historique-depuis');
    }
  });
}

test('the journal leaves as a table', async () => {
  const claire = await identifier(mss.url, CLAIRE);
  const services = await claire.lire('/services');
  const adresse = services.$('th[scope=row] a').filter((_, a) => services.$(a).text() === 'Portail famille').attr('href');
  const service = adresse.split('/').slice(0, 3).join('/');
  const { html } = await claire.lire(`${service}/journal/export?sujet=mesures`);
  const lignes = html.trim().split('\r\n');
  assert.match(lignes[0], /Date;Heure;Personne;Action;Objet;Avant;Après;Précisions;Indice/);
  assert.ok(lignes.length > 80, `${lignes.length} lignes`);
  assert.ok(lignes.some((ligne) => /;À lancer;En cours;/.test(ligne)));
  await claire.fermer();
});
