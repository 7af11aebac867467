//! What stands before, inside and behind a name: titles, ranks, offices, particles, suffixes.
//!
//! The rows are folded words, from general knowledge of how English-language papers print them.

/// Titles, ranks and offices that stand directly before a name, and end what is not the name.
pub(super) const TITLES: &[&str] = &[
    "mr mrs ms miss mx messrs dr prof professor sir dame lord lady baron baroness count countess",
    "monsieur madame mademoiselle mme mlle herr frau signor signora senor senora don dona",
    "rev reverend fr father sister pastor rabbi imam ayatollah sheikh sheik sheikha mullah maulana",
    "pope cardinal archbishop bishop monsignor patriarch deacon vicar hon honourable honorable marquis marquess viscount vicomte seigneur",
    "king queen prince princess emperor empress sultan emir duke duchess earl tsar czar shah",
    "gen general lt lieutenant col colonel maj major capt captain cmdr commander sgt sergeant",
    "goodwife goodman mistress kapitan kapitanin signorina srta senorita meneer mijnheer mevrouw",
    "cpl corporal pvt adm admiral commodore brig brigadier marshal constable inspector detective",
    "superintendent sheriff officer trooper chief pfc",
    "president minister premier chancellor secretary senator sen congressman congresswoman",
    "representative rep gov governor mayor councillor councilor councilman councilwoman alderman",
    "speaker ambassador envoy commissioner chairman chairwoman chairperson chair taoiseach",
    "judge justice magistrate prosecutor attorney solicitor ombudsman dean rector provost",
    "pm mp msp mep ceo cfo coo cto director manager coach captain spokesman spokeswoman",
    "spokesperson elect designate democrat republican lawmaker leader analyst undersecretary",
    "mps deputy whip comptroller treasurer warden assemblyman assemblywoman emeritus",
];

/// Those of the titles that are printed with a full stop.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "mr mrs ms mx dr prof rev fr hon gen lt col maj capt cmdr sgt cpl pvt adm brig sen rep gov st mme mlle",
    "messrs supt insp det mt",
];

/// What a person is, in lower case beside the name: trade, office, kin, or part in the story.
pub(super) const ROLES: &[&str] = &[
    "spokesman spokeswoman spokesperson director manager analyst economist strategist trader",
    "president minister premier chancellor secretary senator congressman congresswoman governor",
    "mayor councillor councilman councilwoman ambassador envoy diplomat negotiator mediator",
    "leader chairman chairwoman chairperson chair chief head boss founder cofounder owner",
    "entrepreneur businessman businesswoman billionaire tycoon banker investor lawyer attorney",
    "barrister solicitor judge prosecutor inspector detective sheriff commander general colonel",
    "captain lieutenant sergeant soldier officer veteran admiral pilot astronaut cosmonaut",
    "coach striker midfielder defender goalkeeper forward winger batsman bowler pitcher",
    "quarterback linebacker receiver guard center player golfer boxer sprinter swimmer skier",
    "cyclist rider driver teammate captain champion medalist referee umpire athlete jockey",
    "actor actress singer rapper musician guitarist drummer bassist vocalist composer conductor",
    "pianist violinist director producer filmmaker screenwriter playwright author writer novelist",
    "poet journalist reporter correspondent editor columnist blogger broadcaster presenter anchor",
    "host comedian artist painter sculptor photographer architect designer model dancer",
    "choreographer chef teacher professor lecturer scholar historian scientist researcher",
    "physicist chemist biologist mathematician astronomer engineer inventor programmer developer",
    "philosopher sociologist psychologist epidemiologist virologist doctor physician surgeon nurse",
    "activist campaigner organizer lawmaker legislator politician candidate nominee contender",
    "incumbent democrat republican adviser advisor aide assistant ally rival successor predecessor",
    "colleague partner deputy official commissioner expert consultant critic whistleblower",
    "husband wife widow widower spouse girlfriend boyfriend fiance fiancee father mother parents",
    "son daughter brother sister brothers sisters sons daughters uncle aunt nephew niece cousin",
    "grandfather grandmother grandson granddaughter stepfather stepmother friend friends neighbor",
    "neighbour victim suspect hostage survivor prisoner detainee inmate defendant gunman killer",
    "murderer convict fugitive student farmer fisherman resident worker waiter shopkeeper baker",
    "pastor priest rabbi imam bishop archbishop cardinal pope king queen prince princess emperor",
    "diver clockmaker shipwright ferryman carpenter gardener cook nurse teacher",
    "explorer sailor captain mountaineer trainer agent celebrity star personality librarian",
    "harbormaster harbourmaster treasurer warden whip monk nun cleric preacher militant warlord",
    "coxswain skipper helmsman lifeguard paramedic firefighter postman plumber electrician mechanic",
    "builder miner trucker barber tailor butcher brewer florist grocer publican landlord landlady",
    "tenant pensioner volunteer bystander eyewitness curator archivist archaeologist geologist",
    "ecologist botanist zoologist veterinarian vet dentist pharmacist midwife therapist accountant",
    "auditor broker bailiff coroner pathologist steward stewardess interpreter",
    "dictator ruler gov rep pundit pollster influencer youtuber hacker named called executive administrator",
];

/// Small words inside a name: Dutch, German, Romance, Nordic, Arabic and Hebrew ones.
pub(super) const PARTICLES: &[&str] = &[
    "van von der den de la le du des del della dello di da do dos das zu zur af av ter",
    "al el as ash an at ad ar az ul ur bin ben ibn bint abu abd umm",
];

/// Words behind a name.
pub(super) const SUFFIXES: &[&str] = &["jr sr ii iii iv junior senior"];
