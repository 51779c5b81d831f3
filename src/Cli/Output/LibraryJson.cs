namespace DarkLang.Cli.Output;

internal static class LibraryJson
{
    public static void Module(Utf8JsonWriter json, LibraryModule module)
    {
        json.WriteString("name", module.Name);
        json.WriteString("about", module.About);
        json.Strings("functions", module.Functions.Select(function => function.Name));
    }

    public static void Function(Utf8JsonWriter json, LibraryFunction function)
    {
        json.WriteString("name", function.Name);
        json.WriteString("signature", function.Signature);
        json.List("parameters", function.Parameters, (writer, parameter) =>
        {
            writer.WriteString("name", parameter.Name);
            writer.WriteString("type", parameter.Type.ToString());
        });
        json.WriteString("returns", function.Returns.ToString());
        json.WriteString("doc", function.Doc);
        json.Text("errors", function.Errors);
        json.WriteString("example", function.Example);
        json.WriteBoolean("impure", function.IsImpure);
    }
}
