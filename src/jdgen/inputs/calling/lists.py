"""Words that tell titles and companies apart from what stands around them in a posting."""

from __future__ import annotations

JOBS = frozenset((
    "accountant", "actor", "actuary", "adjuster", "administrator", "adviser", "advisor", "advocate", "agent",
    "agronomist", "aide", "ambassador", "analyst", "animator", "anthropologist", "appraiser", "apprentice",
    "archaeologist", "archeologist", "architect", "archivist", "artist", "assembler", "assessor", "assistant",
    "associate", "astronomer", "athlete", "attendant", "attorney", "auditor", "author", "baker", "banker", "barber",
    "barista", "bartender", "biologist", "bookkeeper", "botanist", "bricklayer", "broker", "builder", "butcher",
    "buyer", "cameraman", "captain", "caregiver", "carer", "caretaker", "carpenter", "carrier", "cartographer",
    "cashier", "caterer", "ceo", "cfo", "chauffeur", "checker", "chef", "chemist", "chief", "chiropractor", "ciso",
    "cleaner", "clerk", "clinician", "cna", "coach", "coder", "collector", "composer", "comptroller", "concierge",
    "conductor", "conservationist", "conservator", "consultant", "contractor", "controller", "coo", "cook",
    "coordinator", "copywriter", "coroner", "corporal", "counsel", "counsellor", "counselor", "courier",
    "craftsman", "crew", "cto", "curator", "custodian", "cutter", "dancer", "dealer", "dean", "decorator",
    "demonstrator", "dentist", "deputy", "designer", "detailer", "detective", "developer", "dietitian", "director",
    "dispatcher", "diver", "docent", "doctor", "doorman", "dosimetrist", "drafter", "driller", "driver",
    "economist", "editor", "educator", "electrician", "engineer", "engraver", "erector", "estimator", "evaluator",
    "examiner", "executive", "expert", "fabricator", "facilitator", "farmer", "farmhand", "fellow", "filmmaker",
    "finisher", "firefighter", "fireman", "fisher", "fitter", "florist", "forecaster", "foreman", "forester",
    "founder", "framer", "fundraiser", "gardener", "generalist", "geographer", "geologist", "geophysicist",
    "glazier", "grader", "grinder", "groom", "groomer", "groundskeeper", "guard", "guide", "hairdresser", "handler",
    "handyman", "hanger", "head", "helper", "historian", "host", "hostess", "housekeeper", "hygienist",
    "illustrator", "inspector", "installer", "instructor", "insulator", "intern", "internist", "interpreter",
    "interviewer", "inventor", "investigator", "janitor", "jeweler", "journalist", "journeyman", "judge", "keeper",
    "laborer", "labourer", "landscaper", "lawyer", "lead", "leader", "lecturer", "librarian", "lieutenant",
    "lifeguard", "lineman", "linguist", "loader", "locksmith", "logistician", "lpn", "machinist", "maid",
    "maintainer", "maker", "manager", "marketer", "mason", "mathematician", "md", "mechanic", "mechanician",
    "mediator", "merchandiser", "meteorologist", "microbiologist", "midwife", "miner", "minister", "mixer",
    "moderator", "molder", "mover", "musician", "nanny", "navigator", "negotiator", "nurse", "nutritionist",
    "officer", "official", "operative", "operator", "optician", "optometrist", "orderly", "organiser", "organizer",
    "owner", "packer", "painter", "paralegal", "paramedic", "partner", "pastor", "pathologist", "pediatrician",
    "performer", "person", "pharmacist", "phlebotomist", "photographer", "physician", "physicist",
    "physiotherapist", "picker", "pilot", "pipefitter", "planner", "plasterer", "player", "plumber", "podiatrist",
    "policeman", "polisher", "porter", "postdoc", "practitioner", "preparer", "president", "principal", "printer",
    "processor", "producer", "professional", "professor", "programmer", "promoter", "proofreader", "provider",
    "psychiatrist", "psychologist", "publisher", "pumper", "purchaser", "radiographer", "radiologist", "ranger",
    "realtor", "receptionist", "recruiter", "referee", "registrar", "rep", "repairer", "repairman", "reporter",
    "representative", "researcher", "responder", "retoucher", "rigger", "rn", "roofer", "runner", "sailor",
    "salesman", "salesperson", "scheduler", "scientist", "scribe", "sculptor", "seamstress", "secretary",
    "sergeant", "server", "setter", "shepherd", "sheriff", "singer", "sitter", "sociologist", "solicitor",
    "sommelier", "sonographer", "sorter", "specialist", "sprayer", "sre", "statistician", "steward", "stewardess",
    "stocker", "strategist", "stylist", "superintendent", "supervisor", "surgeon", "surveyor", "swe", "swimmer",
    "sysadmin", "tailor", "taxidermist", "teacher", "teammate", "tech", "technician", "technologist", "teller",
    "tender", "tester", "therapist", "toolmaker", "trader", "trainee", "trainer", "transcriptionist", "translator",
    "transporter", "treasurer", "trimmer", "tutor", "typist", "umpire", "underwriter", "upholsterer", "usher",
    "valet", "vet", "veterinarian", "videographer", "volunteer", "vp", "waiter", "waitress", "walker", "warden",
    "washer", "watchmaker", "weaver", "webmaster", "welder", "woodworker", "worker", "writer", "zookeeper",
    "zoologist",
))  # fmt: skip
"""What people are called by their work; a title has one of these words."""
AROUND = frozenset((
    "back to jobs", "back", "apply", "apply now", "careers", "jobs", "job details", "job post details", "job posting",
    "view all jobs", "see all jobs", "all jobs", "home", "skip to main content", "save", "share", "menu", "new",
    "job description", "full job description", "search jobs", "open positions", "current openings", "vacancy",
    "hot job", "now hiring", "we are hiring", "we're hiring", "urgent", "job opening", "career opportunity",
))  # fmt: skip
"""Lines of a page around a posting."""
NO_TITLE = frozenset((
    "we", "we're", "our", "us", "you", "your", "you're", "join", "meet", "hello", "hi", "dear", "why", "how", "what",
    "who", "where", "when", "are", "is", "was", "has", "have", "will", "become", "grow", "apply", "hiring", "about",
    "welcome", "careers", "career", "jobs", "thanks", "thank", "regards", "looking", "seeking", "needed", "wanted",
    "i", "i'm", "my", "posted", "reports", "report", "reporting", "contact", "similar", "related", "toolkit",
))  # fmt: skip
"""Words of sentences and of other lines of a page."""
MODES = frozenset((
    "remote", "hybrid", "onsite", "on-site", "on site", "full-time", "full time", "part-time", "part time", "contract",
    "temporary", "permanent", "fully remote", "100% remote", "remote first", "work from home", "wfh", "fixed term",
    "fixed-term", "temp", "freelance", "urgent", "new", "hot", "job post", "apply now", "careers", "jobs", "career",
    "immediate start", "seasonal", "casual", "relief", "us remote", "remote us", "remote (us)", "remote eu",
    "remote in the eu", "remote in the us", "multiple locations", "various locations", "flexible", "we're hiring",
    "now hiring", "hiring now", "job", "vacancy", "job details", "ft", "pt", "all levels",
))  # fmt: skip
"""What stands beside a title and is none of it."""
KINDS = frozenset((
    "shift", "shifts", "night", "nights", "day", "days", "weekend", "weekends", "evening", "evenings", "team", "level",
    "grade", "ward", "unit", "senior", "junior", "mid", "entry", "backend", "frontend", "platform", "infrastructure",
    "data", "payments", "growth", "product", "engineering", "sales", "marketing", "operations", "finance", "security",
    "cloud", "mobile", "web", "ios", "android", "ml", "ai", "emea", "apac", "north", "south", "east", "west", "region",
    "icu", "band", "pediatrics", "surgery", "emergency", "i", "ii", "iii", "iv", "internship", "graduate", "research",
))  # fmt: skip
"""What divides jobs of one name: a title keeps what stands behind its dash if it has one of these words."""
FIRMS = frozenset((
    "inc", "llc", "llp", "ltd", "limited", "plc", "gmbh", "ag", "kg", "ug", "se", "sa", "sas", "sarl", "bv", "nv",
    "ab", "as", "oy", "aps", "spa", "srl", "pty", "co", "corp", "corporation", "company", "companies", "group",
    "holding", "holdings", "labs", "lab", "laboratories", "laboratory", "studio", "studios", "clinic", "clinics",
    "hospital", "hospitals", "school", "schools", "university", "college", "academy", "council", "bank", "kennel",
    "kennels", "systems", "technologies", "technology", "project", "foundation", "trust", "association", "society",
    "services", "solutions", "partners", "sons", "brothers", "center", "centre", "city", "county", "ministry",
    "bureau", "agency", "institute", "museum", "library", "energy", "health", "healthcare", "foods", "farm",
    "farms", "hotel", "hotels", "restaurant", "bistro", "cafe", "café", "bakery", "brewery", "pharmacy", "works",
    "industries", "manufacturing", "logistics", "motors", "airlines", "airways", "software", "robotics", "pharma",
    "pharmaceuticals", "biologics", "capital", "insurance", "mutual", "union", "credit", "stores", "store",
    "market", "markets", "supply", "church", "charity", "network", "media", "press", "publishing", "records",
    "games", "theatre", "theater", "orchestra", "zoo", "nursery", "dental", "care", "authority", "department",
    "district", "consulting", "ventures", "builders", "plastics", "paper", "brewing", "brewers", "coffee",
    "roasters", "freight", "fabrication", "fabricators", "assurance", "biotech", "biosciences", "therapeutics",
    "storage", "packaging", "transport", "trucking", "shipping", "metals", "chemicals", "textiles", "apparel",
    "furniture", "construction", "contracting", "contractors", "realty", "properties", "homes", "housing",
    "vineyards", "bakers", "kitchens", "catering", "instruments", "semiconductors", "electronics",
    "aerospace", "aviation", "shipyard", "orchards", "provisions", "outfitters", "tools", "wireless",
    "telecom", "broadcasting", "pictures", "entertainment", "enterprises", "associates", "advisors", "architects",
    "ministries", "diocese", "federation", "coalition", "alliance", "cooperative", "co-op",
))  # fmt: skip
"""Words of names that people do not have, and companies do."""
SITES = frozenset((
    "store", "stores", "market", "markets", "lab", "labs", "laboratory", "clinic", "clinics", "center", "centre",
    "school", "hospital", "hospitals", "hotel", "restaurant", "pharmacy", "library", "farm", "nursery", "works",
    "church", "city", "county", "bakery", "cafe", "café", "department", "agency", "bureau", "authority", "network",
    "project", "care", "services", "solutions", "credit", "press", "records", "games", "zoo", "dental", "systems",
    "software", "studio", "studios", "union", "media", "technology", "technologies", "energy", "capital", "insurance",
    "tools", "storage", "construction", "housing", "homes", "properties", "aviation", "transport", "shipping",
    "electronics", "entertainment", "packaging", "wireless", "logistics", "manufacturing", "kennel", "supply", "coffee",
    "paper", "metals", "chemicals", "furniture", "apparel", "instruments", "pictures", "catering", "kitchens", "ab",
    "as", "se", "ag", "sa", "alliance", "advisors", "bakers", "provisions", "theater", "theatre",
))  # fmt: skip
"""Such words that parts of a company, its shops and its projects have as well."""
COMMON = frozenset((
    "account", "accounts", "acute", "adult", "advanced", "ambulatory", "americas", "applied", "arts", "asset",
    "assets", "audit", "automation", "autonomous", "b2b", "b2c", "banking", "behavioral", "behavioural", "benefits",
    "beverage", "big", "billing", "body", "brand", "brands", "broadband", "building", "buildings", "business",
    "campaign", "campus", "care", "channel", "channels", "charge", "chief", "child", "children", "children's", "civil",
    "claims", "class", "classroom", "clean", "clinical", "coastal", "cold", "collections", "commerce", "community",
    "compliance", "computer", "connected", "construction", "consumer", "contact", "content", "contracts", "core",
    "corporate", "cost", "creative", "critical", "culture", "day", "debt", "deep", "defense", "delivery", "demand",
    "deposit", "devices", "digital", "direct", "distribution", "domestic", "drug", "dry", "early", "elementary",
    "embedded", "employee", "endoscopy", "enterprise", "environment", "equity", "estate", "estates", "event", "events",
    "experience", "export", "external", "facilities", "family", "fashion", "field", "film", "first", "fleet", "floor",
    "food", "foreign", "freight", "fresh", "front", "frozen", "fuel", "full", "fund", "fundraising", "funds", "game",
    "gas", "gifts", "global", "governance", "government", "grants", "green", "ground", "grounds", "guest", "head",
    "heavy", "helpdesk", "high", "home", "hospitality", "hour", "house", "human", "hybrid", "identity",
    "imaging", "impact", "import", "inbound", "income", "industry", "innovation", "inpatient", "inside", "integrated",
    "intensive", "interior", "international", "inventory", "investment", "investments", "investor", "kids", "kitchen",
    "labor", "labour", "land", "language", "large", "launch", "law", "leasing", "legal", "lending", "life", "light",
    "live", "loan", "loans", "long", "loss", "m&a", "machine", "main", "major", "market", "maternity", "media",
    "medicine", "member", "memory", "men's", "merchandising", "mergers", "metal", "micro", "middle", "military",
    "mission", "modern", "mortgage", "music", "networks", "new", "news", "nuclear", "office", "oil", "online", "open",
    "order", "orders", "outbound", "outdoor", "outpatient", "outreach", "overseas", "owned", "packaging", "paid",
    "park", "parks", "parts", "patient", "payroll", "pension", "performance", "pet", "pipeline", "plant", "play",
    "point", "policy", "port", "ports", "power", "practice", "pre-sales", "premium", "pricing", "primary", "print",
    "private", "process", "program", "programs", "projects", "property", "protection", "public", "pulp", "purchasing",
    "quantum", "quick", "radio", "rail", "raw", "real", "records", "recruiting", "rehab", "relations", "remote",
    "reporting", "resources", "retail", "revenue", "reward", "rewards", "risk", "road", "rural", "safety", "sample",
    "school", "scrum", "second", "secondary", "secure", "self", "senior", "service", "shared", "shop", "short", "site",
    "small", "smart", "smb", "social", "software", "solar", "solid", "special", "specialty", "spend", "sport",
    "sports", "staff", "standards", "startup", "state", "stock", "storage", "strategy", "structured", "studio",
    "student", "students", "supply", "surgery", "sustainability", "systems", "talent", "tax", "taxes", "team", "test",
    "testing", "third", "toys", "trade", "trading", "transport", "travel", "treasury", "trusts", "truck", "unified",
    "university", "urban", "user", "value", "vehicle", "vehicles", "vendor", "vision", "visitor", "wage", "warehouse",
    "waste", "water", "wealth", "welfare", "wellness", "wholesale", "wind", "wine", "wireless", "women", "women's",
    "wood", "work", "workforce", "workplace", "world", "young", "youth", "downtown", "uptown", "central", "northern",
    "southern", "eastern", "western", "regional", "national", "uk", "us", "usa", "eu", "the", "of", "and", "for",
    "in", "at", "on", "to", "with", "a", "an", "by", "or", "nights", "mornings", "step-down", "cross-border",
))  # fmt: skip
"""Words of parts of a company and of kinds of work; a name has at least one that is not of these."""
ENDINGS = (
    "ology", "ics", "tion", "tions", "sion", "ment", "ments", "ity", "ive", "ence", "ance", "ness", "ship", "al", "ial",
    "ic", "ary", "able", "ous", "atry", "graphy", "ware", "less", "wide", "ed",
)
"""How further such words end."""
NO_NAME = frozenset((
    "we", "our", "us", "you", "your", "team", "teams", "office", "client", "clients", "role", "job", "position",
    "candidate", "candidates", "this", "that", "these", "who", "it", "they", "he", "she", "nobody", "everyone", "here",
    "employer", "confidential", "undisclosed", "anonymous", "hidden", "private", "n/a", "none", "tbd", "employees",
    "startup", "start-up", "firm", "leading", "fortune", "series", "stealth", "opportunity", "benefits", "salary",
    "compensation", "hiring", "process", "interview", "application", "working", "life", "culture", "values", "vision",
    "mission", "everything", "somebody", "someone", "anyone", "there", "what", "why", "how", "manager", "director",
    "ceo", "cto", "recruiter", "employment", "policy", "staff", "colleagues", "pay", "remote", "today", "applicants",
    "unknown", "various", "multiple", "recruitment", "staffing", "recruiting", "personnel",
))  # fmt: skip
"""Words that no name of a company has, or not where it matters."""
DIVISIONS = frozenset((
    "marketing", "engineering", "sales", "finance", "product", "operations", "support", "hr", "it", "legal", "design",
    "security", "data", "people", "management", "procurement", "research", "development", "analytics", "infrastructure",
    "platform", "success", "department", "division", "unit", "leadership", "work", "administration", "customer",
    "services", "learning", "science", "quality", "accounting", "nursing", "education", "training", "technology",
    "production", "logistics", "communications", "safety", "maintenance", "planning",
))  # fmt: skip
"""Names that end so may be those of a part of a company."""
OTHER_JOBS = frozenset((
    "similar jobs", "related jobs", "other jobs", "more jobs", "recommended jobs", "jobs you may like", "see also",
    "people also viewed", "jobs you might like", "more jobs like this", "similar positions", "related positions",
    "other open positions", "more open positions", "you may also like", "similar searches", "other openings",
    "more from this employer", "other vacancies", "similar vacancies", "related vacancies", "people also searched for",
))  # fmt: skip
"""What boards write above jobs of others."""
