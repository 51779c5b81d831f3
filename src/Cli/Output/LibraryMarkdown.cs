namespace DarkLang.Cli.Output;

/// <summary>Writes the whole library as one Markdown page: <c>docs/library.md</c>.</summary>
internal static class LibraryMarkdown
{
    private const string Introduction = """
        # The library

        Every function with its signature, an example, and its errors. Tests run the examples. `dark doc` shows the same in a terminal,
        and `dark doc --markdown` generates this page.

        A parameter is written `name: Type`. A lower-case letter stands for any type, and `(a -> b)` for a function. An argument of a kind
        that differs from the signature always ends the run with an error, so the notes on errors leave this out. *Impure* functions
        depend on the world outside the program or change it. Their results are recorded in the trace.
        """;

    public static void Write(TextWriter output, LibraryCatalog library)
    {
        output.Write($"{Introduction}\n\n");
        foreach (var module in library.Contents)
            output.Write($"- [{Title(module)}](#{Anchor(module)}): {string.Join(", ", module.Functions.Select(ShortName))}\n");
        foreach (var module in library.Contents)
        {
            output.Write($"\n## {Title(module)}\n\n{module.About}\n");
            foreach (var function in module.Functions)
                Write(output, function);
        }
    }

    private static void Write(TextWriter output, LibraryFunction function)
    {
        output.Write($"\n### {function.Name}\n\n```\n{function.Signature}\n\n{function.Example}\n```\n\n{function.Doc}");
        if (function.Errors is { } errors)
            output.Write($"\nErrors: {errors}.");
        output.Write(function.IsImpure ? " *Impure.*\n" : "\n");
    }

    private static string Title(LibraryModule module) => module.Name.Length > 0 ? module.Name : "Without a module";

    private static string Anchor(LibraryModule module) => Title(module).ToLowerInvariant().Replace(' ', '-');

    private static string ShortName(LibraryFunction function) => function.Name[(function.Name.LastIndexOf(':') + 1)..];
}
