using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Incidents.Import;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;
using IncidentGrains.Law.Yaml;

namespace IncidentGrains.Tests.Import;

public sealed class RowMapperTests
{
    private const string Mapping = """
        name: A register
        register: reg
        time_zone: America/Los_Angeles
        date_format: [MM/dd/yyyy]
        columns:
          id: Id
          title: "{Name}[: {Cause}]"
          awareness: {column: Aware, asserted_by: controller}
          notified: Told
          affected: People
          jurisdictions: [US-WA]
          facts:
            - kind: cause
              column: Cause
              values: {Attack: external_intrusion, Access: external_intrusion, Loss: loss}
              original: "Cause in the register: {Cause}"
        check: {from: awareness, to: notified, days_column: Days}
        """;

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Map_WholeRow_OpensAnIncidentWithAllThatItSays()
    {
        var (opening, _) = Map("7,Acme,Attack,03/13/2021,03/15/2021,12,2");

        var request = opening!.Request;
        Assert.Equal(("reg:7", "Acme: Attack", "2"), (request.Reference, request.Title, opening.RegisterDays));
        Assert.Matches("^import:reg:7:[0-9a-f]{16}$", request.CommandId);
        // Midnight in Los Angeles, before and after the clock change.
        Assert.Equal("2021-03-13T08:00:00Z", Text(request.AwarenessClaims.Single().AwareAt));
        Assert.Equal("2021-03-15T07:00:00Z", Text(request.Facts.Single(f => f.Kind == FactKind.Notified).Instant));
        Assert.Equal(12, request.Facts.Single(f => f.Kind == FactKind.Affected).Count);
        Assert.Equal("external_intrusion", request.Facts.Single(f => f.Kind == FactKind.Cause).Text);
        Assert.Equal("Cause in the register: Attack", request.Facts.Single(f => f.Kind == FactKind.Other).Text);
        Assert.Equal(["US-WA"], request.Facts.Single(f => f.Kind == FactKind.Jurisdictions).Values);
    }

    [Fact]
    public void Map_EmptyCells_ClaimNothing()
    {
        var (opening, _) = Map("7,Acme,,,,,");

        Assert.Equal("Acme", opening!.Request.Title);
        Assert.Empty(opening.Request.AwarenessClaims);
        Assert.Equal([FactKind.Jurisdictions], opening.Request.Facts.Select(f => f.Kind));
    }

    [Theory]
    [InlineData(",Acme,Attack,03/13/2021,,,", "Id", "no id")]
    [InlineData("7,,Attack,03/13/2021,,,", "Name", "no title")]
    [InlineData("7,Acme,Attack,02/30/2021,,,", "Aware", "no date")]
    [InlineData("7,Acme,Attack,2021-03-13,,,", "Aware", "no date")]
    [InlineData("7,Acme,Attack,03/13/2031,,,", "Aware", "future")]
    [InlineData("7,Acme,Attack,,,12.5,", "People", "no whole number")]
    [InlineData("7,Acme,Attack,,,-1,", "People", "no whole number")]
    [InlineData("7,Acme,Storm,,,,", "Cause", "does not say")]
    [InlineData("7,Ac\u001bme,Attack,,,,", "Name", "control character")]
    public void Map_RowThatCannotBeRead_IsARejectThatNamesTheColumn(string row, string column, string reason)
    {
        var (_, reject) = Map(row);

        Assert.Equal(column, reject!.Column);
        Assert.Contains(reason, reject.Reason, StringComparison.Ordinal);
        Assert.Equal(row, reject.Raw);
    }

    [Fact]
    public void Map_SecondRowOfAnId_IsARejectThatNamesTheFirstLine()
    {
        var mapper = Mapper();

        mapper.Map(Record(5, "7,Acme,Attack,,,,"));
        var (_, reject) = mapper.Map(Record(9, "7,Acme,Attack,,,,"));

        Assert.Equal("the id 7 stands already on line 5", reject!.Reason);
    }

    [Fact]
    public void Map_SameRow_HasTheSameCommandId_AndAnotherRowAnother()
    {
        Assert.Equal(Map("7,Acme,,,,,").Opening!.Request.CommandId, Map("7,Acme,,,,,").Opening!.Request.CommandId);
        Assert.NotEqual(Map("7,Acme,,,,,").Opening!.Request.CommandId, Map("7,Acme,,,,1,").Opening!.Request.CommandId);
        Assert.Matches("^[A-Za-z0-9._:-]{1,64}$", Map($"é/{new string('9', 80)},Acme,,,,,").Opening!.Request.CommandId);
    }

    [Fact]
    public void Read_UnknownKey_IsRefusedWithItsLine()
    {
        var e = Assert.Throws<YamlRefusedException>(() => Read(Mapping.Replace("  notified:", "  notifed:", StringComparison.Ordinal)));

        Assert.Equal(9, e.Line);
        Assert.Contains("'notifed'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("America/Los_Angeles", "America/Seattle", 3)]
    [InlineData("[MM/dd/yyyy]", "[MM/dd]", 4)]
    [InlineData("kind: cause", "kind: reason", 13)]
    [InlineData("original: ", "#", 15)]
    public void Read_MappingThatCannotWork_IsRefusedWithItsLine(string right, string wrong, int line) =>
        Assert.Equal(line, Assert.Throws<YamlRefusedException>(() => Read(Mapping.Replace(right, wrong, StringComparison.Ordinal))).Line);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData(" =1", "' =1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("-a,\"b\"", "\"'-a,\"\"b\"\"\"")]
    [InlineData("plain", "plain")]
    public void Cell_ThatASpreadsheetWouldCompute_IsText(string raw, string cell) => Assert.Equal(cell, RejectsFile.Cell(raw));

    [Fact]
    public void RegisterFile_WithoutAColumnOfTheMapping_IsRefused()
    {
        using var file = new MemoryStream("Id,Name\n"u8.ToArray());

        Assert.Contains("'Aware'", Assert.Throws<UsageException>(() => new RegisterFile(file, Read(Mapping))).Message, StringComparison.Ordinal);
    }

    private static (Opening? Opening, RowReject? Reject) Map(string row) => Mapper().Map(Record(2, row));

    private static RowMapper Mapper() => new(Read(Mapping), ["Id", "Name", "Cause", "Aware", "Told", "People", "Days"], Now);

    private static CsvRecord Record(long line, string row) => new(line, row, row.Split(','));

    private static RegisterMapping Read(string text)
    {
        using var reader = new StringReader(text);
        return RegisterMappingReader.Read(reader);
    }

    private static string Text(Google.Protobuf.WellKnownTypes.Timestamp instant) => instant.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);
}
