using System.Buffers;
using System.Text;
using System.Text.Json;
using DarkLang.Lang.Source;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Control;

/// <summary>JSON shows text beyond ASCII as it is, and escapes what can't be seen.</summary>
public sealed class VisibleJsonTests
{
    [Theory]
    [InlineData("caf\u00e9 \ud83d\ude00", "caf\u00e9 \ud83d\ude00")]
    [InlineData("\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67\n", "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67\\n")]
    [InlineData("a\u202eb\u200bc\u2028", "a\\u202Eb\\u200Bc\\u2028")]
    [InlineData("\u001b[31m\u0007\"\\", "\\u001B[31m\\u0007\\\"\\\\")]
    [InlineData("\ufffe\ue000", "\\uFFFE\\uE000")]
    [InlineData("a\u200d", "a\\u200D")]
    [InlineData("\udb40\udc01", "\\uDB40\\uDC01")]
    public void A_string_is_written_so_that_it_can_be_read(string text, string written)
    {
        Assert.Equal($"\"{written}\"", JsonSerializer.Serialize(text, ControlJson.Form.String));
        Assert.Equal($"\"{written}\"", Reserialized(text));
        Assert.Equal(text, JsonDocument.Parse($"\"{written}\"").RootElement.GetString());
    }

    [Fact]
    public void The_answer_of_an_endpoint_holds_nothing_that_can_not_be_seen()
    {
        var nasty = string.Concat(Enumerable.Range(0, 0x3000).Where(code => code is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32));

        var json = JsonSerializer.Serialize(new HandlerId(HandlerKind.Worker, nasty), ControlJson.Form.HandlerId);

        Assert.Equal(json, InvisibleCharacters.Escaped(json));
        Assert.Equal(Nfc.Of(nasty), JsonSerializer.Deserialize(json, ControlJson.Form.HandlerId)!.Name);
    }

    private static string Reserialized(string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = VisibleJsonEncoder.Instance }))
            JsonSerializer.SerializeToElement(text, ControlJson.Form.String).WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
