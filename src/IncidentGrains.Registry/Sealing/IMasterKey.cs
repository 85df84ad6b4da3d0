namespace IncidentGrains.Registry.Sealing;

/// <summary>The key above all incidents' keys. It may live in a file, or in a vault that wraps without ever giving it away.</summary>
public interface IMasterKey
{
    /// <summary>Names the key that wraps now; stored beside what it wrapped, so that a rotation knows what is left to do.</summary>
    string Id { get; }

    /// <summary>Wraps a secret of an owner under the current key.</summary>
    Task<byte[]> Wrap(string owner, byte[] secret);

    /// <summary>The secret that was wrapped for that owner, under the current key or an earlier one.</summary>
    /// <param name="keyId">The key that wrapped it.</param>
    /// <param name="owner">For whom it was wrapped.</param>
    /// <param name="wrapped">What was stored.</param>
    /// <exception cref="MasterKeyException">The key is not at hand, or the bytes are not what it wrapped.</exception>
    Task<byte[]> Unwrap(string keyId, string owner, byte[] wrapped);
}
