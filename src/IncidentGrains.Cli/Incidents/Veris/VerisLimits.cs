namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>What a VERIS file may be; beyond it nothing is read.</summary>
internal static class VerisLimits
{
    /// <summary>The largest file, in bytes. Records of the community's public database are below 20 kB; one incident of ours holds a million characters.</summary>
    public const int FileBytes = 512 * 1024;

    /// <summary>How deep objects and arrays may nest. The community's schema needs 7 levels; <c>plus</c> is free.</summary>
    public const int Depth = 32;

    /// <summary>The largest schema, in bytes; the community's merged one has about 100 kB.</summary>
    public const int SchemaBytes = 4 * 1024 * 1024;

    /// <summary>The characters of one fact of the ledger.</summary>
    public const int FactCharacters = 8000;
}
