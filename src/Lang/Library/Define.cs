namespace DarkLang.Lang.Library;

/// <summary>Defines library functions. Each module lists one entry per function, with its body last.</summary>
internal static class Define
{
    public static LibraryFunction Pure(string name, string parameters, string returns, string doc, string example, LibraryBody body) =>
        new(name, SignatureReader.Parameters(parameters), SignatureReader.Type(returns), doc, example, body);

    public static LibraryFunction Pure(
        string name, string parameters, string returns, string doc, string example, string errors, LibraryBody body) =>
        Pure(name, parameters, returns, doc, example, body) with { Errors = errors };

    /// <summary>Defines a function whose result depends on the outside. A replay answers it from the recording.</summary>
    public static LibraryFunction Impure(string name, string parameters, string returns, string doc, string example, LibraryBody body) =>
        Pure(name, parameters, returns, doc, example, body) with { IsImpure = true };

    public static LibraryFunction Impure(
        string name, string parameters, string returns, string doc, string example, string errors, LibraryBody body) =>
        Pure(name, parameters, returns, doc, example, errors, body) with { IsImpure = true };

    /// <summary>Defines a function that changes something outside and whose result does not depend on the outside.</summary>
    public static LibraryFunction Action(string name, string parameters, string returns, string doc, string example, LibraryBody body) =>
        Impure(name, parameters, returns, doc, example, body) with { IsAction = true };

    public static LibraryFunction Action(
        string name, string parameters, string returns, string doc, string example, string errors, LibraryBody body) =>
        Impure(name, parameters, returns, doc, example, errors, body) with { IsAction = true };
}
