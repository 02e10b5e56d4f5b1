//! Words that tell a place from a person, a street or a body. All are facts of the language, not of any paper.

/// Before a surname.
#[rustfmt::skip]
pub(super) const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Cllr", "Clr", "Cllrs", "Councillor", "Councillors", "Sir", "Dame", "Lord",
    "Lady", "Prof", "Professor", "Rev", "Reverend", "Baillie", "Bailie", "Convener", "Convenor", "PC", "Sgt",
    "Sergeant", "Inspector", "Superintendent", "Constable", "Justice", "Judge", "Sheriff", "Captain", "Major",
    "Colonel", "Baroness", "Baron", "Alderman", "Ald", "Alderwoman", "Commissioner", "Senator", "Congressman",
    "President", "Minister", "Director", "Teachta", "Deputy", "Saint", "St", "Messrs",
];

/// Forenames common in Scotland, Britain and Ireland (National Records of Scotland and ONS lists of first names).
#[rustfmt::skip]
pub(super) const FORENAMES: &[&str] = &[
    "Aaron", "Adam", "Aileen", "Ailsa", "Aisha", "Alan", "Alasdair", "Alastair", "Alec", "Alex", "Alexander", "Alice",
    "Alison", "Alistair", "Allan", "Allison", "Alun", "Amanda", "Amy", "Andrea", "Andrew", "Andy", "Angela", "Angus",
    "Ann", "Anna", "Anne", "Annette", "Annie", "Anthony", "Archie", "Arlene", "Arthur", "Audrey", "Barbara", "Barry",
    "Ben", "Benjamin", "Bernadette", "Betty", "Bill", "Bob", "Brenda", "Brendan", "Brian", "Bruce", "Bryan",
    "Caitlin", "Calum", "Cameron", "Carol", "Caroline", "Catherine", "Cathy", "Charles", "Charlie", "Charlotte",
    "Chloe", "Chris", "Christian", "Christina", "Christine", "Christopher", "Ciara", "Claire", "Clare", "Clive",
    "Colette", "Colin", "Colm", "Connor", "Craig", "Daniel", "Danny", "Darren", "Dave", "David", "Dawn", "Dean",
    "Deborah", "Debbie", "Declan", "Denise", "Dennis", "Derek", "Diane", "Donald", "Donna", "Dorothy", "Doug",
    "Dougie", "Douglas", "Duncan", "Edward", "Eileen", "Elaine", "Eleanor", "Elizabeth", "Ella", "Ellen", "Emily",
    "Emma", "Eric", "Erica", "Erin", "Euan", "Eva", "Evan", "Evelyn", "Ewan", "Ewen", "Fergus", "Finlay", "Fiona",
    "Frances", "Francis", "Frank", "Fraser", "Fred", "Gareth", "Garry", "Gary", "Gavin", "Gemma", "Geoff", "Geoffrey",
    "George", "Georgina", "Gerald", "Gerard", "Gerry", "Gillian", "Gina", "Glen", "Glenn", "Gordon", "Grace",
    "Graeme", "Graham", "Grant", "Greg", "Gregor", "Hamish", "Hannah", "Harry", "Hazel", "Heather", "Hector", "Helen",
    "Henry", "Holly", "Hugh", "Iain", "Ian", "Irene", "Isabel", "Isla", "Isobel", "Ivan", "Jack", "Jackie",
    "Jacqueline", "Jacqui", "James", "Jamie", "Jan", "Jane", "Janet", "Janice", "Jason", "Jean", "Jeff", "Jen",
    "Jennie", "Jennifer", "Jenny", "Jess", "Jessica", "Jill", "Jim", "Jimmy", "Jo", "Joan", "Joanna", "Joanne", "Joe",
    "John", "Jon", "Jonathan", "Joseph", "Josephine", "Joyce", "Judith", "Judy", "Julia", "Julie", "June", "Karen",
    "Karl", "Kate", "Katherine", "Kathleen", "Kathryn", "Katie", "Katy", "Kay", "Keith", "Kelly", "Ken", "Kenneth",
    "Kenny", "Kerry", "Kevin", "Kim", "Kirsten", "Kirsty", "Kyle", "Laura", "Lauren", "Lee", "Leigh", "Lesley",
    "Leslie", "Lewis", "Liam", "Linda", "Lindsay", "Lisa", "Liz", "Lorna", "Lorraine", "Louis", "Louise", "Lucy",
    "Luke", "Lynn", "Lynne", "Maggie", "Mairi", "Malcolm", "Margaret", "Maria", "Marie", "Marion", "Mark", "Martin",
    "Mary", "Matt", "Matthew", "Maureen", "Max", "Megan", "Melanie", "Michael", "Michelle", "Mick", "Mike",
    "Mohammed", "Moira", "Monica", "Morag", "Muhammad", "Murdo", "Murray", "Nancy", "Natalie", "Natasha", "Neil",
    "Niall", "Nicholas", "Nick", "Nicola", "Nicole", "Nigel", "Nina", "Noel", "Norma", "Norman", "Olivia", "Oliver",
    "Owen", "Paddy", "Pam", "Pamela", "Pat", "Patricia", "Patrick", "Paul", "Paula", "Pauline", "Peter", "Phil",
    "Philip", "Phillip", "Rachel", "Ralph", "Ray", "Raymond", "Rebecca", "Richard", "Rick", "Rob", "Robbie", "Robert",
    "Robin", "Roderick", "Roger", "Ronald", "Ronnie", "Rory", "Rosemary", "Ross", "Roy", "Russell", "Ruth", "Ryan",
    "Sally", "Sam", "Samantha", "Sandra", "Sandy", "Sara", "Sarah", "Scott", "Sean", "Seán", "Shaun", "Sharon",
    "Sheila", "Shirley", "Shona", "Simon", "Siobhan", "Sophie", "Stephanie", "Stephen", "Steve", "Steven", "Stewart",
    "Stuart", "Sue", "Susan", "Suzanne", "Tanya", "Ted", "Teresa", "Terry", "Theresa", "Thomas", "Tim", "Timothy",
    "Tina", "Toby", "Tom", "Tommy", "Tony", "Tracey", "Tracy", "Trevor", "Val", "Valerie", "Vanessa", "Vera",
    "Veronica", "Vic", "Victor", "Victoria", "Vincent", "Walter", "Wendy", "William", "Willie", "Yvonne", "Zoe",
];

