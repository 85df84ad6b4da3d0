namespace IncidentGrains.Registry.Rows;

/// <summary>A row that was not taken. It tells where, never what stood there.</summary>
/// <param name="Line">The line of the file on which the row begins, from 1.</param>
/// <param name="Column">The header's name of the column concerned, or empty for the whole row.</param>
/// <param name="Reason">Why.</param>
public sealed record RowReject(long Line, string Column, RejectReason Reason)
{
    /// <summary>The reason's word, as rejects files and the API say it: the member's name in lower case.</summary>
    public string Code => Reason.ToString().ToLowerInvariant();
}
