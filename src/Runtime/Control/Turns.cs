namespace DarkLang.Runtime.Control;

/// <summary>Does one piece of work after the other.</summary>
internal sealed class Turns
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Begins the work when the work before it has ended.</summary>
    public Task Take(Func<Task> work)
    {
        lock (_lock)
            return _last = After(_last, work);
    }

    private static async Task After(Task before, Func<Task> work)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await work().ConfigureAwait(false);
    }
}
