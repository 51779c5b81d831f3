using System.Xml.Linq;

namespace DarkLang.Structure.Tests;

/// <summary>Which project may reference which, and where a library may be used.</summary>
internal static class LayeringRules
{
    private static readonly Dictionary<string, string[]> AllowedReferences = new()
    {
        ["Lang"] = ["CsvHelper", "DiffPlex", "Superpower", "System.IO.Hashing", "Wcwidth"],
        ["Runtime"] = ["Lang", "LiteDB", "Microsoft.AspNetCore.App", "NCrontab", "System.IO.Hashing"],
        ["Display"] = ["Lang", "Runtime"],
        ["Tui"] = ["Display", "Lang", "Runtime", "Terminal.Gui"],
        ["Cli"] = ["Display", "Lang", "Runtime", "System.CommandLine", "Terminal.Gui", "Tui"],
    };

    /// <summary>Namespaces that may be used in these folders only.</summary>
    private static readonly (string Namespace, string[] Folders)[] Homes =
    [
        ("Superpower", ["src/Lang/Syntax/"]),
        ("Wcwidth", ["src/Lang/Diagnostics/"]),
        ("LiteDB", ["src/Runtime/Storage/LiteDb/"]),
        ("NCrontab", ["src/Runtime/Crons/"]),
        ("Microsoft.AspNetCore", ["src/Runtime/Control/"]),
        ("CsvHelper", ["src/Lang/Library/"]),
        ("DiffPlex", ["src/Lang/Diagnostics/"]),
        ("Terminal.Gui", ["src/Tui/", "src/Cli/"]),
        ("System.CommandLine", ["src/Cli/"]),
        ("DarkLang.Runtime", ["src/Runtime/", "src/Display/", "src/Tui/", "src/Cli/"]),
        ("DarkLang.Runtime.Storage.LiteDb", ["src/Runtime/Storage/LiteDb/", "src/Cli/"]),
        ("DarkLang.Display", ["src/Display/", "src/Tui/", "src/Cli/"]),
        ("DarkLang.Tui", ["src/Tui/", "src/Cli/"]),
        ("DarkLang.Cli", ["src/Cli/"]),
    ];

    /// <summary>The screens see the runtime through its control client, whose requests name handlers.</summary>
    private static readonly string[] RuntimeNamespacesOfTheScreens =
        ["DarkLang.Runtime.Control", "DarkLang.Runtime.Model", "DarkLang.Runtime.Replaying"];

    /// <summary>The language has no access to the outside world: effects go through its host.</summary>
    private static readonly string[] NotInTheLanguage =
        ["System.IO", "System.Net", "System.Threading.Tasks", "System.Diagnostics.Process", "System.Reflection", "System.Timers"];

    private static readonly string[] AllowedInTheLanguage = ["System.IO.Compression", "System.IO.Hashing"];

    /// <summary>Deep trees need a deep stack, which only a separate thread has; the caller waits for it.</summary>
    private const string MayMakeAThread = "src/Lang/Resolution/LargeStack.cs";

    /// <summary>Types that need no <c>using</c> line, because the SDK imports their namespaces into every file.</summary>
    private const string WorldlyTypes =
        @"(?<![.\w])(?:"
        + @"(?:File|Directory|Environment|Console|Thread|ThreadPool|Task|Process|Stopwatch|TimeProvider|Random|RandomNumberGenerator)\.(?=[A-Z])"
        + @"|Path\.(?:Exists|GetFullPath|GetTemp\w+|GetRandom\w+)\b"
        + @"|new (?:FileStream|StreamReader|StreamWriter|HttpClient|Thread|Timer|Random|Stopwatch)\b"
        + @"|async\b|await\b|Task<)";

    /// <summary>Where files of a store are written, which `OwnFiles` opens: without following links, and for their owner only.</summary>
    private static readonly string[] FoldersOfTheStore = ["src/Runtime/Storage/", "src/Runtime/Control/"];

    private const string OpensFiles = "src/Runtime/Storage/Disk/OwnFiles.cs";

    private const string FilesToWrite = @"\bnew FileStream\(|\bFile\.(?:Create|Open|OpenWrite|Write\w+|Append\w+)\(";

    /// <param name="project">The name of the project, such as <c>Lang</c>.</param>
    public static IEnumerable<Finding> OfProject(string project, string path, string xml) =>
        from element in XDocument.Parse(xml, LoadOptions.SetLineInfo).Descendants()
        where element.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference"
        let name = Path.GetFileNameWithoutExtension(ReferenceName(element))
        where !AllowedReferences[project].Contains(name)
        select new Finding(
            path,
            ((System.Xml.IXmlLineInfo)element).LineNumber,
            $"{project} may not reference {name}: only {string.Join(", ", AllowedReferences[project])}");

    public static IEnumerable<Finding> OfSource(SourceFile file) =>
        file.Path.StartsWith("src/Lang/", StringComparison.Ordinal) ? [.. Homeless(file), .. Worldly(file)]
        : IsDisplay(file.Path) ? [.. Homeless(file), .. BeyondTheClient(file)]
        : [.. Homeless(file), .. OpenedElsewhere(file)];

    private static IEnumerable<Finding> OpenedElsewhere(SourceFile file) =>
        from found in file.Find(FilesToWrite)
        where file.Path != OpensFiles && FoldersOfTheStore.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal))
        select new Finding(file.Path, found.Line, $"`{found.Match.Value}` may follow a link: open files of a store with OwnFiles");

    private static bool IsDisplay(string path) =>
        path.StartsWith("src/Display/", StringComparison.Ordinal) || path.StartsWith("src/Tui/", StringComparison.Ordinal);

    private static IEnumerable<Finding> Homeless(SourceFile file) =>
        from used in file.Usings
        from home in Homes
        where IsWithin(used.Namespace, home.Namespace) && !home.Folders.Any(f => file.Path.StartsWith(f, StringComparison.Ordinal))
        select new Finding(file.Path, used.Line, $"{home.Namespace} may be used only in {string.Join(" and ", home.Folders)}");

    private static IEnumerable<Finding> Worldly(SourceFile file) =>
        (from used in file.Usings
         where NotInTheLanguage.Any(n => IsWithin(used.Namespace, n)) && !AllowedInTheLanguage.Contains(used.Namespace)
         select new Finding(
             file.Path,
             used.Line,
             $"{used.Namespace} may not be used in the language: it does no IO, starts no threads and reads no clock"))
        .Concat(
            from found in file.Find(WorldlyTypes)
            where !(file.Path == MayMakeAThread && found.Match.Value == "new Thread")
            select new Finding(
                file.Path,
                found.Line,
                $"`{found.Match.Value}` may not be used in the language: it does no IO, starts no threads and reads no clock"));

    private static IEnumerable<Finding> BeyondTheClient(SourceFile file) =>
        from used in file.Usings
        where IsWithin(used.Namespace, "DarkLang.Runtime") && !RuntimeNamespacesOfTheScreens.Any(n => IsWithin(used.Namespace, n))
        select new Finding(
            file.Path, used.Line, $"the screens see the runtime only through {RuntimeNamespacesOfTheScreens[0]}, not {used.Namespace}");

    private static bool IsWithin(string name, string outer) =>
        name == outer || name.StartsWith(outer + ".", StringComparison.Ordinal);

    /// <summary>Projects are referenced by path, which may contain either kind of slash.</summary>
    private static string ReferenceName(XElement element)
    {
        var name = element.Attribute("Include")?.Value ?? "";
        return element.Name.LocalName == "ProjectReference" ? name.Replace('\\', '/') : name + ".package";
    }
}
