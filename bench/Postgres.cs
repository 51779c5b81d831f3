using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace DarkLang.Bench;

/// <summary>A PostgreSQL of its own in a temporary folder, on a Unix socket only, with its standard settings: every commit is synced.</summary>
internal sealed class Postgres : IDisposable
{
    private const string User = "bench";

    private static readonly string[] Programs = ["initdb", "pg_ctl"];

    private readonly DirectoryInfo _folder;
    private int _databases;

    private Postgres(DirectoryInfo folder) => _folder = folder;

    /// <summary>What is not on this machine; null when a server can be started.</summary>
    public static string? Missing => Tools.Missing(Environment.IsPrivilegedProcess ? [.. Programs, "runuser"] : Programs);

    public long Size => Scratch.SizeOf(Cluster);

    private string Cluster => Path.Combine(_folder.FullName, "cluster");

    public static Postgres Start()
    {
        var server = new Postgres(Directory.CreateTempSubdirectory("dark-bench-pg-"));
        try
        {
            // It refuses to be run by root: then it is the user that its package has made.
            if (Environment.IsPrivilegedProcess)
                Tools.Run("chown", ["postgres", server._folder.FullName]);
            AsUser("initdb", "-D", server.Cluster, "-U", User, "-A", "trust", "-E", "UTF8");
            AsUser(
                "pg_ctl",
                "-D",
                server.Cluster,
                "-w",
                "-l",
                Path.Combine(server._folder.FullName, "log"),
                "-o",
                $"-k {server._folder.FullName} -c listen_addresses=''",
                "start");
            return server;
        }
        catch
        {
            server._folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>The connection string of an empty database.</summary>
    public string NewDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"run{++_databases}");
        using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        connection.Open();
        using var create = connection.CreateCommand();
        create.CommandText = $"create database {name}";
        create.ExecuteNonQuery();
        return ConnectionTo(name);
    }

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        AsUser("pg_ctl", "-D", Cluster, "-w", "-m", "fast", "stop");
        _folder.Delete(recursive: true);
    }

    private string ConnectionTo(string database) => $"Host={_folder.FullName};Username={User};Database={database}";

    private static void AsUser(string tool, params string[] arguments)
    {
        if (Environment.IsPrivilegedProcess)
            Tools.Run("runuser", ["-u", "postgres", "--", tool, .. arguments]);
        else
            Tools.Run(tool, arguments);
    }
}
