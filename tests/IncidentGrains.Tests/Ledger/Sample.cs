using System.Security.Cryptography;
using System.Text;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Tests.Ledger;

/// <summary>Appends of made-up events, hashed as grains hash them.</summary>
internal static class Sample
{
    public static LedgerAppend Append(
        string stream, string commandId, StreamHead? after = null, int events = 1, string content = "x", string caseId = "inc-case", bool publish = false)
    {
        var (seq, hash) = (after?.Seq ?? 0, after?.Hash ?? HashChain.Genesis);
        var made = new List<NewEvent>();
        for (var i = 1; i <= events; i++)
        {
            var header = new EventHeader(stream, seq + i, caseId, "test.happened.v1", "test|writer", 1_700_000_000_000_000 + seq + i);
            var salt = RandomNumberGenerator.GetBytes(HashChain.SaltSize);
            var payload = Encoding.UTF8.GetBytes($$"""{"content":"{{content}}"}""");
            var digest = HashChain.PayloadDigest(salt, payload);
            var sealedEvent = new LedgerEvent(header, salt, payload, digest, hash, HashChain.Hash(hash, header, digest));
            hash = sealedEvent.Hash;
            made.Add(new NewEvent(sealedEvent, publish));
        }

        return new LedgerAppend(stream, caseId, seq, commandId, SHA256.HashData(Encoding.UTF8.GetBytes(content)), made);
    }

    public static StreamHead Head(LedgerAppend append) => new(append.Stream, append.LastSeq, append.Events[^1].Event.Hash);
}
