using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;

namespace IncidentGrains.Cli.Api;

/// <summary>How an RPC is called on the command line: <c>IncidentsService.OpenIncident</c> is <c>incident open</c>.</summary>
/// <remarks>The noun is the service's name in the singular; the verb is the RPC's name without that noun, in kebab-case. Remediation is about tasks, what regulators ask about obligations, and called so.</remarks>
internal static partial class CommandName
{
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["WhoAmI"] = "whoami",
        ["ExportCase"] = "export",
        ["RecordRegulatoryFacts"] = "record-facts",
        ["GetRegulatoryFacts"] = "facts",
        ["ListClocks"] = "clocks",
        ["WatchClocks"] = "watch",
        ["GetCalendar"] = "calendar",
        ["GetExposure"] = "exposure",
        ["ListParkedMessages"] = "parked",
        ["ReplayParkedMessage"] = "replay",
        ["DiscardParkedMessage"] = "discard",
    };

    // Cohorts and obligations are named rather than known by their ids.
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal) { ["cohort_id"] = "--cohort", ["other_cohort_id"] = "--other", ["obligation_id"] = "--obligation" };

    private static readonly Dictionary<string, string> Nouns = new(StringComparer.Ordinal) { ["RemediationService"] = "Task", ["RegulatorsService"] = "Obligation" };

    /// <summary>The command under which the service's verbs stand.</summary>
    public static string Noun(ServiceDescriptor service) => Kebab(Singular(service));

    /// <summary>The command of the RPC below its noun.</summary>
    public static string Verb(MethodDescriptor method)
    {
        if (Exceptions.TryGetValue(method.Name, out var verb))
        {
            return verb;
        }

        // The noun in the middle is as needless: AddTaskDependency is `task add-dependency`.
        var name = Regex.Replace(method.Name, $"(?<=.){Singular(method.Service)}(?:s?$|(?=[A-Z]))", "", RegexOptions.None, TimeSpan.FromSeconds(1));
        return Kebab(name);
    }

    /// <summary>The option of a field.</summary>
    public static string Option(FieldDescriptor field) => Options.TryGetValue(field.Name, out var option) ? option : "--" + field.Name.Replace('_', '-');

    private static string Singular(ServiceDescriptor service)
    {
        if (Nouns.TryGetValue(service.Name, out var noun))
        {
            return noun;
        }

        var name = service.Name[..^"Service".Length];
        return name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) && !name.EndsWith("us", StringComparison.Ordinal) ? name[..^1] : name;
    }

    private static string Kebab(string name) => Hump().Replace(name, "-").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.None, 1000)]
    private static partial Regex Hump();
}
