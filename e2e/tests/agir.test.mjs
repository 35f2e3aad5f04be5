// What to do next on a service: gains, a target, the simulator, the plan; and the effect of a
// change of description, seen before it is saved.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { verifier } from '../outils/accessibilite.mjs';
import { creerService, identifier } from '../outils/client.mjs';
import { capturer, choisir, ouvrir, seConnecter, statutAttendu } from '../outils/navigateur.mjs';
import { demarrerDemo } from '../outils/serveur.mjs';

const CLAIRE = 'porteur@demo.example';

let mss;
let service;
before(async () => {
  mss = await demarrerDemo();
  const claire = await identifier(mss.url, CLAIRE);
  const liste = await claire.lire('/services?q=Portail+famille');
  service = liste.$('a[href^="/services/"]').map((_, a) => liste.$(a).attr('href')).get()
    .find((href) => /^\/services\/[0-9a-f-]{36}/.test(href)).slice(0, 46);
  await claire.fermer();
});

const nombre = (texte) => Number(texte.replace(',', '.'));

/** The index before and after, as the card of the simulator says them. */
async function indices(page) {
  const texte = await page.locator('#simulation .mss-grand').innerText();
  const [avant, apres] = texte.match(/\d,\d\d/g).map(nombre);
  return { avant, apres };
}

for (const javaScriptEnabled of [true, false]) {
  describe(`JavaScript: ${javaScriptEnabled}`, () => {
    test('what if is an address, stores nothing, and can go on the plan', async (t) => {
      const page = await ouvrir(t, { javaScriptEnabled });
      await seConnecter(page, mss.url, CLAIRE);
      await page.goto(`${mss.url}${service}/indice-cyber`);
      const simulation = page.getByRole('region', { name: /^Et si ces trois mesures/ });
      await simulation.waitFor();
      await verifier(page, 'indice et simulateur');
      if (javaScriptEnabled) await capturer(page, 'agir-indice');
      const debut = await indices(page);
      assert.ok(debut.apres > debut.avant);

      // One measure more: the index rises again, and the address says it.
      const boites = page.getByRole('checkbox', { name: /^Simuler / });
      assert.equal(await boites.count(), 9);
      await boites.nth(3).check();
      await page.getByRole('button', { name: 'Recalculer' }).click();
      await page.getByRole('heading', { name: 'Et si ces quatre mesures étaient faites' }).waitFor();
      const suite = await indices(page);
      assert.equal(suite.avant, debut.avant, 'rien n’est enregistré');
      assert.ok(suite.apres >= debut.apres);
      const partagee = new URL(page.url());
      assert.equal(partagee.searchParams.getAll('m').length, 4);
      await page.goto(`${mss.url}/services`);
      await page.goto(partagee.href);
      assert.deepEqual(await indices(page), suite, 'la même adresse, les mêmes chiffres');

      // Everything there is, and the way to an index.
      await page.getByRole('link', { name: /triées par gain/ }).click();
      await page.getByRole('heading', { name: 'Que faire ensuite' }).waitFor();
      await verifier(page, 'prochaines actions');
      if (javaScriptEnabled) await capturer(page, 'agir-actions');
      await page.getByRole('link', { name: 'Viser 4' }).click();
      await page.getByText(/Pour atteindre 4, \d+.mesures? suffi/).waitFor();
      await page.getByRole('textbox', { name: 'Indice visé' }).fill('neuf');
      await statutAttendu(page, 422, () => page.getByRole('button', { name: 'Calculer', exact: true }).click());
      await page.getByText('Écrivez un nombre').waitFor();
      assert.equal(await page.getByRole('textbox', { name: 'Indice visé' }).inputValue(), 'neuf');
      await verifier(page, 'cible refusée');
      await page.getByRole('textbox', { name: 'Indice visé' }).fill('4,5');
      await page.getByRole('button', { name: 'Calculer', exact: true }).click();
      await page.getByRole('link', { name: 'Simuler ces mesures' }).click();
      await page.locator('#simulation .mss-grand').waitFor();
      assert.ok((await indices(page)).apres >= 4.5);
      await verifier(page, 'plus court chemin simulé');
      if (javaScriptEnabled) await capturer(page, 'agir-cible');

      // On the plan: only those nobody had said anything of.
      const plan = page.getByRole('button', { name: 'Les mettre au plan' });
      if (await plan.isVisible()) {
        await plan.click();
        await page.waitForURL('**/mesures?onglet=aLancer');
        await page.getByText(/mesures? (est|sont) au plan/).first().waitFor();
      }
    });

    test('a change of description shows its effect before it is saved', async (t) => {
      const client = await identifier(mss.url, CLAIRE);
      const decrit = await creerService(client, `Lettre ${javaScriptEnabled}`, 'newsletter');
      await client.fermer();
      const page = await ouvrir(t, { javaScriptEnabled });
      await seConnecter(page, mss.url, CLAIRE);
      const etape = `${mss.url}${decrit}/description/caracteristiques`;
      await page.goto(etape);
      await choisir(page, /^Application pour téléphone/);
      await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
      await page.getByRole('heading', { name: 'Ce que change votre réponse' }).waitFor();
      await page.getByRole('heading', { name: /^Mesures ajoutées/ }).waitFor();
      await verifier(page, 'effet d’un changement');
      if (javaScriptEnabled) await capturer(page, 'agir-apercu');

      // Back to the answer: it is as it was left, and still not saved.
      await page.getByRole('button', { name: 'Revenir à ma réponse' }).click();
      const mobile = page.getByRole('checkbox', { name: /^Application pour téléphone/ });
      assert.ok(await mobile.isChecked(), 'la réponse est gardée à l’écran');
      await page.goto(etape);
      assert.ok(!(await mobile.isChecked()), 'rien n’est enregistré');

      await choisir(page, /^Application pour téléphone/);
      await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
      await page.getByRole('button', { name: 'Enregistrer ce changement' }).click();
      await page.getByText('La description est à jour').waitFor();

      // Heavier answers raise the level: said before, all questions on one page.
      await page.goto(`${mss.url}${decrit}/description/rapide`);
      await choisir(page, /^Pas plus de quatre heures/);
      await choisir(page, /^Tout le pays ou au-delà/);
      await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
      await page.getByRole('heading', { name: 'Ce que change votre réponse' }).waitFor();
      await page.getByRole('heading', { name: 'Le niveau de besoins monte' }).waitFor();
      await verifier(page, 'niveau relevé');
      if (javaScriptEnabled) await capturer(page, 'agir-niveau');
      await page.getByRole('link', { name: 'Ne rien changer' }).click();
      await page.getByText('Basiques').first().waitFor();
    });
  });
}
