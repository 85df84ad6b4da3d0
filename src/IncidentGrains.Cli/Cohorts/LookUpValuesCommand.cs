using System.CommandLine;
using System.Text;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Cohorts;

/// <summary><c>incidentctl cohort look-up-values FILE</c>: goes through a list of people and writes beside each what is known of them.</summary>
internal static class LookUpValuesCommand
{
    // As many as a message takes.
    private const int AtOnce = 1_000;

    // Longer ones are nobody's; the server takes none.
    private const int MaxBytes = 256;

    private static readonly Argument<string> List = new("FILE") { Description = "The list, an identifier a line, in UTF-8; - is standard input. Blank lines are left out." };

    private static readonly Option<string> Incident = new("--incident") { Description = "The incident.", HelpName = "ID", Required = true };

    private static readonly Option<string> Session = new("--session-id") { Description = "The session, as `cohort open-lookup` began it.", HelpName = "ID", Required = true };

    private static readonly Option<string> Kind = new("--kind") { Description = "What the lines are: member-id, email or phone.", Required = true };

    private static readonly Option<string> Region = new("--region")
    {
        Description = "Where phone numbers without a country code are dialled.", HelpName = "COUNTRY", DefaultValueFactory = _ => "KR",
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Where the answers go, as CSV: identifier, affected (yes, no, unusable), categories, cohorts. - is standard output.", HelpName = "FILE", DefaultValueFactory = _ => "-",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Kind.AcceptOnlyFromAmong("member-id", "email", "phone");
        var command = new Command("look-up-values", "Says of everybody on a list whether they are affected, inside a session; your rate slows it and does not end it.")
        {
            List, Incident, Session, Kind, Region, Out,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        using var connection = GlobalOptions.Open(parsed);
        var kind = Enum.Parse<IdentifierKind>(parsed.GetRequiredValue(Kind).Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        using var lookup = new ListLookup(
            new CohortsService.CohortsServiceClient(connection.Invoker),
            new LookUpValuesRequest { IncidentId = parsed.GetRequiredValue(Incident), SessionId = parsed.GetRequiredValue(Session), Kind = kind, Region = parsed.GetRequiredValue(Region) });
        var (asked, affected, unusable) = (0L, 0L, 0L);
        await OutFile.Write(parsed.GetRequiredValue(Out), async output =>
        {
            await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\r\n" };
            await writer.WriteLineAsync("identifier,affected,categories,cohorts");
            foreach (var lines in Lines(parsed.GetRequiredValue(List)).Where(l => !string.IsNullOrWhiteSpace(l)).Chunk(AtOnce))
            {
                var usable = lines.Where(IsUsable).ToArray();
                using var answers = (usable.Length == 0 ? [] : await lookup.Ask(usable, cancellation)).GetEnumerator();
                foreach (var line in lines)
                {
                    var answer = IsUsable(line) && answers.MoveNext() ? answers.Current : null;
                    await writer.WriteLineAsync(string.Join(',', RejectsFile.Cell(line), answer?.Affected ?? "unusable", answer?.Categories, answer?.Cohorts));
                    (asked, affected, unusable) = (asked + 1, affected + (answer?.Affected == "yes" ? 1 : 0), unusable + (answer is null ? 1 : 0));
                }

                // Whoever reads along need not wait for the next ones.
                await writer.FlushAsync(cancellation);
            }

            return true;
        });
        await Console.Error.WriteLineAsync($"{asked:N0} on the list, {affected:N0} of them affected, {unusable:N0} unusable");
        return ExitCode.Done;
    }

    private static bool IsUsable(string line) => Encoding.UTF8.GetByteCount(line) <= MaxBytes;

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(
            OutFile.IsStandardOutput(path) ? Console.OpenStandardInput() : File.OpenRead(path), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        for (var number = 1; ; number++)
        {
            string? line;
            try
            {
                line = reader.ReadLine();
            }
            catch (DecoderFallbackException)
            {
                throw new UsageException($"{path}: behind line {number - 1} it is not UTF-8; convert it first, or other people would be looked for");
            }

            if (line is null)
            {
                yield break;
            }

            yield return line;
        }
    }
}
