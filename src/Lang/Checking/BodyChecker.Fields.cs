using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Checking;

/// <summary>Fields that exist nowhere else, and what other languages write for a field: mistakes that run, and do something else.</summary>
internal sealed partial class BodyChecker
{
    /// <summary>Warns of the fields of a written record that the declared type does not have, in nested records too.</summary>
    private void WarnOfExtraFields(Expr value, DarkType declared, RelatedPlace related)
    {
        switch (value.WithoutParentheses(), declared)
        {
            case (RecordExpr { Base: null } record, DarkType.Declared { Declaration: var type }):
                WarnOfExtraFields(record, TypeJoin.Records((DarkType.Declared)declared).Fields, $"the type {type.Name} has", related);
                break;
            case (RecordExpr { Base: null } record, DarkType.Record { IsOpen: false, Fields: var fields }):
                WarnOfExtraFields(record, fields, "the declared record has", related);
                break;
            case (ListExpr list, DarkType.List { Item: var type }):
                foreach (var inner in list.Items)
                    WarnOfExtraFields(inner, type, related);
                break;
            case (ApplyExpr { Function: ConstructorExpr, Arguments: [var inner] }, DarkType.Option { Inner: var type }):
                WarnOfExtraFields(inner, type, related);
                break;
        }
    }

    private void WarnOfExtraFields(RecordExpr record, IReadOnlyDictionary<string, DarkType> declared, string typeHas, RelatedPlace related)
    {
        foreach (var field in record.Fields)
        {
            if (declared.TryGetValue(field.Name, out var type))
            {
                WarnOfExtraFields(field.Value, type, related);
                continue;
            }
            _silent++;
            var given = TypeDisplay.Short(Infer(field.Value));
            _silent--;
            Warning(
                CheckingCodes.ExtraField, field.NameSpan, $"{typeHas} no field `{field.Name}`", "not declared",
                NearestName.Of(field.Name, declared.Keys.Where(name => record.Fields.All(other => other.Name != name))) is { } nearest
                    ? $"did you mean `{nearest}`?"
                    : $"remove it, or declare it: `{field.Name}: {given}`",
                related);
        }
    }

    /// <summary>Warns of a record update that adds a field whose name is nearly that of an existing one.</summary>
    private void WarnOfNewFields(RecordExpr update, IEnumerable<string> known)
    {
        var names = known.ToList();
        foreach (var field in update.Fields.Where(field => !names.Contains(field.Name)))
        {
            if (NearestName.Of(field.Name, names.Except(update.Fields.Select(other => other.Name))) is { } nearest)
                Warning(
                    CheckingCodes.ExtraField, field.NameSpan, $"this adds a field `{field.Name}` to the record",
                    "no such field yet", $"did you mean `{nearest}`?");
        }
    }

    /// <summary>Warns of <c>"hello {event.name}"</c>: without <c>$</c>, braces are text.</summary>
    private void WarnOfPlainBraces(StringLiteral literal)
    {
        if (literal.Raw)
            return;
        var text = item.Source[literal.Span].ToString();
        var isMeant = false;
        var interpolated = new StringBuilder("$");
        for (var at = 0; at < text.Length; at++)
        {
            var path = text[at] == '{' ? PathInBraces(text, at) : null;
            // A text that is only `{name}` may be a placeholder.
            isMeant |= path is not null && (path.Contains('.', StringComparison.Ordinal) || path.Length + 4 < text.Length);
            // Other languages write `${name}` and `#{name}`.
            if (path is not null && interpolated[^1] is '$' or '#' && at > 1)
                interpolated.Length--;
            interpolated.Append(text[at] == '{' && path is null ? "\\{" : text[at]);
        }
        if (isMeant)
            Warning(
                CheckingCodes.PlainBraces, literal.Span, "the braces in this String are text, and insert no value", "no `$` before it",
                $"write `{interpolated}`");
    }

    /// <summary>Returns the variable, and the path from it, between the brace at an offset and the next closing one.</summary>
    private string? PathInBraces(string text, int open)
    {
        var close = text.IndexOf('}', open);
        var path = close < 0 ? "" : text[(open + 1)..close].Trim();
        var isPath = path.Length > 0 && path.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '_' or '.') && path[^1] != '.';
        return isPath && Find(path.Split('.')[0]) is not null ? path : null;
    }
}
