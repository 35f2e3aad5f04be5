// A person without a browser: pages read and forms sent over HTTP, for what many do at once.
// Invariant: a form goes out with every field its page put in it, as a browser would send it.

import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { request } from 'playwright-core';

const FORMULAIRE = 'application/x-www-form-urlencoded';

/** A person signed in at `base` as `courriel`. `fermer()` when done. */
export async function identifier(base, courriel) {
  const client = new Client(base, await request.newContext());
  const choix = await client.suivre((await client.lire('/connexion')).$('main a').first().attr('href'));
  const bouton = choix.$('button[name=personne]').filter((_, b) => choix.$(b).text() === courriel);
  const arrivee = await client.envoyer(choix, 'form', { personne: bouton.attr('value') }, { suivre: true });
  assert.match(arrivee.html, /Se déconnecter/, `${courriel} devait être connecté`);
  return client;
}

class Client {
  constructor(base, http) {
    Object.assign(this, { base, http });
  }

  /** The page at `chemin`, which must answer `statut`. */
  async lire(chemin, statut = 200) {
    const page = await this.suivre(chemin);
    assert.equal(page.statut, statut, `${chemin} : ${page.statut}`);
    return page;
  }

  async suivre(chemin) {
    return lirePage(await this.http.get(new URL(chemin, this.base).href));
  }

  /**
   * Sends the form `selecteur` of `page`, `champs` changed (a value, several, or null for none).
   * Gives the answer, without going where it redirects unless `suivre`.
   */
  async envoyer(page, selecteur, champs = {}, { suivre = false } = {}) {
    const { action, corps } = remplir(page, selecteur, champs);
    return this.poster(action, corps, { suivre });
  }

  /** Sends `corps` as it is. */
  async poster(action, corps, { suivre = false } = {}) {
    const options = { data: corps, headers: { 'Content-Type': FORMULAIRE }, ...(!suivre && { maxRedirects: 0 }) };
    return lirePage(await this.http.post(new URL(action, this.base).href, options));
  }

  /** The same person on new connections: those to a server that was killed are dead. */
  async renouer() {
    const storageState = await this.http.storageState();
    await this.http.dispose();
    this.http = await request.newContext({ storageState });
  }

  async fermer() {
    await this.http.dispose();
  }
}

async function lirePage(reponse) {
  const html = await reponse.text();
  return { statut: reponse.status(), url: reponse.url(), vers: reponse.headers().location, html, $: load(html) };
}

/** `{ action, corps }` of the form as the page filled it in, with `champs` instead of its own. */
export function remplir(page, selecteur, champs = {}) {
  const formulaire = page.$(selecteur);
  assert.equal(formulaire.length, 1, `${formulaire.length} formulaires « ${selecteur} » dans ${page.url}`);
  const paires = formulaire.serializeArray().filter(({ name }) => !(name in champs));
  const ajouts = Object.entries(champs).flatMap(([name, valeur]) =>
    (valeur === null ? [] : [valeur].flat()).map((value) => ({ name, value })),
  );
  const corps = new URLSearchParams([...paires, ...ajouts].map(({ name, value }) => [name, value])).toString();
  return { action: new URL(formulaire.attr('action') ?? '', page.url).href, corps };
}

/** Makes a service from an example, described to the end. Gives its address. */
export async function creerService(client, nom, exemple = 'reservation-salles') {
  const depart = await client.lire('/services/nouveau');
  const formulaire = 'form[action="/services/nouveau"]';
  const champs = { nomService: nom, 'organisationResponsable.siret': '21000000600010', exemple, suite: 'rapide' };
  let cree = await client.envoyer(depart, formulaire, champs);
  // The first service of an organisation: its name is asked.
  if (cree.$('#organisation').length) {
    cree = await client.envoyer(cree, formulaire, { ...champs, organisation: 'Ville de Saint-Aubin' });
  }
  assert.equal(cree.statut, 303, cree.html);
  const service = cree.vers.replace(/\/description\/.*/, '');
  const rapide = await client.lire(cree.vers);
  const decrit = await client.envoyer(rapide, 'main form');
  assert.equal(decrit.vers, `${service}/description/besoins`);
  const besoins = await client.lire(decrit.vers);
  const fini = await client.envoyer(besoins, 'main form');
  assert.equal(fini.vers, `${service}/etat-des-lieux`);
  return service;
}

/** Invites `courriel` on `service`. */
export async function inviter(client, service, courriel, role = 'contributeur') {
  const equipe = await client.lire(`${service}/equipe`);
  const reponse = await client.envoyer(equipe, `form[action="${service}/equipe"]`, { courriel, role });
  assert.equal(reponse.statut, 303, reponse.html);
}

/** The form of the statuses in a list of measures; the other one is that of a selection. */
export const LISTE = 'main form[method=post]:not(#lot)';

/** Its buttons: `{ id: { statut, version } }`. */
export function boutons(page) {
  const etats = {};
  page.$('button[name=statut]').each((_, bouton) => {
    const [mesure, statut, version] = page.$(bouton).attr('value').split(':');
    etats[mesure] ??= { statut: null, version: Number(version) };
    if (page.$(bouton).attr('aria-pressed') === 'true') etats[mesure].statut = statut;
  });
  return etats;
}
