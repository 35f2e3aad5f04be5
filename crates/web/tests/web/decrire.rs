//! Making a service and describing it, as a browser without JavaScript does, then with it.

mod apercu;
mod ensemble;
mod parcours;
mod refus;

use ::web::element;
use application::{
    Context, acces,
    equipe::{Changement, ModifierEquipe, modifier_equipe},
};
use axum::{
    body::Body,
    http::{Method, header},
};
use domaine::droits::Role;
use url::form_urlencoded::Serializer;
use uuid::Uuid;

use super::commun::{Banc, Reponse};

const SIRET: &str = "21350238800019";

/// A signed-in person in front of forms.
struct Cas {
    banc: Banc,
    ctx: Context,
    cookie: String,
}

/// The fields of a form, to be changed and sent.
#[derive(Clone)]
struct Formulaire {
    action: String,
    champs: Vec<(String, String)>,
}

impl Formulaire {
    /// What a browser would send of the first form that writes in the content of a page.
    fn lire(page: &str) -> Self {
        let contenu = element(page, "contenu").unwrap();
        let form = contenu
            .split("<form")
            .find(|f| f.contains("method=\"post\""))
            .unwrap();
        let form = form.split("</form>").next().unwrap();
        let mut champs = Vec::new();
        for balise in form.split('<') {
            let nom = attribut(balise, "name");
            let (Some(nom), false) = (nom, balise.contains(" disabled")) else {
                continue;
            };
            let coche = balise.contains("type=\"radio\"") || balise.contains("type=\"checkbox\"");
            if balise.starts_with("textarea") {
                let texte = balise.split_once('>').unwrap().1;
                champs.push((nom, decoder(texte.strip_prefix('\n').unwrap_or(texte))));
            } else if balise.starts_with("input") && (!coche || balise.contains(" checked")) {
                champs.push((nom, attribut(balise, "value").unwrap_or_default()));
            }
        }
        Self {
            action: attribut(form, "action").unwrap(),
            champs,
        }
    }

    fn sans(mut self, nom: &str) -> Self {
        self.champs.retain(|(n, _)| n != nom);
        self
    }

    fn avec(self, nom: &str, valeur: &str) -> Self {
        self.sans(nom).et(nom, valeur)
    }

    fn et(mut self, nom: &str, valeur: &str) -> Self {
        self.champs.push((nom.to_owned(), valeur.to_owned()));
        self
    }

    fn valeur(&self, nom: &str) -> &str {
        let champ = self.champs.iter().find(|(n, _)| n == nom);
        champ.map_or("", |(_, valeur)| valeur)
    }

    fn corps(&self) -> String {
        Serializer::new(String::new())
            .extend_pairs(&self.champs)
            .finish()
    }
}

fn attribut(balise: &str, nom: &str) -> Option<String> {
    let debut = format!(" {nom}=\"");
    let (_, suite) = balise.split('>').next()?.split_once(&debut)?;
    suite.split_once('"').map(|(valeur, _)| decoder(valeur))
}

fn decoder(texte: &str) -> String {
    let texte = texte.replace("&lt;", "<").replace("&gt;", ">");
    texte.replace("&quot;", "\"").replace("&amp;", "&")
}

impl Cas {
    async fn new() -> Self {
        let banc = Banc::new().await;
        let (compte, cookie) = banc.connecter("claire").await;
        Self {
            ctx: banc.monde.pour(compte),
            banc,
            cookie,
        }
    }

    async fn page(&self, chemin: &str) -> Reponse {
        let reponse = self.banc.get(chemin, &self.cookie).await;
        assert_eq!(reponse.statut, 200, "{chemin}");
        reponse
    }

    async fn formulaire(&self, chemin: &str) -> Formulaire {
        Formulaire::lire(&self.page(chemin).await.corps)
    }

    async fn envoyer(&self, formulaire: &Formulaire) -> Reponse {
        let corps = formulaire.corps();
        self.banc
            .post(&formulaire.action, &self.cookie, &corps)
            .await
    }

    /// As the page's script saves while one types.
    async fn au_fil(&self, formulaire: &Formulaire, elements: &str) -> Reponse {
        let requete = self
            .banc
            .requete(Method::POST, &formulaire.action)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("mss-fragment", elements)
            .body(Body::from(
                formulaire.clone().et("enregistrement", "auto").corps(),
            ));
        self.banc.envoyer(requete.unwrap()).await
    }

    /// Sends a form and follows where it leads.
    async fn suivre(&self, formulaire: &Formulaire) -> (String, Reponse) {
        let reponse = self.envoyer(formulaire).await;
        assert_eq!(reponse.statut, 303, "{}", reponse.corps);
        let ou = reponse.en_tete("location").to_owned();
        (ou.clone(), self.page(&ou).await)
    }

    async fn nouveau(&self, exemple: &str) -> Uuid {
        let formulaire = self.formulaire("/services/nouveau").await;
        let formulaire = formulaire
            .avec("nomService", "Réservation de salles")
            .avec("organisationResponsable.siret", SIRET)
            .avec("organisation", "Ville de Saint-Aubin")
            .avec("exemple", exemple);
        let (ou, _) = self.suivre(&formulaire).await;
        Uuid::parse_str(ou.split('/').nth(2).unwrap()).unwrap()
    }

    /// A described service, made from an example.
    async fn decrit(&self) -> Uuid {
        let id = self.nouveau("newsletter").await;
        let besoins = self.formulaire(&description(id, "besoins")).await;
        assert_eq!(self.envoyer(&besoins).await.statut, 303);
        id
    }

    async fn ouvrir(&self, id: Uuid) -> acces::ServiceOuvert {
        acces::ouvrir(&self.ctx, id).await.unwrap()
    }

    /// Someone else with a role, in front of the same server.
    async fn collegue(&self, id: Uuid, nom: &str, role: Role) -> String {
        let commande = ModifierEquipe {
            operation: self.ctx.nouvel_id(),
            service: id,
            changement: Changement::Inviter {
                courriel: format!("{nom}@ville.example"),
                habilitation: role.into(),
            },
        };
        modifier_equipe(&self.ctx, &commande).await.unwrap();
        // The invitation becomes a role at the first sign-in.
        self.banc.connecter(nom).await.1
    }
}

fn description(id: Uuid, suite: &str) -> String {
    format!("/services/{id}/description/{suite}")
}

/// The message beside a field.
fn refus(page: &str, champ: &str) -> String {
    let message = element(page, &format!("{champ}-erreur")).unwrap_or_default();
    message.to_owned()
}

/// The same form under a fresh operation, with another presentation.
fn meme_version(formulaire: &Formulaire, presentation: &str, cas: &Cas) -> Formulaire {
    formulaire
        .clone()
        .avec("presentation", presentation)
        .avec("operation", &cas.ctx.nouvel_id().to_string())
}
