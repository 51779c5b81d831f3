using System.Text.RegularExpressions;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Source;
using DarkLang.Runtime.Canvases;
using DarkLang.Tests;

namespace DarkLang.Cli.Tests.Explanations;

/// <summary>
/// The help of diagnostics shows code. All help in the cases of tests/cases is taken, and each piece of code in it must pass the check in
/// some place: as an item, an expression, an option, a schedule, a type and so on. Names that it does not bind may be anything.
/// </summary>
public sealed partial class HelpTests
{
    // Words about code and not code: keywords, commands, names of options and of conditions.
    private static readonly string[] Words =
    [
        "let", "in", "with", "match", "if", "then", "else", "test", "fn", "cron", "worker", "event", "true", "false", "null", "fun",
        "else if … then …", "name: value", "\\G", "{1,100}",
    ];

    // What is taken away need not be whole, and the library writes the types of its callbacks in its own way.
    private static readonly string[] NotCode = ["remove ", "it is called as "];

    private static readonly string[] Items = ["§\n", "§\n  1\n", "§ = 1\n"];

    private static readonly string[] Holes = ["fn f €\n  $\"§\"\n"];

    private static readonly string[] Escapes = ["fn f €\n  \"§\"\n", "fn f €\n  $\"§\"\n"];

    private static readonly string[] Options =
        ["worker w with {ob} § {cb}\n  event\n", "cron c every minute with {ob} § {cb}\n  1\n"];

    private static readonly string[] Schedules = ["cron c §\n  1\n", "cron c every §\n  1\n", "fn f €\n  §\n"];

    private static readonly string[] Others =
    [
        "fn f €\n  §\n", "fn f €\n  §\n  1\n", "fn f €\n  x\n    §\n", "fn f €\n  x § 1\n",
        "fn f €\n  match x with\n  | §\n  | _ -> 1\n", "fn f €\n  match x with\n  § 1\n  | _ -> 1\n",
        "fn f €\n  match x with\n  | § -> 1\n  | _ -> 1\n", "fn f €\n  match x with\n  §\n  | _ -> 1\n",
        "fn f €\n  {ob} § {cb}\n", "fn f €\n  § then 1 else 2\n", "fn f €\n  let x = §\n  x\n", "fn f €\n  (§) x\n",
        "fn f §\n  1\n", "fn f § = 1\n", "cron c daily §\n  1\n", "cron c daily at §\n  1\n", "cron c weekly §\n  1\n",
        "cron c every §\n  1\n", "alert a on §\n  event\n", "worker w (x: §)\n  x\n", "type T = {ob} § {cb}\n", "type T §\n",
        "type T = {ob} a: § {cb}\n", "fn f €\n  1§\n", "fn f €\n  §\n  | _ -> 1\n", "test \"t\"\n  §\n  true\n",
    ];

    [Fact]
    public void Code_in_help_passes_the_check()
    {
        var wrong = Helps().SelectMany(help => Code().Matches(help)
                .Where(match => !NotCode.Any(before => help[..match.Index].EndsWith(before, StringComparison.Ordinal)))
                .Select(match => (help, Code: match.Groups[1].Value)))
            .Where(shown => !IsWord(shown.Code) && !PlacesFor(shown.Code).Any(place => Passes(place, shown.Code)))
            .Select(shown => $"`{shown.Code}` in: {shown.help}").Distinct().ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("fn k(a: Int): Int : a")]
    [InlineData("worker \"a on queue \"x\"\"")]
    [InlineData("{o.id:000}")]
    [InlineData("Option::withDefault .name \"x\"")]
    [InlineData("List::nothing x")]
    [InlineData("timeout: \"5s\"")]
    [InlineData("every 1.5h")]
    public void Code_that_does_not_pass_is_found(string code) => Assert.DoesNotContain(PlacesFor(code), place => Passes(place, code));

    private static string[] PlacesFor(string code) => code switch
    {
        [.., ':', ' ', 'v', 'a', 'l', 'u', 'e'] => Others,
        ['\\', 'u', '{' or (>= '0' and <= '9') or (>= 'A' and <= 'F'), ..] => Escapes,
        ['{', not ' ', ..] => Holes,
        ['\\', not ((>= 'a' and <= 'z') or '_' or '('), ..] => Escapes,
        _ when ItemStart().IsMatch(code) => Items,
        _ when OptionStart().IsMatch(code) => Options,
        _ when ScheduleStart().IsMatch(code) => Schedules,
        _ => Others,
    };

    private static IEnumerable<string> Helps() =>
        Directory.EnumerateFiles(Golden.CasesFolder, "*.expected", SearchOption.AllDirectories)
            .Where(path => new[] { "diagnostics", "resolve", "check", "lints", "explanations" }
                .Any(folder => path.Contains($"/cases/{folder}/", StringComparison.Ordinal)))
            .SelectMany(File.ReadLines)
            .Select(line => Help().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value.Split("          dark explain")[0])
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static bool IsWord(string code) =>
        Words.Contains(code) || code.StartsWith("dark ", StringComparison.Ordinal) || !code.Any(char.IsLetterOrDigit)
        || Signs().IsMatch(code);

    private static bool Passes(string place, string code)
    {
        code = code.Replace("{ … }", "{ x: 1 }", StringComparison.Ordinal).Replace("…", "null", StringComparison.Ordinal);
        var bound = Names().Matches(code).Select(match => match.Value).Where(name => !IsKeyword(name)).Append("x").Distinct();
        var text = place.Replace("§", code, StringComparison.Ordinal).Replace("{ob}", "{", StringComparison.Ordinal)
            .Replace("{cb}", "}", StringComparison.Ordinal)
            .Replace("€", string.Join(' ', bound.Select(name => $"({name}: Any)")), StringComparison.Ordinal);
        var loaded = CanvasCheck.Load([new SourceText("help.dark", text)]);
        return loaded.Diagnostics.All(diagnostic => diagnostic.Severity != Severity.Error || IsNoMistake(diagnostic));
    }

    /// <summary>Whether an error only says that a type of the reader is not declared here, or that an item can't run yet.</summary>
    private static bool IsNoMistake(Diagnostic diagnostic) => diagnostic.Code is "D0314" or "D0315" or "D0316"
        || diagnostic.Code == "D0307" && diagnostic.Help?.StartsWith("declare it", StringComparison.Ordinal) == true;

    private static bool IsKeyword(string name) =>
        name is "_" or "let" or "in" or "with" or "match" or "if" or "then" or "else" or "fun" or "true" or "false" or "null" or "when"
        || Lang.Library.LibraryCatalog.Standard.Find(name) is not null;

    [GeneratedRegex("^(worker|cron|fn|type|test|alert|http|db|secret|//) ")]
    private static partial Regex ItemStart();

    [GeneratedRegex("^(retries|backoff|growth|maxWait|timeout|concurrency|rate|key|priority|dedupe|dedupeFor|pauseAfter|catchUp|overlap):")]
    private static partial Regex OptionStart();

    [GeneratedRegex("^(every|daily|hourly|weekly|fortnightly|monthly|quarterly|yearly)\\b|^\\d+[smhd]$")]
    private static partial Regex ScheduleStart();

    [GeneratedRegex("help: (.*)$")]
    private static partial Regex Help();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    // Names that the code uses: not those after a dot or a module, nor those of fields.
    [GeneratedRegex("(?<![\\w.:$\"'])[a-z_][A-Za-z0-9_]*(?![\\w:]|\\s*:)")]
    private static partial Regex Names();

    [GeneratedRegex("^\\|> [^ ]+ …$|^[-]>$|^= expression$")]
    private static partial Regex Signs();
}
