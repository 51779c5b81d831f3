using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DarkLang.Bench;

/// <summary>
/// A program in a terminal of its own (util-linux's <c>script</c> makes it) and what it shows. It understands what the screens of dark write:
/// letters, places of the cursor, and colours, which it skips.
/// </summary>
internal sealed class TerminalScreen : IDisposable
{
    public const int Width = 120;
    public const int Height = 40;

    private readonly Process _process;
    private readonly char[][] _cells = [.. Enumerable.Range(0, Height).Select(_ => Enumerable.Repeat(' ', Width).ToArray())];
    private readonly object _gate = new();
    private int _row;
    private int _column;

    public TerminalScreen(string command)
    {
        var info = new ProcessStartInfo("script", ["-qfc", $"stty rows {Height} cols {Width}; exec {command}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Environment = { ["TERM"] = "xterm-256color" },
        };
        _process = Process.Start(info) ?? throw new InvalidOperationException("script did not start");
        new Thread(Read) { IsBackground = true }.Start();
    }

    public void Press(string keys)
    {
        _process.StandardInput.Write(keys);
        _process.StandardInput.Flush();
    }

    /// <summary>Presses keys and gives how long it took until what is looked at is another; null when it stayed the same.</summary>
    public TimeSpan? Answer<T>(string keys, Func<string[], T> look, TimeSpan patience)
    {
        lock (_gate)
        {
            var (before, pressed) = (look(Lines()), Stopwatch.GetTimestamp());
            Press(keys);
            while (Stopwatch.GetElapsedTime(pressed) < patience)
            {
                Monitor.Wait(_gate, patience);
                if (!EqualityComparer<T>.Default.Equals(look(Lines()), before))
                    return Stopwatch.GetElapsedTime(pressed);
            }
            return null;
        }
    }

    public bool Shows(Func<string[], bool> isSo)
    {
        lock (_gate)
            return isSo(Lines());
    }

    public void Until(Func<string[], bool> isSo, string what, TimeSpan patience)
    {
        lock (_gate)
        {
            var begun = Stopwatch.GetTimestamp();
            while (!isSo(Lines()))
            {
                if (Stopwatch.GetElapsedTime(begun) > patience)
                    throw new TimeoutException($"the screen never showed {what}, but\n{string.Join('\n', Lines())}");
                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(100));
            }
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private string[] Lines() => [.. _cells.Select(row => new string(row))];

    private void Read()
    {
        var (waiting, buffer) = ("", new char[16 * 1024]);
        for (int read; (read = _process.StandardOutput.Read(buffer, 0, buffer.Length)) > 0;)
        {
            lock (_gate)
            {
                waiting = Take(waiting + new string(buffer, 0, read));
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Gives the beginning of a sequence that is not complete.</summary>
    private string Take(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '\e')
            {
                Letter(text[at++]);
                continue;
            }
            if (at + 1 == text.Length)
                return text[at..];
            var end = text[at + 1] switch
            {
                '[' => Enumerable.Range(at + 2, text.Length - at - 2).FirstOrDefault(i => text[i] is >= '@' and <= '~', -1),
                ']' => text.IndexOfAny(['\a', '\\'], at),
                _ => at + 1,
            };
            if (end < 0)
                return text[at..];
            if (text[at + 1] == '[')
                Sequence(text[(at + 2)..end], text[end]);
            at = end + 1;
        }
        return "";
    }

    private void Letter(char letter)
    {
        if (letter == '\r')
            _column = 0;
        else if (letter == '\n')
            _row = Math.Min(Height - 1, _row + 1);
        else if (letter >= ' ' && _row < Height && _column < Width)
            _cells[_row][_column++] = letter;
    }

    private void Sequence(string parameters, char kind)
    {
        if (kind == 'H')
        {
            var place = parameters.Split(';')
                .Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number - 1 : 0).ToArray();
            (_row, _column) = (place[0], place.ElementAtOrDefault(1));
        }
        else if (kind == 'J')
        {
            foreach (var row in _cells)
                Array.Fill(row, ' ');
        }
    }
}
