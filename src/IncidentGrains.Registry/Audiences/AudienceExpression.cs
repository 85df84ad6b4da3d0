using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Audiences;

/// <summary>Says who belongs to an audience: <c>cohort(b) - cohort(a) &amp; category(entry_code)</c>.</summary>
/// <remarks>
/// <c>-</c> binds strongest, then <c>&amp;</c>, then <c>|</c>, as sets do in Python; equal ones from the left. The example is
/// thus everybody of b who is not in a, as far as their entry code is at stake. Parentheses go first. Sets: <c>all</c>,
/// <c>cohort(NAME)</c>, <c>category(NAME)</c>, <c>jurisdiction(KR)</c>, <c>locale(ko-KR)</c>, <c>contact(email|phone|address|none)</c>.
/// </remarks>
public static class AudienceExpression
{
    private const int MaxLength = 2000;
    private const int MaxDepth = 100;

    /// <summary>Reads an expression; an empty one is everybody.</summary>
    /// <exception cref="AudienceException">It can't be understood.</exception>
    public static Func<CensusKey, bool> Parse(string text, AudienceNames names)
    {
        if (text.Length > MaxLength)
        {
            throw new AudienceException(MaxLength, $"the expression has {text.Length} characters; at most {MaxLength} are read.");
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return _ => true;
        }

        var reader = new Reader(text, names);
        var audience = reader.Union(0);
        return reader.AtEnd ? audience : throw reader.Expected("'&', '|', '-' or the end");
    }

    private sealed class Reader(string text, AudienceNames names)
    {
        private int _at;

        public bool AtEnd => Peek() == '\0';

        public AudienceException Expected(string what) => new(_at + 1, $"{what} is expected here.");

        public Func<CensusKey, bool> Union(int depth)
        {
            var left = Intersection(depth);
            while (Take('|'))
            {
                var (first, second) = (left, Intersection(depth));
                left = k => first(k) || second(k);
            }

            return left;
        }

        private Func<CensusKey, bool> Intersection(int depth)
        {
            var left = Difference(depth);
            while (Take('&'))
            {
                var (first, second) = (left, Difference(depth));
                left = k => first(k) && second(k);
            }

            return left;
        }

        private Func<CensusKey, bool> Difference(int depth)
        {
            var left = Set(depth);
            while (Take('-'))
            {
                var (first, second) = (left, Set(depth));
                left = k => first(k) && !second(k);
            }

            return left;
        }

        private Func<CensusKey, bool> Set(int depth)
        {
            if (Take('('))
            {
                if (depth == MaxDepth)
                {
                    throw new AudienceException(_at, $"parentheses are nested more than {MaxDepth} deep.");
                }

                var inner = Union(depth + 1);
                return Take(')') ? inner : throw Expected("')'");
            }

            Peek();
            var start = _at;
            var kind = Word(char.IsAsciiLetter);
            if (kind == "all")
            {
                return _ => true;
            }

            if (kind is not ("cohort" or "category" or "jurisdiction" or "locale" or "contact"))
            {
                _at = start;
                throw Expected("all, cohort(…), category(…), jurisdiction(…), locale(…), contact(…) or '('");
            }

            if (!Take('('))
            {
                throw Expected($"'(' and the name of a {kind}");
            }

            Peek();
            start = _at;
            var name = Word(c => c is not ('(' or ')') && !char.IsWhiteSpace(c));
            return !Take(')') ? throw Expected("')'") : Named(kind, name, start + 1);
        }

        private Func<CensusKey, bool> Named(string kind, string name, int column)
        {
            switch (kind)
            {
                case "cohort":
                    var cohort = Bit(names.Cohorts, kind, name, column);
                    return k => (k.Cohorts & cohort) != 0;
                case "category":
                    var category = Bit(names.Categories, kind, name, column);
                    return k => (k.Profile.Categories & category) != 0;
                case "jurisdiction":
                    // US are all of US-CA, US-NY and so on too.
                    var within = name + "-";
                    return k => k.Profile.Jurisdiction == name || k.Profile.Jurisdiction.StartsWith(within, StringComparison.Ordinal);
                case "locale":
                    return k => k.Profile.Locale == name;
                default:
                    byte flag = name switch
                    {
                        "email" => ContactFlags.Email,
                        "phone" => ContactFlags.Phone,
                        "address" => ContactFlags.Address,
                        "none" => 0,
                        _ => throw new AudienceException(column, $"'{name}' is no way to reach somebody; email, phone, address and none are."),
                    };
                    return flag == 0 ? k => k.Profile.Contact == 0 : k => (k.Profile.Contact & flag) != 0;
            }
        }

        private static ulong Bit(IReadOnlyList<string> known, string kind, string name, int column)
        {
            for (var i = 0; i < known.Count; i++)
            {
                if (known[i] == name)
                {
                    return 1UL << i;
                }
            }

            throw new AudienceException(column, $"there is no {kind} '{name}'; known are {(known.Count > 0 ? string.Join(", ", known) : "none yet")}.");
        }

        private string Word(Func<char, bool> isPart)
        {
            var start = _at;
            while (_at < text.Length && isPart(text[_at]))
            {
                _at++;
            }

            return text[start.._at];
        }

        private bool Take(char expected)
        {
            if (Peek() != expected)
            {
                return false;
            }

            _at++;
            return true;
        }

        private char Peek()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }

            return _at < text.Length ? text[_at] : '\0';
        }
    }
}
