namespace DarkLang.Lang.Resolution;

/// <summary>What other languages call things.</summary>
internal static class ForeignNames
{
    public static string? Find(string name) => name switch
    {
        "Some" => "Just",
        "None" or "nothing" => "Nothing",
        "Err" or "Failure" => "Error",
        "Success" => "Ok",
        "just" => "Just",
        "True" => "true",
        "False" => "false",
        "Null" or "nil" or "undefined" => "null",
        "print" or "println" or "printfn" => "Log::info",
        "str" or "string" => "toString",
        "len" or "length" => "List::length",
        "enqueue" or "publish" or "send" => "emit",
        _ => null,
    };
}
