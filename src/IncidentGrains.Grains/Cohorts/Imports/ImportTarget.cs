using IncidentGrains.Registry.Rows;
using IncidentGrains.Registry.Sealing;

namespace IncidentGrains.Grains.Cohorts.Imports;

/// <summary>Where an import's rows go, and how they are read.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="ImportId">The import.</param>
/// <param name="Secrets">The incident's secrets.</param>
/// <param name="Mapping">What the columns mean.</param>
internal sealed record ImportTarget(string IncidentId, string ImportId, IncidentSecrets Secrets, RowMapping Mapping);

/// <summary>What a sender says of a chunk before its bytes.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="File">The file that rejects are to name.</param>
/// <param name="FirstLine">The line of that file on which its first record begins.</param>
/// <param name="IsArrow">True if it is an Arrow IPC stream instead of CSV.</param>
internal sealed record ChunkHead(int Number, byte[] Sha256, string File, long FirstLine, bool IsArrow);

/// <summary>A chunk is durable.</summary>
/// <param name="Rows">Rows taken.</param>
/// <param name="Rejected">Rows not taken.</param>
/// <param name="Repeated">True if it was taken before.</param>
internal sealed record ChunkReceipt(int Rows, int Rejected, bool Repeated);
