using DarkLang.Lang.Library.Modules;
using DarkLang.Lang.Testing;

namespace DarkLang.Lang.Library;

/// <summary>All library functions by name. A module is built when one of its functions is first needed.</summary>
public sealed class LibraryCatalog
{
    private readonly LibraryModule[] _modules;
    private readonly Dictionary<string, LibraryModule> _byName;

    private LibraryCatalog(params LibraryModule[] modules)
    {
        _modules = modules;
        _byName = modules.ToDictionary(module => module.Name, StringComparer.Ordinal);
    }

    public static LibraryCatalog Standard { get; } = new(
        new LibraryModule("", "Emitting events, and functions for values of any kind.", GlobalFunctions.All),
        new LibraryModule("Bool", "Truth values.", BoolFunctions.All),
        new LibraryModule("Bytes", "Raw bytes.", BytesFunctions.All),
        new LibraryModule("Char", "Single characters (grapheme clusters).", CharFunctions.All),
        new LibraryModule("Cron", "Running crons.", CronFunctions.All),
        new LibraryModule("Crypto", "Digests, signatures and encryption of bytes.", CryptoFunctions.All),
        new LibraryModule("Csv", "Reading and writing CSV: rows of fields with a separator.", CsvFunctions.All),
        new LibraryModule("Date", "Dates with a time in UTC, to a tenth of a microsecond.",
            DateFunctions.All, DateTextFunctions.All, DateCalendarFunctions.All),
        new LibraryModule("Decimal", "Exact decimal numbers with 28 digits, for money. A literal such as `12.50m` is a Decimal.",
            DecimalFunctions.All),
        new LibraryModule("Dict", "Dicts and records, with string keys in ascending order.", DictFunctions.All, DictShapeFunctions.All),
        new LibraryModule("Duration", "Durations in seconds. A literal such as `90s`, `5m`, `2h` or `1d` is an Int of seconds.",
            DurationFunctions.All),
        new LibraryModule("File", "Reading and writing files below the folders of `dark run --allow-files`.", FileFunctions.All),
        new LibraryModule("Float", "Floating-point numbers of 64 bits.", FloatFunctions.All),
        new LibraryModule("Html", "Text in HTML.", HtmlFunctions.All),
        new LibraryModule("HttpClient", "Calling servers over HTTP.", HttpClientFunctions.All),
        new LibraryModule("Int", "Whole numbers of 64 bits.", IntFunctions.All),
        new LibraryModule("JSON", "Reading and writing JSON.", JsonFunctions.All),
        new LibraryModule("JWT", "Signed tokens.", JwtFunctions.All),
        new LibraryModule("List", "Lists of values of any kind.",
            ListFunctions.All, ListCallbackFunctions.All, ListShapeFunctions.All, ListSearchFunctions.All, ListPairFunctions.All,
            ListSortFunctions.All),
        new LibraryModule("Log", "Logging to the trace and to the log of the run.", LogFunctions.All),
        new LibraryModule("Math", "Trigonometry. All angles are in radians.", MathFunctions.All),
        new LibraryModule("Message", "The message being handled.", MessageFunctions.All),
        new LibraryModule("Option", "Values that may be missing: `Just x` or `Nothing`.", OptionFunctions.All),
        new LibraryModule("Password", "Hashed passwords.", PasswordFunctions.All),
        new LibraryModule("Process", "Running the programs of `dark run --allow-run`.", ProcessFunctions.All),
        new LibraryModule("Queue", "Reading and controlling the queues of workers.", QueueFunctions.All),
        new LibraryModule(
            "Regex",
            "Regular expressions as in .NET, in linear time: without lookarounds and backreferences. Matches are whole characters.",
            RegexFunctions.All),
        new LibraryModule("Result", "Success or failure: `Ok x` or `Error e`.", ResultFunctions.All),
        new LibraryModule("String", "Text in NFC. Lengths and indexes count characters (grapheme clusters).",
            StringFunctions.All, StringClusterFunctions.All, StringSearchFunctions.All, StringLineFunctions.All),
        new LibraryModule("Text", "Text for people: tables, differences and paragraphs.", TextFunctions.All),
        new LibraryModule("Tuple2", "Pairs. The tuple is the last argument.", TupleFunctions.Pairs),
        new LibraryModule("Tuple3", "Triples. The tuple is the last argument.", TupleFunctions.Triples),
        new LibraryModule("Url", "Reading and writing URLs.", UrlFunctions.All),
        new LibraryModule("Uuid", "Unique ids.", UuidFunctions.All),
        new LibraryModule("Xml", "Reading XML.", XmlFunctions.All));

    /// <summary>Everything in the documentation: the standard library and the functions for tests.</summary>
    public static LibraryCatalog Reference { get; } =
        new([.. Standard._modules, new LibraryModule(TestFunctions.Module, "Functions for `test` items only.", TestFunctions.All)]);

    /// <summary>The names of the modules. The functions without a module are in the module with the empty name.</summary>
    public IEnumerable<string> Modules => _modules.Select(module => module.Name);

    public IReadOnlyList<LibraryModule> Contents => _modules;

    public IEnumerable<LibraryFunction> Functions => _modules.SelectMany(module => module.Functions);

    /// <summary>The full names of all functions.</summary>
    public IEnumerable<string> Names => Functions.Select(function => function.Name);

    /// <param name="fullName"><c>Module::name</c>, or a bare name.</param>
    public LibraryFunction? Find(string fullName)
    {
        var end = fullName.IndexOf("::", StringComparison.Ordinal);
        return _byName.TryGetValue(end < 0 ? "" : fullName[..end], out var module) ? module.Find(fullName) : null;
    }
}
