// People with many services, made through the pages as they would, and what they then ask.
// Invariant: nothing is written behind the program's back.

import { boutons, creerService, identifier } from '../e2e/outils/client.mjs';
import { ENSEMBLE } from './mesurer.mjs';

/** How the measures of a service stand, one after the other; the last ones have no status. */
const STATUTS = ['fait', 'enCours', 'aLancer', null];
const SUIVANT = { aLancer: 'enCours', enCours: 'fait', fait: 'aLancer' };

/** Someone at `url` who owns `nombre` services, all described, their measures under way. */
export async function peupler(url, courriel, nombre) {
  const client = await identifier(url, courriel);
  const services = [];
  for (let i = 1; i <= nombre; i += 1) {
    const service = await creerService(client, `Service numéro ${i}`);
    await avancer(client, service);
    services.push(service);
  }
  const toutes = await client.lire(`${services[0]}/mesures?onglet=toutes`);
  const { cookies } = await client.http.storageState();
  await client.fermer();
  return {
    url,
    services,
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    jeton: toutes.$('input[name=_csrf]').first().attr('value'),
    /** Where the measures of the first service stand: `{ id: { statut, version } }`. */
    etats: boutons(toutes),
  };
}

/** Gives a quarter of the measures each status, a selection at a time. */
async function avancer(client, service) {
  const page = await client.lire(`${service}/mesures?onglet=toutes`);
  const cases = page.$('input[name=mesure]').map((_, boite) => page.$(boite).attr('value')).get();
  for (const [rang, statut] of STATUTS.entries()) {
    if (!statut) continue;
    const mesure = cases.filter((_, i) => i % STATUTS.length === rang);
    const reponse = await client.envoyer(page, 'form#lot', { mesure, 'lot-statut': statut, operation: crypto.randomUUID() });
    if (reponse.statut !== 303) throw new Error(`${service}: ${reponse.statut}`);
  }
}

/** The page at `chemin`, as `qui` sees it. */
export const lecture = (qui, chemin, encodage = 'identity') => () => ({
  url: qui.url + chemin,
  entetes: { cookie: qui.cookie ?? '', 'accept-encoding': encodage },
});

/**
 * A button of the first service's list of measures: another measure each time, at the version its
 * page would show, for another status than the one it has. Senders share no measure, so that each
 * of them has seen what it changes.
 */
export function changement(qui) {
  const parts = Array.from({ length: ENSEMBLE }, () => []);
  Object.entries(qui.etats).forEach((etat, i) => parts[i % ENSEMBLE].push(etat));
  return (_, rang) => {
    const part = parts[rang];
    const [mesure, etat] = part[0];
    part.push(part.shift());
    const { version } = etat;
    etat.statut = SUIVANT[etat.statut] ?? 'aLancer';
    etat.version += 1;
    const champs = { _csrf: qui.jeton, operation: crypto.randomUUID(), statut: `${mesure}:${etat.statut}:${version}` };
    return {
      url: `${qui.url}${qui.services[0]}/mesures`,
      methode: 'POST',
      entetes: { cookie: qui.cookie, 'content-type': 'application/x-www-form-urlencoded' },
      corps: new URLSearchParams(champs).toString(),
    };
  };
}
