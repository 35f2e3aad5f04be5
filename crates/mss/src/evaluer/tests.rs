//! The command as a program sees it: one case, many cases, and everything that is not one.

use super::*;
use serde_json::json;

fn cas(audience: &str) -> String {
    json!({
        "description": {
            "nomService": "Salles", "typeService": ["serviceEnLigne"], "typeHebergement": "saas",
            "ouvertureSysteme": "accessibleSurInternet", "audienceCible": audience,
            "dureeDysfonctionnementAcceptable": "plusDe24h",
            "volumetrieDonneesTraitees": "faible", "localisationDonneesTraitees": "UE",
            "niveauSecurite": "niveau1"
        },
        "statuts": {"AUTH.1": "fait", "RECENSEMENT.1": "enCours"}
    })
    .to_string()
}

/// Whether all was accepted, the lines of the output, the errors.
fn lancer(entree: &[u8]) -> (bool, Vec<Value>, String) {
    let (mut sortie, mut erreurs) = (Vec::new(), Vec::new());
    let accepte = evaluer(entree, &mut sortie, &mut erreurs, Options::default()).unwrap();
    let lignes = sortie.split(|o| *o == b'\n').filter(|l| !l.is_empty());
    let lignes = lignes.map(|l| serde_json::from_slice(l).unwrap()).collect();
    (accepte, lignes, String::from_utf8(erreurs).unwrap())
}

#[test]
fn one_object_on_one_or_several_lines_is_one_case() {
    let (accepte, attendu, erreurs) = lancer(cas("moyenne").as_bytes());
    assert!(accepte && erreurs.is_empty());
    assert_eq!(attendu.len(), 1);
    assert_eq!(attendu[0]["niveauRequis"], "niveau1");

    let valeur: Value = serde_json::from_str(&cas("moyenne")).unwrap();
    let aere = serde_json::to_string_pretty(&valeur).unwrap();
    for texte in [
        aere.clone(),
        aere.replace('\n', "\r\n\r\n"),
        format!("\u{feff}{aere}\n\n  \n"),
        cas("moyenne").replacen(':', ":\n", 1),
    ] {
        let (accepte, lignes, erreurs) = lancer(texte.as_bytes());
        assert!(accepte, "{erreurs}");
        assert_eq!(lignes, attendu);
    }
}

#[test]
fn one_answer_per_line_in_order() {
    let texte = format!(
        "{}\r\n\n{}\n{}",
        cas("moyenne"),
        cas("tresLarge"),
        cas("limitee")
    );
    let (accepte, lignes, erreurs) = lancer(texte.as_bytes());
    assert!(accepte && erreurs.is_empty());
    assert_eq!(lignes.len(), 3);
    let gravite = |l: &Value| l["risques"][0]["gravite"].as_u64().unwrap();
    assert!(gravite(&lignes[1]) > gravite(&lignes[0]));
    assert!(gravite(&lignes[0]) >= gravite(&lignes[2]));
}

#[test]
fn a_bad_line_does_not_stop_the_run() {
    let mut texte = Vec::new();
    texte.extend(format!("{}\n", cas("moyenne")).bytes());
    texte.extend(format!("\n{}\n", cas("immense")).bytes());
    texte.extend(b"{\"description\": \n\xff\xfe\nn'importe quoi\n");
    texte.extend(vec![b'x'; TAILLE_MAX + 1]);
    texte.extend(format!("\n{}\n{}\n", "[".repeat(100_000), cas("moyenne")).bytes());
    let (accepte, lignes, erreurs) = lancer(&texte);
    assert!(!accepte);
    let numeros: Vec<Option<u64>> = lignes.iter().map(|l| l["ligne"].as_u64()).collect();
    assert_eq!(
        numeros,
        [
            None,
            Some(3),
            Some(4),
            Some(5),
            Some(6),
            Some(7),
            Some(8),
            None
        ]
    );
    let refus = &lignes[1]["erreurs"][0];
    assert_eq!(refus["champ"], "audienceCible");
    assert_eq!(refus["valeur"], "immense");
    assert!(
        refus["message"]
            .as_str()
            .unwrap()
            .contains("limitee, moyenne, large, tresLarge")
    );
    assert!(lignes[3].to_string().contains("UTF-8"));
    assert!(lignes[5].to_string().contains("4 Mio"));
    assert!(lignes[6].to_string().contains("trop de niveaux"));
    assert!(erreurs.starts_with("6 sur 8 "), "{erreurs}");
}

