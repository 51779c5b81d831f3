using DarkLang.Cli.Output;
using DarkLang.Display;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Cli.Stores;

/// <summary>The way from a command to its canvas: to the runtime where one is there, to the store itself where none is.</summary>
internal sealed class Connection : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

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
        var begun = shell.Time.GetTimestamp();
        while (true)
        {
            if (await Reach(shell, store, begun, cancellation) is { } client)
                return new Connection(client);
            try
            {
                var engine = StoreAtRest.Open(shell, store);
                return new Connection(engine.Control, engine);
            }
            catch (StoreException held) when (held.Problem == StoreProblem.Held && shell.Time.GetElapsedTime(begun) < StoreAtRest.Timeout)
            {
                // A runtime took it meanwhile.
            }
        }
    }

    /// <summary>For commands that change something: only a runtime may.</summary>
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

    /// <summary>The runtime of the store; null when there is none. One that is just starting, or stopping, holds the store without answering: it is waited for.</summary>
    private static async Task<HttpControlClient?> Reach(Shell shell, string store, long begun, CancellationToken cancellation)
    {
        var isTold = false;
        while (true)
        {
            if (await HttpControlClient.TryConnect(store, cancellation) is { } client)
                return client;
            if (LiteDbStore.FindHolder(store) is not { IsBrief: false } holder || shell.Time.GetElapsedTime(begun) >= StoreAtRest.Timeout)
                return null;
            if (!isTold)
                shell.Note(
                    $"note: process {holder.ProcessId} runs {holder.Canvas} and does not answer yet: waiting at most {DisplayTime.Duration(StoreAtRest.Timeout)} for it");
            isTold = true;
            await Task.Delay(Pause, shell.Time, cancellation);
        }
    }

    private static CommandFailure NoRuntime(Shell shell, string store) => new(
        ExitCode.NoRuntime,
        $"nothing runs on the store {shell.Shown(store)}",
        $"start it with `{StoreLocation.StartCommand(shell, store)}`");
}
