using Microsoft.Data.Sqlite;

namespace DarkLang.Bench;

internal static class SqliteStatements
{
    public static void Execute(this SqliteConnection database, string text)
    {
        using var command = database.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    /// <summary>A prepared statement with one parameter, <c>$p</c>.</summary>
    public static SqliteCommand Prepared(this SqliteConnection database, string text, object value)
    {
        var command = database.CreateCommand();
        command.CommandText = text;
        command.Parameters.AddWithValue("$p", value);
        command.Prepare();
        return command;
    }
}
