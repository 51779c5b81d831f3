namespace DarkLang.Lang.Library;

/// <summary>How the modules write their functions down: one table row each, with the body behind it.</summary>
internal static class Define
{
    public static LibraryFunction Pure(string name, string parameters, string returns, string doc, LibraryBody body) =>
        new(name, SignatureReader.Parameters(parameters), SignatureReader.Type(returns), doc, body);

    public static LibraryFunction Impure(string name, string parameters, string returns, string doc, LibraryBody body) =>
        Pure(name, parameters, returns, doc, body) with { IsImpure = true };
}
