using System.Text.RegularExpressions;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Access;

/// <summary>Who may call what, as the README tells its readers: what is expected comes from there, not from the server.</summary>
internal static partial class PermissionTable
{
    /// <summary>The roles that may call each RPC, by the RPC's name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<Role>> OfTheReadme()
    {
        var table = Section().Match(File.ReadAllText(Repository.File("README.md"))).Groups["table"].Value;
        var rows = table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim('|').Split('|').Select(c => c.Trim()).ToArray()).ToList();
        var roles = rows[0].Skip(1).Select(name => Enum.Parse<Role>(name, ignoreCase: true)).ToArray();
        return rows.Skip(2).ToDictionary(
            row => row[0],
            row => (IReadOnlySet<Role>)roles.Where((_, i) => Allows(row[i + 1])).ToHashSet(),
            StringComparer.Ordinal);
    }

    private static bool Allows(string cell) => cell switch
    {
        "●" => true,
        "" => false,
        _ => throw new FormatException($"'{cell}' is neither a mark nor empty."),
    };

    [GeneratedRegex("<!-- permissions -->\n(?<table>.*?)<!-- /permissions -->", RegexOptions.Singleline, 1000)]
    private static partial Regex Section();
}
