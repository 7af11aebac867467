//! Tells the language of a text: by its script, or by the commonest words of each language.
//!
//! Words rather than trigrams: every article is asked, and this costs some 8 µs, where the crate
//! `whatlang` takes 30 to 100; `whichlang` is as fast, but always names one of its 16 languages.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{fold, words};

/// So much of a text is looked at, in bytes. Of 1,000 articles, twice as much changes the answer for
/// one or two.
const SAMPLE: usize = 500;
/// A text with fewer letters tells nothing.
const FEWEST_LETTERS: usize = 20;
/// So many of the commonest words have to be there, and at least so many of a hundred words.
const FEWEST_HITS: u32 = 3;
const SHARE: u32 = 12;
/// A word that only one language has weighs this much, one that several have is shared by them.
const WEIGHT: u32 = 60;

/// Returns the language of `text` as its two letters in ISO 639-1; `None` if the text is too short
/// or mixed, or is in a language that is not known here. Looks at the beginning only.
///
/// ```
/// use byline::text::language;
/// assert_eq!(language("The harbor was closed for most of the night."), Some("en"));
/// assert_eq!(language("Der Hafen war die halbe Nacht nicht zu erreichen."), Some("de"));
/// assert_eq!(language("Saltmere 3, Port Selwyn 1"), None);
/// ```
pub fn language(text: &str) -> Option<&'static str> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let scripts = Scripts::of(sample);
    if let Some(language) = scripts.language() {
        return Some(language);
    }
    if scripts.letters < FEWEST_LETTERS { None } else { by_words(sample) }
}

/// How many letters of a text are of the scripts that tell its language.
#[derive(Default)]
struct Scripts {
    letters: usize,
    han: usize,
    kana: usize,
    hangul: usize,
    greek: usize,
    hebrew: usize,
}

impl Scripts {
    fn of(text: &str) -> Self {
        let mut scripts = Scripts::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            scripts.letters += 1;
            match c {
                '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => scripts.han += 1,
                '\u{3041}'..='\u{30ff}' => scripts.kana += 1,
                '\u{ac00}'..='\u{d7af}' => scripts.hangul += 1,
                '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => scripts.greek += 1,
                '\u{590}'..='\u{5ff}' => scripts.hebrew += 1,
                _ => {}
            }
        }
        scripts
    }

    /// A letter of Chinese, Japanese or Korean says as much as two or three of an alphabet.
    fn language(&self) -> Option<&'static str> {
        let is_most =
            |letters: usize, fewest: usize| letters >= fewest && letters * 2 > self.letters;
        let (dense, sparse) = (FEWEST_LETTERS / 2, FEWEST_LETTERS);
        // Japanese prose is half kana; in Chinese they stand in names only.
        if is_most(self.han + self.kana, dense) {
            return Some(if self.kana * 10 > self.han { "ja" } else { "zh" });
        }
        let alone =
            [("ko", self.hangul, dense), ("el", self.greek, sparse), ("he", self.hebrew, sparse)];
        alone.into_iter().find(|(_, letters, fewest)| is_most(*letters, *fewest)).map(|(l, ..)| l)
    }
}

fn by_words(text: &str) -> Option<&'static str> {
    let mut weights = [0; LANGUAGES.len()];
    let mut hits = [0; LANGUAGES.len()];
    let mut all = 0;
    let mut term = String::new();
    let mut words = words(text);
    while words.next_into(&mut term).is_some() {
        all += 1;
        let Some(known) = COMMON.get(&*term) else { continue };
        let n = u32::try_from(known.len()).unwrap_or(1);
        for language in known {
            hits[*language] += 1;
            weights[*language] += WEIGHT / n;
        }
    }
    let (best, weight) = weights.iter().enumerate().max_by_key(|(_, weight)| **weight)?;
    let others = weights.iter().enumerate().filter(|(language, _)| *language != best);
    let second = others.map(|(_, weight)| *weight).max()?;
    // A quarter ahead of the next one: Danish and Norwegian share most of these words.
    let is_clear = weight * 4 > second * 5;
    let is_enough = hits[best] >= FEWEST_HITS && hits[best] * 100 >= all * SHARE;
    (is_clear && is_enough).then_some(LANGUAGES[best].0)
}

/// The languages that have each of the words, folded, as numbers of [`LANGUAGES`].
static COMMON: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut common: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, (_, rows)) in LANGUAGES.iter().enumerate() {
        for word in rows.split_whitespace() {
            let languages = common.entry(fold(word)).or_default();
            if !languages.contains(&number) {
                languages.push(number);
            }
        }
    }
    common
});

