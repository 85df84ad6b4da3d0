using System.Text;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Tests.Registry.Rows;

public sealed class RowParserTests
{
    private const string Header = "member_id,name,email,phone,address,country,subdivision,locale,categories\n";

    private static readonly PersonKeys Keys = new("0123456789abcdef"u8);
    private static readonly RowMapping Mapping = new() { Categories = ["name", "email", "entry_code"] };

    [Fact]
    public void Parse_WholeRow_GivesKeysProfileAndCells()
    {
        var block = Parse(Header + "M1,\"Kim, \"\"Min\"\"\",Kim@Shop.example,010-1234-5678,Seoul,US,CA,EN-us,email|name\n");

        Assert.Empty(block.Rejects);
        Assert.Equal(1, block.Count);
        Assert.Equal(Keys.Of(IdentifierKind.MemberId, "M1"u8), block.Identity[0]);
        Assert.Equal(Keys.Of(IdentifierKind.Email, "kim@shop.example"u8), block.Email[0]);
        // A US row: the Korean number is not possible there.
        Assert.True(block.Phone[0].IsNone);
        Assert.Equal(new RowProfile("US-CA", "en-US", ContactFlags.Email | ContactFlags.Address, 3), block.Profiles[block.Profile[0]]);
        Assert.Equal("Kim, \"Min\"", Text(block.Column(RowField.Name)[0]));
        Assert.Equal("Kim@Shop.example", Text(block.Column(RowField.Email)[0]));
        Assert.Equal(new RowWarnings(0, 1, 0), block.Warnings);
    }

    [Fact]
    public void Parse_IdentifierThatIsTheIdentity_IsNoSecondaryKey()
    {
        var block = Parse("email,phone,country\na@b.example,010-1234-5678,KR\n,01012345678,KR\nx,+82 010 1234 5678,KR\n");

        Assert.Equal(
            [Keys.Of(IdentifierKind.Email, "a@b.example"u8), Keys.Of(IdentifierKind.Phone, "+821012345678"u8), Keys.Of(IdentifierKind.Phone, "+821012345678"u8)],
            block.Identity[..3]);
        Assert.All(block.Email[..3], key => Assert.True(key.IsNone));
        Assert.Equal(block.Identity[1], block.Phone[0]);
        Assert.True(block.Phone[1].IsNone && block.Phone[2].IsNone);
        Assert.Equal([3, 2, 2], block.Profile[..3].Select(p => (int)block.Profiles[p].Contact));
    }

    [Theory]
    [InlineData("M1,a\"b,,,,KR,,,", "name", RejectReason.Quoting)]
    [InlineData("M1,\"a\"b,,,,KR,,,", "name", RejectReason.Quoting)]
    [InlineData("M1,\"a,,,,KR,,,", "name", RejectReason.Quoting)]
    [InlineData("M1,a", "", RejectReason.Cells)]
    [InlineData("M1,a,,,,KR,,,,", "", RejectReason.Cells)]
    [InlineData("M1,a\0,,,,KR,,,", "name", RejectReason.Encoding)]
    [InlineData("M1,a\rb,,,,KR,,,", "name", RejectReason.Encoding)]
    [InlineData("M1,\"a\u0007\",,,,KR,,,", "name", RejectReason.Encoding)]
    [InlineData("M1,a\u009Bb,,,,KR,,,", "name", RejectReason.Encoding)]
    [InlineData("M1,,,,,KR,,,name|nane", "categories", RejectReason.Category)]
    [InlineData(",a,x,12,Seoul,KR,,,name", "", RejectReason.Identifier)]
    public void Parse_BadRow_IsRejectedAloneAndNamesTheColumn(string row, string column, RejectReason reason)
    {
        var block = Parse(Header + "M0,,,,,KR,,,\n" + row + "\nM2,,,,,KR,,,\n");

        Assert.Equal([new RowReject(3, column, reason)], block.Rejects);
        Assert.Equal(["M0", "M2"], Cells(block, RowField.MemberId));
        Assert.Equal(3, block.Records);
    }

    [Fact]
    public void Parse_TabsAndLinesInQuotesAndSpecialSpaces_AreText()
    {
        var block = Parse(Header + "M1,\"a\r\nb\",,,\u00A0\u00E9,KR,,,\r\nM2,a\tb,,,,KR,,,");

        Assert.Empty(block.Rejects);
        Assert.Equal(["a\r\nb", "a\tb"], Cells(block, RowField.Name));
    }

