// Starts the real binary: `mss demo`, or `mss servir` with a real database and a real provider.
// Invariant: everything started from a test file is stopped when that file ends.

import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { demarrerFournisseur } from './fournisseur.mjs';
import { arreterPostgresDuFichier, creerBase } from './postgres.mjs';
import { arreter, attendre, dossierTemporaire, lancer, portLibre } from './processus.mjs';

/** The program under test. */
export const MSS = process.env.MSS_BIN ?? fileURLToPath(new URL('../../target/debug/mss', import.meta.url));

const enMarche = new Set();

after(async () => {
  await Promise.allSettled([...enMarche].map((serveur) => serveur.arreter()));
  await arreterPostgresDuFichier();
});

/** False before `cargo build -p mss`: journeys fail, the harness's own tests do not need it. */
export const binairePresent = () => existsSync(MSS);

/**
 * `mss demo` on `donnees` (a new directory by default).
 * Gives `{ url, pid, donnees, journal, arreter(), tuer(), relancer() }`.
 */
export async function demarrerDemo({ donnees = join(dossierTemporaire('demo'), 'donnees'), port } = {}) {
  const choisi = port ?? (await portLibre());
  const serveur = await servir({
    args: ['demo', '--port', String(choisi), '--donnees', donnees],
    url: `http://127.0.0.1:${choisi}`,
    dossier: dossierTemporaire('journal'),
  });
  return Object.assign(serveur, { donnees });
}

/**
 * `mss servir` on a new `base` ("sqlite" or "postgres") with `oidc-provider`.
 * `fournisseur` goes to {@link demarrerFournisseur}; `config` is added to the end of `mss.toml`.
 * Gives the same as {@link demarrerDemo} without `donnees`, and `fournisseur`, which can stop alone,
 * and the `adresse` of the database when it is PostgreSQL.
 */
export async function demarrerServir({ base, fournisseur = {}, config = '' }) {
  const dossier = dossierTemporaire('servir');
  const port = await portLibre();
  const url = `http://127.0.0.1:${port}`;
  const identite = await demarrerFournisseur({ url, ...fournisseur });
  const adresse = base === 'postgres' ? await creerBase() : null;
  const secret = (nom, valeur) => {
    const fichier = join(dossier, nom);
    writeFileSync(fichier, `${valeur}\n`, { mode: 0o600 });
    return `{ fichier = "${fichier}" }`;
  };
  const toml = `[serveur]
adresse = "127.0.0.1:${port}"
url_publique = "${url}"

[base]
${adresse ? `postgres = ${secret('postgres', adresse)}` : `dossier = "${join(dossier, 'base')}"`}

[cles]
trousseau = ${secret('trousseau', trousseau())}

[[identite.fournisseurs]]
identifiant = "agents"
nom = "Compte de la ville"
emetteur = "${identite.emetteur}"
client_id = "${identite.clientId}"
secret = ${secret('client', identite.secret)}
scopes = ["email", "given_name", "usual_name", "siret"]
pkce = ${fournisseur.pkce ?? true}
userinfo_signe = ${fournisseur.userinfoSigne ?? false}
courriels_fiables = ${fournisseur.courrielsFiables ?? true}
${fournisseur.reglages ?? ''}

[mentions]
editeur = "Ville de Saint-Aubin"
contact = "securite@demo.example"
hebergeur = "Ville de Saint-Aubin"
${config}`;
  const chemin = join(dossier, 'mss.toml');
  writeFileSync(chemin, toml, { mode: 0o600 });
  try {
    const serveur = await servir({ args: ['servir', '--config', chemin], url, dossier, fin: identite.arreter });
    return Object.assign(serveur, { fournisseur: identite, adresse });
  } catch (erreur) {
    await identite.arreter();
    throw erreur;
  }
}

/** A keyring in the format of `stockage::Trousseau`. */
function trousseau() {
  const cle = () => randomBytes(32).toString('base64');
  const id = randomBytes(4).toString('hex');
  return `mss-trousseau 1\nracine ${cle()}\ncle ${id} ${cle()}\ncourante ${id}`;
}

async function servir({ args, url, dossier, fin = async () => {} }) {
  if (!binairePresent()) throw new Error(`Le programme « ${MSS} » est absent : cargo build -p mss`);
  const journal = join(dossier, 'journal');
  let enfant = null;
  const demarrer = async () => {
    enfant = lancer(MSS, args, { journal });
    // Not `/sante`: a journey may start it while its provider is stopped.
    const pret = () => fetch(`${url}/sante/vivant`).then((reponse) => reponse.status === 200, () => false);
    await attendre(pret, { enfant, journal, quoi: `mss ${args[0]}` });
  };
  await demarrer();
  const serveur = {
    url,
    journal,
    get pid() {
      return enfant.pid;
    },
    /** Asks it to stop, and stops what came with it. */
    async arreter() {
      enMarche.delete(serveur);
      await arreter(enfant);
      await fin();
    },
    /** `kill -9`. The data and the provider stay, for `relancer`. */
    tuer: () => arreter(enfant, 'SIGKILL'),
    /** Starts it again on the same data. */
    relancer: demarrer,
  };
  enMarche.add(serveur);
  return serveur;
}
