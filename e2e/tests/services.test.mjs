// The list and what one does with services beside the guided path: the one-page mode, examples,
// copies, the bin, the team; what is typed wrong, too long, or to do harm; what is not one's own.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { verifier } from '../outils/accessibilite.mjs';
import { creerService, identifier, inviter } from '../outils/client.mjs';
import { capturer, choisir, ouvrir, seConnecter, statutAttendu } from '../outils/navigateur.mjs';
import { verifierPoids } from '../outils/poids.mjs';
import { demarrerDemo } from '../outils/serveur.mjs';

const CLAIRE = 'porteur@demo.example';
const SIRET = '21000000600010';
const NOUVEAU = 'form[action="/services/nouveau"]';
const BALISE = '<img src=x onerror="alert(1)"><script>alert(1)</script>&amp;"\'';

let mss;
let claire;
let nadia;
before(async () => {
  mss = await demarrerDemo();
  claire = await identifier(mss.url, CLAIRE);
  nadia = await identifier(mss.url, 'admin@demo.example');
});
after(() => Promise.all([claire.fermer(), nadia.fermer()]));

const noms = async (page) => (await page.getByRole('rowheader').getByRole('link').allInnerTexts()).map((nom) => nom.trim());

describe('the list', () => {
  for (const javaScriptEnabled of [true, false]) {
    test(`is filtered, sorted and searched (JavaScript: ${javaScriptEnabled})`, async (t) => {
      const page = await ouvrir(t, { javaScriptEnabled });
      await seConnecter(page, mss.url, CLAIRE);
      const filtrer = () => page.getByRole('button', { name: 'Filtrer' }).click();
      const adresse = (morceau) => page.waitForURL((url) => url.search.includes(morceau));
      if (javaScriptEnabled) {
        await verifier(page, 'mes services');
        await capturer(page, 'services-liste');
        await verifierPoids(page, `${mss.url}/services`);
      }
      const tous = await noms(page);
      assert.ok(tous.length >= 7 && tous.includes('Portail famille'));

      await page.getByRole('columnheader', { name: 'Service' }).getByRole('link').click();
      await adresse('ordre=desc');
      await page.getByRole('columnheader', { name: 'Service' }).and(page.locator('[aria-sort=descending]')).waitFor();
      const parNom = new Intl.Collator('fr').compare;
      assert.deepEqual(await noms(page), [...tous].sort(parNom).reverse());

      await page.getByRole('combobox', { name: 'État' }).selectOption({ label: 'Description à terminer' });
      await filtrer();
      await adresse('etat=');
      await page.getByRole('rowheader', { name: 'Gestion des courriers' }).waitFor();
      assert.ok(!(await noms(page)).includes('Portail famille'));
      await page.getByRole('link', { name: 'Tout voir' }).click();

      await page.getByRole('searchbox', { name: 'Chercher un service' }).fill('ELUS');
      await filtrer();
      await adresse('q=ELUS');
      assert.deepEqual(await noms(page), ['Extranet des élus'], 'sans accents ni capitales');
      await page.getByRole('searchbox', { name: 'Chercher un service' }).fill(BALISE);
      await filtrer();
      await page.getByRole('heading', { name: 'Aucun service ne correspond' }).waitFor();
      assert.equal(await page.getByRole('searchbox', { name: 'Chercher un service' }).inputValue(), BALISE);
      if (javaScriptEnabled) {
        await verifier(page, 'aucun résultat');
        await capturer(page, 'services-aucun');
      }
    });
  }

  test('has pages beyond what one reads at once', async (t) => {
    for (let i = 1; i <= 30; i += 1) {
      const champs = { nomService: `Brouillon ${String(i).padStart(2, '0')}`, 'organisationResponsable.siret': SIRET, exemple: '' };
      const cree = await nadia.envoyer(await nadia.lire('/services/nouveau'), NOUVEAU, champs);
      assert.equal(cree.statut, 303, cree.html);
    }
    const page = await ouvrir(t);
    await seConnecter(page, mss.url, 'admin@demo.example');
    await page.getByText('sur 30 services').waitFor();
    const premiere = await noms(page);
    const pages = page.getByRole('navigation', { name: /page/i });
    await verifier(page, 'liste paginée');
    await capturer(page, 'services-pages');
    await pages.getByRole('link', { name: /suivante/i }).click();
    await page.waitForURL(/page=2/);
    const seconde = await noms(page);
    assert.equal(new Set([...premiere, ...seconde]).size, premiere.length + seconde.length, 'aucun service deux fois');
    assert.equal(await page.getByRole('link', { name: 'Brouillon 30' }).count(), 1);
    for (const numero of ['0', '-1', '999', 'x']) await nadia.lire(`/services?page=${numero}`);
  });
});

