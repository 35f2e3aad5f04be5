// The pages the harness is tested with. Each bad one differs from the good one by one fault.

import { randomBytes } from 'node:crypto';

const document = ({ corps = '', titre = 'Essai', lang = 'fr', h1 = '<h1>Essai</h1>', feuille = '' } = {}) => `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titre}</title><meta name="color-scheme" content="light dark"><link rel="icon" href="/point.svg"><link rel="stylesheet" href="/style.css">${feuille}
<script src="/script.js" defer></script></head>
<body><a class="evitement" href="#contenu">Aller au contenu</a>
<header><p>Bandeau <a href="/bonne">Accueil</a></p></header>
<main id="contenu" tabindex="-1">${h1}${corps}</main></body></html>`;

const CORPS = `<p>Un texte <a href="/bonne">avec un lien</a> au milieu d’une phrase un peu longue.</p>
<form action="/bonne"><p><label for="nom">Nom</label> <input id="nom" name="nom"></p>
<fieldset><legend>Réponse</legend>
<input type="radio" class="cache" name="r" id="r1" value="1"><label for="r1">Fait</label>
<input type="radio" class="cache" name="r" id="r2" value="2" checked><label for="r2">En cours</label></fieldset>
<p><button>Enregistrer</button></p></form>
<details><summary>Pourquoi</summary><p><a href="/bonne">Lien replié</a></p></details>
<article class="carte"><h2><a class="etendu" href="/bonne">Carte</a></h2><p>Texte sous le lien étendu.</p></article>
<div class="defile" tabindex="0" role="region" aria-label="Tableau"><table><caption>Large</caption>
<tr><th scope="col">A</th><th scope="col">B</th></tr><tr><td>un</td><td class="large"><a href="/bonne">deux</a></td></tr></table></div>
<p class="sr">Pour les lecteurs d’écran</p>`;

const STYLE = `:root { color-scheme: light dark; font: 1rem/1.4 sans-serif; background: Canvas; color: CanvasText }
body { margin: 1rem } a { text-decoration: underline }
:focus-visible { outline: 3px solid light-dark(#0a58ca, #8ab4f8); outline-offset: 2px }
.evitement { position: absolute; left: -9999px } .evitement:focus { left: 1rem; top: 0; background: Canvas }
button, summary, input, label { min-height: 24px } label { display: inline-block; padding: 4px }
.cache { position: absolute; opacity: 0 } .cache:focus-visible + label { outline: 3px solid light-dark(#0a58ca, #8ab4f8) }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.carte { position: relative } .etendu::after { content: ""; position: absolute; inset: 0 }
.defile { overflow-x: auto } .large { min-width: 800px; display: inline-block }`;

const mauvaise = (attendu, css, options) => ({ attendu, css, options });

/** Name → the fault, and what the report must say. */
export const mauvaises = {
  'sans-h1': mauvaise(/structure.*0 titres h1/, '', { h1: '<p>Rien</p>' }),
  'deux-h1': mauvaise(/structure.*2 titres h1/, '', { h1: '<h1>Un</h1><h1>Deux</h1>' }),
  'sans-langue': mauvaise(/structure.*html lang/, '', { lang: '' }),
  'sans-titre': mauvaise(/structure.*pas de titre/, '', { titre: '' }),
  'sans-etiquette': mauvaise(/axe, clair.*label/, '', { corps: '<form><input name="x"></form>' }),
  'bonne-pratique': mauvaise(/axe, clair.*region/, '', { corps: '</main><p>Hors des repères</p><main aria-label="b" hidden>' }),
  'contraste-clair': mauvaise(/axe, clair.*color-contrast/, 'p { color: light-dark(#aaa, #fff) }'),
  'contraste-sombre': mauvaise(/axe, sombre.*color-contrast/, 'p { color: light-dark(#000, #444) }'),
  'trop-large': mauvaise(/debordements, 320 px\] la page fait/, 'h1 { width: 500px }'),
  'coupe-au-bord': mauvaise(/debordements, 320 px\].*h1/, 'html, body { overflow-x: hidden } h1 { width: 500px }'),
  'controle-couvert': mauvaise(
    /controlesCouverts, 1280 px\] <button> « Enregistrer » est couvert par <div/,
    '.voile { position: absolute; inset: 0; z-index: 9 }',
    { corps: `${CORPS}<div class="voile"></div>` },
  ),
  'texte-couvert': mauvaise(
    /textesCouverts, 1280 px\] <h1> « Essai » est couvert par <p/,
    '.voile { position: absolute; top: 0; left: 0; width: 90vw; height: 12rem; margin: 0; background: Canvas; pointer-events: auto }',
    { corps: '<p class="voile">Devant</p>' },
  ),
  'texte-sur-texte': mauvaise(
    /textesCouverts.*<p.* est couvert par <p/,
    '.a { margin: 0 } .b { margin: -1.2em 0 0; position: relative }',
    { corps: '<p class="a">Premier texte assez long</p><p class="b">Second texte assez long</p>' },
  ),
  'focus-invisible': mauvaise(/clavier\] <button> « Enregistrer » ne montre pas/, 'button:focus-visible { outline: none }'),
  'focus-masque': mauvaise(
    /clavier, 320 px\].*ne se voit pas/,
    'header { position: sticky; top: 0; height: 256px; background: Canvas; z-index: 9 }',
  ),
  'piege-au-clavier': mauvaise(/clavier\].*<a> « avec un lien » n’est pas atteint/, '', { script: 'piege' }),
  'espacement-rogne': mauvaise(
    /textesRognes, 1280 px, textes espacés\]/,
    '.serre { overflow: hidden; white-space: nowrap; width: max-content; max-width: 10.5em }',
    { corps: '<p class="serre">Texte d’une ligne juste</p>' },
  ),
  'espacement-deborde': mauvaise(
    /debordements, 320 px, textes espacés\]/,
    '.mot { white-space: nowrap; font-family: monospace; font-size: 16px; }',
    { corps: `<p class="mot">${'m'.repeat(29)}</p>` },
  ),
};

