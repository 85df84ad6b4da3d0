using System.Runtime.Versioning;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.SystemTests.Api;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Access;

/// <summary>Tokens of the embedded issuer: the minting is recorded, the token is not.</summary>
[Collection(RealProcesses.Name)]
public sealed class MintingTests(SharedServer server)
{
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Secrets_AreReadableByTheirOwnerAlone()
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var name in new[] { "admin.token", "issuer-key.pem", "checkpoint-key.pem" })
        {
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(server.Process.Data, name)));
        }

        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(server.Process.Data));
    }

    [Fact]
    public async Task Minting_IsInTheLedgerAndTheTokenNowhere()
    {
        var token = await server.Admin.Mint("minted-once", Role.Legal);
        var minted = Assert.Single(await server.Admin.Events("sys-access"), e => e.Payload.ToString().Contains("minted-once", StringComparison.Ordinal));
        Assert.Equal(("access.token-minted.v1", "embedded|admin"), (minted.Type, minted.Actor));
        Assert.Equal(VerifyCaseResponse.Types.Verdict.Verified, (await server.Admin.Ledger.VerifyCaseAsync(new VerifyCaseRequest { CaseId = "sys-access" })).Verdict);
        AssertNowhere(token, []);
        AssertNowhere(server.Process.AdminToken, ["admin.token"]);
    }

    [Fact]
    public async Task Minting_Repeated_IsRefusedSinceTheTokenWasNotKept()
    {
        var mint = new MintTokenRequest { CommandId = Clients.NewId(), Subject = "twice", Roles = { Role.Comms } };
        await server.Admin.Access.MintTokenAsync(mint);
        (await Refusal.Of(server.Admin.Access.MintTokenAsync(mint))).AssertIs(StatusCode.AlreadyExists, "token.minted");
    }

    [Fact]
    public async Task Minting_WithMistakes_NamesThemAll()
    {
        var refusal = await Refusal.Of(server.Admin.Access.MintTokenAsync(new MintTokenRequest
        {
            CommandId = Clients.NewId(), Subject = "a|b", Lifetime = Duration.FromTimeSpan(TimeSpan.FromDays(367)),
        }));
        refusal.AssertInvalid("subject");
        Assert.Equal(["subject", "roles", "lifetime"], refusal.Fields);
        foreach (var broken in new[] { new Duration { Seconds = long.MaxValue }, new Duration { Seconds = 1, Nanos = -1 }, new Duration { Seconds = -1 } })
        {
            (await Refusal.Of(server.Admin.Access.MintTokenAsync(new MintTokenRequest
            {
                CommandId = Clients.NewId(), Subject = "bob", Roles = { Role.Comms }, Lifetime = broken,
            }))).AssertInvalid("lifetime");
        }

        // A role that does not exist must not be dropped in silence beside one that does.
        (await Refusal.Of(server.Admin.Access.MintTokenAsync(new MintTokenRequest
        {
            CommandId = Clients.NewId(), Subject = "bob", Roles = { Role.Comms, (Role)99 },
        }))).AssertInvalid("roles");
    }

    // The signature is what makes a token one; the rest of it is names and times.
    private void AssertNowhere(string token, string[] but)
    {
        // The lock is held by the server and holds nothing.
        but = [.. but, "lock"];
        var signature = Encoding.ASCII.GetBytes(token.Trim().Split('.')[2]);
        foreach (var file in Directory.EnumerateFiles(server.Process.Data, "*", SearchOption.AllDirectories).Where(f => !but.Contains(Path.GetFileName(f))))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            stream.CopyTo(content);
            Assert.True(content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(signature) < 0, $"The token stands in {Path.GetFileName(file)}.");
        }

        Assert.DoesNotContain(server.Process.Errors, line => line.Contains(token.Trim().Split('.')[2], StringComparison.Ordinal));
    }
}
