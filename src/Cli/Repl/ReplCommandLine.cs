namespace DarkLang.Cli.Repl;

/// <summary>A line such as <c>:load orders.dark</c>.</summary>
/// <param name="Name">With its colon; it may be unknown.</param>
internal sealed record ReplCommandLine(string Name, string Argument)
{
    public static IReadOnlyList<(string Name, string Usage, string About)> All { get; } =
    [
        (":type", ":type EXPR", "show the type of an expression without running it"),
        (":doc", ":doc NAME", "show what a function or a module does"),
        (":load", ":load FILE…", "use the functions and types of these files, instead of those loaded before"),
        (":reload", ":reload", "read the loaded files again"),
        (":more", ":more", "show the next part of a long result"),
        (":full", ":full", "show the rest of a long result"),
        (":help", ":help", "show this help"),
        (":quit", ":quit", "end (also Ctrl-D)"),
    ];

    public static bool Is(string input) => input.AsSpan().TrimStart().StartsWith(":");

    /// <summary>Parses a line; a unique beginning of a command's name is enough.</summary>
    public static ReplCommandLine Parse(string input)
    {
        var text = input.Trim();
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        var word = end < 0 ? text : text[..end];
        var meant = All.Where(command => command.Name.StartsWith(word, StringComparison.Ordinal)).ToList();
        return new ReplCommandLine(meant is [var one] ? one.Name : word, end < 0 ? "" : text[end..].Trim());
    }

    public static string? Nearest(string word) => NearestName.Of(word, All.Select(command => command.Name));
}
