namespace Ayb.Identity;

/// <summary>
/// Reads the tags of a page as browsers do (https://html.spec.whatwg.org/multipage/parsing.html#tokenization), and builds no tree
/// of them. What a browser would not show as a link is none: in comments, scripts, styles, text fields, templates and the like.
/// Takes time and memory in proportion to the page, and no stack.
/// </summary>
internal sealed class HtmlLinkReader : ILinkReader
{
    public IEnumerable<PageLink> Read(string html)
    {
        var scanner = new HtmlScanner(html);
        var templates = 0;
        while (scanner.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case { Name: "template", IsEnd: false }:
                    templates++;
                    break;
                case { Name: "template", IsEnd: true }:
                    templates = Math.Max(0, templates - 1);
                    break;
                case { Name: "script", IsEnd: false }:
                    scanner.SkipScript();
                    break;
                case { Name: "plaintext", IsEnd: false }:
                    yield break;
                case { Name: "iframe" or "noembed" or "noframes" or "noscript" or "style" or "textarea" or "title" or "xmp", IsEnd: false }:
                    scanner.SkipText(tag.Name);
                    break;
                case { Name: "a", IsEnd: false } when templates == 0:
                    yield return new PageLink(tag.Rel ?? "", tag.Href ?? "");
                    break;
                default:
                    break;
            }
        }
    }
}
