using System.Collections.Concurrent;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Rows;
using IdentifierKind = IncidentGrains.Registry.Keys.IdentifierKind;

namespace IncidentGrains.Grains.Cohorts.Lookups;

/// <summary>Look-ups that could not be recorded yet; while there are some, none is answered.</summary>
internal sealed record Unrecorded(string CommandId, long Count, string Commitment);

/// <summary>A session of look-ups on this silo.</summary>
internal sealed class Desk
{
    // A parser has buffers of its own: each call takes one.
    private readonly ConcurrentBag<RowParser> _forms = [];

    public Desk(LookupSession session, RegistryView view, long at) => (Session, View, At) = (session, view, at);

    /// <summary>The session as last seen.</summary>
    public LookupSession Session { get; private set; }

    /// <summary>The registry as last seen.</summary>
    public RegistryView View { get; private set; }

    /// <summary>When it was seen, in ticks of a clock that only goes on.</summary>
    public long At { get; private set; }

    /// <summary>Who was asked for since it was last recorded.</summary>
    public AskedKeys Asked { get; } = new();

    /// <summary>True while recording fails.</summary>
    public bool IsBehind { get; set; }

    /// <summary>What is being recorded.</summary>
    public Unrecorded? Unrecorded { get; set; }

    /// <summary>How many were asked for here that the session does not know of yet.</summary>
    public long Pending => Asked.Count + (Unrecorded?.Count ?? 0);

    /// <summary>True if the session as last seen lets so many more through.</summary>
    public bool Takes(int keys, DateTimeOffset now) =>
        Session.StateAt(now) == LookupState.Open && (Session.MaxKeys == 0 || Session.Asked + Pending + keys <= Session.MaxKeys);

    /// <summary>The same session, seen anew.</summary>
    public Desk With(LookupSession session, RegistryView view, long at)
    {
        (Session, View, At) = (session, view, at);
        return this;
    }

    /// <summary>What was being recorded is.</summary>
    public void Recorded()
    {
        Session = Session with { Asked = Session.Asked + Unrecorded!.Count };
        (Unrecorded, IsBehind) = (null, false);
    }

    /// <summary>What to look for to find whom identifiers name.</summary>
    public AskedPersons KeysOf(IReadOnlyList<PersonIdentifier> identifiers)
    {
        var forms = _forms.TryTake(out var kept) ? kept : new RowParser(new RowMapping(), View.Secrets.PersonKeys);
        var keys = new PersonKey[identifiers.Count];
        List<int> further = [];
        for (var i = 0; i < keys.Length; i++)
        {
            var identifier = identifiers[i];
            var kind = (IdentifierKind)identifier.Kind;
            keys[i] = forms.IdentifierKey(kind, identifier.Value, identifier.Region) ?? default;
            if (kind != IdentifierKind.MemberId)
            {
                further.Add(i);
            }
        }

        _forms.Add(forms);
        return new AskedPersons(keys, [.. further]);
    }
}