describe('ways to start', () => {
  for (const javaScriptEnabled of [true, false]) {
    test(`everything on one page (JavaScript: ${javaScriptEnabled})`, async (t) => {
      const page = await ouvrir(t, { javaScriptEnabled });
      await seConnecter(page, mss.url, CLAIRE);
      await page.goto(`${mss.url}/services/nouveau`);
      const siret = page.getByRole('textbox', { name: 'Quelle organisation en répond' });
      assert.equal(await siret.inputValue(), SIRET, 'son organisation est déjà là');
      await page.getByRole('textbox', { name: 'Comment s’appelle le service' }).fill('Sur une page');
      await choisir(page, 'Réservation de salles');
      await page.getByRole('button', { name: 'Tout voir sur une page' }).click();
      await page.waitForURL('**/description/rapide');
      await choisir(page, 'Encore à l’étude');
      if (javaScriptEnabled) {
        await page.getByText('Brouillon enregistré à').waitFor();
        await verifier(page, 'sur une page');
        await capturer(page, 'services-rapide');
        await verifierPoids(page, page.url());
      }
      await page.getByRole('button', { name: 'Choisir le niveau' }).click();
      await page.waitForURL('**/description/besoins');
      await choisir(page, 'Besoins avancés');
      await page.getByRole('button', { name: 'Terminer la description' }).click();
      await page.getByText('« Sur une page » est décrit').waitFor();
      await page.getByRole('link', { name: 'Description' }).click();
      await page.getByText('À l’étude').or(page.getByText('Encore à l’étude')).first().waitFor();
      if (javaScriptEnabled) {
        await verifier(page, 'description');
        await capturer(page, 'services-description');
      }
      // Changed afterwards: never under what the answers ask for.
      await page.goto(page.url().replace(/\/description$/, '/description/besoins'));
      assert.ok(await page.getByRole('radio', { name: /^Besoins avancés/ }).isChecked());
    });
  }

  test('from each example, in a minute', async () => {
    const depart = await claire.lire('/services/nouveau');
    const exemples = depart.$('input[name=exemple]').map((_, e) => depart.$(e).attr('value')).get().filter(Boolean);
    assert.equal(exemples.length, 6);
    for (const exemple of exemples) {
      const service = await creerService(claire, `Exemple ${exemple}`, exemple);
      const mesures = await claire.lire(`${service}/mesures?onglet=toutes`);
      assert.ok(mesures.$('.mss-liste > li').length >= 30, exemple);
    }
  });

  test('by copying a service, its answers and not its people', async (t) => {
    const service = await creerService(claire, 'À copier');
    const page = await ouvrir(t);
    await seConnecter(page, mss.url, CLAIRE);
    await page.goto(`${mss.url}${service}/description`);
    await page.getByRole('link', { name: 'Dupliquer' }).click();
    const nom = page.getByRole('textbox').first();
    assert.equal(await nom.inputValue(), 'À copier (copie)');
    await verifier(page, 'dupliquer');
    await capturer(page, 'services-dupliquer');
    await nom.fill('');
    await statutAttendu(page, 422, () => page.getByRole('button', { name: /Dupliquer|Créer/ }).click());
    await nom.fill('Copié');
    await page.getByRole('button', { name: /Dupliquer|Créer/ }).click();
    await page.getByText('La copie est prête').waitFor();
    assert.notEqual(new URL(page.url()).pathname, `${service}/description`);
  });

  test('an organisation that does not exist, a vital operator: said from the start', async () => {
    const depart = await claire.lire('/services/nouveau');
    assert.match(depart.$('main').text(), /classifiées ou de Diffusion Restreinte.*opérateur d’importance vitale/s);
    for (const siret of ['', '123', '21000000600011', 'a'.repeat(14), '1'.repeat(21)]) {
      const page = await claire.lire('/services/nouveau');
      const refus = await claire.envoyer(page, NOUVEAU, { nomService: 'Gardé', 'organisationResponsable.siret': siret, exemple: 'cantine' });
      assert.equal(refus.statut, 422, siret);
      assert.equal(refus.$('#nomService').attr('value'), 'Gardé');
      assert.equal(refus.$('input[name=exemple]:checked').attr('value'), 'cantine');
      assert.ok(refus.$('[aria-invalid=true]').attr('aria-describedby'), 'le message est lié à son champ');
    }
  });
});

