// Several people on one service at the same moment, forms sent twice, sessions that end: nothing
// is lost, nothing happens twice. Over HTTP, then in a browser for what people see of it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { verifier } from '../outils/accessibilite.mjs';
import { LISTE, boutons, creerService, identifier, inviter, remplir } from '../outils/client.mjs';
import { PERSONNES } from '../outils/fournisseur.mjs';
import { capturer, choisir, ouvrir, seConnecter, statutAttendu } from '../outils/navigateur.mjs';
import { executerSql } from '../outils/postgres.mjs';
import { demarrerDemo, demarrerServir } from '../outils/serveur.mjs';

const DEMARRER = { sqlite: () => demarrerDemo(), postgres: () => demarrerServir({ base: 'postgres' }) };

/** The measures of a list nobody has answered yet. */
const vierges = (page) => Object.entries(boutons(page)).filter(([, { version }]) => version === 0).map(([mesure]) => mesure);

for (const [moteur, demarrer] of Object.entries(DEMARRER)) {
  describe(`at the same moment (${moteur})`, () => {
    let mss;
    let dix;
    let service;
    before(async () => {
      mss = await demarrer();
      dix = [];
      for (const { email } of [...PERSONNES, ...PERSONNES]) dix.push(await identifier(mss.url, email));
      service = await creerService(dix[0], 'À dix en même temps');
      for (const { email } of PERSONNES.slice(1)) await inviter(dix[0], service, email);
    });
    after(() => Promise.all(dix.map((client) => client.fermer())));

    const toutes = () => `${service}/mesures?onglet=toutes`;

    test('ten people change ten measures: nothing is lost', async () => {
      const mesures = vierges(await dix[0].lire(toutes())).slice(0, 10);
      for (const [vague, statut] of ['aLancer', 'enCours', 'fait'].entries()) {
        const pages = await Promise.all(dix.map((client) => client.lire(toutes())));
        const envois = dix.map((client, i) => client.envoyer(pages[i], LISTE, { statut: `${mesures[i]}:${statut}:${vague}` }));
        const statuts = (await Promise.all(envois)).map((reponse) => reponse.statut);
        assert.deepEqual(statuts, dix.map(() => 303));
        const lues = boutons(await dix[9].lire(toutes()));
        assert.deepEqual(mesures.map((m) => lues[m]), mesures.map(() => ({ statut, version: vague + 1 })));
      }
      const page = await dix[0].lire(`${service}/indice-cyber`);
      const affiche = page.$('.mss-grand').first().text().match(/[\d,]+/)[0];
      assert.notEqual(affiche, '0,00');
      const enListe = (await dix[0].lire('/services')).$(`main :has(> a[href^="${service}"])`).closest('tr, li').text();
      assert.ok(enListe.includes(affiche), `la liste des services dit aussi ${affiche} : ${enListe}`);
    });

    test('ten people answer the same measure: one wins, whoever said otherwise is shown both answers', async () => {
      const [mesure] = vierges(await dix[0].lire(toutes()));
      // The two sessions of a person say the same: one may always change one's own answer.
      const choix = (i) => (i % PERSONNES.length === 0 ? 'fait' : 'enCours');
      const pages = await Promise.all(dix.map((client) => client.lire(toutes())));
      const reponses = await Promise.all(
        dix.map((client, i) => client.envoyer(pages[i], LISTE, { statut: `${mesure}:${choix(i)}:0` })),
      );
      const enPlace = boutons(await dix[0].lire(toutes()))[mesure];
      assert.equal(enPlace.version, 1, 'une seule réponse est enregistrée');
      for (const [i, reponse] of reponses.entries()) {
        // Whoever said the same as the first has nothing to settle.
        assert.equal(reponse.statut, choix(i) === enPlace.statut ? 303 : 409);
      }
    });

    test('the same form sent five times at once does one thing', async () => {
      const [claire] = dix;
      const cinqFois = async (page, formulaire, champs) => {
        const { action, corps } = remplir(page, formulaire, champs);
        const reponses = await Promise.all(Array.from({ length: 5 }, () => claire.poster(action, corps)));
        assert.deepEqual(reponses.map((r) => r.statut), [303, 303, 303, 303, 303]);
        const vers = new Set(reponses.map((r) => r.vers));
        assert.equal(vers.size, 1, 'chacun arrive au même endroit');
        return [...vers][0];
      };
      const compter = async () => {
        const { $ } = await claire.lire('/services');
        return $('main a').filter((_, lien) => $(lien).text() === 'Envoyé cinq fois').length;
      };
      const champs = { nomService: 'Envoyé cinq fois', 'organisationResponsable.siret': '21000000600010', exemple: 'cantine' };
      const cree = await cinqFois(await claire.lire('/services/nouveau'), 'form[action="/services/nouveau"]', champs);
      assert.equal(await compter(), 1);

      const liste = await claire.lire(toutes());
      const [mesure] = vierges(liste);
      await cinqFois(liste, LISTE, { statut: `${mesure}:fait:0` });
      assert.deepEqual(boutons(await claire.lire(toutes()))[mesure], { statut: 'fait', version: 1 });

      const nouveau = cree.replace(/\/description\/.*/, '');
      await cinqFois(await claire.lire(`${nouveau}/supprimer`), 'main form');
      assert.equal(await compter(), 0);
      await cinqFois(await claire.lire('/services/corbeille'), `form[action="${nouveau}/restaurer"]`);
      assert.equal(await compter(), 1);
    });

    test('a form already sent is refused with other answers', async () => {
      const page = await dix[0].lire('/services/nouveau');
      const champs = { 'organisationResponsable.siret': '21000000600010', exemple: '' };
      const envoyer = (nomService) => dix[0].envoyer(page, 'form[action="/services/nouveau"]', { ...champs, nomService });
      assert.equal((await envoyer('Un premier nom')).statut, 303);
      assert.equal((await envoyer('Un autre nom')).statut, 422);
      assert.doesNotMatch((await dix[0].lire('/services')).html, /Un autre nom/);
    });

    test('two people describe: different answers merge, the same one is settled by whoever comes second', async () => {
      const [claire, karim] = dix;
      const commun = await creerService(claire, 'Décrit à deux');
      await inviter(claire, commun, PERSONNES[1].email);
      const etape = `${commun}/description/identite`;
      const avant = [await claire.lire(etape), await karim.lire(etape)];
      assert.equal((await claire.envoyer(avant[0], 'main form', { presentation: 'Le texte de Claire.' })).statut, 303);
      const fusion = await karim.envoyer(avant[1], 'main form', { statutDeploiement: 'enProjet' });
      assert.equal(fusion.statut, 303, fusion.html);
      const fusionne = await claire.lire(etape);
      assert.equal(fusionne.$('#presentation').text().trim(), 'Le texte de Claire.');
      assert.equal(fusionne.$('input[name=statutDeploiement]:checked').attr('value'), 'enProjet');

      const conflit = await karim.envoyer(avant[1], 'main form', { presentation: 'Le texte de Karim.' });
      assert.equal(conflit.statut, 422, 'ce formulaire a déjà servi');
      const frais = await karim.lire(etape);
      await claire.envoyer(await claire.lire(etape), 'main form', { presentation: 'Le second texte de Claire.' });
      const deux = await karim.envoyer(frais, 'main form', { presentation: 'Le texte de Karim.' });
      assert.equal(deux.statut, 409);
      for (const texte of ['Le second texte de Claire.', 'Le texte de Karim.', 'Claire Morvan']) {
        assert.ok(deux.$('main').text().includes(texte), texte);
      }
      const choix = await karim.envoyer(deux, 'main form', { 'garder.presentation': 'mien' });
      assert.equal(choix.statut, 303, choix.html);
      assert.equal((await claire.lire(etape)).$('#presentation').text().trim(), 'Le texte de Karim.');
    });

    for (const javaScriptEnabled of [true, false]) {
      test(`what two people see of it (JavaScript: ${javaScriptEnabled})`, async (t) => {
        const [claire, karim] = [await ouvrir(t, { javaScriptEnabled }), await ouvrir(t, { javaScriptEnabled })];
        await seConnecter(claire, mss.url, PERSONNES[0].email);
        await seConnecter(karim, mss.url, PERSONNES[1].email);
        const [mesure] = vierges(await dix[0].lire(toutes()));
        const groupe = (page) => page.locator(`[id="${mesure}"]`).getByRole('group', { name: 'Statut de la mesure' });
        await claire.goto(`${mss.url}${toutes()}`);
        await karim.goto(`${mss.url}${toutes()}`);
        await groupe(claire).getByRole('button', { name: 'Fait', exact: true }).click();
        await claire.locator('.mss-annonce', { hasText: mesure }).waitFor();
        const aBouger = () => groupe(karim).getByRole('button', { name: 'En cours' }).click();
        await statutAttendu(karim, 409, async () => {
          await aBouger();
          await karim.getByRole('heading', { name: 'Deux personnes ont modifié cette mesure en même temps' }).waitFor();
        });
        await karim.getByText('La réponse de Claire Morvan, en place').waitFor();
        if (javaScriptEnabled && moteur === 'sqlite') {
          await verifier(karim, 'deux réponses');
          await capturer(karim, 'simultane-conflit');
        }
        assert.ok(await karim.getByRole('radio', { name: 'La vôtre' }).isChecked(), 'la sienne est proposée');
        await karim.getByRole('button', { name: 'Enregistrer mon choix' }).click();
        await karim.locator('.mss-annonce', { hasText: `${mesure} : en cours` }).waitFor();
        assert.deepEqual(boutons(await dix[0].lire(toutes()))[mesure], { statut: 'enCours', version: 2 });
      });
    }
  });
}