#[test]
fn a_first_line_cut_short_is_one_bad_line() {
    let texte = format!(
        "{{\"description\": {{\n{}\n{}\n",
        cas("moyenne"),
        cas("large")
    );
    let (accepte, lignes, _) = lancer(texte.as_bytes());
    assert!(!accepte);
    assert_eq!(lignes.len(), 3);
    assert_eq!(lignes[0]["ligne"], 1);
    assert!(lignes[1]["niveauRequis"].is_string() && lignes[2]["niveauRequis"].is_string());
}

#[test]
fn one_bad_case_gives_one_french_line_per_problem() {
    let texte = cas("immense").replace("\"saas\"", "\"nuage\"");
    let (accepte, lignes, erreurs) = lancer(texte.as_bytes());
    assert!(!accepte && lignes.is_empty());
    let attendues = [
        "typeHebergement : valeur inconnue. Valeurs acceptées : onPremise, cloud, saas, autre \
         (reçu : \"nuage\").",
        "audienceCible : valeur inconnue. Valeurs acceptées : limitee, moyenne, large, tresLarge \
         (reçu : \"immense\").",
    ];
    assert_eq!(erreurs.lines().collect::<Vec<_>>(), attendues);
}

#[test]
fn what_is_not_a_case_is_said_so() {
    for (texte, attendu) in [
        (&b""[..], "vide"),
        (b" \n\n", "vide"),
        (b"\xef\xbb\xbf", "vide"),
        (b"{\n\"description\": {\n", "avant la fin"),
        (b"{\n}\nreste", "suit la fin"),
        (b"{\n\xff\n}", "UTF-8"),
        (b"\xff\xfe{\x00}\x00", "UTF-8"),
        (b"42", "un objet est attendu"),
        (b"[{}]", "un objet est attendu"),
        (
            b"[\n  {\n    \"description\": {}\n  }\n]",
            "liste de 1 élément",
        ),
        (b"{}", "description"),
    ] {
        let (accepte, lignes, erreurs) = lancer(texte);
        assert!(!accepte && lignes.is_empty(), "{erreurs}");
        assert!(erreurs.contains(attendu), "{erreurs}");
    }
    let lignes = format!("{}\n", "x".repeat(999)).repeat(TAILLE_MAX / 1000 + 1);
    let long = format!("{{\n\"a\": \"{lignes}\"\n}}");
    assert!(lancer(long.as_bytes()).2.contains("4 Mio"));
}

#[test]
fn a_free_level_is_an_option() {
    let bas = cas("tresLarge").replace("plusDe24h", "moinsDe4h");
    let (accepte, _, erreurs) = lancer(bas.as_bytes());
    assert!(
        !accepte && erreurs.starts_with("niveauSecurite : niveau inférieur"),
        "{erreurs}"
    );
    let mut sortie = Vec::new();
    let libre = Options { niveau_libre: true };
    assert!(evaluer(bas.as_bytes(), &mut sortie, io::sink(), libre).unwrap());
}

/// An endless supply of cases that counts what is asked of it.
struct Source {
    ligne: Vec<u8>,
    reste: usize,
    place: usize,
}

impl Read for Source {
    fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
        if self.place == self.ligne.len() {
            if self.reste == 0 {
                return Ok(0);
            }
            (self.reste, self.place) = (self.reste - 1, 0);
        }
        let n = tampon.len().min(self.ligne.len() - self.place);
        tampon[..n].copy_from_slice(&self.ligne[self.place..self.place + n]);
        self.place += n;
        Ok(n)
    }
}

/// Counts the lines and remembers the longest write: answers are not piled up.
#[derive(Default)]
struct Compteur {
    lignes: usize,
    plus_long: usize,
    flux: usize,
}

impl Write for Compteur {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.lignes += octets.iter().filter(|o| **o == b'\n').count();
        self.plus_long = self.plus_long.max(octets.len());
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.flux += 1;
        Ok(())
    }
}

#[test]
fn a_stream_is_answered_as_it_comes() {
    let mut ligne = cas("moyenne").into_bytes();
    ligne.push(b'\n');
    let place = ligne.len();
    let source = Source {
        ligne,
        reste: 500,
        place,
    };
    let mut compteur = Compteur::default();
    assert!(evaluer(source, &mut compteur, io::sink(), Options::default()).unwrap());
    assert_eq!(compteur.lignes, 500);
    // One write per answer, each shown before waiting for the next line.
    assert!(compteur.plus_long < 64 << 10);
    assert!(compteur.flux >= 400);
}

#[test]
fn arguments_read_as_documented() {
    use clap::Parser;
    #[derive(Parser)]
    struct Commande {
        #[command(flatten)]
        args: Args,
    }
    let lus = Commande::try_parse_from(["mss", "-", "--niveau-libre"])
        .unwrap()
        .args;
    assert!(lus.niveau_libre && lus.fichier == Path::new("-"));
    assert!(Commande::try_parse_from(["mss"]).is_err());
}
