using DarkLang.Runtime.Canvases;

namespace DarkLang.Runtime.Tests.Canvases;

public sealed class CanvasFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dark-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Texts_come_in_the_order_given_under_the_names_given()
    {
        Write("b.dark", "worker b\n"u8);
        Write("a.dark", "worker a\n"u8);
        var texts = CanvasFiles.Read(["b.dark", "./a.dark", "a.dark"], _folder);
        Assert.Empty(texts.Problems);
        Assert.Equal([("b.dark", "worker b\n"), ("./a.dark", "worker a\n")], texts.Sources.Select(source => (source.Path, source.Text)));
    }

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_text()
    {
        Write("a.dark", [0xEF, 0xBB, 0xBF, (byte)'x']);
        Assert.Equal("x", Assert.Single(CanvasFiles.Read(["a.dark"], _folder).Sources).Text);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b', 0xFF }, "a.dark is not valid UTF-8 in line 2, at byte 3: byte 0xFF")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0xC3 }, "a.dark is not valid UTF-8 in line 1, at byte 3: byte 0xC3")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "a.dark is not valid UTF-8 in line 1, at byte 0: byte 0xED")]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', 0 }, "a.dark contains a zero byte in line 2, at byte 2")]
    public void Bytes_that_are_not_UTF_8_are_reported_with_their_place(byte[] bytes, string message)
    {
        Write("a.dark", bytes);
        Assert.Equal(message, Assert.Single(CanvasFiles.Read(["a.dark"], _folder).Problems).Message);
    }

    [Fact]
    public void A_missing_file_names_the_nearest_one()
    {
        Write("orders.dark", "x"u8);
        var problem = Assert.Single(CanvasFiles.Read(["ordres.dark"], _folder).Problems);
        Assert.Equal(("there is no file ordres.dark", "did you mean orders.dark?"), (problem.Message, problem.Help));
    }

    [Fact]
    public void A_folder_names_the_files_in_it()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "canvas"));
        Write("canvas/a.dark", "x"u8);
        var problem = Assert.Single(CanvasFiles.Read(["canvas"], _folder).Problems);
        Assert.Equal(("canvas is a folder, not a file", "name its files: canvas/a.dark"), (problem.Message, problem.Help));
    }

    [Fact]
    public void A_file_that_is_too_large_is_not_read()
    {
        Write("a.dark", new byte[CanvasFiles.MaxFileBytes + 1]);
        Assert.Equal("a.dark is larger than 16 MB", Assert.Single(CanvasFiles.Read(["a.dark"], _folder).Problems).Message);
    }

    [Fact]
    public void Problems_in_all_files_are_reported_at_once() =>
        Assert.Equal(2, CanvasFiles.Read(["a.dark", "b.dark"], _folder).Problems.Count);

    private void Write(string name, ReadOnlySpan<byte> bytes) => File.WriteAllBytes(Path.Combine(_folder, name), bytes);
}
