namespace DarkLang.Runtime.Canvases;

/// <summary>
/// Notices that files of a canvas were changed, whatever changes them: written in place, in parts, or put there under their name by an editor. It looks at them
/// ten times a second, which every file system and every container allows, and tells once they have been still for one look.
/// </summary>
public sealed class CanvasWatch : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>A file is gone for a moment where it is removed and then written anew.</summary>
    public const int LooksForMissing = 10;

    /// <summary>Some file systems tell times of change no finer than that: until then a second change might show nothing.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(3);

    private readonly IReadOnlyList<string> _paths;
    private readonly Func<Task> _changed;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    // Nothing at first: the files may have been changed since they were loaded.
    private IReadOnlyList<FileStamp> _told = [];
    private IReadOnlyList<FileStamp> _last;
    private int _looksWithout;
    private Task _telling = Task.CompletedTask;

    /// <param name="paths">Full ones.</param>
    /// <param name="changed">Reads the files. It is not called again before it is done, and may be when nothing has changed.</param>
    public CanvasWatch(IReadOnlyList<string> paths, Func<Task> changed, TimeProvider time)
    {
        (_paths, _changed, _time) = (paths, changed, time);
        _last = Poll();
        _timer = time.CreateTimer(_ => OnTick(), null, Interval, Interval);
    }

    /// <summary>What was told last is done with.</summary>
    internal Task Told
    {
        get
        {
            lock (_lock)
                return _telling;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await Told.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void OnTick()
    {
        lock (_lock)
        {
            if (!_telling.IsCompleted)
                return;
            var now = Poll();
            var isStill = now.SequenceEqual(_last);
            _last = now;
            _looksWithout = now.Contains(FileStamp.Missing) ? _looksWithout + 1 : 0;
            if (!isStill || _looksWithout is > 0 and < LooksForMissing || (now.SequenceEqual(_told) && !IsYoung(now)))
                return;
            _told = now;
            _telling = _changed();
        }
    }

    private IReadOnlyList<FileStamp> Poll() => [.. _paths.Select(FileStamp.Of)];

    private bool IsYoung(IReadOnlyList<FileStamp> stamps) =>
        stamps.Any(stamp => (_time.GetUtcNow().UtcDateTime - stamp.Changed).Duration() < Young);

    private readonly record struct FileStamp(long Length, DateTime Changed)
    {
        public static FileStamp Missing => new(-1, default);

        public static FileStamp Of(string path)
        {
            try
            {
                var file = new FileInfo(path);
                // A link is what it points to.
                file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
                return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : Missing;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                return Missing;
            }
        }
    }
}
