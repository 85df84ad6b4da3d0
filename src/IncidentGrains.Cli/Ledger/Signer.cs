namespace IncidentGrains.Cli.Ledger;

/// <summary>Why the key that signed an export is believed.</summary>
internal enum Signer
{
    /// <summary>It is not: no fingerprint was given.</summary>
    Unknown,

    /// <summary>The server says that it is its own; whoever can rewrite the server can say so too.</summary>
    Server,

    /// <summary>The caller pinned its fingerprint.</summary>
    Pinned,
}
