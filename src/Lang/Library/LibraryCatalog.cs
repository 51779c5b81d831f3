using DarkLang.Lang.Library.Modules;
using DarkLang.Lang.Testing;

namespace DarkLang.Lang.Library;

/// <summary>All library functions by name. A module is put together when the first of its functions is asked for.</summary>
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
        new LibraryModule("", "Emitting, and what works on every value.", GlobalFunctions.All),
        new LibraryModule("Bool", "Truth values.", BoolFunctions.All),
        new LibraryModule("Bytes", "Raw bytes.", BytesFunctions.All),
        new LibraryModule("Char", "Single characters: grapheme clusters.", CharFunctions.All),
        new LibraryModule("Cron", "Steering crons.", CronFunctions.All),
        new LibraryModule("Crypto", "Digests and signatures of bytes.", CryptoFunctions.All),
        new LibraryModule("Date", "Instants in UTC, to a tenth of a microsecond.", DateFunctions.All),
        new LibraryModule("Dict", "Records and dicts: string keys in ascending order.", DictFunctions.All),
        new LibraryModule("Float", "Numbers of 64 bits with a fraction.", FloatFunctions.All),
        new LibraryModule("Int", "Whole numbers of 64 bits.", IntFunctions.All),
        new LibraryModule("JSON", "Reading and writing JSON.", JsonFunctions.All),
        new LibraryModule("JWT", "Signed tokens.", JwtFunctions.All),
        new LibraryModule(
            "List", "Lists of any values.", ListFunctions.All, ListCallbackFunctions.All, ListPairFunctions.All, ListSortFunctions.All),
        new LibraryModule("Log", "Lines that are kept with the trace and shown in the log of the run.", LogFunctions.All),
        new LibraryModule("Math", "Angles, all in radians, and trigonometry.", MathFunctions.All),
        new LibraryModule("Message", "About the message that is being handled.", MessageFunctions.All),
        new LibraryModule("Option", "Values that may be missing: `Just x` or `Nothing`.", OptionFunctions.All),
        new LibraryModule("Password", "Passwords, hashed to be stored.", PasswordFunctions.All),
        new LibraryModule("Queue", "Looking at the queues of workers and steering them.", QueueFunctions.All),
        new LibraryModule("Result", "What went well or wrong: `Ok x` or `Error e`.", ResultFunctions.All),
        new LibraryModule(
            "String",
            "Text in NFC. Lengths and positions count characters: grapheme clusters.",
            StringFunctions.All,
            StringClusterFunctions.All),
        new LibraryModule("Tuple2", "Pairs. The functions come first, the tuple last.", TupleFunctions.Pairs),
        new LibraryModule("Tuple3", "Triples. The functions come first, the tuple last.", TupleFunctions.Triples),
        new LibraryModule("Uuid", "Unique ids.", UuidFunctions.All));

    /// <summary>All there is to read about: the standard library, and the functions for tests.</summary>
    public static LibraryCatalog Reference { get; } =
        new([.. Standard._modules, new LibraryModule(TestFunctions.Module, "For `test` items only.", TestFunctions.All)]);

    /// <summary>The names of the modules; the empty name holds the functions without module.</summary>
    public IEnumerable<string> Modules => _modules.Select(module => module.Name);

    /// <summary>The modules with what is in them.</summary>
    public IReadOnlyList<LibraryModule> Contents => _modules;

    public IEnumerable<LibraryFunction> Functions => _modules.SelectMany(module => module.Functions);

    /// <summary>All full names, to suggest from.</summary>
    public IEnumerable<string> Names => Functions.Select(function => function.Name);

    /// <param name="fullName"><c>Module::name</c>, or a bare name.</param>
    public LibraryFunction? Find(string fullName)
    {
        var end = fullName.IndexOf("::", StringComparison.Ordinal);
        return _byName.TryGetValue(end < 0 ? "" : fullName[..end], out var module) ? module.Find(fullName) : null;
    }
}
