namespace IncidentGrains.Host.Cohorts;

/// <summary>What an upload may take of this silo, so that many or slow ones harm nobody else.</summary>
internal static class UploadLimits
{
    /// <summary>Bytes of the largest chunk: 131,072 records of some 190 bytes.</summary>
    public const int MaxChunk = 24 * 1024 * 1024;

    /// <summary>Bytes of the largest frame.</summary>
    public const int MaxFrame = 1024 * 1024;

    /// <summary>Chunks of one call that are on their way at once; more do not make it faster.</summary>
    public const int PerCall = 4;

    /// <summary>Chunks on their way on this silo at once: with the buffers that they are worked on in, some 80 MB each.</summary>
    public const int PerSilo = 8;

    /// <summary>For how long a chunk that has begun may wait for its next frame: it holds one of the places above.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);
}
