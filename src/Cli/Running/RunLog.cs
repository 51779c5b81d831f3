using System.Collections.Concurrent;
using System.Threading.Channels;
using DarkLang.Cli.Output;

namespace DarkLang.Cli.Running;

/// <summary>
/// The log of <c>dark run</c>: a line for each attempt, written on a thread of its own so that it never delays the engine. Above a number
/// of lines per second, attempts are only counted; failures have a limit of their own.
/// </summary>
internal sealed class RunLog : IAsyncDisposable
{
    private const int Waiting = 2_000;
    private const int LongestError = 200;

    private readonly TextWriter _output;
    private readonly ILogFormat _format;
    private readonly Action<string> _note;
    private readonly TimeProvider _time;
    private readonly Channel<(DateTimeOffset At, AttemptNotice Notice)> _notices =
        Channel.CreateBounded<(DateTimeOffset, AttemptNotice)>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly ConcurrentQueue<LoadView> _loads = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly ITimer _second;
    private readonly Task _writing;
    private int _successesLeft;
    private int _failuresLeft;
    private int _leftOut;
    private int _failuresLeftOut;
    private bool _secondPassed;
    private bool _ended;

    public RunLog(TextWriter output, ILogFormat format, TimeProvider time, Action<string> note)
    {
        (_output, _format, _time, _note) = (output, format, time, note);
        _successesLeft = _failuresLeft = format.LinesPerSecond;
        _second = time.CreateTimer(_ => OnSecond(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        _writing = Task.Run(Write);
    }

    /// <summary>
    /// Counts an attempt and queues its notice. Called under the lock of the engine, so the lines are in the order of their times.
    /// </summary>
    public void Add(AttemptNotice notice)
    {
        var isSuccess = notice.State == MessageState.Done;
        var left = isSuccess ? Interlocked.Decrement(ref _successesLeft) : Interlocked.Decrement(ref _failuresLeft);
        if (left >= 0 && _notices.Writer.TryWrite((_time.GetUtcNow(), notice)))
        {
            // One wake-up is enough: the writer takes all notices.
            if (_work.CurrentCount == 0)
                _work.Release();
            return;
        }
        Interlocked.Increment(ref _leftOut);
        if (!isSuccess)
            Interlocked.Increment(ref _failuresLeftOut);
    }

    public void Add(LoadView loaded)
    {
        _loads.Enqueue(loaded);
        _work.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        Volatile.Write(ref _ended, true);
        _work.Release();
        await _writing;
        _work.Dispose();
    }

    private void OnSecond()
    {
        Volatile.Write(ref _successesLeft, _format.LinesPerSecond);
        Volatile.Write(ref _failuresLeft, _format.LinesPerSecond);
        Volatile.Write(ref _secondPassed, true);
        if (Volatile.Read(ref _leftOut) > 0 && _work.CurrentCount == 0)
            _work.Release();
    }

    private async Task Write()
    {
        try
        {
            for (var isLast = false; !isLast;)
            {
                await _work.WaitAsync();
                isLast = Volatile.Read(ref _ended);
                while (_notices.Reader.TryRead(out var ended))
                {
                    var notice = ended.Notice;
                    _format.Write(_output, notice, ended.At);
                    if (notice is { State: MessageState.Dead, Failure: { } failure })
                        _note(
                            $"dead letter: {notice.Handler}: error[{failure.Code}]: {DisplayText.OneLine(failure.Message, LongestError)}"
                            + $" at {DisplayText.OneLine(failure.At)}; `dark trace show {DisplayText.ShortId(notice.Trace)}` shows more");
                }
                while (_loads.TryDequeue(out var loaded))
                    _format.Write(_output, loaded);
                if (isLast || Volatile.Read(ref _secondPassed))
                    WriteLeftOut();
                await _output.FlushAsync();
            }
        }
        catch (CommandFailure fault)
        {
            _note($"warning: {fault.Message}; the log ends here, and the canvas keeps running");
        }
    }

    private void WriteLeftOut()
    {
        Volatile.Write(ref _secondPassed, false);
        var (count, failures) = (Interlocked.Exchange(ref _leftOut, 0), Interlocked.Exchange(ref _failuresLeftOut, 0));
        if (count > 0)
            _format.WriteLeftOut(_output, count, failures);
    }
}
