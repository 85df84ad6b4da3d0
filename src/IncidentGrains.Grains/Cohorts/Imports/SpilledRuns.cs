using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using IncidentGrains.Registry.Rows;
using IncidentGrains.Registry.Segments;
using Microsoft.Win32.SafeHandles;

namespace IncidentGrains.Grains.Cohorts.Imports;

/// <summary>The key runs of one import on this silo, in a file that nobody else can read and that is gone with the process. Thread-safe.</summary>
/// <remarks>
/// Runs of 33.7 million people are 1.8 GB: too much to keep in memory beside everything else, and too much to make again
/// from the chunks without need. The file is encrypted under a key that exists in memory alone: AES-256-GCM, a nonce a slice.
/// </remarks>
internal sealed class SpilledRuns : IDisposable
{
    private const int TagSize = 16;
    private readonly SafeFileHandle _file;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<string, Run> _runs = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();
    private long _end;
    private int _written;

    public SpilledRuns(string path) =>
        _file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);

    /// <summary>True if the run of a chunk, by the address of its blob, is here.</summary>
    public bool Has(string address)
    {
        lock (_adding)
        {
            return _runs.ContainsKey(address);
        }
    }

    /// <summary>Keeps the run of a chunk that has this address. Whether the chunk becomes part of the import does not matter here.</summary>
    /// <exception cref="IOException">There is no room; the run can be made again from its chunk.</exception>
    public void Keep(string address, KeyRun run)
    {
        var slices = new long[(2 * KeyRun.Ranges) + 1];
        for (var range = 0; range < KeyRun.Ranges; range++)
        {
            slices[range + 1] = slices[range] + Sealed(MemoryMarshal.AsBytes(run.Members(range)).Length);
        }

        for (var range = 0; range < KeyRun.Ranges; range++)
        {
            slices[KeyRun.Ranges + range + 1] = slices[KeyRun.Ranges + range] + Sealed(MemoryMarshal.AsBytes(run.Aliases(range)).Length);
        }

        var size = (int)slices[^1];
        var bytes = ArrayPool<byte>.Shared.Rent(size);
        var id = Interlocked.Increment(ref _written);
        using (var cipher = new AesGcm(_key, TagSize))
        {
            for (var slice = 0; slice < 2 * KeyRun.Ranges; slice++)
            {
                var content = slice < KeyRun.Ranges ? MemoryMarshal.AsBytes(run.Members(slice)) : MemoryMarshal.AsBytes(run.Aliases(slice - KeyRun.Ranges));
                if (!content.IsEmpty)
                {
                    var into = bytes.AsSpan((int)slices[slice], content.Length + TagSize);
                    cipher.Encrypt(Nonce(id, slice), content, into[..^TagSize], into[^TagSize..]);
                }
            }
        }

        var at = Interlocked.Add(ref _end, size) - size;
        try
        {
            RandomAccess.Write(_file, bytes.AsSpan(0, size), at);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        lock (_adding)
        {
            _runs.TryAdd(address, new Run(id, at, slices, run.Rows, run.Profiles));
        }
    }

    /// <summary>The runs of an import's chunks, all of which are here.</summary>
    /// <param name="addresses">The chunks' addresses in order.</param>
    public IKeyRuns InOrder(IEnumerable<string> addresses)
    {
        lock (_adding)
        {
            return new Ordered(this, [.. addresses.Select(a => _runs[a])]);
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        CryptographicOperations.ZeroMemory(_key);
    }

    private static long Sealed(int size) => size == 0 ? 0 : size + TagSize;

    private static byte[] Nonce(int id, int slice)
    {
        var nonce = new byte[12];
        MemoryMarshal.Write(nonce, id);
        MemoryMarshal.Write(nonce.AsSpan(4), slice);
        return nonce;
    }

    private int Read<T>(Run run, int slice, Span<T> into)
        where T : unmanaged
    {
        var size = (int)(run.Slices[slice + 1] - run.Slices[slice]);
        if (size == 0)
        {
            return 0;
        }

        var count = (size - TagSize) / Marshal.SizeOf<T>();
        if (count <= into.Length)
        {
            Span<byte> bytes = size <= 32 * 1024 ? stackalloc byte[size] : new byte[size];
            if (RandomAccess.Read(_file, bytes, run.At + run.Slices[slice]) != size)
            {
                throw new InvalidDataException("The file of key runs is shorter than what was written to it.");
            }

            using var cipher = new AesGcm(_key, TagSize);
            cipher.Decrypt(Nonce(run.Id, slice), bytes[..^TagSize], bytes[^TagSize..], MemoryMarshal.AsBytes(into[..count]));
        }

        return count;
    }

    private sealed record Run(int Id, long At, long[] Slices, int Rows, IReadOnlyList<RowProfile> Profiles);

    private sealed class Ordered(SpilledRuns file, Run[] runs) : IKeyRuns
    {
        public int Count => runs.Length;

        public int Rows(int chunk) => runs[chunk].Rows;

        public IReadOnlyList<RowProfile> Profiles(int chunk) => runs[chunk].Profiles;

        public int Members(int chunk, int range, Span<MemberEntry> into) => file.Read(runs[chunk], range, into);

        public int Aliases(int chunk, int range, Span<AliasEntry> into) => file.Read(runs[chunk], KeyRun.Ranges + range, into);
    }
}
