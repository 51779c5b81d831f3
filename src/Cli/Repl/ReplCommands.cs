using DarkLang.Cli.Commands;
using DarkLang.Cli.Output;

namespace DarkLang.Cli.Repl;

/// <summary>Runs the lines that begin with a colon.</summary>
internal sealed class ReplCommands(Shell shell, Session session, ResultPrinter results)
{
    public bool HasEnded { get; private set; }

    /// <summary>Returns false when the command failed.</summary>
    public bool Run(ReplCommandLine command) => command.Name switch
    {
        ":type" => ShowType(command.Argument),
        ":doc" => ShowDoc(command.Argument),
        ":load" => Load(command.Argument),
        ":reload" => session.Reload(),
        ":more" => results.More() || Refuse("the last result has no more lines"),
        ":full" => results.Full() || Refuse("the last result has no more lines"),
        ":help" => ShowHelp(),
        ":quit" => HasEnded = true,
        _ => Refuse(
            $"there is no command {DisplayText.OneLine(command.Name, 40)}",
            ReplCommandLine.Nearest(command.Name) is { } nearest ? $"did you mean {nearest}?" : "`:help` lists the commands"),
    };

    private bool ShowHelp()
    {
        shell.Out.WriteLine("Type an expression, `let x = …`, `fn …` or `type …`. Names stay defined; `it` is the last value.");
        shell.Out.WriteLine("An input continues while a bracket or block is open or its line ends in an operator; an empty line ends it.");
        shell.Out.WriteLine();
        var width = ReplCommandLine.All.Max(command => command.Usage.Length);
        foreach (var (_, usage, about) in ReplCommandLine.All)
            shell.Out.WriteLine($"  {usage.PadRight(width)}  {about}");
        shell.Out.WriteLine();
        shell.Out.WriteLine("Tab completes. Up and Down go through the history, Ctrl-R searches it. Ctrl-C stops an input or drops the");
        shell.Out.WriteLine("line. A line that begins with `|>` continues from `it`; one that begins with a space is not saved.");
        return true;
    }

    private bool ShowType(string text)
    {
        if (text.Length == 0)
            return Refuse(":type needs an expression", "such as :type List::map [1, 2] \\x -> x * 2");
        return (SignatureOf(text) ?? session.Read(new SourceText("expression", text))?.Type) is { } type && Print(type);
    }

    /// <summary>Returns the signature of a function that is named alone; null for any other expression.</summary>
    private string? SignatureOf(string name) => session.Variables.ContainsKey(name) ? null
        : session.Scope.FindFunction(name)?.Signature ?? LibraryCatalog.Standard.Find(name)?.Signature;

    private bool ShowDoc(string name)
    {
        if (name.Length == 0)
            return Refuse(":doc needs a name", "such as :doc List::map or :doc List");
        if (session.Scope.FindFunction(name) is { } function)
            return Print(function.Doc is { } doc ? $"{function.Signature}\n  {doc.ReplaceLineEndings("\n  ")}" : function.Signature);
        try
        {
            DocCommand.Show(shell, name, json: false);
            return true;
        }
        catch (CommandFailure unknown)
        {
            return Refuse(unknown.Message, unknown.Help);
        }
    }

    private bool Load(string argument)
    {
        var files = argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return files.Length > 0 ? session.Load(files) : Refuse(":load needs a file", "such as :load orders.dark");
    }

    private bool Print(string line)
    {
        shell.Out.WriteLine(line);
        return true;
    }

    private bool Refuse(string message, string? help = null)
    {
        shell.NoteError(message, help);
        return false;
    }
}
