// The API: a token made on the account page, used by a program, revoked; the page that describes it.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { verifier } from '../outils/accessibilite.mjs';
import { capturer, choisir, ouvrir, seConnecter, statutAttendu } from '../outils/navigateur.mjs';
import { demarrerDemo } from '../outils/serveur.mjs';

const CLAIRE = 'porteur@demo.example';

let mss;
before(async () => {
  mss = await demarrerDemo();
});

const champ = (page, nom) => page.getByRole('textbox', { name: nom });
const bouton = (page, nom) => page.getByRole('button', { name: nom });

/** What a program gets at `chemin` with that token. */
async function demander(jeton, chemin, options = {}) {
  const reponse = await fetch(`${mss.url}/api/v1${chemin}`, {
    ...options,
    headers: { Authorization: `Bearer ${jeton}`, ...options.headers },
  });
  return { statut: reponse.status, entetes: reponse.headers, corps: await reponse.json() };
}

/** The secret the page shows, once. */
const secret = async (page) => (await page.locator('code', { hasText: /^mss_/ }).innerText()).trim();

for (const javaScriptEnabled of [true, false]) {
  const mode = javaScriptEnabled ? 'avec' : 'sans';
  /** Accessibility and pictures, once: the pages are the same without script. */
  const regarder = async (page, nom) => {
    if (!javaScriptEnabled) return;
    await verifier(page, nom);
    await capturer(page, `api-${nom.replaceAll(' ', '-')}`);
  };

  test(`a token is made, used and revoked (JavaScript: ${javaScriptEnabled})`, async (t) => {
    const page = await ouvrir(t, { javaScriptEnabled });
    await seConnecter(page, mss.url, CLAIRE);
    await page.getByRole('link', { name: 'Claire Morvan' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Mon compte' }).waitFor();
    await regarder(page, 'compte');
    await statutAttendu(page, 422, () => bouton(page, 'Créer le jeton').click());
    await page.getByText('Donnez un nom.').first().waitFor();
    await regarder(page, 'compte refuse');

    const nom = `Tableau de bord (${mode})`;
    await champ(page, 'À quoi sert-il').fill(nom);
    await choisir(page, 'Lire et écrire');
    await bouton(page, 'Créer le jeton').click();
    await page.getByText('Votre jeton est prêt').waitFor();
    await regarder(page, 'jeton cree');
    const jeton = await secret(page);
    const moi = await demander(jeton, '/moi');
    assert.deepEqual([moi.statut, moi.corps.compte.courriel, moi.corps.jeton.portee], [200, CLAIRE, 'ecriture']);
    assert.ok(Number(moi.entetes.get('ratelimit-remaining')) > 0);

    // Nowhere to be read again.
    await page.goto(`${mss.url}/compte`);
    assert.ok(!(await page.content()).includes(jeton));
    await page.getByText('Dernier usage le').first().waitFor();
    await regarder(page, 'jetons');
    await bouton(page, `Révoquer le jeton ${nom}`).click();
    await page.getByText('Révoqué', { exact: true }).first().waitFor();
    const refus = await demander(jeton, '/moi');
    assert.deepEqual([refus.statut, refus.corps.code], [401, 'jetonInvalide']);
    assert.match(refus.entetes.get('www-authenticate'), /invalid_token/);
  });

  test(`a token for one service sees no other, and no model (JavaScript: ${javaScriptEnabled})`, async (t) => {
    const page = await ouvrir(t, { javaScriptEnabled });
    await seConnecter(page, mss.url, CLAIRE);
    await page.goto(`${mss.url}/compte`);
    await champ(page, 'À quoi sert-il').fill(`Un service (${mode})`);
    await choisir(page, 'Certains seulement');
    await page.getByText('Choisir les services').click();
    await choisir(page, 'Portail famille');
    await regarder(page, 'jeton limite');
    await bouton(page, 'Créer le jeton').click();
    const jeton = await secret(page);
    const services = (await demander(jeton, '/services')).corps.elements;
    assert.deepEqual(services.map((s) => s.nom), ['Portail famille']);
    await page.goto(`${mss.url}/services`);
    const autre = await page
      .getByRole('rowheader')
      .getByRole('link')
      .evaluateAll((liens, sien) => liens.map((l) => new URL(l.href).pathname.split('/')[2]).find((id) => id !== sien), services[0].id);
    assert.equal((await demander(jeton, `/services/${services[0].id}`)).statut, 200);
    assert.equal((await demander(jeton, `/services/${autre}`)).statut, 404);
    const modeles = await demander(jeton, '/modeles');
    assert.deepEqual([modeles.statut, modeles.corps.code], [403, 'horsPortee']);
    const ecriture = await demander(jeton, `/services/${services[0].id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', 'If-Match': '"1"' },
      body: '{}',
    });
    assert.deepEqual([ecriture.statut, ecriture.corps.code], [403, 'horsPortee'], 'il lit seulement');
  });

  test(`the API is browsed without anything from outside (JavaScript: ${javaScriptEnabled})`, async (t) => {
    const page = await ouvrir(t, { javaScriptEnabled });
    await page.goto(mss.url);
    await page.getByRole('contentinfo').getByRole('link', { name: 'API', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'API' }).waitFor();
    await regarder(page, 'page');
    const description = await (await fetch(`${mss.url}/api/openapi.json`)).json();
    const adresses = Object.entries(description.paths).flatMap(([chemin, element]) =>
      Object.keys(element).map((methode) => `${methode.toUpperCase()} ${chemin}`),
    );
    const decrites = await page.locator('main summary > code').allInnerTexts();
    for (const adresse of adresses) assert.ok(decrites.includes(adresse), adresse);

    // From an address to the object it gives.
    await page.locator('summary', { hasText: 'PATCH /api/v1/services/{id}/mesures/{mesure}' }).click();
    const operation = page.locator('details[open]');
    await operation.getByText('If-Match', { exact: true }).waitFor();
    await regarder(page, 'page operation ouverte');
    await operation.getByRole('link', { name: 'Suivi', exact: true }).click();
    const objet = page.locator('#objet-Suivi');
    assert.ok(await objet.evaluate((o) => o.getBoundingClientRect().top < innerHeight), 'on y est mené');
    await objet.locator('summary').click();
    await objet.getByText('echeance').waitFor();
    // A refusal gives the address of its explanation.
    const refus = await demander('mss_faux', '/moi');
    await page.goto(mss.url + refus.corps.type);
    await page.locator('#erreur-jetonInvalide').getByText('401').waitFor();
    await page.getByText('Un tableau de bord, en Python').click();
    await regarder(page, 'page exemple');
  });
}
