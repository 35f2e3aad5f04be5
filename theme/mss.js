// mss.js: makes plain forms faster. Nothing depends on it: without it, or when anything
// unexpected happens, the browser submits the form as usual.
//
// data-fragment="id …"   on a form: submit in place; these elements of the answer replace theirs
// data-auto="id …"       on a form: save it while it is being filled in, then replace these
// data-etat              where the state of that saving is written
// data-focus             in a replaced element: takes the focus when its title changes
// data-annonce           in a replaced element: read out by screen readers
// data-titre="…"         on a replaced element: the page's new title
// data-touche="1"        on a button: pressed by that key, while data-raccourcis is checked
// data-js                shown when this script runs
"use strict";
(() => {
  const ENTETE = "Mss-Fragment";
  const FIN = "Votre session a pris fin. Rien n’a été enregistré, votre saisie reste à l’écran.";
  const parId = (id) => document.getElementById(id);
  const un = (selecteur) => document.querySelector(selecteur);
  const creer = (nom) => document.createElement(nom);
  const dire = (texte) => {
    const zone = parId("annonce");
    zone.textContent = "";
    setTimeout(() => { zone.textContent = texte; }, 50);
  };

  const prevenir = (form, texte, lien) => {
    form.querySelector(":scope > .mss-incident")?.remove();
    if (!texte) return;
    const boite = creer("div");
    boite.className = "fr-alert fr-alert--error mss-incident";
    boite.role = "alert";
    const phrase = creer("p");
    phrase.textContent = texte + " ";
    if (lien) {
      const a = creer("a");
      a.href = "/connexion";
      a.target = "_blank";
      a.textContent = "Se reconnecter dans un nouvel onglet";
      phrase.append(a);
    }
    boite.append(phrase);
    form.prepend(boite);
  };

  const envoyer = async (form, bouton, ids, ajouts = {}) => {
    const donnees = new FormData(form, bouton);
    for (const [nom, valeur] of Object.entries(ajouts)) donnees.set(nom, valeur);
    const get = form.method === "get";
    const url = new URL(bouton?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", location.href);
    const corps = new URLSearchParams(donnees);
    if (get) url.search = corps;
    const reponse = await fetch(url, {
      method: get ? "GET" : "POST",
      body: get ? undefined : corps,
      headers: { [ENTETE]: ids },
    });
    return { reponse, fragment: reponse.headers.get(ENTETE) === ids ? await reponse.text() : null };
  };

  let tape = null; // changed since the last saving
  // Puts the returned elements in place of theirs and keeps the focus. While typing (garder),
  // what is being changed is left alone.
  const remplacer = (html, garder) => {
    const actif = document.activeElement;
    const ou = actif?.id;
    const haut = (e) => e.getBoundingClientRect().top;
    const avant = haut(actif);
    let parti = false, ailleurs = false;
    const boite = creer("template");
    boite.innerHTML = html;
    for (const neuf of [...boite.content.children]) {
      const vieux = parId(neuf.id);
      if (!vieux || (garder && [actif, tape].some((e) => vieux.contains(e)))) continue;
      parti ||= vieux.contains(actif);
      vieux.replaceWith(neuf);
      if (neuf.dataset.titre) {
        ailleurs ||= neuf.dataset.titre !== vieux.dataset.titre;
        document.title = neuf.dataset.titre;
      }
      const annonce = neuf.querySelector("[data-annonce]")?.textContent.trim();
      if (annonce) dire(annonce);
    }
    montrer();
    if (!(parti || ailleurs) || garder) return;
    const meme = !ailleurs && ou && parId(ou);
    (meme || un("main [data-focus]"))?.focus({ preventScroll: meme });
    if (meme) scrollBy(0, haut(meme) - avant);
  };

  const occupes = new WeakMap(); // form → the button being submitted
  const ordinaires = new WeakSet();
  const minuteurs = new WeakMap();
  let attente = null;

  // The button clicked meanwhile gets its turn.
  const liberer = (form) => {
    occupes.delete(form);
    form.removeAttribute("aria-busy");
    const bouton = attente && ((attente.id && parId(attente.id)) || attente);
    attente = null;
    if (bouton?.isConnected) bouton.click();
  };

  const enPlace = async (form, bouton) => {
    const ids = form.dataset.fragment;
    occupes.set(form, bouton);
    form.setAttribute("aria-busy", "true");
    prevenir(form, "");
    try {
      const { reponse, fragment } = await envoyer(form, bouton, ids);
      if (fragment !== null) {
        const ou = new URL(reponse.url);
        history[ou.pathname === location.pathname ? "replaceState" : "pushState"]({}, "", ou);
        remplacer(fragment);
      } else if (reponse.status === 401) {
        prevenir(form, FIN, true);
      } else if (reponse.redirected && reponse.ok) {
        location.assign(reponse.url);
      } else {
        occupes.delete(form);
        ordinaires.add(form);
        form.requestSubmit(bouton);
      }
    } catch {
      prevenir(form, "La connexion est coupée. Rien n’a été enregistré, votre saisie reste à l’écran. Réessayez dans un instant.");
    } finally {
      liberer(form);
    }
  };

  document.addEventListener("submit", (e) => {
    const form = e.target;
    if (occupes.has(form)) {
      // A second click on a button is dropped; one on another waits for its turn.
      e.preventDefault();
      if (e.submitter !== occupes.get(form)) attente = e.submitter;
      return;
    }
    clearTimeout(minuteurs.get(form));
    if (ordinaires.has(form)) { ordinaires.delete(form); return; }
    if (form.dataset.fragment) {
      e.preventDefault();
      enPlace(form, e.submitter);
    } else if (form.method === "post") {
      occupes.set(form, e.submitter);
      setTimeout(() => occupes.delete(form), 8000);
    }
  });
  // Back from the cache: fresh forms.
  addEventListener("pageshow", (e) => { if (e.persisted) location.reload(); });
  addEventListener("popstate", () => location.reload());

  // Saving while typing.
  const armer = (form) => {
    clearTimeout(minuteurs.get(form));
    minuteurs.set(form, setTimeout(() => brouillon(form), 900));
  };
  const brouillon = async (form) => {
    if (occupes.has(form)) { armer(form); return; }
    tape = null;
    const etat = form.querySelector("[data-etat]");
    const noter = (texte) => { if (etat) etat.textContent = texte; };
    occupes.set(form, null);
    noter("Enregistrement…");
    try {
      const { reponse, fragment } = await envoyer(form, null, form.dataset.auto, { enregistrement: "auto" });
      if (fragment !== null && reponse.ok) { remplacer(fragment, true); return; }
      if (reponse.status === 401) prevenir(form, FIN, true);
      noter(reponse.status === 409
        ? "Une autre personne a modifié ces réponses. Cliquez sur Continuer pour comparer."
        : "Brouillon non enregistré : une réponse est à corriger.");
    } catch {
      noter("Brouillon non enregistré : la connexion est coupée. Votre saisie reste à l’écran.");
    } finally {
      liberer(form);
    }
  };
  document.addEventListener("input", (e) => {
    const form = e.target.form;
    if (!form?.dataset.auto) return;
    tape = e.target;
    armer(form);
  });

  // Keys: only outside text fields, without a modifier, and only while the box is checked.
  const CLE = "mss.raccourcis";
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey || e.repeat) return;
    if (e.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    if (!un("[data-raccourcis]")?.checked) return;
    const bouton = un(`[data-touche="${CSS.escape(e.key)}"]`);
    if (bouton) { e.preventDefault(); bouton.click(); }
  });
  document.addEventListener("change", (e) => {
    if (e.target.matches("[data-raccourcis]")) localStorage.setItem(CLE, e.target.checked ? "1" : "0");
  });

  const montrer = () => {
    for (const e of document.querySelectorAll("[data-js]")) e.hidden = false;
    const boite = un("[data-raccourcis]");
    if (boite) boite.checked = localStorage.getItem(CLE) !== "0";
  };
  montrer();
  un("#erreurs")?.focus();
})();
