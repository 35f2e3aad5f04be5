// What accessibility checks do inside the page.
// Invariant: `sonde` is self-contained (it is sent to the browser) and only reads the page,
// apart from the scroll, the focus and one style sheet that `ranger` removes.

/** Defines `globalThis.__sonde` in the page. */
export function sonde() {
  const FOCUSABLES =
    'a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable]';

  const nommer = (el) => {
    const nom = el.id ? `#${el.id}` : [...el.classList].slice(0, 2).map((c) => `.${c}`).join('');
    const texte = (el.getAttribute('aria-label') || el.value || el.textContent || '').trim().replace(/\s+/g, ' ');
    return `<${el.localName}${nom}> « ${texte.slice(0, 50)} »`;
  };
  const affiche = (el) => el.checkVisibility({ visibilityProperty: true });
  const modale = () => [...document.querySelectorAll('dialog:modal')].at(-1);
  const actif = (el) => !el.closest('[inert]') && (!modale() || modale().contains(el));
  const couleurVide = (couleur) => /^(transparent|rgba\(.*, 0\)|.*\/ 0\))$/.test(couleur);

  /** Hidden from sight on purpose: one pixel, clipped away, transparent, or off the page. */
  const horsDeVue = (el) => {
    for (let e = el; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      const boite = e.getBoundingClientRect();
      const coupe = style.overflowX !== 'visible' && boite.width <= 2;
      const decoupe = /inset\(50%|inset\(100%/.test(style.clipPath) || /rect\((0px|1px)/.test(style.clip);
      if (style.opacity === '0' || coupe || decoupe) return true;
    }
    const { right, bottom, width, height } = el.getBoundingClientRect();
    return width < 1 || height < 1 || right + scrollX <= 0 || bottom + scrollY <= 0;
  };

  /** Elements Tab should reach: one per radio group. */
  const tabulables = () => {
    const groupes = new Map();
    return [...document.querySelectorAll(FOCUSABLES)].filter((el) => {
      if (el.tabIndex < 0 || el.matches(':disabled') || el.type === 'hidden' || !affiche(el) || !actif(el)) return false;
      if (el.localName === 'summary' && !el.matches('details > summary:first-of-type')) return false;
      if (el.localName !== 'input' || el.type !== 'radio' || !el.name) return true;
      const cle = `${el.form ? [...document.forms].indexOf(el.form) : ''}/${el.name}`;
      if (groupes.has(cle)) return false;
      const cochee = [...document.getElementsByName(el.name)].some((r) => r.form === el.form && r.checked);
      if (cochee && !el.checked) return false;
      groupes.set(cle, el);
      return true;
    });
  };

  /** What one aims at: the element, or its label when the element itself is drawn by it. */
  const cibles = (el) => (horsDeVue(el) ? [...(el.labels ?? [])].filter((l) => affiche(l) && !horsDeVue(l)) : [el]);
  const rectangles = (el) => [...el.getClientRects()].filter((r) => r.width >= 1 && r.height >= 1);
  const milieu = (r) => [r.left + r.width / 2, r.top + r.height / 2];
  const dansLaFenetre = ([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const touche = (el, point) => {
    const trouve = document.elementFromPoint(...point);
    if (!trouve) return null;
    const siens = [el, ...(el.labels ?? [])];
    const label = el.closest('label');
    return siens.some((e) => e.contains(trouve)) || (label && label.contains(trouve)) ? true : trouve;
  };

  /** Controls whose centre someone else covers. */
  const controlesCouverts = () =>
    tabulables().flatMap((el) =>
      cibles(el).flatMap((cible) => {
        const rects = cible.localName === 'label' ? [cible.getBoundingClientRect()] : rectangles(cible);
        return rects.flatMap((_, rang) => {
          const lire = () => (cible.localName === 'label' ? cible.getBoundingClientRect() : rectangles(cible)[rang]);
          if (touche(el, milieu(lire())) === true) return [];
          cible.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
          const resultat = touche(el, milieu(lire()));
          if (resultat === true) return [];
          return [resultat ? `${nommer(el)} est couvert par ${nommer(resultat)}` : `${nommer(el)} est hors d’atteinte`];
        });
      }),
    );

  const textes = function* () {
    const marche = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (marche.nextNode()) {
      const el = marche.currentNode.parentElement;
      if (!marche.currentNode.data.trim() || el.closest('svg, script, style, noscript, select, textarea')) continue;
      if (!affiche(el) || horsDeVue(el) || !actif(el)) continue;
      const etendue = document.createRange();
      etendue.selectNodeContents(marche.currentNode);
      yield { el, rects: () => [...etendue.getClientRects()].filter((r) => r.width >= 1) };
    }
  };
  const ecritEn = (el, [x, y]) =>
    [...el.childNodes].some((noeud) => {
      if (noeud.nodeType !== Node.TEXT_NODE || !noeud.data.trim()) return false;
      const etendue = document.createRange();
      etendue.selectNodeContents(noeud);
      return [...etendue.getClientRects()].some((r) => x > r.left && x < r.right && y > r.top + 2 && y < r.bottom - 2);
    });
  const peint = (el, point) => {
    const style = getComputedStyle(el);
    if (style.opacity === '0') return false;
    const champ = el.matches('img, video, canvas, input, select, textarea');
    return champ || !couleurVide(style.backgroundColor) || style.backgroundImage !== 'none' || ecritEn(el, point);
  };

  /** Texts under something painted that is neither their ancestor nor their content. */
  const textesCouverts = () => {
    const vus = new Set();
    for (const { el, rects } of textes()) {
      for (const { left, right, top, height } of rects()) {
        const y = top + height / 2;
        for (const point of [left + 1, (left + right) / 2, right - 1].map((x) => [x, y]).filter(dansLaFenetre)) {
          const pile = document.elementsFromPoint(...point);
          const rang = pile.indexOf(el);
          const dessus = (rang < 0 ? [] : pile.slice(0, rang)).find(
            (autre) => !el.contains(autre) && !autre.contains(el) && peint(autre, point),
          );
          if (dessus) vus.add(`${nommer(el)} est couvert par ${nommer(dessus)}`);
        }
      }
    }
    return [...vus];
  };

  const defilant = (el) => /auto|scroll/.test(getComputedStyle(el).overflowX) && el !== document.body;

  /** What makes the page scroll sideways, or is cut at its edge. */
  const debordements = () => {
    const racine = document.documentElement;
    const largeur = racine.clientWidth;
    const fautifs = [...document.body.querySelectorAll('*')].filter((el) => {
      if (!affiche(el) || horsDeVue(el) || el.closest('svg') !== (el.localName === 'svg' ? el : null)) return false;
      const { left, right } = el.getBoundingClientRect();
      if (right <= largeur + 1 && left >= -1) return false;
      for (let parent = el.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
        const r = parent.getBoundingClientRect();
        if ((defilant(parent) || getComputedStyle(parent).overflowX !== 'visible') && r.right <= largeur + 1) return false;
      }
      return true;
    });
    if (fautifs.length === 0 && racine.scrollWidth <= largeur) return [];
    const profonds = fautifs.filter((el) => !fautifs.some((autre) => autre !== el && el.contains(autre)));
    const details = profonds.slice(0, 5).map((el) => `${nommer(el)} va jusqu’à ${Math.round(el.getBoundingClientRect().right)} px`);
    return [`la page fait ${racine.scrollWidth} px de large pour ${largeur} px`, ...details];
  };

  /** Texts cut by a box that neither scrolls nor grows. */
  const textesRognes = () => {
    const vus = new Set();
    for (const { el, rects } of textes()) {
      for (let boite = el; boite && boite !== document.body; boite = boite.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(boite);
        if (/auto|scroll/.test(overflowX + overflowY)) break;
        if (overflowX === 'visible' && overflowY === 'visible') continue;
        const b = boite.getBoundingClientRect();
        const jeu = parseFloat(getComputedStyle(el).fontSize) / 3;
        const coupe = rects().some(
          (r) => r.right > b.right + 1 || r.left < b.left - 1 || r.bottom > b.bottom + jeu || r.top < b.top - jeu,
        );
        if (coupe) vus.add(`${nommer(el)} est rogné par ${nommer(boite)}`);
      }
    }
    return [...vus];
  };

  const structure = () => {
    const titres = [...document.querySelectorAll('h1')].filter(affiche);
    return [
      titres.length === 1 ? null : `${titres.length} titres h1 au lieu d’un seul`,
      /^fr\b/.test(document.documentElement.lang) ? null : 'html lang n’est pas « fr »',
      document.title.trim() ? null : 'la page n’a pas de titre',
    ].filter(Boolean);
  };

  /** What focus may change on an element, its pseudo-elements and what frames it. */
  const allure = (el) =>
    [el, ...(el.labels ?? []), el.parentElement]
      .filter((e) => e && e !== document.body)
      .flatMap((e) => [null, '::before', '::after'].map((pseudo) => getComputedStyle(e, pseudo)))
      .map((s) => {
        const filet = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 && !couleurVide(s.outlineColor);
        const contour = filet ? `${s.outlineStyle} ${s.outlineWidth} ${s.outlineColor}` : '';
        return [contour, s.boxShadow, s.backgroundColor, s.backgroundImage, s.borderColor, s.borderWidth, s.textDecoration, s.opacity, s.clipPath, s.transform].join('|');
      })
      .join('\n');

  let parcours = null;

  /** Gives the number of controls; focus goes before the first. */
  const preparerClavier = () => {
    document.activeElement?.blur();
    const controles = tabulables();
    parcours = { controles, repos: controles.map(allure), atteints: new Set(), problemes: [] };
    const depart = modale() ?? document.body;
    const avant = depart.getAttribute('tabindex');
    depart.setAttribute('tabindex', '-1');
    depart.focus({ preventScroll: true });
    if (avant === null) depart.removeAttribute('tabindex');
    else depart.setAttribute('tabindex', avant);
    return controles.length;
  };

  /** Looks at the focused element. True when the tour is over. */
  const pasDeClavier = () => {
    const el = document.activeElement;
    const rang = parcours.controles.indexOf(el);
    if (rang < 0) return false;
    if (parcours.atteints.has(el)) return parcours.atteints.size > 1 && parcours.controles[0] === el;
    parcours.atteints.add(el);
    if (allure(el) === parcours.repos[rang]) parcours.problemes.push(`${nommer(el)} ne montre pas qu’il a le focus`);
    const vus = cibles(el).flatMap(rectangles);
    const points = vus.flatMap((r) => [
      milieu(r),
      ...[[r.left + 2, r.top + 2], [r.right - 2, r.top + 2], [r.left + 2, r.bottom - 2], [r.right - 2, r.bottom - 2]],
    ]);
    if (!points.some((p) => dansLaFenetre(p) && touche(el, p) === true)) {
      parcours.problemes.push(`${nommer(el)} a le focus mais ne se voit pas`);
    }
    return parcours.atteints.size === parcours.controles.length;
  };

  const bilanClavier = () => {
    const oublies = parcours.controles.filter((el) => el.isConnected && !parcours.atteints.has(el));
    document.activeElement?.blur();
    return [...parcours.problemes, ...oublies.map((el) => `${nommer(el)} n’est pas atteint au clavier`)];
  };

  let feuille = null;
  /** Replaces the checks' style sheet; constructed ones are allowed by any CSP. */
  const habiller = (css) => {
    ranger();
    feuille = new CSSStyleSheet();
    feuille.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, feuille];
  };
  const ranger = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((f) => f !== feuille);
    feuille = null;
    scrollTo({ top: 0, left: 0, behavior: 'instant' });
  };

  globalThis.__sonde = {
    ...{ structure, controlesCouverts, textesCouverts, debordements, textesRognes },
    ...{ preparerClavier, pasDeClavier, bilanClavier, habiller, ranger },
  };
}
