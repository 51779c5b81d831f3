using System.Globalization;
using System.Text;
using DarkLang.Lang.Source;

namespace DarkLang.Tests;

/// <summary>
/// Texts of characters that programs get wrong: those that can't be seen or turn the order of others around, and those that can be
/// composed in two ways. DARK_NASTY_TEXTS=10000 tries more of them, and DARK_NASTY_SEED=n starts with another seed.
/// </summary>
internal sealed class NastyText(int seed)
{
    private static readonly string[] Pieces =
    [
        "a", "b", "Z", "0", " ", "-", "_", ".", "'", "{", "}", "$", "//", "::", "é", "e\u0301", "Å", "A\u030A", "\u212B", "ﬁ", "ö\u0308",
        "각", "\u1100\u1161\u11A8", "e\u0301\u0323", "e\u0323\u0301", "\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u00AD", "\u034F",
        "\u061C", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u2028",
        "\u2029", "\u0085", "\u0000", "\u0007", "\u001B[31m", "\u001B]0;x\u0007", "\u007F", "\u009B31m", "\u0008", "\r", "\n", "\t",
        "\uFFFE",
        "\uFFFF", "\uFFFD", "\u3164", "\u115F", "\u2800", "\uFE0F", "\uFFF9", "\u0300\u0301\u0302", "\U0001F600", "\U0001F44D\U0001F3FD",
        "\U0001F469\u200D\U0001F469\u200D\U0001F467", "\U0001F3F4\U000E0067\U000E007F", "\U000E0001", "\U000E0061", "\U0001D173",
        "\U000F0000", "漢", "שלום", "مرحبا", "ب\u200Cب", "क\u094D\u200Dष", "\u0600", "\"", "\\", "\u2018",
    ];

    private readonly Random _random = new(seed);

    public static int Count { get; } = Setting("DARK_NASTY_TEXTS", 150);

    public static int First { get; } = Setting("DARK_NASTY_SEED", 1);

    /// <summary>Runs a check for every seed; a failure names the seed.</summary>
    public static void ForEach(Action<NastyText> check)
    {
        for (var seed = First; seed < First + Count; seed++)
        {
            try
            {
                check(new NastyText(seed));
            }
            catch (Exception failure)
            {
                Assert.Fail($"DARK_NASTY_SEED={seed}: {Visible(failure.Message)}\n{failure.StackTrace}");
            }
        }
    }

    /// <summary>Runs a check for every seed; a failure names the seed.</summary>
    public static async Task ForEachAsync(Func<NastyText, Task> check)
    {
        for (var seed = First; seed < First + Count; seed++)
        {
            try
            {
                await check(new NastyText(seed));
            }
            catch (Exception failure)
            {
                Assert.Fail($"DARK_NASTY_SEED={seed}: {Visible(failure.Message)}\n{failure.StackTrace}");
            }
        }
    }

    public bool Chance() => _random.Next(2) == 0;

    /// <summary>A text with up to eight pieces, and at least a letter.</summary>
    public string Text() =>
        string.Concat(Enumerable.Range(0, _random.Next(1, 9)).Select(_ => Pieces[_random.Next(Pieces.Length)])) + "x" + _random.Next(100);

    /// <summary>The same text with its characters composed in another way, if there is one.</summary>
    public string Twin(string text)
    {
        try
        {
            return text.Normalize(_random.Next(2) == 0 ? NormalizationForm.FormD : NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // It holds U+FFFE, which .NET does not normalise.
            return text;
        }
    }

    /// <summary>Writes a text as a String of a canvas: everything beyond ASCII escaped, or only what must be.</summary>
    public string Literal(string text)
    {
        var all = Chance();
        var literal = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            var must = rune.Value is '"' or '\\' or < ' ' || rune.Value >= 0x7F && (all || Hides(rune));
            literal.Append(must ? $"\\u{{{rune.Value:X}}}" : rune.ToString());
        }
        return literal.Append('"').ToString();
    }

    /// <summary>Fails if a text has a character that a terminal must not get, or that nobody can see.</summary>
    public static void AssertVisible(string what, string text)
    {
        var first = text.AsSpan().CommonPrefixLength(InvisibleCharacters.Escaped(text));
        if (first == text.Length)
            return;
        var from = Math.Max(0, first - 60);
        Assert.Fail($"{what} shows what can't be seen: …{Visible(text[from..Math.Min(text.Length, first + 60)])}…");
    }

    // Joiners and tags may be visible together with their neighbours; escaping them is right in any case.
    private static bool Hides(Rune rune) => InvisibleCharacters.Escaped(rune.ToString()) != rune.ToString()
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;

    private static string Visible(string text) => string.Concat(text.Select(
        unit => unit is '\n' or (>= ' ' and <= '~') ? unit.ToString() : string.Create(CultureInfo.InvariantCulture, $"<{(int)unit:X4}>")));

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
