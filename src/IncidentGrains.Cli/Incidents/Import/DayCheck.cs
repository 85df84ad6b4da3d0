using IncidentGrains.Law;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Holds the days between two instants of an incident, as the server gives it back, against the register's column.</summary>
/// <param name="From">What starts the count: awareness, notified, began or ended.</param>
/// <param name="To">What ends it.</param>
/// <param name="DaysColumn">The column with the register's own count.</param>
internal sealed record DayCheck(string From, string To, string DaysColumn)
{
    /// <summary>What <see cref="From"/> and <see cref="To"/> may be.</summary>
    public static IReadOnlyList<string> Instants { get; } = ["awareness", "notified", "began", "ended"];

    /// <summary>The calendar days from one to the other in a zone; null if the incident lacks one of them.</summary>
    public int? Days(Incident incident, string timeZone) =>
        InstantOf(incident, From) is { } from && InstantOf(incident, To) is { } to ? CalendarDays.Between(from, to, timeZone) : null;

    private static DateTimeOffset? InstantOf(Incident incident, string name) => name switch
    {
        "awareness" => Earliest(incident.AwarenessClaims.Select(claim => claim.AwareAt)),
        "notified" => Earliest(Facts(incident, FactKind.Notified)),
        "began" => Earliest(Facts(incident, FactKind.Began)),
        "ended" => Earliest(Facts(incident, FactKind.Ended)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such instant."),
    };

    private static IEnumerable<Google.Protobuf.WellKnownTypes.Timestamp?> Facts(Incident incident, FactKind kind) =>
        incident.Facts.Where(fact => fact.Kind == kind && fact.CorrectedBy.Length == 0).Select(fact => fact.Instant);

    private static DateTimeOffset? Earliest(IEnumerable<Google.Protobuf.WellKnownTypes.Timestamp?> instants) =>
        instants.OfType<Google.Protobuf.WellKnownTypes.Timestamp>().Min()?.ToDateTimeOffset();
}
