// The harness checks itself: a bad page is reported by each check, a good one by none.
// Needs Chromium, PostgreSQL and the Node packages, not the mss binary.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { examiner, verifier } from '../outils/accessibilite.mjs';
import { demarrerFournisseur, PERSONNES } from '../outils/fournisseur.mjs';
import { anomaliesDe, ouvrir, pendantUneCoupure, statutAttendu } from '../outils/navigateur.mjs';
import { peser, verifierPoids } from '../outils/poids.mjs';
import { demarrerPostgres } from '../outils/postgres.mjs';
import { portLibre } from '../outils/processus.mjs';
import * as pages from './pages.mjs';

const CSP = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";
let base;
let serveur;

before(async () => {
  serveur = createServer(repondre).listen(await portLibre(), '127.0.0.1');
  await once(serveur, 'listening');
  base = `http://127.0.0.1:${serveur.address().port}`;
});
after(() => {
  serveur.closeAllConnections();
  serveur.close();
});

function repondre(req, res) {
  const chemin = new URL(req.url, 'http://x').pathname;
  if (chemin === '/coupe') return req.socket.destroy();
  const [type, corps] = pages.servir(chemin) ?? [null, null];
  if (!type) return res.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' }).end(pages.bonne);
  const octets = gzipSync(corps);
  return res
    .writeHead(200, { 'Content-Type': type, 'Content-Encoding': 'gzip', 'Content-Security-Policy': CSP })
    .end(octets);
}

for (const javaScriptEnabled of [true, false]) {
  test(`a good page passes every check (JavaScript: ${javaScriptEnabled})`, async (t) => {
    const page = await ouvrir(t, { javaScriptEnabled });
    await page.goto(`${base}/bonne`);
    assert.equal(await page.locator('html').getAttribute('data-script'), javaScriptEnabled ? 'oui' : null);
    await verifier(page, 'bonne page');
    await verifierPoids(page, `${base}/bonne`);
    assert.equal(await page.locator('html').getAttribute('data-script'), javaScriptEnabled ? 'oui' : null);
    assert.deepEqual(page.viewportSize(), { width: 1280, height: 800 });
  });
}

describe('faults', { concurrency: 2 }, () => {
  for (const [nom, { attendu }] of Object.entries(pages.mauvaises)) {
    test(`a bad page is reported: ${nom}`, async (t) => {
      const page = await ouvrir(t);
      await page.goto(`${base}/mauvaise/${nom}`);
      const problemes = await examiner(page);
      assert.ok(problemes.some((p) => attendu.test(p)), `${attendu} attendu, obtenu :\n${problemes.join('\n')}`);
      await assert.rejects(verifier(page, nom), assert.AssertionError);
    });
  }

  for (const [nom, { attendu }] of Object.entries(pages.bruyantes)) {
    for (const javaScriptEnabled of pages.bruyantes[nom].script ? [true] : [true, false]) {
      test(`an incident is reported: ${nom} (JavaScript: ${javaScriptEnabled})`, async (t) => {
        const page = await ouvrir(t, { javaScriptEnabled });
        await page.goto(`${base}/bruyante/${nom}`, { waitUntil: 'networkidle' });
        const anomalies = anomaliesDe(page);
        assert.ok(anomalies.some((a) => attendu.test(a)), `${attendu} attendu, obtenu :\n${anomalies.join('\n')}`);
      });
    }
  }
});

test('an incident fails the test it happened in', async () => {
  const fins = [];
  const faux = { after: (fin) => fins.push(fin), diagnostic: () => {} };
  const page = await ouvrir(faux);
  await page.goto(`${base}/bruyante/csp`);
  await assert.rejects(fins[0](), /Content Security Policy/);
});

test('an expected status and an expected cut are no incident', async (t) => {
  const page = await ouvrir(t);
  await statutAttendu(page, 404, () => page.goto(`${base}/inconnue`));
  await assert.rejects(statutAttendu(page, 409, () => page.goto(`${base}/bonne`)), /devait répondre 409/);
  await pendantUneCoupure(page, () => assert.rejects(page.goto(`${base}/coupe`)));
});

