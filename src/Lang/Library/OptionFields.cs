using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>The fields of a record of options, which may all be missing. Ends the run for a field that is not one of them.</summary>
internal sealed class OptionFields
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly string _function;
    private readonly DictValue _options;

    public OptionFields(string function, DictValue options, params string[] names)
    {
        (_function, _options) = (function, options);
        foreach (var key in options.Keys)
        {
            if (!names.Contains(key))
                throw LibraryError.Invalid(
                    $"`{function}` has no field `{ValueDisplay.Key(key)}`", $"its fields are {string.Join(", ", names)}");
        }
    }

    public Value? Find(string name) => _options.TryGet(name, out var value) ? value : null;

    public Value? Find(string name, ValueKind kind) => Find(name) is not { } value ? null
        : Kinds.Is(in value, kind) ? value : throw Wrong(name, value, LibraryError.Article(kind.ToString()));

    public DictValue Dict(string name) => Find(name, ValueKind.Dict)?.AsDict ?? DictValue.Empty;

    /// <summary>Returns the bytes of a String or of Bytes; none if the field is missing.</summary>
    public byte[] Content(string name) => Find(name) switch
    {
        null => [],
        { IsString: true } text => Encoding.UTF8.GetBytes(text.AsString),
        { Reference: BytesValue bytes } => bytes.Content.ToArray(),
        { } other => throw Wrong(name, other, "a String or Bytes"),
    };

    public TimeSpan Timeout(TimeSpan standard)
    {
        if (Find("timeout", ValueKind.Int)?.AsInt is not { } seconds)
            return standard;
        return seconds >= 1 && seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : throw LibraryError.Invalid(
            $"a timeout of {seconds} s is not from 1 s to 1 d", "write it as `timeout: 30s`");
    }

    private RuntimeErrorException Wrong(string name, Value value, string expected) => new(
        RuntimeErrorCodes.WrongKind, $"`{name}` of `{_function}` is {LibraryError.Describe(value)}", $"it takes {expected}");
}
