using DarkLang.Lang.Syntax.Parsing;

namespace DarkLang.Lang.Resolution;

/// <summary>Maps names that other languages use to ours.</summary>
internal static class ForeignNames
{
    public static string? Find(string name) => name switch
    {
        "nothing" => "Nothing",
        "just" => "Just",
        "True" => "true",
        "False" => "false",
        "Null" or "nil" or "undefined" => "null",
        "str" or "string" => "toString",
        "len" or "length" => "List::length",
        "enqueue" or "publish" or "send" => "emit",
        _ => Constructors.Foreign(name),
    };
}
