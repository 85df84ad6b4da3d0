using System.Text;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Tests.Registry.Rows;

/// <summary>The parser against the plain one, and chunks against the whole, on files that somebody made to break it.</summary>
public sealed class RowParserFuzzTests
{
    private const int Files = 1_600;

    private static readonly PersonKeys Keys = new("fedcba9876543210"u8);
    private static readonly RowMapping Mapping = new() { Categories = ["name", "email"] };
    private static readonly RowParser Parser = new(Mapping, Keys);
    private static readonly string[] Headers = ["member_id,email,phone,country\n", "\uFEFFemail,name\r\n", "name,\"phone\",categories,address\n", "\n\nmember_id\n"];

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            ",", ",", ",", "\n", "\n", "\r\n", "\"", "\"\"", "\",", ",\"", "\"\n", "\r", "\t", " ", "a", "kim@shop.example", "К@shop.example", "010-1234-5678", "+82 10 1234", "KR",
            "김민준", "é", "\u00A0", "\u0085", "\0", "\u007F", "name|email", "name", "|", "서울특별시 강남구, 101동", "\U0001F600", "M100", "e\u0301", new string('x', 70), "\n\n",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC3], [0xED, 0xA0, 0x80], [0xF5], [0xE0, 0x80, 0x80], [0x80], [0xEA, 0xB9],
    ];

    [Fact]
    public void Parse_HostileFiles_EqualsThePlainParser()
    {
        var random = new Random(33_673_817);
        var (rows, rejects) = (0, 0);
        for (var i = 0; i < Files; i++)
        {
            var file = File(random, random.Next(4) == 0 ? 600 : 60);
            var plain = new PlainParser(Mapping, Keys);
            plain.Parse(file);
            var block = Parse(file);

            AssertSame(plain, block, file, i);
            rows += block.Count;
            rejects += block.Rejects.Count;
        }

        Assert.True(rows > Files && rejects > Files, $"{rows} rows, {rejects} rejects: the files are too tame or too wild");
    }

    [Fact]
    public void Chunks_OfHostileFiles_GiveWhatTheWholeFileGives()
    {
        var random = new Random(4_536);
        for (var i = 0; i < Files / 4; i++)
        {
            var file = File(random, random.Next(400));
            var whole = Parse(file);
            var firstLine = 1 + file.AsSpan(0, HeaderLength(file)).Count((byte)'\n');
            using var stream = new DripStream(file, random.Next(1, 400));
            var chunks = new FileChunks(stream, maxBytes: random.Next(64, 2_000), maxRecords: random.Next(1, 20));
            var (chunk, block) = (new FileChunk(), new RowBlock());
            List<(PersonKey, string)> rows = [];
            List<RowReject> rejects = [];
            while (chunks.TryNext(chunk))
            {
                Parser.Parse(chunk.Bytes.Span, chunk.FirstLine, block);
                Assert.Equal(chunk.Records, block.Records);
                rows.AddRange(Rows(block));
                rejects.AddRange(block.Rejects);
            }

            Assert.Equal(Rows(whole), rows);
            Assert.Equal(whole.Rejects.Select(r => r with { Line = r.Line - 2 + firstLine }), rejects);
            Assert.Equal(file.Length, chunks.BytesRead);
        }
    }

    private static List<(PersonKey Identity, string Profile)> Rows(RowBlock block) =>
        [.. Enumerable.Range(0, block.Count).Select(i => (block.Identity[i], block.Profiles[block.Profile[i]] + Encoding.UTF8.GetString(block.Column(RowField.Name)[i])))];

    private static void AssertSame(PlainParser plain, RowBlock block, byte[] file, int round)
    {
        var header = HeaderLength(file);
        var offset = file.AsSpan(0, header).Count((byte)'\n') - 1;
        var seen = $"file {round}: {CsvText(file)}";
        Assert.True(plain.Rejects.SequenceEqual(block.Rejects.Select(r => r with { Line = r.Line + offset })), $"{seen}\n{string.Join('\n', plain.Rejects)}\n-- parser\n{string.Join('\n', block.Rejects)}");
        Assert.True(plain.Rows.Count == block.Count, seen);
        for (var i = 0; i < block.Count; i++)
        {
            var row = plain.Rows[i];
            Assert.True((row.Identity, row.Email, row.Phone, row.Profile) == (block.Identity[i], block.Email[i], block.Phone[i], block.Profiles[block.Profile[i]]), $"{seen}\nrow {i}: {row}");
        }

        Assert.True(plain.Warnings == block.Warnings, $"{seen}\n{plain.Warnings}\n{block.Warnings}");
    }

    private static string CsvText(byte[] file) => Encoding.UTF8.GetString(file).Replace("\n", "⏎\n", StringComparison.Ordinal).Replace("\r", "␍", StringComparison.Ordinal);

    private static RowBlock Parse(byte[] file)
    {
        var block = new RowBlock();
        Parser.Parse(file, 2, block);
        return block;
    }

    private static int HeaderLength(byte[] file) => Headers.Select(Encoding.UTF8.GetBytes).First(h => file.AsSpan().StartsWith(h)).Length;

    private static byte[] File(Random random, int pieces)
    {
        var file = new List<byte>(Encoding.UTF8.GetBytes(Headers[random.Next(Headers.Length)]));
        var cells = file.Count(b => b == ',') + 1;
        for (var i = random.Next(pieces); i >= 0; i--)
        {
            // Half of the rows are of the right shape, so that what is in their cells comes to count.
            if (random.Next(2) == 0)
            {
                for (var cell = 0; cell < cells; cell++)
                {
                    file.AddRange(random.Next(3) == 0 ? Pieces[random.Next(14, Pieces.Length)] : Pieces[random.Next(14, 32)]);
                    file.Add((byte)(cell == cells - 1 ? '\n' : ','));
                }
            }
            else
            {
                file.AddRange(Pieces[random.Next(Pieces.Length)]);
            }
        }

        return [.. file];
    }
}
