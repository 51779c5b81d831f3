using DarkLang.Runtime.Control;
using DarkLang.Tui.Screens;

namespace DarkLang.Tui.Tests.Screens;

public sealed class CanvasModelTests
{
    [Fact]
    public void The_selection_stays_on_its_row_when_others_come()
    {
        var model = Canvases.Of(Canvases.NotFound).Move(1);
        Assert.Equal("404 resise", model.Selected());
        Assert.Equal(model.Selected(), model.WithStatus(Canvases.Busy with { NotFound = Canvases.NotFound.NotFound }).Selected());
    }

    [Fact]
    public void The_selection_stays_in_its_place_when_its_row_goes()
    {
        var model = Canvases.Of(Canvases.Busy).Move(9);
        Assert.Equal("cron nightly", model.WithStatus(Canvases.Paused).Selected());
        Assert.Null(model.WithStatus(Canvases.Empty).Selected());
        Assert.Equal("worker resize", model.WithStatus(Canvases.Empty).WithStatus(Canvases.Paused).Selected());
    }

    [Fact]
    public void A_store_at_rest_is_not_lost_and_is_attached_once_something_runs()
    {
        var model = Canvases.Of(Canvases.Busy with { State = EngineState.Stopped }).Disconnected();
        Assert.Equal(ConnectionState.AtRest, model.Connection);
        Assert.Equal(ConnectionState.Attached, model.WithStatus(Canvases.Busy).Connection);
        Assert.Equal(ConnectionState.Lost, model.WithStatus(Canvases.Busy).Disconnected().Connection);
    }
}
