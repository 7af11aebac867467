//! The words of bylines: what comes before a name, behind it, and in the place of one.
//! All lists are in lower case.

/// What introduces a byline. Longer ones stand before those they begin with.
pub(super) const LEADS: &[&str] = &[
    "this article was written by", "commentary by", "a column by", "column by", "essay by", "guest post by",
    "guest essay by", "story and photos by", "words and pictures by", "text and photography by",
    "text and photos by", "a cura di", "as told to", "propos recueillis par", "rédigé par",
    "une chronique de", "texto de", "texte de", "ein gastbeitrag von", "eine kolumne von",
    "ein interview von", "ein essay von", "gastbeitrag von", "kolumne von", "kommentar von",
    "interview von", "opracowała", "opracował", "teksti", "redacción", "автор", "текст", "της", "του",
    "كتبت", "كتب", "van onze", "dal nostro", "dalla nostra", "source", "from", "written by", "reported by", "reporting by", "story by", "words by", "text by", "posted by",
    "published by", "article by", "analysis by", "review by", "interview by", "opinion by",
    "authored by", "contributed by", "by", "scritto da", "écrit par", "publié par", "escrito por",
    "geschrieben von", "ein artikel von", "eine analyse von", "ein kommentar von", "text und fotos",
    "texto", "texte", "text", "testo", "tekst", "authors", "author", "autoren", "autorin", "autor",
    "autora", "auteur", "autore", "byline", "words", "reporter", "journalist", "von", "par", "por",
    "di", "av", "af", "door",
];

/// The leads that may be the first word of a name as well: "Di Brown", "Von Miller".
pub(super) const LEADS_LIKE_NAMES: &[&str] = &[
    "von", "par", "por", "di", "av", "af", "door", "text", "words", "reporter", "journalist",
    "authors", "author", "autor", "source", "from", "van onze", "redacción", "της", "του", "текст",
];

/// Where the credits of other people begin: what follows has not written the article.
pub(super) const OTHER_CREDITS: &[&str] = &[
    "editing by", "edited by", "photographs by", "photography by", "photos by", "photo by",
    "pictures by", "graphics by", "illustration by", "illustrations by", "video by",
    "additional reporting", "contributed reporting", "contributed to this", "translated by",
    "compiled by", "writing by", "view all", "see all", "more by", "more from",
    "read more", "tags:", "fotos:", "foto:", "photos:", "photo:", "mit material von",
];

/// What a person of a newsroom does; its last word makes a phrase a role.
pub(super) const ROLES: &[&str] = &[
    "editor", "editors", "writer", "writers", "reporter", "reporters", "correspondent",
    "correspondents", "columnist", "columnists", "journalist", "journalists", "contributor",
    "contributors", "producer", "photographer", "critic", "commentator", "analyst",
    "editor-in-chief", "intern", "blogger", "redakteur", "redakteurin", "chefredakteur",
    "chefredakteurin", "korrespondent", "korrespondentin", "journalistin", "reporterin", "volontär",
    "journaliste", "correspondante", "correspondant", "envoyé", "envoyée", "rédacteur",
    "rédactrice", "corresponsal", "redactor", "redactora", "periodista", "enviado", "enviada",
    "inviato", "inviata", "corrispondente", "giornalista", "redattore", "correspondente",
    "repórter", "redacteur", "journalister", "korrespondenten", "verslaggever", "verslaggeefster",
    "professor", "lecturer", "fellow", "gastautor", "gastautorin",
];

/// What stands before the last word of a role: "chief political correspondent".
pub(super) const ROLE_MODIFIERS: &[&str] = &[
    "chief", "senior", "junior", "lead", "staff", "political", "politics", "business", "sport",
    "sports", "foreign", "diplomatic", "legal", "health", "education", "technology", "tech",
    "science", "environment", "climate", "economics", "economic", "economy", "financial", "finance",
    "city", "crime", "defence", "defense", "security", "world", "national", "international",
    "local", "home", "royal", "arts", "culture", "music", "film", "tv", "media", "religion", "news",
    "investigations", "investigative", "data", "deputy", "associate", "assistant", "executive",
    "managing", "contributing", "special", "freelance", "guest", "digital", "online", "features",
    "night", "weekend", "general", "assignment", "bureau", "europe", "asia", "africa", "middle",
    "east", "us", "uk", "european", "american", "african", "asian", "markets", "energy",
    "transport", "travel", "food", "fashion", "social", "affairs", "community", "courts", "court",
    "football", "cricket", "rugby", "tennis", "racing", "opinion", "entertainment", "lifestyle",
    "property", "personal", "money", "industry", "consumer", "public", "policy", "and", "&", "of",
    "the", "our", "own", "from", "a", "an", "for", "at", "white", "house", "westminster", "capitol",
    "associated", "press", "spécial", "spéciale", "especial", "politischer", "politische", "unser",
    "unsere", "unserem", "unserer", "unseren", "onze", "nostro", "nostra", "dal", "dalla",
];

/// Words for the people of an outlet together, and for its departments.
pub(super) const STAFF_WORDS: &[&str] = &[
    "newsroom", "staff", "agencies", "wires", "redaktion", "rédaction", "redacción", "redazione",
    "redação", "redactie", "redaksjonen", "redaktionen", "editorial", "editors", "desk", "team",
    "admin", "administrator", "webmaster", "contributors", "reporters", "reports", "correspondents",
    "services", "agencias", "agences", "agenturen", "agenzie", "agências",
];

