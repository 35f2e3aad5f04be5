#!/usr/bin/env python3
"""Le tableau de bord de tous les services qu'un jeton voit, avec la seule bibliothèque standard.

    MSS_URL=https://mss.ville.example MSS_JETON=mss_… ./tableau_de_bord.py

Un jeton de lecture suffit.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

API = os.environ["MSS_URL"].rstrip("/") + "/api/v1"
JETON = os.environ["MSS_JETON"]


def demander(chemin, **parametres):
    """Lit une adresse ; attend son tour quand le quota est dépassé."""
    adresse = API + chemin
    if parametres:
        adresse += "?" + urllib.parse.urlencode(parametres)
    demande = urllib.request.Request(adresse, headers={"Authorization": f"Bearer {JETON}"})
    while True:
        try:
            with urllib.request.urlopen(demande) as reponse:
                return json.load(reponse)
        except urllib.error.HTTPError as erreur:
            probleme = json.load(erreur)
            if probleme["code"] != "quotaDepasse":
                sys.exit(f"{probleme['code']} : {probleme['detail']}")
            time.sleep(int(erreur.headers["Retry-After"]))


def tous(chemin, **parametres):
    """Tous les éléments d'une liste, page après page."""
    while True:
        page = demander(chemin, **parametres)
        yield from page["elements"]
        if page["suivant"] is None:
            return
        parametres["apres"] = page["suivant"]


for service in tous("/services", limite=100):
    if service["etat"] == "brouillon":
        print(f"{service['nom']} : à décrire")
        continue
    indice = f"{service['indiceCyber']:.2f}".replace(".", ",")
    print(f"{service['nom']} : indice {indice}, {service['statuees']} mesures sur {service['mesures']}")
    actions = demander(f"/services/{service['id']}/prochaines-actions")["elements"]
    for action in actions[:3]:
        print(f"  {action['id']} {action['titre']} (+{action['gainIndice']:.2f})")
