using System.Security.Cryptography;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Proof;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace IncidentGrains.Grains.Ledger;

/// <summary>A grain whose state is the fold of its stream: load, decide, append, apply. Learned once, for all aggregates.</summary>
/// <remarks>
/// Two activations of one grain can exist for a while; the ledger lets only one append at a given place, the other reads
/// on and decides anew. A snapshot is only ever a shortcut: it is dropped when its hash is not the ledger's.
/// </remarks>
internal abstract partial class LedgeredGrain<TAggregate, TState>(
    LedgerServices ledger, IPersistentState<Snapshot<TState>> snapshot, ILogger logger) : Grain
    where TAggregate : IAggregate<TState>
    where TState : class
{
    // A restart then reads at most this many events a grain, and a snapshot write is a small part of the cost of as many appends.
    private const int SnapshotEvery = 64;

    private const int MaxTries = 5;

    // A server that knows other events folds otherwise: neither continues the other's snapshot past an event that it can't read.
    private readonly string _fold = $"{TAggregate.FoldVersion}/{ledger.Types.Fingerprint}";
    private byte[] _hash = HashChain.Genesis;
    private long _seq;
    private long _atMicros = long.MinValue;
    private long? _checkpointDueMicros;
    private bool _unknown;

    protected TState State { get; private set; } = null!;

    protected LedgerServices Ledger => ledger;

    protected string Id { get; private set; } = "";

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Id = this.GetPrimaryKeyString();
        await Load();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // After an unknown outcome what is held here may be what a redaction has just destroyed.
        if (!_unknown && _seq > snapshot.State.Seq && reason.ReasonCode != DeactivationReasonCode.ApplicationError)
        {
            await SaveSnapshot();
        }
    }

    /// <summary>Runs a command to its outcome: recorded now, or recorded before under the same id.</summary>
    /// <returns>The state as the command left it, and the events it made.</returns>
    /// <exception cref="CaseException">The command is refused; nothing was recorded.</exception>
    protected async Task<(TState State, IReadOnlyList<RecordedEvent> Events)> Run(Command command, byte[] digest, Func<DateTimeOffset, Task<Decision>> decide)
    {
        for (var attempt = 1; ; attempt++)
        {
            Decision decision;
            try
            {
                decision = await decide(Now());
            }
            catch (CaseException refusal) when (refusal.Error is not CaseError.Unavailable)
            {
                // A retry of what was recorded may be refused by what it did itself: look before refusing.
                if (await Known(command, digest, refusal) is { } first)
                {
                    return first;
                }

                // So may a command on an activation that another one has overtaken.
                if (attempt < MaxTries && await ledger.Reader.LastSeq(Id) != _seq)
                {
                    await Load();
                    continue;
                }

                throw;
            }

            if (decision.Events.Count == 0)
            {
                return await Known(command, digest, refusal: null) ?? (State, []);
            }

            switch (await Append(command, digest, decision))
            {
                case (AppendOutcome.Appended, var recorded):
                    return (State, recorded);
                case (AppendOutcome.Repeated(var first, var last), _):
                    await Load();
                    return await Outcome(first, last);
                case (AppendOutcome.CommandReused, _):
                    throw CaseException.CommandReused(command.Meta.CommandId);
                case (AppendOutcome.GuardRefused refused, _):
                    throw await Refusal(refused, command);
                case (AppendOutcome.Stale, _) when attempt < MaxTries:
                    LogOvertaken(logger, Id);
                    await Load();
                    break;
                default:
                    throw CaseException.Unavailable();
            }
        }
    }

    /// <summary>The refusal that a raised guard stands for.</summary>
    protected abstract Task<CaseException> Refusal(AppendOutcome.GuardRefused refused, Command command);

    /// <summary>The state as recorded up to an instant.</summary>
    protected async Task<TState> AsOf(DateTimeOffset instant) => Fold(await RecordUntil(instant));

    /// <summary>The state as it was with the event of that number, which must not be beyond the last.</summary>
    protected async Task<TState> AtVersion(long seq) =>
        seq == _seq ? State : Fold([.. (await Sound(0)).Where(e => e.Header.Seq <= seq)]);

    /// <summary>The events recorded up to an instant; what was redacted later is redacted here too.</summary>
    protected async Task<IReadOnlyList<StoredEvent>> RecordUntil(DateTimeOffset? instant)
    {
        var until = instant is { } at ? Instants.ToMicros(at) : long.MaxValue;
        return [.. (await Sound(0)).Where(e => e.Header.AtMicros <= until)];
    }

    protected IEnumerable<RecordedEvent> Recorded(IEnumerable<StoredEvent> events) =>
        events.Select(e => new RecordedEvent(e.Header.Seq, e.Header.Actor, e.Header.At, ledger.Types.Read(e.Header.Type, e.Content)));

    private DateTimeOffset Now()
    {
        var now = Instants.ToMicros(ledger.Time.GetUtcNow());
        return Instants.FromMicros(Math.Max(now, _atMicros));
    }

    private async Task<(AppendOutcome Outcome, IReadOnlyList<RecordedEvent> Recorded)> Append(Command command, byte[] digest, Decision decision)
    {
        var at = Now();
        var recorded = new List<RecordedEvent>(decision.Events.Count);
        var events = new List<NewEvent>(decision.Events.Count);
        var after = State;
        var (seq, hash) = (_seq, _hash);
        foreach (var item in decision.Events)
        {
            recorded.Add(new RecordedEvent(++seq, command.Meta.Actor.Person, at, item));
            after = TAggregate.Apply(after, recorded[^1]);
        }

        var caseId = TAggregate.CaseOf(after);
        foreach (var item in recorded)
        {
            var written = Seal(caseId, item, hash);
            hash = written.Hash;
            events.Add(new NewEvent(written, ledger.Types.Publishes(item.Event)));
        }

        if (decision.Redaction is not null)
        {
            // The cache must not outlive the text: it goes first, and comes back without it.
            await DropSnapshot();
        }

        var checkpoint = CheckpointClock(caseId, at, decision.Milestone);
        var outcome = await Send(new LedgerAppend(Id, caseId, _seq, command.Meta.CommandId, digest, events)
        {
            Guards = decision.Guards,
            Redactions = decision.Redaction is { } r ? [new PayloadRedaction(r.Seq, ledger.Types.Write(r.Remainder))] : [],
            Index = TAggregate.Index(after, State),
            Rows = TAggregate.Rows(after, State),
            Clock = TAggregate.Clock(after, State),
            Clocks = decision.Redaction is null ? checkpoint : [.. checkpoint, Scrub.Clock(Id, at)],
        });
        if (outcome is AppendOutcome.Appended)
        {
            (State, _seq, _hash, _atMicros) = (after, seq, hash, Instants.ToMicros(at));
            _checkpointDueMicros = checkpoint.Length > 0 ? checkpoint[0].DueAtMicros : _checkpointDueMicros;
            if (decision.Redaction is not null)
            {
                // What was folded before still holds the text, and so may the pages that the dropped snapshot left behind.
                await Load();
                await ledger.Scrub.Try();
            }
            else if (_seq >= snapshot.State.Seq + SnapshotEvery)
            {
                await SaveSnapshot();
            }
        }

        return (outcome, recorded);
    }

    // What was recorded under the command's id, or null if nothing was.
    private async Task<(TState State, IReadOnlyList<RecordedEvent> Events)?> Known(Command command, byte[] digest, CaseException? refusal)
    {
        if (await ledger.Reader.Command(Id, command.Meta.CommandId) is not { } known)
        {
            return null;
        }

        // To whoever may not see the aggregate, its command ids don't exist either.
        return known.Digest.AsSpan().SequenceEqual(digest) ? await Outcome(known.FirstSeq, known.LastSeq)
            : refusal?.Error == CaseError.NotFound ? null
            : throw CaseException.CommandReused(command.Meta.CommandId);
    }

    private LedgerEvent Seal(string caseId, RecordedEvent item, byte[] prevHash)
    {
        var header = new EventHeader(Id, item.Seq, caseId, ledger.Types.NameOf(item.Event), item.Actor, Instants.ToMicros(item.At));
        var payload = ledger.Types.Write(item.Event);
        var salt = RandomNumberGenerator.GetBytes(HashChain.SaltSize);
        var digest = HashChain.PayloadDigest(salt, payload);
        return new LedgerEvent(header, salt, payload, digest, prevHash, HashChain.Hash(prevHash, header, digest));
    }

    private async Task<AppendOutcome> Send(LedgerAppend append)
    {
        try
        {
            return await ledger.Writer.Append(append);
        }
        catch (CaseException e) when (e.Error == CaseError.Unavailable)
        {
            // Whether it was recorded is not known, so what is held in memory is not either.
            _unknown = true;
            DeactivateOnIdle();
            throw;
        }
    }

    // Armed once per interval: the due instant remembered here spares a row update with every append.
    // By the time it is, not by the event's: in a stream that a clock once ran ahead of, that may be a day off. A milestone's
    // is due no later than its event either, or nobody would be woken for it.
    private ClockArm[] CheckpointClock(string caseId, DateTimeOffset at, bool milestone)
    {
        var now = Instants.ToMicros(ledger.Time.GetUtcNow());
        return milestone ? [new ClockArm(caseId, Checkpoints.ClockName, Math.Min(now, Instants.ToMicros(at)))]
            : _checkpointDueMicros is { } due && now < due - Instants.Micros(Checkpoints.ArmMargin) ? []
            : [new ClockArm(caseId, Checkpoints.ClockName, now + Instants.Micros(Checkpoints.Interval))];
    }

    private async Task<(TState State, IReadOnlyList<RecordedEvent> Events)> Outcome(long first, long last)
    {
        var stored = await Sound(0);
        var upTo = stored.Where(e => e.Header.Seq <= last).ToList();
        return (Fold(upTo), [.. Recorded(upTo.Where(e => e.Header.Seq >= first))]);
    }

    private TState Fold(IReadOnlyList<StoredEvent> events) => Recorded(events).Aggregate(TAggregate.Empty(Id), TAggregate.Apply);

    // The events after a place. A payload that went without an approved redaction is an attack: better no answer than a forged one.
    private async Task<List<StoredEvent>> Sound(long afterSeq)
    {
        var stored = await ledger.Reader.Stream(Id, afterSeq);
        if (stored.Exists(e => !ledger.Types.Knows(e.Header.Type)))
        {
            LogNewer(logger, Id);
            if (State is not null)
            {
                // What is held here lacks what a newer version recorded; the next call may find a silo that can read it.
                // (While it is read in for the first time, the exception alone ends the activation and reaches the caller.)
                DeactivateOnIdle();
            }

            throw CaseException.Newer();
        }

        if (stored.Exists(e => e.Redacted))
        {
            var redactions = new Redactions(ledger.Types);
            stored.ForEach(redactions.Add);
            if (redactions.Unapproved() is { } finding)
            {
                throw new InvalidDataException(finding.ToString());
            }
        }

        return stored;
    }

    // Reads interleave with commands: what they see changes in one step, never half read.
    private async Task Load()
    {
        var saved = snapshot.State;
        var usable = saved.State is not null && saved.FoldVersion == _fold
            && await ledger.Reader.One(Id, saved.Seq) is { } at && at.Event.Hash.AsSpan().SequenceEqual(saved.Hash);
        var (state, seq, hash, atMicros) = usable
            ? (saved.State!, saved.Seq, saved.Hash, saved.AtMicros)
            : (TAggregate.Empty(Id), 0, HashChain.Genesis, long.MinValue);
        var stored = await Sound(seq);
        if (usable && Recorded(stored).Any(e => e.Event is IRedaction r && r.EventSeq <= saved.Seq))
        {
            // The snapshot holds what was destroyed since: no hash tells, for the chain did not change.
            await DropSnapshot();
            (state, seq) = (TAggregate.Empty(Id), 0);
            stored = await Sound(0);
        }

        state = Recorded(stored).Aggregate(state, TAggregate.Apply);
        if (stored.Count > 0)
        {
            (seq, hash, atMicros) = (stored[^1].Header.Seq, stored[^1].Event.Hash, stored[^1].Header.AtMicros);
        }

        (State, _seq, _hash, _atMicros) = (state, seq, hash, atMicros);
    }

    private Task SaveSnapshot()
    {
        snapshot.State = new Snapshot<TState> { State = State, Seq = _seq, Hash = _hash, AtMicros = _atMicros, FoldVersion = _fold };
        return TryStore(snapshot.WriteStateAsync);
    }

    private async Task DropSnapshot()
    {
        snapshot.State = new Snapshot<TState>();
        await snapshot.WriteStateAsync();
    }

    // A snapshot that can't be saved costs time at the next activation, nothing else: the command is recorded already.
    private async Task TryStore(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (e is InconsistentStateException or System.Data.Common.DbException or OrleansException or TimeoutException)
        {
            LogSnapshotFailed(logger, Id, e.GetType().Name);
            DeactivateOnIdle();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Id} was changed by another activation; it is read again")]
    private static partial void LogOvertaken(ILogger logger, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Id} holds an event that only a newer version can read; it is served elsewhere")]
    private static partial void LogNewer(ILogger logger, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The snapshot of {Id} could not be saved ({Error})")]
    private static partial void LogSnapshotFailed(ILogger logger, string id, string error);
}
