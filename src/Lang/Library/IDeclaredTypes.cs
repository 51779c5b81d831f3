using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>The types that a program declares, as the library sees them.</summary>
internal interface IDeclaredTypes
{
    /// <summary>Returns why a name is not that of a declared type, or null if it is.</summary>
    TextProblem? Problem(string name);

    /// <summary>
    /// Reads JSON as a value of a declared type. Returns why it is not valid, or else what does not fit, each with its path; nothing if
    /// all does.
    /// </summary>
    IEnumerable<string> Decode(string name, string json, out Value value);
}
