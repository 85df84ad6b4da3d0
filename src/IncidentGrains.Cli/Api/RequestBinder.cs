using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace IncidentGrains.Cli.Api;

/// <summary>Reads the request of one RPC from the command line: its id as an argument, its other fields as options.</summary>
internal sealed class RequestBinder
{
    private const string CommandId = "command_id";

    // Without an incident, tasks and filings are those of all incidents.
    private static readonly HashSet<string> OptionalId = new(StringComparer.Ordinal) { "ListTasksRequest", "ListFilingsRequest" };

    private readonly MessageDescriptor _type;
    private readonly FieldDescriptor? _idField;
    private readonly Argument<string?>? _id;
    private readonly FieldOption[] _options;
    private readonly Option<string?> _json = new("--json")
    {
        Description = "The whole request as proto JSON, from a file or, as -, from standard input. Options override it.",
        HelpName = "FILE|-",
    };

    /// <summary>Derives argument and options from the request's descriptor.</summary>
    public RequestBinder(MessageDescriptor type)
    {
        _type = type;
        var fields = type.Fields.InDeclarationOrder();
        _idField = fields.FirstOrDefault(f => f.Name is "task_id" or "filing_id" or "incident_id" or "case_id" or "parked_id");
        if (_idField is not null)
        {
            // Not required by the parser: --json may bring it.
            _id = new Argument<string?>(_idField.Name.Replace('_', '-'))
            {
                Description = Comments.Of(_idField),
                Arity = ArgumentArity.ZeroOrOne,
            };
        }

        _options = [.. fields.Where(f => f != _idField && !f.IsMap).Select(f => new FieldOption(f))];
    }

    /// <summary>The id of the caller's intent that a request carries; null for a request without one.</summary>
    public static string? CommandIdOf(IMessage request) =>
        request.Descriptor.FindFieldByName(CommandId)?.Accessor.GetValue(request) as string;

    /// <summary>Puts argument and options on the RPC's command.</summary>
    public void AddTo(Command command)
    {
        if (_id is not null)
        {
            command.Arguments.Add(_id);
        }

        foreach (var option in _options)
        {
            option.AddTo(command);
        }

        command.Options.Add(_json);
    }

    /// <summary>The request that the command line describes; a mutation without a command id is given a fresh one.</summary>
    /// <exception cref="UsageException">The JSON can't be read, or the id is missing.</exception>
    public IMessage Bind(ParseResult parsed)
    {
        var request = parsed.GetValue(_json) is { } source ? FromJson(source) : _type.Parser.ParseFrom(ByteString.Empty);
        if (_id is not null && parsed.GetValue(_id) is { } id)
        {
            _idField!.Accessor.SetValue(request, id);
        }

        foreach (var option in _options)
        {
            option.Apply(parsed, request);
        }

        if (_idField?.Accessor.GetValue(request) is "" && !OptionalId.Contains(_type.Name))
        {
            throw new UsageException($"the {_id!.Name} is missing");
        }

        if (CommandIdOf(request) is "")
        {
            _type.FindFieldByName(CommandId).Accessor.SetValue(request, Guid.NewGuid().ToString());
        }

        return request;
    }

    private IMessage FromJson(string source)
    {
        try
        {
            return JsonParser.Default.Parse(source == "-" ? Console.In.ReadToEnd() : File.ReadAllText(source), _type);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--json: {e.Message}");
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidOperationException)
        {
            throw new UsageException($"--json: this is no {_type.Name}: {e.Message}");
        }
    }
}
