using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Api;

/// <summary>The comments of the protos: what a command or an option says in its help is what the API promises.</summary>
internal static partial class Comments
{
    private const string Resource = "api.protoset";

    private static readonly Dictionary<string, IDescriptor> ByName = Read();

    /// <summary>The comment on a service, method or field as one paragraph; empty if it has none.</summary>
    public static string Of(IDescriptor descriptor)
    {
        var comment = ByName.GetValueOrDefault(descriptor.FullName) switch
        {
            ServiceDescriptor service => service.Declaration?.LeadingComments,
            MethodDescriptor method => method.Declaration?.LeadingComments,
            FieldDescriptor field => field.Declaration?.LeadingComments,
            _ => null,
        };
        return Blank().Replace(comment ?? "", " ").Trim();
    }

    private static Dictionary<string, IDescriptor> Read()
    {
        using var resource = typeof(IncidentsReflection).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The program was built without its resource {Resource}.");
        var set = FileDescriptorSet.Parser.ParseFrom(resource);
        var names = new Dictionary<string, IDescriptor>(StringComparer.Ordinal);
        foreach (var file in FileDescriptor.BuildFromByteStrings(set.File.Select(f => f.ToByteString()))
            .Where(f => f.Package == ApiDescriptors.Package))
        {
            Add(names, file.Services, s => s.Methods);
            Add(names, file.MessageTypes, m => m.Fields.InDeclarationOrder());
        }

        return names;
    }

    private static void Add<T>(Dictionary<string, IDescriptor> names, IEnumerable<T> parents, Func<T, IEnumerable<IDescriptor>> children)
        where T : IDescriptor
    {
        foreach (var parent in parents)
        {
            names[parent.FullName] = parent;
            foreach (var child in children(parent))
            {
                names[child.FullName] = child;
            }
        }
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blank();
}