test('the weight counts compressed bytes and every request', async (t) => {
  const page = await ouvrir(t);
  const { requetes, octets, detail } = await peser(page, `${base}/bonne`);
  assert.equal(requetes, 4, `page, style sheet, script, icon: ${JSON.stringify(detail)}`);
  assert.ok(octets > 500 && octets < 4_000, JSON.stringify(detail));
  const lourde = await peser(page, `${base}/lourde`);
  assert.ok(lourde.octets > 300_000 && lourde.octets < 310_000, `${lourde.octets} octets`);
  await assert.rejects(verifierPoids(page, `${base}/lourde`), /octets \(maximum/);
  await assert.rejects(verifierPoids(page, `${base}/bavarde`), /requêtes \(maximum/);
});

test('PostgreSQL starts on the loopback and stops', async () => {
  const cluster = await demarrerPostgres();
  const ecoute = () =>
    new Promise((fini) => {
      const prise = connect(cluster.port, '127.0.0.1', () => fini(true)).on('error', () => fini(false));
      prise.unref();
      prise.once('connect', () => prise.destroy());
    });
  assert.equal(await ecoute(), true);
  await cluster.arreter();
  assert.equal(await ecoute(), false);
  assert.throws(() => process.kill(cluster.pid, 0), { code: 'ESRCH' });
});

for (const userinfoSigne of [false, true]) {
  test(`the identity provider signs people in (signed userinfo: ${userinfoSigne})`, async (t) => {
    const fournisseur = await demarrerFournisseur({ url: base, userinfoSigne });
    try {
      for (const personne of PERSONNES.slice(0, userinfoSigne ? 1 : 5)) {
        const lue = await identifier(t, fournisseur, personne.email);
        assert.deepEqual(lue, personne);
      }
    } finally {
      await fournisseur.arreter();
    }
    await assert.rejects(fetch(fournisseur.emetteur));
  });
}

test('the identity provider requires PKCE and refuses unknown parameters', async () => {
  const fournisseur = await demarrerFournisseur({ url: base });
  try {
    const sans = await fetch(demande(fournisseur, {}), { redirect: 'manual' });
    assert.match(sans.headers.get('location'), /error=invalid_request.*PKCE/);
    const inconnu = await fetch(`${demande(fournisseur, {})}&inconnu=1`, { redirect: 'manual' });
    assert.equal(inconnu.status, 400);
  } finally {
    await fournisseur.arreter();
  }
});

function demande({ emetteur, clientId }, autres) {
  const parametres = {
    client_id: clientId,
    response_type: 'code',
    redirect_uri: `${base}/connexion/retour`,
    scope: 'openid email given_name usual_name siret',
    state: 'etat',
    nonce: 'nonce',
    ...autres,
  };
  return `${emetteur}/auth?${new URLSearchParams(parametres)}`;
}

/** The code flow as mss does it; gives what userinfo says. */
async function identifier(t, fournisseur, courriel) {
  const verificateur = randomBytes(32).toString('base64url');
  const defi = createHash('sha256').update(verificateur).digest('base64url');
  const page = await ouvrir(t, { javaScriptEnabled: false });
  await page.goto(demande(fournisseur, { code_challenge: defi, code_challenge_method: 'S256' }));
  await page.getByRole('button', { name: courriel }).click();
  await page.waitForURL(`${base}/connexion/retour**`);
  const retour = new URL(page.url()).searchParams;
  assert.equal(retour.get('state'), 'etat');
  const jetons = await fetch(`${fournisseur.emetteur}/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${fournisseur.clientId}:${fournisseur.secret}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: retour.get('code'),
      redirect_uri: `${base}/connexion/retour`,
      code_verifier: verificateur,
    }),
  }).then((reponse) => reponse.json());
  const reponse = await fetch(`${fournisseur.emetteur}/me`, { headers: { Authorization: `Bearer ${jetons.access_token}` } });
  if (!reponse.headers.get('content-type').startsWith('application/jwt')) return reponse.json();
  const { iss, aud, iat, exp, ...personne } = JSON.parse(Buffer.from((await reponse.text()).split('.')[1], 'base64url'));
  assert.equal(iss, fournisseur.emetteur);
  return personne;
}