/// Words that only names of outlets have.
pub(super) const OUTLET_WORDS: &[&str] = &[
    "news", "agency", "newswire", "newswires", "media", "online", "magazine", "network", "radio",
    "tv", "television", "broadcasting", "publications", "publishing", "zeitung", "nachrichten",
    "courrier",
];

/// Words that end the name of a paper, behind another word: "Harbour Times". Those that are a
/// common surname too ("Sun", "Bee") are not here.
pub(super) const PAPERS: &[&str] = &[
    "times", "post", "ledger", "courier", "gazette", "tribune", "observer", "herald", "journal",
    "wire", "press", "guardian", "telegraph", "chronicle", "examiner", "globe", "standard",
    "monitor", "dispatch", "bulletin", "register", "sentinel", "argus", "advertiser", "enquirer",
    "inquirer", "independent", "mirror", "mail", "express", "review", "weekly", "daily", "today",
    "allgemeine", "rundschau", "tageblatt", "anzeiger", "kurier", "dagbladet", "aftenposten",
];

/// Papers whose names are shaped like names of people.
pub(super) const PAPERS_BY_NAME: &[&str] = &[
    "le figaro", "le monde", "le parisien", "la croix", "el país", "el mundo", "la vanguardia",
    "la repubblica", "la stampa", "corriere della sera", "il sole", "der spiegel", "die zeit",
    "die welt", "de volkskrant", "de standaard", "the conversation", "al jazeera", "le soir",
];

/// A byline that is only this names no one.
pub(super) const NO_ONE: &[&str] = &[
    "anonymous", "unknown", "none", "null", "n/a", "na", "guest", "board", "undefined", "author",
    "user", "home", "share", "special to", "exclusive", "and", "press release", "advertisement",
    "sponsored", "sponsored content", "opinion", "politics", "business", "sport", "sports", "world",
    "culture", "comment",
];

/// Cities of many datelines: behind a name, they say where the author was.
pub(super) const CITIES: &[&str] = &[
    "london", "washington", "paris", "tokyo", "brussels", "moscow", "nairobi", "delhi", "new delhi",
    "beijing", "sydney", "toronto", "berlin", "madrid", "cairo", "lagos", "jakarta", "lima",
    "ottawa", "geneva", "athens", "dublin", "warsaw", "new york", "los angeles", "san francisco",
    "hong kong", "mexico city", "rio de janeiro", "são paulo", "sao paulo", "buenos aires",
    "tel aviv", "cape town", "kuala lumpur", "abu dhabi", "ho chi minh city", "st. petersburg",
    "st petersburg", "the hague", "addis ababa", "jerusalem", "istanbul", "rome", "vienna",
    "chicago", "houston", "boston", "kyiv", "kiev", "mumbai", "shanghai", "seoul", "singapore",
    "bangkok", "manila", "taipei", "new orleans", "las vegas", "san diego", "salt lake city",
    "st. louis", "united nations", "gaza city", "baghdad", "kabul", "tehran", "beirut", "hamburg",
    "münchen", "munich", "frankfurt", "wien", "zürich", "roma", "milano", "lisboa", "lisbon",
];

/// How places begin that are two words: behind a name, "Port Selwyn" is where the author was.
pub(super) const PLACE_BEGINNINGS: &[&str] =
    &["port", "san", "santa", "new", "los", "las", "fort", "mount", "cape"];

/// What stands before a name and is no part of it; "Sir" and "Lord" are kept.
pub(super) const TITLES: &[&str] = &["dr", "prof", "rev", "mr", "mrs", "ms", "mx", "herr", "frau"];

/// Degrees and honours that stand behind a name without a comma.
pub(super) const DEGREES: &[&str] =
    &["RN", "MD", "PhD", "Ph.D.", "M.D.", "MBE", "OBE", "CBE", "QC", "KC", "MP", "MEP", "MPH", "JD"];

/// What stands behind a name as buttons and headings do.
pub(super) const BUTTONS: &[&str] = &[
    "on", "at", "published", "updated", "posted", "last", "follow", "share", "listen", "subscribe",
    "save", "writes", "reports", "publié", "publie", "le", "view", "read",
];

/// Words around a date or a time, and on the buttons beside a byline: they tell nothing of a
/// person.
pub(super) const NOISE: &[&str] = &[
    "published", "updated", "last", "posted", "modified", "created", "on", "at", "am", "pm", "a.m.",
    "p.m.", "gmt", "utc", "est", "edt", "et", "pst", "pdt", "bst", "cet", "cest", "ist", "uhr",
    "um", "min", "mins", "minute", "minutes", "read", "ago", "hours", "hour", "days", "day",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
    "wed", "thu", "fri", "sat", "sun", "share", "comments", "comment", "follow", "first", "stand",
    "aktualisiert", "veröffentlicht", "am", "montag", "dienstag", "mittwoch", "donnerstag",
    "freitag", "samstag", "sonntag", "publié", "le", "mis", "à", "jour", "actualizado", "publicado",
    "il", "reading", "time", "email", "twitter", "facebook", "date", "h", "lundi",
    "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "den", "vom", "zuletzt",
    "geändert", "mise", "modifié", "ore", "alle", "aggiornato", "pubblicato", "lunes", "martes",
    "miércoles", "jueves", "viernes", "sábado", "domingo", "lunedì", "martedì", "mercoledì",
    "giovedì", "venerdì", "sabato", "domenica", "更新", "公開", "配信",
];
