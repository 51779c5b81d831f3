using DarkLang.Display.Editing;

namespace DarkLang.Cli.Repl.Editing;

/// <summary>Decodes the bytes of a terminal into key presses: UTF-8, control characters, escape sequences, pasted text.</summary>
internal sealed class KeyReader(ITerminal terminal)
{
    private const string PasteEnd = "\e[201~";

    // The bytes of one key arrive together: a byte that arrives later than this after an Esc belongs to another key.
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(50);

    private byte? _next;

    public KeyPress Read() => Take(null) is { } first ? Read(first) : new KeyPress(KeyCode.Closed);

    private KeyPress Read(byte first) => first switch
    {
        0x1B => ReadEscape(),
        0x7F or 0x08 => new KeyPress(KeyCode.Backspace),
        (byte)'\r' or (byte)'\n' => new KeyPress(KeyCode.Enter),
        (byte)'\t' => new KeyPress(KeyCode.Tab),
        0 => new KeyPress(KeyCode.Unknown),
        <= 26 => KeyPress.Ctrl((char)('a' + first - 1)),
        < 0x20 => new KeyPress(KeyCode.Unknown),
        _ => KeyPress.Of(ReadCharacter(first)),
    };

    private string ReadCharacter(byte first)
    {
        Span<byte> bytes = stackalloc byte[4];
        bytes[0] = first;
        var length = first switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
        var count = 1;
        for (; count < length && Take(Together) is { } more; count++)
        {
            if ((more & 0xC0) != 0x80)
            {
                _next = more;
                break;
            }
            bytes[count] = more;
        }
        return Encoding.UTF8.GetString(bytes[..count]);
    }

    private KeyPress ReadEscape() => Take(Together) switch
    {
        null => new KeyPress(KeyCode.Escape),
        (byte)'[' => ReadSequence(),
        (byte)'O' => Take(Together) is { } final ? Named((char)final, 0) : KeyPress.Meta('O'),
        0x1B => ReadEscape() with { Alt = true },
        { } other => Read(other) with { Alt = true },
    };

    /// <summary>Reads the rest of a sequence after <c>ESC [</c>: numbers, then the letter that ends it.</summary>
    private KeyPress ReadSequence()
    {
        var numbers = new StringBuilder();
        while (Take(Together) is { } next)
        {
            if (next == '[' && numbers.Length == 0)
            {
                // A function key of the Linux console: one letter follows.
                Take(Together);
                return new KeyPress(KeyCode.Unknown);
            }
            if (next is >= 0x40 and <= 0x7E)
                return Of((char)next, numbers.ToString());
            numbers.Append((char)next);
        }
        return new KeyPress(KeyCode.Unknown);
    }

    private KeyPress Of(char final, string text)
    {
        var numbers = text.Split(';')
            .Select(number => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0).ToArray();
        var modifiers = numbers.Length > 1 ? Math.Max(0, numbers[1] - 1) : 0;
        return final switch
        {
            '~' when numbers[0] == 200 => ReadPaste(),
            '~' => With(Numbered(numbers[0]), modifiers),
            'u' when numbers[0] == 13 => With(KeyCode.Enter, modifiers | (modifiers == 0 ? 0 : 2)),
            _ => Named(final, modifiers),
        };
    }

    private static KeyPress Named(char final, int modifiers) => final switch
    {
        'A' => With(KeyCode.Up, modifiers),
        'B' => With(KeyCode.Down, modifiers),
        'C' => With(KeyCode.Right, modifiers),
        'D' => With(KeyCode.Left, modifiers),
        'H' => With(KeyCode.Home, modifiers),
        'F' => With(KeyCode.End, modifiers),
        'M' => With(KeyCode.Enter, modifiers),
        // Older terminals send a small letter for Ctrl.
        'c' => With(KeyCode.Right, 4),
        'd' => With(KeyCode.Left, 4),
        _ => new KeyPress(KeyCode.Unknown),
    };

    private static KeyCode Numbered(int number) => number switch
    {
        1 or 7 => KeyCode.Home,
        3 => KeyCode.Delete,
        4 or 8 => KeyCode.End,
        _ => KeyCode.Unknown,
    };

    private static KeyPress With(KeyCode code, int modifiers) => new(code, Control: (modifiers & 4) != 0, Alt: (modifiers & 2) != 0);

    private KeyPress ReadPaste()
    {
        var bytes = new List<byte>();
        var end = Encoding.ASCII.GetBytes(PasteEnd);
        while (Take(null) is { } next)
        {
            bytes.Add(next);
            if (next == end[^1] && bytes.Count >= end.Length && bytes.TakeLast(end.Length).SequenceEqual(end))
            {
                bytes.RemoveRange(bytes.Count - end.Length, end.Length);
                break;
            }
        }
        var text = Encoding.UTF8.GetString([.. bytes]);
        return new KeyPress(KeyCode.Paste, text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
    }

    private byte? Take(TimeSpan? timeout)
    {
        var next = _next ?? terminal.Read(timeout);
        _next = null;
        return next;
    }
}
