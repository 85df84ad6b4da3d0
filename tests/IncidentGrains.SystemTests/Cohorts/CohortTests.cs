using IncidentGrains.Registry.Rows;
using IncidentGrains.Registry.Synthetic;
using IncidentGrains.SystemTests.Api;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Cohorts;

/// <summary>People imported into a real server are counted and found exactly as their generator knows them.</summary>
[Collection(RealProcesses.Name)]
public sealed class CohortTests(SharedServer server)
{
    private static readonly SyntheticFile File = new()
    {
        Rows = 30_000, Seed = 20251118, Duplicates = 0.07, Dirty = 0.01, LookAlikes = 0.001, Mix = SyntheticMix.Mixed,
        Categories = ["name", "email", "phone", "address"], Some = [new("entry_code", 0.05)],
    };

    [Fact]
    public async Task Cohorts_ThatOverlap_AreCountedExactly()
    {
        var rows = Seed.Setting("INCIDENTGRAINS_COHORT_ROWS", 30_000);
        SyntheticFile[] files = [File with { Rows = 4_536, Some = [] }, File with { First = 1_000, Rows = rows }, File with { First = rows * 2 / 3, Rows = rows / 2 }];
        var truth = new SyntheticTruth(files);
        var members = truth.Members().ToList();
        var cohorts = await CohortClient.Open(server.Admin);
        foreach (var (index, name) in new[] { "first", "grown", "later" }.Index())
        {
            var before = index == 0 ? 0 : await cohorts.Count();
            var import = await cohorts.Import(name, files[index], rowsPerChunk: Math.Max(7_000, rows / 100));
            Assert.Equal(ImportState.Sealed, import.State);
            var counts = truth.Files[index].Counts;
            Assert.Equal(
                (counts.Rows - counts.Rejected.Values.Sum(), counts.Rejected.Values.Sum(), counts.Duplicates, counts.Members),
                (import.Result.Rows, import.Result.Rejected, import.Result.Duplicates, import.Result.Members));
            Assert.Equal(await cohorts.Count(), import.Result.Persons);
            Assert.Equal(import.Result.Persons - before, import.Result.Added);
        }

        Assert.Equal(members.Count, await cohorts.Count());
        Assert.Equal(members.Count(m => m.In(1) && !m.In(0)), await cohorts.Count("cohort(grown) - cohort(first)"));
        var code = 1UL << truth.Categories.Index().Single(c => c.Item == "entry_code").Index;
        Assert.Equal(members.Count(m => m.In(2) && !m.In(1) && (m.Categories & code) != 0), await cohorts.Count("cohort(later) - cohort(grown) & category(entry_code)"));
        Assert.Equal(
            members.CountBy(m => m.Jurisdiction).Select(g => (g.Key, (long)g.Value)).OrderBy(g => g.Key, StringComparer.Ordinal),
            (await cohorts.Groups(AudienceGroup.Jurisdiction)).Select(g => (g.Key, g.Value)).OrderBy(g => g.Key, StringComparer.Ordinal));
        var compared = await cohorts.Api.CompareCohortsAsync(new CompareCohortsRequest { IncidentId = cohorts.IncidentId, CohortId = "grown", OtherCohortId = "later" });
        Assert.Equal(
            ((long)members.Count(m => m.In(1) && m.In(2)), (long)members.Count(m => m.In(1) && !m.In(2)), (long)members.Count(m => !m.In(1) && m.In(2))),
            (compared.Both, compared.OnlyFirst, compared.OnlyOther));
    }

    [Fact]
    public async Task LookUp_OfSomebodyAffectedAndOfNobody_TellsThemApartInEqualSizes()
    {
        var cohorts = await CohortClient.Open(server.Admin);
        await cohorts.Import("members", File with { Rows = 3_000, Dirty = 0, Duplicates = 0 });
        var session = await cohorts.OpenLookup();
        var rows = Rows(File with { Rows = 3_000, Dirty = 0, Duplicates = 0 }).Where(r => r[0].Length > 0).Take(50).ToList();
        var yes = await cohorts.LookUp(session.SessionId, rows.Select(r => CohortClient.MemberId(r[0])));
        var no = await cohorts.LookUp(session.SessionId, rows.Select(r => CohortClient.MemberId("x" + r[0])));
        Assert.All(yes.Answers, a => Assert.Equal((Affected.Yes, 1UL), (a.Affected, a.Cohorts)));
        Assert.All(yes.Answers, a => Assert.Equal(0xFUL, a.Categories & 0xF));
        Assert.All(no.Answers, a => Assert.Equal((Affected.No, 0UL, 0UL), (a.Affected, a.Cohorts, a.Categories)));
        Assert.Equal(yes.CalculateSize(), no.CalculateSize());

        var inColumns = await cohorts.LookUpValues(session.SessionId, [rows.Select(r => r[0]), rows.Select(r => "x" + r[0])]);
        Assert.Equal(2, inColumns.Count);
        var (somebody, nobody) = (inColumns[0], inColumns[1]);
        Assert.Equal(yes.Answers.Select(a => (a.Affected, a.Categories, a.Cohorts)), somebody.Affected.Zip(somebody.Categories, somebody.Cohorts));
        Assert.Equal(no.Answers.Select(a => (a.Affected, a.Categories, a.Cohorts)), nobody.Affected.Zip(nobody.Categories, nobody.Cohorts));
        Assert.Equal(somebody.CalculateSize(), nobody.CalculateSize());
        Assert.Equal((yes.CategoryNames, yes.CohortNames, yes.RegistryVersion), (nobody.CategoryNames, nobody.CohortNames, nobody.RegistryVersion));
        Assert.Equal(["name", "email", "phone", "address", "entry_code"], yes.CategoryNames);
    }

