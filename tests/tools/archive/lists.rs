//! The lists everything is made of: ordinary English words, and parts of invented ones.

use std::str::SplitWhitespace;

/// The words that are frequent in any English text, the most frequent first.
pub(crate) fn common() -> SplitWhitespace<'static> {
    "the of and to a in that for is was on it with as by he at be from his are this have an had not \
     but they or which you were she her one their we all would there been has who will more if no \
     when said its so what up about out into than them some could can other then only him do any \
     over my two such may first these also like now me our most even after made many did before \
     must through back where much your those how should because well people too us very same under \
     last while never again against between off another why during without going came since both \
     each being few great still year years between old own state men work life make good little \
     come day long here see down just way take use high every part place while thought might went \
     however general school once whole right need small though half always number set end yet put \
     home head four five six seven ten house group asked next left early late big line country days \
     weeks month months week hours money power water side city public told children found given \
     later began name known felt second third done night white large open almost less enough took \
     government business women order per several across nothing until word fact law already above \
     rather often others better toward among thing things seen important want face means call kept \
     sure far best local result plan change report case question market office program system \
     percent million service party court price cost trade war land car team game news paper letter \
     study figure book hand door room table street north south east west"
        .split_whitespace()
}

pub(crate) const CONSONANTS: &[&str] = &[
    "b", "c", "d", "d", "f", "g", "h", "j", "k", "l", "l", "m", "m", "n", "n", "p", "r", "r", "s",
    "t", "t", "v", "w",
];
pub(crate) const ONSETS: &[&str] = &[
    "", "", "bl", "br", "ch", "cl", "cr", "dr", "fl", "fr", "gl", "gr", "pl", "pr", "qu", "sc",
    "sh", "sl", "sp", "st", "str", "th", "tr", "wh",
];
pub(crate) const NUCLEI: &[&str] =
    &["a", "a", "a", "e", "e", "e", "i", "i", "i", "o", "o", "u", "u", "ai", "ea", "oo"];
pub(crate) const CODAS: &[&str] = &[
    "", "ck", "d", "l", "ll", "m", "n", "n", "nd", "ng", "nt", "p", "r", "rd", "rm", "rt", "s",
    "st", "t", "t", "x",
];
pub(crate) const ENDINGS: &[&str] = &[
    "", "", "", "", "", "", "", "", "", "", "", "", "", "", "s", "s", "ed", "ed", "ing", "ing",
    "er", "ly", "ion", "ment", "al", "able", "ity",
];

