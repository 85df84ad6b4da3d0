using IncidentGrains.Cli.Api;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>What is counted and asked of affected people.</summary>
internal static class PeopleTables
{
    // As long as the largest bar.
    private const int Bar = 30;

    /// <summary>A page of cohorts.</summary>
    public static void Write(IAnsiConsole console, ListCohortsResponse page)
    {
        CohortCard.Table(page.Cohorts).Write(console);
        Tables.End(console, page.Cohorts.Count, $"of {page.TotalSize} cohorts, version {page.RegistryVersion} of the registry", page.NextPageToken);
    }

    /// <summary>What two cohorts have in common.</summary>
    public static void Write(IAnsiConsole console, CompareCohortsResponse c) => new Card()
        .Row("both", $"{c.Both:N0}").Row("only the first", $"{c.OnlyFirst:N0}").Row("only the other", $"{c.OnlyOther:N0}")
        .Row("maybe both", c.AtMostBoth == 0 ? "" : $"{c.LikelyBoth:N0} likely, at most {c.AtMostBoth:N0}: other identities, but an address or number in common (estimate)")
        .Row("version", $"{c.RegistryVersion} of the registry").Write(console);

    /// <summary>A count, with a bar for each part.</summary>
    public static void Write(IAnsiConsole console, CountAudienceResponse count)
    {
        Terminal.Line(console, $"{count.Persons:N0} persons", Styles.Bold);
        var sheet = new Sheet("", "", "");
        var largest = count.Groups.Count == 0 ? 1 : Math.Max(1, count.Groups.Max(g => g.Persons));
        foreach (var group in count.Groups)
        {
            sheet.Row("  " + (group.Key.Length > 0 ? group.Key : "unknown"), $"{group.Persons,14:N0}", new string('█', (int)Math.Round((double)Bar * group.Persons / largest)));
        }

        sheet.Write(console);
        Terminal.Line(console, $"version {count.RegistryVersion} of the registry", Styles.Dim);
    }

    /// <summary>Rows that were not taken.</summary>
    public static void Write(IAnsiConsole console, ListImportRejectsResponse page)
    {
        foreach (var reject in page.Rejects)
        {
            Terminal.Line(console, SafeText.Line($"{reject.File}:{reject.Line}: {reject.Reason}{(reject.Column.Length > 0 ? $" in {reject.Column}" : "")}"));
        }
    }

    /// <summary>A session of look-ups.</summary>
    public static void Write(IAnsiConsole console, LookupSession session)
    {
        Terminal.Line(console, SafeText.Line(session.SessionId), Styles.Bold);
        new Card()
            .Row("state", EnumText.Short(session.State))
            .Row("reason", session.Reason)
            .Row("incident", session.IncidentId)
            .Row("opened", $"{SafeText.Time(session.OpenedAt)} by {session.OpenedBy}")
            .Row("expires", SafeText.Time(session.ExpiresAt))
            .Row("asked", session.MaxKeys == 0 ? $"{session.Asked:N0} persons" : $"{session.Asked:N0} of {session.MaxKeys:N0} persons")
            .Write(console);
    }

    /// <summary>A change of a person's data.</summary>
    public static void Write(IAnsiConsole console, PersonChange change)
    {
        Terminal.Line(console, SafeText.Line($"{change.ChangeId}  {EnumText.Short(change.Kind)}"), Styles.Bold);
        new Card()
            .Row("state", EnumText.Short(change.State), change.State == ChangeState.Requested ? Styles.Warn : Style.Plain)
            .Row("reason", change.Reason)
            .Row("incident", change.IncidentId)
            .Row("requested", $"{SafeText.Time(change.RequestedAt)} by {change.RequestedBy}")
            .Row("decided", change.DecidedAt is null ? "" : $"{SafeText.Time(change.DecidedAt)} by {change.DecidedBy}")
            .Row("declined", change.DeclineReason)
            .Row("executed", change.ExecutedAt is null ? "" : $"{SafeText.Time(change.ExecutedAt)}; {change.ChunksRewritten:N0} chunks rewritten, {change.KeysDestroyed:N0} keys destroyed")
            .Row("version", $"{change.RegistryVersion} of the registry")
            .Write(console);
    }

    /// <summary>A page of changes.</summary>
    public static void Write(IAnsiConsole console, ListChangesResponse page)
    {
        var sheet = new Sheet("ID", "KIND", "STATE", "REQUESTED", "BY", "DECIDED BY", "REASON");
        foreach (var item in page.Changes)
        {
            sheet.Row(
                item.ChangeId, EnumText.Short(item.Kind), EnumText.Short(item.State), SafeText.Time(item.RequestedAt),
                new Cell(item.RequestedBy, Styles.Dim), new Cell(item.DecidedBy, Styles.Dim), item.Reason);
        }

        sheet.Write(console);
        Tables.End(console, page.Changes.Count, $"of {page.TotalSize} changes", page.NextPageToken);
    }
}
