using System.Text;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Host.Access;

namespace IncidentGrains.Tests;

/// <summary>The README prints the permission table that the server goes by.</summary>
public sealed class ReadmeTests
{
    private const string Begin = "<!-- permissions -->\n";
    private const string End = "<!-- /permissions -->";

    [Fact]
    public void PermissionTable_OfTheReadme_IsTheOneInForce()
    {
        var file = Path.Combine(Repository.Root, "README.md");
        var readme = File.ReadAllText(file);
        var (from, to) = (readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, readme.IndexOf(End, StringComparison.Ordinal));
        var expected = Table();
        if (Repository.MayWrite)
        {
            File.WriteAllText(file, readme[..from] + expected + readme[to..]);
            return;
        }

        Assert.True(expected == readme[from..to], "The README's permission table differs; run the tests once with IG_WRITE_GOLDEN=1 to write it.");
    }

    private static string Table()
    {
        var roles = Enum.GetValues<Roles>().Where(r => r != Roles.None).ToArray();
        var text = new StringBuilder("| call | ").AppendJoin(" | ", roles.Select(r => r.ToString().ToLowerInvariant())).Append(" |\n|---|")
            .Append(string.Concat(roles.Select(_ => ":-:|"))).Append('\n');
        foreach (var (method, allowed) in Permissions.Table.Where(p => p.Key.StartsWith("/incidentgrains.", StringComparison.Ordinal)))
        {
            text.Append("| ").Append(method.AsSpan(method.LastIndexOf('/') + 1)).Append(" | ").AppendJoin(" | ", roles.Select(r => allowed.HasFlag(r) ? "●" : "")).Append(" |\n");
        }

        return text.ToString();
    }
}