pub(crate) const GIVEN_NAMES: &[&str] = &[
    "Ada", "Adrian", "Agnes", "Aisha", "Alan", "Alma", "Amit", "Anita", "Anton", "Astrid",
    "Audrey", "Beatrice", "Bernard", "Bridget", "Callum", "Carmen", "Cecilia", "Chandra", "Claire",
    "Clara", "Colin", "Dana", "Declan", "Derek", "Dora", "Edith", "Edwin", "Eileen", "Elena",
    "Elsa", "Emil", "Erik", "Esther", "Eva", "Felix", "Fiona", "Francis", "Freya", "Geoffrey",
    "Gemma", "Gordon", "Greta", "Guy", "Hamid", "Hassan", "Hazel", "Hector", "Hilda", "Howard",
    "Hugh", "Ian", "Ida", "Imran", "Irene", "Iris", "Isaac", "Ivan", "Ivy", "Jane", "Jasper",
    "Joanna", "Jonas", "Juan", "June", "Karim", "Keiko", "Kenji", "Kurt", "Layla", "Leah", "Leo",
    "Leonard", "Lionel", "Lorna", "Louis", "Lucy", "Luis", "Mabel", "Marco", "Marion", "Martin",
    "Maurice", "Mei", "Mina", "Miriam", "Mohamed", "Nadia", "Naomi", "Nigel", "Nina", "Nora",
    "Omar", "Oscar", "Owen", "Paula", "Pedro", "Philip", "Rafael", "Rajesh", "Ralph", "Rita",
    "Robin", "Rosalind", "Rupert", "Sanjay", "Sergei", "Sheila", "Sigrid", "Simon", "Sofia",
    "Stella", "Sunil", "Tariq", "Tobias", "Ursula", "Vera", "Victor", "Vincent", "Wanda",
    "Wilfred", "Yasmin", "Yusuf", "Zoe",
];
pub(crate) const FIRST_HALVES: &[&str] = &[
    "Ad", "Al", "Arn", "Ash", "Bark", "Birch", "Black", "Brad", "Bran", "Brook", "Burn", "Carl",
    "Chad", "Clay", "Cold", "Cran", "Dar", "Den", "Dun", "East", "Eld", "Elm", "Fair", "Fal",
    "Gil", "Glen", "Gold", "Good", "Grim", "Hal", "Hart", "Hay", "Hazel", "High", "Hol", "Ings",
    "Kend", "Kings", "Lang", "Lin", "Lock", "Marsh", "Mel", "Mill", "New", "North", "Oak", "Os",
    "Pen", "Pres", "Rad", "Red", "Ring", "Rock", "Sand", "Shel", "Stan", "Stock", "Strat", "Sun",
    "Swan", "Thorn", "Tol", "Under", "Wal", "War", "Wel", "Whit", "Wil", "Wind", "Wood", "Wynd",
];
pub(crate) const MIDDLES: &[&str] = &["", "", "", "", "er", "ing", "en", "a", "o", "el"];
pub(crate) const LAST_HALVES: &[&str] = &[
    "beck", "bourne", "bridge", "brook", "burn", "by", "combe", "cott", "croft", "dale", "den",
    "don", "field", "ford", "gate", "grave", "ham", "hurst", "land", "leigh", "ley", "lock", "low",
    "man", "mere", "more", "ridge", "sby", "shaw", "son", "stead", "ston", "thorpe", "ton", "tree",
    "vale", "wall", "ward", "well", "wick", "wood", "worth",
];
pub(crate) const OTHER_SURNAMES: &[&str] = &[
    "Abdi",
    "Andersson",
    "Banerjee",
    "Brandt",
    "Chen",
    "Dahl",
    "de la Vega",
    "Delgado",
    "Farouk",
    "Fournier",
    "Haddad",
    "Hoffmann",
    "Ito",
    "Jansen",
    "Keller",
    "Kovács",
    "Lindqvist",
    "Mendes",
    "Moreau",
    "Müller",
    "Nakamura",
    "Ndiaye",
    "Novotny",
    "O'Dwyer",
    "O'Malley",
    "Okonkwo",
    "Park",
    "Pereira",
    "Petersen",
    "Rahman",
    "Sato",
    "Sharma",
    "Sokolov",
    "Vidal",
    "Wang",
    "Zhang",
];

pub(crate) const TITLES: &[&str] = &[
    "President",
    "Prime Minister",
    "Governor",
    "Senator",
    "Mayor",
    "Chairwoman",
    "Chief Executive",
    "Foreign Minister",
    "Justice",
    "Professor",
    "Captain",
    "Dr.",
    "Mr.",
    "Mrs.",
    "Ms.",
    "Sir",
];
pub(crate) const ROLES: &[&str] = &[
    "a spokeswoman for the council",
    "the union's leader",
    "an economist",
    "the club's manager",
    "a professor of law",
    "the head of the inquiry",
    "a member of the board",
    "the lead author",
];
pub(crate) const PLACES: &[&str] = &[
    "AMSTERDAM",
    "ATHENS",
    "BANGKOK",
    "BOGOTA",
    "BOSTON",
    "BUDAPEST",
    "BUENOS AIRES",
    "CAPE TOWN",
    "COPENHAGEN",
    "DELHI",
    "DUBLIN",
    "GENEVA",
    "HELSINKI",
    "HOUSTON",
    "ISTANBUL",
    "KARACHI",
    "KYIV",
    "LIMA",
    "LISBON",
    "MANILA",
    "MELBOURNE",
    "MIAMI",
    "MONTREAL",
    "OSLO",
    "PRAGUE",
    "QUITO",
    "SEATTLE",
    "TAIPEI",
    "VIENNA",
    "WARSAW",
];
/// Words that stand together as often as words do in the news.
pub(crate) const PHRASES: &[&str] = &[
    "central bank",
    "interest rate",
    "press conference",
    "police officer",
    "general election",
    "labor union",
    "public health",
    "tax cuts",
    "power plant",
    "city council",
    "oil company",
    "foreign policy",
    "human rights",
    "world cup",
    "climate change",
    "real estate",
    "trade talks",
    "high school",
    "supreme court",
    "stock exchange",
    "national security council",
    "gross national product",
    "chief financial officer",
    "member of parliament",
    "state of emergency",
];
pub(crate) const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
