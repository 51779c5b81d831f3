namespace DarkLang.Lang.Library;

/// <summary>The functions whose names start with the same <c>Module::</c>.</summary>
public sealed class LibraryModule(string name, string about, params Func<LibraryFunction[]>[] parts)
{
    private readonly Lazy<Dictionary<string, LibraryFunction>> _functions =
        new(() => parts.SelectMany(part => part()).ToDictionary(function => function.Name, StringComparer.Ordinal));

    public string Name { get; } = name;

    /// <summary>A sentence about the module.</summary>
    public string About { get; } = about;

    public IReadOnlyCollection<LibraryFunction> Functions => _functions.Value.Values;

    public LibraryFunction? Find(string fullName) => _functions.Value.GetValueOrDefault(fullName);
}
