using System.Text;
using CsCheck;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Values;

public sealed class RopeTests
{
    private static readonly string LongText = string.Concat(Enumerable.Repeat("all work and no play ", 40));

    [Theory]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(800)]
    public void A_text_from_JSON_or_from_the_store_is_the_text_that_was_written(int length)
    {
        var text = LongText[..length];
        Assert.True(ValueJson.TryRead($"\"{text}\"", out var read, out _));
        var stored = ValueEncoding.Encode(read, int.MaxValue);
        Assert.Equal(ValueEncoding.Encode(Value.String(text), int.MaxValue), stored);
        foreach (var value in new[] { read, ValueEncoding.Decode(stored), ValueEncoding.DecodeInPlace(stored) })
        {
            Assert.Equal(length, value.TextLength);
            Assert.True(ValueEquality.AreEqual(value, Value.String(text)));
            Assert.Equal($"<{text}>", NfcText.Concat(NfcText.Concat(Value.String("<"), value), Value.String(">")).AsString);
            Assert.Equal($"\"{text}\"", ValueJson.Write(value, indented: false));
            Assert.Equal(text, value.AsString);
            Assert.Equal(stored, ValueEncoding.Encode(value, int.MaxValue));
        }
    }

    [Fact]
    public void Only_ASCII_is_decoded_later_because_other_texts_are_normalised()
    {
        var decomposed = LongText + "e\u0301";
        Assert.True(ValueJson.TryRead($"\"{decomposed}\"", out var read, out _));
        Assert.Equal(decomposed.Normalize(NormalizationForm.FormC), read.AsString);
        Assert.Equal(LongText + "\n", ReadJson($"\"{LongText}\\n\"").AsString);
        Assert.Equal(LongText, ReadJson($"[1, \"{LongText}\", 2]").AsList.Items[1].AsString);
    }

    [Fact]
    public void A_text_that_is_not_decoded_is_not_stored_beyond_the_limit() =>
        Assert.Throws<RuntimeErrorException>(() => ValueEncoding.Encode(ReadJson($"\"{LongText}\""), LongText.Length));

    private static Value ReadJson(string json) =>
        ValueJson.TryRead(json, out var value, out var problem) ? value : throw new InvalidOperationException(problem);

    private static readonly Gen<string> Parts = Gen.OneOfConst(
        new string('x', Rope.MaxCopiedLength + 1),
        "e",
        "\u0301",
        "\u0323",
        "слово",
        "\u1112",
        "\u1161",
        "\u11ab",
        "한",
        "👩\u200d👧",
        "का",
        "");

    [Fact]
    public void Texts_concatenated_in_any_order_are_normalised() =>
        Gen.Select(Parts.Array[0, 12], Gen.Bool.Array[12]).Sample((parts, atEnd) =>
        {
            var (joined, plain) = (Value.String(""), "");
            for (var i = 0; i < parts.Length; i++)
            {
                var part = parts[i].Length > Rope.MaxCopiedLength
                    ? Rope.Of(Encoding.ASCII.GetBytes(parts[i]))
                    : Value.String(parts[i].Normalize());
                joined = atEnd[i] ? NfcText.Concat(joined, part) : NfcText.Concat(part, joined);
                plain = atEnd[i] ? plain + parts[i] : parts[i] + plain;
            }
            Assert.Equal(plain.Normalize(NormalizationForm.FormC), joined.AsString);
        });

    [Fact]
    public void A_concatenated_text_is_a_String_like_any_other()
    {
        var half = new string('a', Rope.MaxCopiedLength);
        var (joined, again, plain) = (Concat(half, half + "b"), Concat(half + half, "b"), Value.String(half + half + "b"));
        Assert.IsType<Rope>(joined.Reference);
        Assert.Equal(ValueKind.String, joined.Kind);
        Assert.True(joined.IsString);
        Assert.True(
            ValueEquality.AreEqual(joined, plain) && ValueEquality.AreEqual(plain, joined) && ValueEquality.AreEqual(joined, again));
        Assert.False(ValueEquality.AreEqual(joined, Value.String(half)) || ValueEquality.AreEqual(Value.Null, joined)
            || ValueEquality.AreEqual(joined, Value.Null));
        Assert.Equal(0, ValueOrder.Compare(Concat(half, half + "b"), plain));
        Assert.True(ValueOrder.Compare(plain, Concat(half, half + "c")) < 0);
        Assert.Equal(plain.AsString, ValueText.ToText(Concat(half, half + "b"), int.MaxValue));
        Assert.Equal(ValueJson.Write(plain, indented: false), ValueJson.Write(Concat(half, half + "b"), indented: false));
        Assert.Equal(ValueEncoding.Encode(plain, 10_000), ValueEncoding.Encode(Concat(half, half + "b"), 10_000));
    }

    [Fact]
    public void Reading_a_text_of_very_many_parts_needs_no_deep_stack()
    {
        var (atEnd, atStart) = (Value.String(""), Value.String(""));
        for (var i = 0; i < 200_000; i++)
        {
            atEnd = NfcText.Concat(atEnd, Value.String("ab"));
            atStart = NfcText.Concat(Value.String("ab"), atStart);
        }
        Assert.Equal(400_000, atEnd.AsString.Length);
        Assert.Equal(atEnd.AsString, atStart.AsString);
    }

    private static Value Concat(string left, string right) => NfcText.Concat(Value.String(left), Value.String(right));
}
