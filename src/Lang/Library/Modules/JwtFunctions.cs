using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class JwtFunctions
{
    public static LibraryFunction[] All() =>
    [
        Impure(
            "JWT::signAndEncode",
            "pemPrivKey: String, payload: a",
            "Result<b, err>",
            "A token of the payload, signed with an RSA key (RS256).",
            "JWT::signAndEncode \"no key\" { sub: \"ada\" } = Error \"the key is not a private RSA key in PEM form\"",
                errors: "Error if the key is not a private RSA key",
            static (execution, a) =>
            Sign(execution, a[0].AsString, DictValue.Empty, a[1])),
        Impure(
            "JWT::signAndEncodeWithHeaders",
            "pemPrivKey: String, headers: Dict<a>, payload: a",
            "Result<b, err>",
            "A token of the payload with more headers, signed with an RSA key (RS256).",
            "JWT::signAndEncodeWithHeaders \"no key\" { kid: \"1\" } { sub: \"ada\" } = Error \"the key is not a private RSA key in PEM form\"",
                errors: "Error if the key is not a private RSA key",
            static (execution, a) =>
            Sign(execution, a[0].AsString, a[1].AsDict, a[2])),
        Impure(
            "JWT::verifyAndExtract",
            "pemPubKey: String, token: String",
            "Result<a, err>",
            "The header and the payload of a token as a record, if it was signed with the key (RS256).",
            "JWT::verifyAndExtract \"no key\" \"no token\" = Error \"the token does not have the form of one\"",
                errors: "Error if the token is broken or was signed with another key",
            static (_, a) =>
            JsonWebToken.TryVerify(a[0].AsString, a[1].AsString, out var content, out var error)
                ? Value.Ok(content)
                : Value.Error(Value.String(error))),
    ];

    private static Value Sign(Execution execution, string key, DictValue headers, Value payload)
    {
        var header = headers.With("alg", Value.String("RS256")).With("typ", Value.String("JWT"));
        var limit = execution.Limits.TextLength / 4;
        return JsonWebToken.TrySign(
            key, ValueJson.Write(Value.Of(header), indented: false, limit), ValueJson.Write(payload, indented: false, limit), out var token)
            ? Value.Ok(Value.String(token))
            : Value.Error(Value.String("the key is not a private RSA key in PEM form"));
    }
}
