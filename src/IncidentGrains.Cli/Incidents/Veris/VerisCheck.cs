using IncidentGrains.Cli.Api;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>Holds files against a schema, if there is one, and against the rules of this program.</summary>
internal sealed class VerisCheck
{
    private readonly VerisSchema? _schema;

    private VerisCheck(VerisSchema? schema) => _schema = schema;

    /// <summary>Against a schema, or none.</summary>
    public static VerisCheck Against(VerisSchema? schema) => new(schema);

    /// <summary>Reads the schema, if a file is named.</summary>
    /// <exception cref="UsageException">It can't be used.</exception>
    public static async Task<VerisCheck> With(string? schemaFile, CancellationToken cancellation)
    {
        if (schemaFile is null)
        {
            return Against(null);
        }

        try
        {
            return Against(await VerisSchema.Read(await VerisFile.Bytes(schemaFile, VerisLimits.SchemaBytes, cancellation), cancellation));
        }
        catch (VerisRefusedException e)
        {
            throw new UsageException($"the schema {schemaFile}: {e.Message}");
        }
    }

    /// <summary>A file's incident, if it can be read at all, and all that is wrong with it.</summary>
    public async Task<(VerisDocument? Document, IReadOnlyList<VerisFinding> Findings)> File(string path, CancellationToken cancellation) =>
        Bytes(await VerisFile.Bytes(path, VerisLimits.FileBytes, cancellation));

    /// <summary>The same for a file's bytes.</summary>
    public (VerisDocument? Document, IReadOnlyList<VerisFinding> Findings) Bytes(byte[] content)
    {
        try
        {
            var document = VerisDocument.Read(content);
            // Where both object, the schema says more closely why.
            var schema = _schema?.Check(document) ?? [];
            var said = schema.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
            return (document, [.. schema.Concat(VerisRules.Check(document).Where(f => !said.Contains(f.Path))).OrderBy(f => f.Line).ThenBy(f => f.Column)]);
        }
        catch (VerisRefusedException e)
        {
            return (null, [e.Finding]);
        }
    }
}
