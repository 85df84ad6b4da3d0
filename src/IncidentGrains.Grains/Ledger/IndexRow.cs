namespace IncidentGrains.Grains.Ledger;

/// <summary>How a column of an index table is typed; both databases know these two.</summary>
internal enum IndexType
{
    /// <summary>Text, never null.</summary>
    Text,

    /// <summary>A 64-bit number, never null.</summary>
    Number,
}

/// <summary>A column of an index table.</summary>
internal sealed record IndexColumn(string Name, IndexType Type);

/// <summary>A table of rows by which lists show aggregates of one kind; its first column is the key.</summary>
/// <remarks>Both stores make their upsert from this, so a new kind of aggregate adds a descriptor and a script, and no statement.</remarks>
internal sealed record IndexTable(string Name, params IReadOnlyList<IndexColumn> Columns)
{
    public string Names => string.Join(", ", Columns.Select(c => c.Name));

    /// <summary>What follows an INSERT so that a row that stands already is replaced.</summary>
    public string OnConflict =>
        $"ON CONFLICT ({Columns[0].Name}) DO UPDATE SET {string.Join(", ", Columns.Skip(1).Select(c => $"{c.Name} = excluded.{c.Name}"))}";

    public static IndexColumn Text(string name) => new(name, IndexType.Text);

    public static IndexColumn Number(string name) => new(name, IndexType.Number);
}

/// <summary>What a list shows of an aggregate; written with the append that changes it.</summary>
internal abstract record IndexRow
{
    public abstract IndexTable Table { get; }

    /// <summary>One value a column, in the table's order: texts as string, numbers as long.</summary>
    public abstract IReadOnlyList<object> Values { get; }
}

/// <summary>What a list shows of a case. <paramref name="Members"/> may see it if it is restricted.</summary>
internal sealed record CaseIndexRow(
    string CaseId, string Title, string Reference, int Stage, int Severity, string Commander, bool Restricted,
    long Version, long OpenedAtMicros, long UpdatedAtMicros, IReadOnlyList<string>? Members) : IndexRow
{
    private static readonly IndexTable Cases = new(
        "case_index",
        IndexTable.Text("case_id"), IndexTable.Text("title"), IndexTable.Text("title_fold"), IndexTable.Text("reference"),
        IndexTable.Number("stage"), IndexTable.Number("severity"), IndexTable.Text("commander"), IndexTable.Number("restricted"),
        IndexTable.Number("version"), IndexTable.Number("opened_at"), IndexTable.Number("updated_at"));

    public override IndexTable Table => Cases;

    // The title is folded by the service, so that it is found alike on every database.
    public override IReadOnlyList<object> Values =>
        [CaseId, Title, Title.ToLowerInvariant(), Reference, (long)Stage, (long)Severity, Commander, Restricted ? 1L : 0L, Version, OpenedAtMicros, UpdatedAtMicros];
}
