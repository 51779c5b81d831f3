namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>The names of the constructors.</summary>
internal static class Constructors
{
    public static Constructor? Find(string name) => name switch
    {
        "Nothing" => Constructor.Nothing,
        "Just" => Constructor.Just,
        "Ok" => Constructor.Ok,
        "Error" => Constructor.Error,
        _ => null,
    };
}
