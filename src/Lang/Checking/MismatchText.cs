using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>The words for what does not fit.</summary>
internal static class MismatchText
{
    /// <summary><c>event.items[_].price is a String, but is declared as Float</c></summary>
    public static string Say(Mismatch mismatch) => mismatch.Actual is { } actual
        ? $"event{mismatch.Path} is {TypeDisplay.InSentence(actual)}, but is declared as {TypeDisplay.Short(mismatch.Expected)}"
        : $"event{mismatch.Path} is missing, it is declared as {TypeDisplay.Short(mismatch.Expected)}";

    /// <param name="path">From the place that is underlined to what does not fit.</param>
    public static string Label(Mismatch mismatch, string path) => mismatch.Actual is { } actual
        ? path.Length == 0 ? TypeDisplay.InSentence(actual) : $"`{path.TrimStart('.')}` is {TypeDisplay.InSentence(actual)}, not {TypeDisplay.InSentence(mismatch.Expected)}"
        : $"`{path.TrimStart('.')}` is missing";

    public static string? Hint(Mismatch mismatch)
    {
        if (mismatch.Actual is { } actual)
            return ConversionHint.For(mismatch.Expected, actual);
        var name = mismatch.Path[(mismatch.Path.LastIndexOf('.') + 1)..];
        return NearestName.Of(name, mismatch.KnownFields) is { } nearest ? $"there is `{nearest}`: is it the same?" : $"add it: {name}: …";
    }
}

/// <summary>Finds the part of an expression that a path leads to, as far as it is written out.</summary>
internal static class MismatchPlace
{
    public static (Expr At, string Path) In(Expr expr, string path)
    {
        while (true)
        {
            if (expr is ParenExpr paren)
                expr = paren.Inner;
            else if (path.Length > 0 && expr is ApplyExpr { Function: ConstructorExpr, Arguments: [var inner] })
                expr = inner;
            else if (expr is RecordExpr record && record.Fields.LastOrDefault(field => IsStep(path, $".{ValueDisplay.Key(field.Name)}")) is { } found)
                (expr, path) = (found.Value, path[(1 + ValueDisplay.Key(found.Name).Length)..]);
            else if (expr is ListExpr { Items.Count: > 0 } list && path.StartsWith("[_]", StringComparison.Ordinal))
                (expr, path) = (list.Items[0], path[3..]);
            else if (expr is TupleExpr tuple && Enumerable.Range(0, tuple.Items.Count).FirstOrDefault(i => path.StartsWith($"[{i}]", StringComparison.Ordinal), -1) is >= 0 and var index)
                (expr, path) = (tuple.Items[index], path[$"[{index}]".Length..]);
            else
                return (expr, path);
        }
    }

    private static bool IsStep(string path, string step) =>
        path.StartsWith(step, StringComparison.Ordinal) && (path.Length == step.Length || path[step.Length] is '.' or '[');
}
