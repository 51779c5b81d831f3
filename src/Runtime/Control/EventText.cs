using DarkLang.Lang.Interactive;

namespace DarkLang.Runtime.Control;

/// <summary>An event as people write it: JSON, or else a Dark value.</summary>
/// <param name="Json">Null if it is a Dark value.</param>
/// <param name="Literal">Null if it is JSON.</param>
/// <param name="Problem">Why it is neither; null if it is one of them.</param>
public sealed record EventText(string? Json, string? Literal, string? Problem)
{
    public static EventText Of(string text)
    {
        if (ValueJson.IsValid(text, out var notJson))
            return new EventText(text, null, null);
        return ValueLiteral.Read(new SourceText("event", text)).Problems is [var problem, ..]
            ? new EventText(null, null, LooksLikeJson(text)
                ? $"not JSON: {notJson}"
                : $"neither JSON nor a Dark value: {problem.Location.Start}: {problem.Message}")
            : new EventText(null, text, null);
    }

    /// <summary>Whether it begins with a quoted field: those of Dark values are rarely quoted.</summary>
    private static bool LooksLikeJson(string text) => text.AsSpan().TrimStart() is ['{', .. var rest] && rest.TrimStart() is ['"', ..];
}
