using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Worker.Tests.Functions;
using Worker.Tests.Hosting;

namespace Worker.Tests;

public sealed class BindingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Body_by_the_real_converter_is_read_though_its_names_differ_in_case()
    {
        await using var host = await RunningHost.StartAsync();
        using var content = new StringContent("""{"name":"nut","COUNT":3}""", Encoding.UTF8, "application/json");
        using var response = await host.PostAsync("/api/Body", content);
        (await response.Content.ReadFromJsonAsync<BodyShape>(Token)).ShouldBe(new BodyShape("nut by POST", 3));
    }

    [Fact]
    public async Task Trigger_parameter_can_be_text_or_object()
    {
        await using var host = await RunningHost.StartAsync();
        using var text = new StringContent("plain");
        using var asText = await host.PostAsync("/api/TriggerText", text);
        (await asText.Content.ReadAsStringAsync(Token)).ShouldBe("<plain>");
        using var asObject = await host.Client.PostAsJsonAsync("/api/TriggerObject", new BodyShape("n", 1), Token);
        (await asObject.Content.ReadFromJsonAsync<BodyShape>(Token)).ShouldBe(new BodyShape("n", 1));
    }

    [Fact]
    public async Task Route_and_query_values_become_typed_parameters_and_absent_ones_their_default()
    {
        await using var host = await RunningHost.StartAsync();
        var key = new Guid("00112233-4455-6677-8899-aabbccddeeff");
        (await host.GetStringAsync($"/api/typed/{key}?day=Friday&page=4")).ShouldBe($"{key:N} 4 Friday 4");
        (await host.GetStringAsync($"/api/typed/{key}")).ShouldBe($"{key:N}  Sunday ");
    }

    [Fact]
    public async Task Registered_converter_makes_a_parameter_of_its_type()
    {
        await using var host = await RunningHost.StartAsync(options: static options => options.InputConverters.RegisterAt<OwnShapeConverter>(0));
        (await host.GetStringAsync("/api/Own?own=ignored")).ShouldBe("made here 0");
    }

    [Fact]
    public async Task Repeated_headers_are_joined_and_binding_data_is_json_with_lower_case_names()
    {
        await using var host = await RunningHost.StartAsync();
        var response = await RawHttp.SendAsync(
            host, "streamed", "POST /api/Inspect?A=1&A=2&b=3 HTTP/1.1", "X-Many: one", "x-many: two", "Cookie: a=1; b=2");
        response.ShouldEndWith("streamed|a=1;b=2|one,two");

        var data = host.Probe.Context!.BindingContext.BindingData;
        var headers = JsonSerializer.Deserialize<Dictionary<string, string>>((string)data["Headers"]!)!;
        headers["x-many"].ShouldBe("one,two");
        headers.Keys.ShouldAllBe(static name => !name.Any(char.IsUpper));
        JsonSerializer.Deserialize<Dictionary<string, string>>((string)data["Query"]!).ShouldBe(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1,2", ["b"] = "3" });
        data["b"].ShouldBe("3");
    }

    [Theory]
    [InlineData("{broken", "application/json")]
    [InlineData("<xml/>", "text/xml")]
    public async Task Failed_conversion_can_be_caught_by_middleware(string body, string mediaType)
    {
        Exception? seen = null;
        await using var host = await RunningHost.StartAsync(worker => worker.Use(next => async context =>
        {
            try
            {
                await next(context);
            }
            catch (FunctionInputConverterException failure)
            {
                seen = failure;
                throw;
            }
        }));
        using var content = new StringContent(body, Encoding.UTF8, mediaType);
        using var response = await host.PostAsync("/api/Body", content);
        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        seen.ShouldNotBeNull().Message.ShouldContain("'shape'");
    }

    [Fact]
    public async Task Route_value_of_the_wrong_type_is_a_failed_conversion()
    {
        await using var host = await RunningHost.StartAsync();
        using var response = await host.GetAsync("/api/typed/not-a-guid");
        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
    }
}
