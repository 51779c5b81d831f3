using System.Globalization;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Formatting;

/// <summary>
/// Generated canvases keep their tree and comments when they are formatted, and formatting them again changes nothing.
/// DARK_FORMAT_CANVASES=10000 tries more, and DARK_FORMAT_SEED=n starts with another seed; a failure names the seed that repeats it.
/// </summary>
public sealed class FormatPropertyTests
{
    private static readonly int Count = Setting("DARK_FORMAT_CANVASES", 400);
    private static readonly int First = Setting("DARK_FORMAT_SEED", 1);

    private static readonly string[] Cases =
        [.. Directory.EnumerateFiles(Golden.CasesFolder, "*.dark", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(File.ReadAllText).Where(FormatCheck.Verify)];

    [Fact]
    public void Generated_canvases_are_formatted_without_loss() => Try(seed => new GenCanvas(new Random(seed)).Canvas());

    /// <summary>Changes line breaks, indentation and comments in the cases of all stages; many still mean something.</summary>
    [Fact]
    public void Cases_with_other_line_breaks_are_formatted_without_loss() => Try(seed =>
    {
        var random = new Random(seed);
        var text = Cases[random.Next(Cases.Length)];
        for (var edits = random.Next(1, 6); edits > 0; edits--)
            text = Disturb(text, random);
        return text;
    });

    private static string Disturb(string text, Random random)
    {
        var places = Enumerable.Range(0, text.Length).Where(i => text[i] is ' ' or '\n').ToList();
        if (places.Count == 0)
            return text;
        var at = places[random.Next(places.Count)];
        var indent = new string(' ', random.Next(0, 9));
        var piece = random.Next(5) switch
        {
            0 => $" // added {at}\n{indent}",
            1 => $"\n{indent}// own {at}\n{indent}",
            2 => $"\n{indent}",
            3 => $"\n\n\n{indent}",
            _ => indent,
        };
        return text[..at] + piece + text[(at + (text[at] == ' ' ? 1 : 0))..];
    }

    private static void Try(Func<int, string> make)
    {
        var formatted = 0;
        for (var seed = First; seed < First + Count; seed++)
        {
            try
            {
                if (FormatCheck.Verify(make(seed)))
                    formatted++;
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"DARK_FORMAT_SEED={seed} DARK_FORMAT_CANVASES=1 repeats this: {failure.Message}", failure);
            }
        }
        Assert.True(formatted > Count / 4 || Count < 10, $"only {formatted} of {Count} canvases could be read");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
