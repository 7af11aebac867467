//! The words beside a name that tell what it is: months, prepositions, what people say and do. All
//! folded.

/// Months and weekdays, short and long.
pub(super) const TIMES: &[&str] = &[
    "january february march april may june july august september october november december",
    "jan feb mar apr jun jul aug sept sep oct nov dec",
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat",
    "easter christmas ramadan eid hanukkah thanksgiving halloween today tomorrow yesterday tonight",
];

/// Prepositions that a place follows.
pub(super) const WHERE: &[&str] =
    &["in at near from to across outside inside around throughout towards toward into via"];

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
