namespace DarkLang.Cli.Stores;

/// <summary>Opens a store that no runtime uses, for reading.</summary>
internal static class StoreAtRest
{
    /// <summary>How long opening a store waits for its holder: commands that read it are done sooner, a canvas is not.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Opens an existing store; reading must not create one.</summary>
    public static Engine Open(Shell shell, string store) => Open(shell, store, "a command that reads it", Engine.OpenStopped);

    /// <inheritdoc cref="Engine.OpenToEmit"/>
    public static Engine OpenToEmit(Shell shell, string store) => Open(shell, store, "a command that emits to it", Engine.OpenToEmit);

    private static Engine Open(Shell shell, string store, string what, Func<IStore, EngineOptions, Engine> open)
    {
        RequireStore(shell, store);
        var crashes = CrashPoints.Parse(shell.Environment(CrashPoints.Variable));
        var opened = LiteDbStore.Open(store, Owner(shell, what), crashes, Wait(_ => { }));
        try
        {
            return open(opened, new EngineOptions { Time = shell.Time });
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public static HolderWait Wait(Action<StoreOwner> onWait) => new(Timeout, onWait);

    /// <summary>Fails when there is no store. If one of its two files exists, opening it reports what is missing.</summary>
    public static void RequireStore(Shell shell, string store)
    {
        if (!LiteDbStore.Exists(store) && !File.Exists(Path.Combine(store, "store.db")))
            throw new CommandFailure(
                ExitCode.NoRuntime, $"there is no store in {shell.DisplayPath(store)}",
                $"`{StoreLocation.StartCommand(shell, store)}` creates one");
    }

    /// <param name="what">What the process does; shown to others that find the store in use.</param>
    public static StoreOwner Owner(Shell shell, string what) =>
        new(Environment.ProcessId, what, shell.Time.GetUtcNow(), Environment.MachineName, ControlSocket: null);
}
