#!/bin/sh
# Un service, de sa création à une première mesure faite, avec curl et jq.
#
#   MSS_URL=https://mss.ville.example MSS_JETON=mss_… ./suivre.sh
#
# Le jeton doit permettre l'écriture. Tout refus arrête le script.
set -eu

api="$MSS_URL/api/v1"
entetes=$(mktemp)
trap 'rm -f "$entetes"' EXIT

# demander MÉTHODE CHEMIN [arguments de curl…] : le corps sur la sortie, l'étiquette dans $entetes.
demander() {
  methode=$1 chemin=$2
  shift 2
  curl --silent --show-error --fail-with-body --dump-header "$entetes" --request "$methode" \
    --header "Authorization: Bearer $MSS_JETON" --header 'Content-Type: application/json' \
    "$@" "$api$chemin"
}

# La version de ce que l'on vient de lire ou d'écrire.
etiquette() { sed -n 's/^[Ee][Tt]ag: //p' "$entetes" | tr -d '\r'; }

# 1. Pour qui ce jeton agit-il ?
demander GET /moi | jq -r '"Jeton de " + .compte.nom + ", portée " + .jeton.portee'

# 2. Un brouillon. La clé fait que la demande, répétée, n'a d'effet qu'une fois.
service=$(demander POST /services --header "Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)" \
  --data '{"nom": "Réservation de salles (curl)", "siret": "21000000600010", "organisation": "Ville de Saint-Aubin"}' |
  jq -r .id)

# 3. Les réponses qui manquent, à partir de la version que l'on vient d'écrire.
demander POST "/services/$service/terminer" --header "If-Match: $(etiquette)" --data '{
  "description": {
    "statutDeploiement": "enLigne", "typeService": ["serviceEnLigne"], "typeHebergement": "cloud",
    "ouvertureSysteme": "accessibleSurInternet", "audienceCible": "moyenne",
    "dureeDysfonctionnementAcceptable": "plusDe24h", "categoriesDonneesTraitees": ["donneesDIdentite"],
    "volumetrieDonneesTraitees": "faible", "localisationDonneesTraitees": "UE",
    "niveauSecurite": "niveau3"
  }
}' >/dev/null

# 4. La mesure la plus utile, et ce qu'elle apporterait.
mesure=$(demander GET "/services/$service/prochaines-actions" | jq -r '.elements[0].id')
demander POST "/services/$service/simulation" --data "{\"statuts\": {\"$mesure\": \"fait\"}}" |
  jq -r '"Avec cette mesure : " + (.apres.total | tostring)'

# 5. Elle est faite.
demander GET "/services/$service/mesures/$mesure" >/dev/null
demander PATCH "/services/$service/mesures/$mesure" --header "If-Match: $(etiquette)" \
  --data '{"statut": "fait", "details": "En place depuis la recette."}' |
  jq -r '.id + " : " + .statut'
