// The clerk's half hour, in a real browser, on both engines, with and without JavaScript: she
// describes "Réservation de salles", says where each measure stands, hands over what she does not
// know, and reads an index that is to the hundredth the one of `mss evaluer`.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { before, describe, test } from 'node:test';
import { verifier } from '../outils/accessibilite.mjs';
import { capturer, choisir, ouvrir, seConnecter, statutAttendu } from '../outils/navigateur.mjs';
import { verifierPoids } from '../outils/poids.mjs';
import { demarrerServir, MSS } from '../outils/serveur.mjs';

const CLAIRE = 'porteur@demo.example';
const KARIM = 'rssi@demo.example';
const SIRET = '210 000 006 00010';
const PRESENTATION = 'Les associations et les habitants y réservent une salle.\nEn cas d’arrêt, l’accueil prend le relais par téléphone.';

/** What she says of the service, as `mss evaluer` reads it. */
const DESCRIPTION = {
  typeService: ['serviceEnLigne'],
  specificitesProjet: ['echangeOuReceptionEmails'],
  typeHebergement: 'saas',
  activitesExternalisees: ['administrationTechnique', 'developpementLogiciel'],
  ouvertureSysteme: 'accessibleSurInternet',
  audienceCible: 'moyenne',
  dureeDysfonctionnementAcceptable: 'moinsDe24h',
  categoriesDonneesTraitees: ['documentsIdentifiants', 'donneesDIdentite'],
  volumetrieDonneesTraitees: 'moyen',
  localisationDonneesTraitees: 'UE',
  niveauSecurite: 'niveau2',
};

/** What she answers, question after question. */
const REPONSES = ['fait', 'fait', 'enCours', 'fait', 'aLancer', 'jeNeSaisPas', 'fait', 'plusTard', 'enCours', 'fait', 'aLancer', 'fait'];
const TOUCHES = { fait: '1', enCours: '2', aLancer: '3', jeNeSaisPas: '4' };
const BOUTONS = { fait: /^Fait/, enCours: /^En cours/, aLancer: /^Non fait/, jeNeSaisPas: /^Je ne sais pas/, plusTard: /^Plus tard/ };
/** She stops after this many, and comes back. */
const PAUSE = 17;

const evaluer = (statuts) =>
  JSON.parse(execFileSync(MSS, ['evaluer', '-'], { input: JSON.stringify({ description: DESCRIPTION, statuts }) }));
const centiemes = (indice) => Math.floor(indice * 100 + 1e-9);
/** Shown to the tenth, cut: 2.98 has not reached 3. */
const affiche = (indice) => (Math.floor(centiemes(indice) / 10) / 10).toFixed(1).replace('.', ',');
/** What is missing to reach the next unit, from the index as it is shown. */
const manque = (indice) => ((10 - (Math.floor(centiemes(indice) / 10) % 10)) / 10).toFixed(1).replace('.', ',');

for (const base of ['sqlite', 'postgres']) {
  describe(`the half hour (${base})`, () => {
    let mss;
    before(async () => {
      mss = await demarrerServir({ base });
    });
    for (const javaScriptEnabled of [true, false]) {
      test(`JavaScript: ${javaScriptEnabled}`, async (t) => {
        const visite = new Visite(t, mss, { javaScriptEnabled, complete: base === 'sqlite' && javaScriptEnabled });
        await visite.arriver();
        await visite.commencer();
        await visite.decrire();
        await visite.choisirLeNiveau();
        await visite.repondre();
        await visite.lireLaFin();
        await visite.confier();
        await visite.parcourirLesMesures();
        await visite.ecarter();
        await visite.comparerLIndice();
      });
    }
  });
}

class Visite {
  constructor(t, mss, { javaScriptEnabled, complete }) {
    Object.assign(this, { t, mss, js: javaScriptEnabled, complete, statuts: {}, inconnues: [], reportees: 0 });
    this.nom = `Réservation de salles${javaScriptEnabled ? '' : ', au guichet'}`;
  }

  /** Looks at the page as it is, once for the four visits. */
  async examiner(nom) {
    if (!this.complete) return;
    await verifier(this.page, nom);
    await capturer(this.page, `demi-heure-${nom}`);
  }

