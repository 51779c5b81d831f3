using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class JwtFunctions
{
    public static LibraryFunction[] All() =>
    [
        Impure("JWT::signAndEncode", "pemPrivKey: secret String, payload: a", "Result<b, err>",
            "Signs the payload with an RSA key (RS256) and returns the token.",
            "JWT::signAndEncode \"no key\" { sub: \"ada\" } = Error \"the key is not a private RSA key in PEM form\"",
            errors: "returns an Error if the key is not a private RSA key",
            static (execution, a) => Sign(execution, a[0].AsString, DictValue.Empty, a[1])),
        Impure("JWT::signAndEncodeWithHeaders", "pemPrivKey: secret String, headers: Dict<a>, payload: a", "Result<b, err>",
            "Signs the payload and additional headers with an RSA key (RS256) and returns the token.",
            "JWT::signAndEncodeWithHeaders \"no key\" { kid: \"1\" } { sub: \"ada\" }"
                + " = Error \"the key is not a private RSA key in PEM form\"",
            errors: "returns an Error if the key is not a private RSA key",
            static (execution, a) => Sign(execution, a[0].AsString, a[1].AsDict, a[2])),
        Impure("JWT::verifyAndExtract", "pemPubKey: String, token: String", "Result<a, err>",
            "Verifies a token with an RSA key (RS256) and returns its header and payload as a record.",
            "JWT::verifyAndExtract \"no key\" \"no token\" = Error \"the token is malformed\"",
            errors: "returns an Error if the token is malformed or was signed with another key",
            static (execution, a) => Verify(execution, a[0].AsString, a[1].AsString)),
    ];

    private static Value Verify(Execution execution, string key, string token)
    {
        execution.CheckEnd();
        return JsonWebToken.TryVerify(key, token, out var content, out var error) ? Value.Ok(content) : Value.Error(Value.String(error));
    }

    private static Value Sign(Execution execution, string key, DictValue headers, Value payload)
    {
        execution.CheckEnd();
        var header = headers.With("alg", Value.String("RS256")).With("typ", Value.String("JWT"));
        var limit = execution.Limits.TextLength / 4;
        return JsonWebToken.TrySign(
            key, ValueJson.Write(Value.Of(header), indented: false, limit), ValueJson.Write(payload, indented: false, limit), out var token)
            ? Value.Ok(Value.String(token))
            : Value.Error(Value.String("the key is not a private RSA key in PEM form"));
    }
}
