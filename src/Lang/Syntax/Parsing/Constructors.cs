namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>The names of the constructors.</summary>
internal static class Constructors
{
    /// <summary>Maps the name of a constructor in another language to ours.</summary>
    public static string? Foreign(string name) => name switch
    {
        "Some" => "Just",
        "None" => "Nothing",
        "Err" or "Failure" => "Error",
        "Success" => "Ok",
        _ => null,
    };

    public static Constructor? Find(string name) => name switch
    {
        "Nothing" => Constructor.Nothing,
        "Just" => Constructor.Just,
        "Ok" => Constructor.Ok,
        "Error" => Constructor.Error,
        _ => null,
    };
}
