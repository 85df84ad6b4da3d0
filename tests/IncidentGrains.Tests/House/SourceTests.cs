using System.Text.RegularExpressions;

namespace IncidentGrains.Tests.House;

/// <summary>Rules of the house that no compiler keeps, read off the sources.</summary>
public sealed partial class SourceTests
{
    private static readonly Dictionary<string, string> Sources =
        Repository.Files("src", "*.cs").ToDictionary(f => f, f => Comment().Replace(Repository.Read(f), ""), StringComparer.Ordinal);

    // Deadlines of gRPC calls are instants of the machine's own clock.
    private static readonly string[] MayReadTheWallClock = ["src/IncidentGrains.Cli/Api/Connection.cs"];

    public static TheoryData<string> Features() =>
        [.. Sources.Keys.Where(f => f.StartsWith("src/IncidentGrains.Grains/", StringComparison.Ordinal)).Select(f => f.Split('/')).Where(p => p.Length > 3).Select(p => p[2]).Distinct()];

    [Fact]
    public void Sources_AreFound() => Assert.True(Sources.Count > 100, $"{Sources.Count} files found in {Repository.Root}");

    [Theory]
    [MemberData(nameof(Features))]
    public void Feature_UsesTheLedgerAndContracts_NotTheInsidesOfOthers(string feature)
    {
        var used = Sources.Where(s => s.Key.StartsWith($"src/IncidentGrains.Grains/{feature}/", StringComparison.Ordinal))
            .SelectMany(s => Inside().Matches(s.Value).Select(m => $"{s.Key} uses {m.Groups["feature"].Value}"))
            .Where(u => !u.EndsWith(" uses " + feature, StringComparison.Ordinal) && !u.EndsWith(" uses Ledger", StringComparison.Ordinal));
        Assert.Equal([], used);
    }

    [Fact]
    public void Feature_Namespaces_EqualTheirFolders() => Assert.All(
        Sources.Where(s => s.Value.Contains("namespace ", StringComparison.Ordinal)),
        s => Assert.Equal(Path.GetDirectoryName(s.Key)!["src/".Length..].Replace('/', '.'), Namespace().Match(s.Value).Groups["name"].Value));

    [Fact]
    public void MassTransit_IsNamedInTheHostOnly() => Assert.Equal([], Naming("MassTransit").Where(f => !f.StartsWith("src/IncidentGrains.Host/", StringComparison.Ordinal)));

    [Fact]
    public void Orleans_IsNotNamedInProofLawOrCli() => Assert.Equal([], Naming("Orleans").Where(IsClientSide));

    [Fact]
    public void Decisions_NameNeitherOrleansNorADatabase()
    {
        string[] pure = [.. Sources.Keys.Where(f => f.Contains("/Incidents/Incident.", StringComparison.Ordinal) || f.Contains("/Remediation/RemediationTask.", StringComparison.Ordinal) || f.Contains("/Cohorts/Registry.", StringComparison.Ordinal) || f.Contains("/Filings/Filing.", StringComparison.Ordinal) || f.EndsWith("/Access/AccessLog.cs", StringComparison.Ordinal)), "src/IncidentGrains.Law/PersonalData.cs"];
        Assert.True(pure.Length >= 24);
        string[] impure = ["Orleans", "Dapper", "Npgsql", "Sqlite", "TimeProvider", "GetUtcNow", "await ", "ILogger", "Guid.NewGuid", "Random"];
        Assert.All(pure, f => Assert.All(impure, word => Assert.DoesNotContain(word, Sources[f], StringComparison.Ordinal)));
    }

    [Fact]
    public void WallClock_IsReadThroughATimeProvider() => Assert.Equal(MayReadTheWallClock, Sources.Where(s => WallClock().IsMatch(s.Value)).Select(s => s.Key));

    [Fact]
    public void Names_SayWhatAThingIs() => Assert.Equal(
        [], Sources.SelectMany(s => TypeName().Matches(s.Value).Select(m => m.Groups["name"].Value)).Where(n => Banned().IsMatch(n)));

    [Fact]
    public void Files_AreAtMostFourHundredLines() => Assert.Equal(
        [], Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs")).Where(f => Repository.Read(f).Count(c => c == '\n') > 400));

    [Theory]
    [InlineData("class CaseManager", true)]
    [InlineData("record BaseEvent(", true)]
    [InlineData("interface IQueryProcessor", true)]
    [InlineData("enum Basel", false)]
    [InlineData("record struct Baseline(", false)]
    [InlineData("class Helperless", false)]
    public void NameRule_RecognisesBannedNames(string declaration, bool banned) =>
        Assert.Equal(banned, Banned().IsMatch(TypeName().Match(declaration).Groups["name"].Value));

    [Theory]
    [InlineData("var a = DateTime.Now;", true)]
    [InlineData("var a = System.DateTimeOffset.UtcNow;", true)]
    [InlineData("var a = DateTime.Today;", true)]
    [InlineData("var a = time.GetUtcNow();", false)]
    public void ClockRule_RecognisesTheWallClock(string code, bool wall) => Assert.Equal(wall, WallClock().IsMatch(code));

    private static bool IsClientSide(string file) => file.Split('/')[1] is "IncidentGrains.Proof" or "IncidentGrains.Law" or "IncidentGrains.Cli";

    private static IEnumerable<string> Naming(string word) => Sources.Where(s => s.Value.Contains(word, StringComparison.Ordinal)).Select(s => s.Key);

    [GeneratedRegex(@"(?<!:)//.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bGrains\.(?<feature>(?!Ledger\b)[A-Z]\w+)(?=[.;])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Inside();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\bDateTime(?:Offset)?\.(?:Now|UtcNow|Today)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WallClock();

    [GeneratedRegex(@"\b(?:class|interface|enum|struct|record(?: struct| class)?) (?<name>[A-Z]\w*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^I?Base[A-Z]|(?:Manager|Helpers?|Utils?|Utilities|Processor|Impl)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Banned();
}
