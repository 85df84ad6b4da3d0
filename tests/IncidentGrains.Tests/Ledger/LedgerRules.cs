using IncidentGrains.Grains.Ledger.Delivery;
using Dapper;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Remediation;
using IncidentGrains.Proof;
using Microsoft.Extensions.Time.Testing;

namespace IncidentGrains.Tests.Ledger;

/// <summary>What the ledger promises, whichever database holds it.</summary>
public abstract class LedgerRules
{
    internal abstract Task<LedgerDatabase> Create();

    /// <summary>A statement that tries to change or delete an event, as the service would.</summary>
    internal abstract Task Tamper(LedgerDatabase ledger, string sql);

    protected async Task Append_NewCommand_IsWrittenWhole()
    {
        await using var ledger = await Create();
        var append = Sample.Append("inc-a", "c1", events: 3, publish: true);

        Assert.IsType<AppendOutcome.Appended>(Assert.Single(await ledger.Store.Append([append], default)));

        var stored = await ledger.Reader.Stream("inc-a");
        Assert.Equal([1L, 2L, 3L], stored.Select(e => e.Header.Seq));
        Assert.Equal(append.Events.Select(e => e.Event.Hash), stored.Select(e => e.Event.Hash));
        Assert.Equal(append.Events.Select(e => e.Event.Payload), stored.Select(e => e.Event.Payload));
        Assert.Equal(Sample.Head(append).Hash, Assert.Single(await ledger.Reader.Heads("inc-case")).Hash);
        Assert.Equal(3, (await new Outbox(ledger.Store, ledger.Reader).Oldest(10)).Count);
    }

    protected async Task Append_SameCommandAgain_ReturnsTheFirstOutcome()
    {
        await using var ledger = await Create();
        var first = Sample.Append("inc-a", "c1", events: 2);
        await ledger.Store.Append([first], default);

        var again = await ledger.Store.Append([Sample.Append("inc-a", "c1", events: 2)], default);
        var other = await ledger.Store.Append([Sample.Append("inc-a", "c1", Sample.Head(first), content: "other")], default);

        Assert.Equal(new AppendOutcome.Repeated(1, 2), Assert.Single(again));
        Assert.IsType<AppendOutcome.CommandReused>(Assert.Single(other));
        Assert.Equal(2, (await ledger.Reader.Stream("inc-a")).Count);
    }

    // F19: a batch in which one command conflicts; only that one is refused, whole.
    protected async Task Append_BatchWithConflict_RefusesOnlyThatCommandWhole()
    {
        await using var ledger = await Create();
        await ledger.Store.Append([Sample.Append("inc-b", "b1")], default);

        var outcomes = await ledger.Store.Append(
        [
            Sample.Append("inc-a", "a1", events: 2),
            Sample.Append("inc-b", "b2", after: null, events: 2),
            Sample.Append("inc-c", "c1") with { Guards = [new GuardChange("inc-case", "raised", Delta: 1)] },
            Sample.Append("inc-d", "d1") with { Guards = [new GuardChange("inc-case", "raised", RequireZero: true)] },
        ], default);

        Assert.Equal(
            [new AppendOutcome.Appended(), new AppendOutcome.Stale(1), new AppendOutcome.Appended(), new AppendOutcome.GuardRefused("inc-case", "raised", 1)], outcomes);
        Assert.Equal(2, (await ledger.Reader.Stream("inc-a")).Count);
        Assert.Single(await ledger.Reader.Stream("inc-b"));
        Assert.Empty(await ledger.Reader.Stream("inc-d"));
        Assert.Null(await ledger.Reader.Command("inc-d", "d1"));
    }

