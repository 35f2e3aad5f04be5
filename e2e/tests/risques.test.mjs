// The risks of a service: what they are, another gravity, one not studied, one of one's own from an
// example, a measure linked to it, the matrix and its file; a conflict between two people.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { verifier } from '../outils/accessibilite.mjs';
import { identifier } from '../outils/client.mjs';
import { capturer, choisir, ouvrir, seConnecter, statutAttendu } from '../outils/navigateur.mjs';
import { demarrerDemo } from '../outils/serveur.mjs';

const CLAIRE = 'porteur@demo.example';
const RAISON = 'Des mineurs sont concernés : un dossier perdu leur nuirait longtemps.';

let mss;
before(async () => {
  mss = await demarrerDemo();
});

/** Opens the risks of "Portail famille"; gives the address of the page. */
async function lesRisques(page) {
  await seConnecter(page, mss.url, CLAIRE);
  await page.getByRole('link', { name: 'Portail famille' }).click();
  await page.getByRole('link', { name: 'Risques', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Risques' }).waitFor();
  return page.url();
}

/** How many risks the first sentence says are studied. */
const etudies = async (page) => Number((await page.getByText(/risques sont étudiés/).innerText()).match(/^(\d+)/)[1]);

const rangees = (page) => page.getByRole('table', { name: /^Risques étudiés/ }).getByRole('rowheader').getByRole('link');

describe('risks', () => {
  for (const javaScriptEnabled of [true, false]) {
    test(`are decided of, added, linked and exported (JavaScript: ${javaScriptEnabled})`, async (t) => {
      const page = await ouvrir(t, { javaScriptEnabled });
      const examiner = async (nom) => {
        if (!javaScriptEnabled) return;
        await verifier(page, nom);
        await capturer(page, `risques-${nom.replaceAll(' ', '-')}`);
      };
      const risques = await lesRisques(page);
      const nombre = await etudies(page);
      assert.equal(await rangees(page).count(), nombre);
      assert.equal(await page.getByRole('table', { name: /^(Sans|Aujourd|Une fois).*gravité en lignes/ }).count(), 3);
      await examiner('la liste');

      // One risk: why it stands there, then another gravity, refused without a reason.
      const rang = javaScriptEnabled ? 0 : 1;
      const titre = await rangees(page).nth(rang).innerText();
      await rangees(page).nth(rang).click();
      await page.getByRole('heading', { level: 1, name: titre }).waitFor();
      await page.getByRole('heading', { name: 'Ce qui l’abaisserait' }).waitFor();
      await page.getByText(/barrières?, mesure par mesure/).click();
      await examiner('un risque');
      const gravite = page.getByRole('combobox', { name: 'Gravité retenue' });
      await gravite.selectOption('4');
      await statutAttendu(page, 422, () => page.getByRole('button', { name: 'Enregistrer la gravité' }).click());
      assert.equal(await gravite.inputValue(), '4', 'le choix reste à l’écran');
      await examiner('sans raison');
      await page.getByRole('textbox', { name: /^Raison/ }).fill(RAISON);
      await page.getByRole('button', { name: 'Enregistrer la gravité' }).click();
      await page.getByText('La gravité est enregistrée.').waitFor();
      await page.getByText('Gravité 4, extrême.', { exact: true }).waitFor();

      // Not studied, then studied again; the figures follow.
      await page.getByText('Ne pas étudier ce risque').click();
      await page.getByRole('textbox', { name: 'Pourquoi ?' }).fill('Le prestataire n’a aucun accès au service.');
      await page.getByRole('button', { name: 'Ne pas l’étudier' }).click();
      await page.getByText('Ce risque n’est plus étudié.').waitFor();
      await examiner('non étudié');
      await page.goto(risques);
      assert.equal(await etudies(page), nombre - 1);
      await page.getByRole('heading', { name: /risque non étudié/ }).waitFor();
      await page.getByRole('link', { name: titre }).click();
      await page.getByRole('button', { name: 'L’étudier à nouveau' }).click();
      await page.getByText('Ce risque est étudié à nouveau.').waitFor();
      await page.goto(risques);
      assert.equal(await etudies(page), nombre);

      // A risk of one's own, from an example.
      await page.getByRole('link', { name: 'Risque propre au service' }).click();
      await statutAttendu(page, 422, () => page.getByRole('button', { name: 'Ajouter ce risque' }).click());
      await examiner('un ajout refusé');
      await page.getByRole('link', { name: 'Chiffrement ou destruction par rançongiciel' }).click();
      await page.waitForURL(/exemple=rancongiciel/);
      await examiner('un exemple');
      await choisir(page, /^Traçabilité/);
      await page.getByRole('group', { name: /^Aujourd’hui/ }).getByRole('combobox', { name: 'Vraisemblance' }).selectOption('2');
      await page.getByRole('button', { name: 'Ajouter ce risque' }).click();
      await page.getByText('Le risque est ajouté.').waitFor();
      const propre = page.url();
      await page.getByText('Aucune mesure ne pèse sur ce risque.').waitFor();

      // A measure linked to it; the matrix and its file say so.
      const mesures = page.getByRole('combobox', { name: 'Mesure qui pèse sur ce risque' });
      const mesure = await mesures.locator('option').nth(1).getAttribute('value');
      await mesures.selectOption(mesure);
      await page.getByRole('button', { name: 'Lier', exact: true }).click();
      await page.getByText(new RegExp(`^${mesure.replace('.', '\\.')} est liée`)).waitFor();
      await examiner('un risque propre');
      await page.goto(`${risques}/couverture`);
      await page.getByRole('row', { name: new RegExp(`${mesure.replace('.', '\\.')}\\b.*lien ajouté`) }).waitFor();
      await examiner('la couverture');
      const export_ = await page.context().request.get(`${risques}/couverture.csv`);
      assert.match(export_.headers()['content-type'], /^text\/csv/);
      const lignes = (await export_.text()).split('\r\n');
      assert.ok(lignes[0].startsWith('\ufeff"Mesure";"Titre";"Statut"'));
      assert.ok(lignes.some((ligne) => ligne.startsWith(`"${mesure}";`) && ligne.endsWith('"ajouté"')));

      // Changed, taken out, put back.
      await page.goto(propre);
      await page.getByRole('link', { name: 'Modifier', exact: true }).click();
      const nom = page.getByRole('textbox', { name: 'Que peut-il arriver ?' });
      await nom.fill(`Rançongiciel ${javaScriptEnabled ? 'un' : 'deux'}`);
      await page.getByRole('button', { name: 'Enregistrer' }).click();
      await page.getByText('Le risque est enregistré.').waitFor();
      await page.getByRole('button', { name: 'Retirer ce risque' }).click();
      await page.getByText('Le risque est retiré.').waitFor();
      await page.getByText(/risques? retirés?$/).click();
      await page.getByRole('button', { name: /^Rétablir Rançongiciel/ }).click();
      await page.getByText('Le risque est de retour').waitFor();
    });
  }

  test('two people on the same gravity see both and choose', async (t) => {
    const page = await ouvrir(t);
    await lesRisques(page);
    await rangees(page).nth(2).click();
    await page.getByRole('combobox', { name: 'Gravité retenue' }).waitFor();
    const adresse = new URL(page.url()).pathname;
    const karim = await identifier(mss.url, 'rssi@demo.example');
    after(() => karim.fermer());
    const lue = await karim.lire(adresse);
    const champs = { geste: 'gravite', valeur: '1', raison: 'Peu de dossiers sont concernés.' };
    const envoi = await karim.envoyer(lue, `form:has(#raison)`, champs);
    assert.equal(envoi.statut, 303, envoi.html);

    await page.getByRole('combobox', { name: 'Gravité retenue' }).selectOption('4');
    await page.getByRole('textbox', { name: /^Raison/ }).fill(RAISON);
    await statutAttendu(page, 409, () => page.getByRole('button', { name: 'Enregistrer la gravité' }).click());
    await page.getByText('Peu de dossiers sont concernés.').waitFor();
    await verifier(page, 'le conflit');
    await capturer(page, 'risques-conflit');
    await page.getByRole('button', { name: 'Enregistrer la gravité' }).click();
    await page.getByText('Gravité 4, extrême.', { exact: true }).waitFor();
  });
});
