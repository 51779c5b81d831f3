using DarkLang.Cli.Output;

namespace DarkLang.Cli.Stores;

/// <summary>Connects a command to its canvas: to the runtime, or to the store itself while none runs.</summary>
internal sealed class Connection : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly IDisposable? _opened;

    private Connection(IControlClient client, IDisposable? opened = null) => (Client, _opened) = (client, opened);

    public IControlClient Client { get; }

    /// <summary>Connects a command that only reads. Without a runtime it opens the store until the command ends.</summary>
    public static async Task<Connection> ToRead(Shell shell, string? data, CancellationToken cancellation)
    {
        var store = await StoreLocation.Find(shell, data, cancellation);
        var started = shell.Time.GetTimestamp();
        while (true)
        {
            if (await Reach(shell, store, started, cancellation) is { } client)
                return new Connection(client);
            try
            {
                var engine = StoreAtRest.Open(shell, store);
                return new Connection(engine.Control, engine);
            }
            catch (StoreException held) when (held.Problem == StoreProblem.Held && shell.Time.GetElapsedTime(started) < StoreAtRest.Timeout)
            {
                // A runtime took the store meanwhile.
            }
        }
    }

    /// <summary>Connects a command that changes something, which only a runtime can.</summary>
    public static async Task<Connection> ToAct(Shell shell, string? data, CancellationToken cancellation)
    {
        var store = await StoreLocation.Find(shell, data, cancellation);
        return await Reach(shell, store, shell.Time.GetTimestamp(), cancellation) is { } client
            ? new Connection(client)
            : throw NoRuntime(shell, store);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _opened?.Dispose();
    }

    /// <summary>Returns the runtime of the store, or null. Waits while one holds the store without answering: it starts or stops.</summary>
    public static async Task<HttpControlClient?> Reach(Shell shell, string store, long started, CancellationToken cancellation)
    {
        var isNoted = false;
        while (true)
        {
            if (await HttpControlClient.TryConnect(store, cancellation) is { } client)
                return client;
            if (LiteDbStore.FindHolder(store) is not { IsBrief: false } holder || shell.Time.GetElapsedTime(started) >= StoreAtRest.Timeout)
                return null;
            if (!isNoted)
                shell.Note(
                    $"note: process {holder.ProcessId} runs {holder.Canvas} and does not answer yet: "
                    + $"waiting up to {DisplayTime.Duration(StoreAtRest.Timeout)} for it");
            isNoted = true;
            await Task.Delay(Pause, shell.Time, cancellation);
        }
    }

    private static CommandFailure NoRuntime(Shell shell, string store) => new(
        ExitCode.NoRuntime, $"no canvas runs on the store {shell.DisplayPath(store)}",
        $"start it with `{StoreLocation.StartCommand(shell, store)}`");
}
