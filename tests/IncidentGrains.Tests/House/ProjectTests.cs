using System.Xml.Linq;

namespace IncidentGrains.Tests.House;

/// <summary>Who may import whom (DESIGN §1), read off the project files and the built assemblies.</summary>
public sealed class ProjectTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Characters"] = [],
        ["Proof"] = [],
        ["Law"] = ["Characters"],
        ["Registry"] = ["Characters"],
        ["Protocol"] = [],
        ["Contracts"] = [],
        ["Grains"] = ["Contracts", "Proof", "Law", "Registry"],
        ["Host"] = ["Protocol", "Grains", "Contracts", "Proof", "Law", "Registry", "Characters"],
        ["Cli"] = ["Protocol", "Proof", "Law", "Registry", "Characters"],
    };

    public static TheoryData<string> Projects() => [.. Allowed.Keys];

    [Fact]
    public void Projects_AreTheKnownOnes() => Assert.Equal(
        Allowed.Keys.Order(StringComparer.Ordinal),
        Repository.Files("src", "*.csproj").Select(f => Path.GetFileNameWithoutExtension(f)!["IncidentGrains.".Length..]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_ReferencesOnlyWhatItMay(string project)
    {
        var references = Elements(project, "ProjectReference")
            .Where(r => (string?)r.Attribute("ReferenceOutputAssembly") != "false")
            .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!)["IncidentGrains.".Length..]);
        Assert.Subset(Allowed[project].ToHashSet(), references.ToHashSet());
    }

    [Fact]
    public void Cli_KnowsTheServerAsAProcessOnly()
    {
        var reference = Elements("Cli", "ProjectReference").Single(r => ((string)r.Attribute("Include")!).EndsWith("Host.csproj", StringComparison.Ordinal));
        Assert.Equal("false", (string?)reference.Attribute("ReferenceOutputAssembly"));
    }

    [Fact]
    public void MassTransit_IsForTheHostAlone() => Assert.Equal(
        ["Host"], Allowed.Keys.Where(p => Packages(p).Any(n => n.StartsWith("MassTransit", StringComparison.Ordinal))));

    [Fact]
    public void ProofAndCharacters_NeedNoPackage() => Assert.Empty(Packages("Proof").Concat(Packages("Characters")));

    [Theory]
    [InlineData(typeof(IncidentGrains.Characters.CanonicalForm))]
    [InlineData(typeof(IncidentGrains.Proof.HashChain))]
    [InlineData(typeof(IncidentGrains.Law.Zones))]
    [InlineData(typeof(IncidentGrains.Registry.Rows.RowMapping))]
    public void PureAssembly_ReferencesNothingOfTheHouse_ButCharacters(Type type)
    {
        string[] pure = ["System", "NodaTime", "YamlDotNet", "Fluid", "Parlot", "PhoneNumbers", "Apache", "ZstdSharp"];
        Assert.All(type.Assembly.GetReferencedAssemblies(), a => Assert.True(a.Name == "IncidentGrains.Characters" || pure.Contains(a.Name!.Split('.')[0], StringComparer.Ordinal), a.Name));
    }

    [Fact]
    public void Contracts_ReferenceOrleansAndNothingOfTheHouse() => Assert.All(
        typeof(IncidentGrains.Contracts.CaseException).Assembly.GetReferencedAssemblies(),
        a => Assert.True(a.Name!.StartsWith("System", StringComparison.Ordinal) || a.Name.StartsWith("Orleans", StringComparison.Ordinal) || a.Name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal), a.Name));

    private static IEnumerable<string> Packages(string project) => Elements(project, "PackageReference").Select(p => (string)p.Attribute("Include")!);

    private static IEnumerable<XElement> Elements(string project, string name) =>
        XDocument.Parse(Repository.Read($"src/IncidentGrains.{project}/IncidentGrains.{project}.csproj")).Descendants(name);
}
