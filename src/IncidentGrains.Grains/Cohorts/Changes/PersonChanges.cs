using Dapper;
using IncidentGrains.Contracts;
using IncidentGrains.Grains.Cohorts.Lookups;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Grains.Cohorts.Storage;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Grains.Cohorts.Changes;

/// <summary>Who a change is about: found once, when it is asked for, and kept sealed until it is done or declined.</summary>
internal sealed class PersonChanges(RegistryStore store, PersonFinder finder, IncidentVault vault)
{
    private const int DigestSize = 32;
    private const int KeySize = 60;

    /// <summary>The one person whom an identifier names.</summary>
    /// <exception cref="CaseException">It names nobody, or several.</exception>
    public async Task<PersonKey> Find(RegistryView view, PersonIdentifier identifier)
    {
        var forms = new RowParser(new RowMapping(), view.Secrets.PersonKeys);
        var key = forms.IdentifierKey((IdentifierKind)identifier.Kind, identifier.Value, identifier.Region);
        var persons = key is { } usable ? await finder.Persons(view, usable) : new HashSet<PersonKey>();
        return persons.Count switch
        {
            1 => persons.Single(),
            0 => throw new CaseException(CaseError.NotFound, "person.not_found", "Nobody in the registry has this identifier. Check how it is written, or send another one of the person."),
            _ => throw CaseException.Refused("person.ambiguous", $"{persons.Count} people share this identifier. Send one that is the person's own, such as the member id."),
        };
    }

    /// <summary>Keeps what is to be done until it is; of two under one id the first stays.</summary>
    public async Task Keep(string incidentId, string changeId, PendingChange change)
    {
        var blob = (await vault.Of(incidentId)).Sealer.Seal(Places.Change(incidentId, changeId), change.ToBytes());
        byte[] content = [.. blob.Digest, .. blob.WrappedKey, .. blob.Bytes];
        await store.Write(c => c.ExecuteAsync(
            "INSERT INTO person_change (change_id, incident_id, content) VALUES (@changeId, @incidentId, @content) ON CONFLICT DO NOTHING",
            new { changeId, incidentId, content }));
    }

    /// <summary>The changes of an incident that are not forgotten yet.</summary>
    public async Task<IReadOnlyList<string>> Pending(string incidentId) => [.. await store.Read(c =>
        c.QueryAsync<string>("SELECT change_id FROM person_change WHERE incident_id = @incidentId ORDER BY change_id", new { incidentId }))];

    /// <summary>What is to be done; null once it was forgotten.</summary>
    public async Task<PendingChange?> Read(string incidentId, string changeId)
    {
        var content = await store.Read(c => c.QuerySingleOrDefaultAsync<byte[]>("SELECT content FROM person_change WHERE change_id = @changeId", new { changeId }));
        return content is null ? null : PendingChange.Read((await vault.Of(incidentId)).Sealer.Open(
            Places.Change(incidentId, changeId), content.AsSpan(0, DigestSize), content.AsSpan(DigestSize + KeySize), content.AsSpan(DigestSize, KeySize)));
    }

    /// <summary>Forgets who it was: it is done, or was declined.</summary>
    public Task Forget(string changeId) => store.Write(c => c.ExecuteAsync("DELETE FROM person_change WHERE change_id = @changeId", new { changeId }));
}
