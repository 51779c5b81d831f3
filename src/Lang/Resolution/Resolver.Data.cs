using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Resolution;

internal sealed partial class Resolver
{
    private Node ResolveRecord(RecordExpr record)
    {
        var start = record.Base is { } from ? Resolve(from) : null;
        var names = new List<string>();
        var values = new List<Node>();
        var first = new Dictionary<string, Span>(StringComparer.Ordinal);
        foreach (var field in record.Fields)
        {
            var value = Resolve(field.Value);
            if (!first.TryAdd(field.Name, field.NameSpan))
            {
                var message = $"the record has two fields named `{field.Name}`";
                if (_expectsFailure > 0)
                    return new FailingNode(Site(field.NameSpan), ResolutionCodes.DuplicateKey, message);
                DuplicateKey(field, first[field.Name], message);
                continue;
            }
            names.Add(field.Name);
            values.Add(value);
        }
        if (start is not null)
            return new RecordUpdateNode(Site(record.Base!.Span), start, [.. names], [.. values]);
        return names.Count == 0 ? new ConstantNode(Value.Of(DictValue.Empty)) : new RecordNode([.. names], [.. values]);
    }

    private void DuplicateKey(RecordField field, Span first, string message) => Sink.Error(
        ResolutionCodes.DuplicateKey, At(field.NameSpan), message, "given again here", "a field can be given only once",
        new RelatedPlace(At(first), "first given here"));
}
