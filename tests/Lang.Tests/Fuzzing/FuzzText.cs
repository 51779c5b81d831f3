using DarkLang.Lang.Tests.Formatting;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Fuzzing;

/// <summary>Texts between valid and random, each made from one seed.</summary>
internal sealed class FuzzText(int seed)
{
    private static readonly string[] Canvases =
        [.. Directory.EnumerateFiles(Golden.CasesFolder, "*.dark", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)];

    private static readonly string[] Expressions =
    [
        .. Directory.EnumerateFiles(Path.Combine(Golden.CasesFolder, "run"), "*.dark")
            .Order(StringComparer.Ordinal)
            .SelectMany(path => File.ReadAllText(path).Split("// run\n")[^1].Split("\n\n")),
    ];

    private static readonly string[] Pieces =
    [
        .. Canvases.SelectMany(text => text.Split(' ', '\n')).Where(piece => piece.Length > 0).Distinct().Take(4_000),
        "\n",
            "\n  ",
            "\n    ",
            "\n      ",
            " ",
            "\t",
            "\r\n",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "\"\"\"",
            "$\"{",
            "'",
            "\\",
            "->",
            "|>",
            "|",
            "::",
            "\0",
            "\uD800",
            "👩‍👧",
            "//",
            "///",
    ];

    private readonly Random _random = new(seed);

    public string Make() => _random.Next(7) switch
    {
        0 => Bytes(),
        1 => Tokens(""),
        2 => Tokens("worker w\n  "),
        3 => "fn main =\n  " + Changed(Expressions[_random.Next(Expressions.Length)]).Replace("\n", "\n  ", StringComparison.Ordinal),
        4 => Changed(new GenCanvas(_random).Canvas()),
        _ => Changed(Canvases[_random.Next(Canvases.Length)]),
    };

    private string Bytes()
    {
        var bytes = new byte[_random.Next(400)];
        _random.NextBytes(bytes);
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    private string Tokens(string start)
    {
        var separator = _random.Next(2) == 0 ? " " : "";
        return start + string.Join(separator, Enumerable.Range(0, _random.Next(80)).Select(_ => Piece()));
    }

    private string Changed(string text)
    {
        // Long canvases are cut, so that each text is quick.
        if (text.Length > 3_000 && _random.Next(text.Length - 2_000) is var from)
            text = text[(text.IndexOf('\n', from) + 1)..(from + 2_000)];
        for (var changes = _random.Next(6); changes > 0; changes--)
        {
            var at = _random.Next(text.Length + 1);
            var end = Math.Min(text.Length, at + _random.Next(20));
            text = _random.Next(4) switch
            {
                0 => text[..at] + text[end..],
                1 => text[..at] + Piece() + text[at..],
                2 => text[..at] + text[at..end] + text[at..end] + text[at..end] + text[end..],
                _ => text[..at] + Piece() + text[end..],
            };
        }
        return text;
    }

    private string Piece() => Pieces[_random.Next(Pieces.Length)];
}
