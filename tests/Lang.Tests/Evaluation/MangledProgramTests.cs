using CsCheck;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Evaluation;

/// <summary>Runs the test cases with words removed, inserted and replaced at random.</summary>
public class MangledProgramTests
{
    private static readonly string[] Pieces =
    [
        .. Directory.EnumerateFiles(Path.Combine(Golden.CasesFolder, "run"), "*.dark")
            .Order(StringComparer.Ordinal)
            .SelectMany(path => File.ReadAllText(path).Split(' ', '\n'))
            .Where(piece => piece.Length > 0)
            .Distinct(),
    ];

    private static readonly string[] Expressions =
    [
        .. Directory.EnumerateFiles(Path.Combine(Golden.CasesFolder, "run"), "*.dark")
            .Order(StringComparer.Ordinal)
            .SelectMany(path => File.ReadAllText(path).Split("// run\n")[^1].Split("\n\n")),
    ];

    private static readonly SourceText Canvas = new("canvas.dark", Golden.Read("run", "functions").Split("// run")[0]);

    [Fact]
    public void Every_program_loads_to_diagnostics_or_runs_to_an_outcome() =>
        Gen.Select(Gen.Int[0, Expressions.Length - 1], Gen.Select(Gen.Int[0, 2], Gen.Int[0, 30], Gen.Int[0, Pieces.Length - 1]).Array[1, 4])
            .Sample((expression, changes) => LoadAndRun(Mangle(Expressions[expression], changes)), iter: 1_500, threads: 1);

    private static void LoadAndRun(string text)
    {
        var loaded = CanvasLoader.LoadExpression(new SourceText("mangled", text), [Canvas]);
        Assert.True(loaded.Code is not null || loaded.Diagnostics.Count > 0, text);
        _ = Programs.Render(loaded.Diagnostics);
        if (loaded.Code is { } code)
            Assert.NotEmpty(Programs.Show(Programs.Run(code, [], Programs.SmallLimits with { Steps = 100_000, Depth = 200 })));
    }

    private static string Mangle(string expression, (int Kind, int At, int Piece)[] changes)
    {
        var words = expression.Split(' ').ToList();
        foreach (var (kind, at, piece) in changes)
        {
            var index = at % words.Count;
            if (kind == 0 && words.Count > 1)
                words.RemoveAt(index);
            else if (kind == 1)
                words.Insert(index, Pieces[piece]);
            else
                words[index] = Pieces[piece];
        }
        return string.Join(' ', words);
    }
}
