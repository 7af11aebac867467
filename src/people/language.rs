//! The words that tell a name in German and French: what begins sentences, what people do, what
//! they are. English is in the other tables, which count in every language.

use std::sync::LazyLock;

use super::lexicon::{ByWord, Kinds, WordHash, hash_of, map};
use crate::article::Article;

/// The language of a text, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Language {
    /// Whose words are known beside the English ones.
    pub(super) known: Known,
    /// A number for each language; 0 for English, and if it is not known.
    pub(super) code: WordHash,
}

/// A language whose words are known beside the English ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Known {
    German,
    French,
    /// English, and all the others.
    #[default]
    Other,
}

impl Language {
    /// Returns the language that the article declares; if none, that of its text.
    pub(super) fn of(article: &Article) -> Self {
        let tag = article.language.as_deref().or_else(|| article.shown_language());
        Language::of_tag(tag.unwrap_or_default())
    }

    /// Returns the language of a tag.
    pub(super) fn of_tag(tag: &str) -> Self {
        let language = tag.split('-').next().unwrap_or_default();
        let known = match language {
            "de" => Known::German,
            "fr" => Known::French,
            _ => Known::Other,
        };
        let code = if matches!(language, "" | "en") { 0 } else { hash_of(language) };
        Language { known, code }
    }

    /// Returns what the word may be in this language whose folded form is `term`, and has the hash
    /// `word`.
    pub(super) fn kinds(self, term: &str, word: WordHash) -> Kinds {
        let (words, ends): (_, &[(Kinds, &[&str])]) = match self.known {
            Known::German => (&GERMAN_WORDS, GERMAN_ENDS),
            Known::French => (&FRENCH_WORDS, &[]),
            Known::Other => return Kinds::default(),
        };
        let known = words.get(&word).copied().unwrap_or_default();
        let compound = ends.iter().find(|(_, ends)| {
            let mut ends = ends.iter().flat_map(|row| row.split(' '));
            ends.any(|end| term.len() > end.len() + 2 && term.ends_with(end))
        });
        known.or(compound.map_or(Kinds::default(), |(kinds, _)| *kinds))
    }
}

