using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentGrains.Law.Regulators.Facts;

namespace IncidentGrains.Law.Json;

/// <summary>The fields of one JSON object, read strictly: each mistake is noted with its path, a field with one reads as its default.</summary>
internal sealed partial class JsonFields
{
    private static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly InputMistakes _mistakes;

    public JsonFields(JsonElement element, string path, InputMistakes mistakes)
    {
        (_path, _mistakes) = (path, mistakes);
        if (element.ValueKind != JsonValueKind.Object)
        {
            mistakes.Add(path, "is an object, written { … }");
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            _values[property.Name] = property.Value;
        }
    }

    /// <summary>Where a field stands.</summary>
    public string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    /// <summary>True if the field is there, be it null.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    public void Mistake(string key, string text) => _mistakes.Add(PathOf(key), text);

    public string? Text(string key) => Value(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => Refuse<string>(key, "is a text in quotes"),
    };

    public string RequiredText(string key)
    {
        var text = Text(key);
        if (string.IsNullOrWhiteSpace(text) && !(Has(key) && text is null && _values[key].ValueKind is not (JsonValueKind.Null or JsonValueKind.String)))
        {
            Mistake(key, "is missing; give it a text");
        }

        return text ?? "";
    }

    /// <summary>The member of an enum that a word means.</summary>
    public T? Word<T>(string key)
        where T : struct, Enum
    {
        var word = Text(key);
        var value = word is null ? null : FactWords.Find<T>(word);
        if (word is not null && value is null)
        {
            Mistake(key, $"'{word}' is not known; write one of {string.Join(", ", FactWords.All<T>())}");
        }

        return value;
    }

    public bool? Truth(string key) => Value(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => Refuse<bool?>(key, "is true or false, without quotes"),
    };

    public long? Count(string key) => Value(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 ? number
        : Refuse<long?>(key, "is a whole number from 0 on, without quotes, or null if it is not known");

    /// <summary>A decimal number, in quotes so that no reader on the way rounds it.</summary>
    public decimal? Amount(string key) => Value(key) is not { } value ? null : AmountOf(value, PathOf(key));

    public IReadOnlyList<decimal> Amounts(string key) =>
        [.. Items(key).Select((e, i) => AmountOf(e, $"{PathOf(key)}[{i}]")).OfType<decimal>()];

    public DateTimeOffset? Instant(string key) => Value(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text when InstantOf(text.GetString()!) is { } instant => instant,
        { ValueKind: JsonValueKind.String } text when BareTime().IsMatch(text.GetString()!) => Refuse<DateTimeOffset?>(
            key, $"is a time without an offset from UTC, which nobody can place; write '{text.GetString()}+09:00' or '{text.GetString()}Z', whichever is meant"),
        _ => Refuse<DateTimeOffset?>(key, "is an instant with an offset, such as 2025-11-18T22:52:00+09:00 or 2025-11-18T13:52:00Z"),
    };

    public DateTimeOffset RequiredInstant(string key)
    {
        if (!Has(key) || _values[key].ValueKind == JsonValueKind.Null)
        {
            Mistake(key, "is missing; give it an instant with an offset, such as 2025-11-18T22:52:00+09:00");
        }

        return Instant(key) ?? default;
    }

    public IReadOnlyList<string> Texts(string key) =>
        [.. Items(key).Select((e, i) => e.ValueKind == JsonValueKind.String ? e.GetString()! : Note($"{PathOf(key)}[{i}]", "is a text in quotes"))];

    public IReadOnlyList<DateOnly> Dates(string key) => [.. Texts(key).Select((text, i) =>
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            _mistakes.Add($"{PathOf(key)}[{i}]", $"'{text}' is no date; write one such as 2025-12-24");
        }

        return date;
    })];

    /// <summary>The object of a field; an empty one if it is absent.</summary>
    public T? Object<T>(string key, Func<JsonFields, T> read)
        where T : class => Value(key) is { } value ? Read(value, PathOf(key), read) : null;

    /// <summary>The objects of a list; empty if it is absent.</summary>
    public IReadOnlyList<T> Objects<T>(string key, Func<JsonFields, T> read) => [.. Items(key).Select((e, i) => Read(e, $"{PathOf(key)}[{i}]", read))];

    /// <summary>Notes the fields that nobody asked for: typing errors that would otherwise change the outcome unseen.</summary>
    public void End()
    {
        foreach (var key in _values.Keys.Where(k => !_asked.Contains(k)))
        {
            Mistake(key, $"is not known here; there {(_asked.Count == 1 ? "is" : "are")} {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
        }
    }

    internal static DateTimeOffset? InstantOf(string text) =>
        Offset().IsMatch(text) && DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant : null;

    private T Read<T>(JsonElement element, string path, Func<JsonFields, T> read)
    {
        var fields = new JsonFields(element, path, _mistakes);
        var value = read(fields);
        if (element.ValueKind == JsonValueKind.Object)
        {
            fields.End();
        }

        return value;
    }

    private decimal? AmountOf(JsonElement value, string path)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        if (AmountForm().IsMatch(text) && decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount))
        {
            return amount;
        }

        _mistakes.Add(path, "is a decimal number without separators, in quotes, such as \"41290100000000\"");
        return null;
    }

    private IEnumerable<JsonElement> Items(string key) => Value(key) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        _ => Refuse<IEnumerable<JsonElement>>(key, "is a list, written [ … ]") ?? [],
    };

    private JsonElement? Value(string key)
    {
        _asked.Add(key);
        return _values.TryGetValue(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private T? Refuse<T>(string key, string text)
    {
        Mistake(key, text);
        return default;
    }

    private string Note(string path, string text)
    {
        _mistakes.Add(path, text);
        return "";
    }

    [GeneratedRegex(@"(?:Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.NonBacktracking)]
    private static partial Regex Offset();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex BareTime();

    [GeneratedRegex(@"^-?[0-9]{1,27}(?:\.[0-9]{1,10})?\z", RegexOptions.NonBacktracking)]
    private static partial Regex AmountForm();
}