describe('a session that ends', () => {
  let mss;
  let claire;
  let service;
  const MOTIF = 'Ce service n’a pas de poste de travail : <b>rien à protéger</b>.';
  before(async () => {
    mss = await demarrerServir({ base: 'postgres' });
    claire = await identifier(mss.url, PERSONNES[0].email);
    service = await creerService(claire, 'Interrompu');
  });
  after(() => claire.fermer());

  /** The delay that ends a session, without waiting for it. */
  const finir = () => executerSql(mss.adresse, 'UPDATE sessions SET expire_le = vue_le');

  for (const javaScriptEnabled of [true, false]) {
    test(`what was typed is offered again after sign-in (JavaScript: ${javaScriptEnabled})`, async (t) => {
      const page = await ouvrir(t, { javaScriptEnabled });
      await seConnecter(page, mss.url, PERSONNES[0].email);
      const [mesure] = vierges(await identifierEtLire());
      await page.goto(`${mss.url}${service}/mesures/${mesure}`);
      await page.getByText('Elle ne sera pas faite').click();
      await choisir(page, 'Écartée');
      await page.getByRole('textbox', { name: 'Motif' }).fill(MOTIF);
      await finir();
      await statutAttendu(page, 401, () => page.getByRole('button', { name: 'Enregistrer', exact: true }).click());
      await page.getByText('Ce que vous venez de saisir est gardé').waitFor();
      if (javaScriptEnabled) {
        await verifier(page, 'session finie');
        await capturer(page, 'simultane-session');
      }
      await page.getByRole('main').getByRole('link', { name: 'Se connecter' }).click();
      await page.getByRole('link', { name: 'Continuer avec' }).click();
      await page.getByRole('heading', { name: 'Reprendre votre saisie' }).waitFor();
      await page.getByText(MOTIF).waitFor();
      if (javaScriptEnabled) {
        await verifier(page, 'reprise');
        await capturer(page, 'simultane-reprise');
      }
      await page.getByRole('button', { name: 'Enregistrer ma saisie' }).click();
      await page.waitForURL((url) => url.pathname.startsWith(service));
      const lue = await (await renouer()).lire(`${service}/mesures/${mesure}`);
      assert.equal(lue.$('#motif').text().trim(), MOTIF);
    });
  }

  test('it is not offered to someone else', async (t) => {
    const page = await ouvrir(t);
    await seConnecter(page, mss.url, PERSONNES[0].email);
    const [mesure] = vierges(await identifierEtLire());
    await page.goto(`${mss.url}${service}/mesures/${mesure}`);
    await page.getByText('Elle ne sera pas faite').click();
    await choisir(page, 'Écartée');
    await page.getByRole('textbox', { name: 'Motif' }).fill(MOTIF);
    await finir();
    await statutAttendu(page, 401, () => page.getByRole('button', { name: 'Enregistrer', exact: true }).click());
    await page.context().clearCookies({ domain: 'localhost' });
    await page.getByRole('main').getByRole('link', { name: 'Se connecter' }).click();
    await page.getByRole('link', { name: 'Continuer avec' }).click();
    await page.getByRole('button', { name: PERSONNES[1].email }).click();
    await page.getByRole('heading', { name: 'Mes services' }).waitFor();
    await page.goto(`${mss.url}/reprise`);
    assert.equal(new URL(page.url()).pathname, '/services');
  });

  test('in place, the answer stays on screen and goes out after signing in beside', async (t) => {
    const page = await ouvrir(t);
    await seConnecter(page, mss.url, PERSONNES[0].email);
    await page.goto(`${mss.url}${service}/etat-des-lieux`);
    await page.getByRole('main').getByRole('link', { name: /Commencer|Reprendre/ }).click();
    const question = await page.getByRole('heading', { level: 1 }).innerText();
    await finir();
    const repondre = () => page.getByRole('button', { name: /^Fait/ }).click();
    await statutAttendu(page, 401, async () => {
      await repondre();
      await page.getByText('Votre session a pris fin.').waitFor();
    });
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), question);
    await verifier(page, 'session finie, en place');
    await capturer(page, 'simultane-en-place');
    const [onglet] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Se reconnecter' }).click(),
    ]);
    await onglet.getByRole('link', { name: 'Continuer avec' }).click();
    await onglet.getByRole('button', { name: 'Se déconnecter' }).waitFor();
    await repondre();
    // The token of that page died with its session: one confirms.
    await page.getByRole('heading', { name: 'Reprendre votre saisie' }).waitFor();
    await page.getByRole('button', { name: 'Enregistrer ma saisie' }).click();
    await page.locator('.mss-annonce', { hasText: 'Réponse enregistrée : fait' }).waitFor();
  });

  async function renouer() {
    await claire.fermer();
    claire = await identifier(mss.url, PERSONNES[0].email);
    return claire;
  }

  /** Other tests end every session, this one's too. */
  async function identifierEtLire() {
    return (await renouer()).lire(`${service}/mesures?onglet=toutes`);
  }
});
