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
        if (parse.UnmatchedTokens is [var word, ..])
            shell.Note($"error: {Unknown(command, path, MistypedOption(parse) ?? word)}");
        else if (command.Subcommands.Count > 0)
            shell.Note($"error: {path} needs a command: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}");
        else if (MissingArgument(parse) is { } missing)
            shell.Note($"error: {path} needs {missing.Name}");
        else
            shell.Note($"error: {Lower(parse.Errors[0].Message)}");
        shell.Note($"  = help: run `{path} --help` to see what it takes");
        return ExitCode.Usage;
    }

    /// <summary>Refuses a mistyped option, which the argument would take for a file or a name.</summary>
    public static void RefuseOptions(ArgumentResult argument)
    {
        if (argument.Parent is CommandResult command && argument.Tokens.FirstOrDefault(token => LooksLikeOption(token.Value)) is { } option)
            argument.AddError(Unknown(command.Command, PathOf(command), option.Value));
    }

    /// <summary>Returns the option that an argument took by mistake, so that the value of the option is left over.</summary>
    private static string? MistypedOption(ParseResult parse) => parse.CommandResult.Children.OfType<ArgumentResult>()
        .SelectMany(argument => argument.Tokens).Select(token => token.Value).FirstOrDefault(LooksLikeOption);

    private static bool LooksLikeOption(string word)
    {
        if (!word.StartsWith('-'))
            return false;
        var name = word.AsSpan(word.StartsWith("--", StringComparison.Ordinal) ? 2 : 1);
        var end = name.IndexOf('=');
        return name.Length > 0 && char.IsAsciiLetter(name[0]) && !(end < 0 ? name : name[..end]).ContainsAnyExcept(OptionLetters);
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
