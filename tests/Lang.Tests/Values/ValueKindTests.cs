using System.Text.Json;
using DarkLang.Lang.Checking;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Tests.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Values;

/// <summary>What every kind of value must have. A new kind needs samples here, and then fails wherever it was forgotten.</summary>
public sealed class ValueKindTests
{
    private const int Large = 1 << 20;

    private static readonly TestFunction AnyFunction = new(1, arguments => arguments[0]);

    public static TheoryData<ValueKind> Kinds => [.. Enum.GetValues<ValueKind>()];

    public static TheoryData<ValueKind> StoredKinds => [.. Enum.GetValues<ValueKind>().Where(kind => kind != ValueKind.Function)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_can_be_named_in_a_type(ValueKind kind)
    {
        Assert.Equal(kind != ValueKind.Function, BuiltInTypes.Names.Contains($"{kind}"));
        var types = new DeclaredTypes([]);
        if (kind != ValueKind.Function)
            Assert.Equal(kind, types.Of(new NamedType(default, $"{kind}", [])).Kind);
        Assert.All(Samples(kind), sample => Assert.Equal(kind, ValueTypes.Of(sample).Kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_value_of_each_kind_equals_itself_and_no_other(ValueKind kind)
    {
        var comparer = new ValueComparer(Execution());
        foreach (var sample in Samples(kind))
        {
            Assert.Equal(kind, sample.Kind);
            foreach (var other in Enum.GetValues<ValueKind>().SelectMany(Samples))
            {
                var isSame = ValueDisplay.Show(sample) == ValueDisplay.Show(other) && other.Kind == kind;
                Assert.Equal(isSame, ValueEquality.AreEqual(sample, other));
                Assert.True(!isSame || comparer.GetHashCode(sample) == comparer.GetHashCode(other));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_has_an_order_or_says_that_it_has_none(ValueKind kind)
    {
        var samples = Samples(kind);
        if (kind is ValueKind.Function or ValueKind.Password)
            Assert.Equal("D0521", Assert.Throws<RuntimeErrorException>(() => ValueOrder.Compare(samples[0], samples[0])).Code);
        else
            Assert.All(samples.Zip(samples.Skip(1)), pair => Assert.True(ValueOrder.Compare(pair.First, pair.Second) < 0));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_has_a_text_for_people_and_for_programs(ValueKind kind)
    {
        foreach (var sample in Samples(kind))
        {
            string[] texts = [ValueText.ToText(sample, Large), ValueDisplay.Show(sample), ValueJson.Write(sample, indented: false)];
            foreach (var text in texts)
            {
                Assert.DoesNotContain("DarkLang", text, StringComparison.Ordinal);
                Assert.DoesNotContain($"{kind}Value", text, StringComparison.Ordinal);
            }
            JsonDocument.Parse(ValueJson.Write(sample, indented: true)).Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(StoredKinds))]
    public void A_value_of_each_kind_comes_back_from_the_store(ValueKind kind) => Assert.All(Samples(kind), sample =>
    {
        var back = ValueEncoding.Decode(ValueEncoding.Encode(sample, Large));
        Assert.Equal(kind, back.Kind);
        Assert.True(ValueEquality.AreEqual(sample, back));
        Assert.Equal(ValueDisplay.Show(sample), ValueDisplay.Show(back));
    });

    [Theory]
    [MemberData(nameof(StoredKinds))]
    public void A_declared_value_of_each_kind_comes_back_from_JSON(ValueKind kind)
    {
        if (kind == ValueKind.Password)
            return;
        foreach (var sample in Samples(kind))
        {
            var type = ValueTypes.Of(sample);
            Assert.True(ValueJson.TryRead(ValueJson.Write(sample, indented: false), type, out var read, out var error), error);
            Assert.Equal(ValueDisplay.Show(sample), ValueDisplay.Show(TypedJson.Read(read, type)));
        }
    }

    /// <summary>As their literals: <c>inspect</c> shows what can be typed.</summary>
    [Theory]
    [InlineData(ValueKind.Int)]
    [InlineData(ValueKind.Float)]
    [InlineData(ValueKind.Decimal)]
    [InlineData(ValueKind.Bool)]
    [InlineData(ValueKind.Null)]
    [InlineData(ValueKind.String)]
    [InlineData(ValueKind.Char)]
    [InlineData(ValueKind.List)]
    [InlineData(ValueKind.Tuple)]
    [InlineData(ValueKind.Dict)]
    [InlineData(ValueKind.Option)]
    [InlineData(ValueKind.Result)]
    public void A_shown_value_reads_back_as_the_same(ValueKind kind) => Assert.All(
        Samples(kind), sample => Assert.True(ValueEquality.AreEqual(sample, Programs.Value(ValueDisplay.Show(sample)))));

    private static Execution Execution() => new(new EffectsHost(new FixedEffects()), Limits.Default, CancellationToken.None);

    /// <summary>Two or more values of a kind, in ascending order.</summary>
    private static Value[] Samples(ValueKind kind) => kind switch
    {
        ValueKind.Int => [Value.Int(-5), Value.Int(1_000_000)],
        ValueKind.Float => [Value.Float(-1.5), Value.Float(1)],
        ValueKind.Decimal => [Value.Decimal(-1.50m), Value.Decimal(0m), Value.Decimal(decimal.MaxValue)],
        ValueKind.Bool => [Value.False, Value.True],
        ValueKind.Null => [Value.Null],
        ValueKind.String => [Value.String("é"), Value.String("👩")],
        ValueKind.Char => [Value.Char("a"), Value.Char("é")],
        ValueKind.List => [Value.Of(ListValue.Empty), List(Value.Int(1))],
        ValueKind.Tuple => [Value.Of(new TupleValue([Value.Int(1), Value.Int(2)])), Value.Of(new TupleValue([Value.Int(1), Value.Int(3)]))],
        ValueKind.Dict => [Value.Of(DictValue.Empty), Value.Of(new DictValue(["a"], [Value.Int(1)]))],
        ValueKind.Function => [Value.Of(AnyFunction)],
        ValueKind.Date => [Value.Date(DateTimeOffset.UnixEpoch), Value.Date(DateTimeOffset.UnixEpoch.AddTicks(1))],
        ValueKind.Password => [Value.Of(new PasswordValue([1, 2]))],
        ValueKind.Uuid => [Value.Uuid(Guid.Empty), Value.Uuid(new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]))],
        ValueKind.Option => [Value.Nothing, Value.Just(Value.Int(1))],
        ValueKind.Result => [Value.Ok(Value.Int(1)), Value.Error(Value.Int(0))],
        ValueKind.Bytes => [Value.Of(new BytesValue([9])), Value.Of(new BytesValue([0, 255]))],
    };

    private static Value List(params Value[] items) => Value.Of(new ListValue(items));
}
