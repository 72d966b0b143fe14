namespace EndToEnd.Tests.Gatekeeper;

/// <summary>What the edge asks the gatekeeper.</summary>
internal static class Question
{
    public static HttpRequestMessage Of(string? key, string audience, string method, string target)
    {
        HttpRequestMessage request = new(HttpMethod.Get, new Uri("/authorize", UriKind.Relative));
        request.Headers.Add("Mesh-Gatekeeper-Audience", audience);
        request.Headers.Add("Mesh-Gatekeeper-Method", method);
        request.Headers.Add("Mesh-Gatekeeper-Target", target);
        if (key is not null)
        {
            request.Headers.Add("Mesh-Gatekeeper-Key", key);
        }

        return request;
    }
}
