namespace IncidentGrains.Host.Documents;

/// <summary>Amounts of money as people say them: ₩1.24tn, €20m, 1조 2,387억 원. For charts and headlines; what is counted with stands in full beside.</summary>
internal static class ShortAmount
{
    private static readonly (decimal Size, string Suffix)[] EnglishUnits = [(1e12m, "tn"), (1e9m, "bn"), (1e6m, "m")];
    private static readonly (decimal Size, string Name)[] KoreanUnits = [(1e12m, "조"), (1e8m, "억"), (1e4m, "만"), (1, "")];

    private static readonly Dictionary<string, (string Symbol, string Korean)> Currencies = new(StringComparer.Ordinal)
    {
        ["KRW"] = ("₩", "원"), ["EUR"] = ("€", "유로"), ["GBP"] = ("£", "파운드"), ["USD"] = ("$", "달러"), ["SGD"] = ("S$", "싱가포르 달러"), ["JPY"] = ("¥", "엔"),
    };

    /// <summary>The amount in a language, to three or four figures, half away from zero.</summary>
    public static string Of(decimal amount, string currency, DocumentLanguage language) => language == DocumentLanguage.Korean
        ? $"{Korean(amount)} {(Currencies.TryGetValue(currency, out var known) ? known.Korean : currency)}"
        : $"{(Currencies.TryGetValue(currency, out var sign) ? sign.Symbol : currency + " ")}{English(amount)}";

    private static string English(decimal amount)
    {
        foreach (var (size, suffix) in EnglishUnits)
        {
            // What would be written as 1,000 of the unit below is 1 of this one.
            if (amount >= size * 0.9995m)
            {
                return $"{Figures(amount / size):#,0.##}{suffix}";
            }
        }

        return $"{decimal.Round(amount, 2, MidpointRounding.AwayFromZero):#,0.##}";
    }

    // Hangul counts in ten thousands: a unit, and below a thousand of it the next one.
    private static string Korean(decimal amount)
    {
        for (var n = 0; n < KoreanUnits.Length - 1; n++)
        {
            var ((size, name), (next, nextName)) = (KoreanUnits[n], KoreanUnits[n + 1]);
            var exact = amount / size;
            var rounded = exact < 1000 ? decimal.Round(amount / next, MidpointRounding.AwayFromZero) * next : decimal.Round(exact, MidpointRounding.AwayFromZero) * size;
            if (rounded >= size)
            {
                var (whole, rest) = (decimal.Truncate(rounded / size), rounded % size / next);
                return $"{whole:N0}{name}{(rest > 0 ? $" {rest:N0}{nextName}" : "")}";
            }
        }

        return $"{decimal.Round(amount, 2, MidpointRounding.AwayFromZero):#,0.##}";
    }

    // Three figures, whatever stands before the point whole.
    private static decimal Figures(decimal number) => decimal.Round(number, number >= 100 ? 0 : number >= 10 ? 1 : 2, MidpointRounding.AwayFromZero);
}
