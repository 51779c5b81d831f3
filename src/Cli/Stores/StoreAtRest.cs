using DarkLang.Runtime;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Cli.Stores;

/// <summary>A store that nothing runs on, opened for looking at it.</summary>
internal static class StoreAtRest
{
    /// <summary>Who opens a store waits so long for commands that read it: they take moments, a canvas does not.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Reading must not make a store where there is none.</summary>
    public static Engine Open(Shell shell, string store)
    {
        RequireStore(shell, store);
        var owner = Owner(shell, "a command that reads it");
        var opened = LiteDbStore.Open(store, owner, wait: Wait(_ => { }));
        try
        {
            return Engine.OpenStopped(opened, new EngineOptions { Time = shell.Time });
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public static HolderWait Wait(Action<StoreOwner> onWait) => new(Timeout, onWait);

    /// <summary>Fails when there is no store. Where one of its two files is there, whoever opens it says what is missing.</summary>
    public static void RequireStore(Shell shell, string store)
    {
        if (!LiteDbStore.Exists(store) && !File.Exists(Path.Combine(store, "store.db")))
            throw new CommandFailure(
                ExitCode.NoRuntime,
                $"there is no store in {shell.Shown(store)}",
                $"`{StoreLocation.StartCommand(shell, store)}` makes one");
    }

    /// <param name="what">What the process does, for whoever finds the store held by it.</param>
    public static StoreOwner Owner(Shell shell, string what) =>
        new(Environment.ProcessId, what, shell.Time.GetUtcNow(), Environment.MachineName, ControlSocket: null);
}
