using IncidentGrains.Cli.Cohorts.Import;
using IncidentGrains.V1;
using IncidentGrains.Law.Yaml;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Tests.Cohorts.Import;

/// <summary>What columns mean, from YAML to the request and to the reader of rows.</summary>
public sealed class ImportMapTests
{
    private const string Yaml = """
        columns:
          email: E-Mail
          member_id: 회원번호
        country: kr
        categories: [email]
        extra: [tier]
        """;

    [Fact]
    public void Read_GivesWhatTheRequestCarries()
    {
        var mapping = ImportMap.Read(new StringReader(Yaml));
        Assert.Equal([(ImportField.MemberId, "회원번호"), (ImportField.Email, "E-Mail")], mapping.Columns.Select(c => (c.Field, c.Column)));
        Assert.Equal(("kr", "", "email", "tier"), (mapping.Country, mapping.DefaultRegion, Assert.Single(mapping.Categories), Assert.Single(mapping.Extra)));
    }

    [Fact]
    public void Normal_OfEqualMappings_IsEqual()
    {
        var recorded = new ImportMapping
        {
            Columns = { new MappedColumn { Field = ImportField.Email, Column = "E-Mail" }, new MappedColumn { Field = ImportField.MemberId, Column = "회원번호" } },
            Country = "KR", Categories = { "email" }, Extra = { "tier" }, DefaultRegion = "KR",
        };
        Assert.Equal(ImportMap.Normal(recorded), ImportMap.Normal(ImportMap.Read(new StringReader(Yaml))));
        Assert.NotEqual(ImportMap.Normal(recorded), ImportMap.Normal(new ImportMapping()));
    }

    [Fact]
    public void ForRows_CanBeCheckedAgainstAHeader()
    {
        var rows = ImportMap.ForRows(ImportMap.Read(new StringReader(Yaml)), new Cohort { Categories = { "email", "phone" } }, [IdentifierKind.Email]).Checked();
        Assert.Equal(("회원번호", "KR", "email"), (rows.Columns[RowField.MemberId], rows.Constants[RowField.Country], rows.Constants[RowField.Categories]));
        Assert.Equal([IncidentGrains.Registry.Keys.IdentifierKind.Email], rows.Identity);
    }

    [Theory]
    [InlineData("column:\n  email: a\n", "column")]
    [InlineData("columns:\n  mail: a\n", "mail")]
    [InlineData("columns: [a]\n", "columns")]
    public void Read_OfWhatIsUnknown_NamesIt(string yaml, string named) =>
        Assert.Contains($"'{named}'", Assert.Throws<YamlRefusedException>(() => ImportMap.Read(new StringReader(yaml))).Message, StringComparison.Ordinal);
}
