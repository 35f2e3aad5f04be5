// Two people work on the same service for a month, in the browser; a program does the same on a
// twin of that service through the API. Both services end in the same state.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { verifier } from '../outils/accessibilite.mjs';
import { creerService, identifier, inviter } from '../outils/client.mjs';
import { capturer, choisir, ouvrir, seConnecter, statutAttendu } from '../outils/navigateur.mjs';
import { demarrerDemo, MSS } from '../outils/serveur.mjs';

const CLAIRE = 'porteur@demo.example';
const KARIM = 'rssi@demo.example';
const SCRIPT = fileURLToPath(new URL('../../docs/exemples/api/mois.py', import.meta.url));

describe('a month for two', () => {
  let mss;
  let jetons;
  let services;
  before(async () => {
    mss = await demarrerDemo();
    const claire = await identifier(mss.url, CLAIRE);
    services = [];
    for (const nom of ['Le mois à la main', 'Le mois par programme']) {
      const service = await creerService(claire, nom);
      await inviter(claire, service, KARIM);
      services.push(service);
    }
    await claire.fermer();
    const jeton = (courriel) =>
      execFileSync(MSS, ['jetons', 'creer', '--courriel', courriel, '--portee', 'ecriture', '--donnees', mss.donnees], {
        encoding: 'utf8',
      }).trim();
    jetons = [jeton(CLAIRE), jeton(KARIM)];
  });

  const lire = async (chemin) => {
    const reponse = await fetch(`${mss.url}/api/v1${chemin}`, { headers: { Authorization: `Bearer ${jetons[0]}` } });
    assert.equal(reponse.status, 200, chemin);
    return reponse.json();
  };
  const tous = async (chemin) => {
    const elements = [];
    let suivant = '';
    do {
      const page = await lire(suivant ? `${chemin}?apres=${encodeURIComponent(suivant)}` : chemin);
      elements.push(...page.elements);
      ({ suivant } = page);
    } while (suivant);
    return elements;
  };

  test('in the browser', async (t) => {
    const [service] = services;
    const mesures = await tous(`${service}/mesures`);
    const [premiere, chantier, troisieme] = mesures.map((m) => m.id);
    const mois = new Mois(t, mss, service);
    const { claire, karim } = await mois.commencer();

    // First week: where three measures stand; the second one is Karim's.
    await mois.repondre(claire, premiere, 'Fait');
    await mois.repondre(claire, chantier, 'En cours');
    await mois.repondre(claire, troisieme, 'Non fait');
    await mois.ouvrir(claire, chantier);
    await choisir(claire, 'Karim Benali');
    await claire.getByRole('article').getByLabel('Échéance').fill('2027-01-15');
    await claire.getByRole('article').getByRole('combobox', { name: 'Priorité' }).selectOption({ label: 'Haute' });
    await mois.enregistrerLePlan(claire);
    await mois.ecrire(claire, 'Karim, peux-tu suivre ce chantier ?');
    await verifier(claire, 'la mesure et son plan');
    await capturer(claire, 'mois-plan');

    // Second week: he answers and moves on.
    await mois.passer(7);
    await mois.ouvrir(karim, chantier);
    await karim.locator('.mss-frise p').getByText('Karim, peux-tu suivre ce chantier ?').waitFor();
    await mois.ecrire(karim, 'Je m’en charge.');
    await karim.getByRole('textbox', { name: 'Modalités' }).fill('Fait pour les agents.');
    await mois.enregistrerLePlan(karim);
    await mois.repondre(karim, troisieme, 'En cours');

    // Third week: both write in the same field; he comes second, and reunites the two texts.
    await mois.passer(7);
    await mois.ouvrir(claire, chantier);
    await mois.ouvrir(karim, chantier);
    await claire.getByRole('textbox', { name: 'Modalités' }).fill('Fait pour les agents et les élus.');
    await mois.enregistrerLePlan(claire);
    await karim.getByRole('textbox', { name: 'Modalités' }).fill('Fait pour les agents, reste le prestataire.');
    await statutAttendu(karim, 409, async () => {
      await karim.getByRole('button', { name: 'Enregistrer le plan' }).click();
      await karim.getByRole('heading', { level: 1, name: /en même temps/ }).waitFor();
    });
    for (const texte of [/les élus/, /reste le prestataire/]) await karim.getByRole('main').getByText(texte).first().waitFor();
    await verifier(karim, 'deux textes');
    await capturer(karim, 'mois-conflit');
    await choisir(karim, /réunit les deux/);
    await karim.getByRole('textbox', { name: /réunit les deux/ }).fill('Fait pour les agents et les élus ; reste le prestataire.');
    await karim.getByRole('button', { name: 'Enregistrer mon choix' }).click();
    await karim.getByText('Fait pour les agents et les élus ; reste le prestataire.').first().waitFor();

    // Fourth week: what if the three most useful ones were done? Nothing is stored by asking.
    await mois.passer(7);
    const avant = await tous(`${service}/mesures`);
    const choisies = (await tous(`${service}/prochaines-actions`)).slice(0, 3).map((action) => action.id);
    await claire.goto(`${mss.url}${service}/prochaines-actions`);
    for (const coche of await claire.getByRole('checkbox', { name: /^Simuler / }).all()) await coche.setChecked(false);
    for (const mesure of choisies) await claire.getByRole('checkbox', { name: `Simuler ${mesure}`, exact: true }).setChecked(true);
    await claire.getByRole('button', { name: 'Recalculer' }).click();
    await claire.getByRole('heading', { name: 'Et si ces trois mesures étaient faites' }).waitFor();
    await verifier(claire, 'et si');
    await capturer(claire, 'mois-simulation');
    assert.deepEqual(await tous(`${service}/mesures`), avant, 'rien n’est enregistré');
    await claire.getByRole('button', { name: 'Les mettre au plan' }).click();
    await claire.waitForLoadState();
    const statuts = new Map((await tous(`${service}/mesures`)).map((m) => [m.id, m.statut]));
    for (const mesure of choisies) assert.notEqual(statuts.get(mesure), null, `${mesure} est au plan`);

    // The end of the month: it is done, and one risk does not concern this service.
    await mois.passer(7);
    await mois.repondre(karim, chantier, 'Fait');
    const [{ id: risque }] = await tous(`${service}/risques`);
    await karim.goto(`${mss.url}${service}/risques/${risque}`);
    await mois.ecrire(karim, 'Vu avec l’hébergeur.');
    await karim.getByText('Ne pas étudier ce risque').click();
    await karim.getByRole('textbox', { name: 'Pourquoi' }).fill('Couvert par le contrat d’hébergement.');
    await karim.getByRole('button', { name: 'Ne pas l’étudier' }).click();
    await karim.getByText('Couvert par le contrat d’hébergement.').first().waitFor();
    await verifier(karim, 'un risque non étudié');
    await capturer(karim, 'mois-risque');

    // What Claire finds when she comes back.
    await mois.passer(1);
    await claire.goto(`${mss.url}${service}/journal`);
    await claire.getByText(/Depuis votre dernière visite/).first().waitFor();
    await verifier(claire, 'le journal du mois');
    await capturer(claire, 'mois-journal');
    const points = await tous(`${service}/indice-cyber/historique`);
    assert.ok(points.length >= 4, `la courbe a un point par semaine : ${points.length}`);
  });

  test('through the API, to the same state', async () => {
    const [aLaMain, parProgramme] = services;
    const dit = execFileSync('python3', [SCRIPT, parProgramme.replace('/services/', '')], {
      encoding: 'utf8',
      env: { ...process.env, MSS_URL: mss.url, MSS_JETON: jetons[0], MSS_JETON_COLLEGUE: jetons[1] },
    });
    assert.match(dit, /^Indice : \d,\d\d\n$/);
    assert.deepEqual(await etat(parProgramme), await etat(aLaMain));
  });

  /** What the work of a month leaves, without what tells one service from another. */
  async function etat(service) {
    const suivi = ({ id, statut, incertaine, reportee, motif, details, priorite, echeance, responsables }) =>
      ({ id, statut, incertaine, reportee, motif, details, priorite, echeance, responsables });
    const mesures = (await tous(`${service}/mesures`)).map(suivi);
    const risques = (await tous(`${service}/risques`)).map(({ version, ...risque }) => risque);
    const objets = [`mesures/${mesures[1].id}`, `risques/${risques[0].id}`];
    const commentaires = {};
    for (const objet of objets) {
      const tousLes = await tous(`${service}/${objet}/commentaires`);
      commentaires[objet] = tousLes.map(({ nom, texte }) => `${nom} : ${texte}`);
    }
    return { mesures, risques, commentaires, indice: await lire(`${service}/indice-cyber`) };
  }
});

