using System.Collections.Frozen;
using DarkLang.Runtime.Control.Events;

namespace DarkLang.Runtime.Control;

/// <summary>The words of enums, such as <c>waiting-for-code</c>: the same in JSON, in options and on screens.</summary>
public static class EnumWords
{
    public static string Word<T>(this T value)
        where T : struct, Enum => Words<T>.ByValue[value];

    /// <summary>Returns the words of all values, in the order of their declaration.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => value.Word())];

    /// <inheritdoc cref="All{T}"/>
    public static IEnumerable<string> All(Type type) => Enum.GetValuesAsUnderlyingType(type).Cast<object>()
        .Select(value => Spell((Enum)Enum.ToObject(type, value)));

    public static bool TryParse<T>([NotNullWhen(true)] string? word, out T value)
        where T : struct, Enum
    {
        value = default;
        return word is not null && Words<T>.ByWord.TryGetValue(word, out value);
    }

    private static string Spell(Enum value) => value is MessageState.NotFound or SelectionState.NotFound or EventKind.NotFound
        ? "404" : JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ByValue =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => Spell(value));

        public static readonly FrozenDictionary<string, T> ByWord = ByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
    }
}
