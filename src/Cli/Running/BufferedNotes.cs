namespace DarkLang.Cli.Running;

/// <summary>The messages of a run: held back while screens have the terminal, and written when the screens are gone.</summary>
internal sealed class BufferedNotes(TextWriter output) : TextWriter
{
    /// <summary>Only the last part is kept.</summary>
    private const int MostHeld = 32 * 1024;

    private readonly Lock _lock = new();
    private readonly StringBuilder _held = new();
    private bool _holds;
    private bool _leftOut;

    public override Encoding Encoding => output.Encoding;

    public void Hold()
    {
        lock (_lock)
            _holds = true;
    }

    public void Release()
    {
        lock (_lock)
        {
            _holds = false;
            if (_leftOut)
                output.WriteLine("… earlier messages are left out");
            output.Write(_held.ToString());
            _held.Clear();
            _leftOut = false;
        }
    }

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    /// <summary>Writes the line and its break at once, because several threads write.</summary>
    public override void WriteLine(string? value) => Write($"{value}{NewLine}");

    public override void Write(ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            if (!_holds)
            {
                output.Write(text);
                return;
            }
            _held.Append(text);
            if (_held.Length <= MostHeld)
                return;
            var whole = _held.ToString();
            var keep = whole.IndexOf('\n', whole.Length - (MostHeld / 2)) + 1;
            _held.Remove(0, keep > 0 ? keep : whole.Length - (MostHeld / 2));
            _leftOut = true;
        }
    }
}
