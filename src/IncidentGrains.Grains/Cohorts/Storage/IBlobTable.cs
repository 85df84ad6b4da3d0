using System.Data.Common;
using IncidentGrains.Registry.Sealing;

namespace IncidentGrains.Grains.Cohorts.Storage;

/// <summary>Where sealed bytes are kept, by their digest: what differs between SQLite and PostgreSQL, and no more.</summary>
internal interface IBlobTable
{
    /// <summary>Adds blobs that are not there, within the caller's transaction.</summary>
    Task Insert(DbConnection connection, DbTransaction transaction, string owner, IReadOnlyList<SealedBlob> blobs);

    /// <summary>The bytes of a blob, or null.</summary>
    Task<byte[]?> Read(DbConnection connection, byte[] digest);

    /// <summary>Takes blobs away, within the caller's transaction.</summary>
    Task Delete(DbConnection connection, DbTransaction transaction, IReadOnlyList<byte[]> digests);
}
