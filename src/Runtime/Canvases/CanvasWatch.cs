namespace DarkLang.Runtime.Canvases;

/// <summary>
/// Detects changes of a canvas's files, no matter how they are written: in place, in parts, or by replacing the file as editors do. It
/// polls the files ten times a second, which works on every file system and in every container, and reports a change once two polls in a
/// row agree.
/// </summary>
public sealed class CanvasWatch : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>The polls after which a missing file is reported: an editor may remove a file and write it again a moment later.</summary>
    public const int PollsBeforeMissing = 10;

    /// <summary>The coarsest resolution of modification times: a second change within it may leave the time as it was.</summary>
    private static readonly TimeSpan TimeResolution = TimeSpan.FromSeconds(3);

    private readonly IReadOnlyList<string> _paths;
    private readonly Func<Task> _changed;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();

    // Empty at first, because the files may have changed since they were loaded.
    private IReadOnlyList<FileStamp> _reported = [];
    private IReadOnlyList<FileStamp> _last;
    private int _pollsWithMissing;
    private Task _reload = Task.CompletedTask;

    /// <param name="paths">The full paths of the files.</param>
    /// <param name="changed">Reads the files. Called again only after it has completed, and sometimes without a change.</param>
    public CanvasWatch(IReadOnlyList<string> paths, Func<Task> changed, TimeProvider time)
    {
        (_paths, _changed, _time) = (paths, changed, time);
        _last = Poll();
        _timer = time.CreateTimer(_ => OnTick(), null, Interval, Interval);
    }

    /// <summary>Completes when the last reported change has been handled.</summary>
    internal Task LastReload
    {
        get
        {
            lock (_lock)
                return _reload;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await LastReload.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void OnTick()
    {
        lock (_lock)
        {
            if (!_reload.IsCompleted)
                return;
            var now = Poll();
            var isStable = now.SequenceEqual(_last);
            _last = now;
            _pollsWithMissing = now.Contains(FileStamp.Missing) ? _pollsWithMissing + 1 : 0;
            var mayReappear = _pollsWithMissing is > 0 and < PollsBeforeMissing;
            var isUnchanged = now.SequenceEqual(_reported) && !IsRecent(now);
            if (!isStable || mayReappear || isUnchanged)
                return;
            _reported = now;
            _reload = _changed();
        }
    }

    private IReadOnlyList<FileStamp> Poll() => [.. _paths.Select(FileStamp.Of)];

    private bool IsRecent(IReadOnlyList<FileStamp> stamps) =>
        stamps.Any(stamp => (_time.GetUtcNow().UtcDateTime - stamp.Changed).Duration() < TimeResolution);

    private readonly record struct FileStamp(long Length, DateTime Changed)
    {
        public static FileStamp Missing => new(-1, default);

        public static FileStamp Of(string path)
        {
            try
            {
                var file = new FileInfo(path);
                // The stamp of a link is the one of its target.
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
