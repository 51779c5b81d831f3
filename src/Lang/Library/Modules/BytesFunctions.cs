using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class BytesFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Bytes::empty", "", "Bytes", "Returns an empty Bytes value.",
            "Bytes::length Bytes::empty = 0", static (_, _) => Value.Of(new BytesValue([]))),
        Pure("Bytes::length", "bytes: Bytes", "Int", "Returns the number of bytes.",
            """Bytes::length (String::toBytes "hé") = 3""", static (_, a) => Value.Int(a[0].AsBytes.Content.Length)),
        Pure("Bytes::hexEncode", "bytes: Bytes", "String", "Encodes the bytes in upper-case hexadecimal.",
            "Bytes::hexEncode (String::toBytes \"hi!\") = \"686921\"", static (execution, a) => HexEncode(execution, a[0].AsBytes.Content)),
        Pure("Bytes::base64Encode", "bytes: Bytes", "String", "Encodes the bytes in URL-safe base64 with padding.",
            "Bytes::base64Encode (String::toBytes \"hi\") = \"aGk=\"",
            static (execution, a) => Base64Encode(execution, a[0].AsBytes.Content)),
        Pure("Bytes::base64Decode", "s: String", "Result<Bytes, String>", "Decodes base64, standard or URL-safe, with or without padding.",
            """Bytes::base64Decode "aGk" = Ok (String::toBytes "hi")""", errors: "returns an Error if the string is not base64",
            static (_, a) => Base64.TryDecode(a[0].AsString, out var bytes)
                ? Value.Ok(Value.Of(new BytesValue(bytes)))
                : Value.Error(Value.String($"{ValueDisplay.Short(a[0])} is not base64"))),
    ];

    private static Value HexEncode(Execution execution, ReadOnlySpan<byte> bytes)
    {
        execution.RequireText("Bytes::hexEncode", bytes.Length * 2L);
        return Value.String(Convert.ToHexString(bytes));
    }

    private static Value Base64Encode(Execution execution, ReadOnlySpan<byte> bytes)
    {
        execution.RequireText("Bytes::base64Encode", (bytes.Length + 2L) / 3 * 4);
        return Value.String(Base64.EncodeUrl(bytes, padded: true));
    }
}
