namespace DarkLang.Tui.Tests;

public sealed class EditorTests
{
    [Theory]
    [InlineData("vim -u NONE", "+7 a.dark")]
    [InlineData("/usr/bin/nano", "+7 a.dark")]
    [InlineData("code --wait", "--goto a.dark:7")]
    [InlineData("hx", "a.dark:7")]
    [InlineData("gedit", "a.dark")]
    [InlineData("sed -i s/1/2/", "a.dark")]
    public void An_editor_gets_the_line_only_in_the_form_that_it_is_known_to_take(string command, string arguments) =>
        Assert.Equal(
            $"-c {command} \"$@\" sh {arguments}", string.Join(' ', new Editor(command).Arguments("a.dark", 7)));
}
