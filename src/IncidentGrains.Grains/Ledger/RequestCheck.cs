using IncidentGrains.Contracts;
using IncidentGrains.Law;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Collects all that is wrong with a request, so that a caller can mend it in one go.</summary>
internal sealed class RequestCheck
{
    // Enough to mend a request by; a hostile one must not make an answer larger than itself.
    private const int MaxViolations = 20;

    private readonly List<FieldViolation> _violations = [];

    /// <summary>A text that may be empty: length, control characters, personal data.</summary>
    public RequestCheck Optional(string field, string text, int max)
    {
        var before = _violations.Count;
        Contact(field, text, max);
        if (_violations.Count == before && PersonalData.FormIn(text) is { } form)
        {
            Add(field, $"seems to hold {form}. The ledger keeps no personal data: describe it without, or refer to the cohort.");
        }

        return this;
    }

    /// <summary>A text that may be empty, in which the organisation's own contact point may stand: length and control characters.</summary>
    public RequestCheck Contact(string field, string text, int max)
    {
        if (text.Length > max)
        {
            Add(field, $"is {text.Length:N0} characters long; send at most {max:N0}.");
        }
        else if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\t' or '\r')) || !IsWellFormed(text))
        {
            Add(field, "holds control characters or broken Unicode; send plain text.");
        }

        return this;
    }

    /// <summary>A text that must not be empty.</summary>
    public RequestCheck Required(string field, string text, int max)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Add(field, "is empty; send a text.");
            return this;
        }

        return Optional(field, text, max);
    }

    /// <summary>A person, as issuer and subject.</summary>
    public RequestCheck Person(string field, string person) => That(
        person.Length is >= 3 and <= 300 && person.LastIndexOf('|') is > 0 and var bar && bar < person.Length - 1 && !person.Any(char.IsControl),
        field, "is no person; send 'issuer|subject', or only the subject for one of your own issuer.");

    /// <summary>A condition of any other kind.</summary>
    public RequestCheck That(bool holds, string field, string otherwise)
    {
        if (!holds)
        {
            Add(field, otherwise);
        }

        return this;
    }

    /// <summary>Ends the check.</summary>
    /// <exception cref="CaseException">Something was wrong.</exception>
    public void Throw()
    {
        if (_violations.Count > 0)
        {
            throw CaseException.Invalid(_violations);
        }
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private void Add(string field, string description)
    {
        if (_violations.Count < MaxViolations)
        {
            _violations.Add(new FieldViolation(field, description));
        }
    }
}
