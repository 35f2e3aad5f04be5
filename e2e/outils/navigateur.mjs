// Chromium for the journeys: one browser per test file, one context per person.
// Invariant: a page opened here fails its test on anything the person would not see go wrong.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const SORTIES = fileURLToPath(new URL('../sorties/', import.meta.url));
const LARGEURS = [1440, 768, 360];
const OPTIONS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

const REGLAGES = {
  locale: 'fr-FR',
  timezoneId: 'Europe/Paris',
  viewport: { width: 1280, height: 800 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
};

let lance = null;
const surveillances = new WeakMap();

after(async () => (await lance?.catch(() => null))?.close());

function navigateur() {
  lance ??= chromium.launch({
    executablePath: process.env.MSS_CHROMIUM ?? '/usr/bin/chromium',
    args: OPTIONS,
  });
  return lance;
}

/**
 * A page in a new context, closed when test `t` ends. What {@link surveiller} saw fails `t`.
 * `options` are Playwright's: `javaScriptEnabled`, `viewport`, `colorScheme`, `baseURL`…
 */
export async function ouvrir(t, options = {}) {
  const contexte = await (await navigateur()).newContext({
    ...REGLAGES,
    ...options,
  });
  contexte.setDefaultTimeout(10_000);
  const page = await contexte.newPage();
  surveiller(page, options);
  t.after(async () => {
    await contexte.close();
    const anomalies = anomaliesDe(page);
    for (const anomalie of anomalies) t.diagnostic(anomalie);
    assert.deepEqual(anomalies, [], `Pendant la visite :\n  ${anomalies.join('\n  ')}`);
  });
  return page;
}

/** Notes console and page errors, refusals of the CSP, failed requests, hosts beyond the loopback. */
function surveiller(page, options) {
  const suivi = { anomalies: [], attendus: new Set(), vus: new Set(), coupures: false, options };
  const noter = (anomalie) => suivi.anomalies.push(anomalie);
  surveillances.set(page, suivi);
  const contexte = page.context();
  contexte.on('console', (message) => {
    // The events below say the same with more detail.
    const doublon = message.text().startsWith('Failed to load resource:');
    if (message.type() === 'error' && !doublon) noter(`console : ${message.text()}`);
  });
  contexte.on('weberror', (erreur) => noter(`exception : ${erreur.error().message}`));
  contexte.on('request', (requete) => {
    const { protocol, hostname } = new URL(requete.url());
    const local = ['data:', 'blob:', 'about:'].includes(protocol) || ['127.0.0.1', 'localhost'].includes(hostname);
    if (!local) noter(`hôte extérieur : ${requete.url()}`);
  });
  contexte.on('requestfailed', (requete) => {
    const cause = requete.failure()?.errorText ?? '';
    // A page left before its end, or a fetch the script itself gave up.
    const abandon = cause === 'net::ERR_ABORTED';
    const coupure = suivi.coupures && /ERR_(CONNECTION|EMPTY_RESPONSE|SOCKET|INCOMPLETE)/.test(cause);
    if (!abandon && !coupure) noter(`requête échouée : ${requete.method()} ${requete.url()} (${cause})`);
  });
  contexte.on('response', (reponse) => {
    const statut = reponse.status();
    suivi.vus.add(statut);
    if (statut >= 400 && !suivi.attendus.has(statut)) {
      noter(`statut ${statut} : ${reponse.request().method()} ${reponse.url()}`);
    }
  });
}

/**
 * Gives `action` a page whose content can be examined: `page` itself, or when its context runs no
 * script (ours included) a twin made of its present content, in which no script of the page runs.
 */
export async function examinable(page, action) {
  const { options } = surveillances.get(page);
  if (options.javaScriptEnabled ?? true) return action(page);
  const contexte = await (await navigateur()).newContext({
    ...REGLAGES,
    ...options,
    javaScriptEnabled: true,
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
  });
  try {
    const jumelle = await contexte.newPage();
    const body = (await page.content()).replace(/<\/?noscript[^>]*>/g, '');
    const reponse = { body, contentType: 'text/html; charset=utf-8', headers: { 'Content-Security-Policy': "script-src 'none'" } };
    await jumelle.route(
      (url) => url.href === page.url(),
      (route) => (route.request().isNavigationRequest() ? route.fulfill(reponse) : route.continue()),
    );
    await jumelle.goto(page.url());
    return await action(jumelle);
  } finally {
    await contexte.close();
  }
}

/** What went wrong so far in the context of `page`, emptied. */
export function anomaliesDe(page) {
  return surveillances.get(page).anomalies.splice(0);
}

/** Runs `action`, during which `statut` (404, 409, 422…) must be answered and is no anomaly. */
export async function statutAttendu(page, statut, action) {
  const suivi = surveillances.get(page);
  suivi.attendus.add(statut);
  suivi.vus.delete(statut);
  try {
    const resultat = await action();
    await page.waitForLoadState();
    assert.ok(suivi.vus.has(statut), `Le serveur devait répondre ${statut} ; page ouverte : ${page.url()}`);
    return resultat;
  } finally {
    suivi.attendus.delete(statut);
  }
}

/** Runs `action`, during which the server may be cut off: for journeys that kill it. */
export async function pendantUneCoupure(page, action) {
  const suivi = surveillances.get(page);
  suivi.coupures = true;
  try {
    return await action();
  } finally {
    suivi.coupures = false;
  }
}

/** Signs in as `courriel`, through the demo provider's page or `oidc-provider`'s. */
export async function seConnecter(page, base, courriel) {
  await page.goto(`${base}/connexion`);
  const personne = page.getByRole('button', { name: courriel });
  const fournisseur = page.getByRole('main').getByRole('button').or(page.getByRole('main').getByRole('link')).first();
  // With several providers, or a page before leaving, one more click.
  await personne.or(fournisseur).first().waitFor();
  if (!(await personne.isVisible())) {
    await fournisseur.click();
    await personne.waitFor();
  }
  await personne.click();
  await page.getByRole('button', { name: 'Se déconnecter' }).waitFor();
  assert.equal(new URL(page.url()).origin, new URL(base).origin, 'de retour chez mss');
}

/** Chooses the radio button or check box of that name, by its label as one does with a mouse. */
export async function choisir(page, nom) {
  const controle = page.getByRole('radio', { name: nom }).or(page.getByRole('checkbox', { name: nom })).first();
  await page.locator(`label[for="${await controle.getAttribute('id')}"]`).click();
  assert.ok(await controle.isChecked(), `« ${nom} » devait être choisi`);
}

/** With `CAPTURES=1`: full-page screenshots at three widths in `sorties/`. */
export async function capturer(page, nom) {
  if (process.env.CAPTURES !== '1') return;
  mkdirSync(SORTIES, { recursive: true });
  const avant = page.viewportSize();
  for (const largeur of LARGEURS) {
    await page.setViewportSize({ width: largeur, height: 900 });
    await page.screenshot({ path: `${SORTIES}${nom}-${largeur}.png`, fullPage: true });
  }
  await page.setViewportSize(avant);
}
