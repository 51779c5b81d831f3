using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Recording;
using DarkLang.Lang.Library;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Evaluation;

/// <summary>Keys and passwords that a run gives to library functions are not in its recording.</summary>
public sealed class SecretTests
{
    private const string Key = "k3y-k3y-k3y-k3y-";

    [Theory]
    [InlineData("Crypto::sha256hmac (String::toBytes event.key) Bytes::empty")]
    [InlineData("event.key |> String::toBytes |> Crypto::sha512hmac Bytes::empty")]
    [InlineData("let key = String::toBytes event.key\nCrypto::aesGcmEncrypt key (Bytes::slice key 0 12) Bytes::empty")]
    [InlineData("Crypto::hkdf (String::toBytes (event.key ++ event.key)) Bytes::empty Bytes::empty 8\n"
        + "Crypto::sha1hmac (String::toBytes event.key) Bytes::empty")]
    [InlineData("let p = Password::hash event.key\nPassword::check p event.key")]
    [InlineData("JWT::signAndEncode event.key { a: 1 }")]
    [InlineData("let found = List::map [event, event] \\e -> sign e.key\n$\"with {event.key}\"")]
    [InlineData("let signed = sign event.key\n(Just event.key, Ok [event.key], { event with a: 1 })")]
    [InlineData("let signed = sign event.key\nfail event.key")]
    public void A_key_is_redacted_wherever_its_run_shows_it(string body)
    {
        var recording = Record($"worker w\n  {body.ReplaceLineEndings("\n  ")}\n\nfn sign (key: String) = "
            + "Crypto::sha1hmac (String::toBytes key) Bytes::empty\n");

        Assert.False(recording.Secrets.IsEmpty);
        Assert.DoesNotContain(Key, string.Join('\n', Shown(recording)), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Key)), string.Join('\n', Shown(recording)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_secrets_is_recorded_as_it_is()
    {
        var recording = Record("worker w\n  event.key\n");

        Assert.True(recording.Secrets.IsEmpty);
        Assert.Contains(Key, string.Join('\n', Shown(recording)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_parameter_that_takes_a_key_or_a_password_says_so() => Assert.Empty(
        from function in LibraryCatalog.Standard.Functions
        from parameter in function.Parameters
        where MayBeSecret(parameter.Name) && !parameter.IsSecret && !IsNoSecret(function, parameter)
        select $"{function.Name} takes `{parameter.Name}`: declare it as `{parameter.Name}: secret {parameter.Type}`");

    private static bool MayBeSecret(string name) => new[] { "key", "secret", "password", "priv", "passphrase", "bearer" }
        .Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    // The keys of dicts and of emits are names, public keys are public, and a Password is redacted by itself.
    private static bool IsNoSecret(LibraryFunction function, LibraryParameter parameter) =>
        function.Name.StartsWith("Dict::", StringComparison.Ordinal) || function.Name == "emitOnce"
        || parameter.Name.Contains("pub", StringComparison.OrdinalIgnoreCase)
        || parameter.Type.Kind is ValueKind.Password or ValueKind.Function;

    private static IEnumerable<string> Shown(Recording recording)
    {
        var rest = new Stack<CallRecord>([recording.Root!]);
        while (rest.TryPop(out var call))
        {
            foreach (var argument in call.Arguments)
                yield return ValueJson.Write(argument.Value, indented: false);
            foreach (var value in call.Values)
                yield return ValueJson.Write(value.Value, indented: false);
            if (call.Result is { } result)
                yield return ValueJson.Write(result, indented: false);
            foreach (var inner in call.Calls)
                rest.Push(inner);
        }
        yield return recording.Outcome switch
        {
            Outcome.Completed completed => ValueJson.Write(completed.Value, indented: false),
            Outcome.Failed failed => failed.Error.Message,
            _ => "",
        };
    }

    private static Recording Record(string text)
    {
        var canvas = CanvasLoader.LoadToRecord([new SourceText("a.dark", text)]).Canvas!;
        var @event = new DictBuilder();
        @event.Set("key", Value.String(Key));
        return LargeStack.Run(() => Interpreter.Record(
            canvas.Workers[0].Body, [Value.Of(@event.ToDict())], new EffectsHost(new FixedEffects()), Limits.Default, () => TimeSpan.Zero,
            CancellationToken.None));
    }
}
