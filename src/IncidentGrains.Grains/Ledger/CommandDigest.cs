using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Grains.Ledger;

/// <summary>What makes two sends of one command id the same command: its kind, its content, and who sent it.</summary>
internal static class CommandDigest
{
    public static byte[] Of(Command command, JsonSerializerContext json)
    {
        var type = command.GetType();
        var content = JsonSerializer.SerializeToUtf8Bytes(command, json.GetTypeInfo(type)!);
        return SHA256.HashData([.. Encoding.UTF8.GetBytes($"{type.Name}\n{command.Meta.Actor.Person}\n"), .. content]);
    }
}
