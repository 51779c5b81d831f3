namespace DarkLang.Lang.Library;

/// <summary>The functions whose names start with the same <c>Module::</c>.</summary>
public sealed class LibraryModule(string name, string about, params Func<LibraryFunction[]>[] parts)
{
    private readonly Lazy<Dictionary<string, LibraryFunction>> _functions = new(() => Build(parts));

    public string Name { get; } = name;

    /// <summary>A sentence about the module.</summary>
    public string About { get; } = about;

    public IReadOnlyCollection<LibraryFunction> Functions => _functions.Value.Values;

    public LibraryFunction? Find(string fullName) => _functions.Value.GetValueOrDefault(fullName);

    private static Dictionary<string, LibraryFunction> Build(Func<LibraryFunction[]>[] parts)
    {
        var functions = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            foreach (var function in part())
                functions.Add(function.Name, function);
        }
        return functions;
    }
}
