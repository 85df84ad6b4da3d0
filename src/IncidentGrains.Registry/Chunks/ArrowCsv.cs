using System.Buffers;
using System.Globalization;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace IncidentGrains.Registry.Chunks;

/// <summary>Reads an Arrow IPC stream as the CSV with the same columns, so that one set of rules reads both.</summary>
/// <remarks>
/// Bodies must not be compressed: a few bytes could stand for gigabytes. What remains is bounded by the stream's own size.
/// Columns of text, whole numbers, booleans, and of dictionaries of text are read; nulls are empty cells.
/// </remarks>
public static class ArrowCsv
{
    private const int MaxColumns = 256;

    /// <summary>The CSV.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such stream; the message says what to change.</exception>
    public static ReadOnlyMemory<byte> Write(ReadOnlyMemory<byte> stream)
    {
        try
        {
            // Without codecs: a compressed body is refused before anything of it is read.
            using var reader = new ArrowStreamReader(stream);
            var csv = new ArrayBufferWriter<byte>(stream.Length);
            WriteHeader(reader.Schema, csv);
            while (reader.ReadNextRecordBatch() is { } batch)
            {
                using (batch)
                {
                    Write(batch, csv);
                }
            }

            return csv.WrittenMemory;
        }
        catch (Exception e) when (e is not (InvalidDataException or OutOfMemoryException))
        {
            // Offsets and lengths of a hostile stream meet all kinds of bounds checks in the library.
            throw new InvalidDataException("The bytes are no Arrow IPC stream with plain (uncompressed) bodies.", e);
        }
    }

    /// <summary>Writes the line that names the columns.</summary>
    /// <exception cref="InvalidDataException">There are too many, or none.</exception>
    public static void WriteHeader(Schema schema, ArrayBufferWriter<byte> csv)
    {
        if (schema.FieldsList.Count is 0 or > MaxColumns)
        {
            throw new InvalidDataException($"The stream has {schema.FieldsList.Count} columns; 1 to {MaxColumns} are read.");
        }

        CsvCells.Line(csv, schema.FieldsList.Count, i => Encoding.UTF8.GetBytes(schema.GetFieldByIndex(i).Name));
    }

    /// <summary>Writes a line for each row of a batch.</summary>
    /// <exception cref="InvalidDataException">A column is of a type that is not read.</exception>
    public static void Write(RecordBatch batch, ArrayBufferWriter<byte> csv)
    {
        var cells = batch.Schema.FieldsList.Select((f, i) => Reader(f.Name, batch.Column(i))).ToArray();
        for (var row = 0; row < batch.Length; row++)
        {
            var at = row;
            CsvCells.Line(csv, cells.Length, i => cells[i](at));
        }
    }

    private static Func<int, byte[]> Reader(string name, IArrowArray column) => column switch
    {
        StringArray text => row => text.IsNull(row) ? [] : text.GetBytes(row).ToArray(),
        LargeStringArray text => row => text.IsNull(row) ? [] : text.GetBytes(row).ToArray(),
        BooleanArray flags => row => flags.GetValue(row) is { } flag ? Encoding.UTF8.GetBytes(flag ? "true" : "false") : [],
        Int64Array numbers => row => Number(numbers.GetValue(row)),
        Int32Array numbers => row => Number(numbers.GetValue(row)),
        UInt64Array numbers => row => numbers.GetValue(row) is { } number ? Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)) : [],
        DictionaryArray { Dictionary: StringArray words, Indices: var indices } => Dictionary(name, words, indices),
        _ => throw new InvalidDataException($"The column '{name}' is of type {column.Data.DataType.Name}; text, whole numbers and booleans are read."),
    };

    private static Func<int, byte[]> Dictionary(string name, StringArray words, IArrowArray indices) => indices switch
    {
        Int32Array numbers => row => numbers.GetValue(row) is { } i ? words.GetBytes(i).ToArray() : [],
        Int16Array numbers => row => numbers.GetValue(row) is { } i ? words.GetBytes(i).ToArray() : [],
        Int8Array numbers => row => numbers.GetValue(row) is { } i ? words.GetBytes(i).ToArray() : [],
        _ => throw new InvalidDataException($"The dictionary of '{name}' has indices of type {indices.Data.DataType.Name}; signed ones of 8, 16 or 32 bits are read."),
    };

    private static byte[] Number(long? number) => number is { } n ? Encoding.UTF8.GetBytes(n.ToString(CultureInfo.InvariantCulture)) : [];
}
