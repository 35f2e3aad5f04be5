#!/usr/bin/env python3
"""Un mois de travail à deux sur un service, par l'API, avec la seule bibliothèque standard.

    MSS_URL=https://mss.ville.example MSS_JETON=mss_… MSS_JETON_COLLEGUE=mss_… ./mois.py SERVICE

Les deux jetons permettent l'écriture ; le collègue est membre du service, qui vient d'être
décrit. Chaque écriture porte la version lue : si un collègue a écrit entre-temps, la réponse 412
contient l'état en place, et l'on réunit les deux textes avant de recommencer.
"""

import json
import os
import sys
import urllib.error
import urllib.request

API = os.environ["MSS_URL"].rstrip("/") + "/api/v1"


class Personne:
    """Quelqu'un qui agit avec son jeton."""

    def __init__(self, jeton):
        self.jeton = jeton

    def demander(self, methode, chemin, corps=None, version=None):
        """Le corps de la réponse et son étiquette ; une erreur 412 remonte à l'appelant."""
        entetes = {"Authorization": f"Bearer {self.jeton}"}
        if version:
            entetes["If-Match"] = version
        donnees = None
        if corps is not None:
            entetes["Content-Type"] = "application/json"
            donnees = json.dumps(corps).encode()
        demande = urllib.request.Request(API + chemin, donnees, entetes, method=methode)
        with urllib.request.urlopen(demande) as reponse:
            return json.load(reponse), reponse.headers["ETag"]

    def lire(self, chemin):
        return self.demander("GET", chemin)

    def tous(self, chemin):
        """Tous les éléments d'une liste, page après page."""
        elements, suivant = [], ""
        while suivant is not None:
            page, _ = self.lire(f"{chemin}?apres={suivant}" if suivant else chemin)
            elements += page["elements"]
            suivant = page["suivant"]
        return elements

    def suivre(self, mesure, **suivi):
        """Change le suivi d'une mesure, à partir de la version que l'on vient de lire."""
        _, version = self.lire(f"{MESURES}/{mesure}")
        return self.demander("PATCH", f"{MESURES}/{mesure}", suivi, version)

    def commenter(self, objet, texte):
        return self.demander("POST", f"{SERVICE}/{objet}/commentaires", {"texte": texte})


SERVICE = f"/services/{sys.argv[1]}"
MESURES = f"{SERVICE}/mesures"
claire = Personne(os.environ["MSS_JETON"])
karim = Personne(os.environ["MSS_JETON_COLLEGUE"])
id_de_karim = karim.lire("/moi")[0]["compte"]["id"]
premiere, chantier, troisieme = [mesure["id"] for mesure in claire.tous(MESURES)[:3]]

# Première semaine : Claire dit où en sont trois mesures, et confie la deuxième à Karim.
claire.suivre(premiere, statut="fait")
claire.suivre(chantier, statut="enCours")
claire.suivre(troisieme, statut="aLancer")
claire.suivre(chantier, responsables=[id_de_karim], echeance="2027-01-15", priorite="haute")
claire.commenter(f"mesures/{chantier}", "Karim, peux-tu suivre ce chantier ?")

# Deuxième semaine : Karim répond et avance.
karim.commenter(f"mesures/{chantier}", "Je m’en charge.")
karim.suivre(chantier, details="Fait pour les agents.")
karim.suivre(troisieme, statut="enCours")

# Troisième semaine : les deux écrivent dans le même champ. Karim arrive second.
_, lue = karim.lire(f"{MESURES}/{chantier}")
claire.suivre(chantier, details="Fait pour les agents et les élus.")
try:
    karim.demander("PATCH", f"{MESURES}/{chantier}", {"details": "Fait pour les agents, reste le prestataire."}, lue)
    sys.exit("La version dépassée devait être refusée.")
except urllib.error.HTTPError as refus:
    assert refus.code == 412, refus.code
    en_place = json.load(refus)["actuel"]
    assert en_place["details"] == "Fait pour les agents et les élus."
    karim.suivre(chantier, details="Fait pour les agents et les élus ; reste le prestataire.")

# Quatrième semaine : et si les trois mesures les plus utiles étaient faites ? Rien n'est enregistré.
choisies = [action["id"] for action in claire.tous(f"{SERVICE}/prochaines-actions")[:3]]
simulation, _ = claire.demander("POST", f"{SERVICE}/simulation", {"statuts": dict.fromkeys(choisies, "fait")})
assert simulation["apres"]["total"] > simulation["avant"]["total"]
for mesure in choisies:
    if claire.lire(f"{MESURES}/{mesure}")[0]["statut"] is None:
        claire.suivre(mesure, statut="aLancer")

# Fin du mois : Karim a fini, et un risque ne concerne pas ce service.
karim.suivre(chantier, statut="fait")
risque = karim.tous(f"{SERVICE}/risques")[0]["id"]
karim.commenter(f"risques/{risque}", "Vu avec l’hébergeur.")
_, version = karim.lire(f"{SERVICE}/risques/{risque}")
karim.demander("PUT", f"{SERVICE}/risques/{risque}", {"desactivation": "Couvert par le contrat d’hébergement."}, version)

indice, _ = claire.lire(f"{SERVICE}/indice-cyber")
print(f"Indice : {indice['indiceCyber']['total']:.2f}".replace(".", ","))
