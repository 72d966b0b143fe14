using LocalCloud.Configuration;

namespace LocalCloud.Identity;

/// <summary>The parameters of a request that name an identity: at most one; none is the app's own.</summary>
internal static class IdentityParameters
{
    public static bool Select(IQueryCollection query, IdentityConfig identity, string resourceId)
    {
        string[] names = ["client_id", "principal_id", "object_id", "mi_res_id"];
        var given = names.Where(query.ContainsKey).ToList();
        if (given.Count == 0)
        {
            return true;
        }

        return given.Count == 1 && query[given[0]] is [{ } value] && given[0] switch
        {
            "client_id" => Guid.TryParse(value, out var id) && id == identity.ClientId,
            "mi_res_id" => string.Equals(value, resourceId, StringComparison.OrdinalIgnoreCase),
            _ => Guid.TryParse(value, out var id) && id == identity.ObjectId,
        };
    }
}
