using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Traces;

/// <summary>
/// Keeps a line for each message that has ended, in pages that are stored once a second. Lines go by age, and beyond a size the oldest go
/// first. Lines that do not fit on a full disk are lost: the history is about what is over. Used under the engine's lock.
/// </summary>
internal sealed class HistoryKeeper : IDisposable
{
    /// <summary>The size of all lines, in bytes: two to three million.</summary>
    public const long MostBytes = 128 * 1024 * 1024;

    private const int PageBytes = 32 * 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly EngineContext _context;
    private readonly CommitQueue _commits;
    private readonly TimeSpan? _keep;
    private readonly long _mostBytes;
    private readonly ITimer? _timer;
    private readonly Queue<HistoryPage> _pages = new();
    private readonly List<HistoryStored> _full = [];
    private readonly RecordWriter _lines = new();
    private HistoryPage _open = new(1, default, 0, 0);
    private HistoryPage? _storedOpen;
    private long _bytes;

    /// <param name="keep">How long a line is kept; null: nothing is added, and what is stored stays; zero: that goes too.</param>
    public HistoryKeeper(EngineContext context, CommitQueue commits, TimeSpan? keep, long mostBytes)
    {
        (_context, _commits, _keep, _mostBytes) = (context, commits, keep, mostBytes);
        if (keep is not null)
            _timer = context.Time.CreateTimer(_ => Flush(), null, Interval, Interval);
    }

    public bool IsKept => _keep is { Ticks: > 0 };

    /// <summary>The stored pages, oldest first.</summary>
    public IReadOnlyList<HistoryPage> Pages => _storedOpen is { } open ? [.. _pages, open] : [.. _pages];

    public void Restore(IReadOnlyList<HistoryPage> pages)
    {
        foreach (var page in pages.OrderBy(page => page.Number))
            Close(page);
        _open = _open with { Number = (_pages.LastOrDefault()?.Number ?? 0) + 1 };
    }

    /// <summary>Adds the end of a message whose attempt has ended; other ends of attempts are none.</summary>
    public void Ended(AttemptEnded ended)
    {
        if (!IsKept || ended.StateOfMessage is not (MessageState.Done or MessageState.Dead or MessageState.Removed))
            return;
        var (attempt, message) = (ended.Attempt, ended.Message);
        Add(new HistoryLine(
            message.Id, message.Handler, ended.State, attempt.StartedAt + attempt.Duration, attempt.Duration, attempt.Number,
            message.Parent, message.Key));
    }

    /// <summary>Adds the removal of a message that did not run.</summary>
    public void Removed(Message message) => Add(message, MessageState.Removed);

    /// <summary>Adds that a newer message took the place of this one.</summary>
    public void Replaced(Message message) => Add(message, MessageState.Replaced);

    private void Add(Message message, MessageState end)
    {
        if (IsKept)
            Add(new HistoryLine(
                message.Id, message.Handler, end, _context.Time.GetUtcNow(), TimeSpan.Zero, message.Attempts,
                message.Parent, message.Key));
    }

    /// <summary>Stores new lines and drops old ones. Completes when that is stored.</summary>
    public Task Flush()
    {
        lock (_context.Gate)
        {
            if (_keep is null)
                return Task.CompletedTask;
            var stored = _full.ToList();
            _full.Clear();
            stored.ForEach(page => Close(page.Page));
            if (stored.Exists(page => page.Page.Number == _storedOpen?.Number))
                _storedOpen = null;
            if (_open.Count > (_storedOpen?.Count ?? 0))
            {
                _storedOpen = _open with { Bytes = _lines.Length };
                stored.Add(new HistoryStored(_storedOpen, _lines.Written.ToArray()));
            }
            IReadOnlyList<Change> changes = [.. stored, .. Outdated().Select(page => new HistoryDropped(page))];
            if (changes.Count == 0)
                return Task.CompletedTask;
            // A page that the store refuses is missing then, and is passed over.
            var unit = new CommitUnit(changes, onRefused: _ => { });
            var ended = unit.WhenEnded(_commits.Continuations);
            _commits.SubmitWithoutWaiting(unit);
            return ended;
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Add(HistoryLine line)
    {
        HistoryStored.WriteLine(_lines, line);
        _open = _open with { Newest = line.FinishedAt, Count = _open.Count + 1 };
        if (_lines.Length < PageBytes)
            return;
        _full.Add(new HistoryStored(_open with { Bytes = _lines.Length }, _lines.Written.ToArray()));
        _lines.Clear();
        _open = new HistoryPage(_open.Number + 1, default, 0, 0);
    }

    private void Close(HistoryPage page)
    {
        _pages.Enqueue(page);
        _bytes += page.Bytes;
    }

    private List<HistoryPage> Outdated()
    {
        var outdated = new List<HistoryPage>();
        var oldest = _context.Time.GetUtcNow() - _keep!.Value;
        while (_pages.TryPeek(out var page) && (page.Newest <= oldest || _bytes > _mostBytes))
        {
            _bytes -= page.Bytes;
            outdated.Add(_pages.Dequeue());
        }
        return outdated;
    }
}
