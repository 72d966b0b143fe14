using System.ComponentModel.DataAnnotations;
using MeshFunctions.Tokens;

namespace Gatekeeper;

/// <summary>Section <c>Gatekeeper</c>. Every mistake ends the start.</summary>
internal sealed class GatekeeperOptions
{
    /// <summary>The Unix socket on which the edge asks, in a folder that nobody else may enter; 100 characters at most.</summary>
    [Required, RegularExpression("/.{1,99}")]
    public string Socket { get; set; } = "";

    /// <summary>The <c>iss</c> of the assertions, as the apps' <c>Hops:{name}:Issuer</c> says.</summary>
    [Required]
    public string Issuer { get; set; } = "";

    /// <summary>A file whose first line is the key that the edge shows: 32 characters at least.</summary>
    [Required]
    public string EdgeKeyFile { get; set; } = "";

    /// <summary>Private keys on P-256 (PEM). The first one signs; the public parts of all are published.</summary>
    [MinLength(1)]
    public IList<string> SigningKeys { get; } = [];

    /// <summary>Where the public keys are written at start (JWKS), as the apps' <c>Hops:{name}:KeysFile</c> says.</summary>
    [Required]
    public string KeysFile { get; set; } = "";

    /// <summary>How long an assertion is good, in whole seconds from 1 to 60. It is signed before the client's body is read.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Identity headers that the apps' configuration names itself, besides those that every assertion covers.</summary>
    public IList<string> CustomHeaders { get; } = [];

    /// <summary>Whose tokens pass, as in the apps' section <c>MeshFunctions:Tokens</c>.</summary>
    public TokensOptions Tokens { get; } = new();

    /// <exception cref="ValidationException">A setting is missing or out of its range.</exception>
    /// <exception cref="InvalidOperationException">There is no such setting, or it is not of its type.</exception>
    public static GatekeeperOptions Read(IConfiguration configuration)
    {
        GatekeeperOptions options = new();
        configuration.GetRequiredSection("Gatekeeper").Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return options;
    }
}
