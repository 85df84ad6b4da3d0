using Fluid;

namespace IncidentGrains.Law.Regulators.Filings;

/// <summary>How a field is prefilled: a Liquid template a language over the names of <see cref="RecordNames"/>.</summary>
/// <remarks>
/// A template has no clock and no files, and reads nothing but the record it is given: the same record makes the same text.
/// It must not invent: where a value is not known it leaves the text out, and a text of blanks counts as none.
/// </remarks>
public sealed class FormTemplate
{
    // A template of a form is a few lines; one that loops over all cohorts of a large incident takes far fewer steps.
    private const int MaxSteps = 100_000;

    private const string Sources = "sources";
    private static readonly FluidParser Parser = new();
    private static readonly TemplateOptions Options = MakeOptions();
    private readonly IFluidTemplate _ko;
    private readonly IFluidTemplate _en;

    private FormTemplate(IFluidTemplate ko, IFluidTemplate en) => (_ko, _en) = (ko, en);

    /// <summary>Parses a pair of templates.</summary>
    /// <exception cref="FormatException">One is no Liquid, or reads a name that no record has; the message says which.</exception>
    public static FormTemplate Parse(string ko, string en) => new(Parsed(ko, "ko"), Parsed(en, "en"));

    /// <summary>The text for a record, and the events that it was taken from, by stream and place; none of an empty text.</summary>
    /// <exception cref="InvalidOperationException">The template takes too many steps.</exception>
    public (string Text, IReadOnlyList<RecordSource> Sources) Render(RecordNode record, string language)
    {
        var read = new HashSet<RecordSource>();
        var context = new TemplateContext(record, Options);
        context.AmbientValues[Sources] = read;
        var text = (language == "ko" ? _ko : _en).Render(context).Trim();
        return text.Length == 0 ? ("", []) : (text, [.. read.OrderBy(s => s.Stream, StringComparer.Ordinal).ThenBy(s => s.Seq)]);
    }

    private static IFluidTemplate Parsed(string text, string language)
    {
        if (!Parser.TryParse(text, out var template, out var error))
        {
            throw new FormatException($"the template '{language}' is no Liquid: {error}");
        }

        var names = new NamesRead();
        names.VisitTemplate(template);
        return names.Unknown is null ? template : throw new FormatException(
            $"the template '{language}' reads '{names.Unknown}', which no record has; it has {string.Join(", ", RecordNames.All.Order(StringComparer.Ordinal))}.");
    }

    private static TemplateOptions MakeOptions()
    {
        var options = new TemplateOptions
        {
            StrictFilters = true, MaxSteps = MaxSteps, Now = () => throw new InvalidOperationException("A form has no clock: the record says when."),
        };
        options.MemberAccessStrategy.Register<RecordNode, object?>((node, name, context) => node.Read(name, (ISet<RecordSource>)context.AmbientValues[Sources]));
        return options;
    }
}
