using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Library;

/// <summary>Defines library functions. Each module lists one entry per function, with its body last.</summary>
internal static class Define
{
    public static LibraryFunction Pure(string name, string parameters, string returns, string doc, string example, LibraryBody body)
    {
        var taken = SignatureReader.Parameters(parameters);
        if (!taken.Any(parameter => parameter.IsSecret))
            return new(name, taken, SignatureReader.Type(returns), doc, example, body);
        return new(name, taken, SignatureReader.Type(returns), doc, example, (execution, arguments) =>
        {
            LibraryFunction.NoteSecrets(taken, execution, arguments);
            return body(execution, arguments);
        });
    }

    public static LibraryFunction Pure(
        string name, string parameters, string returns, string doc, string example, string errors, LibraryBody body) =>
        Pure(name, parameters, returns, doc, example, body) with { Errors = errors };

    /// <summary>Defines a function whose result is not the same each time. A replay answers it from the recording.</summary>
    public static LibraryFunction Impure(string name, string parameters, string returns, string doc, string example, LibraryBody body) =>
        Pure(name, parameters, returns, doc, example, body) with { Effect = LibraryEffect.Local };

    public static LibraryFunction Impure(
        string name, string parameters, string returns, string doc, string example, string errors, LibraryBody body) =>
        Pure(name, parameters, returns, doc, example, errors, body) with { Effect = LibraryEffect.Local };

    /// <summary>Defines a function that changes something in the canvas, and whose result does not depend on what is there.</summary>
    public static LibraryFunction Action(string name, string parameters, string returns, string doc, string example, LibraryBody body) =>
        Pure(name, parameters, returns, doc, example, body) with { Effect = LibraryEffect.Inside };

    public static LibraryFunction Action(
        string name, string parameters, string returns, string doc, string example, string errors, LibraryBody body) =>
        Pure(name, parameters, returns, doc, example, errors, body) with { Effect = LibraryEffect.Inside };

    /// <summary>Defines a function that reaches what is not in the canvas, through <see cref="IEffects.Outside"/>.</summary>
    public static LibraryFunction Outside(
        string name, string parameters, string returns, string doc, string example, string errors, LibraryBody body) =>
        Pure(name, parameters, returns, doc, example, errors, body) with { Effect = LibraryEffect.Outside };
}
