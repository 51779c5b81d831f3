namespace DarkLang.Runtime.Tests;

/// <summary>A number that other threads change and a test waits for.</summary>
internal sealed class CountSignal
{
    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waits = [];
    private int _count;

    public int Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    public void Add(int change = 1)
    {
        lock (_lock)
        {
            _count += change;
            foreach (var (_, reached) in _waits.Where(wait => _count >= wait.Count))
                reached.TrySetResult();
        }
    }

    /// <summary>Completes once the number has been this large, and fails after thirty seconds.</summary>
    public async Task Reaches(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_count >= count)
                return;
            _waits.Add((count, reached));
        }
        try
        {
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"the count should reach {count} but stays at {Count}");
        }
    }
}
