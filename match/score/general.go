package score

// generalWords are written down by hand, in the languages of the published lists.
var generalWords = []string{
	"bank", "banque", "banco", "group", "groupe", "grupo", "gruppe", "groep", "company", "companies", "corporation", "holding", "holdings",
	"international", "internacional", "internationale", "national", "nacional", "nationale", "global", "world", "trading", "trade", "commercial",
	"comercial", "comercializadora", "general", "industries", "industrial", "industry", "industrias", "services", "service", "servicios", "systems",
	"solutions", "technology", "technologies", "tech", "engineering", "construction", "constructora", "development", "investment", "investments",
	"inversiones", "capital", "finance", "financial", "fund", "partners", "trust", "foundation", "fundacion", "fondation", "stichting", "stiftung",
	"association", "asociacion", "organization", "organisation", "organizacion", "institute", "instituto", "institut", "university", "center",
	"centre", "centro", "shipping", "marine", "maritime", "transport", "transportes", "logistics", "airlines", "aviation", "air", "oil", "gas",
	"petroleum", "energy", "power", "electronics", "electric", "steel", "metal", "metals", "mining", "chemical", "chemicals", "pharma",
	"pharmaceutical", "food", "foods", "agricola", "agro", "inmobiliaria", "real", "estate", "properties", "management", "consulting",
	"consultores", "enterprise", "enterprises", "empresa", "import", "export", "importadora", "exportadora", "distribuidora", "factory", "plant",
	"works", "research", "scientific", "science", "production", "products", "supply", "equipment", "machinery", "motors", "motor", "auto",
	"security", "defense", "defence", "military", "state", "federal", "republic", "ministry", "department", "office", "bureau", "agency",
	"committee", "council", "party", "front", "army", "movement", "islamic", "united", "new", "first", "public", "private", "limited", "joint",
	"stock", "society", "societe", "sociedad", "gesellschaft", "club", "school", "media", "communications", "telecom", "network", "exchange",
	"insurance", "investments", "resources", "ventures", "star", "golden", "sea", "ocean", "east", "west", "north", "south", "middle", "asia",
	"europe", "euro", "america", "africa", "china", "russia", "iran", "republik",
}
