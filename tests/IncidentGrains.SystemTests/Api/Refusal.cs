using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace IncidentGrains.SystemTests.Api;

/// <summary>An answer that refuses: its status, its details, and the promise that it shows nothing of the inside.</summary>
internal sealed class Refusal
{
    private static readonly string[] Inside = ["at IncidentGrains.", "Exception", "SQLite", "SELECT", "Npgsql", "/work", "/tmp", "/src/", ".cs:", "Orleans", "StackTrace"];

    private Refusal(RpcException e, Status? status) => (Code, Message, Status) = (e.StatusCode, e.Status.Detail, status);

    public StatusCode Code { get; }

    public string Message { get; }

    /// <summary>The stable reason, such as <c>stage.order</c>.</summary>
    public string Reason => Detail<ErrorInfo>().Reason;

    /// <summary>The fields at fault.</summary>
    public string[] Fields => [.. Detail<BadRequest>().FieldViolations.Select(v => v.Field)];

    private Status? Status { get; }

    /// <summary>The refusal of a call; fails if it is not refused.</summary>
    public static async Task<Refusal> Of(Func<Task> call)
    {
        var e = await Assert.ThrowsAsync<RpcException>(call);
        var refusal = new Refusal(e, e.GetRpcStatus());
        refusal.AssertShowsNothingOfTheInside(e.Trailers);
        return refusal;
    }

    /// <inheritdoc cref="Of(Func{Task})"/>
    public static Task<Refusal> Of<T>(AsyncUnaryCall<T> call) => Of(async () => await call);

    /// <summary>The refusal of a call with this status and reason; fails if it is another, or none.</summary>
    public static async Task<Refusal> Expect(StatusCode code, string reason, Func<Task> call)
    {
        var refusal = await Of(call);
        refusal.AssertIs(code, reason);
        return refusal;
    }

    public T Detail<T>()
        where T : class, Google.Protobuf.IMessage<T>, new()
    {
        var detail = Status?.GetDetail<T>();
        Assert.True(detail is not null, $"{Code} '{Message}' has no {typeof(T).Name}.");
        return detail!;
    }

    /// <summary>INVALID_ARGUMENT that names this field.</summary>
    public void AssertInvalid(string field)
    {
        Assert.True(Code == StatusCode.InvalidArgument, $"{Code}: {Message}");
        Assert.Equal("request.invalid", Reason);
        Assert.Contains(field, Fields);
    }

    /// <summary>This status and reason.</summary>
    public void AssertIs(StatusCode code, string reason)
    {
        Assert.True(code == Code, $"{Code}: {Message}");
        Assert.Equal(reason, Reason);
        Assert.Equal("incidentgrains", Detail<ErrorInfo>().Domain);
    }

    private void AssertShowsNothingOfTheInside(Metadata trailers)
    {
        var all = string.Join('\n', trailers.Select(t => t.IsBinary ? System.Text.Encoding.Latin1.GetString(t.ValueBytes) : t.Value).Append(Message));
        foreach (var inside in Inside)
        {
            Assert.DoesNotContain(inside, all, StringComparison.Ordinal);
        }

        // A sentence, not a code: it says what is wrong, and what to do.
        Assert.True(Message.Length > 20 && Message.EndsWith('.'), $"'{Message}' is no sentence.");
    }
}
