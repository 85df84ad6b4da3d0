using System.Collections.Concurrent;
using IncidentGrains.Grains.Cohorts.Storage;
using IncidentGrains.Registry.Sealing;

namespace IncidentGrains.Grains.Cohorts;

/// <summary>The secrets of incidents, unwrapped when they are first needed and made when there are none. Thread-safe.</summary>
internal sealed class IncidentVault(KeyStore keys, IMasterKey master)
{
    private readonly ConcurrentDictionary<string, Task<IncidentSecrets>> _open = new(StringComparer.Ordinal);

    /// <summary>An incident's secrets.</summary>
    /// <exception cref="MasterKeyException">The master key that wrapped them is not at hand.</exception>
    public async Task<IncidentSecrets> Of(string incidentId)
    {
        var opening = _open.GetOrAdd(incidentId, Open);
        try
        {
            return await opening;
        }
        catch
        {
            // The next call tries again, perhaps with the database back.
            _open.TryRemove(new KeyValuePair<string, Task<IncidentSecrets>>(incidentId, opening));
            throw;
        }
    }

    /// <summary>Wraps all secrets under the current master key; returns how many were under another. Safe to repeat, and while in use.</summary>
    public async Task<int> Rotate()
    {
        var rotated = 0;
        foreach (var (incidentId, masterKey, wrapped) in await keys.NotUnder(master.Id))
        {
            var secret = await master.Unwrap(masterKey, incidentId, wrapped);
            rotated += await keys.Rewrap(incidentId, masterKey, master.Id, await master.Wrap(incidentId, secret)) ? 1 : 0;
        }

        return rotated;
    }

    private async Task<IncidentSecrets> Open(string incidentId)
    {
        var (masterKey, wrapped) = await keys.Secret(incidentId)
            ?? await keys.AddSecret(incidentId, master.Id, await master.Wrap(incidentId, IncidentSecrets.Create().ToBytes()));
        return new IncidentSecrets(await master.Unwrap(masterKey, incidentId, wrapped));
    }
}
