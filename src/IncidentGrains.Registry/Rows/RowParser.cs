using System.Runtime.CompilerServices;
using System.Text;
using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Registry.Rows;

/// <summary>
/// Reads chunks of an import: small complete CSV files (RFC 4180, strict UTF-8, header first). One row's mistake costs that row alone.
/// Keeps scratch buffers: one parser a thread.
/// </summary>
public sealed class RowParser
{
    private readonly RowMapping _mapping;
    private readonly RowReader _reader;
    private readonly RecordScanner _headerScanner = new(0);
    private RecordScanner _scanner = new(1);
    private byte[] _headerBytes = [];
    private RowHeader? _header;

    /// <summary>Takes what holds for all chunks.</summary>
    /// <param name="mapping">What the columns mean.</param>
    /// <param name="keys">The keys of the incident.</param>
    /// <exception cref="RowMappingException">The mapping can't work.</exception>
    public RowParser(RowMapping mapping, PersonKeys keys)
    {
        _mapping = mapping.Checked();
        _reader = new RowReader(_mapping, keys);
    }

    /// <summary>Reads a chunk.</summary>
    /// <param name="csvChunk">The header line and whole records.</param>
    /// <param name="firstLine">The line of the file that follows the header in the chunk, from 1: rejects count from it.</param>
    /// <param name="into">Where the rows go; emptied first.</param>
    /// <exception cref="RowMappingException">The header does not fit the mapping.</exception>
    // Optimized from its first call on: profiles would count in its loops for the first millions of rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Parse(ReadOnlySpan<byte> csvChunk, long firstLine, RowBlock into)
    {
        var rest = csvChunk.StartsWith(Encoding.UTF8.Preamble) ? csvChunk[Encoding.UTF8.Preamble.Length..] : csvChunk;
        var header = ReadHeader(ref rest);
        into.Clear(_mapping.Extra.Count);
        _reader.Begin(header, into);
        for (var line = firstLine; !rest.IsEmpty; line += _scanner.LineEnds)
        {
            _scanner.TryScan(rest, isAll: true);
            if (_scanner.Fault != RecordFault.None)
            {
                into.Rejects.Add(new RowReject(line, header.Name(_scanner.FaultCell), _scanner.Fault.Reason()));
            }
            else if (_scanner.CellCount > 0 && _reader.Read(rest[.._scanner.BodyLength], _scanner.Cells, _scanner.MayBeFaulty) is not (RejectReason.None, _) and var (reason, cell))
            {
                into.Rejects.Add(new RowReject(line, header.Name(cell), reason));
            }

            rest = rest[_scanner.Length..];
        }

        into.Warnings = _reader.Warnings;
    }

    /// <summary>The key by which rows with this identifier are found, or null if it is unusable.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="value">As somebody wrote it.</param>
    /// <param name="region">The country (ISO 3166-1) by which a national phone number is read; the mapping's default if it is none.</param>
    public PersonKey? IdentifierKey(IdentifierKind kind, string value, string region) => _reader.KeyOf(kind, value, region);

    private RowHeader ReadHeader(ref ReadOnlySpan<byte> rest)
    {
        if (_header is not null && rest.StartsWith(_headerBytes))
        {
            rest = rest[_headerBytes.Length..];
            return _header;
        }

        do
        {
            if (rest.IsEmpty)
            {
                throw new RowMappingException("The file is empty; its first line names the columns.");
            }

            _headerScanner.TryScan(rest, isAll: true);
            if (_headerScanner.CellCount == 0 && _headerScanner.Fault == RecordFault.None)
            {
                rest = rest[_headerScanner.Length..];
            }
        }
        while (_headerScanner.CellCount == 0 && _headerScanner.Fault == RecordFault.None);

        _header = RowHeader.Read(_mapping, rest, _headerScanner);
        _headerBytes = rest[.._headerScanner.Length].ToArray();
        _scanner = new RecordScanner(_header.Names.Length);
        rest = rest[_headerScanner.Length..];
        return _header;
    }
}
