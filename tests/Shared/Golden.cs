using System.Text;

namespace DarkLang.Tests;

/// <summary>
/// Golden files under <c>tests/cases</c>: the output of a stage for a case is compared with the file beside it.
/// <c>UPDATE_GOLDEN=1</c> writes the output to the file instead.
/// </summary>
internal static class Golden
{
    private const int LinesAround = 2;

    public static string CasesFolder { get; } = FindCasesFolder();

    private static bool Updating => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    /// <summary>Returns the names of all cases of a stage, such as <c>pipes</c> for <c>tests/cases/parse/pipes.dark</c>.</summary>
    public static TheoryData<string> Cases(string stage, string extension = ".dark")
    {
        var folder = Path.Combine(CasesFolder, stage);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"there is no folder of cases at {folder}");
        var names = Directory.EnumerateFiles(folder, "*" + extension, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path)[..^extension.Length].Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
        return new TheoryData<string>(names);
    }

    /// <summary>Returns the path of a case's file: <c>PathOf("parse", "pipes", ".dark")</c>.</summary>
    public static string PathOf(string stage, string name, string extension) =>
        Path.Combine(CasesFolder, stage, name + extension);

    /// <summary>Reads a case's file, with LF line breaks.</summary>
    public static string Read(string stage, string name, string extension = ".dark") =>
        Normalise(File.ReadAllText(PathOf(stage, name, extension)));

    public static void Verify(string expectedPath, string actualText)
    {
        var actual = WithFinalNewline(Normalise(actualText));
        if (Updating)
        {
            File.WriteAllText(expectedPath, actual);
            return;
        }

        if (!File.Exists(expectedPath))
            Assert.Fail($"{expectedPath} is missing.\nUPDATE_GOLDEN=1 writes it; read it before committing. It would hold:\n\n{actual}");

        var expected = WithFinalNewline(Normalise(File.ReadAllText(expectedPath)));
        if (expected != actual)
            Assert.Fail($"{expectedPath} differs (- expected, + actual; UPDATE_GOLDEN=1 accepts):\n{Difference(expected, actual)}");
    }

    /// <summary>Describes the first run of lines that differ, with some lines around it.</summary>
    private static string Difference(string expected, string actual)
    {
        var before = expected.Split('\n');
        var after = actual.Split('\n');
        var first = 0;
        while (first < before.Length && first < after.Length && before[first] == after[first])
            first++;
        var last = 0;
        while (last < before.Length - first && last < after.Length - first && before[^(last + 1)] == after[^(last + 1)])
            last++;

        var text = new StringBuilder().Append("@@ line ").Append(first + 1).Append(" @@\n");
        foreach (var line in before[Math.Max(0, first - LinesAround)..first])
            text.Append("  ").Append(line).Append('\n');
        foreach (var line in before[first..(before.Length - last)])
            text.Append("- ").Append(line).Append('\n');
        foreach (var line in after[first..(after.Length - last)])
            text.Append("+ ").Append(line).Append('\n');
        foreach (var line in before[^last..].Take(LinesAround))
            text.Append("  ").Append(line).Append('\n');
        return text.ToString();
    }

    private static string Normalise(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string WithFinalNewline(string text) => text.EndsWith('\n') ? text : text + "\n";

    private static string FindCasesFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var cases = Path.Combine(folder.FullName, "tests", "cases");
            if (Directory.Exists(cases))
                return cases;
        }

        throw new DirectoryNotFoundException($"there is no tests/cases folder above {AppContext.BaseDirectory}");
    }
}
