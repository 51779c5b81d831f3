using DarkLang.Cli.Output;
using DarkLang.Display.Tables;

namespace DarkLang.Cli.Commands;

/// <summary>The reference of the standard library: its modules, one module, one function, or all of it as Markdown.</summary>
internal static class DocCommand
{
    private static LibraryCatalog Library => LibraryCatalog.Reference;

    private static Column<LibraryModule>[] Columns { get; } =
    [
        Column.Text<LibraryModule>("MODULE", 0, module => module.Name.Length > 0 ? module.Name : "(none)"),
        Column.Count<LibraryModule>("FUNCTIONS", 0, module => module.Functions.Count),
        Column.Text<LibraryModule>("ABOUT", 0, module => module.Name.Length > 0 ? module.About : NamesOf(module)),
    ];

    public static Command Create(Shell shell)
    {
        var name = StandardOptions.Optional("NAME", "A module such as List, or a function such as List::map");
        var markdown = new Option<bool>("--markdown") { Description = "Print the whole reference as Markdown" };
        var json = StandardOptions.Json();
        return new Command("doc", "Look up functions of the library") { name, markdown, json }.Does(shell, (parse, _) =>
        {
            var wanted = parse.GetValue(name);
            if (parse.GetValue(markdown) && (wanted is not null || parse.GetValue(json)))
                throw new CommandFailure(
                    ExitCode.Usage, "--markdown prints the whole reference: it takes no NAME and no --json",
                    "run `dark doc --help` to see what it takes");
            if (parse.GetValue(markdown))
                LibraryMarkdown.Write(shell.Out, Library);
            else
                Show(shell, wanted, parse.GetValue(json));
            return Task.FromResult(ExitCode.Ok);
        });
    }

    public static void Show(Shell shell, string? wanted, bool json)
    {
        if (wanted is null)
            ShowModules(shell, json);
        else if (FindModule(wanted) is { } module)
            ShowModule(shell, module, json);
        else if (FindFunction(wanted) is { } function)
            ShowFunction(shell, function, json);
        else
            ShowFound(shell, wanted, json);
    }

    /// <summary>Shows the functions of a name in all modules, or what another language calls so.</summary>
    private static void ShowFound(Shell shell, string wanted, bool json)
    {
        var found = LibrarySearch.Find(Library, wanted);
        if (found.Count == 0)
            throw Unknown(wanted);
        if (!found.Any(function => function.Name.EndsWith(wanted, StringComparison.OrdinalIgnoreCase)))
            shell.Note($"`{wanted}` has another name here");
        if (found is [var only])
            ShowFunction(shell, only, json);
        else if (json)
            JsonOutput.WriteList(shell.Out, "dark.functions/2", found, LibraryJson.Function);
        else
            shell.Out.WriteLine(string.Join("\n\n", found.Select(Summary)));
    }

    private static string Summary(LibraryFunction function) => $"{function.Signature}\n  {function.Doc}";

    private static void ShowModules(Shell shell, bool json)
    {
        if (json)
        {
            JsonOutput.WriteList(shell.Out, "dark.modules/1", Library.Contents, LibraryJson.Module);
            return;
        }
        TableText.Write(shell, Columns, Library.Contents);
        shell.Note("`dark doc NAME` shows a module or a function, such as List or List::map");
    }

    private static string NamesOf(LibraryModule module) => string.Join(", ", module.Functions.Select(function => function.Name));

    private static void ShowModule(Shell shell, LibraryModule module, bool json)
    {
        if (json)
        {
            JsonOutput.WriteList(shell.Out, "dark.functions/2", module.Functions, LibraryJson.Function);
            return;
        }
        shell.Out.WriteLine($"{module.Name}: {module.About}");
        foreach (var function in module.Functions)
            shell.Out.WriteLine($"\n{Summary(function)}");
    }

    private static void ShowFunction(Shell shell, LibraryFunction function, bool json)
    {
        if (json)
        {
            JsonOutput.WriteObject(shell.Out, "dark.function/2", writer => LibraryJson.Function(writer, function));
            return;
        }
        shell.Out.WriteLine($"{function.Signature}\n  {function.Doc}\n\n  Example  {function.Example}");
        if (function.Errors is { } errors)
            shell.Out.WriteLine($"  Errors   {errors}");
        if (function.IsImpure)
            shell.Out.WriteLine("  Impure   its result is recorded in the trace");
    }

    private static LibraryModule? FindModule(string name) =>
        Library.Contents.FirstOrDefault(module => module.Name.Length > 0 && module.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static LibraryFunction? FindFunction(string name) =>
        Library.Find(name) ?? Library.Functions.FirstOrDefault(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static CommandFailure Unknown(string name)
    {
        var names = Library.Names.Concat(Library.Modules.Where(module => module.Length > 0));
        var near = NearestName.Several(name, names, 3);
        return new CommandFailure(
            ExitCode.NotFound, $"the library has no module and no function named \"{DisplayText.OneLine(name, 60)}\"",
            near.Count > 0 ? $"did you mean {string.Join(" or ", near)}?" : "`dark doc` lists the modules");
    }
}
