namespace IncidentGrains.Registry.Rows;

/// <summary>What faults of records are called in rejects.</summary>
internal static class RecordFaults
{
    /// <summary>The reason for which the row is rejected.</summary>
    public static RejectReason Reason(this RecordFault fault) => fault switch
    {
        RecordFault.None => RejectReason.None,
        RecordFault.LongLine => RejectReason.Length,
        RecordFault.CellCount => RejectReason.Cells,
        _ => RejectReason.Quoting,
    };
}
