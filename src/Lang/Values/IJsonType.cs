namespace DarkLang.Lang.Values;

/// <summary>
/// What a declared type says about the numbers of a JSON text. A number must be read as its kind at once, or it loses digits.
/// </summary>
internal interface IJsonType
{
    /// <summary>The kind of a number here; null if it is not declared.</summary>
    ValueKind? NumberKind { get; }

    /// <summary>Returns the type of an item of an array here; null if it is not known.</summary>
    IJsonType? ItemAt(int index);

    /// <summary>Returns the type of a field of an object here; null if it is not known.</summary>
    IJsonType? FieldOf(string name);
}
