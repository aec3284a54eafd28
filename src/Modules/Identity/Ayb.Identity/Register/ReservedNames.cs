using System.Collections.Frozen;
using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>
/// Names that no entity may have: whatever the server routes, or may come to route, at the place of an entity,
/// and what people would take for the server itself.
/// </summary>
internal static class ReservedNames
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet<string>(
    [
        // First path segments of the API and the pages.
        "register", "confirm", "log_in", "log_out", "tokens", "entity", "entities", "oauth", "settings", "health", "v1",
        "database", "databases", "query", "create", "details", "update", "share", "permissions", "list_snapshots",
        "restore_snapshot", "snapshots", "profile", "sessions", "metrics", "status", "transfers",

        // Their usual spellings, and where others have them.
        "v2", "v3", "v4", "account", "accounts", "api", "auth", "authenticate", "authorize", "callback", "dashboard",
        "explore", "graphql", "healthz", "home", "index", "invite", "invites", "livez", "login", "log-in", "logout",
        "log-out", "me", "new", "notifications", "openapi", "organization", "organizations", "org", "orgs", "password",
        "preferences", "readyz", "rpc", "search", "session", "sign_in", "sign-in", "signin", "sign_out", "sign-out",
        "signout", "sign_up", "sign-up", "signup", "sso", "swagger", "token", "user", "users", "webhook", "webhooks",
        "websocket", "ws",

        // Files that browsers and crawlers ask for.
        ".well-known", "well-known", "apple-touch-icon.png", "asset", "assets", "browserconfig.xml", "cdn", "css",
        "download", "downloads", "favicon.ico", "file", "files", "fonts", "humans.txt", "images", "img", "index.html",
        "js", "manifest.json", "media", "public", "robots.txt", "security.txt", "service-worker.js", "site.webmanifest",
        "sitemap.xml", "static", "upload", "uploads",

        // Who speaks for the server.
        "abuse", "admin", "administrator", "all", "anonymous", "ayb", "billing", "everybody", "everyone", "guest",
        "help", "hostmaster", "info", "mailer-daemon", "moderator", "no-reply", "nobody", "noreply", "official",
        "operator", "owner", "postmaster", "root", "security", "server", "staff", "superuser", "support", "sysadmin",
        "system", "team", "webmaster",

        // What a site says of itself.
        "about", "blog", "careers", "contact", "contact-us", "doc", "docs", "documentation", "email", "faq", "features",
        "feed", "forum", "imprint", "jobs", "legal", "mail", "news", "newsletter", "press", "pricing", "privacy", "rss",
        "terms", "tos", "welcome", "wiki",

        // Hosts.
        "app", "ftp", "imap", "localhost", "ns1", "ns2", "pop", "smtp", "staging", "www",

        // What programs print when they have no name.
        "default", "false", "nan", "nil", "none", "null", "self", "true", "undefined", "unknown",
    ]);

    public static bool Contains(EntitySlug entity) => Names.Contains(entity.Value);
}
