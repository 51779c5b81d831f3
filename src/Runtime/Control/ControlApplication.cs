using DarkLang.Runtime.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DarkLang.Runtime.Control;

/// <summary>Routes requests, and turns every failure into a status and a <see cref="ControlError"/>.</summary>
internal sealed class ControlApplication(ControlRoutes routes, RequestAuthorizer? authorizer, CancellationToken stopping)
    : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            if (authorizer?.Refusal(context) is { } refusal)
            {
                await Reject(context, refusal.Status, refusal.Message);
                return;
            }
            await routes.Answer(context, ended.Token);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone.
        }
        catch (Exception fault)
        {
            await Refuse(context, fault);
        }
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    private static async Task Reject(HttpContext context, int status, string message)
    {
        if (status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        // The body is not read.
        context.Response.Headers.Connection = "close";
        await ControlRoutes.Send(context, status, new ControlError(ControlProblem.Refused, message), context.RequestAborted);
    }

    private async Task Refuse(HttpContext context, Exception fault)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        var error = Explain(fault);
        var status = error.Problem switch
        {
            ControlProblem.NotFound => StatusCodes.Status404NotFound,
            ControlProblem.BadRequest => StatusCodes.Status400BadRequest,
            ControlProblem.Refused or ControlProblem.LeaseLost => StatusCodes.Status409Conflict,
            ControlProblem.WrongEvent => StatusCodes.Status422UnprocessableEntity,
            ControlProblem.NoRuntime => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
        await ControlRoutes.Send(context, status, error, context.RequestAborted);
    }

    private ControlError Explain(Exception fault) => fault switch
    {
        ControlException refused => new ControlError(refused.Problem, refused.Message),
        StoreException store => new ControlError(ControlProblem.Refused, store.Message),
        OperationCanceledException when stopping.IsCancellationRequested =>
            new ControlError(ControlProblem.NoRuntime, "the runtime is stopping"),
        _ => new ControlError(null, $"{fault.GetType().Name}: {fault.Message}"),
    };
}
