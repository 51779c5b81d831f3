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
        new LibraryModule("", GlobalFunctions.All),
        new LibraryModule("Bool", BoolFunctions.All),
        new LibraryModule("Bytes", BytesFunctions.All),
        new LibraryModule("Char", CharFunctions.All),
        new LibraryModule("Crypto", CryptoFunctions.All),
        new LibraryModule("Date", DateFunctions.All),
        new LibraryModule("Dict", DictFunctions.All),
        new LibraryModule("Float", FloatFunctions.All),
        new LibraryModule("Int", IntFunctions.All),
        new LibraryModule("JSON", JsonFunctions.All),
        new LibraryModule("JWT", JwtFunctions.All),
        new LibraryModule("List", ListFunctions.All, ListCallbackFunctions.All, ListPairFunctions.All, ListSortFunctions.All),
        new LibraryModule("Math", MathFunctions.All),
        new LibraryModule("Message", MessageFunctions.All),
        new LibraryModule("Option", OptionFunctions.All),
        new LibraryModule("Password", PasswordFunctions.All),
        new LibraryModule("Result", ResultFunctions.All),
        new LibraryModule("String", StringFunctions.All, StringClusterFunctions.All),
        new LibraryModule("Tuple2", TupleFunctions.Pairs),
        new LibraryModule("Tuple3", TupleFunctions.Triples),
        new LibraryModule("Uuid", UuidFunctions.All));

    /// <summary>All there is to read about: the standard library, and the functions for tests.</summary>
    public static LibraryCatalog Reference { get; } = new([.. Standard._modules, new LibraryModule(TestFunctions.Module, TestFunctions.All)]);

    /// <summary>The names of the modules; the empty name holds the functions without module.</summary>
    public IEnumerable<string> Modules => _modules.Select(module => module.Name);

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
