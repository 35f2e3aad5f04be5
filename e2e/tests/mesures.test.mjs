// Measures in depth: the panel beside the list, a plan, what the team writes to each other, a
// selection changed at once and put back, what one finds again, the file, a merge that says so.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { verifier } from '../outils/accessibilite.mjs';
import { boutons, creerService, identifier, inviter } from '../outils/client.mjs';
import { capturer, choisir, ouvrir, seConnecter, statutAttendu } from '../outils/navigateur.mjs';
import { demarrerDemo } from '../outils/serveur.mjs';

const CLAIRE = 'porteur@demo.example';
const KARIM = 'rssi@demo.example';

let mss;
let client;
before(async () => {
  mss = await demarrerDemo();
  client = await identifier(mss.url, CLAIRE);
});

/** A service of Claire's and Karim's, nobody having answered anything yet; and its measures. */
async function depart(nom) {
  const service = await creerService(client, nom);
  await inviter(client, service, KARIM);
  const mesures = Object.keys(boutons(await client.lire(`${service}/mesures?onglet=toutes`)));
  return { service: `${mss.url}${service}`, mesures };
}

const panneau = (page) => page.getByRole('article');
const ligne = (page, mesure) => page.locator(`[id="${mesure}"]`);
const enregistrer = (page) => page.getByRole('button', { name: 'Enregistrer le plan' }).click();
const annonce = (page, texte) => page.locator('.mss-annonce').filter({ hasText: texte }).first().waitFor();

