using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using IncidentGrains.Cli.Api;
using IncidentGrains.Registry.Synthetic;

namespace IncidentGrains.Cli.Cohorts;

/// <summary><c>incidentctl cohort synth</c>: writes made-up people to try an import with, and the true answers beside them.</summary>
internal static class SynthCommand
{
    private static readonly Option<long> Rows = new("--rows") { Description = "How many rows to write.", HelpName = "N", Required = true };

    private static readonly Option<long> Seed = new("--seed") { Description = "What all is drawn from: the same seed gives the same bytes.", HelpName = "S", Required = true };

    private static readonly Option<FileInfo> Out = new("--out") { Description = "Where the rows go, as CSV. A file that is there is not replaced.", HelpName = "FILE", Required = true };

    private static readonly Option<FileInfo?> Truth = new("--truth") { Description = "Where the true answers go, as JSON: members by each dimension, rows rejected by reason.", HelpName = "FILE" };

    private static readonly Option<long> First = new("--first")
    {
        Description = "The number of the first person. Files of one seed share the people whose numbers overlap.", HelpName = "N", DefaultValueFactory = _ => 0,
    };

    private static readonly Option<double> Duplicates = Share("--duplicates", "The share of rows that repeat a person in another spelling, such as 0.07.");

    private static readonly Option<double> Dirty = Share("--dirty", "The share of rows with a mistake, such as 0.01: four in five can't be taken, one has contact data of no use.");

    private static readonly Option<double> LookAlikes = Share("--look-alikes", "The share of people whose e-mail address looks like another's and is not, such as 0.001.");

    private static readonly Option<string> Mix = new("--mix")
    {
        Description = "Where people live: korean, or mixed (Korea mostly, with TW, JP, US states, CA, GB, DE, FR, AU).", DefaultValueFactory = _ => "korean",
    };

    private static readonly Option<string> Categories = new("--categories")
    {
        Description = "Categories of data at stake for everybody, separated by commas.", HelpName = "A,B", DefaultValueFactory = _ => "name,email,phone,address",
    };

    private static readonly Option<string[]> Some = new("--some")
    {
        Description = "A further category and the share of rows that name it, such as entry_code:0.05; adds a column for categories. May be repeated.", HelpName = "NAME:SHARE",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Mix.AcceptOnlyFromAmong("korean", "mixed");
        var command = new Command("synth", "Writes made-up people as CSV, to try imports with: nobody of them exists. Needs no server.")
        {
            Rows, Seed, Out, Truth, First, Duplicates, Dirty, LookAlikes, Mix, Categories, Some,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static Option<double> Share(string name, string description) =>
        new(name) { Description = description, HelpName = "SHARE", DefaultValueFactory = _ => 0, CustomParser = ParseShare };

    private static double ParseShare(ArgumentResult result)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= 1)
        {
            return share;
        }

        result.AddError($"'{text}' is no share: a number from 0 to 1, such as 0.07");
        return 0;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            var file = Describe(parsed).Checked();
            SynthOutput.Write(parsed, file, parsed.GetRequiredValue(Out), parsed.GetValue(Truth), cancellation);
            return ExitCode.Done;
        }
        catch (SyntheticFileException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static SyntheticFile Describe(ParseResult parsed) => new()
    {
        Rows = parsed.GetValue(Rows), Seed = parsed.GetValue(Seed), First = parsed.GetValue(First),
        Duplicates = parsed.GetValue(Duplicates), Dirty = parsed.GetValue(Dirty), LookAlikes = parsed.GetValue(LookAlikes),
        Mix = Enum.Parse<SyntheticMix>(parsed.GetRequiredValue(Mix), ignoreCase: true),
        Categories = parsed.GetRequiredValue(Categories).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        Some = [.. (parsed.GetValue(Some) ?? []).Select(ParseSome)],
    };

    private static SyntheticCategory ParseSome(string text) =>
        text.Split(':') is [var name, var share] && double.TryParse(share, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? new SyntheticCategory(name.Trim(), number)
            : throw new UsageException($"--some: '{text}' is not of the form NAME:SHARE, such as entry_code:0.05");
}
