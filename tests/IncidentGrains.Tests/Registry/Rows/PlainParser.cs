using System.Text;
using System.Text.Unicode;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Tests.Registry.Rows;

/// <summary>The rules of rows once more, with strings and lists: what <see cref="RowParser"/> is compared with.</summary>
internal sealed class PlainParser(RowMapping mapping, PersonKeys keys)
{
    public sealed record Row(string[] Cells, PersonKey Identity, PersonKey Email, PersonKey Phone, RowProfile Profile);

    public List<Row> Rows { get; } = [];

    public List<RowReject> Rejects { get; } = [];

    public RowWarnings Warnings { get; private set; }

    public void Parse(byte[] file)
    {
        file = file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? file[3..] : file;
        var header = PlainRecords.Read(file, 0)[0].Cells.Select(c => Encoding.UTF8.GetString(c.Text).Trim()).ToArray();
        foreach (var record in PlainRecords.Read(file, header.Length).Skip(1))
        {
            var fault = record.Fault;
            var cell = record.FaultCell;
            if (fault == RejectReason.None && record.Cells.FindIndex(c => !IsText(c.Text, c.IsQuoted)) is >= 0 and var bad)
            {
                (fault, cell) = (RejectReason.Encoding, bad);
            }

            if (fault == RejectReason.None)
            {
                var cells = record.Cells.Select(c => Encoding.UTF8.GetString(c.Text)).ToArray();
                (fault, cell) = Take(cells, field => Array.IndexOf(header, FieldNames.Of(field)) is >= 0 and var at ? cells[at] : "", header);
            }

            if (fault != RejectReason.None)
            {
                Rejects.Add(new RowReject(record.Line, cell >= 0 && cell < header.Length ? header[cell] : "", fault));
            }
        }
    }

    private static bool IsText(byte[] cell, bool isQuoted) => Utf8.IsValid(cell)
        && Encoding.UTF8.GetString(cell).EnumerateRunes().All(r => !Rune.IsControl(r) || r.Value == '\t' || (isQuoted && r.Value is '\r' or '\n'));

    private (RejectReason Fault, int Cell) Take(string[] cells, Func<RowField, string> of, string[] header)
    {
        var names = of(RowField.Categories).Split('|').Select(n => n.Trim()).Where(n => n.Length > 0).ToArray();
        if (names.Any(n => !mapping.Categories.Contains(n)))
        {
            return (RejectReason.Category, Array.IndexOf(header, "categories"));
        }

        var categories = (names.Length == 0 ? mapping.Categories : names).Aggregate(0UL, (bits, name) => bits | (1UL << mapping.Categories.ToList().IndexOf(name)));
        var jurisdiction = CountryForm.Jurisdiction(Encoding.UTF8.GetBytes(of(RowField.Country)), Encoding.UTF8.GetBytes(of(RowField.Subdivision)));
        var region = jurisdiction == CountryForm.Unknown ? mapping.DefaultRegion : jurisdiction[..2];
        var member = Key(IdentifierKind.MemberId, of(RowField.MemberId), MemberIdForm.Write);
        var email = Key(IdentifierKind.Email, of(RowField.Email), EmailForm.Write);
        var phone = Key(IdentifierKind.Phone, of(RowField.Phone), (cell, into) => PhoneForm.Write(cell, region, into));
        var order = mapping.Identity.Select(kind => kind switch { IdentifierKind.MemberId => member, IdentifierKind.Email => email, _ => phone });
        var identity = order.FirstOrDefault(key => !key.IsNone);
        if (identity.IsNone)
        {
            return (RejectReason.Identifier, -1);
        }

        Warnings += new RowWarnings(
            email.IsNone && of(RowField.Email).Trim().Length > 0 ? 1 : 0, phone.IsNone && of(RowField.Phone).Trim().Length > 0 ? 1 : 0, jurisdiction == CountryForm.Unknown ? 1 : 0);
        var contact = (email.IsNone ? 0 : 1) + (phone.IsNone ? 0 : 2) + (of(RowField.Address).Trim().Length > 0 ? 4 : 0);
        Rows.Add(new Row(
            cells, identity, identity == email ? default : email, identity == phone ? default : phone,
            new RowProfile(jurisdiction, LocaleForm.Of(Encoding.UTF8.GetBytes(of(RowField.Locale))), (byte)contact, categories)));
        return (RejectReason.None, -1);
    }

    private PersonKey Key(IdentifierKind kind, string cell, Writer write)
    {
        var form = new byte[EmailForm.MaxBytes];
        var length = write(Encoding.UTF8.GetBytes(cell), form);
        return length == 0 ? default : keys.Of(kind, form.AsSpan(0, length));
    }

    private delegate int Writer(ReadOnlySpan<byte> cell, Span<byte> into);
}
