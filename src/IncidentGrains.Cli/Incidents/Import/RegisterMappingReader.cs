using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using IncidentGrains.Cli.Api;
using IncidentGrains.Law;
using IncidentGrains.Law.Yaml;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Reads a mapping from YAML. Whatever could go wrong with every row is refused here, once, with its line.</summary>
internal static partial class RegisterMappingReader
{
    /// <summary>Reads a mapping.</summary>
    /// <exception cref="YamlRefusedException">It can't be used; the message names the line.</exception>
    public static RegisterMapping Read(TextReader text)
    {
        var map = YamlMap.Load(text, "the mapping");
        var columns = map.Map("columns");
        var facts = columns.Items("facts").SelectMany(item => Fact(new YamlMap(item, "a fact"))).ToList();
        AddShort(facts, columns, "affected", FactKind.Affected);
        AddShort(facts, columns, "notified", FactKind.Notified);
        if (columns.Texts("jurisdictions") is { Count: > 0 } jurisdictions)
        {
            facts.Add(new FactMapping(FactKind.Jurisdictions, Constant: jurisdictions));
        }

        var mapping = new RegisterMapping(
            map.Text("name"), Register(map), Zone(map), Formats(map), columns.Text("id"),
            Template(columns, "title") ?? throw new YamlRefusedException(columns.Line, "'columns' needs 'title'."),
            columns.OptionalMap("awareness") is { } awareness ? Awareness(awareness) : null,
            facts,
            map.OptionalMap("check") is { } check ? Check(check) : null);
        columns.RefuseOthers();
        map.RefuseOthers();
        return mapping;
    }

    private static string Register(YamlMap map) => map.Text("register") is var register && RegisterForm().IsMatch(register)
        ? register : throw new YamlRefusedException(map.LineOf("register"), "'register' is 1 to 20 of a-z 0-9 . _ -, such as wa-ag.");

    private static string Zone(YamlMap map)
    {
        try
        {
            return Zones.Find(map.Text("time_zone")).Id;
        }
        catch (ArgumentException e)
        {
            throw new YamlRefusedException(map.LineOf("time_zone"), e.Message);
        }
    }

    private static IReadOnlyList<string> Formats(YamlMap map)
    {
        var formats = map.Texts("date_format");
        var sample = new DateTime(2024, 5, 23, 0, 0, 0, DateTimeKind.Unspecified);
        var bad = formats.Count == 0 ? "" : formats.FirstOrDefault(format => !RoundTrips(sample, format));
        return bad is null ? formats : throw new YamlRefusedException(
            map.LineOf("date_format"), $"'date_format' lists .NET date formats with day, month and year, such as MM/dd/yyyy; '{bad}' is none.");
    }

    private static bool RoundTrips(DateTime sample, string format)
    {
        try
        {
            var text = sample.ToString(format, CultureInfo.InvariantCulture);
            return DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var back) && back == sample;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static AwarenessMapping Awareness(YamlMap map)
    {
        var awareness = new AwarenessMapping(map.Text("column"), map.Text("asserted_by"), map.OptionalText("basis") ?? "");
        map.RefuseOthers();
        return awareness;
    }

    private static DayCheck Check(YamlMap map)
    {
        var check = new DayCheck(map.Text("from"), map.Text("to"), map.Text("days_column"));
        map.RefuseOthers();
        return new[] { check.From, check.To }.All(DayCheck.Instants.Contains)
            ? check : throw new YamlRefusedException(map.Line, $"'from' and 'to' are each one of {string.Join(", ", DayCheck.Instants)}.");
    }

    private static void AddShort(List<FactMapping> facts, YamlMap columns, string key, FactKind kind)
    {
        if (columns.OptionalText(key) is { Length: > 0 } column)
        {
            facts.Add(new FactMapping(kind, column));
        }
    }

    private static IEnumerable<FactMapping> Fact(YamlMap map)
    {
        var values = map.OptionalMap("values");
        var fact = new FactMapping(
            Kind(map), map.OptionalText("column"), Template(map, "text"), values?.Keys.ToDictionary(key => key, values.Text, StringComparer.Ordinal),
            map.OptionalText("otherwise"), Template(map, "original"), map.Texts("constant"));
        map.RefuseOthers();
        if (new[] { fact.Column is not null, fact.Text is not null, fact.Constant is { Count: > 0 } }.Count(given => given) != 1)
        {
            throw new YamlRefusedException(map.Line, "a fact has one of 'column', 'text' and 'constant'.");
        }

        if (values is not null && fact.Column is null)
        {
            throw new YamlRefusedException(map.LineOf("values"), "'values' translate the words of a 'column'.");
        }

        var merged = fact.Values?.Values.GroupBy(value => value, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key ?? fact.Otherwise;
        if (merged is not null && fact.Original is null)
        {
            // What the register said must stay readable in the record.
            throw new YamlRefusedException(
                map.LineOf("values"), $"several words become '{merged}'; keep the register's own with 'original: \"…: {{{fact.Column}}}\"'.");
        }

        return FactShape.Refusal(fact) is { } refusal ? throw new YamlRefusedException(map.Line, refusal) : [fact];
    }

    private static FactKind Kind(YamlMap map)
    {
        try
        {
            return (FactKind)EnumText.Parse(IncidentsReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(FactKind)), map.Text("kind")).Number;
        }
        catch (FormatException e)
        {
            throw new YamlRefusedException(map.LineOf("kind"), e.Message);
        }
    }

    private static CellTemplate? Template(YamlMap map, string key)
    {
        try
        {
            return map.OptionalText(key) is { Length: > 0 } text ? CellTemplate.Parse(text) : null;
        }
        catch (FormatException e)
        {
            throw new YamlRefusedException(map.LineOf(key), e.Message);
        }
    }

    [GeneratedRegex("^[a-z0-9._-]{1,20}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegisterForm();
}
