using IncidentGrains.Cli.Api;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>A register in CSV: a header that fits the mapping, then rows.</summary>
internal sealed class RegisterFile
{
    private readonly CsvRecords _records;

    /// <summary>Reads the header.</summary>
    /// <exception cref="UsageException">There is none, or it lacks a column of the mapping.</exception>
    public RegisterFile(Stream file, RegisterMapping mapping)
    {
        _records = new CsvRecords(file);
        var header = _records.Next() ?? throw new UsageException("the register is empty; its first line names the columns");
        if (header.Fault is { } fault)
        {
            throw new UsageException($"line {header.Line} of the register should name its columns: {fault.Reason}");
        }

        Columns = [.. header.Cells.Select(cell => cell.Trim())];
        _records.ExpectedCells = Columns.Count;
        foreach (var column in mapping.Columns)
        {
            var count = Columns.Count(name => name == column);
            if (count != 1)
            {
                throw new UsageException($"the mapping reads the column '{column}', which the register has {(count == 0 ? "not" : $"{count} times")}; "
                    + $"its columns are {string.Join(", ", Columns)}");
            }
        }
    }

    /// <summary>The columns, in the order of the file.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Bytes of the file that were read so far.</summary>
    public long BytesRead => _records.BytesRead;

    /// <summary>The next row, readable or faulty; null at the end.</summary>
    public CsvRecord? Next() => _records.Next();
}
