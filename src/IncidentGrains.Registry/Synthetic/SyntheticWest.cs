using static IncidentGrains.Registry.Synthetic.SyntheticCountry;

namespace IncidentGrains.Registry.Synthetic;

/// <summary>Words of North America, Europe and Australia. Names are common ones; the people put together from them are made up.</summary>
internal static class SyntheticWest
{
    private static readonly byte[][] EnglishGiven = Words("James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth Grace Daniel Sophia Ethan Olivia Noah");
    private static readonly byte[][] EnglishFamilies = Words("Smith Johnson Williams Brown Jones Garcia Miller Davis Martinez Lopez Wilson Anderson O'Brien Taylor Moore Jackson");
    private static readonly byte[][] EnglishLatin = Words("james mary robert patricia john jennifer michael david grace daniel sophia ethan olivia noah");
    private static readonly byte[][] EnglishStreets = Bytes("Maple Street", "Oak Avenue", "Cedar Lane", "River Road", "Hill Street", "Park Avenue", "Lake Drive", "Church Road", "Mill Lane");
    private static readonly byte[][] AmericanPhones = Bytes("(###) ###-####", "###-###-####", "+1 ### ### ####", "1-###-###-####", "+1##########", "###.###.####");

    /// <summary>The United States: each state with an area code of its own.</summary>
    public static SyntheticCountry UnitedStates(int weight) => new()
    {
        Weight = weight, Codes = Words("US US US us"), AreaCodes = [415, 213, 212, 512, 206, 312, 305, 617, 404, 201],
        Jurisdictions = ["US-CA", "US-CA", "US-NY", "US-TX", "US-WA", "US-IL", "US-FL", "US-MA", "US-GA", "US-NJ"],
        Subdivisions = Words("CA US-CA NY TX US-WA IL FL us-ma GA NJ"), Locales = ["en-US", "es-US", "ko-KR"],
        Phones = AmericanPhones, Name = new SyntheticPattern("{0} {1}", EnglishGiven, EnglishFamilies), Latin = EnglishLatin,
        Address = new SyntheticPattern("{#9899} {0}, {1}, {#99999}", EnglishStreets, Words("Springfield Riverside Fairview Georgetown Greenville Clinton Salem Madison")),
    };

    /// <summary>Canada: each province with an area code of its own.</summary>
    public static SyntheticCountry Canada(int weight) => new()
    {
        Weight = weight, Codes = Words("CA"), AreaCodes = [514, 416, 604, 403, 204, 438, 647, 778, 587, 431],
        Jurisdictions = ["CA-QC", "CA-ON", "CA-BC", "CA-AB", "CA-MB"], Subdivisions = Words("QC CA-ON BC AB MB"), Locales = ["en-CA", "fr-CA"],
        Phones = AmericanPhones, Name = new SyntheticPattern("{0} {1}", EnglishGiven, EnglishFamilies), Latin = EnglishLatin,
        Address = new SyntheticPattern("{#4999} {0}, {1}", EnglishStreets, Words("Lakeside Northfield Mapleton Harbourview Pinewood")),
    };

    /// <summary>The United Kingdom.</summary>
    public static SyntheticCountry UnitedKingdom(int weight) => new()
    {
        Weight = weight, Codes = Words("GB"), Jurisdictions = ["GB"], Subdivisions = [[]], Locales = ["en-GB"],
        Phones = Bytes("074## ######", "+44 74## ######", "074########", "+44 (0)74## ######"),
        Name = new SyntheticPattern("{0} {1}", EnglishGiven, EnglishFamilies), Latin = EnglishLatin,
        Address = new SyntheticPattern("{#240} {0}, {1}", EnglishStreets, Words("Ashford Kingsbury Westbrook Norton Thornbury")),
    };

    /// <summary>Germany.</summary>
    public static SyntheticCountry Germany(int weight) => new()
    {
        Weight = weight, Codes = Words("DE"), Jurisdictions = ["DE"], Subdivisions = [[]], Locales = ["de-DE", "en-GB"],
        Phones = Bytes("0151 ########", "+49 151 ########", "0151########", "+49151########"),
        Name = new SyntheticPattern("{0} {1}", Words("Jürgen Anna Lukas Marie Jörg Sabine Felix Käthe Paul Emma"), Words("Müller Schmidt Schneider Fischer Weber Wagner Groß Köhler Jäger Möller")),
        Latin = Words("juergen anna lukas marie joerg sabine felix kaethe paul emma"),
        Address = new SyntheticPattern("{0} {#180}, {#89999} {1}", Words("Lindenweg Gartenstraße Bahnhofstraße Schulstraße Waldweg Mühlgasse"), Words("Neustadt Altenburg Grünfelden Seeheim Waldkirch")),
    };

    /// <summary>France.</summary>
    public static SyntheticCountry France(int weight) => new()
    {
        Weight = weight, Codes = Words("FR"), Jurisdictions = ["FR"], Subdivisions = [[]], Locales = ["fr-FR"],
        Phones = Bytes("06 ## ## ## ##", "06########", "+33 6 ## ## ## ##", "06.##.##.##.##"),
        Name = new SyntheticPattern("{0} {1}", Words("Léa Hugo Chloé Louis Zoé Jules Inès François Hélène Théo"), Words("Martin Bernard Dubois Lefèvre Moreau Laurent Girard Mercier")),
        Latin = Words("lea hugo chloe louis zoe jules ines francois helene theo"),
        Address = new SyntheticPattern("{#150} rue {0}, {#89999} {1}", Bytes("des Lilas", "de la Gare", "du Moulin", "de l'Église", "des Écoles"), Words("Beaumont Clairval Montfleur Sainte-Rive")),
    };

    /// <summary>Australia, whose numbers take libphonenumber's way.</summary>
    public static SyntheticCountry Australia(int weight) => new()
    {
        Weight = weight, Codes = Words("AU"), Jurisdictions = ["AU"], Subdivisions = [[]], Locales = ["en-AU"],
        Phones = Bytes("04## ### ###", "+61 4## ### ###", "04########"),
        Name = new SyntheticPattern("{0} {1}", EnglishGiven, EnglishFamilies), Latin = EnglishLatin,
        Address = new SyntheticPattern("{#380} {0}, {1}", EnglishStreets, Words("Redgum Bayside Wattle-Park Ironbark")),
    };
}
