// What a page costs to load with an empty cache.
// Invariant: bytes are those on the wire, compressed, headers included, redirects counted.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

export const LIMITES = { requetes: 12, octets: 250_000 };

/** Loads `url` without cache. Gives `{ requetes, octets, detail }`. */
export async function peser(page, url) {
  const cdp = await page.context().newCDPSession(page);
  const adresses = new Map();
  const detail = [];
  cdp.on('Network.requestWillBeSent', ({ requestId, request, redirectResponse }) => {
    if (request.url.startsWith('data:')) return;
    if (redirectResponse) detail.push({ url: redirectResponse.url, octets: redirectResponse.encodedDataLength });
    adresses.set(requestId, request.url);
  });
  const finir = ({ requestId, encodedDataLength = 0 }) => {
    if (!adresses.has(requestId)) return;
    detail.push({ url: adresses.get(requestId), octets: encodedDataLength });
    adresses.delete(requestId);
  };
  cdp.on('Network.loadingFinished', finir);
  cdp.on('Network.loadingFailed', finir);
  try {
    await cdp.send('Network.enable');
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.goto(url, { waitUntil: 'networkidle' });
    // Playwright may hear of the last bytes before this session does.
    for (const limite = Date.now() + 5_000; adresses.size > 0 && Date.now() < limite; ) await pause(20);
  } finally {
    await cdp.detach();
  }
  const tout = await compterIcone(page, detail);
  return { requetes: tout.length, octets: tout.reduce((somme, { octets }) => somme + octets, 0), detail: tout };
}

/** Browsers fetch the icon when they please, once per site: count it exactly once. */
async function compterIcone(page, detail) {
  const icones = await page.evaluate(() => {
    const declarees = [...document.querySelectorAll('link[rel~="icon"]')].map((lien) => lien.href);
    return declarees.length ? declarees : [new URL('/favicon.ico', location.href).href];
  });
  const sans = detail.filter(({ url }) => !icones.includes(url));
  if (icones[0].startsWith('data:')) return sans;
  const reponse = await page.request.get(icones[0]);
  const octets = Number(reponse.headers()['content-length'] ?? (await reponse.body()).length);
  return [...sans, { url: icones[0], octets }];
}

/** Fails when loading `url` takes more than 12 requests or 250 kB. */
export async function verifierPoids(page, url, limites = LIMITES) {
  const { requetes, octets, detail } = await peser(page, url);
  const liste = detail.map((d) => `  ${String(d.octets).padStart(8)} ${d.url}`).join('\n');
  assert.ok(requetes <= limites.requetes, `${url} : ${requetes} requêtes (maximum ${limites.requetes})\n${liste}`);
  assert.ok(octets <= limites.octets, `${url} : ${octets} octets (maximum ${limites.octets})\n${liste}`);
  return { requetes, octets };
}