  async arriver() {
    this.page = await ouvrir(this.t, { javaScriptEnabled: this.js });
    await this.page.goto(`${this.mss.url}/`);
    await this.page.getByRole('main').getByRole('link', { name: 'Se connecter' }).click();
    await seConnecter(this.page, this.mss.url, CLAIRE);
  }

  /** A name and an organisation, with a mistake on the way. */
  async commencer() {
    const { page } = this;
    await page.getByRole('link', { name: /Décrire un service|Nouveau service/ }).click();
    await this.examiner('nouveau');
    const remplir = async (libelle, texte) => page.getByRole('textbox', { name: libelle }).fill(texte);
    const envoyer = () => page.getByRole('button', { name: 'Commencer' }).click();
    await remplir('Comment s’appelle le service', this.nom);
    await remplir('Quelle organisation en répond', '210 000 006 00011');
    await choisir(page, 'Partir de zéro');
    await statutAttendu(page, 422, envoyer);
    await page.getByText('Ce numéro n’est ni un SIRET').first().waitFor();
    const saisie = (libelle) => page.getByRole('textbox', { name: libelle }).inputValue();
    assert.equal(await saisie('Comment s’appelle le service'), this.nom, 'le nom est gardé');
    assert.equal(await saisie('Quelle organisation en répond'), '210 000 006 00011', 'le SIRET aussi, à corriger');
    await this.examiner('nouveau-siret');
    await remplir('Quelle organisation en répond', SIRET);
    if (await this.#premierDeLOrganisation()) {
      await statutAttendu(page, 422, envoyer);
      await page.getByText('Nous ne connaissons pas encore ce numéro').first().waitFor();
      await this.examiner('nouveau-organisation');
      await remplir('Comment s’appelle cette organisation', 'Ville de Saint-Aubin');
    }
    await envoyer();
    await page.waitForURL('**/description/identite');
    this.service = page.url().replace('/description/identite', '');
  }