/// Languages with their commonest words, above all those that make sentences. Some are here so that
/// they are not taken for a neighbor.
const LANGUAGES: &[(&str, &str)] = &[
    (
        "en",
        "the of and to in a is that for it was on with as he be by at from his they have this had not \
         are but or an she which you one we all were her there would their been has when who will more \
         no if out so said what up its about into than them can only other after before could over",
    ),
    (
        "de",
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an \
         werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum \
         war haben nur oder aber vor zur bis mehr durch man sein wurde sei wenn ich wir vom gegen ihr",
    ),
    (
        "fr",
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont \
         la avec son aux d l s n qu ou mais comme elle ont sa été cette ses leur deux nous même être \
         avait y je on était sans fait ces lui tout après vous si où entre dont depuis",
    ),
    (
        "es",
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le \
         ha me sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años \
         hasta desde está mi porque qué sólo han yo hay vez puede todos así ni parte tiene él donde",
    ),
    (
        "it",
        "di e che la il un a per in una mi sono ho non ma lo ha le si con i da del della dei nel alla al \
         come più anche delle dal sul gli ed o nella era questo se suo stato dopo dell l è sua cui loro \
         tra degli ai dalla alle anni hanno due prima fatto solo essere perché quando ogni nell all",
    ),
    (
        "pt",
        "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu \
         sua ou quando muito nos já eu também só pelo pela até isso ela entre depois sem mesmo aos seus \
         quem nas me esse eles você essa num nem suas meu às minha foi são está ter ser há tem era",
    ),
    (
        "nl",
        "de van het een en in is dat op te zijn met voor die niet aan er om ook als dan maar bij of uit \
         nog naar heeft hij ze door over je tot was werd worden wordt hebben had zich deze dit meer kan \
         al wat geen ik hun we zou onder haar ons waar wel moet na tegen volgens veel jaar mensen",
    ),
    (
        "sv",
        "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så \
         kan när år säger hon under också efter eller nu sin där vid mot ska skulle kommer ut får finns \
         vara hade alla andra mycket än här då sedan över bara blir upp även vad dem två utan varit",
    ),
    (
        "da",
        "og i at det er en til af den på for med de som ikke der har et om han var men fra jeg vi sig ved \
         så kan efter nu hun også skal havde over være blev ud eller sin hans siger ind når op vil \
         hvor år mere alle bliver under da dem kunne to blive mod været hvad meget sagde lige noget",
    ),
    (
        "no",
        "og i det på er som en til å for av at med de ikke den har et om han var men fra jeg vi seg ved \
         så kan etter nå hun også skal hadde over være ble ut eller sin hans sier inn når opp vil \
         hvor år mer alle blir under da dem kunne to bli mot vært hva mye sa noe bare enn mellom",
    ),
    (
        "fi",
        "ja on ei oli se että hän ovat mutta joka kun myös ole niin kuin sen jo tai vuoden mukaan vain \
         sitä jos ollut noin olla nyt ne voi he kanssa siitä jotka mitä vielä mukaan hänen oli tämä \
         vuonna sekä jälkeen en minä me sanoi eivät koska asti ennen kaikki olisi sille siinä",
    ),
    (
        "pl",
        "w i z na do się nie to że jest o jak a od po za dla są przez ale było który co tym tak także \
         być przy oraz już ma jego roku był ich jej czy może została lub tylko tego pod ze by które",
    ),
    (
        "cs",
        "a v se na je že s z do o to i ve pro za by k jsem ale jako po jeho od který byl jsou tak co také \
         podle už až při nebo bylo však jen aby není má jejich které kde roku ze před mezi další",
    ),
    (
        "ro",
        "de și în a la cu o pe din că nu să un care mai este pentru ce au fi ca al prin sunt după iar fost \
         ale lui ei dar sau când cum către despre această acest foarte între unei unui pot va era",
    ),
    (
        "ca",
        "de la i el que en a els les un per amb una del al no es va l d més com dels han seva ha o és ser \
         però són aquesta aquest també pel fins molt hi estat entre on als quan sense tot seu per",
    ),
    (
        "hu",
        "a az és hogy nem is egy ez volt meg csak de ha már még mint el azt vagy után kell minden lesz mert \
         szerint van aki ki akkor majd ezt amely között pedig fel lehet olyan sem be így több",
    ),
    (
        "tr",
        "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ne o var en ise ama göre değil \
         her dedi olduğu ya ki iki ancak ilk tarafından üzerine oldu diye büyük yeni yıl edildi veya",
    ),
    (
        "ru",
        "и в не на что с по он как это из к у за от то но его для а все так же о было она был они мы бы \
         только при их до если или уже ее еще когда после со во также была этого которые который года",
    ),
    (
        "uk",
        "і в не на що з до та у за як від про для це й а його по він але також який був при які року було \
         під вона так ми вони або ще їх та після через щоб її вже бути якщо має цього тому",
    ),
    (
        "bg",
        "и на в за да се от с не че по е са като до той при това ще но беше има му след които който към \
         през бе вече така само ги са или година още обаче си между според може тя съм бил",
    ),
    (
        "ar",
        "في من على إلى أن التي الذي عن مع هذا هذه بعد كان ما لا كما قال بين ذلك أو كل قد لم وقال بن \
         وفي قبل خلال حتى غير عند ولم حيث وهو وكان كانت إن ومن إنه أكثر منذ ثم عام يوم أي لكن وقد",
    ),
    (
        "fa",
        "و در به از که این را با است برای آن یک خود تا کرد بر هم نیز گفت شده وی شد باید هر ما می های بود",
    ),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::language;

    #[track_caller]
    fn check(expected: &str, text: &str) {
        assert_eq!(language(text).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn a_sentence_or_two_tell_the_language() {
        check("en", "The ferry did not sail on Monday, and nobody at the quay knew when it would.");
        check(
            "de",
            "Die Fähre fuhr am Montag nicht, und niemand am Kai wusste, wann sie wieder fährt.",
        );
        check(
            "fr",
            "Le bac n'est pas parti lundi, et personne sur le quai ne savait quand il partirait.",
        );
        check(
            "es",
            "El transbordador no salió el lunes y nadie en el muelle sabía cuándo iba a salir.",
        );
        check(
            "it",
            "Il traghetto non è partito lunedì e nessuno sul molo sapeva quando sarebbe partito.",
        );
        check(
            "pt",
            "A balsa não saiu na segunda-feira e ninguém no cais sabia quando ela ia partir.",
        );
        check(
            "nl",
            "De veerboot is maandag niet vertrokken en niemand op de kade wist wanneer het zou gebeuren.",
        );
        check("sv", "Färjan gick inte i måndags, och ingen på kajen visste när den skulle gå.");
        check(
            "da",
            "Færgen sejlede ikke i mandags, og ingen på kajen vidste, hvornår den ville komme af sted.",
        );
        check(
            "no",
            "Ferja gikk ikke på mandag, og ingen på kaia visste når den ville komme av gårde etter uværet.",
        );
        check(
            "fi",
            "Lautta ei lähtenyt maanantaina, eikä kukaan laiturilla tiennyt, koska se on lähdössä ja kun oli jo yö.",
        );
        check("ru", "Паром не отошел в понедельник, и никто на причале не знал, когда он отойдет.");
        check(
            "ar",
            "لم تبحر العبارة يوم الاثنين، ولا أحد على الرصيف كان يعرف متى تبحر بعد ذلك من الميناء.",
        );
        check("zh", "星期一渡轮没有开航，码头上没有人知道它什么时候会开。");
        check("ja", "月曜日にフェリーは出航せず、いつ出るのか桟橋の誰も知らなかった。");
        check("ko", "월요일에 여객선은 출항하지 않았고 부두의 누구도 언제 떠날지 몰랐다.");
    }

    #[test]
    fn a_neighbor_is_not_taken_for_a_language_it_is_like() {
        check(
            "da",
            "Det er ikke sandt, siger han, og at havnen blev lukket efter stormen er der flere grunde til.",
        );
        check(
            "no",
            "Det er ikke sant, sier han, og at havna ble stengt etter stormen er det flere grunner til.",
        );
        check(
            "pt",
            "O ministro disse que os navios não podem entrar no porto até depois da tempestade.",
        );
        check(
            "es",
            "El ministro dijo que los barcos no pueden entrar en el puerto hasta después de la tormenta.",
        );
        check(
            "ca",
            "El ministre va dir que els vaixells no poden entrar al port fins després de la tempesta.",
        );
        check(
            "uk",
            "Пором не відійшов у понеділок, і ніхто на причалі не знав, коли це буде та що робити.",
        );
        check(
            "fa",
            "کشتی روز دوشنبه حرکت نکرد و هیچ‌کس در اسکله نمی‌دانست که این کشتی به کجا و با چه کسی می‌رود.",
        );
    }

    #[test]
    fn a_text_that_tells_too_little_is_of_no_language() {
        check("", "");
        check("", "It is the one.");
        check("", "港");
        check("", "Saltmere 3, Port Selwyn 1; Nether Kestrel 0, Upper Kestrel 0");
        check("", "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor");
        check("", "Stendur skipið enn við bryggjuna þótt veðrið hafi lægt síðdegis.");
    }

    #[test]
    fn words_of_another_language_in_a_text_do_not_change_it() {
        check(
            "en",
            "The Süddeutsche Bote asked „Wer war das?“ and the Courrier des Îles said it was a pity.",
        );
        check("ja", "「東京湾」の船は新しいシステム(AIS)を使って港に入った。");
    }

    proptest! {
        #[test]
        fn any_text_can_be_asked(text in "\\PC{0,80}") {
            prop_assert!(language(&text).is_none_or(|language| language.len() == 2));
        }
    }
}
