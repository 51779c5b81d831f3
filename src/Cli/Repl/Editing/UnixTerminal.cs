using System.Runtime.InteropServices;

namespace DarkLang.Cli.Repl.Editing;

/// <summary>The terminal of the process on Linux and macOS.</summary>
internal sealed partial class UnixTerminal : ITerminal
{
    private const int Input = 0;
    private const int AfterWriting = 1;
    private const short Readable = 1;
    private const int Interrupted = 4;

    // Enough for the terminal settings of any system: they are saved and restored, never inspected.
    private const int SettingsSize = 256;

    private readonly TextWriter _output;
    private readonly Func<int> _columns;
    private readonly byte[] _settings = new byte[SettingsSize];
    private readonly byte[] _bytes = new byte[4096];
    private int _start;
    private int _end;

    private UnixTerminal(TextWriter output, Func<int> columns) => (_output, _columns) = (output, columns);

    /// <summary>Returns null if lines can't be edited: input or output is not a terminal, or one without control sequences.</summary>
    public static UnixTerminal? TryOpen(Shell shell)
    {
        if (!shell.InIsTerminal || !shell.OutIsTerminal || OperatingSystem.IsWindows() || shell.Environment("TERM") is null or "" or "dumb")
            return null;
        var terminal = new UnixTerminal(shell.Out, shell.Width);
        return GetSettings(Input, terminal._settings) == 0 ? terminal : null;
    }

    public int Columns => Math.Max(8, _columns());

    public int Rows => Console.WindowHeight is > 1 and var rows ? rows : 24;

    public bool HasInput => _start < _end || IsReadable(0);

    public byte? Read(TimeSpan? timeout)
    {
        if (_start < _end)
            return _bytes[_start++];
        if (timeout is { } limit && !IsReadable((int)limit.TotalMilliseconds))
            return null;
        (_start, _end) = (0, (int)ReadInput());
        return _end > 0 ? _bytes[_start++] : null;
    }

    public void Write(string text)
    {
        _output.Write(text);
        _output.Flush();
    }

    public IDisposable Raw()
    {
        GetSettings(Input, _settings);
        var raw = _settings.ToArray();
        MakeRaw(raw);
        SetSettings(Input, AfterWriting, raw);
        return new Cooked(this);
    }

    /// <summary>Restores the saved settings.</summary>
    public void Restore() => SetSettings(Input, AfterWriting, _settings);

    /// <summary>Reads the descriptor itself: the stream of <see cref="Console"/> edits lines.</summary>
    private nint ReadInput()
    {
        nint count;
        do
            count = Read(Input, _bytes, (nuint)_bytes.Length);
        while (count < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return count;
    }

    private static bool IsReadable(int milliseconds)
    {
        var poll = new PollFile { Descriptor = Input, Events = Readable };
        return Poll(ref poll, 1, milliseconds) > 0;
    }

    private sealed class Cooked(UnixTerminal terminal) : IDisposable
    {
        public void Dispose() => terminal.Restore();
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFile
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetSettings(int descriptor, Span<byte> settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetSettings(int descriptor, int when, ReadOnlySpan<byte> settings);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw(Span<byte> settings);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, Span<byte> bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollFile files, nuint count, int milliseconds);
}
