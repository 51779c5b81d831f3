using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

internal sealed class ListNode(Node[] items) : Node
{
    public override Value Evaluate(ref Frame frame) => Value.Of(new ListValue(EvaluateAll(items, ref frame)));

    public static Value[] EvaluateAll(Node[] nodes, ref Frame frame)
    {
        var values = new Value[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
            values[i] = nodes[i].Evaluate(ref frame);
        return values;
    }
}

internal sealed class TupleNode(Node[] items) : Node
{
    public override Value Evaluate(ref Frame frame) => Value.Of(new TupleValue(ListNode.EvaluateAll(items, ref frame)));
}

/// <summary>A record literal. All records that it creates share one array of sorted keys.</summary>
internal sealed class RecordNode : Node
{
    private readonly string[] _keys;
    private readonly Operand[] _values;

    // For each field in source order, its index in the sorted keys.
    private readonly int[] _indexes;

    public RecordNode(string[] names, Node[] values)
    {
        _keys = [.. names.Order(StringComparer.Ordinal)];
        _values = Operand.Of(values);
        _indexes = [.. names.Select(name => Array.BinarySearch(_keys, name, StringComparer.Ordinal))];
    }

    public override Value Evaluate(ref Frame frame)
    {
        var values = new Value[_values.Length];
        for (var i = 0; i < _values.Length; i++)
            values[_indexes[i]] = _values[i].Evaluate(ref frame);
        return Value.Of(new DictValue(_keys, values));
    }
}

/// <summary>Code that the resolver rejects everywhere except in <c>Test::fails</c>: it ends the run with the error.</summary>
internal sealed class FailingNode(int site, string code, string message) : Node
{
    public override Value Evaluate(ref Frame frame) => throw frame.Execution.Fail(site, code, message);
}

/// <summary><c>{ base with a: 1 }</c>: replaces or adds fields of a record.</summary>
internal sealed class RecordUpdateNode(int site, Node record, string[] names, Node[] values) : Node
{
    public override Value Evaluate(ref Frame frame)
    {
        var start = record.Evaluate(ref frame);
        if (start.Reference is not DictValue dict)
            throw frame.Execution.Fail(
                site, RuntimeErrorCodes.WrongKind, $"`with` changes fields of a record, but got {OperatorErrors.Describe(start)}");
        for (var i = 0; i < names.Length; i++)
            dict = dict.With(names[i], values[i].Evaluate(ref frame));
        return Value.Of(dict);
    }
}

internal sealed class FieldNode(int site, Node target, string field) : Node
{
    private readonly Operand _target = new(target);

    // The last index of the field: all records of one literal have it at the same index. Racing threads may overwrite each other's
    // hint, which only costs a search.
    private int _lastIndex;

    public override Value Evaluate(ref Frame frame)
    {
        var value = _target.Evaluate(ref frame);
        if (value.Reference is not DictValue dict)
            throw frame.Execution.Fail(
                site, RuntimeErrorCodes.WrongKind,
                $"only records have fields, but `.{field}` is read from {OperatorErrors.Describe(value)}", Hint(value));
        return dict.TryGet(field, ref _lastIndex, out var found)
            ? found
            : throw frame.Execution.Fail(site, RuntimeErrorCodes.UnknownField, UnknownField(dict), UnknownHint(dict));
    }

    private string UnknownField(DictValue dict) => dict.Count == 0
        ? $"there is no field `{field}`: the record is empty"
        : $"there is no field `{field}` in {ValueShape.Fields(dict)}";

    private string? UnknownHint(DictValue dict)
    {
        const int maxShown = 12;
        if (dict.Count == 0)
            return "`Dict::get` returns an Option for a key that may be missing";
        var question = NearestName.Of(field, dict.KeyArray) is { } nearest ? $"did you mean `{nearest}`? " : "";
        var fields = string.Join(", ", dict.KeyArray.Take(maxShown)) + (dict.Count > maxShown ? $" and {dict.Count - maxShown} more" : "");
        return $"{question}{(dict.Count == 1 ? "its only field is" : "its fields are")} {fields}";
    }

    private string? Hint(Value value) => value.Reference switch
    {
        OptionValue => "take the record out with `match` or `Option::withDefault`",
        ResultValue => "take the record out with `match` or `Result::withDefault`",
        // A method call, as in other languages.
        _ when LibraryCatalog.Standard.Find($"{value.Kind}::{field}") is { } function =>
            $"values have no methods: write `{function.Name}` followed by the value",
        ListValue => "to read a field of every item, use `List::map`",
        _ => null,
    };
}
