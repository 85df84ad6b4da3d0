namespace IncidentGrains.Proof;

/// <summary>Holds the checkpoints of one case against its events: every head that a checkpoint names must be there.</summary>
public sealed class CheckpointVerifier
{
    private readonly string _caseId;
    private readonly List<(SignedCheckpoint Signed, long Line)> _checkpoints = [];
    private readonly Dictionary<(string Stream, long Seq), byte[]> _expected = [];
    private readonly HashSet<(string Stream, long Seq)> _seen = [];

    /// <summary>Prepares for the checkpoints of a case, each with the line on which it stands (0 for a witness from outside).</summary>
    public CheckpointVerifier(string caseId) => _caseId = caseId;

    /// <summary>How many checkpoints were taken in.</summary>
    public int Count => _checkpoints.Count;

    /// <summary>The newest checkpoint of the export itself, or null; a witness from outside can't stand in for it.</summary>
    public SignedCheckpoint? Last => _checkpoints.Where(c => c.Line > 0).Select(c => c.Signed).MaxBy(s => s.Checkpoint.Number);

    /// <summary>True if any checkpoint says that the events were stamped by a replayed clock.</summary>
    public bool IsReplay => _checkpoints.Exists(c => c.Signed.Checkpoint.Clock == "replay");

    /// <summary>Takes in a checkpoint; call before the events. Null if it is of this case and agrees with the others.</summary>
    public Finding? Add(SignedCheckpoint signed, long line)
    {
        var checkpoint = signed.Checkpoint;
        if (checkpoint.CaseId != _caseId)
        {
            return new Finding("", 0, $"checkpoint {checkpoint.Number} is of case '{checkpoint.CaseId}', not of '{_caseId}'");
        }

        foreach (var head in checkpoint.Heads)
        {
            if (!_expected.TryAdd((head.Stream, head.Seq), head.Hash) && !_expected[(head.Stream, head.Seq)].AsSpan().SequenceEqual(head.Hash))
            {
                return new Finding(head.Stream, head.Seq, $"has another hash in checkpoint {checkpoint.Number} than in one before it");
            }
        }

        _checkpoints.Add((signed, line));
        return null;
    }

    /// <summary>Compares an event with the checkpoints that name it.</summary>
    public Finding? Check(LedgerEvent item)
    {
        var key = (item.Header.Stream, item.Header.Seq);
        if (!_expected.TryGetValue(key, out var hash))
        {
            return null;
        }

        _seen.Add(key);
        return hash.AsSpan().SequenceEqual(item.Hash) ? null
            : new Finding(key.Stream, key.Seq, "differs from the event that a signed checkpoint names: the stream was rewritten");
    }

    /// <summary>What the checkpoints name and the events lack, or a checkpoint that does not follow the one before it.</summary>
    public Finding? Missing(IReadOnlyList<StreamHead> heads)
    {
        var present = heads.ToDictionary(h => h.Stream, h => h.Seq, StringComparer.Ordinal);
        foreach (var (signed, _) in _checkpoints)
        {
            foreach (var head in signed.Checkpoint.Heads.Where(h => !_seen.Contains((h.Stream, h.Seq))))
            {
                return present.TryGetValue(head.Stream, out var seq)
                    ? new Finding(head.Stream, seq + 1, $"is missing: checkpoint {signed.Checkpoint.Number} names event {head.Seq}, the stream ends at {seq}")
                    : new Finding(head.Stream, 0, $"is missing: checkpoint {signed.Checkpoint.Number} names it with {head.Seq} events");
            }
        }

        return null;
    }

    /// <summary>Checks that the checkpoints of an export form one chain: numbers from 1, each naming the digest of the one before.</summary>
    public (Finding? Finding, long Line) Chain()
    {
        byte[]? before = null;
        long number = 0;
        foreach (var (signed, line) in _checkpoints.Where(c => c.Line > 0))
        {
            var checkpoint = signed.Checkpoint;
            if (checkpoint.Number != number + 1 || !(checkpoint.PrevDigest ?? []).AsSpan().SequenceEqual(before ?? []))
            {
                return (new Finding("", 0, $"checkpoint {checkpoint.Number} does not follow checkpoint {number}: one was removed, added or altered"), line);
            }

            (number, before) = (checkpoint.Number, Checkpoint.DigestOf(signed.Jws));
        }

        return (null, 0);
    }

    /// <summary>Checks every signature with the key that the checkpoint names.</summary>
    public (Finding? Finding, long Line) Signatures(IReadOnlyDictionary<string, SigningKey> keys)
    {
        foreach (var (signed, line) in _checkpoints)
        {
            var reason = !keys.TryGetValue(signed.KeyFingerprint, out var key) ? "is signed by a key that is not given"
                : !signed.IsSignedBy(key) ? "has a signature that does not match" : null;
            if (reason is not null)
            {
                return (new Finding("", 0, $"checkpoint {signed.Checkpoint.Number} {reason}"), line);
            }
        }

        return (null, 0);
    }
}
