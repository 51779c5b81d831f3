using System.Buffers;
using System.CommandLine.Parsing;

namespace DarkLang.Cli;

/// <summary>Reports on stderr what is wrong with a command line, and the nearest valid word.</summary>
internal static class UsageErrors
{
    private static readonly SearchValues<char> OptionLetters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    public static int Report(Shell shell, ParseResult parse)
    {
        var (path, command) = (PathOf(parse.CommandResult), parse.CommandResult.Command);
        if ((MistypedOption(parse) ?? (parse.UnmatchedTokens is [var left, ..] ? left : null)) is { } word)
            shell.Note($"error: {Unknown(command, path, word)}");
        else if (command.Subcommands.Count > 0)
            shell.Note($"error: {path} needs a command: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}");
        else if (MissingArgument(parse) is { } missing)
            shell.Note($"error: {path} needs {missing.Name}");
        else
            shell.Note($"error: {Lower(parse.Errors[0].Message)}");
        shell.Note($"  = help: run `{path} --help` to see what it takes");
        return ExitCode.Usage;
    }

    /// <summary>Returns a mistyped option, which an argument would take for a file, a name or an id. Behind <c>--</c> is none.</summary>
    public static string? MistypedOption(ParseResult parse)
    {
        var words = parse.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).ToList();
        return parse.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .FirstOrDefault(token => LooksLikeOption(token.Value) && words.Contains(token))?.Value;
    }

    private static bool LooksLikeOption(string word)
    {
        if (word.StartsWith("--", StringComparison.Ordinal))
            return word.Length > 2;
        var end = word.IndexOf('=');
        return word.StartsWith('-') && word.Length > 1 && char.IsAsciiLetter(word[1])
            && !word.AsSpan(0, end < 0 ? word.Length : end).ContainsAnyExcept(OptionLetters);
    }

    private static string Unknown(Command command, string path, string word)
    {
        var isOption = LooksLikeOption(word);
        var names = isOption
            ? command.Options.Where(option => !option.Hidden).Select(option => option.Name)
            : command.Subcommands.Select(sub => sub.Name);
        var nearest = NearestName.Of(word, names);
        var missing = isOption ? "has no option" : command.Subcommands.Count > 0 ? "has no command" : "takes no argument";
        return $"{path} {missing} \"{word}\"{(nearest is null ? "" : $": did you mean {nearest}?")}";
    }

    private static Argument? MissingArgument(ParseResult parse) => parse.CommandResult.Command.Arguments
        .FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0 && parse.GetResult(argument) is not { Tokens.Count: > 0 });

    private static string PathOf(CommandResult command) => command.Parent is CommandResult parent
        ? $"{PathOf(parent)} {command.Command.Name}"
        : "dark";

    private static string Lower(string message) =>
        message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
}
