// Models of measures and measures of one's own: copied from the library, shared, added to a
// service, followed up, changed by two people at once, taken off and brought back.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { verifier } from '../outils/accessibilite.mjs';
import { creerService, identifier, inviter } from '../outils/client.mjs';
import { capturer, choisir, ouvrir, seConnecter, statutAttendu } from '../outils/navigateur.mjs';
import { demarrerDemo } from '../outils/serveur.mjs';

const CLAIRE = 'porteur@demo.example';
const KARIM = 'rssi@demo.example';
const BALISE = '<img src=x onerror="alert(1)">';

let mss;
let claire;
before(async () => {
  mss = await demarrerDemo();
  claire = await identifier(mss.url, CLAIRE);
});
after(() => claire.fermer());

const champ = (page, nom) => page.getByRole('textbox', { name: nom });
const bouton = (page, nom) => page.getByRole('button', { name: nom });
const lien = (page, nom) => page.getByRole('link', { name: nom });

for (const javaScriptEnabled of [true, false]) {
  describe(`models and measures of one's own (JavaScript: ${javaScriptEnabled})`, () => {
    /** Accessibility and pictures, once: the pages are the same without script. */
    const regarder = async (page, nom) => {
      if (!javaScriptEnabled) return;
      await verifier(page, nom);
      await capturer(page, `modeles-${nom.replaceAll(' ', '-')}`);
    };
    const titre = `Exiger deux facteurs (${javaScriptEnabled ? 'avec' : 'sans'})`;
    let adresse;
    let service;

    test('a complementary measure becomes a model, seen by nobody else until it is shared', async (t) => {
      service = await creerService(claire, `Modèles ${javaScriptEnabled}`);
      await inviter(claire, service, KARIM);
      const page = await ouvrir(t, { javaScriptEnabled });
      await seConnecter(page, mss.url, CLAIRE);
      await lien(page, 'Modèles').first().click();
      await page.getByRole('heading', { name: 'Modèles de mesures' }).waitFor();
      await regarder(page, 'liste');
      await page.getByRole('searchbox', { name: 'Chercher un modèle' }).fill('second facteur privileges');
      await bouton(page, 'Filtrer').click();
      await page.waitForURL(/q=second/);
      await lien(page, 'Exiger un second facteur pour les comptes à privilèges').click();
      await regarder(page, 'mesure de la bibliotheque');
      await lien(page, 'En faire un modèle à moi').click();
      await champ(page, 'Que faut-il faire').fill('');
      await statutAttendu(page, 422, () => bouton(page, 'Créer le modèle').click());
      await page.getByText('Donnez un titre.').first().waitFor();
      await regarder(page, 'refuse');
      await champ(page, 'Que faut-il faire').fill(titre);
      await champ(page, 'Étapes').fill(`Choisir les comptes\n${BALISE}`);
      await bouton(page, 'Créer le modèle').click();
      await page.getByRole('heading', { name: titre }).waitFor();
      adresse = new URL(page.url()).pathname;
      assert.equal(await champ(page, 'Étapes').inputValue(), `Choisir les comptes\n${BALISE}`);
      await regarder(page, 'modele');

      const chez = await ouvrir(t, { javaScriptEnabled });
      await seConnecter(chez, mss.url, KARIM);
      await statutAttendu(chez, 404, () => chez.goto(mss.url + adresse));

      await page.getByRole('combobox', { name: 'Vous, et les personnes de' }).selectOption({ index: 1 });
      await bouton(page, 'Changer').click();
      await page.getByText('Modèle partagé.').waitFor();
      await chez.goto(`${mss.url}/modeles?provenance=partages`);
      await lien(chez, titre).click();
      await chez.getByRole('heading', { name: 'Modèle de Claire Morvan' }).waitFor();
      assert.equal(await bouton(chez, 'Enregistrer').count(), 0, 'seule sa créatrice le modifie');
      await regarder(chez, 'modele partage');
    });

    test('a model is added to a service, and followed up like any measure', async (t) => {
      const page = await ouvrir(t, { javaScriptEnabled });
      await seConnecter(page, mss.url, KARIM);
      await page.goto(`${mss.url}${service}/mesures`);
      await lien(page, 'Mesure propre au service').click();
      await page.getByRole('heading', { name: 'Ajouter une mesure' }).waitFor();
      await regarder(page, 'ajouter');
      await lien(page, titre).click();
      await regarder(page, 'texte de la mesure');
      await bouton(page, 'Ajouter au service').click();
      await page.getByRole('heading', { name: titre }).waitFor();
      await regarder(page, 'volet');
      await page.getByRole('article').getByRole('button', { name: 'Fait', exact: true }).click();
      await page.getByText('SPE.1 : fait').first().waitFor();
      await page.goto(`${mss.url}${service}/mesures?onglet=faites&q=deux+facteurs`);
      await page.locator('#SPE\\.1').waitFor();
      await regarder(page, 'liste des mesures');
      await page.goto(`${mss.url}${service}/mesures/SPE.1`);
      await page.getByText('Dire sur quel risque elle pèse').click();
      await page.getByRole('combobox', { name: 'Risque' }).selectOption({ index: 1 });
      await page.getByRole('button', { name: 'Lier', exact: true }).click();
      await bouton(page, /^Délier/).waitFor();
    });

    test('two people on the same part of the text: both are shown, one chooses', async (t) => {
      const [une, autre] = [await ouvrir(t, { javaScriptEnabled }), await ouvrir(t, { javaScriptEnabled })];
      await seConnecter(une, mss.url, CLAIRE);
      await seConnecter(autre, mss.url, KARIM);
      const texte = `${mss.url}${service}/mesures/SPE.1/texte`;
      for (const page of [une, autre]) await page.goto(texte);
      await champ(autre, 'Que faut-il faire').fill('Le titre de Karim');
      await champ(autre, 'Étapes').fill('Une étape de Karim');
      await bouton(autre, 'Enregistrer').click();
      await autre.getByText('Texte enregistré.').waitFor();
      await champ(une, 'Que faut-il faire').fill('Le titre de Claire');
      await champ(une, 'Étapes').fill('Une étape de Claire');
      await champ(une, 'Description').fill('La description de Claire');
      await statutAttendu(une, 409, () => bouton(une, 'Enregistrer').click());
      await une.getByText('Rien n’est perdu, il reste à choisir').waitFor();
      await regarder(une, 'conflit');
      await choisir(une, 'Le texte de Karim Benali, en place');
      const etapes = une.getByRole('group', { name: /étapes/ });
      await etapes.getByText('Un texte qui réunit les deux').click();
      await bouton(une, 'Enregistrer mon choix').click();
      await une.getByText('Texte enregistré.').waitFor();
      await une.goto(texte);
      assert.equal(await champ(une, 'Que faut-il faire').inputValue(), 'Le titre de Karim');
      assert.equal(await champ(une, 'Étapes').inputValue(), 'Une étape de Karim\nUne étape de Claire');
      assert.equal(await champ(une, 'Description').inputValue(), 'La description de Claire');
    });

    test('a measure is taken off and brought back; a model too', async (t) => {
      const page = await ouvrir(t, { javaScriptEnabled });
      await seConnecter(page, mss.url, CLAIRE);
      await page.goto(`${mss.url}${service}/mesures/SPE.1`);
      await lien(page, 'Retirer du service').click();
      await bouton(page, 'Retirer la mesure').click();
      await bouton(page, 'Remettre la mesure').waitFor();
      await regarder(page, 'mesure retiree');
      await bouton(page, 'Remettre la mesure').click();
      await page.getByRole('heading', { name: 'Le titre de Karim' }).waitFor();
      const presse = page.getByRole('article').getByRole('button', { name: 'Fait', exact: true });
      assert.equal(await presse.getAttribute('aria-pressed'), 'true', 'son statut est revenu avec elle');

      await page.goto(mss.url + adresse);
      await page.getByText('Supprimer ce modèle').click();
      await bouton(page, 'Supprimer').click();
      await page.getByText('Ce modèle est supprimé').waitFor();
      await regarder(page, 'modele supprime');
      await bouton(page, 'Reprendre ce modèle').click();
      await page.getByText('Le modèle est de retour.').waitFor();
    });
  });
}
