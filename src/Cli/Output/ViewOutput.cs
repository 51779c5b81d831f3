using System.Text.Json.Serialization.Metadata;
using DarkLang.Display.Tables;

namespace DarkLang.Cli.Output;

/// <summary>Prints views: JSON for programs, or text for people.</summary>
internal static class ViewOutput
{
    public static void Show<T>(Shell shell, bool json, string schema, T view, JsonTypeInfo<T> type, Action<Shell, T> write)
    {
        if (json)
            JsonOutput.WriteObject(shell.Out, schema, view, type);
        else
            write(shell, view);
    }

    /// <param name="none">The note in place of a table without rows.</param>
    public static void List<T>(
        Shell shell, bool json, string schema, IReadOnlyList<T> views, JsonTypeInfo<T> type, IReadOnlyList<Column<T>> columns, string none)
    {
        if (json)
            JsonOutput.WriteList(shell.Out, schema, views, type);
        else if (views.Count == 0)
            shell.Note(none);
        else
            TableText.Write(shell, columns, views);
    }
}
