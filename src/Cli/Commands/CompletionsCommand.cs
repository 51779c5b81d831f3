namespace DarkLang.Cli.Commands;

/// <summary>Prints a shell completion script, which calls this command again.</summary>
internal static class CompletionsCommand
{
    private const string Bash = """
        _dark() {
          local found
          COMPREPLY=()
          while IFS= read -r found; do
            COMPREPLY+=("$(printf %q "$found")")
          done < <(dark completions bash --line "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
        }
        complete -o default -F _dark dark
        """;

    private const string Zsh = """
        _dark() {
          local -a found
          found=("${(@f)$(dark completions zsh --line "$LBUFFER" 2>/dev/null)}")
          if [[ -n "$found" ]]; then compadd -- $found; else _files; fi
        }
        compdef _dark dark
        """;

    private const string Fish = """
        complete -c dark -a '(dark completions fish --line (commandline -cp | string collect) 2>/dev/null)'
        """;

    public static Command Create(Shell shell)
    {
        var name = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        name.CompletionSources.Add("bash", "zsh", "fish");
        var line = new Option<string?>("--line") { Description = "The line typed so far", Hidden = true };
        return new Command("completions", "Print a shell completion script") { name, line }.Does(
            shell, (parse, _) =>
        {
            var script = ScriptOf(parse.GetRequiredValue(name));
            if (parse.GetValue(line) is { } typed)
                WriteFound(shell, (RootCommand)parse.RootCommandResult.Command, typed);
            else
                shell.Out.WriteLine(script);
            return Task.FromResult(ExitCode.Ok);
        });
    }

    private static string ScriptOf(string shellName) => shellName switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => throw new CommandFailure(
            ExitCode.Usage, $"there are completions for bash, zsh and fish, not for \"{shellName}\"",
            "for bash: source <(dark completions bash)"),
    };

    private static void WriteFound(Shell shell, RootCommand root, string typed)
    {
        var words = typed.TrimStart();
        var start = words.IndexOf(' ', StringComparison.Ordinal);
        var arguments = start < 0 ? "" : words[(start + 1)..];
        var prefix = arguments[(arguments.LastIndexOf(' ') + 1)..];
        new LiveCompletions(shell).AddTo(root);
        foreach (var found in root.Parse(arguments).GetCompletions(arguments.Length).Select(found => found.Label).Distinct()
            .Where(label => Fits(label, prefix)))
            shell.Out.WriteLine(found);
    }

    /// <summary>Whether a completion is offered: an option only after a dash.</summary>
    private static bool Fits(string label, string prefix) =>
        label.StartsWith(prefix, StringComparison.Ordinal) && (prefix.Length > 0 || !label.StartsWith('-'))
            && label is not ("-?" or "/?" or "/h");
}
