using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Tests.Registry.Rows;

public sealed class RowMappingTests
{
    private const string Whole =
        """{"columns":{"member_id":"ID","email":"E-mail"},"constants":{"country":"KR","categories":"name|email"},"extra":["tier"],"default_region":"JP","categories":["name","email"],"identity":["email","member_id"]}""";

    [Fact]
    public void Json_OfAMapping_IsReadAsTheSame()
    {
        var mapping = RowMappingJson.Read(Whole);

        Assert.Equal("E-mail", mapping.Columns[RowField.Email]);
        Assert.Equal("name|email", mapping.Constants[RowField.Categories]);
        Assert.Equal(["tier"], mapping.Extra);
        Assert.Equal([IdentifierKind.Email, IdentifierKind.MemberId], mapping.Identity);
        Assert.Equal("JP", mapping.DefaultRegion);
        Assert.Equal(Whole, RowMappingJson.Write(mapping));
    }

    [Fact]
    public void Json_Empty_HasTheDefaults() => Assert.Equal(
        """{"columns":{},"constants":{},"extra":[],"default_region":"KR","categories":[],"identity":["member_id","email","phone"]}""",
        RowMappingJson.Write(RowMappingJson.Read("{}")));

    [Theory]
    [InlineData("nonsense", "no JSON")]
    [InlineData("[]", "object")]
    [InlineData("""{"colums":{}}""", "'colums'")]
    [InlineData("""{"columns":{"mail":"x"}}""", "no field 'mail'")]
    [InlineData("""{"columns":{"email":7}}""", "'columns.email'")]
    [InlineData("""{"columns":{"email":"a","email":"b"}}""", "'email' twice")]
    [InlineData("""{"columns":{"email":"a","phone":"a"}}""", "'a' twice")]
    [InlineData("""{"columns":{"email":" a"}}""", "blanks")]
    [InlineData("""{"extra":"tier"}""", "list")]
    [InlineData("""{"identity":["name"]}""", "'name' can't tell")]
    [InlineData("""{"identity":[]}""", "at least one")]
    [InlineData("""{"identity":["email","email"]}""", "twice")]
    [InlineData("""{"default_region":"Korea"}""", "'Korea'")]
    [InlineData("""{"categories":["Name"]}""", "'Name'")]
    [InlineData("""{"categories":["name","name"]}""", "'name' twice")]
    [InlineData("""{"constants":{"country":"XX"}}""", "'XX'")]
    [InlineData("""{"constants":{"email":"a@b.c"}}""", "'email' can't be the same")]
    [InlineData("""{"categories":["name"],"constants":{"categories":"nmae"}}""", "'nmae'")]
    public void Json_ThatCannotWork_IsRefusedAndSaysWhatToChange(string json, string message) =>
        Assert.Contains(message, Assert.Throws<RowMappingException>(() => RowMappingJson.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Checked_MoreCategoriesThanBits_IsRefused()
    {
        string[] names = [.. Enumerable.Range(0, 65).Select(i => $"c{i}")];

        Assert.Equal(64, new RowMapping { Categories = names[..64] }.Checked().Categories.Count);
        Assert.Contains("65", Assert.Throws<RowMappingException>(() => new RowMapping { Categories = names }.Checked()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_All64Categories_UsesAllBits()
    {
        var mapping = new RowMapping { Categories = [.. Enumerable.Range(0, 64).Select(i => $"c{i}")] };
        var block = new RowBlock();

        new RowParser(mapping, new PersonKeys(new byte[16])).Parse("member_id,categories\n1,\n2,c63\n"u8, 2, block);

        Assert.Equal([ulong.MaxValue, 1UL << 63], block.Profile[..2].Select(p => block.Profiles[p].Categories));
    }
}
