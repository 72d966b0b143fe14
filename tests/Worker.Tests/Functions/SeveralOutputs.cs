using Microsoft.Azure.Functions.Worker.Http;

namespace Worker.Tests.Functions;

internal sealed class SeveralOutputs
{
    [NoteOutput("notes")]
    public string? Note { get; set; }

    public HttpResponseData? Answer { get; set; }
}
