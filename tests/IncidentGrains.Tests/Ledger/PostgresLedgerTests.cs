using Dapper;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Tests.Ledger;

/// <summary>The ledger's promises on PostgreSQL.</summary>
public sealed class PostgresLedgerTests : LedgerRules
{
    [PostgresFact]
    public Task Append_NewCommand_IsWrittenWhole_Holds() => Append_NewCommand_IsWrittenWhole();

    [PostgresFact]
    public Task Append_SameCommandAgain_ReturnsTheFirstOutcome_Holds() => Append_SameCommandAgain_ReturnsTheFirstOutcome();

    [PostgresFact]
    public Task Append_BatchWithConflict_RefusesOnlyThatCommandWhole_Holds() => Append_BatchWithConflict_RefusesOnlyThatCommandWhole();

    [PostgresFact]
    public Task Append_FiftyConcurrentCreatesWithOneCommandId_MakeOneStream_Holds() => Append_FiftyConcurrentCreatesWithOneCommandId_MakeOneStream();

    [PostgresFact]
    public Task Append_OppositeStreamOrders_NeverDeadlock_Holds() => Append_OppositeStreamOrders_NeverDeadlock();

    [PostgresFact]
    public Task Appends_OfManyWritersOnTwoSilos_KeepEveryAcknowledgedCommandOnce_Holds() => Appends_OfManyWritersOnTwoSilos_KeepEveryAcknowledgedCommandOnce(20251118);

    [PostgresFact]
    public Task Tail_WhileManyAppend_NeverSkipsAPosition_Holds() => Tail_WhileManyAppend_NeverSkipsAPosition(20251118);

    [PostgresFact]
    public Task Guard_RaisedAndRequiredAtOnce_NeverLetsBothThrough_Holds() => Guard_RaisedAndRequiredAtOnce_NeverLetsBothThrough();

    [PostgresFact]
    public Task Redaction_DestroysThePayloadAndKeepsTheChain_Holds() => Redaction_DestroysThePayloadAndKeepsTheChain();

    [PostgresFact]
    public Task Events_AreNeitherChangedNorDeletedByTheService_Holds() => Events_AreNeitherChangedNorDeletedByTheService();

    [PostgresFact]
    public Task Append_WhoseAnswerIsLost_IsReportedAndMadeOnce_Holds() => Append_WhoseAnswerIsLost_IsReportedAndMadeOnce();

    [PostgresFact]
    public Task List_ByTitle_IgnoresTheCaseOfAllLetters_Holds() => List_ByTitle_IgnoresTheCaseOfAllLetters();

    [PostgresFact]
    public Task ClockSet_ReplacesOrRemovesWhateverWasSet_Holds() => ClockSet_ReplacesOrRemovesWhateverWasSet();

    [PostgresFact]
    public Task Clock_SetAnewWhileClaimed_KeepsItsNewInstant_Holds() => Clock_SetAnewWhileClaimed_KeepsItsNewInstant();

    [PostgresFact]
    public Task Clock_WhoseClaimantDied_IsClaimedAgain_Holds() => Clock_WhoseClaimantDied_IsClaimedAgain();

    [PostgresFact]
    public Task Clock_ClaimedByManyAtOnce_IsActedOnByOne_Holds() => Clock_ClaimedByManyAtOnce_IsActedOnByOne();

    [PostgresFact]
    public Task Tasks_AreListedAsFilteredSortedAndVisible_Holds() => Tasks_AreListedAsFilteredSortedAndVisible();

    // F8: a process whose clock runs ahead fires nothing early; the database's own clock holds it back.
    [PostgresFact]
    public async Task Clock_OfAProcessThatRunsAhead_IsNotDueEarly()
    {
        await using var ledger = await Create();
        var inAnHour = IncidentGrains.Proof.Instants.ToMicros(TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1));
        await ledger.Store.Append([Sample.Append("tsk-a", "c1") with { Clock = new ClockSet("task-due", inAnHour) }], default);
        var ahead = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(1));
        Assert.Empty(await new Clocks(ledger.Store, ahead).Claim("task-due", 10));
    }

    internal override Task<LedgerDatabase> Create() => LedgerDatabase.Postgres();

    internal override async Task Tamper(LedgerDatabase ledger, string sql)
    {
        await using var source = Grains.LedgerRegistration.PostgresSource(ledger.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync(sql));
        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }
}
