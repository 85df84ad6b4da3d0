using System.Buffers.Binary;
using System.Security.Cryptography;
using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Grains.Cohorts.Lookups;

/// <summary>Who was asked for in a session and is not recorded yet: how many, and a commitment of who they were. Thread-safe.</summary>
/// <remarks>
/// The commitment is SHA-256 over the keys in the order asked. Keys are outputs of a keyed function: without the incident's
/// secret nobody can tell from it who was meant, with it anybody can check a claim of who was.
/// </remarks>
internal sealed class AskedKeys
{
    private const int KeySize = 12;

    // The digest is another library's: called a key at a time, the calls cost more than the hashing.
    private const int KeysAtOnce = 1024;

    private readonly Lock _counting = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _gathered = new byte[KeySize * KeysAtOnce];
    private int _length;
    private long _count;

    /// <summary>How many are not taken yet.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Adds keys.</summary>
    public void Add(ReadOnlySpan<PersonKey> keys)
    {
        lock (_counting)
        {
            foreach (var key in keys)
            {
                if (_length == _gathered.Length)
                {
                    Hash();
                }

                BinaryPrimitives.WriteUInt64BigEndian(_gathered.AsSpan(_length), key.High);
                BinaryPrimitives.WriteUInt32BigEndian(_gathered.AsSpan(_length + 8), key.Low);
                _length += KeySize;
            }

            _count += keys.Length;
        }
    }

    /// <summary>Takes what was added; null if nothing was.</summary>
    public (long Count, string Commitment)? Take()
    {
        lock (_counting)
        {
            if (_count == 0)
            {
                return null;
            }

            Hash();
            var taken = (_count, Convert.ToHexStringLower(_hash.GetHashAndReset()));
            _count = 0;
            return taken;
        }
    }

    private void Hash()
    {
        _hash.AppendData(_gathered.AsSpan(0, _length));
        _length = 0;
    }
}
