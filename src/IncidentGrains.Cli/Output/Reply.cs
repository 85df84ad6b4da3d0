using Google.Protobuf;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Regulators;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Output;

/// <summary>Prints what the server answered, for people or for programs.</summary>
internal static class Reply
{
    // Defaults are printed too: a program that reads "restricted" should find false, not nothing.
    private static readonly JsonFormatter Compact = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));
    private static readonly JsonFormatter Indented = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithIndentation("  "));

    /// <summary>Prints the answer of a unary call.</summary>
    public static void Write(IMessage reply, OutputFormat output) => Write(reply, output, Indented);

    /// <summary>Prints one message of a stream; as JSON it takes one line.</summary>
    public static void WriteItem(IMessage reply, OutputFormat output) => Write(reply, output, Compact);

    private static void Write(IMessage reply, OutputFormat output, JsonFormatter json)
    {
        if (output == OutputFormat.Json)
        {
            Console.Out.WriteLine(json.Format(reply));
            return;
        }

        var console = Terminal.Out;
        switch (reply)
        {
            case Incident incident: IncidentCard.Write(console, incident); break;
            case ListIncidentsResponse page: Tables.Write(console, page); break;
            case RemediationTask task: TaskCard.Write(console, task); break;
            case ListTasksResponse page: Tables.Write(console, page); break;
            case TimelineEntry entry: Tables.Timeline(console, [entry]); break;
            case ListTimelineEntriesResponse page: Tables.Write(console, page); break;
            case ListCheckpointsResponse page: Tables.Write(console, page); break;
            case ListEventsResponse page: EventLine.Write(console, page); break;
            case WatchIncidentResponse { Event: { } item }: EventLine.Write(console, item); break;
            case Checkpoint checkpoint: Cards.Write(console, checkpoint); break;
            case VerifyCaseResponse found: Cards.Write(console, found); break;
            case WhoAmIResponse me: Cards.Write(console, me); break;
            case ListParkedMessagesResponse page: Tables.Write(console, page); break;
            case MintTokenResponse minted: Cards.Write(console, minted); break;
            case Cohort cohort: CohortCard.Write(console, cohort); break;
            case V1.Registry registry: CohortCard.Write(console, registry); break;
            case ListCohortsResponse page: PeopleTables.Write(console, page); break;
            case CompareCohortsResponse compared: PeopleTables.Write(console, compared); break;
            case Import import: ImportCard.Write(console, import); break;
            case WatchImportResponse { Import: { } import }: ImportCard.Line(console, import); break;
            case ListImportRejectsResponse page: PeopleTables.Write(console, page); break;
            case PreviewImportResponse preview: PreviewRows.Write(console, preview); break;
            case CountAudienceResponse count: PeopleTables.Write(console, count); break;
            case LookupSession session: PeopleTables.Write(console, session); break;
            case PersonChange change: PeopleTables.Write(console, change); break;
            case ListChangesResponse page: PeopleTables.Write(console, page); break;
            case Obligation obligation: ObligationCard.Write(console, obligation); break;
            case ListObligationsResponse page: ObligationTables.Write(console, page); break;
            case ListClocksResponse page: ObligationTables.Write(console, page); break;
            case WatchClocksResponse change: ObligationTables.Write(console, change); break;
            case RegulatoryRecord record: ObligationTables.Write(console, record); break;
            case Filing filing: FilingCard.Write(console, filing); break;
            case RefreshFilingResponse refreshed: FilingCard.Write(console, refreshed); break;
            case ListFilingsResponse page: FilingTables.Write(console, page); break;
            case CheckFilingResponse check: FilingTables.Write(console, check); break;
            case CompareFilingVersionsResponse compared: FilingTables.Write(console, compared); break;
            case ListFilingFormsResponse page: FilingTables.Write(console, page); break;
            case GetExposureResponse exposure: ObligationTables.Write(console, exposure); break;
            case ExplainObligationResponse explained: ExplanationReport.Write(console, explained); break;
            default: MessageTree.Write(console, reply); break;
        }
    }
}