  /** The first visit on a server names the organisation; the second finds it named. */
  async #premierDeLOrganisation() {
    return this.js;
  }

  /** Three steps of questions; the level moves as she answers; she leaves in the middle. */
  async decrire() {
    const { page } = this;
    const continuer = () => page.getByRole('button', { name: 'Continuer' }).click();
    await choisir(page, 'Déjà ouvert');
    await page.getByRole('textbox', { name: 'À quoi sert-il' }).fill(PRESENTATION);
    if (this.js) await page.getByText('Brouillon enregistré à').waitFor();
    await this.examiner('identite');
    await continuer();

    await page.waitForURL('**/description/caracteristiques');
    await choisir(page, 'Démarche ou espace avec compte');
    await choisir(page, 'L’envoi ou la réception de courriels');
    await choisir(page, 'Logiciel en ligne prêt à l’emploi');
    await this.examiner('caracteristiques');
    await page.getByRole('button', { name: 'Enregistrer et quitter' }).click();
    await page.waitForURL('**/services');
    await page.getByRole('row', { name: this.nom }).getByRole('link', { name: 'Terminer la description' }).click();

    await page.waitForURL('**/description/enjeux');
    const niveau = page.locator('#niveau');
    await niveau.getByText('Pas encore de niveau').waitFor();
    await choisir(page, 'N’importe où, par Internet');
    await choisir(page, 'Une commune, un département, une région');
    await choisir(page, 'Vingt-quatre heures au plus');
    await choisir(page, 'Identité et coordonnées');
    await choisir(page, 'Assez');
    await this.#recalculer(niveau.getByRole('heading', { name: 'Besoins basiques' }));
    await choisir(page, 'Pièces d’identité');
    await choisir(page, 'Uniquement dans l’Union européenne');
    await this.#recalculer(niveau.getByRole('heading', { name: 'Besoins modérés' }));
    await niveau.getByText('Exposition 3 sur 3').waitFor();
    await niveau.getByText('Comment on y arrive').waitFor();
    await this.examiner('enjeux');
    await continuer();

    await page.waitForURL('**/description/recapitulatif');
    for (const texte of [this.nom, PRESENTATION.split('\n')[1], 'Pièces d’identité']) {
      await page.getByRole('main').getByText(texte).first().waitFor();
    }
    await this.examiner('recapitulatif');
  }

  /** Live with JavaScript, by a button without. */
  async #recalculer(attendu) {
    if (!this.js) await this.page.getByRole('button', { name: 'Recalculer le niveau' }).click();
    await attendu.waitFor();
  }

  async choisirLeNiveau() {
    const { page } = this;
    await page.getByRole('link', { name: 'Choisir le niveau' }).click();
    await page.waitForURL('**/description/besoins');
    assert.ok(await page.getByRole('radio', { name: /^Besoins basiques/ }).isDisabled(), 'jamais plus bas');
    assert.ok(await page.getByRole('radio', { name: /^Besoins modérés/ }).isChecked());
    assert.ok(await page.getByRole('radio', { name: /^Besoins avancés/ }).isEnabled(), 'plus haut si l’on veut');
    await this.examiner('besoins');
    await page.getByRole('button', { name: 'Terminer la description' }).click();
    await page.waitForURL('**/etat-des-lieux');
    const attendues = evaluer({}).mesures.length;
    await page.getByText(`Sa liste compte ${attendues} mesures`).waitFor();
    await page.getByText(`Encore ${attendues} questions, environ`).waitFor();
    this.mesures = attendues;
    await this.examiner('etat-des-lieux');
    if (this.complete) await verifierPoids(page, page.url());
  }

  /** All the questions, one at a time; she stops, closes everything, and comes back. */
  async repondre() {
    await this.page.getByRole('link', { name: 'Commencer' }).click();
    for (let rang = 0; !new URL(this.page.url()).pathname.endsWith('/fin'); rang += 1) {
      assert.ok(rang < 2 * this.mesures, 'les questions ont une fin');
      if (rang === 1) await this.examiner('question');
      if (rang === PAUSE) await this.revenir();
      await this.repondreAUne(rang);
    }
    assert.equal(Object.keys(this.statuts).length + this.inconnues.length, this.mesures);
    assert.ok(this.reportees >= 3 && this.inconnues.length >= 3, 'un mélange de réponses');
  }

  async repondreAUne(rang) {
    const { page } = this;
    const mesure = new URL(page.url()).pathname.split('/').at(-1);
    const restantes = this.mesures - Object.keys(this.statuts).length - this.inconnues.length;
    const texte = restantes === 1 ? 'Encore 1 question, environ' : `Encore ${restantes} questions, environ`;
    await page.getByText(texte).waitFor();
    // "Plus tard" brings the question back at the end; it is then answered.
    const tardive = rang >= this.mesures;
    const reponse = tardive ? 'fait' : REPONSES[rang % REPONSES.length];
    if (this.js && TOUCHES[reponse]) await page.keyboard.press(TOUCHES[reponse]);
    else await page.getByRole('main').getByRole('button', { name: BOUTONS[reponse] }).click();
    await page.waitForURL((url) => url.searchParams.get('vient') === mesure);
    if (reponse === 'plusTard') this.reportees += 1;
    else if (reponse === 'jeNeSaisPas') this.inconnues.push(mesure);
    else this.statuts[mesure] = reponse;
  }

  /** Another day, another browser: the same question is there. */
  async revenir() {
    const question = await this.page.getByRole('heading', { level: 1 }).innerText();
    await this.page.context().close();
    this.page = await ouvrir(this.t, { javaScriptEnabled: this.js });
    await seConnecter(this.page, this.mss.url, CLAIRE);
    await this.page.getByRole('row', { name: this.nom, exact: false }).getByRole('link', { name: /^Répondre à/ }).click();
    await this.examiner('reprise');
    await this.page.getByRole('link', { name: 'Reprendre' }).click();
    await this.page.getByRole('heading', { level: 1, name: question }).waitFor();
  }

  /** What remains, the most pressing first, and the index. */
  async lireLaFin() {
    const { page } = this;
    await page.getByRole('heading', { name: 'L’état des lieux est terminé' }).waitFor();
    const { indiceCyber } = evaluer(this.statuts);
    assert.equal((await page.locator('.mss-grand').innerText()).match(/[\d,]+/)[0], affiche(indiceCyber.total));
    await page.getByRole('heading', { name: 'Ce qui reste, par priorité' }).waitFor();
    const lignes = page.locator('.mss-liste > li');
    assert.equal(await lignes.count(), 10);
    await lignes.first().getByText('Indispensable').waitFor();
    const faites = Object.values(this.statuts).filter((statut) => statut === 'fait').length;
    await page.getByRole('link', { name: `Voir les ${this.mesures - faites} mesures à traiter` }).waitFor();
    await this.examiner('fin');
  }

  /** The questions she cannot answer go to her colleague, who answers one. */
  async confier() {
    const { page } = this;
    const combien = (nombre) => `${nombre} question${nombre > 1 ? 's' : ''} à demander`;
    await page.getByRole('link', { name: combien(this.inconnues.length) }).click();
    await page.getByRole('heading', { level: 1, name: combien(this.inconnues.length) }).waitFor();
    await page.getByText('Message prêt à copier').first().waitFor();
    const message = await page.getByRole('textbox', { name: 'Texte du message' }).first().inputValue();
    assert.ok(message.includes(this.nom) && message.includes('Fait si'), message);
    await this.examiner('a-demander');

    await page.getByRole('link', { name: 'Équipe' }).click();
    await this.examiner('equipe');
    const inviter = async (adresse) => {
      await page.getByRole('textbox', { name: 'Adresse électronique' }).fill(adresse);
      await choisir(page, 'Contributeur');
      await page.getByRole('button', { name: 'Inviter' }).click();
    };
    await statutAttendu(page, 422, () => inviter('rssi'));
    await page.getByText('Cette adresse n’est pas complète').first().waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Adresse électronique' }).inputValue(), 'rssi');
    await inviter(KARIM);
    await page.getByText('C’est noté').waitFor();
    await page.getByRole('main').getByText(KARIM, { exact: true }).waitFor();
    await this.examiner('equipe-invitee');

    const karim = await ouvrir(this.t, { javaScriptEnabled: this.js });
    await seConnecter(karim, this.mss.url, KARIM);
    await karim.getByRole('row', { name: this.nom }).getByRole('link', { name: /^Demander/ }).click();
    const mesure = this.inconnues.shift();
    await karim.locator(`[id="${mesure}"]`).getByRole('group', { name: 'Statut de la mesure' }).getByRole('button', { name: 'Fait', exact: true }).click();
    await karim.getByRole('heading', { level: 1, name: combien(this.inconnues.length) }).waitFor();
    this.statuts[mesure] = 'fait';
  }

  /** Tabs, search, filters, and a status in one click. */
  async parcourirLesMesures() {
    const { page } = this;
    await page.getByRole('link', { name: 'Mesures', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Mesures' }).waitFor();
    await this.compter();
    await this.examiner('mesures');
    if (this.complete) await verifierPoids(page, page.url());

    const ligne = page.locator('.mss-liste > li').first();
    const mesure = await ligne.getAttribute('id');
    await ligne.getByRole('button', { name: 'En cours' }).click();
    await page.locator('.mss-annonce', { hasText: `${mesure} : en cours` }).waitFor();
    this.statuts[mesure] = 'enCours';
    this.inconnues = this.inconnues.filter((inconnue) => inconnue !== mesure);
    await page.locator('.mss-annonce', { hasText: affiche(evaluer(this.statuts).indiceCyber.total) }).waitFor();
    await this.compter();

    const filtrer = () => page.getByRole('button', { name: 'Filtrer' }).click();
    await page.getByRole('link', { name: /^Toutes/ }).click();
    await page.getByRole('combobox', { name: 'Catégorie' }).selectOption('gouvernance');
    await page.getByRole('combobox', { name: 'Exigence' }).selectOption('indispensable');
    await filtrer();
    await page.waitForURL(/categorie=gouvernance/);
    const lignes = page.locator('.mss-liste > li');
    for (const texte of await lignes.allInnerTexts()) assert.match(texte, /Indispensable[\s\S]*Gouvernance/);
    await page.getByRole('searchbox', { name: 'Chercher une mesure' }).fill('zzz introuvable');
    await filtrer();
    await page.getByRole('heading', { name: 'Aucune mesure ne correspond' }).waitFor();
    await this.examiner('mesures-rien');
    await page.getByRole('link', { name: 'Retirer les filtres' }).click();
    await page.getByRole('searchbox', { name: 'Chercher une mesure' }).fill(mesure.toLowerCase());
    await filtrer();
    await page.waitForURL(/q=/);
    await page.locator(`[id="${mesure}"]`).waitFor();
  }

  /** The counts of the tabs are those of what was said. */
  async compter() {
    const nombre = (statut) => Object.values(this.statuts).filter((s) => s === statut).length;
    const attendus = { Faites: nombre('fait'), 'En cours': nombre('enCours'), 'À lancer': nombre('aLancer'), Écartées: nombre('nonFait') };
    const onglets = this.page.getByRole('navigation', { name: 'Mesures par état' });
    for (const [onglet, compte] of Object.entries(attendus)) {
      const texte = await onglets.getByRole('link', { name: onglet }).innerText();
      assert.equal(Number(texte.match(/\d+/)[0]), compte, `${onglet} : ${texte}`);
    }
  }

  /** Declining takes a reason. */
  async ecarter() {
    const { page } = this;
    const mesure = Object.keys(this.statuts).find((m) => this.statuts[m] === 'aLancer');
    await page.goto(`${this.service}/mesures/${mesure}`);
    await this.examiner('mesure');
    const motif = page.getByRole('textbox', { name: 'Motif' });
    const enregistrer = () => page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await page.getByText('Elle ne sera pas faite maintenant').click();
    await choisir(page, 'Écartée');
    await motif.fill('   ');
    await statutAttendu(page, 422, enregistrer);
    await page.getByText('Dites pourquoi cette mesure est écartée').first().waitFor();
    assert.ok(await page.getByRole('radio', { name: 'Écartée' }).isChecked(), 'le choix est gardé');
    await this.examiner('mesure-motif');
    await motif.fill('Aucun <em>poste</em> ne fait partie du service.');
    await enregistrer();
    this.statuts[mesure] = 'nonFait';
    await page.goto(`${this.service}/mesures?onglet=ecartees`);
    await page.locator(`[id="${mesure}"]`).getByText('Écartée').waitFor();
    await this.compter();
    await page.goto(`${this.service}/mesures/${mesure}`);
    assert.equal(await motif.inputValue(), 'Aucun <em>poste</em> ne fait partie du service.');
    await this.examiner('mesure-ecartee');
  }

  /** The figures on screen are those of the evaluation, to the hundredth. */
  async comparerLIndice() {
    const { page } = this;
    await page.getByRole('link', { name: 'Indice cyber', exact: true }).click();
    const { indiceCyber, indiceCyberPersonnalise } = evaluer(this.statuts);
    const grand = await page.locator('.mss-jauge .mss-grand').innerText();
    assert.equal(grand.match(/[\d,]+/)[0], affiche(indiceCyber.total));
    await page.getByText(`Il manque ${manque(indiceCyber.total)} point pour`).waitFor();
    const categories = { Gouvernance: 'gouvernance', Protection: 'protection', Défense: 'defense', Résilience: 'resilience' };
    for (const [nom, categorie] of Object.entries(categories)) {
      const cellule = page.getByRole('table').getByRole('row', { name: nom }).getByRole('cell').last();
      assert.equal(await cellule.innerText(), affiche(indiceCyber[categorie]), nom);
    }
    const fiche = await page.getByRole('main').locator('dl').innerText();
    assert.ok(fiche.includes(affiche(indiceCyberPersonnalise.total)), fiche);
    await this.examiner('indice');
    if (this.complete) await verifierPoids(page, page.url());
    await page.getByRole('banner').getByRole('link', { name: 'Services', exact: true }).click();
    await page.getByRole('row', { name: this.nom }).getByText(affiche(indiceCyber.total)).first().waitFor();
    await this.examiner('services');
  }
}
