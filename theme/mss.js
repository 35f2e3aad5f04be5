// Makes forms and links faster; without it they work as usual.
// Its data-* attributes: docs/architecture.md, "The script".
"use strict";
(() => {
  const ENTETE = "Mss-Fragment";
  const RIEN = "Rien n’a été enregistré, votre saisie reste à l’écran.";
  const COUPEE = "La connexion est coupée. Votre saisie reste à l’écran.";
  const parId = (id) => document.getElementById(id);
  const un = (selecteur) => document.querySelector(selecteur);
  const dire = (texte) => {
    const zone = parId("annonce");
    zone.textContent = "";
    setTimeout(() => { zone.textContent = texte; }, 50);
  };

  const prevenir = (form, html) => {
    form.querySelector(".mss-incident")?.remove();
    if (html) form.insertAdjacentHTML("afterbegin",
      `<div class="fr-alert fr-alert--error mss-incident" role="alert"><p>${html}</p></div>`);
  };
  // The server keeps what it was sent, and offers it again on /reprise once signed in.
  const finie = (form, { redirected }) => {
    const [ou, faire] = redirected ? ["reprise", "La reprendre"] : ["connexion", "Se reconnecter"];
    prevenir(form, `Votre session a pris fin. ${RIEN}
      <a href="/${ou}" target="_blank">${faire} dans un nouvel onglet</a>`);
  };

  const envoyer = async (form, bouton, ids, auto) => {
    const donnees = new FormData(form, bouton);
    if (auto) donnees.set("enregistrement", "auto");
    const get = form.method === "get";
    const url = new URL(form.getAttribute("action") ?? "", location.href);
    const corps = new URLSearchParams(donnees);
    if (get) url.search = corps;
    const reponse = await fetch(url, {
      method: form.method,
      body: get ? null : corps,
      headers: { [ENTETE]: ids },
    });
    return { reponse, fragment: reponse.headers.get(ENTETE) === ids ? await reponse.text() : null };
  };

  let tape = null; // changed since the last saving
  let saisie = false; // anything typed on this page
  // Puts the returned elements in place; keeps the focus and, while typing (garder), what changes.
  const remplacer = (html, garder) => {
    const actif = document.activeElement;
    const ou = actif?.id;
    const haut = (e) => e.getBoundingClientRect().top;
    const avant = haut(actif);
    let parti, ailleurs;
    const boite = document.createElement("template");
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

  const adresse = () => location.pathname + location.search;
  let ici = adresse();
  const occupes = new WeakMap(); // form → the button being submitted
  let attente; // the button clicked meanwhile: it gets its turn
  const liberer = (form) => {
    occupes.delete(form);
    form.removeAttribute("aria-busy");
    const bouton = attente && ((attente.id && parId(attente.id)) || attente);
    attente = null;
    if (bouton?.isConnected) bouton.click();
  };

  const arriver = ({ url }, fragment) => {
    const ou = new URL(url);
    history[ou.pathname === location.pathname ? "replaceState" : "pushState"]({}, "", ou);
    ici = adresse();
    remplacer(fragment);
  };
  addEventListener("click", async (e) => {
    const lien = e.target.closest("a[data-fragment]");
    if (!lien || saisie || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    const ids = lien.dataset.fragment;
    try {
      const reponse = await fetch(lien.href, { headers: { [ENTETE]: ids } });
      if (reponse.headers.get(ENTETE) !== ids) throw 0;
      arriver(reponse, await reponse.text());
    } catch { location.assign(lien.href); }
  });

  const enPlace = async (form, bouton) => {
    const ids = form.dataset.fragment;
    occupes.set(form, bouton);
    form.setAttribute("aria-busy", "true");
    prevenir(form);
    try {
      const { reponse, fragment } = await envoyer(form, bouton, ids);
      if (fragment !== null) {
        arriver(reponse, fragment);
      } else if (reponse.status === 401) {
        finie(form, reponse);
      } else if (reponse.redirected && reponse.ok) {
        location.assign(reponse.url);
      } else {
        occupes.delete(form);
        form.removeAttribute("data-fragment");
        form.requestSubmit(bouton);
      }
    } catch {
      prevenir(form, COUPEE + " Réessayez.");
    } finally {
      liberer(form);
    }
  };

  addEventListener("submit", (e) => {
    const form = e.target;
    if (occupes.has(form)) {
      // A second click on a button is dropped; another button waits for its turn.
      e.preventDefault();
      if (e.submitter !== occupes.get(form)) attente = e.submitter;
      return;
    }
    clearTimeout(minuteur);
    if (form.dataset.fragment) {
      e.preventDefault();
      enPlace(form, e.submitter);
    } else if (form.method === "post") {
      occupes.set(form, e.submitter);
      setTimeout(() => occupes.delete(form), 8000);
    }
  });
  // Back from the cache: fresh forms, unless something typed would go.
  addEventListener("pageshow", (e) => {
    if (e.persisted && !saisie) location.reload();
    for (const form of document.forms) occupes.delete(form);
  });
  addEventListener("popstate", () => { if (adresse() !== ici) location.reload(); });

  // Saving while typing; again later when it could not.
  let minuteur;
  const armer = (form, delai = 900) => {
    clearTimeout(minuteur);
    minuteur = setTimeout(() => brouillon(form), delai);
  };
  const REFUS = {
    403: "Non enregistré : votre rôle ou votre session a changé.",
    409: "Une autre personne a modifié ces réponses. Cliquez sur Continuer pour comparer.",
    422: "Non enregistré : une réponse est à corriger.",
  };
  const brouillon = async (form) => {
    if (occupes.has(form)) return armer(form);
    tape = null;
    const noter = (texte) => { form.querySelector("[data-etat]").textContent = texte; };
    occupes.set(form, null);
    noter("Enregistrement…");
    try {
      const { reponse, fragment } = await envoyer(form, null, form.dataset.auto, true);
      const { ok, redirected, status } = reponse;
      prevenir(form);
      if (fragment) remplacer(fragment, true);
      if (fragment && ok) return;
      if (redirected || status === 401) finie(form, reponse);
      if (status > 499) throw status;
      noter(REFUS[status] ?? RIEN);
    } catch (panne) {
      noter((panne > 499 ? RIEN : COUPEE) + " Nouvel essai dans 10 secondes.");
      armer(form, 10000);
    } finally {
      liberer(form);
    }
  };
  addEventListener("input", (e) => {
    const form = e.target.form;
    saisie ||= form?.method === "post";
    if (!form?.dataset.auto) return;
    tape = e.target;
    armer(form);
  });

  // Keys: outside text fields, without a modifier, while the box is checked.
  const CLE = "mss.raccourcis";
  addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey || e.repeat || !un("[data-raccourcis]")?.checked) return;
    if (e.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const bouton = un(`[data-touche="${CSS.escape(e.key)}"]`);
    if (bouton) { e.preventDefault(); bouton.click(); }
  });
  addEventListener("change", (e) => {
    if (e.target.matches("[data-raccourcis]")) localStorage.setItem(CLE, +e.target.checked);
  });

  const montrer = () => {
    for (const e of document.querySelectorAll("[data-js]")) e.hidden = false;
    const boite = un("[data-raccourcis]");
    if (boite) boite.checked = localStorage.getItem(CLE) !== "0";
  };
  montrer();
  un("#erreurs")?.focus();
})();