    [Fact]
    public async Task LookUpOfValues_ThatCannotBeAnswered_NamesWhatIsWrong()
    {
        var cohorts = await CohortClient.Open(server.Admin);
        await cohorts.Import("members", File with { Rows = 10 });
        var session = await cohorts.OpenLookup();
        async Task<Refusal> Refused(IdentifierKind kind, params IEnumerable<string> values)
        {
            var ids = new LookUpValuesRequest { IncidentId = cohorts.IncidentId, SessionId = session.SessionId, Kind = IdentifierKind.MemberId, Values = { "1", "2" } };
            using var call = cohorts.Api.LookUpValues();
            await call.RequestStream.WriteAsync(ids);
            await call.RequestStream.WriteAsync(new LookUpValuesRequest { IncidentId = cohorts.IncidentId, SessionId = session.SessionId, Kind = kind, Values = { values } });

            // Whoever asked before is answered.
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal(2, call.ResponseStream.Current.Affected.Count);
            return await Refusal.Of(() => call.ResponseStream.MoveNext(CancellationToken.None));
        }

        (await Refused(IdentifierKind.Unspecified, "1")).AssertInvalid("kind");
        (await Refused(IdentifierKind.MemberId, "1", " ")).AssertInvalid("values[1]");
        (await Refused(IdentifierKind.MemberId)).AssertInvalid("values");
        (await Refused(IdentifierKind.MemberId, Enumerable.Range(0, 1_001).Select(i => $"{i}"))).AssertInvalid("values");
    }

    [Fact]
    public async Task Erasure_ByTwoPeople_LeavesNobodyToBeFound()
    {
        var cohorts = await CohortClient.Open(server.Admin);
        var file = File with { Rows = 2_000, Dirty = 0 };
        await cohorts.Import("members", file, rowsPerChunk: 500);
        var person = Rows(file).Skip(700).First(r => r[0].Length > 0);
        var before = await cohorts.Count();
        var request = await cohorts.Api.RequestErasureAsync(new RequestErasureRequest
        {
            IncidentId = cohorts.IncidentId, CommandId = Clients.NewId(), Identifier = CohortClient.MemberId(person[0]), Reason = "Asked for in writing, ticket 4711",
        });
        Assert.Equal(ChangeState.Requested, request.State);

        using var second = await server.As("second", Role.Privacy);
        await new CohortsService.CohortsServiceClient(second.Invoker).ApproveChangeAsync(
            new ApproveChangeRequest { IncidentId = cohorts.IncidentId, CommandId = Clients.NewId(), ChangeId = request.ChangeId });
        var done = await Executed(cohorts, request.ChangeId);

        Assert.True(done.ChunksRewritten >= 1 && done.KeysDestroyed >= 3, $"{done.ChunksRewritten} chunks, {done.KeysDestroyed} keys");
        Assert.Equal(before - 1, await cohorts.Count());
        var session = await cohorts.OpenLookup();
        var answers = await cohorts.LookUp(session.SessionId, CohortClient.MemberId(person[0]), CohortClient.MemberId(Rows(file).First(r => r[0].Length > 0)[0]));
        Assert.Equal([Affected.No, Affected.Yes], answers.Answers.Select(a => a.Affected));
    }

    [Fact]
    public async Task Correction_ByTwoPeople_IsFoundByTheNewAddressAndCountedWhereThePersonLives()
    {
        var cohorts = await CohortClient.Open(server.Admin);
        var file = File with { Rows = 2_000, Dirty = 0, Mix = SyntheticMix.Korean };
        await cohorts.Import("members", file, rowsPerChunk: 500);
        var person = Rows(file).Skip(900).First(r => r[0].Length > 0 && r[2].Length > 0);
        Assert.Equal(0, await cohorts.Count("jurisdiction(TW)"));
        var request = await cohorts.Api.RequestCorrectionAsync(new RequestCorrectionRequest
        {
            IncidentId = cohorts.IncidentId, CommandId = Clients.NewId(), Identifier = CohortClient.MemberId(person[0]), Reason = "Moved, ticket 4712",
            Correction = new PersonCorrection { Email = "moved@taipei.example", Country = "TW" },
        });
        using var second = await server.As("second", Role.Privacy);
        await new CohortsService.CohortsServiceClient(second.Invoker).ApproveChangeAsync(
            new ApproveChangeRequest { IncidentId = cohorts.IncidentId, CommandId = Clients.NewId(), ChangeId = request.ChangeId });
        await Executed(cohorts, request.ChangeId);

        var session = await cohorts.OpenLookup();
        var answers = await cohorts.LookUp(session.SessionId, CohortClient.Email("Moved@Taipei.example"), CohortClient.Email(person[2]), CohortClient.MemberId(person[0]));
        Assert.Equal([Affected.Yes, Affected.No, Affected.Yes], answers.Answers.Select(a => a.Affected));
        Assert.Equal(1, await cohorts.Count("jurisdiction(TW)"));
        Assert.Equal(new SyntheticTruth(file).Files[0].Counts.Members, await cohorts.Count());
    }

