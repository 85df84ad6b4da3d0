using System.CommandLine;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Cohorts;

/// <summary><c>incidentctl audience count EXPRESSION</c>: how many people a set expression names.</summary>
internal static class AudienceCommand
{
    private static readonly Argument<string> Expression = new("EXPRESSION")
    {
        Description = "Whom to count, such as 'cohort(b) - cohort(a) & category(entry_code)': - binds strongest, then &, then |. Default: everybody.", DefaultValueFactory = _ => "",
    };

    private static readonly Option<string> Incident = new("--incident") { Description = "The incident.", HelpName = "ID", Required = true };

    private static readonly Option<string?> By = new("--by") { Description = "Break the count down by jurisdiction, category, cohort, locale or contact.", HelpName = "WHAT" };

    private static readonly Option<long> Version = new("--registry-version") { Description = "As the registry stood at this version. Default: now.", HelpName = "N" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        By.AcceptOnlyFromAmong("jurisdiction", "category", "cohort", "locale", "contact");
        var count = new Command("count", "Counts people, exactly and each once.") { Expression, Incident, By, Version };
        count.SetAction(Count);
        return new Command("audience", "Sets of affected people.") { count };
    }

    private static async Task<int> Count(ParseResult parsed, CancellationToken cancellation)
    {
        using var connection = GlobalOptions.Open(parsed);
        var request = new CountAudienceRequest
        {
            IncidentId = parsed.GetRequiredValue(Incident), Expression = parsed.GetValue(Expression) ?? "", RegistryVersion = parsed.GetValue(Version),
            GroupBy = parsed.GetValue(By) is { } by ? Enum.Parse<AudienceGroup>(by, ignoreCase: true) : AudienceGroup.Unspecified,
        };
        Reply.Write(await new CohortsService.CohortsServiceClient(connection.Invoker).CountAudienceAsync(request, connection.Unary(cancellation)), GlobalOptions.Output(parsed));
        return ExitCode.Done;
    }
}
