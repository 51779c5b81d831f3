namespace DarkLang.Lang.Library;

/// <summary>How the modules write their functions down: one entry each, with the body behind it.</summary>
internal static class Define
{
    public static LibraryFunction Pure(string name, string parameters, string returns, string doc, string example, LibraryBody body) =>
        new(name, SignatureReader.Parameters(parameters), SignatureReader.Type(returns), doc, example, body);

    public static LibraryFunction Pure(
        string name, string parameters, string returns, string doc, string example, string errors, LibraryBody body) =>
        Pure(name, parameters, returns, doc, example, body) with { Errors = errors };

    public static LibraryFunction Impure(string name, string parameters, string returns, string doc, string example, LibraryBody body) =>
        Pure(name, parameters, returns, doc, example, body) with { IsImpure = true };

    public static LibraryFunction Impure(
        string name, string parameters, string returns, string doc, string example, string errors, LibraryBody body) =>
        Pure(name, parameters, returns, doc, example, errors, body) with { IsImpure = true };
}