describe('the bin', () => {
  for (const javaScriptEnabled of [true, false]) {
    test(`takes a service and gives it back whole (JavaScript: ${javaScriptEnabled})`, async (t) => {
      const nom = `À jeter ${javaScriptEnabled}`;
      const service = await creerService(claire, nom);
      const page = await ouvrir(t, { javaScriptEnabled });
      await seConnecter(page, mss.url, CLAIRE);
      await page.goto(`${mss.url}${service}/description`);
      await page.getByRole('link', { name: 'Supprimer' }).click();
      if (javaScriptEnabled) {
        await verifier(page, 'supprimer');
        await capturer(page, 'services-supprimer');
      }
      await page.getByRole('main').getByRole('button').first().click();
      await page.getByText(`« ${nom} » est dans la corbeille`).waitFor();
      await statutAttendu(page, 404, () => page.goto(`${mss.url}${service}/mesures`));
      await page.goto(`${mss.url}/services`);
      assert.ok(!(await noms(page)).includes(nom));
      await page.getByRole('link', { name: /^Corbeille/ }).click();
      if (javaScriptEnabled) {
        await verifier(page, 'corbeille');
        await capturer(page, 'services-corbeille');
      }
      await page.locator(`form[action="${service}/restaurer"] button`).click();
      await page.getByText(`« ${nom} » est de retour`).waitFor();
      await page.goto(`${mss.url}${service}/mesures`);
      await page.getByRole('heading', { level: 1, name: 'Mesures' }).waitFor();
    });
  }
});

describe('the team', () => {
  test('the last owner stays; the others come, change and go', async (t) => {
    const service = await creerService(claire, 'En équipe');
    await inviter(claire, service, 'rssi@demo.example', 'lecteur');
    const page = await ouvrir(t);
    await seConnecter(page, mss.url, CLAIRE);
    await page.goto(`${mss.url}${service}/equipe`);
    const ligne = (nom) => page.getByRole('main').getByRole('listitem').filter({ hasText: nom });
    await ligne('Claire Morvan').getByText('Un service garde au moins un propriétaire').waitFor();
    assert.equal(await ligne('Claire Morvan').getByRole('button').count(), 0);
    await verifier(page, 'équipe');
    await capturer(page, 'services-equipe');

    const karim = await ouvrir(t);
    await seConnecter(karim, mss.url, 'rssi@demo.example');
    await karim.goto(`${mss.url}${service}/mesures`);
    assert.equal(await karim.getByRole('button', { name: 'Fait', exact: true }).count(), 0, 'un lecteur lit');
    await verifier(karim, 'mesures à lire');
    await capturer(karim, 'services-lecteur');

    await ligne('Karim Benali').getByRole('combobox').selectOption({ label: 'Propriétaire' });
    await ligne('Karim Benali').getByRole('button', { name: 'Changer' }).click();
    await page.getByText('Le rôle est changé').waitFor();
    await ligne('Claire Morvan').getByRole('button', { name: 'Retirer' }).click();
    await page.getByText('Vous ne travaillez plus sur ce service').waitFor();
    await statutAttendu(page, 404, () => page.goto(`${mss.url}${service}/equipe`));
  });

  test('the server too refuses that the last owner leaves', async () => {
    const service = await creerService(claire, 'Sans personne');
    await inviter(claire, service, 'rssi@demo.example', 'contributeur');
    const page = await claire.lire(`${service}/equipe`);
    // The form of the other member, sent for oneself.
    const autre = page.$('form').map((_, f) => page.$(f).attr('action')).get().find((a) => /equipe\/[0-9a-f-]{36}$/.test(a));
    const karim = await identifier(mss.url, 'rssi@demo.example');
    await claire.envoyer(page, `form[action="${autre}"]`, { geste: 'role', role: 'proprietaire' });
    const sien = (await karim.lire(`${service}/equipe`)).$('form').map((_, f) => page.$(f).attr('action')).get();
    const moi = sien.find((a) => /equipe\/[0-9a-f-]{36}$/.test(a) && a !== autre);
    const seul = await claire.lire(`${service}/equipe`);
    assert.equal((await claire.envoyer(seul, `form[action="${autre}"]`, { geste: 'retirer' })).statut, 303);
    const dernier = await claire.lire(`${service}/equipe`);
    const { corps } = { corps: new URLSearchParams({ _csrf: dernier.$('input[name=_csrf]').first().attr('value'), operation: crypto.randomUUID(), geste: 'retirer', role: 'lecteur' }).toString() };
    assert.equal((await claire.poster(moi, corps)).statut, 409);
    await claire.lire(`${service}/equipe`);
    await karim.fermer();
  });
});

