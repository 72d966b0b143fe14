namespace MeshFunctions.Outbound;

/// <summary>What <c>AddMesh…()</c> calls asked for on one named client.</summary>
internal sealed class OutboundClient(string name)
{
    public string Name { get; } = name;

    public bool Propagation { get; set; }

    public bool AccessToken { get; set; }

    /// <summary>The scope in code, which goes before the one in the configuration.</summary>
    public string? Scope { get; set; }

    public bool Certificate { get; set; }

    /// <summary>That the transaction goes along was said in code.</summary>
    public bool Transaction { get; set; }

    /// <summary>Whether the client passes the transaction on, by code or by configuration.</summary>
    public bool PassesTransaction(OutboundClientOptions options) => Transaction || (Propagation && options.Transaction);

    /// <summary>Adds a line for each setting without which the client cannot keep what was asked for.</summary>
    public void Validate(OutboundClientOptions options, MeshCertificateOptions certificate, string root, ICollection<string> errors)
    {
        var path = $"{root}:Outbound:{Name}";
        if ((Propagation || AccessToken || Transaction || Certificate) && options.Hosts.Count == 0)
        {
            errors.Add($"{path}:Hosts: is empty although the client carries a trace, a transaction, a token or a certificate, which go to listed hosts only; permitted: host or host:port.");
        }

        if (options.Transaction && !Propagation && !Transaction)
        {
            errors.Add($"{path}:Transaction: has no effect, because the client uses neither AddMeshPropagation() nor AddTransactionToken(); permitted: with one of them, or false.");
        }

        if (AccessToken && Scope is null && options.Scope is null)
        {
            errors.Add($"{path}:Scope: is missing although AddAccessToken() names none; permitted: such as api://inventory/.default.");
        }

        if (Certificate && options.Peer is null)
        {
            errors.Add($"{path}:Peer: is missing although the client uses AddMeshCertificate(); permitted: the server's SPIFFE id.");
        }

        if (Certificate && certificate.CertificateFile is null)
        {
            errors.Add($"{root}:Mesh:CertificateFile: is missing although the client '{Name}' uses AddMeshCertificate(); permitted: the path of a PEM file.");
        }
    }
}
