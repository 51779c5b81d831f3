using System.Text;
using DarkLang.Cli.Repl.Editing;

namespace DarkLang.Cli.Tests.Repl.Editing;

/// <summary>Bytes to be read, and what was written. A pause stands for an Esc that was pressed alone.</summary>
internal sealed class FakeTerminal(string input) : ITerminal
{
    public const char Pause = '\uE000';

    private readonly Queue<byte> _bytes = new(Encoding.UTF8.GetBytes(input));
    private readonly StringBuilder _written = new();

    public string Written => _written.ToString();

    public bool HasInput => false;

    public int Columns { get; set; } = 40;

    public int Rows => 12;

    public bool IsRaw { get; private set; }

    public byte? Read(TimeSpan? timeout)
    {
        var pause = Encoding.UTF8.GetBytes(Pause.ToString());
        if (_bytes.Take(pause.Length).SequenceEqual(pause))
        {
            foreach (var _ in pause)
                _bytes.Dequeue();
            if (timeout is not null)
                return null;
        }
        return _bytes.TryDequeue(out var next) ? next : null;
    }

    public void Write(string text) => _written.Append(text);

    public IDisposable Raw()
    {
        IsRaw = true;
        return new Ending(this);
    }

    private sealed class Ending(FakeTerminal terminal) : IDisposable
    {
        public void Dispose() => terminal.IsRaw = false;
    }
}
