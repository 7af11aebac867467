//! The words on menus, buttons and notices of news sites. All lists are in lower case.

/// Lines that are furniture, in lower case, without marks at their ends.
pub(super) const LINES: &[&str] = &[
    "advertisement", "advertising", "sponsored", "ad", "anzeige", "werbung", "publicité",
    "publicidad", "pubblicità", "share", "share this article", "share this", "share this story",
    "share this post", "share article", "teilen", "partager", "compartir", "condividi", "facebook",
    "twitter", "x", "email", "e-mail", "copy link", "print", "whatsapp", "telegram", "linkedin",
    "pinterest", "reddit", "instagram", "tumblr", "messenger", "tweet", "pin it", "save",
    "bookmark", "link copied", "leave a comment", "comments", "comment", "add a comment",
    "post a comment", "no comments", "view comments", "show comments", "related articles",
    "related stories", "related topics", "related", "more stories", "most read", "most popular",
    "trending", "tags", "trending now", "don't miss", "listen", "listen to this article", "watch",
    "play", "loading", "skip to main content", "skip to content", "skip to navigation", "menu",
    "search", "subscribe", "sign in", "sign up", "log in", "login", "register", "home", "news",
    "close", "back to top", "top", "contact us", "about us", "about", "privacy policy",
    "terms of use", "terms of service", "cookie policy", "newsletter", "newsletters", "follow us",
    "follow", "read more", "show more", "load more", "continue reading", "previous article",
    "next article", "previous", "next", "story continues below advertisement",
    "article continues below", "image source", "caption", "image caption", "getty images", "live",
    "latest", "breaking news", "my account", "startseite", "suche", "anmelden", "abo", "accueil",
    "inicio", "by", "reading time", "give this article", "skip advertisement", "story continues",
    "go to homepage", "sections", "u.s. edition", "international edition", "donate", "support us",
    "gift this article", "hide caption", "toggle caption", "enlarge this image", "weather", "jobs",
    "podcasts", "video", "videos", "photos", "games", "shop", "crossword", "obituaries", "e-paper",
    "epaper", "archive", "archives",
];

/// Lines behind which a headline of another article stands.
pub(super) const BEFORE_ANOTHER: &[&str] = &[
    "related article", "you might also like", "you may also like", "see also", "read also",
    "also read", "read more", "read next", "more on this story", "recommended",
    "recommended for you", "editor's pick", "editors' picks", "lesen sie auch", "mehr zum thema",
    "à lire aussi", "lire aussi", "lea también", "le puede interesar", "leggi anche", "leia também",
    "lees ook",
];

/// What stands above a headline to say of what kind the article is, without marks at its ends.
pub(super) const KICKERS: &[&str] = &[
    "exclusive", "breaking", "just in", "developing", "updated", "update", "urgent", "bulletin",
    "live updates", "long read", "the long read", "special report", "special", "in depth",
    "in-depth", "in focus", "in brief", "news analysis", "news in brief", "explainer", "explained",
    "investigation", "profile", "obituary", "review", "reviews", "essay", "column", "guest column",
    "guest essay", "op-ed", "letter", "report", "reportage", "dispatch", "diary", "q&a", "fact check",
    "first person", "big read", "the big read", "cover story", "exklusiv", "eilmeldung", "kommentar",
    "reportage", "hintergrund", "porträt", "nachruf", "leitartikel", "exclusif", "enquête",
    "tribune", "portrait", "entretien", "éditorial", "exclusiva", "reportaje", "entrevista",
    "última hora", "esclusiva", "intervista", "独家", "快讯", "評論", "评论", "社説", "速報", "特集",
];

/// Beginnings of the form for comments, which ends a page.
pub(super) const FORM: &[&str] = &[
    "leave a reply", "your email address will not be published", "required fields are marked",
    "schreiben sie einen kommentar", "schreibe einen kommentar", "laisser un commentaire",
    "deja una respuesta", "deja un comentario", "lascia un commento", "deixe um comentário",
    "geef een reactie", "you must be logged in to post a comment",
];

/// Beginnings of short lines that are furniture.
pub(super) const BEGINNINGS: &[&str] = &[
    "share on ", "share via ", "share to ", "follow us on ", "sign up for ", "sign up to ",
    "subscribe to ", "privacy policy ", "terms of use ", "copyright ©", "copyright 1",
    "copyright 2", "copyright (c)", "all rights reserved", "click here", "download our app",
    "download the app", "click to share", "listen to this article", "read more:", "tagged:",
    "tags:", "filed under:", "filed in:", "related:", "see also:", "read also:", "also read:",
    "more:", "topics:", "©", "(c) 1", "(c) 2", "newsletter:", "get the latest", "get our",
    "join our", "we use cookies", "this website uses cookies", "already a subscriber",
    "advertisement ", "follow our",
];

/// Desks, as they stand alone above a headline or in a menu, in lower case.
pub(super) const SECTIONS: &[&str] = &[
    "world", "politics", "business", "sport", "sports", "science", "technology", "tech", "health",
    "culture", "arts", "entertainment", "opinion", "law", "people", "economy", "finance", "markets",
    "money", "travel", "style", "fashion", "life", "lifestyle", "education", "environment",
    "climate", "us", "u.s.", "uk", "asia", "europe", "africa", "americas", "middle east",
    "australia", "national", "nation", "international", "local", "local news", "world news",
    "metro", "media", "books", "music", "film", "movies", "food", "features", "feature", "letters",
    "editorial", "editorials", "crime", "courts", "society", "religion", "property", "real estate",
    "football", "cricket", "energy", "defence", "defense", "military", "interview", "analysis",
    "comment & analysis", "commentary", "columns", "columnists", "arts & culture", "science & tech",
    "top stories", "region", "community", "transport", "farming", "agriculture", "youth", "history",
    "art", "theater", "theatre", "television", "innovation", "security", "war", "elections",
    "politik", "wirtschaft", "kultur", "wissenschaft", "panorama", "ausland", "inland",
    "feuilleton", "gesellschaft", "meinung", "gesundheit", "reise", "lokales", "technik",
    "regionales", "welt", "monde", "politique", "économie", "société", "sciences", "santé",
    "planète", "idées", "débats", "mundo", "política", "economía", "deportes", "cultura",
    "sociedad", "internacional", "nacional", "opinión", "ciencia", "tecnología", "salud", "mondo",
    "economia", "esteri", "cronaca", "sanità", "spettacoli", "scienza", "esportes", "saúde",
    "ciência", "tecnologia", "binnenland", "buitenland", "economie", "wetenschap", "nyheter",
    "utrikes", "inrikes", "ekonomi",
];