/** Name → what the browser sees go wrong, and what the report must say. `script`: only with it. */
export const bruyantes = {
  csp: { attendu: /console.*Content Security Policy/, corps: '<p style="color: red">Style en ligne</p>' },
  exterieur: { attendu: /hôte extérieur : http:\/\/exemple\.invalid/, corps: '<a href="/bonne"><img alt="" src="/vers-exterieur"></a>', feuille: '<link rel="prefetch" href="http://exemple.invalid/x">' },
  absente: { attendu: /statut 404 : GET .*\/absente\.png/, corps: '<img alt="" src="/absente.png">' },
  coupee: { attendu: /requête échouée : GET .*\/coupe/, corps: '<img alt="" src="/coupe">' },
  exception: { attendu: /exception : boum/, script: "throw new Error('boum')" },
  console: { attendu: /console : aïe/, script: "console.error('aïe')" },
};

export const bonne = document({ corps: CORPS });

/** 400 kB of text that compresses to 300. */
const BRUIT = `/* ${randomBytes(300_000).toString('base64')} */`;

/** `[type, body]` of a path, or null. */
export function servir(chemin) {
  const html = (corps) => ['text/html; charset=utf-8', corps];
  const [, genre, nom, fichier] = chemin.split('/');
  const faute = { mauvaise: mauvaises, bruyante: bruyantes }[genre]?.[nom];
  if (faute && fichier === 'faute.css') return ['text/css', faute.css];
  if (faute && fichier === 'faute.js') return ['text/javascript', faute.script];
  if (faute) {
    const lien = faute.css ? `<link rel="stylesheet" href="/${genre}/${nom}/faute.css">` : '';
    const source = faute.script ? `/${genre}/${nom}/faute.js` : faute.options?.script && `/${faute.options.script}.js`;
    const script = source ? `<script src="${source}" defer></script>` : '';
    const { corps = CORPS, feuille = '' } = faute;
    return html(document({ corps, ...faute.options, feuille: lien + script + feuille }));
  }
  return {
    '/bonne': html(bonne),
    '/connexion/retour': html(bonne),
    '/lourde': html(document({ corps: '<script src="/bruit.js"></script>' })),
    '/bavarde': html(document({ corps: Array.from({ length: 12 }, (_, i) => `<img alt="" src="/point.svg?${i}">`).join('') })),
    '/bruit.js': ['text/javascript', BRUIT],
    '/point.svg': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    '/style.css': ['text/css', STYLE],
    '/script.js': ['text/javascript', "document.documentElement.dataset.script = 'oui'"],
    '/piege.js': [
      'text/javascript',
      "addEventListener('keydown', (e) => { if (e.key === 'Tab') { e.preventDefault(); document.querySelector('header a').focus() } })",
    ],
  }[chemin] ?? null;
}