/// After a place's name in the name of a street or building, or of a thing elsewhere that bears the name.
#[rustfmt::skip]
pub(super) const STREETS: &[&str] = &[
    "Road", "Rd", "Street", "St", "Avenue", "Ave", "Drive", "Terrace", "Crescent", "Gardens", "Lane", "Place",
    "Close", "Way", "Row", "Loan", "Wynd", "Brae", "Boulevard", "Blvd", "Turnpike", "Pike", "Highway", "Parkway",
    "Lodge", "House", "Hotel", "Arms", "Inn", "Mansions", "Buildings", "Building", "Building's", "Hall", "Walk",
    "Grove", "Mews", "Circus", "Airport", "Court", "Gate", "Cottage", "Cottages", "Tavern", "Wharf", "Expressway",
    "Railroad", "Roundabout", "Square", "Bypass", "Interchange",
];

/// After a place's name in the name of a body that is not the place's own council or partnership.
#[rustfmt::skip]
pub(super) const BODIES: &[&str] = &[
    "University", "College", "FC", "F.C.", "United", "Rovers", "Athletic", "Wanderers", "Thistle", "Police",
    "Constabulary", "Herald", "Courier", "Ltd", "Limited", "LLP", "plc", "PLC", "Inc", "Corporation", "Amboy", "Bank",
    "Poverty", "Associates", "Solicitors", "Foundation", "Tweed", "Universities", "Colleges", "Airports", "Times",
    "Telegraph", "Gazette", "Advertiser", "Evening", "Albion",
];

/// Words that end the name of a body or a law which begins with a place's name and goes on in capitals.
#[rustfmt::skip]
pub(super) const CLOSING: &[&str] = &[
    "University", "College", "FC", "Ltd", "Limited", "LLP", "plc", "PLC", "Inc", "Act", "Airport",
];

/// Pairs of words that end the name of a body.
pub(super) const CLOSING_PAIRS: &[(&str, &str)] = &[
    ("Football", "Club"),
    ("Rugby", "Club"),
    ("Golf", "Club"),
    ("Cricket", "Club"),
    ("Housing", "Association"),
    ("Health", "Boards"),
    ("Health", "Board"),
    ("Press", "and"),
    ("Division", "of"),
];