    [Fact]
    public async Task Erasure_InAConfirmedBreach_IsRefusedUnderItsDefaultHold()
    {
        var cohorts = await CohortClient.Open(server.Admin);
        var file = File with { Rows = 500 };
        await cohorts.Import("members", file);
        var incidents = server.Admin.Incidents;
        await incidents.TriageIncidentAsync(new TriageIncidentRequest { IncidentId = cohorts.IncidentId, CommandId = Clients.NewId(), Severity = Severity.High, Reasons = { "Door codes" } });
        await incidents.ConfirmIncidentAsync(new ConfirmIncidentRequest { IncidentId = cohorts.IncidentId, CommandId = Clients.NewId(), Note = "It is one" });
        var request = await cohorts.Api.RequestErasureAsync(new RequestErasureRequest
        {
            IncidentId = cohorts.IncidentId, CommandId = Clients.NewId(), Identifier = CohortClient.MemberId(Rows(file).First(r => r[0].Length > 0)[0]), Reason = "Asked for in writing",
        });
        using var second = await server.As("second", Role.Privacy);
        var approve = new ApproveChangeRequest { IncidentId = cohorts.IncidentId, CommandId = Clients.NewId(), ChangeId = request.ChangeId };
        await Refusal.Expect(Grpc.Core.StatusCode.FailedPrecondition, "hold.active", async () => await new CohortsService.CohortsServiceClient(second.Invoker).ApproveChangeAsync(approve));
    }

    [Fact]
    public async Task Import_ThatIsCancelled_LeavesNothing_AndAnotherCanBegin()
    {
        var cohorts = await CohortClient.Open(server.Admin);
        await cohorts.Define("members", [.. File.AllCategories]);
        var import = await cohorts.Begin("members");
        var chunks = CohortClient.Chunks(File with { Rows = 2_000 }, rowsPerChunk: 500);
        await cohorts.Upload(import.ImportId, chunks);
        await cohorts.Api.CancelImportAsync(new CancelImportRequest { IncidentId = cohorts.IncidentId, CommandId = Clients.NewId(), ImportId = import.ImportId, Reason = "The wrong file" });
        await using var registry = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(server.Process.Data, "registry.db")};Mode=ReadOnly;Pooling=False");
        await registry.OpenAsync();
        await using var left = registry.CreateCommand();
        left.CommandText = "SELECT (SELECT count(*) FROM blob WHERE owner = $import) + (SELECT count(*) FROM import_chunk WHERE import_id = $import)";
        left.Parameters.AddWithValue("$import", import.ImportId);
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((long)(await left.ExecuteScalarAsync(bound.Token))! > 0)
        {
            await Task.Delay(50, bound.Token);
        }

        var again = await cohorts.Begin("members");
        await cohorts.Upload(again.ImportId, chunks);
        Assert.Equal(ImportState.Sealed, (await cohorts.Seal(again.ImportId, chunks)).State);
    }

    /// <summary>The rows of a clean file as cells, read plainly.</summary>
    internal static IEnumerable<string[]> Rows(SyntheticFile file)
    {
        var block = new RowBlock();
        var parser = new RowParser(new RowMapping { Categories = file.AllCategories }, new Registry.Keys.PersonKeys(new byte[16]));
        foreach (var chunk in CohortClient.Chunks(file))
        {
            parser.Parse(chunk.Bytes, chunk.FirstLine, block);
            for (var row = 0; row < block.Count; row++)
            {
                yield return [.. new[] { RowField.MemberId, RowField.Name, RowField.Email, RowField.Phone, RowField.Address }.Select(f => System.Text.Encoding.UTF8.GetString(block.Column(f)[row]))];
            }
        }
    }

    internal static async Task<PersonChange> Executed(CohortClient cohorts, string changeId)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var change = (await cohorts.Api.ListChangesAsync(new ListChangesRequest { IncidentId = cohorts.IncidentId })).Changes.Single(c => c.ChangeId == changeId);
            if (change.State == ChangeState.Executed)
            {
                return change;
            }

            await Task.Delay(100, bound.Token);
        }
    }
}
