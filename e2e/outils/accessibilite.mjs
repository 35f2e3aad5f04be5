// The accessibility of a page in the state it is in: axe, then what axe cannot see.
// Invariant: a check gives a list of French sentences; `verifier` fails unless all are empty.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import { examinable } from './navigateur.mjs';
import { sonde } from './sonde.mjs';

const BUREAU = { width: 1280, height: 800 };
/** 1280 × 1024 zoomed to 400 %, and the 320 px of WCAG 1.4.10. */
const ETROIT = { width: 320, height: 256 };
const SANS_ANIMATION = '*, ::before, ::after { transition: none !important; animation: none !important; scroll-behavior: auto !important }';
/** WCAG 1.4.12. */
const ESPACEMENT = `${SANS_ANIMATION}
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`;
const AXE = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'RGAAv4', 'EN-301-549'],
  },
  rules: Object.fromEntries(
    ['css-orientation-lock', 'label-content-name-mismatch', 'table-fake-caption', 'td-has-header'].map((regle) => [
      regle,
      { enabled: true },
    ]),
  ),
  resultTypes: ['violations'],
};
const COULEURS = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }, resultTypes: ['violations'] };

/**
 * Fails with a readable list when the page, as it is now, breaks one of the checks.
 * Takes a page as it was and leaves it so, apart from the focus and the scroll.
 */
export async function verifier(page, nom) {
  const problemes = await examiner(page);
  assert.deepEqual(problemes, [], `${nom} (${page.url()}) :\n  ${problemes.join('\n  ')}`);
}

/** Every check on `page`: the list of problems, each with the check's name. */
export const examiner = (page) => examinable(page, toutExaminer);

async function toutExaminer(page) {
  const fenetre = page.viewportSize();
  const cdp = await page.context().newCDPSession(page);
  const problemes = [];
  const noter = (controle, liste) => problemes.push(...liste.map((p) => `[${controle}] ${p}`));
  try {
    await page.evaluate(sonde);
    await habiller(page, SANS_ANIMATION);
    noter('structure', await page.evaluate(() => __sonde.structure()));
    for (const [controle, liste] of await passerAxe(page, cdp)) noter(controle, liste);

    await page.setViewportSize(BUREAU);
    noter('clavier', await clavier(page));
    await page.setViewportSize(ETROIT);
    noter('clavier, 320 px', await clavier(page));

    for (const [css, precision] of [[SANS_ANIMATION, ''], [ESPACEMENT, ', textes espacés']]) {
      await habiller(page, css);
      for (const largeur of [BUREAU.width, ETROIT.width]) {
        await deplier(page, largeur);
        for (const controle of ['debordements', 'controlesCouverts', 'textesCouverts', 'textesRognes']) {
          noter(`${controle}, ${largeur} px${precision}`, await page.evaluate((c) => __sonde[c](), controle));
        }
      }
    }
    await page.evaluate(() => __sonde.ranger());
  } finally {
    await cdp.detach();
    await page.setViewportSize(fenetre);
  }
  return problemes;
}

const habiller = (page, css) => page.evaluate((c) => __sonde.habiller(c), css);

/** A window as high as the page: everything is in view at once. */
async function deplier(page, largeur) {
  await page.setViewportSize({ width: largeur, height: 800 });
  const hauteur = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: largeur, height: Math.min(Math.max(hauteur, 800), 12_000) });
}

/** All rules in light, those about colours again in dark. */
async function passerAxe(page, cdp) {
  // Not through `evaluate`, whose `eval` the page's CSP refuses.
  await cdp.send('Runtime.evaluate', { expression: `${axe.source}; void 0` });
  const avant = await page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  const resultats = [];
  for (const [colorScheme, nom, options] of [['light', 'axe, clair', AXE], ['dark', 'axe, sombre', COULEURS]]) {
    await page.emulateMedia({ colorScheme });
    const violations = await page.evaluate(async (o) => (await globalThis.axe.run(document, o)).violations, options);
    resultats.push([nom, violations.flatMap(lire)]);
  }
  await page.emulateMedia({ colorScheme: avant });
  return resultats;
}

function lire({ id, help, nodes }) {
  return nodes.map(({ target, failureSummary }) => {
    const detail = failureSummary.split('\n').slice(1, 2).join(' ').trim();
    return `${id} (${help}) : ${target.join(' ')} — ${detail}`;
  });
}

/** Tab through the whole page. */
async function clavier(page) {
  const nombre = await page.evaluate(() => __sonde.preparerClavier());
  // Twice as many steps: scrolling areas and groups of radio buttons take some.
  for (let pas = 0; nombre > 0 && pas < 2 * nombre + 10; pas += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => __sonde.pasDeClavier())) break;
  }
  return page.evaluate(() => __sonde.bilanClavier());
}
