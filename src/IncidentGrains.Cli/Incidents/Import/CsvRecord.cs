namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>One record of a CSV file, or why it can't be read.</summary>
/// <param name="Line">The physical line on which it begins, from 1.</param>
/// <param name="Raw">Its text as it stands in the file; bytes that are no UTF-8 as <c>\xNN</c>, cut off if over-long.</param>
/// <param name="Cells">Its cells without quotes; empty if it can't be read.</param>
/// <param name="Fault">Why it can't be read, or null.</param>
internal sealed record CsvRecord(long Line, string Raw, string[] Cells, CsvFault? Fault = null);

/// <summary>What is wrong with a record.</summary>
/// <param name="Cell">The index of the cell concerned, or -1 for the whole record.</param>
/// <param name="Reason">What is wrong, as a sentence without its full stop.</param>
internal sealed record CsvFault(int Cell, string Reason);
