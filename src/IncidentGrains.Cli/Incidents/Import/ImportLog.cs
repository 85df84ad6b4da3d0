using IncidentGrains.Cli.Output;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Collects what became of each row. Safe for several threads.</summary>
internal sealed class ImportLog(RejectsFile rejects)
{
    /// <summary>What a file of rejects tells of each row.</summary>
    public static readonly string[] RejectColumns = ["line", "column", "reason", "raw"];

    // Enough to see the pattern; the rest is counted.
    private const int MaxKept = 10;

    private readonly Lock _gate = new();
    private readonly List<string> _disagreements = [];
    private readonly List<string> _refusals = [];
    private ImportTally _tally = new();

    /// <summary>The counts so far.</summary>
    public ImportTally Tally
    {
        get
        {
            lock (_gate)
            {
                return _tally;
            }
        }
    }

    /// <summary>A row that can't open an incident.</summary>
    public void Rejected(RowReject reject)
    {
        rejects.Add($"{reject.Line}", reject.Column, reject.Reason, reject.Raw);
        lock (_gate)
        {
            _tally = _tally with { Rows = _tally.Rows + 1, Rejected = _tally.Rejected + 1 };
        }
    }

    /// <summary>A row that the server refused although it was well formed.</summary>
    public void Refused(Opening opening, string reason)
    {
        Rejected(new RowReject(opening.Line, "", "the server refused it: " + reason, opening.Raw));
        lock (_gate)
        {
            Keep(_refusals, $"line {opening.Line}: {reason}");
        }
    }

    /// <summary>A row whose incident is there.</summary>
    /// <param name="opening">The row.</param>
    /// <param name="isNew">True if this run opened it.</param>
    /// <param name="days">Its days, from the server's reply; null if they can't be counted.</param>
    public void Present(Opening opening, bool isNew, int? days)
    {
        var compared = days is not null && opening.RegisterDays.Length > 0;
        var agree = compared && opening.RegisterDays == days.ToString();
        lock (_gate)
        {
            _tally = _tally with
            {
                Rows = _tally.Rows + 1,
                Opened = _tally.Opened + (isNew ? 1 : 0),
                Existing = _tally.Existing + (isNew ? 0 : 1),
                DaysCompared = _tally.DaysCompared + (compared ? 1 : 0),
                DaysAgree = _tally.DaysAgree + (agree ? 1 : 0),
            };
            if (compared && !agree)
            {
                Keep(_disagreements, $"line {opening.Line}, {opening.Request.Reference}: the register says {opening.RegisterDays}, its dates give {days}");
            }
        }
    }

    /// <summary>The end.</summary>
    public ImportOutcome Outcome(string? stopped, int exitCode)
    {
        lock (_gate)
        {
            return new ImportOutcome(_tally, [.. _disagreements], [.. _refusals], stopped, exitCode);
        }
    }

    private static void Keep(List<string> list, string text)
    {
        if (list.Count < MaxKept)
        {
            list.Add(text);
        }
    }
}
