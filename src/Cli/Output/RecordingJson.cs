namespace DarkLang.Cli.Output;

/// <summary>The calls of a recorded run with their values, as JSON.</summary>
internal static class RecordingJson
{
    /// <summary>Many readers of JSON refuse objects that are nested more than a few hundred levels deep.</summary>
    private const int Deepest = 100;

    public static void Call(Utf8JsonWriter json, CallRecord call) => Call(json, call, 0);

    private static void Call(Utf8JsonWriter json, CallRecord call, int depth)
    {
        json.WriteString("function", call.Function);
        json.WriteNumber("iteration", call.Iteration.Index + 1);
        json.WriteNumber("iterations", call.Iteration.Count);
        if (call.Parent is not null)
            Place(json, "calledFrom", call.CalledFrom);
        json.List("arguments", call.Arguments, (writer, argument) =>
        {
            writer.WriteString("name", argument.Name);
            Value(writer, "value", argument.Value);
        });
        json.List("values", call.Values, (writer, value) =>
        {
            Place(writer, "at", value.At);
            writer.WriteString("text", value.At.Source[value.At.Span]);
            Value(writer, "value", value.Value);
        });
        if (call.Result is { } result)
            Value(json, "result", result);
        json.Milliseconds("durationMs", call.Duration);
        json.List("calls", depth < Deepest ? call.Calls : [], (writer, inner) => Call(writer, inner, depth + 1));
        if (depth == Deepest)
            json.WriteNumber("callsLeftOut", InnerCalls.Count(call));
    }

    public static void Change(Utf8JsonWriter json, ValueChange change)
    {
        json.WriteString("path", change.Path);
        Place(json, "at", change.At);
        json.WriteString("text", change.Text);
        Side(json, "old", change.Old);
        Side(json, "new", change.New);
    }

    /// <summary>Writes the value of one run, or why it has none.</summary>
    private static void Side(Utf8JsonWriter json, string name, ValueSide side)
    {
        if (side.Value is { } value)
            Value(json, name, value);
        else
            json.WriteString($"{name}State", JsonNamingPolicy.CamelCase.ConvertName(side.State.ToString()));
    }

    /// <summary>Functions have no JSON form: they are written as their text.</summary>
    public static void Value(Utf8JsonWriter json, string name, Value value) => json.Raw(name, ValueJson.Write(value, indented: false));

    private static void Place(Utf8JsonWriter json, string name, Location at) => json.WriteString(name, at.ToString());
}
