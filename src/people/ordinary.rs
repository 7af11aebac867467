//! Words that are in no name, though a sentence or headline may give them a capital; and the words
//! beside a name that tell what it is. All folded.

/// Months and weekdays, short and long.
pub(super) const TIMES: &[&str] = &[
    "january february march april may june july august september october november december",
    "jan feb mar apr jun jul aug sept sep oct nov dec",
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat",
    "easter christmas ramadan eid hanukkah thanksgiving halloween today tomorrow yesterday tonight",
];

/// Articles and the like: what they determine is a thing, not a person.
pub(super) const DETERMINERS: &[&str] =
    &["the a an this these those every each another any some our your its my their no"];

/// Prepositions that a place follows.
pub(super) const WHERE: &[&str] = &["in at near outside inside across throughout"];

/// Verbs of speech, with "according" and the "to" behind it left to the reader of the sentence.
pub(super) const SPEECH: &[&str] = &[
    "said says say told tells added adds asked replied answered insisted insists warned warns",
    "argued argues claimed claims denied denies admitted recalled recalls explained explains noted",
    "notes tweeted joked declared stated wrote writes remarked commented testified",
    "acknowledged conceded complained vowed urged according suggested predicted stressed",
];

/// Verbs of what only people do, in the forms that stand behind a name.
pub(super) const DEEDS: &[&str] = &[
    "born died married divorced resigned retired graduated studied sang smiled laughed nodded",
    "shrugged wept whispered stepped grew quit starred scored who whose whom himself herself thinks",
    "believes believed hopes hoped felt feels met ran sat walked lives lived worked",
];

/// Words that often begin a sentence or stand in a headline.
pub(super) const ORDINARY: &[&str] = &[
    "the a an this that these those every each another any some our your its my their no his her",
    "he she it we you they i me him them us who whom whose which what when where why how there here",
    "and but or nor so yet for if though although because since while whereas unless until once",
    "as at by in on of off to from with without within into onto over under after before between",
    "among amid against about above across along around behind below beneath beside besides beyond",
    "despite down during except inside like near out outside per through throughout toward towards",
    "up upon via not never also even just only still then thus hence however moreover meanwhile",
    "nevertheless nonetheless instead indeed perhaps maybe yes no now later earlier soon again",
    "already always often sometimes usually recently currently previously eventually finally",
    "initially originally ultimately similarly additionally furthermore consequently therefore",
    "otherwise overall according both either neither all many most much more less few several such",
    "other others same one two three four five six seven eight nine ten eleven twelve twenty thirty",
    "forty fifty hundred hundreds thousand thousands million millions billion dozens first second",
    "third last next another nearly almost about around only over under more is are was were be been",
    "being am do does did done has have had having will would shall should can could may might must",
    "let lets get gets got go goes going gone come comes came make makes made take takes took taken",
    "give gives given see sees seen saw say says said tell tells told ask asks asked think know",
    "want wants need needs find finds found show shows call calls called use used using keep keeps",
    "new old good great high low big small long short young early late early best better worst",
    "news photo photos image images video watch read listen credit caption source related article",
    "share figure table chapter section part page note see editor correction update updated",
    "breaking exclusive analysis opinion review interview live report reports people person man men",
    "woman women child children boy girl boys girls family families residents officials police",
    "government authorities experts critics supporters analysts scientists researchers students",
    "teachers workers voters lawmakers investors stocks shares markets prices sales demand supply",
    "born died dear hello thank thanks please welcome ok okay oh well why sure right",
    "born following based given compared asked speaking writing looking working living being added",
    "former ex local state federal national international public private political economic social",
    "military civil human world global general common special main major minor top chief key",
    "nothing something everything anything someone everyone anyone nobody everybody somebody none",
    "because whether whatever whoever whenever wherever rather quite very too almost enough yet",
    "dont didnt cant wont isnt wasnt im ive youre theyre were thats",
    "heres theres whats shes hes lets couldnt wouldnt doesnt hasnt havent arent",
    "spring summer autumn winter morning evening night afternoon day week month year years decades",
    "days weeks months time times war peace fire flood storm snow rain",
];