    [Fact]
    public void Parse_LineLongerThanARecord_IsOneReject()
    {
        var block = Parse(Header + "M1," + new string('x', 70_000) + ",,,,KR,,,\nM2,,,,,KR,,,\n");

        Assert.Equal([new RowReject(2, "", RejectReason.Length)], block.Rejects);
        Assert.Equal(["M2"], Cells(block, RowField.MemberId));
    }

    [Fact]
    public void Parse_Constants_HoldWhereARowSaysNothing()
    {
        var mapping = Mapping with
        {
            Constants = new Dictionary<RowField, string> { [RowField.Country] = "TW", [RowField.Locale] = "zh-TW", [RowField.Categories] = "entry_code" },
        };

        var block = Parse("member_id,country,categories\n1,,\n2,JP,name\n3, , | \n", mapping);

        Assert.Equal([new("TW", "zh-TW", 0, 4), new("JP", "zh-TW", 0, 1), new("TW", "zh-TW", 0, 4)], block.Profile[..3].Select(p => block.Profiles[p]));
    }

    [Fact]
    public void Parse_MappedColumns_AreReadByTheirHeadersAndExtrasKept()
    {
        var mapping = Mapping with { Columns = new Dictionary<RowField, string> { [RowField.MemberId] = "ID" }, Extra = ["tier"] };

        var block = Parse("tier,secret, ID \ngold,x,7\n,y,8\n", mapping);

        Assert.Equal(["7", "8"], Cells(block, RowField.MemberId));
        Assert.Equal(["gold", ""], Enumerable.Range(0, 2).Select(i => Text(block.Extra[0][i])));
        Assert.Equal(["", ""], Cells(block, RowField.Name));
    }

    [Theory]
    [InlineData("member_id,nmae\n", "'nmae'")]
    [InlineData("name,address\n", "tells people apart")]
    [InlineData("member_id,member_id\n", "twice")]
    [InlineData("", "empty")]
    [InlineData("member_id,\"x\n", "can't be read")]
    public void Parse_HeaderThatDoesNotFit_IsRefusedByName(string file, string message) =>
        Assert.Contains(message, Assert.Throws<RowMappingException>(() => Parse(file)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_SameBlockAgain_HoldsTheLastChunkAlone()
    {
        var (parser, block) = (new RowParser(Mapping, Keys), new RowBlock());
        parser.Parse("member_id\n1\n2\n3\n"u8, 2, block);
        parser.Parse("member_id,name\n4,x\n5\n"u8, 100, block);

        Assert.Equal(["4"], Cells(block, RowField.MemberId));
        Assert.Equal([new RowReject(101, "", RejectReason.Cells)], block.Rejects);
        Assert.Equal(new RowWarnings(0, 0, 1), block.Warnings);
    }

    [Fact]
    public void IdentifierKey_OfAnyUsualSpelling_IsThatOfTheRow()
    {
        var parser = new RowParser(Mapping, Keys);
        var block = new RowBlock();
        parser.Parse(Encoding.UTF8.GetBytes(Header + "M1,,Kim@Shop.example,010-1234-5678,,KR,,,\n"), 2, block);

        Assert.Equal(block.Identity[0], parser.IdentifierKey(IdentifierKind.MemberId, " M1", ""));
        Assert.Equal(block.Email[0], parser.IdentifierKey(IdentifierKind.Email, "kim@SHOP.example", "JP"));
        Assert.Equal(block.Phone[0], parser.IdentifierKey(IdentifierKind.Phone, "+82 10 1234 5678", "US"));
        Assert.Equal(block.Phone[0], parser.IdentifierKey(IdentifierKind.Phone, "01012345678", "nowhere"));
        Assert.Null(parser.IdentifierKey(IdentifierKind.Email, "kim", "KR"));
    }

    internal static IEnumerable<string> Cells(RowBlock block, RowField field) => Enumerable.Range(0, block.Count).Select(i => Text(block.Column(field)[i]));

    private static string Text(ReadOnlySpan<byte> cell) => Encoding.UTF8.GetString(cell);

    private static RowBlock Parse(string file, RowMapping? mapping = null)
    {
        var block = new RowBlock();
        new RowParser(mapping ?? Mapping, Keys).Parse(Encoding.UTF8.GetBytes(file), 2, block);
        return block;
    }
}