for (const javaScriptEnabled of [true, false]) {
  describe(`JavaScript: ${javaScriptEnabled}`, () => {
    const examiner = async (page, nom) => {
      if (!javaScriptEnabled) return;
      await verifier(page, nom);
      await capturer(page, `mesures-${nom.replaceAll(' ', '-')}`);
    };
    const suffixe = javaScriptEnabled ? '' : ' (sans script)';

    test('a measure opens beside its list, is planned, discussed and found again', async (t) => {
      const { service, mesures } = await depart(`Le plan${suffixe}`);
      const [premiere, deuxieme] = mesures;
      const page = await ouvrir(t, { javaScriptEnabled, viewport: { width: 1440, height: 900 } });
      await seConnecter(page, mss.url, CLAIRE);
      await page.goto(`${service}/mesures`);
      await examiner(page, 'la liste');
      const titre = await ligne(page, premiere).getByRole('link').first().innerText();
      await ligne(page, premiere).getByRole('link').first().click();
      await page.waitForURL(new RegExp(`/mesures/${premiere}`));
      await panneau(page).getByRole('heading', { level: 1, name: titre }).waitFor();
      assert.ok(await ligne(page, deuxieme).isVisible(), 'la liste reste à côté');
      await panneau(page).getByRole('heading', { name: 'Ce que cela change' }).waitFor();
      await examiner(page, 'le panneau');

      // The plan, then what was refused with everything kept.
      await choisir(page, 'Karim Benali');
      await panneau(page).getByLabel('Échéance').fill('2027-03-31');
      await panneau(page).getByRole('combobox', { name: 'Priorité' }).selectOption({ label: 'Haute' });
      const modalites = panneau(page).getByRole('textbox', { name: 'Modalités' });
      await modalites.fill('Double authentification par clé <physique>.');
      await enregistrer(page);
      await panneau(page).getByText('Échéance : aucune → 31 mars 2027').waitFor();
      assert.equal(await modalites.inputValue(), 'Double authentification par clé <physique>.');
      await ligne(page, premiere).getByText('Karim Benali · 31 mars 2027').waitFor();

      // Written, changed, deleted by whoever wrote it.
      const ecrit = panneau(page).locator('.mss-frise p');
      await panneau(page).getByRole('textbox', { name: 'Écrire à l’équipe' }).fill('Les clés arrivent jeudi.');
      await panneau(page).getByRole('button', { name: 'Publier' }).click();
      await ecrit.getByText('Les clés arrivent jeudi.').waitFor();
      await panneau(page).getByText('Modifier ou supprimer').click();
      await panneau(page).getByRole('textbox', { name: 'Votre commentaire' }).fill('Les clés arrivent vendredi.');
      await panneau(page).getByRole('button', { name: 'Enregistrer', exact: true }).last().click();
      await ecrit.getByText('Les clés arrivent vendredi.').waitFor();
      await panneau(page).getByText(/modifié depuis/).waitFor();
      await examiner(page, 'les échanges');

      // Found again by the text of the plan, a comment and a person; then the file of what is seen.
      await page.goto(`${service}/mesures?onglet=toutes`);
      for (const mots of ['clé physique', 'arrivent vendredi', 'benali', premiere]) {
        await page.getByRole('searchbox').or(page.getByRole('textbox', { name: 'Chercher une mesure' })).fill(mots);
        await page.getByRole('button', { name: 'Filtrer' }).click();
        await page.waitForURL((url) => url.searchParams.get('q') === mots);
        assert.equal(await page.locator('.mss-liste > li').count(), 1, mots);
        assert.ok(await ligne(page, premiere).isVisible(), mots);
      }
      await page.goto(`${service}/mesures?onglet=toutes`);
      await page.getByText('Plus de filtres').click();
      await page.getByRole('combobox', { name: 'Priorité' }).selectOption({ label: 'Haute' });
      await page.getByRole('button', { name: 'Filtrer' }).click();
      await page.waitForURL(/priorite=haute/);
      assert.equal(await page.locator('.mss-liste > li').count(), 1);
      assert.ok(await page.getByRole('combobox', { name: 'Priorité' }).isVisible(), 'le filtre choisi se voit');
      await examiner(page, 'filtrées');
      const csv = await page.request.get(await page.getByRole('link', { name: /^Exporter/ }).evaluate((a) => a.href));
      const [entete, ...lignes] = (await csv.text()).trim().split('\r\n');
      assert.match(entete, /Mesure/);
      assert.equal(lignes.length, 1);
      assert.match(lignes[0], new RegExp(`${premiere.replace('.', '\\.')}.*Karim Benali`));

      // What brings the most comes first when one asks.
      await page.goto(`${service}/mesures?onglet=toutes&tri=gain`);
      const gains = await page.locator('.mss-liste .mss-gain b').allInnerTexts();
      assert.equal(gains.length, mesures.length);
      assert.match(gains[0], /^\+0,\d\d$/);
    });

    test('a selection changes at once, and is put back at once', async (t) => {
      const { service, mesures } = await depart(`La sélection${suffixe}`);
      const page = await ouvrir(t, { javaScriptEnabled });
      await seConnecter(page, mss.url, CLAIRE);
      await page.goto(`${service}/mesures?onglet=toutes`);
      const barre = page.getByRole('form', { name: 'Changer les mesures cochées' });
      assert.ok(!(await barre.isVisible()), 'rien n’est coché');
      const cocher = (mesure) => page.getByRole('checkbox', { name: `Sélectionner ${mesure}`, exact: true }).check();
      await cocher(mesures[0]);
      await barre.waitFor();
      await statutAttendu(page, 422, async () => {
        await barre.getByRole('button', { name: 'Appliquer' }).click();
        await barre.getByText('Choisissez un statut, une personne ou une échéance.').waitFor();
      });
      assert.ok(await page.getByRole('checkbox', { name: `Sélectionner ${mesures[0]}`, exact: true }).isChecked(), 'la case reste cochée');
      await examiner(page, 'lot refusé');
      for (const mesure of mesures.slice(1, 3)) await cocher(mesure);
      await barre.getByRole('combobox', { name: 'Nouveau statut' }).selectOption({ label: 'En cours' });
      await barre.getByRole('combobox', { name: 'Nouveau responsable' }).selectOption({ label: 'Karim Benali' });
      await barre.getByLabel('Échéance').fill('2027-02-01');
      await barre.getByRole('button', { name: 'Appliquer' }).click();
      await page.getByText(/3\smesures modifiées/).waitFor();
      const etat = async () => {
        const liste = await client.lire(`${new URL(service).pathname}/mesures?onglet=toutes`);
        const statuts = boutons(liste);
        return mesures.slice(0, 4).map((m) => [statuts[m].statut, /Karim Benali · 1 févr\. 2027|Karim Benali · 1er févr/.test(liste.$(`[id="${m}"]`).text())]);
      };
      const change = await etat();
      assert.deepEqual(change.map(([statut]) => statut), ['enCours', 'enCours', 'enCours', null]);
      await examiner(page, 'lot fait');
      await page.getByRole('button', { name: 'Annuler ce changement' }).click();
      await page.getByText(/3\smesures rétablies/).first().waitFor();
      await page.getByRole('button', { name: 'Annuler ce changement' }).waitFor({ state: 'detached' });
      assert.deepEqual((await etat()).map(([statut]) => statut), [null, null, null, null]);
    });

    test('two people on different fields: both are kept, and it is said', async (t) => {
      const { service, mesures: [mesure] } = await depart(`Réunis${suffixe}`);
      const options = { javaScriptEnabled, viewport: { width: 1440, height: 900 } };
      const [claire, karim] = [await ouvrir(t, options), await ouvrir(t, options)];
      await seConnecter(claire, mss.url, CLAIRE);
      await seConnecter(karim, mss.url, KARIM);
      for (const page of [claire, karim]) await page.goto(`${service}/mesures/${mesure}`);
      await panneau(claire).getByLabel('Échéance').fill('2027-05-31');
      await enregistrer(claire);
      await panneau(claire).getByText('Échéance : aucune → 31 mai 2027').waitFor();
      await panneau(karim).getByRole('textbox', { name: 'Modalités' }).fill('Vu avec l’hébergeur.');
      await enregistrer(karim);
      await annonce(karim, /Claire Morvan/);
      assert.equal(await panneau(karim).getByLabel('Échéance').inputValue(), '2027-05-31');
      assert.equal(await panneau(karim).getByRole('textbox', { name: 'Modalités' }).inputValue(), 'Vu avec l’hébergeur.');
      await examiner(karim, 'réunis');
    });
  });
}

test('on a phone, a measure has its own page and the way back', async (t) => {
  const { service, mesures: [mesure] } = await depart('Au téléphone');
  const page = await ouvrir(t, { viewport: { width: 360, height: 740 } });
  await seConnecter(page, mss.url, CLAIRE);
  await page.goto(`${service}/mesures?onglet=toutes`);
  await ligne(page, mesure).getByRole('link').first().click();
  await panneau(page).getByRole('heading', { level: 1 }).waitFor();
  assert.ok(!(await ligne(page, mesure).isVisible()), 'la fiche a toute la place');
  await panneau(page).getByRole('link', { name: 'Fermer et revenir à la liste' }).click();
  await ligne(page, mesure).waitFor();
  assert.match(page.url(), /onglet=toutes/);
});
