using System.Runtime.CompilerServices;
using System.Text;
using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Registry.Rows;

/// <summary>Takes records whose cells were found: checks them, normalises identifiers, computes keys, and appends to the block.</summary>
internal sealed class RowReader
{
    private readonly RowMapping _mapping;
    private readonly IdentifierKind[] _identifiers;
    private readonly PersonKeys _keys;
    private readonly CategoryCells _categories;
    private readonly ProfileNumbers _profiles = new();
    private readonly byte[] _unescaped = new byte[RecordScanner.MaxRecord];
    private readonly byte[] _form = new byte[EmailForm.MaxBytes];
    private readonly byte[] _country;
    private readonly byte[] _subdivision;
    private readonly int _locale;
    private readonly int _region;
    private RowHeader _header = null!;
    private RowBlock _block = null!;

    public RowReader(RowMapping mapping, PersonKeys keys)
    {
        (_mapping, _identifiers, _keys, _categories) = (mapping, [.. mapping.Identity], keys, new CategoryCells(mapping));
        _country = Constant(RowField.Country);
        _subdivision = Constant(RowField.Subdivision);
        _locale = LocaleForm.Code(Constant(RowField.Locale));
        _region = CountryForm.Country(Encoding.UTF8.GetBytes(mapping.DefaultRegion));
    }

    /// <summary>What was odd about the rows taken since <see cref="Begin"/>.</summary>
    public RowWarnings Warnings { get; private set; }

    /// <summary>Begins a chunk.</summary>
    public void Begin(RowHeader header, RowBlock block)
    {
        (_header, _block, Warnings) = (header, block, default);
        _profiles.Begin(block.Profiles);
    }

    /// <summary>Takes a record, or tells why not and which cell is to blame, -1 for the whole record.</summary>
    /// <param name="body">The record without its line end.</param>
    /// <param name="places">Where its cells lie.</param>
    /// <param name="mayBeFaulty">False if it is surely clean text.</param>
    // Optimized from its first call on: profiles would count in its loops for the first millions of rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (RejectReason Reason, int Cell) Read(ReadOnlySpan<byte> body, ReadOnlySpan<CellPlace> places, bool mayBeFaulty)
    {
        if (mayBeFaulty && RowContent.FirstFault(body, places) is >= 0 and var fault)
        {
            return (RejectReason.Encoding, fault);
        }

        var cells = new RowCells(body, places, _unescaped);
        if (!_categories.TryMask(cells.Cell(_header.Cell(RowField.Categories)), out var categories))
        {
            return (RejectReason.Category, _header.Cell(RowField.Categories));
        }

        var email = cells.Cell(_header.Cell(RowField.Email));
        var phone = cells.Cell(_header.Cell(RowField.Phone));
        var country = CountryForm.Country(Or(cells.Cell(_header.Cell(RowField.Country)), _country));
        var emailKey = EmailKey(email);
        var phoneKey = PhoneKey(phone, country < 0 ? _region : country);
        var identity = Identity(ref cells, emailKey, phoneKey, out var by);
        if (identity.IsNone)
        {
            return (RejectReason.Identifier, -1);
        }

        Warnings = Warnings.Add(new RowWarnings(
            emailKey.IsNone && Utf8Text.IsWritten(email) ? 1 : 0, phoneKey.IsNone && Utf8Text.IsWritten(phone) ? 1 : 0, country < 0 ? 1 : 0));
        var contact = (emailKey.IsNone ? 0 : ContactFlags.Email) | (phoneKey.IsNone ? 0 : ContactFlags.Phone)
            | (Utf8Text.IsWritten(cells.Cell(_header.Cell(RowField.Address))) ? ContactFlags.Address : 0);
        var jurisdiction = CountryForm.Code(country, Or(cells.Cell(_header.Cell(RowField.Subdivision)), _subdivision));
        var locale = cells.Cell(_header.Cell(RowField.Locale));
        _block.Add(
            identity,
            by == IdentifierKind.Email ? default : emailKey,
            by == IdentifierKind.Phone ? default : phoneKey,
            _profiles.Of(jurisdiction, Utf8Text.IsWritten(locale) ? LocaleForm.Code(locale) : _locale, (byte)contact, categories));
        Append(new RowCells(body, places, _unescaped));
        return default;
    }

    /// <summary>The key of one identifier, or null if it is unusable.</summary>
    public PersonKey? KeyOf(IdentifierKind kind, string value, string region)
    {
        // Nobody reads a row meanwhile, so its buffer is free.
        var cell = value.Length <= _unescaped.Length / 3 ? _unescaped.AsSpan(0, Encoding.UTF8.GetBytes(value, _unescaped)) : Encoding.UTF8.GetBytes(value);
        var key = kind switch
        {
            IdentifierKind.MemberId => MemberIdKey(cell),
            IdentifierKind.Email => EmailKey(cell),
            IdentifierKind.Phone => PhoneKey(cell, Region(region)),
            _ => default,
        };
        return key.IsNone ? null : key;
    }

    private static ReadOnlySpan<byte> Or(ReadOnlySpan<byte> cell, byte[] constant) => Utf8Text.IsWritten(cell) ? cell : constant;

    private int Region(string region) => CountryForm.Country(Encoding.UTF8.GetBytes(region)) is >= 0 and var country ? country : _region;

    private byte[] Constant(RowField field) => _mapping.Constants.TryGetValue(field, out var value) ? Encoding.UTF8.GetBytes(value) : [];

    private PersonKey Identity(ref RowCells cells, PersonKey email, PersonKey phone, out IdentifierKind by)
    {
        foreach (var kind in _identifiers)
        {
            var key = kind switch
            {
                IdentifierKind.MemberId => MemberIdKey(cells.Cell(_header.Cell(RowField.MemberId))),
                IdentifierKind.Email => email,
                _ => phone,
            };
            if (!key.IsNone)
            {
                by = kind;
                return key;
            }
        }

        by = IdentifierKind.None;
        return default;
    }

    private PersonKey MemberIdKey(ReadOnlySpan<byte> cell) => KeyOf(IdentifierKind.MemberId, MemberIdForm.Write(cell, _form));

    private PersonKey EmailKey(ReadOnlySpan<byte> cell) => KeyOf(IdentifierKind.Email, EmailForm.Write(cell, _form));

    private PersonKey PhoneKey(ReadOnlySpan<byte> cell, int country) => KeyOf(IdentifierKind.Phone, PhoneForm.Write(cell, country, _form));

    private PersonKey KeyOf(IdentifierKind kind, int length) => length == 0 ? default : _keys.Of(kind, _form.AsSpan(0, length));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Append(RowCells cells)
    {
        for (var field = RowField.MemberId; field <= RowField.Categories; field++)
        {
            _block.Column(field).Append(cells.Cell(_header.Cell(field)));
        }

        for (var i = 0; i < _header.Extra.Length; i++)
        {
            _block.Extra[i].Append(cells.Cell(_header.Extra[i]));
        }
    }
}
