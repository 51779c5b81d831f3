using DarkLang.Runtime.Control;
using DarkLang.Runtime.Tests.Control;

namespace DarkLang.Cli.Tests.Commands;

/// <summary>A control endpoint in the test's process that answers from fixed views; the binary finds it by its folder.</summary>
internal sealed class FakeRuntime : IAsyncDisposable
{
    private readonly ControlServer _server;

    private FakeRuntime(string folder, FakeControlClient client, ControlServer server)
    {
        Folder = folder;
        Client = client;
        _server = server;
    }

    public string Folder { get; }

    public FakeControlClient Client { get; }

    public static async Task<FakeRuntime> Start()
    {
        var folder = Directory.CreateTempSubdirectory("dark-cli-").FullName;
        var client = new FakeControlClient();
        return new FakeRuntime(
            folder, client, await ControlServer.Start(client, Path.Combine(folder, ".dark", "a"), CancellationToken.None));
    }

    public Task<DarkRun> Run(string arguments, string? input = null) =>
        Dark.Run(Folder, input, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
