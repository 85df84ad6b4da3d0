using System.Security.Cryptography;
using System.Text;

namespace IncidentGrains.Grains.Ledger.Delivery;

/// <summary>The part of the outbox to which a stream belongs: the same on every silo and in every version.</summary>
internal static class OutboxPartition
{
    /// <summary>How many parts there are; the table of leases has a row for each.</summary>
    public const int Count = 16;

    /// <summary>The part of a stream, from 0.</summary>
    public static int Of(string stream) => SHA256.HashData(Encoding.UTF8.GetBytes(stream))[0] % Count;
}