describe('what is typed', () => {
  test('markup is text, wherever it is shown', async (t) => {
    const page = await ouvrir(t);
    await seConnecter(page, mss.url, CLAIRE);
    const depart = await claire.lire('/services/nouveau');
    const nom = `Salle ${BALISE}`;
    const champs = { nomService: nom, 'organisationResponsable.siret': SIRET, exemple: 'reservation-salles', suite: 'rapide' };
    const cree = await claire.envoyer(depart, NOUVEAU, champs);
    const service = cree.vers.replace(/\/description\/.*/, '');
    const rapide = await claire.lire(cree.vers);
    const textes = { presentation: BALISE, pointsAcces: `https://a.example\n${BALISE}`, categoriesDonneesTraiteesSupplementaires: BALISE };
    await claire.envoyer(rapide, 'main form', textes);
    await claire.envoyer(await claire.lire(`${service}/description/besoins`), 'main form');
    const liste = await claire.lire(`${service}/mesures?onglet=toutes`);
    const mesure = liste.$('.mss-liste > li').first().attr('id');
    const fiche = await claire.lire(`${service}/mesures/${mesure}`);
    const ecartee = await claire.envoyer(fiche, `form[action="${service}/mesures/${mesure}"]:has([name=motif])`, { statut: 'nonFait', motif: BALISE });
    assert.equal(ecartee.statut, 303, ecartee.html);
    const chemins = ['description', 'description/rapide', 'description/identite', 'mesures', `mesures/${mesure}`, 'etat-des-lieux', 'indice-cyber', 'equipe', 'dupliquer', 'supprimer'];
    for (const chemin of ['/services', '/services/nouveau', ...chemins.map((c) => `${service}/${c}`)]) {
      await page.goto(`${mss.url}${chemin}`);
      assert.equal(await page.locator('img, main script').count(), 0, chemin);
      const entier = await page.evaluate((t) => document.documentElement.outerHTML.includes('onerror') === false || document.body.textContent.includes(t) || [...document.querySelectorAll('input, textarea')].some((c) => c.value.includes(t)), BALISE);
      assert.ok(entier, `${chemin} : le texte est montré tel quel`);
    }
    await page.goto(`${mss.url}${service}/mesures`);
    await page.locator('.mss-bande__nom').getByText(nom).waitFor();
    await verifier(page, 'texte hostile');
  });

  test('every field has bounds, said beside it, and keeps what was typed', async () => {
    const creer = await claire.lire('/services/nouveau');
    const longNom = 'é'.repeat(201);
    const refus = await claire.envoyer(creer, NOUVEAU, { nomService: longNom, 'organisationResponsable.siret': SIRET, exemple: '' });
    assert.equal(refus.statut, 422);
    assert.match(refus.$('#nomService-erreur').text(), /200 caractères/);
    assert.equal(refus.$('#nomService').attr('value'), longNom);
    const juste = await claire.envoyer(refus, NOUVEAU, { nomService: 'é'.repeat(200) });
    assert.equal(juste.statut, 303);

    const service = await creerService(claire, 'Borné');
    const trop = {
      nomService: 'n'.repeat(201),
      presentation: 'p'.repeat(2001),
      pointsAcces: `court\n${'a'.repeat(201)}`,
      categoriesDonneesTraiteesSupplementaires: Array.from({ length: 21 }, (_, i) => `d${i}`).join('\n'),
    };
    const rapide = await claire.lire(`${service}/description/rapide`);
    const refuse = await claire.envoyer(rapide, 'main form', trop);
    assert.equal(refuse.statut, 422);
    for (const [champ, texte] of Object.entries(trop)) {
      const controle = refuse.$(`[name=${champ}]`);
      assert.equal((controle.attr('value') ?? controle.text()).trim(), texte, `${champ} est gardé`);
      assert.ok(refuse.$(`#${champ}-erreur`).text().length > 10, `${champ} est expliqué`);
    }
    for (const [champ, valeur] of [['typeHebergement', 'nuage'], ['audienceCible', ''], ['typeService', ['serviceEnLigne', 'autreChose']]]) {
      const hors = await claire.envoyer(await claire.lire(`${service}/description/rapide`), 'main form', { [champ]: valeur });
      assert.equal(hors.statut, 422, `${champ} hors liste`);
    }
    const bas = await claire.envoyer(await claire.lire(`${service}/description/besoins`), 'main form', { niveauSecurite: 'niveau0' });
    assert.equal(bas.statut, 422);

    const mesure = (await claire.lire(`${service}/mesures?onglet=toutes`)).$('.mss-liste > li').first().attr('id');
    const motif = 'm'.repeat(1001);
    const fiche = await claire.lire(`${service}/mesures/${mesure}`);
    const long = await claire.envoyer(fiche, `form[action="${service}/mesures/${mesure}"]:has([name=motif])`, { statut: 'nonFait', motif });
    assert.equal(long.statut, 422);
    assert.equal(long.$('#motif').text().trim(), motif);
    const equipe = await claire.lire(`${service}/equipe`);
    for (const courriel of ['', 'x', 'a@b', `${'a'.repeat(250)}@demo.example`, CLAIRE]) {
      const non = await claire.envoyer(equipe, `form[action="${service}/equipe"]`, { courriel, role: 'lecteur' });
      assert.equal(non.statut, 422, courriel);
    }
  });
});

