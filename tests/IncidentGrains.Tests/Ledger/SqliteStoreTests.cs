using Dapper;
using IncidentGrains.Grains.Ledger;
using Microsoft.Data.Sqlite;

namespace IncidentGrains.Tests.Ledger;

/// <summary>What becomes of the one writing connection after an error: nothing that follows suffers from it.</summary>
public sealed class SqliteStoreTests
{
    // F9 in small.
    [Fact]
    public async Task Append_ThatDoesNotFit_IsRefusedWholeAndTheNextIsMadeOnceThereIsRoom()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        await ledger.Store.Append([Sample.Append("inc-a", "c1")], default);
        await ledger.Store.Write(c => c.ExecuteAsync("PRAGMA max_page_count = 1"));
        var large = Sample.Append("inc-b", "c1", content: new string('x', 1_000_000));

        var full = await Assert.ThrowsAsync<SqliteException>(() => ledger.Store.Append([large], default));
        Assert.Equal(SQLitePCL.raw.SQLITE_FULL, full.SqliteErrorCode);
        Assert.Single(await ledger.Reader.Stream("inc-a"));
        Assert.Empty(await ledger.Reader.Stream("inc-b"));

        await ledger.Store.Write(c => c.ExecuteAsync("PRAGMA max_page_count = 1000000"));
        Assert.IsType<AppendOutcome.Appended>(Assert.Single(await ledger.Store.Append([large], default)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_ThatLeavesATransactionOpen_IsUndoneAndTheNextIsNotInIt(bool throws)
    {
        const string LeftOpen = "BEGIN IMMEDIATE; INSERT INTO clock (owner, name, due_at, armed) VALUES ('inc-a', 'left', 0, 1)";
        await using var ledger = LedgerDatabase.Sqlite();
        var left = Record.ExceptionAsync(() => ledger.Store.Write(async c =>
            await c.ExecuteAsync(LeftOpen) >= 0 && throws ? throw new InvalidOperationException("in the middle") : true));
        Assert.Equal(throws, await left is not null);

        await ledger.Store.Write(c => c.ExecuteAsync("INSERT INTO clock (owner, name, due_at, armed) VALUES ('inc-a', 'next', 0, 1)"));
        Assert.IsType<AppendOutcome.Appended>(Assert.Single(await ledger.Store.Append([Sample.Append("inc-a", "c1")], default)));
        Assert.Equal("next", await ledger.Store.Read(c => c.QuerySingleAsync<string>("SELECT name FROM clock")));
    }
}
