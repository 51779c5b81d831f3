using DarkLang.Tests;

namespace DarkLang.Tui.Tests;

public sealed class KeysTests
{
    private const string Heading = "## Keys\n";

    [Fact]
    public void The_documentation_lists_every_key()
    {
        var path = Path.Combine(Golden.CasesFolder, "..", "..", "docs", "tui.md");
        var page = File.ReadAllText(path);
        var head = page[..(page.IndexOf(Heading, StringComparison.Ordinal) + Heading.Length)];
        var rows = Keys.All.Select(entry =>
            $"| {Code(entry)} | {NameOf(entry.Screen)} | {entry.Description}{(entry.ChangesCanvas ? " (not when read-only)" : "")} |");
        Golden.Verify(path, $"{head}\n| key | on | |\n|---|---|---|\n{string.Join('\n', rows)}\n");
    }

    [Fact]
    public void No_key_means_two_things_on_one_screen()
    {
        foreach (var screen in Enum.GetValues<ScreenKind>().Where(screen => int.IsPow2((int)screen)))
        {
            var keys = Keys.In(screen).SelectMany(entry => entry.Keys).Select(key => key.ToString()).ToList();
            Assert.Equal(keys.Distinct(), keys);
        }
    }

    private static string Code(KeyEntry entry) =>
        string.Join(' ', entry.Keys.Select(key => $"`{key.ToString().Replace("Cursor", "", StringComparison.Ordinal)}`"));

    private static string NameOf(ScreenKind screens)
    {
        var whole = new[] { (ScreenKind.Everywhere, "every screen"), (ScreenKind.Lists, "lists") }.FirstOrDefault(known =>
            screens.HasFlag(known.Item1));
        var others = Enum.GetValues<ScreenKind>()
            .Where(each => int.IsPow2((int)each) && (screens & ~whole.Item1).HasFlag(each)).Select(Name);
        return string.Join(", ", others.Prepend(whole.Item2).Where(name => name is not null));
    }

    private static string Name(ScreenKind screen) => screen switch
    {
        ScreenKind.Handler => "worker or cron",
        ScreenKind.NotFound => "404s",
        ScreenKind.Dead => "dead letters",
        ScreenKind.DeadGroup => "one error",
        ScreenKind.Form => "forms",
        ScreenKind.Palette => "commands",
        ScreenKind.Stub => "new worker",
        _ => screen.ToString().ToLowerInvariant(),
    };
}
