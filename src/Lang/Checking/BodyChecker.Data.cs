using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

internal sealed partial class BodyChecker
{
    private DarkType InferField(FieldExpr field)
    {
        var target = Infer(field.Target);
        if (target.FieldType(field.Field) is { } known)
            return known;

        switch (target)
        {
            case DarkType.Declared { Declaration: var declaration }:
                UnknownField(field, $"the type {declaration.Name} has no field `{field.Field}`", declaration.Fields.Keys,
                    new RelatedPlace(declaration.At, "declared here"));
                break;
            case DarkType.Record { IsOpen: false, Fields: var fields }:
                var reason = fields.Count == 0 ? ": the record is empty" : " in this record";
                UnknownField(field, $"there is no field `{field.Field}`{reason}", fields.Keys);
                break;
            case { Kind: not null } and not DarkType.Record:
                Error(CheckingCodes.NotARecord, field.FieldSpan,
                    $"only records have fields, but `.{field.Field}` is read from {TypeDisplay.WithArticle(target)}",
                    $"read from {TypeDisplay.WithArticle(target)}", FieldHint(target));
                break;
        }
        return DarkType.Any;
    }

    private void UnknownField(FieldExpr field, string message, IEnumerable<string> known, params RelatedPlace[] related)
    {
        var names = known.ToArray();
        var help = NearestName.Of(field.Field, names) is { } nearest ? $"did you mean `{nearest}`?" : FieldList.Of(names);
        Error(CheckingCodes.UnknownField, field.FieldSpan, message, "no such field", help, related);
    }

    private static string? FieldHint(DarkType target) => target.Kind switch
    {
        ValueKind.Option => "take the record out with `match` or `Option::withDefault`",
        ValueKind.Result => "take the record out with `match` or `Result::withDefault`",
        ValueKind.List => "to read a field of every item, use `List::map`",
        ValueKind.String => "to read a record from JSON text, use `JSON::parse`",
        _ => null,
    };

    private DarkType InferRecord(RecordExpr record)
    {
        var start = record.Base is { } from ? Infer(from) : null;
        var fields = new Dictionary<string, DarkType>(StringComparer.Ordinal);
        foreach (var field in record.Fields)
            fields[field.Name] = Infer(field.Value);
        return start switch
        {
            null => new DarkType.Record(fields, IsOpen: false),
            DarkType.Declared declared when Fits(declared, fields) => declared,
            DarkType.Declared declared => Update(record, TypeJoin.Records(declared), fields) with { IsOpen = true },
            DarkType.Record known => Update(record, known, fields),
            { Kind: ValueKind.Dict } or { Kind: null } => new DarkType.Record(fields, IsOpen: true),
            _ => NotARecord(record, start),
        };
    }

    private DarkType NotARecord(RecordExpr record, DarkType start)
    {
        Error(CheckingCodes.NotARecord, record.Base!.Span, $"`with` copies a record, but this is {TypeDisplay.WithArticle(start)}",
            TypeDisplay.WithArticle(start), FieldHint(start));
        return DarkType.Any;
    }

    /// <summary>An updated record keeps its declared type if the new values match the declaration.</summary>
    private static bool Fits(DarkType.Declared declared, Dictionary<string, DarkType> fields) => fields.All(field =>
        declared.Declaration.Fields.TryGetValue(field.Key, out var known) && Mismatch.Between(field.Value, known.Type) is null);

    private DarkType.Record Update(RecordExpr update, DarkType.Record record, Dictionary<string, DarkType> fields)
    {
        if (!record.IsOpen)
            WarnOfNewFields(update, record.Fields.Keys);
        var all = new Dictionary<string, DarkType>(record.Fields, StringComparer.Ordinal);
        foreach (var (name, type) in fields)
            all[name] = type;
        return record with { Fields = all };
    }
}

internal static class FieldList
{
    private const int Shown = 12;

    /// <summary>Lists the fields that exist, as a hint about one that does not; null if there are none.</summary>
    public static string? Of(IReadOnlyList<string> names) => names.Count switch
    {
        0 => null,
        1 => $"its only field is {names[0]}",
        <= Shown => $"its fields are {string.Join(", ", names)}",
        _ => $"its fields are {string.Join(", ", names.Take(Shown))} and {names.Count - Shown} more",
    };
}
