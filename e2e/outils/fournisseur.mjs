// A real OpenID Connect provider (`oidc-provider`) with the five people of the demonstration.
// Invariant: on `localhost` while mss is on `127.0.0.1`, so that the two are different sites.

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { portLibre } from './processus.mjs';

export const PERSONNES = [
  { sub: 'porteur', given_name: 'Claire', usual_name: 'Morvan' },
  { sub: 'rssi', given_name: 'Karim', usual_name: 'Benali' },
  { sub: 'autorite', given_name: 'Hélène', usual_name: 'Faure' },
  { sub: 'prestataire', given_name: 'Thomas', usual_name: 'Petit' },
  { sub: 'admin', given_name: 'Nadia', usual_name: 'Lopez' },
].map((personne) => ({ ...personne, email: `${personne.sub}@demo.example`, siret: '21000000600010' }));

const SCOPES = 'openid email profile given_name usual_name siret';
/** ProConnect refuses any other parameter in the address. */
const PARAMETRES = new Set([
  ...['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce', 'acr_values', 'claims', 'prompt'],
  ...['login_hint', 'code_challenge', 'code_challenge_method'],
]);

/**
 * Starts a provider for the server at `url`. Gives `{ emetteur, clientId, secret, arreter() }`,
 * and `sourd`: while true, it answers people and no longer the server.
 * `pkce` requires the proof key; `userinfoSigne` answers about the person with a signed token.
 */
export async function demarrerFournisseur({ url, pkce = true, userinfoSigne = false }) {
  const port = await portLibre();
  const emetteur = `http://localhost:${port}`;
  const secret = randomBytes(24).toString('base64url');
  const fournisseur = taire(() => new Provider(emetteur, configuration({ url, secret, pkce, userinfoSigne })));
  fournisseur.use(refuserParametresInconnus);
  const suite = fournisseur.callback();
  const serveur = createServer((req, res) => {
    if (identite.sourd && req.url.startsWith('/token')) return req.socket.destroy();
    const traiter = req.url.startsWith('/choix/') ? choisir(fournisseur, req, res) : suite(req, res);
    return Promise.resolve(traiter).catch((erreur) => res.writeHead(500).end(String(erreur)));
  });
  serveur.listen(port, 'localhost').unref();
  await once(serveur, 'listening');
  const identite = {
    emetteur,
    clientId: 'mss',
    secret,
    sourd: false,
    async arreter() {
      serveur.closeAllConnections();
      await new Promise((fini) => serveur.close(fini));
    },
  };
  return identite;
}

function configuration({ url, secret, pkce, userinfoSigne }) {
  const cle = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  return {
    clients: [
      {
        client_id: 'mss',
        client_secret: secret,
        redirect_uris: [`${url}/connexion/retour`],
        post_logout_redirect_uris: [`${url}/`],
        ...(userinfoSigne && { userinfo_signed_response_alg: 'RS256' }),
      },
    ],
    jwks: { keys: [{ ...cle, use: 'sig', alg: 'RS256', kid: 'e2e' }] },
    cookies: { keys: [randomBytes(24).toString('hex')] },
    pkce: { required: () => pkce },
    claims: {
      openid: ['sub'],
      email: ['email'],
      profile: ['given_name', 'usual_name', 'siret'],
      given_name: ['given_name'],
      usual_name: ['usual_name'],
      siret: ['siret'],
    },
    features: {
      devInteractions: { enabled: false },
      jwtUserinfo: { enabled: userinfoSigne },
      rpInitiatedLogout: { logoutSource: pageDeDepart },
    },
    ttl: { AccessToken: 3600, Grant: 86_400, IdToken: 3600, Interaction: 3600, Session: 86_400 },
    interactions: { url: (_, interaction) => `/choix/${interaction.uid}` },
    findAccount: (_, sub) => {
      const personne = PERSONNES.find((p) => p.sub === sub);
      return personne && { accountId: sub, claims: () => personne };
    },
    loadExistingGrant: consentir,
    renderError: (ctx, { error, error_description: detail }) => {
      ctx.type = 'html';
      ctx.body = page('Connexion refusée', `<p>${texte(error)} : ${texte(detail)}</p>`);
    },
  };
}

/** Everyone consents to everything: no consent page. */
async function consentir({ oidc }) {
  const { clientId } = oidc.client;
  const existant = oidc.session.grantIdFor(clientId);
  if (existant) return oidc.provider.Grant.find(existant);
  const accord = new oidc.provider.Grant({ accountId: oidc.session.accountId, clientId });
  accord.addOIDCScope(SCOPES);
  await accord.save();
  return accord;
}

async function refuserParametresInconnus(ctx, suite) {
  const inconnu = ctx.path === '/auth' && Object.keys(ctx.query).find((nom) => !PARAMETRES.has(nom));
  if (!inconnu) return suite();
  ctx.status = 400;
  ctx.body = `Unknown parameter: ${inconnu}`;
  return undefined;
}

async function choisir(fournisseur, req, res) {
  await fournisseur.interactionDetails(req, res);
  if (req.method === 'POST') {
    let corps = '';
    for await (const morceau of req) corps += morceau;
    const accountId = new URLSearchParams(corps).get('personne');
    return fournisseur.interactionFinished(req, res, { login: { accountId } });
  }
  const boutons = PERSONNES.map(({ sub, email }) => `<li><button name="personne" value="${sub}">${email}</button></li>`);
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  return res.end(page('Choisir une personne', `<form method="post"><ul>${boutons.join('')}</ul></form>`));
}

function pageDeDepart(ctx, formulaire) {
  ctx.body = page(
    'Se déconnecter',
    `${formulaire}<button form="op.logoutForm" name="logout" value="yes">Confirmer la déconnexion</button>`,
  );
}

function page(titre, corps) {
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${titre}</title></head><body><main><h1>${titre}</h1>${corps}</main></body></html>`;
}

function texte(valeur = '') {
  return String(valeur).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** The provider warns about plain HTTP and short-lived storage, both wanted here. */
function taire(construire) {
  const { info, warn } = console;
  console.info = console.warn = () => {};
  try {
    return construire();
  } finally {
    Object.assign(console, { info, warn });
  }
}