/** The two people, and what each of them does several times. */
class Mois {
  constructor(t, mss, service) {
    Object.assign(this, { t, mss, service });
  }

  async commencer() {
    this.claire = await ouvrir(this.t);
    this.karim = await ouvrir(this.t);
    await this.#seConnecter();
    return this;
  }

  async #seConnecter() {
    await seConnecter(this.claire, this.mss.url, CLAIRE);
    await seConnecter(this.karim, this.mss.url, KARIM);
  }

  /** Days go by; sessions end meanwhile. */
  async passer(jours) {
    const reponse = await fetch(`${this.mss.url}/demo/date`, {
      method: 'POST',
      body: new URLSearchParams({ jours: String(jours) }),
      redirect: 'manual',
    });
    assert.equal(reponse.status, 303);
    await this.#seConnecter();
  }

  ouvrir(page, mesure) {
    return page.goto(`${this.mss.url}${this.service}/mesures/${mesure}?onglet=toutes`);
  }

  /** One click in the list. */
  async repondre(page, mesure, reponse) {
    await page.goto(`${this.mss.url}${this.service}/mesures?onglet=toutes`);
    const ligne = page.locator(`[id="${mesure}"]`);
    await ligne.getByRole('button', { name: reponse, exact: true }).click();
    await ligne.locator('button[aria-pressed=true]', { hasText: reponse }).waitFor();
  }

  async enregistrerLePlan(page) {
    await page.getByRole('button', { name: 'Enregistrer le plan' }).click();
    await page.locator('.mss-annonce').filter({ hasText: /\S/ }).first().waitFor();
  }

  async ecrire(page, texte) {
    await page.getByRole('textbox', { name: 'Écrire à l’équipe' }).fill(texte);
    await page.getByRole('button', { name: 'Publier' }).click();
    await page.locator('.mss-frise p').getByText(texte).waitFor();
  }
}
