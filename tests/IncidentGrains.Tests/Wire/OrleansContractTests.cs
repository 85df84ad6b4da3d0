using System.Reflection;
using IncidentGrains.Contracts;
using IncidentGrains.Grains;

namespace IncidentGrains.Tests.Wire;

/// <summary>What silos of two versions send each other is named by aliases and numbers, so that moving or renaming code breaks nothing.</summary>
public sealed class OrleansContractTests
{
    private static readonly Type[] Types = [.. typeof(CaseException).Assembly.GetTypes(), .. typeof(LedgerRegistration).Assembly.GetTypes()];
    private static readonly Type[] Sent = [.. Types.Where(t => t.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))];
    private static readonly Type[] GrainInterfaces = [.. Types.Where(t => t.IsInterface && typeof(IGrain).IsAssignableFrom(t))];

    [Fact]
    public void SerializedTypes_HaveUniqueAliasesOfOurs()
    {
        Assert.True(Sent.Length > 30, $"{Sent.Length} types found");
        Assert.All(Sent, t => Assert.StartsWith("ig.", t.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? $"{t.Name} has none", StringComparison.Ordinal));
        Assert.Distinct(Sent.Select(t => t.GetCustomAttribute<AliasAttribute>(inherit: false)!.Alias));
    }

    [Fact]
    public void SerializedMembers_HaveUniqueNumbers() => Assert.All(Sent, type =>
    {
        var numbers = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Select(f => Id(type, f) ?? throw new InvalidOperationException($"{type.Name}.{f.Name} has no [Id]")).ToList();
        Assert.Distinct(numbers);
    });

    [Fact]
    public void EveryCommandAndRecordOfContracts_ThatGrainsTake_IsSerializable()
    {
        var taken = GrainInterfaces.SelectMany(i => i.GetMethods()).SelectMany(m => m.GetParameters().Select(p => p.ParameterType))
            .Where(t => t.Assembly == typeof(CaseException).Assembly).ToList();
        var all = taken.Concat(Types.Where(t => taken.Exists(t.IsSubclassOf))).Distinct();
        Assert.All(all, t => Assert.Contains(t, Sent));
    }

    [Fact]
    public void GrainInterfaces_AndTheirMethods_HaveUniqueAliases()
    {
        Assert.NotEmpty(GrainInterfaces);
        Assert.All(GrainInterfaces, i =>
        {
            Assert.StartsWith("ig.", i.GetCustomAttribute<AliasAttribute>()?.Alias ?? $"{i.Name} has none", StringComparison.Ordinal);
            Assert.All(i.GetMethods(), m => Assert.Equal(m.Name, m.GetCustomAttribute<AliasAttribute>()?.Alias));
            Assert.Distinct(i.GetMethods().Select(m => m.Name));
        });
        Assert.Distinct(GrainInterfaces.Select(i => i.GetCustomAttribute<AliasAttribute>()!.Alias));
    }

    [Fact]
    public void PersistentStates_OfAllGrains_HaveUniqueNames()
    {
        var names = Types.Where(t => typeof(Grain).IsAssignableFrom(t)).SelectMany(t => t.GetConstructors()).SelectMany(c => c.GetParameters())
            .Select(p => p.GetCustomAttribute<PersistentStateAttribute>()?.StateName).OfType<string>().ToList();
        Assert.NotEmpty(names);
        Assert.Distinct(names);
    }

    private static uint? Id(Type type, FieldInfo field)
    {
        var name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : null;
        var member = name is null ? (MemberInfo)field : type.GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
        return member?.GetCustomAttribute<IdAttribute>()?.Id;
    }
}
