using System.Collections;
using System.CommandLine;
using System.CommandLine.Parsing;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace IncidentGrains.Cli.Api;

/// <summary>One field of a request as an option of its command.</summary>
internal sealed class FieldOption
{
    private readonly FieldDescriptor _field;
    private readonly Option _option;

    /// <summary>Describes the option: its name, its help (the field's comment) and what it accepts.</summary>
    public FieldOption(FieldDescriptor field)
    {
        _field = field;
        var name = CommandName.Option(field);
        _option = IsFlag ? new Option<bool>(name)
            : field.IsRepeated ? new Option<string[]>(name) { Arity = ArgumentArity.OneOrMore, HelpName = FieldText.Form(field) }
            : new Option<string>(name) { HelpName = FieldText.Form(field) };
        _option.Description = Comments.Of(field)
            + (field.FieldType == FieldType.Enum ? $" One of {string.Join(", ", EnumText.Allowed(field.EnumType))}." : "")
            + (field.IsRepeated ? " Can be given several times." : "");
        _option.Validators.Add(result => FieldErrors.Report(result, name, () =>
        {
            foreach (var _ in Values(result))
            {
                // Read for its errors alone; Apply reads it again for the value.
            }
        }));
        if (field.FieldType == FieldType.Enum)
        {
            _option.CompletionSources.Add(_ => EnumText.Allowed(field.EnumType).Select(v => new System.CommandLine.Completions.CompletionItem(v)));
        }
    }

    private bool IsFlag => _field is { FieldType: FieldType.Bool, IsRepeated: false };

    /// <summary>Puts the option on its command.</summary>
    public void AddTo(Command command) => command.Options.Add(_option);

    /// <summary>Sets the field if the option was given; a list that was given replaces the one that <c>--json</c> brought.</summary>
    public void Apply(ParseResult parsed, IMessage request)
    {
        if (parsed.GetResult(_option) is not { Implicit: false } result)
        {
            return;
        }

        if (_option is Option<bool> flag)
        {
            _field.Accessor.SetValue(request, parsed.GetValue(flag));
        }
        else if (_field.IsRepeated)
        {
            var list = (IList)_field.Accessor.GetValue(request);
            list.Clear();
            foreach (var value in Values(result))
            {
                list.Add(value);
            }
        }
        else
        {
            _field.Accessor.SetValue(request, Values(result).Single());
        }
    }

    private IEnumerable<object> Values(SymbolResult result) =>
        IsFlag ? [] : result.Tokens.Select(t => FieldText.Parse(_field, t.Value));
}
