using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>Describes mismatches in words.</summary>
internal static class MismatchText
{
    /// <summary><c>event.items[_].price is a String, but is declared as Float</c></summary>
    public static string Describe(Mismatch mismatch)
    {
        var declared = $"but is declared as {TypeDisplay.Short(mismatch.Expected)}";
        return mismatch.Actual is { } actual
            ? $"{(mismatch.Wraps > 0 ? "the value in " : "")}event{mismatch.Path} is {TypeDisplay.WithArticle(actual)}, {declared}"
            : $"event{mismatch.Path} is missing, {declared}";
    }

    public static string Label(Mismatch mismatch, MismatchPlace at)
    {
        var path = at.Path.TrimStart('.');
        if (mismatch.Actual is not { } actual)
            return $"`{path}` is missing";
        var what = TypeDisplay.WithArticle(actual);
        return at switch
        {
            { Path.Length: 0, Wraps: 0 } => what,
            { Path.Length: 0 } => $"the value in it is {what}, not {TypeDisplay.WithArticle(mismatch.Expected)}",
            _ => $"{(at.Wraps > 0 ? "the value in " : "")}`{path}` is {what}, not {TypeDisplay.WithArticle(mismatch.Expected)}",
        };
    }

    public static string? Hint(Mismatch mismatch)
    {
        if (mismatch.Actual is { } actual)
            return ConversionHint.For(mismatch.Expected, actual);
        var name = mismatch.Path[(mismatch.Path.LastIndexOf('.') + 1)..];
        return NearestName.Of(name, mismatch.KnownFields) is { } nearest ? $"did you mean `{nearest}`?" : $"add it: `{name}: …`";
    }
}

/// <summary>The part of an expression that a path leads to, as far as that part is written out.</summary>
/// <param name="Path">The path from that part to the mismatch.</param>
/// <param name="Wraps">The number of Just, Ok and Error around the mismatch at the end of the path.</param>
internal readonly record struct MismatchPlace(Expr Expr, string Path, int Wraps)
{
    public static MismatchPlace In(Expr expr, Mismatch mismatch)
    {
        var (path, wraps) = (mismatch.Path, mismatch.Wraps);
        while (true)
        {
            if (expr is ParenExpr paren)
                expr = paren.Inner;
            else if ((path.Length > 0 || wraps > 0) && expr is ApplyExpr { Function: ConstructorExpr, Arguments: [var inner] })
                (expr, wraps) = (inner, path.Length > 0 ? wraps : wraps - 1);
            else if (expr is RecordExpr record
                && record.Fields.LastOrDefault(field => IsStep(path, $".{ValueDisplay.Key(field.Name)}")) is { } found)
                (expr, path) = (found.Value, path[(1 + ValueDisplay.Key(found.Name).Length)..]);
            else if (expr is ListExpr { Items.Count: > 0 } list && path.StartsWith("[_]", StringComparison.Ordinal))
                (expr, path) = (list.Items[0], path[3..]);
            else if (expr is TupleExpr tuple && Enumerable.Range(0, tuple.Items.Count)
                .FirstOrDefault(i => path.StartsWith($"[{i}]", StringComparison.Ordinal), -1) is >= 0 and var index)
                (expr, path) = (tuple.Items[index], path[$"[{index}]".Length..]);
            else
                return new MismatchPlace(expr, path, wraps);
        }
    }

    private static bool IsStep(string path, string step) =>
        path.StartsWith(step, StringComparison.Ordinal) && (path.Length == step.Length || path[step.Length] is '.' or '[');
}
