using System.Security.Cryptography;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Holds destroyed payloads against the approvals that stand for them: without one, nothing may be missing.</summary>
internal sealed class Redactions(EventTypes types)
{
    private readonly Dictionary<(string Stream, long Seq), string> _found = [];
    private readonly Dictionary<(string Stream, long Seq), string> _approved = [];

    /// <summary>By what an approval names the remainder.</summary>
    public static string Digest(byte[] remainder) => Convert.ToHexStringLower(SHA256.HashData(remainder));

    /// <summary>Takes in an event, in any order.</summary>
    /// <exception cref="InvalidDataException">Its payload can't be read by this version.</exception>
    public void Add(StoredEvent stored)
    {
        var header = stored.Header;
        if (stored.Redacted)
        {
            _found[(header.Stream, header.Seq)] = stored.Remainder is null ? "" : Digest(stored.Remainder);
        }
        else if (types.Read(header.Type, stored.Content) is IRedaction redaction)
        {
            _approved[(header.Stream, redaction.EventSeq)] = redaction.RemainderDigest;
        }
    }

    /// <summary>A payload that is missing without an approval, or replaced by something else than what was approved; null if there is none.</summary>
    public Finding? Unapproved()
    {
        foreach (var ((stream, seq), digest) in _found)
        {
            if (!_approved.TryGetValue((stream, seq), out var approved))
            {
                return new Finding(stream, seq, "has no payload, and no redaction of it was approved");
            }

            if (approved != digest)
            {
                return new Finding(stream, seq, "was redacted, but something else stands in its place than was approved");
            }
        }

        return null;
    }
}
