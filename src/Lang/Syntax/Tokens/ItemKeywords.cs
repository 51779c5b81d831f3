namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>The keywords that start an item, in lowercase or uppercase.</summary>
internal static class ItemKeywords
{
    public const string Worker = "worker";
    public const string Cron = "cron";
    public const string Http = "http";
    public const string Db = "db";
    public const string Type = "type";
    public const string Fn = "fn";
    public const string Secret = "secret";
    public const string Alert = "alert";
    public const string Test = "test";

    /// <summary>Says which version of the program a canvas needs; suggestions for mistyped items leave it out.</summary>
    public const string Dark = "dark";

    public static IReadOnlyList<string> All { get; } = [Worker, Cron, Http, Db, Type, Fn, Secret, Alert, Test];

    /// <summary>Returns the keyword in lowercase, or null.</summary>
    public static string? Find(ReadOnlySpan<char> word) => word switch
    {
        Worker or "WORKER" => Worker,
        Cron or "CRON" => Cron,
        Http or "HTTP" => Http,
        Db or "DB" => Db,
        Type or "TYPE" => Type,
        Fn or "FN" => Fn,
        Secret or "SECRET" => Secret,
        Alert or "ALERT" => Alert,
        Test or "TEST" => Test,
        Dark => Dark,
        _ => null,
    };
}