type Tables = &'static [(Kinds, &'static [&'static str])];

static GERMAN_WORDS: LazyLock<ByWord<Kinds>> = LazyLock::new(|| map(GERMAN));
static FRENCH_WORDS: LazyLock<ByWord<Kinds>> = LazyLock::new(|| map(FRENCH));

/// How German compounds end that are an office before a name, or an institution.
const GERMAN_ENDS: Tables = &[
    (
        Kinds::COMPOUND,
        &[
            "meister meisterin minister ministerin prasident prasidentin kanzler kanzlerin chef",
            "chefin sprecher sprecherin leiter leiterin direktor direktorin vorsitzende",
            "vorsitzender beauftragte beauftragter kommissar kommissarin richterin anwalt",
            "anwaltin trainer trainerin ratin sekretar sekretarin fuhrerin rektor rektorin",
            "experte expertin forscher forscherin kapitan bauerin handlerin lehrer lehrerin",
            "inhaber inhaberin schauspieler schauspielerin autorin politiker politikerin",
            "abgeordnete abgeordneter kandidat kandidatin bischof bischofin pastorin",
        ],
    ),
    (
        Kinds::INSTITUTION,
        &[
            "kasse bank universitat schule verein verband institut ministerium amt behorde partei",
            "stiftung gesellschaft kammer gericht zeitung klinik krankenhaus werft reederei",
            "gewerkschaft polizei wehr wacht gemeinde kirche museum theater verwaltung zentrale",
            "regierung fraktion strasse platz hafen",
        ],
    ),
];

const GERMAN: Tables = &[
    (
        Kinds::ORDINARY,
        &[
            "die ein eine einen einem einer eines mit bei nach vor aus auf fur und oder aber doch",
            "denn weil wenn als wie was wer wo warum nur noch schon auch nicht er sie es wir ihr",
            "ich sein seine seinen seiner ihre ihren unser unsere dieser diese dieses jeder jede",
            "alle viele einige mehr wenige am im beim vom zum zur seit bis ohne gegen durch unter",
            "uber zwischen wahrend trotz laut dann dort hier heute gestern morgen jetzt so damit",
            "dabei dazu danach zuvor zwei drei vier funf sechs sieben acht neun zehn",
            "ende anfang mitte auch selbst sogar immer wieder etwa rund fast kein keine",
        ],
    ),
    (
        Kinds::TIME,
        &[
            "januar februar marz april mai juni juli august september oktober november dezember",
            "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
            "ostern pfingsten weihnachten",
        ],
    ),
    (Kinds::WHERE, &["im am bei nahe"]),
    (
        Kinds::SPEECH,
        &[
            "sagte sagt sagten meinte meint erklarte erklart betonte betont berichtete berichtet",
            "erzahlte erzahlt antwortete antwortet fragte fragt warnte warnt forderte fordert",
            "kritisierte kritisiert begrundete begrundet versicherte versichert raumte schrieb",
            "schreibt rief ruft lobte lobt erganzte erganzt behauptete behauptet bestatigte",
            "bestatigt erinnert erinnerte vermutet mahnte mahnt zufolge",
        ],
    ),
    (
        Kinds::DEED,
        &[
            "starb lachte lacht lachelte nickte nickt schuttelte wohnt wohnte lebt lebte arbeitet",
            "arbeitete traf glaubt glaubte hofft hoffte weiss wusste sass trat der die dessen",
        ],
    ),
    (Kinds::ROLE, &["heisst hiess namens"]),
    (
        Kinds::TITLE,
        &[
            "kapitan kapitanin burgermeister burgermeisterin oberst hauptmann doktor frl fraulein",
            "prasident prasidentin minister ministerin kanzler kanzlerin chef chefin sprecher",
            "sprecherin leiter leiterin direktor direktorin vorsitzende vorsitzender pfarrer",
            "pfarrerin pastorin bischof bischofin professorin trainer trainerin richterin konig",
            "konigin prinz prinzessin graf grafin freiherr furst furstin papst kardinal",
            "landrat landratin wirtin lehrerin lehrer autor autorin sangerin schauspieler",
            "schauspielerin orgelbauer",
        ],
    ),
    (
        Kinds::INSTITUTION,
        &[
            "sparkasse bank universitat uni hochschule schule verein verband institut amt partei",
            "stiftung gesellschaft kammer gericht zeitung klinik werft reederei gewerkschaft",
            "polizei feuerwehr gemeinde stadt kirche museum regierung firma landkreis kreis land",
            "insel hafen fraktion initiative",
        ],
    ),
    (
        Kinds::PLACE,
        &[
            "deutschland frankreich italien spanien osterreich schweiz polen russland turkei",
            "griechenland niederlande belgien danemark schweden norwegen europa bayern sachsen",
            "niedersachsen hessen thuringen brandenburg koln munchen wien zurich hannover bremen",
            "dresden leipzig nordsee ostsee",
        ],
    ),
];

const FRENCH: Tables = &[
    (
        Kinds::ORDINARY,
        &[
            "avec dans pour selon mais les un une aux en et ou donc puis quand comme lorsque depuis",
            "apres avant pendant chez sans sous contre entre par ce cet cette ces ses notre votre",
            "leur leurs il elle ils elles on nous vous je tout tous toute toutes meme ainsi alors",
            "aussi ici hier aujourd demain quelques plusieurs deux trois quatre cinq six sept huit",
            "neuf dix que qui quoi dont parce malgre vers encore jamais toujours enfin ensuite",
            "cependant pourtant bien tres trop rien",
        ],
    ),
    (
        Kinds::TIME,
        &[
            "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
            "lundi mardi mercredi jeudi vendredi samedi dimanche paques noel",
        ],
    ),
    (Kinds::WHERE, &["dans pres"]),
    (
        Kinds::SPEECH,
        &[
            "dit explique expliquait assure affirme affirmait repond raconte ajoute estime precise",
            "souligne rappelle declare confie deplore regrette repete plaisante reconnait annonce",
            "resume insiste lance conclut note soupire sourit",
        ],
    ),
    (
        Kinds::DEED,
        &["habite vit vivait travaille mourut naquit pense croit espere vecut qui dont souriait"],
    ),
    (Kinds::ROLE, &["nomme nommee appelle maire patronne patron directeur directrice ministre"]),
    (Kinds::TITLE, &["mm mlles mmes maitre docteur ministre capitaine colonel abbe sieur"]),
    (
        Kinds::INSTITUTION,
        &[
            "banque universite ecole lycee college mairie ministere societe compagnie syndicat",
            "association federation ligue parti musee theatre eglise cathedrale hopital tribunal",
            "cour conseil assemblee gare port rue place pont quai cafe ville commune gouvernement",
        ],
    ),
    (
        Kinds::PLACE,
        &[
            "angleterre allemagne espagne italie belgique suisse russie chine japon bretagne",
            "normandie bourgogne alsace marseille lyon toulouse bordeaux nantes lille rennes",
            "europe afrique amerique asie",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::{FRENCH, GERMAN, Known, Language};
    use crate::article::Article;
    use crate::text::fold;

    #[track_caller]
    fn check(declared: &str, text: &str, expected: Known) {
        let language = (!declared.is_empty()).then(|| declared.to_owned());
        let article = Article { language, body: text.to_owned(), ..Article::default() };
        assert_eq!(Language::of(&article).known, expected, "{text}");
    }

    #[test]
    fn what_is_declared_goes_before_what_the_text_shows() {
        let german = "Er ist mit dem Boot da, und sie ist nicht auf dem Deich.";
        check("", german, Known::German);
        check("de-at", "", Known::German);
        check("en", german, Known::Other);
        check(
            "",
            "Les bateaux attendent dans le port, qui est fermé pour une nuit.",
            Known::French,
        );
        check("", "It was said that he sat on the quay with the others.", Known::Other);
        check("", "", Known::Other);
    }

    #[test]
    fn the_tables_hold_folded_words() {
        let rows = [GERMAN, FRENCH].concat();
        for word in rows.iter().flat_map(|(_, table)| *table).flat_map(|row| row.split(' ')) {
            assert_eq!(word, fold(word));
        }
    }
}
