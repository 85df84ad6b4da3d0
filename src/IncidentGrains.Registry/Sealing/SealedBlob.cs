namespace IncidentGrains.Registry.Sealing;

/// <summary>Content made unreadable and bound to its place, as it is stored.</summary>
/// <param name="Digest">SHA-256 of <paramref name="Bytes"/>: the blob's address.</param>
/// <param name="Bytes">Ciphertext and tag.</param>
/// <param name="WrappedKey">The blob's own key, wrapped by the incident's. It is kept elsewhere: destroying it destroys the content.</param>
public sealed record SealedBlob(byte[] Digest, byte[] Bytes, byte[] WrappedKey)
{
    /// <summary>The address as text.</summary>
    public string Address => Convert.ToHexStringLower(Digest);
}
