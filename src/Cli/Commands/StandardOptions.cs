using System.CommandLine.Parsing;

namespace DarkLang.Cli.Commands;

/// <summary>Options and arguments that several commands share.</summary>
internal static class StandardOptions
{
    public static Option<string?> Data() => new("--data") { Description = "The folder of the store (also: DARK_DATA)", HelpName = "DIR" };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON for programs" };

    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Do not ask for confirmation" };

    public static Option<bool> All(string what) => new("--all") { Description = $"All {what}" };

    public static Argument<string[]> Files() => new("FILE") { Description = "The files of the canvas", Arity = ArgumentArity.OneOrMore };

    public static Argument<string> Handler(string description, string name = "NAME") =>
        new(name) { Description = description, CustomParser = result => NameIn(result)! };

    public static Argument<string?> OptionalHandler(string description) =>
        new("NAME") { Description = description, Arity = ArgumentArity.ZeroOrOne, CustomParser = NameIn };

    /// <summary>Returns a text as the language compares it. Paths stay as they are typed.</summary>
    private static string? NameIn(ArgumentResult result) => result.Tokens is [var token, ..] ? Nfc.Of(token.Value) : null;

    public static Option<int> Limit(int standard) => NumberOption("--limit", "The most to list", standard, MessageFilter.MostCount);

    public static Option<string?> Where() => Word(
        "--where", "Only messages for which this holds, over event and message: 'event.total > 100'", "EXPR");

    public static Argument<string?> Optional(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    /// <summary>Any number of values, or none.</summary>
    public static Argument<string[]> Several(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrMore };

    /// <summary>Any text; use <see cref="Word"/> where an empty one would do something else.</summary>
    public static Option<string?> Text(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };

    public static Option<int> NumberOption(
        string name, string description, int standard, int most = int.MaxValue, params string[] aliases) =>
        new(name, aliases)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => standard,
            CustomParser = result => ParseNumber(result, most, out var text) ?? Refuse<int>(
                result, $"{name} takes a number {(most == int.MaxValue ? "of at least 1" : $"from 1 to {most}")}, not \"{text}\""),
        };

    /// <summary>Returns the number of an option; null if it is not a number from 1 to <paramref name="most"/>.</summary>
    public static int? ParseNumber(ArgumentResult result, int most, out string text)
    {
        text = result.Tokens[0].Value;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return isNumber && number > 0 && number <= most ? number : null;
    }

    /// <summary>Adds an error to an option, and returns no value for it.</summary>
    public static T? Refuse<T>(ArgumentResult result, string error)
    {
        result.AddError(error);
        return default;
    }

    public static Option<T?> Choice<T>(string name, string description)
        where T : struct, Enum => Choice(name, description, Enum.GetValues<T>());

    public static Option<T?> Choice<T>(string name, string description, IReadOnlyList<T> choices)
        where T : struct, Enum
    {
        var words = choices.Select(choice => choice.Word()).ToList();
        return new Option<T?>(name)
        {
            Description = $"{description}: {string.Join(", ", words)}",
            HelpName = "WORD",
            CustomParser = result => words.IndexOf(result.Tokens[0].Value) is >= 0 and var index ? choices[index] : Refuse<T?>(
                result, $"{name} takes {string.Join(", ", words.SkipLast(1))} or {words[^1]}, not \"{result.Tokens[0].Value}\""),
        };
    }

    public static Option<ThemeChoice?> Theme() =>
        Choice<ThemeChoice>("--theme", "The colours of the screens (dark, or mono with NO_COLOR)");

    public static ThemeChoice ThemeOf(Shell shell, ThemeChoice? theme) => theme ?? (shell.ColoursOut ? ThemeChoice.Dark : ThemeChoice.Mono);

    /// <summary>Whether an option was given. To ask for its value instead would throw for an invalid one.</summary>
    public static bool IsGiven(this CommandResult command, Option option) => command.GetResult(option) is { Implicit: false };

    /// <summary>A text that must not be empty: most likely a shell variable is unset, and the command would do something else.</summary>
    public static Option<string?> Word(string name, string description, string helpName, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            var text = NameIn(result)!;
            if (text.Length == 0)
                result.AddError($"{name} must not be empty: is a shell variable unset?");
            return text;
        },
    };

    /// <param name="mostDays">Longer ones are refused.</param>
    public static Option<TimeSpan?> Duration(string name, string description, int mostDays = TypedDuration.MostDays) => new(name)
    {
        Description = description,
        HelpName = "30s",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (TypedDuration.TryParse(text) is { } duration && duration.TotalDays <= mostDays)
                return duration;
            var form = TypedDuration.IsDuration(text) ? $"at most {mostDays}d" : "a duration such as 500ms, 30s, 5m, 2h or 1d";
            return Refuse<TimeSpan?>(result, $"{name} takes {form}, not \"{text}\"");
        },
    };
}