/// Words by which a publisher is known.
pub(super) const PUBLISHERS: &[&str] =
    &["Press", "Publishing", "Publishers", "Publications", "Books", "HMSO", "TSO", "Routledge", "Sage", "Palgrave"];

/// Before "of" and a place's name in a title or the name of a body.
#[rustfmt::skip]
pub(super) const HEADS_OF: &[&str] = &[
    "University", "College", "Bank", "Church", "Duke", "Duchess", "Earl", "Countess", "Lord", "Marquess", "Bishop",
    "Archbishop", "Prince", "Princess", "Battle", "Declaration", "Diocese", "Firth", "Queen", "King", "Master",
    "Universities", "Colleges",
];

/// Words that stand before a place that something is in.
#[rustfmt::skip]
pub(super) const STRONG_LOCATIVES: &[&str] = &[
    "in", "across", "throughout", "around", "near", "within", "outside", "at", "In", "Across", "Throughout", "Around",
    "Near", "Within", "Outside", "At", "IN", "ACROSS",
];

/// Words that stand before places, and before people too.
#[rustfmt::skip]
pub(super) const WEAK_LOCATIVES: &[&str] = &[
    "from", "to", "of", "for", "between", "via", "serving", "visiting", "From", "For", "Between", "into", "towards",
    "through", "covering", "including", "central", "rural", "north", "south", "east", "west", "greater", "Greater",
    "Rural", "Central", "North", "South", "East", "West", "the", "The", "Isle", "on", "On",
];

/// Capitalised words that may stand before a place's name without making it a person's or a body's.
#[rustfmt::skip]
pub(super) const PLAIN_BEFORE: &[&str] = &[
    "And", "But", "Or", "The", "A", "An", "In", "On", "At", "For", "From", "To", "Of", "By", "With", "Across",
    "Around", "Near", "Within", "Outside", "Throughout", "Between", "Both", "While", "When", "Where", "If", "As",
    "Is", "Are", "Was", "Were", "Has", "Have", "Why", "How", "What", "Which", "Like", "Unlike", "Only", "Also", "All",
    "Our", "Their", "Its", "This", "That", "Since", "After", "Before", "Under", "Over", "Through", "Including",
    "Covering", "Visit", "Making", "Living", "About", "Into", "North", "South", "East", "West", "Northern",
    "Southern", "Eastern", "Western", "Central", "Mid", "Upper", "Lower", "Inner", "Outer", "Greater", "Rural",
    "Urban", "City", "Town", "Area", "Village", "Old", "Historic", "Modern", "Wider", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December", "Monday", "Tuesday",
    "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "COVID-19", "Covid-19", "Covid", "COVID", "Post-Covid",
    "UK", "Council", "Councils", "Area:", "Contemporary", "Devolved", "Post-devolution",
];

/// What follows a place's name in the name of something of the place.
#[rustfmt::skip]
pub(super) const OF_THE_PLACE: &[&str] = &[
    "Council", "Councils", "Community", "Communities", "City", "Town", "Burgh", "Village", "Area", "Region",
    "District", "Borough", "County", "Locality", "Ward", "Partnership", "Partnerships", "CPP", "HSCP", "IJB", "TSI",
    "LOIP", "Health", "Integration", "Third", "Voluntary", "Volunteer", "Alliance", "Local", "Citizens", "Citizen",
    "Carers", "Youth", "Board", "Housing", "Children", "Leisure", "Culture", "Glens", "North", "South", "East",
    "West", "Central", "Centre", "Primary", "Secondary", "High", "Academy", "Grammar", "Nursery", "School", "Schools",
    "Library", "Museum", "Harbour", "Station", "Hospital", "Infirmary", "Royal", "Castle", "Cathedral", "Sheriff",
    "Social", "Economic", "Development", "Action", "Adult", "Child", "Alcohol", "Public", "Parish", "Foodbank",
    "Food", "Climate", "Digital", "Fairness", "CVS", "CAB", "Planning", "Place", "Plan", "Strategic", "Outcome",
    "Council's", "Municipal", "Metropolitan", "Combined", "NHS", "GP", "Medical", "Leader", "Chief", "Councillors",
    "Rural", "Islands", "Island", "Women's", "Credit", "Drug", "Advice", "Network",
];

