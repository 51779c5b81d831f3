using DarkLang.Runtime.Control;

namespace DarkLang.Cli.Stores;

/// <summary>The way from a command to its canvas: to the runtime where one is there, to the store itself where none is.</summary>
internal sealed class Connection : IAsyncDisposable
{
    private readonly IDisposable? _opened;

    private Connection(IControlClient client, IDisposable? opened = null)
    {
        Client = client;
        _opened = opened;
    }

    public IControlClient Client { get; }

    /// <summary>For commands that only look: without a runtime the store is opened for the time of the command.</summary>
    public static async Task<Connection> ToRead(Shell shell, string? data, CancellationToken cancellation)
    {
        var store = await StoreLocation.Find(shell, data, cancellation);
        if (await HttpControlClient.TryConnect(store, cancellation) is { } client)
            return new Connection(client);
        var engine = StoreAtRest.Open(shell, store);
        return new Connection(engine.Control, engine);
    }

    /// <summary>For commands that change something: only a runtime may.</summary>
    public static async Task<Connection> ToAct(Shell shell, string? data, CancellationToken cancellation)
    {
        var store = await StoreLocation.Find(shell, data, cancellation);
        return await HttpControlClient.TryConnect(store, cancellation) is { } client ? new Connection(client) : throw NoRuntime(shell, store);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _opened?.Dispose();
    }

    private static CommandFailure NoRuntime(Shell shell, string store) => new(
        ExitCode.NoRuntime,
        $"nothing runs on the store {Path.GetRelativePath(shell.Folder, store)}",
        $"start it with `{StoreLocation.StartCommand(shell, store)}`");
}
