namespace DarkLang.Cli.Output;

/// <summary>What was found in a store, as text and as JSON.</summary>
internal static class StoreText
{
    public static string Counts(StoreReport report) =>
        $"{report.Messages} messages ({report.Dead} dead), {report.Crons} crons, {report.Traces} traces";

    public static void Counts(this Utf8JsonWriter json, StoreReport report)
    {
        json.WriteNumber("messages", report.Messages);
        json.WriteNumber("dead", report.Dead);
        json.WriteNumber("crons", report.Crons);
        json.WriteNumber("onceKeys", report.OnceKeys);
        json.WriteNumber("traces", report.Traces);
        json.WriteNumber("sources", report.Sources);
    }
}
