using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = OtherSystems)]
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = OtherSystems)]
internal static class CryptoFunctions
{
    private const string OtherSystems = "Programs need them to communicate with systems that use them.";

    public static LibraryFunction[] All() =>
    [
        Pure("Crypto::md5", "data: Bytes", "Bytes",
            "Returns the MD5 digest of the data, 16 bytes. MD5 is not secure: use it for old formats only.",
            "Crypto::md5 (String::toBytes \"hi\") |> Bytes::hexEncode = \"49F68A5C8493EC2C0BF489821C21FC3B\"",
            static (_, a) => Bytes(MD5.HashData(a[0].AsBytes.Content))),
        Pure("Crypto::sha256", "data: Bytes", "Bytes", "Returns the SHA-256 digest of the data, 32 bytes.",
            "Crypto::sha256 (String::toBytes \"hi\") |> Bytes::hexEncode"
                + " = \"8F434346648F6B96DF89DDA901C5176B10A6D83961DD3C1AC88B59B2DC327AA4\"",
            static (_, a) => Bytes(SHA256.HashData(a[0].AsBytes.Content))),
        Pure("Crypto::sha384", "data: Bytes", "Bytes", "Returns the SHA-384 digest of the data, 48 bytes.",
            """Crypto::sha384 (String::toBytes "hi") |> Bytes::length = 48""",
            static (_, a) => Bytes(SHA384.HashData(a[0].AsBytes.Content))),
        Pure("Crypto::sha1hmac", "key: Bytes, data: Bytes", "Bytes", "Returns the HMAC of the data with SHA-1, 20 bytes.",
            """Crypto::sha1hmac (String::toBytes "key") (String::toBytes "hi") |> Bytes::length = 20""",
            static (_, a) => Bytes(HMACSHA1.HashData(a[0].AsBytes.Content, a[1].AsBytes.Content))),
        Pure("Crypto::sha256hmac", "key: Bytes, data: Bytes", "Bytes",
            "Returns the HMAC of the data with SHA-256, 32 bytes. Most webhooks are signed with it.",
            """Crypto::sha256hmac (String::toBytes "key") (String::toBytes "hi") |> Bytes::length = 32""",
            static (_, a) => Bytes(HMACSHA256.HashData(a[0].AsBytes.Content, a[1].AsBytes.Content))),
    ];

    private static Value Bytes(byte[] content) => Value.Of(new BytesValue(content));
}