test('a service of others is like one that does not exist', async (t) => {
  const service = await creerService(claire, 'À Claire seule');
  const inconnu = '/services/01900000-0000-7000-8000-000000000000';
  const chemins = ['', '/description', '/description/identite', '/description/rapide', '/description/besoins', '/description/recapitulatif'];
  chemins.push('/etat-des-lieux', '/etat-des-lieux/a-demander', '/etat-des-lieux/fin', '/etat-des-lieux/AUTH.1', '/mesures', '/mesures/AUTH.1');
  chemins.push('/indice-cyber', '/equipe', '/dupliquer', '/supprimer');
  // The page says where it was asked for: in the link to the display settings.
  const sansAdresse = (page) => page.html.replaceAll(/retour=[^"]*/g, '').replaceAll(/value="[\w-]{60,}"/g, '');
  for (const chemin of chemins) {
    const autrui = await nadia.lire(`${service}${chemin}`, 404);
    const rien = await nadia.lire(`${inconnu}${chemin}`, 404);
    assert.equal(sansAdresse(autrui), sansAdresse(rien), chemin);
  }
  const jeton = (await nadia.lire('/services')).$('input[name=_csrf]').first().attr('value');
  const corps = new URLSearchParams({ _csrf: jeton, operation: crypto.randomUUID(), version: '0', statut: 'AUTH.1:fait:0', reponse: 'fait', courriel: 'admin@demo.example', role: 'proprietaire', nom: 'Volé' }).toString();
  for (const chemin of ['/mesures', '/mesures/AUTH.1', '/etat-des-lieux/AUTH.1', '/equipe', '/dupliquer', '/supprimer', '/restaurer', '/description/identite', '/description/rapide', '/description/besoins']) {
    assert.equal((await nadia.poster(`${service}${chemin}`, corps)).statut, 404, chemin);
  }
  const mien = await claire.lire(`${service}/etat-des-lieux`);
  for (const chemin of ['/etat-des-lieux/ZZZ.9', '/mesures/ZZZ.9', '/description/inconnue', '/inconnue']) await claire.lire(`${service}${chemin}`, 404);
  assert.equal(mien.statut, 200);

  const page = await ouvrir(t);
  await seConnecter(page, mss.url, 'admin@demo.example');
  await statutAttendu(page, 404, () => page.goto(`${mss.url}${service}/mesures`));
  await verifier(page, 'service d’autrui');
});
