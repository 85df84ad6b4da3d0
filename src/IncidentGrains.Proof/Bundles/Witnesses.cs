namespace IncidentGrains.Proof.Bundles;

/// <summary>Holds the checkpoint of a bundle against checkpoints of the same case that were kept elsewhere.</summary>
/// <remarks>A case only grows: of two checkpoints the later one names each stream of the earlier, as far or further.</remarks>
internal static class Witnesses
{
    /// <summary>What a witness says against the checkpoint, or null.</summary>
    public static BundleFinding? Against(SignedCheckpoint own, SignedCheckpoint witness, IReadOnlyDictionary<string, SigningKey> keys)
    {
        var number = witness.Checkpoint.Number;
        if (witness.Checkpoint.CaseId != own.Checkpoint.CaseId)
        {
            return At($"the witness is a checkpoint of case '{witness.Checkpoint.CaseId}', not of '{own.Checkpoint.CaseId}'");
        }

        if (!keys.TryGetValue(witness.KeyFingerprint, out var key) || !witness.IsSignedBy(key))
        {
            return At($"the witness, checkpoint {number}, is not signed by a key of this bundle");
        }

        if (number == own.Checkpoint.Number)
        {
            return witness.Jws == own.Jws ? null : At($"is another checkpoint {number} than the witness: there are two histories");
        }

        var (earlier, later) = number < own.Checkpoint.Number ? (witness, own) : (own, witness);
        return later.Checkpoint.Number == earlier.Checkpoint.Number + 1 && !Checkpoint.DigestOf(earlier.Jws).AsSpan().SequenceEqual(later.Checkpoint.PrevDigest ?? [])
            ? At($"checkpoint {later.Checkpoint.Number} does not follow checkpoint {earlier.Checkpoint.Number}: there are two histories")
            : Grown(earlier.Checkpoint, later.Checkpoint);
    }

    private static BundleFinding? Grown(Checkpoint earlier, Checkpoint later)
    {
        var heads = later.Heads.ToDictionary(h => h.Stream, StringComparer.Ordinal);
        var lost = earlier.Heads.FirstOrDefault(h => !heads.TryGetValue(h.Stream, out var at) || at.Seq < h.Seq || (at.Seq == h.Seq && !at.Hash.AsSpan().SequenceEqual(h.Hash)));
        return lost is null ? null : new BundleFinding(
            BundleFormat.Checkpoint, $"event {lost.Seq} of {lost.Stream}, which checkpoint {earlier.Number} names, is gone or another in checkpoint {later.Number}") { Stream = lost.Stream, Seq = lost.Seq };
    }

    private static BundleFinding At(string reason) => new(BundleFormat.Checkpoint, reason);
}