    // F13: 50 concurrent creates with one command id.
    protected async Task Append_FiftyConcurrentCreatesWithOneCommandId_MakeOneStream()
    {
        await using var ledger = await Create();
        await using var silos = new Silos(ledger, 2);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => silos.Writer(i).Append(Sample.Append("inc-a", "c1"))));

        Assert.Equal(1, outcomes.Count(o => o is AppendOutcome.Appended));
        Assert.Equal(49, outcomes.Count(o => o is AppendOutcome.Repeated(1, 1)));
        Assert.Single(await ledger.Reader.Stream("inc-a"));
    }

    // F4: the writer finds out by reading that its first try took effect.
    protected async Task Append_WhoseAnswerIsLost_IsReportedAndMadeOnce()
    {
        await using var ledger = await Create();
        await using var silos = new Silos(ledger, 1, store => new LostAnswer(store));

        Assert.IsType<AppendOutcome.Appended>(await silos.Writer(0).Append(Sample.Append("inc-a", "c1", events: 2)));
        Assert.Equal(2, (await ledger.Reader.Stream("inc-a")).Count);
    }

    // F19: appends in opposite stream order, from two silos: no deadlock reaches a caller.
    protected async Task Append_OppositeStreamOrders_NeverDeadlock()
    {
        await using var ledger = await Create();
        var other = ledger.Open();
        var streams = Enumerable.Range(0, 20).Select(i => $"inc-{i:00}").ToArray();
        for (var round = 0; round < 20; round++)
        {
            var heads = (await ledger.Reader.Heads("inc-case")).ToDictionary(h => h.Stream);
            LedgerAppend[] Batch(string tag, IEnumerable<string> order) =>
                [.. order.Select(s => Sample.Append(s, $"{tag}{round}", heads.GetValueOrDefault(s)) with { Guards = [new GuardChange("inc-case", s, Delta: 1)] })];
            var outcomes = await Task.WhenAll(
                Task.Run(() => Resolve(ledger.Store.Append(Batch("a", streams), default))),
                Task.Run(() => Resolve(other.Append(Batch("b", streams.Reverse()), default))));

            // Creating the same streams at once may fail one batch as a whole (the writer then makes each append alone); it never half-writes.
            foreach (var seq in (await ledger.Reader.Heads("inc-case")).Select(h => h.Seq))
            {
                Assert.Equal(round + 1, seq);
            }

            Assert.Equal(20, outcomes.Sum(o => o.Count(x => x is AppendOutcome.Appended)));
        }
    }

    protected async Task Appends_OfManyWritersOnTwoSilos_KeepEveryAcknowledgedCommandOnce(int seed)
    {
        await using var ledger = await Create();
        await using var silos = new Silos(ledger, 2);
        var acknowledged = await new ConcurrentLoad(seed, silos, ledger.Reader).Run(writers: 16, commandsEach: 40, streams: 12);

        var all = new List<StoredEvent>();
        while (await ledger.Reader.Tail(all.Count == 0 ? 0 : all[^1].Position, 200) is { Count: > 0 } page)
        {
            all.AddRange(page);
        }

        var chains = new ChainVerifier("inc-case");
        Assert.All(all, e => Assert.Null(chains.Check(e.Event)));
        var counts = all.GroupBy(e => System.Text.Encoding.UTF8.GetString(e.Content)).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(acknowledged.Order(), counts.Keys.Order());
        Assert.All(counts, c => Assert.Equal(1, c.Value));
    }

    // What a follower has read up to a position is complete, though many connections commit at once.
    protected async Task Tail_WhileManyAppend_NeverSkipsAPosition(int seed)
    {
        await using var ledger = await Create();
        await using var silos = new Silos(ledger, 4);
        var load = new ConcurrentLoad(seed, silos, ledger.Reader).Run(writers: 16, commandsEach: 60, streams: 40);
        var followed = new List<long>();
        while (!load.IsCompleted || await ledger.Reader.LastPosition() > followed.LastOrDefault())
        {
            followed.AddRange((await ledger.Reader.Tail(followed.LastOrDefault(), 50)).Select(e => e.Position));
        }

        await load;
        var recorded = await ledger.Store.Read(async c => (await c.QueryAsync<long>("SELECT position FROM ledger_event ORDER BY position")).ToList());
        Assert.Equal(recorded, followed);
    }

    protected async Task Guard_RaisedAndRequiredAtOnce_NeverLetsBothThrough()
    {
        await using var ledger = await Create();
        await using var silos = new Silos(ledger, 2);
        for (var round = 0; round < 30; round++)
        {
            var raise = silos.Writer(0).Append(Sample.Append($"tsk-{round}", "raise") with { Guards = [new GuardChange($"inc-{round}", "mandatory_open", Delta: 1)] });
            var close = silos.Writer(1).Append(Sample.Append($"inc-{round}", "close") with { Guards = [new GuardChange($"inc-{round}", "mandatory_open", RequireZero: true)] });
            Assert.IsType<AppendOutcome.Appended>(await raise);
            var raised = await PositionOf(ledger, $"tsk-{round}");
            if (await close is AppendOutcome.Appended)
            {
                // Allowed only if the close came first.
                Assert.True(await PositionOf(ledger, $"inc-{round}") < raised, $"round {round}: closed although a mandatory task was open");
            }
        }
    }

    protected async Task Redaction_DestroysThePayloadAndKeepsTheChain()
    {
        await using var ledger = await Create();
        var first = Sample.Append("inc-a", "c1", content: "secret words");
        await ledger.Store.Append([first], default);
        await ledger.Store.Append([Sample.Append("inc-a", "c2", Sample.Head(first)) with { Redactions = [new PayloadRedaction(1, "{}"u8.ToArray())] }], default);

        var stored = await ledger.Reader.Stream("inc-a");
        Assert.True(stored[0].Redacted);
        Assert.Null(stored[0].Event.Salt);
        Assert.Equal("{}"u8.ToArray(), stored[0].Content);
        var chains = new ChainVerifier("inc-case");
        Assert.All(stored, e => Assert.Null(chains.Check(e.Event)));
        Assert.Equal(1, chains.RedactedCount);
    }

    protected async Task List_ByTitle_IgnoresTheCaseOfAllLetters()
    {
        await using var ledger = await Create();
        var row = new CaseIndexRow("inc-a", "École 100% d'ÉTÉ", "", 1, 0, "", false, 1, 1, 1, null);
        await ledger.Store.Append([Sample.Append("inc-a", "c1") with { Index = row }], default);
        foreach (var (filter, found) in new[] { ("\"ÉCOLE\"", 1), ("\"école 100%\"", 1), ("\"été\"", 1), ("ecole", 0), ("\"100_\"", 0) })
        {
            var page = await new IncidentIndex(ledger.Store).List(Incidents.People.Rana, IncidentQuery.Parse("title : " + filter, "", 0, ""));
            Assert.True(found == page.Total, $"{filter}: {page.Total}");
        }
    }

    protected async Task ClockSet_ReplacesOrRemovesWhateverWasSet()
    {
        await using var ledger = await Create();
        var first = Sample.Append("tsk-a", "c1") with { Clock = new ClockSet("task-due", 1_000) };
        var later = Sample.Append("tsk-a", "c2", Sample.Head(first)) with { Clock = new ClockSet("task-due", 2_000) };
        var gone = Sample.Append("tsk-a", "c3", Sample.Head(later)) with { Clock = new ClockSet("task-due", null) };
        await ledger.Store.Append([first], default);
        Assert.Equal([(1_000L, 1L)], await Rows());
        await ledger.Store.Append([later], default);
        Assert.Equal([(2_000L, 2L)], await Rows());
        await ledger.Store.Append([gone], default);
        Assert.Empty(await Rows());

        async Task<List<(long, long)>> Rows() => await ledger.Store.Read(async c => (await c.QueryAsync<(long, long)>("SELECT due_at, armed FROM clock")).ToList());
    }

    protected async Task Clock_SetAnewWhileClaimed_KeepsItsNewInstant()
    {
        await using var ledger = await Create();
        var time = new FakeTimeProvider(Instants.FromMicros(1_500));
        var clocks = new Clocks(ledger.Store, time);
        var first = Sample.Append("tsk-a", "c1") with { Clock = new ClockSet("task-due", 1_000) };
        await ledger.Store.Append([first], default);
        var claimed = Assert.Single(await clocks.Claim("task-due", 10));
        Assert.Equal(new DueClock("tsk-a", "task-due", 1_000, 1), claimed);
        Assert.Empty(await clocks.Claim("task-due", 10));

        var anew = Sample.Append("tsk-a", "c2", Sample.Head(first)) with { Clock = new ClockSet("task-due", 5_000_000) };
        await ledger.Store.Append([anew], default);
        await clocks.Complete(claimed);
        Assert.Empty(await clocks.Claim("task-due", 10));
        time.SetUtcNow(Instants.FromMicros(5_000_000));
        var again = Assert.Single(await clocks.Claim("task-due", 10));
        Assert.Equal((5_000_000, 2), (again.DueAt, again.Armed));
        await clocks.Complete(again);
        time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await clocks.Claim("task-due", 10));
    }

    // The silo that claimed it died: another takes the clock up within its lease, with the instant that passed.
    protected async Task Clock_WhoseClaimantDied_IsClaimedAgain()
    {
        await using var ledger = await Create();
        var time = new FakeTimeProvider(Instants.FromMicros(1_500));
        await ledger.Store.Append([Sample.Append("tsk-a", "c1") with { Clock = new ClockSet("task-due", 1_000) }], default);
        Assert.Single(await new Clocks(ledger.Store, time).Claim("task-due", 10));
        time.Advance(TimeSpan.FromSeconds(19));
        Assert.Empty(await new Clocks(ledger.Open(), time).Claim("task-due", 10));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1_000, Assert.Single(await new Clocks(ledger.Open(), time).Claim("task-due", 10)).DueAt);
    }

    protected async Task Clock_ClaimedByManyAtOnce_IsActedOnByOne()
    {
        await using var ledger = await Create();
        await ledger.Store.Append([.. Enumerable.Range(0, 20).Select(i => Sample.Append($"tsk-{i:00}", "c1") with { Clock = new ClockSet("task-due", 1_000) })], default);
        var stores = Enumerable.Range(0, 4).Select(_ => ledger.Open()).ToArray();
        var claimed = (await Task.WhenAll(stores.Select(s => new Clocks(s, TimeProvider.System).Claim("task-due", 20)))).SelectMany(c => c.Select(d => d.Owner)).ToList();
        Assert.Distinct(claimed);
        Assert.Equal(20, claimed.Count);
    }

    protected async Task Tasks_AreListedAsFilteredSortedAndVisible()
    {
        await using var ledger = await Create();
        var now = Instants.FromMicros(10_000);
        var open = new CaseIndexRow("inc-open", "Open", "", 1, 0, "", false, 1, 1, 1, null);
        var closed = new CaseIndexRow("inc-hidden", "Hidden", "", 1, 0, "", true, 1, 1, 1, [Incidents.People.Paula.Person]);
        await ledger.Store.Append([Sample.Append("inc-open", "c1") with { Index = open }, Sample.Append("inc-hidden", "c1") with { Index = closed }], default);
        await ledger.Store.Append(
        [
            Row("tsk-a", "inc-open", "Überweisung", TaskState.Open, due: 5_000),
            Row("tsk-b", "inc-open", "Second", TaskState.Verified, due: 6_000),
            Row("tsk-c", "inc-open", "Third", TaskState.Blocked, due: 50_000, mandatory: true),
            Row("tsk-d", "inc-open", "Fourth", TaskState.InProgress, due: null, priority: TaskPriority.Urgent, assignee: "idp|kim"),
            Row("tsk-e", "inc-hidden", "Fifth", TaskState.Open, due: 1_000, mandatory: true),
        ], default);
        var index = new TaskIndex(ledger.Store);

        foreach (var (incident, filter, order, found) in new[]
        {
            ("", "", "", "a b c d"), ("inc-hidden", "", "", ""), ("inc-open", "", "due_at desc", "d c b a"),
            ("", "overdue = true", "", "a"), ("", "overdue = false", "", "b c d"), ("", "mandatory = true", "", "c"), ("", "mandatory != true AND open = true", "", "a d"),
            ("", "state = IN_PROGRESS", "", "d"), ("", "priority >= HIGH", "", "d"), ("", "assignee = \"idp|kim\"", "", "d"), ("", "title : \"ÜBER\"", "", "a"),
            ("", "due_at <= 1970-01-01T00:00:00.006Z", "", "a b"), ("", "", "priority desc", "d c b a"),
        })
        {
            Assert.Equal(found, await List(index, Incidents.People.Rana, incident, filter, order));
        }

        Assert.Equal("e a b c d", await List(index, Incidents.People.Paula, "", "", ""));
        Assert.Equal([new OpenTask("tsk-c", "Third")], await index.MandatoryOpen("inc-open", 10));
        Assert.Equal(["tsk-a"], await index.Among("inc-open", ["tsk-a", "tsk-e"]));

        async Task<string> List(TaskIndex tasks, Actor actor, string incident, string filter, string order)
        {
            // Two at a time, so that every list continues over pages.
            var (ids, token) = (new List<string>(), "");
            do
            {
                var query = TaskQuery.Parse(incident, filter, order, 2, token, now);
                var page = await tasks.List(actor, query);
                ids.AddRange(page.Rows.Take(2).Select(r => r.TaskId[4..]));
                token = page.Rows.Count > 2 ? query.TokenAfter(page.Rows[1]) : "";
            }
            while (token.Length > 0);
            return string.Join(' ', ids);
        }
    }

    private static LedgerAppend Row(
        string id, string incident, string title, TaskState state, long? due, bool mandatory = false, TaskPriority priority = TaskPriority.Normal, string assignee = "") =>
        Sample.Append(id, "c1", caseId: incident) with
        {
            Index = new TaskIndexRow(new RemediationTaskState
            {
                TaskId = id, IncidentId = incident, Title = title, State = state, Mandatory = mandatory, Priority = priority, Assignee = assignee,
                DueAt = due is { } at ? Instants.FromMicros(at) : null, Version = 1, CreatedAt = Instants.FromMicros(1), UpdatedAt = Instants.FromMicros(2),
            }),
        };

    // The service itself can't change what is recorded.
    protected async Task Events_AreNeitherChangedNorDeletedByTheService()
    {
        await using var ledger = await Create();
        await ledger.Store.Append([Sample.Append("inc-a", "c1")], default);
        foreach (var sql in new[]
        {
            "DELETE FROM ledger_event",
            "UPDATE ledger_event SET actor = 'x'",
            "UPDATE ledger_event SET at = 0",
            "UPDATE ledger_event SET payload = hash",
        })
        {
            await Tamper(ledger, sql);
        }

        Assert.Equal("test|writer", Assert.Single(await ledger.Reader.Stream("inc-a")).Header.Actor);
    }

    private static async Task<long> PositionOf(LedgerDatabase ledger, string stream) => (await ledger.Reader.One(stream, 1))!.Position;

    private static async Task<AppendOutcome[]> Resolve(Task<AppendOutcome[]> append)
    {
        try
        {
            return await append;
        }
        catch (System.Data.Common.DbException e) when (e.SqlState == "23505")
        {
            return [];
        }
    }
}
