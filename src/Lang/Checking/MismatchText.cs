using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>Describes mismatches in words.</summary>
internal static class MismatchText
{
    private const int MostOthers = 8;

    /// <summary><c>event.items[_].price is a String, but is declared as Float</c></summary>
    public static string Describe(Mismatch mismatch)
    {
        var declared = $"but is declared as {TypeDisplay.Short(mismatch.Expected)}";
        var text = mismatch.Actual is { } actual
            ? $"{(mismatch.Wraps > 0 ? "the value in " : "")}event{mismatch.Path} is {TypeDisplay.WithArticle(actual)}, {declared}"
            : $"event{mismatch.Path} is missing, {declared}";
        return text + Others(mismatch);
    }

    /// <summary>Names all fields of the record that do not match; null if the value itself does not match.</summary>
    public static string? DescribeFields(Mismatch mismatch) =>
        mismatch.Path.StartsWith('.') ? Label(mismatch, mismatch.Path, mismatch.Wraps) + Others(mismatch) : null;

    private static string Others(Mismatch mismatch)
    {
        var others = mismatch.Others.Take(MostOthers).Select(other => $"; {Label(other, other.Path, other.Wraps)}");
        var rest = mismatch.Others.Count - MostOthers;
        return string.Concat(others) + (rest > 0 ? $"; and {rest} more" : "");
    }

    public static string Label(Mismatch mismatch, MismatchPlace at) => Label(mismatch, at.Path, at.Wraps);

    private static string Label(Mismatch mismatch, string at, int wraps)
    {
        var path = at.TrimStart('.');
        if (mismatch.Actual is not { } actual)
            return $"`{path}` is missing";
        var what = TypeDisplay.WithArticle(actual);
        return (path.Length, wraps) switch
        {
            (0, 0) => what,
            (0, _) => $"the value in it is {what}, not {TypeDisplay.WithArticle(mismatch.Expected)}",
            _ => $"{(wraps > 0 ? "the value in " : "")}`{path}` is {what}, not {TypeDisplay.WithArticle(mismatch.Expected)}",
        };
    }

    public static string? Hint(Mismatch mismatch)
    {
        if (mismatch.Actual is { } actual)
            return ConversionHint.For(mismatch.Expected, actual);
        var name = mismatch.Path[(mismatch.Path.LastIndexOf('.') + 1)..];
        return NearestName.Of(name, mismatch.KnownFields) is { } nearest ? $"rename `{nearest}` to `{name}`" : $"add it: `{name}: …`";
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
