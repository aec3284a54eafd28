using Ayb.Contracts;

namespace Ayb.Identity.Tests;

/// <summary>What counts as a link back to https://ayb.example/alice.</summary>
public class ReadingLinks
{
    private const int BodyBytes = 512 * 1024;

    private static readonly BackLink Alice = new("https://ayb.example", EntitySlug.Parse("alice").Value);

    [Theory]
    [InlineData("""<a rel="me" href="https://ayb.example/alice">Me</a>""")]
    [InlineData("""<a href='https://ayb.example/alice' rel='me'>Me</a>""")]
    [InlineData("<a rel=me href=https://ayb.example/alice>Me")]
    [InlineData("<A REL=ME HREF=https://ayb.example/alice>")]
    [InlineData("<a\trel\n=\f\"me\"\rhref =  'https://ayb.example/alice'/>")]
    [InlineData("<a/rel='me'/href=https://ayb.example/alice>")]
    [InlineData("""<a class=x rel="nofollow  Me&#9;noopener" target=_blank href="https://ayb.example/alice" disabled>""")]
    [InlineData("""<a rel="me" href="https://AYB.Example/alice">""")]
    [InlineData("""<a rel="me" href="https://ayb.example/alice/">""")]
    [InlineData("""<a rel="me" href="https:&#47;&#x2F;ayb.example&#x2f;alice">""")]
    [InlineData("""<a rel="&#109;e" href="https://ayb.example/alice">""")]
    [InlineData("""<a rel="me"href="https://ayb.example/alice">""")]
    [InlineData("""<a title=">" rel=me href="https://ayb.example/alice">""")]
    [InlineData("""<a =x rel=me "'<=y href="https://ayb.example/alice">""")]
    [InlineData("""< a><1><></><!><?x?><!doctype html "x"><p/><br><a rel=me href=https://ayb.example/alice>""")]
    [InlineData("<!--><a rel=me href=https://ayb.example/alice>-->")]
    [InlineData("<!---><a rel=me href=https://ayb.example/alice>-->")]
    [InlineData("<!-- x --!><a rel=me href=https://ayb.example/alice>")]
    [InlineData("<!-- <!-- --><a rel=me href=https://ayb.example/alice>")]
    [InlineData("<script>if (a<b) '</scripts>'</script ><a rel=me href=https://ayb.example/alice>")]
    [InlineData("<script><!-- <script> --></script><a rel=me href=https://ayb.example/alice>")]
    [InlineData("<style></Style\n><a rel=me href=https://ayb.example/alice>")]
    [InlineData("<template><template></template></template><a rel=me href=https://ayb.example/alice>")]
    [InlineData("</template></template><a rel=me href=https://ayb.example/alice>")]
    [InlineData("<a rel=me href=x><a rel=me href=https://ayb.example/alice>")]
    [InlineData("\0\uFFFD<abbr rel=x><a rel=me href=https://ayb.example/alice>")]
    public void A_link_is_found_as_a_browser_finds_it(string html) => Find(html).Should().BeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("https://ayb.example/alice")]
    [InlineData("""<a href="https://ayb.example/alice">""")]
    [InlineData("""<a rel="" href="https://ayb.example/alice">""")]
    [InlineData("""<a rel="men" href="https://ayb.example/alice">""")]
    [InlineData("""<a rel="me,nofollow" href="https://ayb.example/alice">""")]
    [InlineData("""<a rel="&quot;me&quot;" href="https://ayb.example/alice">""")]
    [InlineData("""<a data-rel="me" href="https://ayb.example/alice">""")]
    [InlineData("""<a rel="nofollow" rel="me" href="https://ayb.example/alice">""")]
    [InlineData("""<a rel="me" href="x" href="https://ayb.example/alice">""")]
    [InlineData("""<a rel="me" href="https://ayb.example/alicex">""")]
    [InlineData("""<a rel="me" href="https://ayb.example/Alice">""")]
    [InlineData("""<a rel="me" href="https://ayb.example/alice//">""")]
    [InlineData("""<a rel="me" href="https://ayb.example/alice?">""")]
    [InlineData("""<a rel="me" href="https://ayb.example/alice#">""")]
    [InlineData("""<a rel="me" href="https://ayb.example/%61lice">""")]
    [InlineData("""<a rel="me" href="https://ayb.example/x/../alice">""")]
    [InlineData("""<a rel="me" href="https://ayb.example//alice">""")]
    [InlineData("""<a rel="me" href="https://ayb.example:443/alice">""")]
    [InlineData("""<a rel="me" href="https://x@ayb.example/alice">""")]
    [InlineData("""<a rel="me" href="http://ayb.example/alice">""")]
    [InlineData("""<a rel="me" href="//ayb.example/alice">""")]
    [InlineData("""<a rel="me" href="https://evil.example/https://ayb.example/alice">""")]
    [InlineData("""<a rel="me" href="https://ayb.example.evil.example/alice">""")]
    [InlineData("""<link rel="me" href="https://ayb.example/alice">""")]
    [InlineData("""<area rel="me" href="https://ayb.example/alice"><ab rel="me" href="https://ayb.example/alice">""")]
    [InlineData("""</a rel="me" href="https://ayb.example/alice">""")]
    [InlineData("<a rel=me href=https://ayb.example/alice")]
    [InlineData("<a rel=me href='https://ayb.example/alice>")]
    [InlineData("&lt;a rel=me href=https://ayb.example/alice&gt;")]
    [InlineData("<!-- <a rel=me href=https://ayb.example/alice> -->")]
    [InlineData("<!-- -- > <a rel=me href=https://ayb.example/alice>")]
    [InlineData("<!doctype <a rel=me href=https://ayb.example/alice>")]
    [InlineData("<? <a rel=me href=https://ayb.example/alice>")]
    [InlineData("</ <a rel=me href=https://ayb.example/alice>")]
    [InlineData("<![CDATA[ > <a rel=me href=https://ayb.example/alice> ]]>")]
    [InlineData("<script>'<a rel=me href=https://ayb.example/alice>'</script>")]
    [InlineData("<SCRIPT></scriptx><a rel=me href=https://ayb.example/alice>")]
    [InlineData("<script><!-- <script></script> <a rel=me href=https://ayb.example/alice> --></script>")]
    [InlineData("<style><a rel=me href=https://ayb.example/alice></style>")]
    [InlineData("<textarea><a rel=me href=https://ayb.example/alice></textarea>")]
    [InlineData("<title><a rel=me href=https://ayb.example/alice></title>")]
    [InlineData("<template><a rel=me href=https://ayb.example/alice></template>")]
    [InlineData("<template><template></template><a rel=me href=https://ayb.example/alice>")]
    [InlineData("<noscript><a rel=me href=https://ayb.example/alice></noscript>")]
    [InlineData("<xmp><a rel=me href=https://ayb.example/alice></xmp>")]
    [InlineData("<iframe><a rel=me href=https://ayb.example/alice></iframe>")]
    [InlineData("<noembed><a rel=me href=https://ayb.example/alice></noembed>")]
    [InlineData("<noframes><a rel=me href=https://ayb.example/alice></noframes>")]
    [InlineData("<plaintext><a rel=me href=https://ayb.example/alice>")]
    [InlineData("""<p title="<a rel=me href=https://ayb.example/alice>">""")]
    public void What_is_no_link_there_is_none_here(string html) => Find(html).Should().BeFalse();

    [Theory]
    [InlineData("https://ayb.example/base", "https://ayb.example/base/alice", true)]
    [InlineData("https://ayb.example/base", "https://ayb.example/BASE/alice", false)]
    [InlineData("http://localhost:5433", "http://LOCALHOST:5433/alice", true)]
    [InlineData("http://localhost:5433", "http://localhost/alice", false)]
    public void The_link_leads_to_where_the_server_says_it_is(string publicUrl, string href, bool found) =>
        new BackLink(publicUrl, Alice.Entity).IsAmong([new PageLink("me", href)]).Should().Be(found);

    [Theory]
    [InlineData("<")]
    [InlineData("<!--")]
    [InlineData("<!----!")]
    [InlineData("--!-")]
    [InlineData("</")]
    [InlineData("<a ")]
    [InlineData("<a '")]
    [InlineData("<a x=\"")]
    [InlineData("<b><p>")]
    [InlineData("<script><!--<script>")]
    [InlineData("<!--<script>")]
    [InlineData("<template>")]
    [InlineData("<title></titl")]
    [InlineData("&#x")]
    [InlineData("&amp;&")]
    [InlineData("\0")]
    public void A_page_of_nothing_but_malice_is_read_to_its_end(string malice)
    {
        var endless = string.Concat(Enumerable.Repeat(malice, BodyBytes / malice.Length));

        Find(endless).Should().BeFalse();
        Find("<a href=\"" + endless).Should().BeFalse();
        Find("<!--" + endless).Should().BeFalse();
        Find("<script><!--" + endless).Should().BeFalse();
    }

    private static bool Find(string html) => Alice.IsAmong(new HtmlLinkReader().Read(html));
}