/// The last words of bodies' and events' names, which may stand some words after the place's name.
#[rustfmt::skip]
pub(super) const GROUPS: &[&str] = &[
    "Team", "Group", "Forum", "Hub", "Hubs", "Fund", "Service", "Services", "Project", "Network", "Committee",
    "Programme", "Association", "Society", "Club", "Federation", "Initiative", "Festival", "Plan", "Strategy",
    "Framework", "Panel", "Commission", "Conference", "Trust", "Council", "Partnership", "Board", "Centre",
    "Collaborative", "Alliance", "Campus", "Health", "Volunteers", "Response", "Recovery", "Deal", "Survey", "Offer",
    "Register",
];

/// Lower-case words that go on after a name rather than making a phrase with it.
#[rustfmt::skip]
pub(super) const GO_ON: &[&str] = &[
    "and", "or", "but", "is", "was", "are", "were", "has", "have", "had", "will", "would", "can", "could", "may",
    "where", "which", "who", "whose", "that", "to", "for", "with", "on", "at", "by", "from", "as", "in", "of", "also",
    "alone", "than", "area", "areas", "town", "city", "region", "district", "council", "councils", "residents",
    "communities", "community", "locality", "ward", "high", "through", "during", "since", "after", "before", "while",
    "when", "because", "between", "over", "this", "we", "the", "a", "an", "there", "it", "they", "no", "some", "many",
    "few", "all", "both", "most", "people", "volunteers", "partners", "staff", "local", "only", "not", "now", "last",
    "these", "those", "our", "their",
];

/// Words that open a sentence before its subject and are no forenames.
#[rustfmt::skip]
pub(super) const OPENERS: &[&str] = &[
    "Meanwhile", "Whereas", "However", "Overall", "Today", "Elsewhere", "Although", "Though", "Because", "Despite",
    "Yet", "Then", "Thus", "Hence", "So", "Later", "Now", "Here", "There", "Instead", "Still", "Perhaps", "Once",
    "Until", "Unless", "Whether", "Except", "Besides", "Further", "Neither", "Either", "Even", "Some", "Most", "Many",
    "Much", "Nearby", "Just", "Not", "Therefore", "Moreover", "Furthermore", "Nevertheless", "Again", "Too",
];

/// After a nation in brackets in the title of a law.
pub(super) const LAWS: &[&str] = &["Act", "Acts", "Bill", "Regulations", "Order", "Rules", "Scheme"];

/// Before "of" and a nation in the name of a part of it.
#[rustfmt::skip]
pub(super) const DIRECTIONS: &[&str] = &[
    "North", "South", "East", "West", "north", "south", "east", "west", "Midlands",
];

/// What a person does and an area seldom does.
#[rustfmt::skip]
pub(super) const SPEECH: &[&str] = &[
    "said", "thanked", "asked", "replied", "apologised", "moved", "seconded", "chaired", "explained", "arrived",
    "joined", "left", "declared", "introduced", "spoke", "attended", "volunteered", "himself", "herself", "commented",
    "suggested",
];

/// Postal codes of states and provinces that follow a town's name and a comma.
#[rustfmt::skip]
pub(super) const STATES: &[&str] = &[
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME",
    "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA",
    "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC", "ON", "QC", "BC", "AB", "MB", "SK",
    "NS", "NB", "NL", "NSW", "QLD", "VIC", "TAS", "NZ", "USA", "US",
];

/// Postcode areas that lie in Scotland, Wales and Northern Ireland; TD, SY and CH cross a border and are left out.
#[rustfmt::skip]
pub(super) const SCOTTISH_POSTCODES: &[&str] = &[
    "AB", "DD", "DG", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "ZE",
];
/// Postcode areas of Wales.
pub(super) const WELSH_POSTCODES: &[&str] = &["CF", "LD", "LL", "NP", "SA"];
/// Postcode areas that cross the border of England.
pub(super) const BORDER_POSTCODES: &[&str] = &["TD", "SY", "CH", "CA", "HR", "JE", "GY", "IM"];
