using System.Text.Json;
using DarkLang.Lang.Evaluation;

namespace DarkLang.Cli.Output;

/// <summary>A runtime error of this process, in the shape that stored failures have.</summary>
internal static class ErrorJson
{
    public static void Fields(Utf8JsonWriter json, RuntimeError error)
    {
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        json.WriteString("at", error.At.ToString());
        json.WriteString("help", error.Help);
        json.List("stack", error.Stack, (writer, frame) =>
        {
            writer.WriteString("function", frame.Function);
            writer.WriteString("at", frame.At.ToString());
        });
    }
}
