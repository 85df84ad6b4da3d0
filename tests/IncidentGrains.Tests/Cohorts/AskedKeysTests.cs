using System.Buffers.Binary;
using System.Security.Cryptography;
using CsCheck;
using IncidentGrains.Grains.Cohorts.Lookups;
using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Tests.Cohorts;

/// <summary>What the ledger holds of look-ups can be checked by whoever has the incident's secret: SHA-256 over the keys in the order asked.</summary>
public sealed class AskedKeysTests
{
    private static readonly Gen<PersonKey[]> Calls = Gen.Select(Gen.ULong, Gen.UInt, (high, low) => new PersonKey(high, low)).Array[1, 1_000];

    [Fact]
    public void Commitment_OfKeysInManyCalls_IsTheDigestOfAllInOrder() => Calls.Array[1, 8].Sample(
        calls =>
        {
            var asked = new AskedKeys();
            foreach (var keys in calls)
            {
                asked.Add(keys);
            }

            PersonKey[] all = [.. calls.SelectMany(c => c)];
            Assert.Equal(all.Length, asked.Count);
            Assert.Equal((all.Length, Digest(all)), asked.Take());
            Assert.Null(asked.Take());

            // What is asked next is committed to by itself.
            asked.Add(calls[0]);
            Assert.Equal((calls[0].Length, Digest(calls[0])), asked.Take());
        },
        iter: 200);

    private static string Digest(PersonKey[] keys)
    {
        var bytes = new byte[keys.Length * 12];
        for (var i = 0; i < keys.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(12 * i), keys[i].High);
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan((12 * i) + 8), keys[i].Low);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
