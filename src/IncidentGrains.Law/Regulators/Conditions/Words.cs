using NodaTime;
using NodaTime.Text;

namespace IncidentGrains.Law.Regulators.Conditions;

/// <summary>How explanations write values.</summary>
internal static class Words
{
    private static readonly InstantPattern Form = InstantPattern.ExtendedIso;

    public static string Of(Instant instant) => Form.Format(instant);

    public static string Of(bool? value) => value switch { true => "true", false => "false", null => "not known yet" };

    public static string List(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } list ? list : "none";

    public static string Or(IEnumerable<string> words) => string.Join(" or ", words);
}
