//! A demonstration on a free port, and someone who visits it without JavaScript.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use openidconnect::reqwest::{self, Method, Response, header, redirect::Policy};
use tempfile::TempDir;

/// A running `mss demo`, killed when dropped.
pub(crate) struct Demo {
    pub(crate) processus: Child,
    pub(crate) adresse: String,
    dossier: Option<TempDir>,
}

impl Demo {
    /// On a new directory, removed at the end.
    pub(crate) fn demarrer() -> Self {
        let dossier = tempfile::tempdir().unwrap();
        let mut demo = Self::dans(dossier.path());
        demo.dossier = Some(dossier);
        demo
    }

    /// On this directory.
    pub(crate) fn dans(dossier: &Path) -> Self {
        let mut processus = Command::new(env!("CARGO_BIN_EXE_mss"))
            .args(["demo", "--port", "0", "--donnees"])
            .arg(dossier)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut ligne = String::new();
        let sortie = processus.stdout.take().unwrap();
        BufReader::new(sortie).read_line(&mut ligne).unwrap();
        let adresse = ligne.trim().strip_prefix("Adresse : ").unwrap().to_owned();
        Self {
            processus,
            adresse,
            dossier: None,
        }
    }

    pub(crate) fn port(&self) -> &str {
        self.adresse.rsplit(':').next().unwrap()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Already gone when the test stopped it.
        let _ = self.processus.kill();
        let _ = self.processus.wait();
        self.dossier.take();
    }
}

/// Keeps cookies, follows nothing by itself.
pub(crate) struct Navigateur<'a> {
    demo: &'a Demo,
    client: reqwest::Client,
    cookies: RefCell<BTreeMap<String, String>>,
}

pub(crate) struct Page {
    pub(crate) statut: u16,
    pub(crate) vers: String,
    pub(crate) cookie: String,
    pub(crate) corps: String,
}

impl<'a> Navigateur<'a> {
    pub(crate) fn new(demo: &'a Demo) -> Self {
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self {
            demo,
            client,
            cookies: RefCell::default(),
        }
    }

    pub(crate) fn reprendre_session(&self, valeur: &str) {
        let (nom, valeur) = ("mss".to_owned(), valeur.to_owned());
        self.cookies.borrow_mut().insert(nom, valeur);
    }

    pub(crate) fn session(&self) -> Option<String> {
        self.cookies.borrow().get("mss").cloned()
    }

    pub(crate) async fn get(&self, adresse: &str) -> Page {
        self.demander(Method::GET, adresse, None).await
    }

    pub(crate) async fn post(&self, adresse: &str, corps: String) -> Page {
        self.demander(Method::POST, adresse, Some(corps)).await
    }

    async fn demander(&self, methode: Method, adresse: &str, corps: Option<String>) -> Page {
        let url = if adresse.starts_with('/') {
            format!("{}{adresse}", self.demo.adresse)
        } else {
            adresse.to_owned()
        };
        let cookies: Vec<_> = self
            .cookies
            .borrow()
            .iter()
            .map(|(nom, valeur)| format!("{nom}={valeur}"))
            .collect();
        let mut requete = self
            .client
            .request(methode, url)
            .header(header::COOKIE, cookies.join("; "));
        if let Some(corps) = corps {
            requete = requete
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(corps);
        }
        self.lire(requete.send().await.unwrap()).await
    }

    async fn lire(&self, reponse: Response) -> Page {
        let texte = |nom| {
            let valeur = reponse.headers().get(nom);
            valeur.map_or("", |v| v.to_str().unwrap()).to_owned()
        };
        let (vers, cookie) = (texte(header::LOCATION), texte(header::SET_COOKIE));
        if let Some((nom, suite)) = cookie.split_once('=') {
            let valeur = suite.split(';').next().unwrap();
            let mut cookies = self.cookies.borrow_mut();
            if valeur.is_empty() {
                cookies.remove(nom);
            } else {
                cookies.insert(nom.to_owned(), valeur.to_owned());
            }
        }
        Page {
            statut: reponse.status().as_u16(),
            vers,
            cookie,
            corps: reponse.text().await.unwrap(),
        }
    }

    /// Up to the provider's page with the five people.
    pub(crate) async fn aller_choisir(&self, retour: &str) -> Page {
        let depart = self
            .get(&format!("/connexion/vers/demo?retour={retour}"))
            .await;
        assert_eq!(depart.statut, 303);
        let choix = self.get(&depart.vers).await;
        assert_eq!(choix.statut, 200);
        choix
    }

    /// Presses one of the buttons of the choice page; gives the address back to the server.
    pub(crate) async fn choisir(&self, choix: &Page, personne: &str) -> String {
        let corps = format!("{}&personne={personne}", champs_caches(&choix.corps));
        let accord = self.post("/demo-oidc/authorize", corps).await;
        assert_eq!(accord.statut, 303);
        accord.vers
    }

    /// The whole of it.
    pub(crate) async fn se_connecter(&self, personne: &str) -> Page {
        let choix = self.aller_choisir("%2Fmethode").await;
        let retour = self.choisir(&choix, personne).await;
        self.get(&retour).await
    }
}

/// The hidden fields of a page, as a form body.
pub(crate) fn champs_caches(page: &str) -> String {
    let mut corps = url::form_urlencoded::Serializer::new(String::new());
    for champ in page.split("<input type=\"hidden\" name=\"").skip(1) {
        let (nom, suite) = champ.split_once("\" value=\"").unwrap();
        let valeur = suite.split('"').next().unwrap().replace("&amp;", "&");
        corps.append_pair(nom, &valeur);
    }
    corps.finish()
}
