using DarkLang.Cli.Explanations;
using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

internal static class ExplainCommand
{
    private const int Widest = 100;

    public static Command Create(Shell shell)
    {
        var code = StandardOptions.Optional("CODE", "A code such as D0301 (lists all if omitted)");
        var json = StandardOptions.Json();
        return new Command("explain", "Explain the code of an error or a warning, with an example") { code, json }.Does(shell, (parse, _) =>
        {
            if (parse.GetValue(code) is { } given)
                Explain(shell, Find(given), parse.GetValue(json));
            else
                List(shell, parse.GetValue(json));
            return Task.FromResult(ExitCode.Ok);
        });
    }

    /// <summary>Finds a code as people copy it: <c>d0301</c>, <c>301</c>, <c>[D0301]</c> or <c>error[D0301]:</c>.</summary>
    private static Explanation Find(string given)
    {
        var digits = string.Concat(given.Where(char.IsAsciiDigit));
        var code = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? string.Create(CultureInfo.InvariantCulture, $"D{number:0000}")
            : given;
        if (ExplanationCatalog.Find(code) is { } found)
            return found;
        var nearest = NearestName.Several(code, ExplanationCatalog.Codes, 3);
        var help = (nearest.Count == 0 ? "" : $"the nearest are {string.Join(", ", nearest)}; ") + "run `dark explain` to see all codes";
        throw new CommandFailure(ExitCode.NotFound, $"there is no code {DisplayText.Printable(code)}", help);
    }

    private static void List(Shell shell, bool json)
    {
        var all = ExplanationCatalog.Codes.Select(code => ExplanationCatalog.Find(code)!);
        if (json)
        {
            JsonOutput.WriteList(shell.Out, "dark.explanations/1", all, (writer, entry) =>
            {
                writer.WriteString("code", entry.Code);
                writer.WriteString("title", entry.Title);
            });
            return;
        }
        foreach (var entry in all)
            shell.Out.WriteLine($"{entry.Code}  {entry.Title}");
    }

    private static void Explain(Shell shell, Explanation entry, bool json)
    {
        if (json)
        {
            JsonOutput.WriteObject(shell.Out, "dark.explanation/2", writer => Fields(writer, entry));
            return;
        }
        var width = Math.Min(shell.Width(), Widest);
        shell.Out.WriteLine($"{entry.Code}: {entry.Title}");
        Paragraph(shell.Out, entry.Meaning, width);
        Code(shell.Out, entry.Example);
        Paragraph(shell.Out, entry.Fix, width);
        Code(shell.Out, entry.Fixed);
    }

    private static void Fields(Utf8JsonWriter json, Explanation entry)
    {
        json.WriteString("code", entry.Code);
        json.WriteString("title", entry.Title);
        json.WriteString("meaning", entry.Meaning);
        json.Text("example", entry.Example);
        json.WriteString("fix", entry.Fix);
        json.Text("fixed", entry.Fixed);
    }

    private static void Paragraph(TextWriter output, string text, int width)
    {
        output.WriteLine();
        var column = 0;
        foreach (var word in text.Split([' ', '\n']))
        {
            var separator = column == 0 ? "" : column + 1 + word.Length > width ? "\n" : " ";
            column = separator == " " ? column + 1 + word.Length : word.Length;
            output.Write(separator + word);
        }
        output.WriteLine();
    }

    private static void Code(TextWriter output, string? code)
    {
        if (code is null)
            return;
        output.WriteLine();
        foreach (var line in code.Split('\n'))
            output.WriteLine(line.Length == 0 ? "" : $"    {line}");
    }
}
